//! Statements about periods.

use crate::database::statements::statements;

statements! {
    /// By the word in addresses.
    BY_CODE = "select id, code, name, year, starts_on, ends_on, closes_on, locked_at, version
        from period where code = $1";
    /// The shortest one that holds the day comes first, then the last one that began.
    CURRENT = "select id, code, name, year, starts_on, ends_on, closes_on, locked_at, version
        from period order by case when starts_on <= $1 and ends_on >= $1 then 0 else 1 end,
        starts_on desc, ends_on limit 1";
    /// Newest first.
    LIST = "select id, code, name, year, starts_on, ends_on, closes_on, locked_at, version
        from period order by starts_on desc, ends_on desc";
    /// A new one.
    INSERT = "insert into period (id, code, name, year, starts_on, ends_on, closes_on, locked_at,
        version) values ($1, $2, $3, $4, $5, $6, $7, null, 1)";
    /// By id.
    BY_ID = "select id, code, name, year, starts_on, ends_on, closes_on, locked_at, version
        from period where id = $1";
    /// The unit at the top.
    TOP = "select path from unit where parent_id is null order by path limit 1";
    /// Another last day of entry.
    SET_CLOSING = "update period set closes_on = $3, version = version + 1
        where id = $1 and version = $2";
    /// Locked, or not.
    SET_LOCK = "update period set locked_at = $3, version = version + 1
        where id = $1 and version = $2";
}
