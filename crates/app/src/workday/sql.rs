//! Statements about days off and days worked.

use crate::database::statements::statements;

statements! {
    /// Days entered, in order.
    BETWEEN = "select day, kind, why, version from work_day where day >= $1 and day <= $2
        order by day";
    /// One.
    ONE = "select day, kind, why, version from work_day where day = $1";
    /// A new one.
    INSERT = "insert into work_day (day, kind, why, set_by, set_at, version)
        values ($1, $2, $3, $4, $5, 1)";
    /// Said otherwise.
    UPDATE = "update work_day set kind = $3, why = $4, set_by = $5, set_at = $6,
        version = version + 1 where day = $1 and version = $2";
    /// As the state's calendar says again.
    DELETE = "delete from work_day where day = $1 and version = $2";
    /// The installation's top, whose administrators say what holds for all.
    TOP = "select id, path from unit where parent_id is null order by id limit 1";
}
