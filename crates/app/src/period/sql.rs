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
    /// A unit and a period by their words in addresses; no word: the period that runs on the day.
    /// With how many messages the account $4 has not read.
    HERE = "select u.id, u.parent_id, u.path, u.slug, u.kind, u.code, u.name, u.valid_from,
        u.valid_to, u.version, p.id as period_id, p.code as period_code, p.name as period_name,
        p.year, p.starts_on, p.ends_on, p.closes_on, p.locked_at, p.version as period_version,
        (select count(*) from notice n where n.account_id = cast($4 as text)
            and n.read_at is null) as unread
        from unit u left join period p on p.id = (select y.id from period y
            where cast($2 as text) is null or y.code = $2
            order by case when y.starts_on <= $3 and y.ends_on >= $3 then 0 else 1 end,
            y.starts_on desc, y.ends_on limit 1)
        where u.slug = $1";
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
