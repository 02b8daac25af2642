//! Statements about periods.

use crate::database::statements::statements;

/// A unit's own last day of entry in the period `p`, where the level above granted one: `z`.
macro_rules! granted {
    ($unit:literal) => {
        concat!(
            "left join period_exception z on z.id = (select y.id from period_exception y
            where y.period_id = p.id and y.unit_id = ",
            $unit,
            " and y.answer = 'granted'
            order by y.until_on desc limit 1)"
        )
    };
}
pub(crate) use granted;

/// The last day of entry and the lock as they stand for a unit: see [`granted`].
macro_rules! closing {
    () => {
        "case when z.until_on is not null and (p.locked_at is not null
            or p.closes_on < z.until_on) then z.until_on else p.closes_on end as closes_on,
        case when z.until_on is null then p.locked_at end as locked_at"
    };
}
pub(crate) use closing;

macro_rules! exception {
    () => {
        "x.id, x.unit_id, u.name as unit_name, u.path, x.reason, x.wanted_on, x.asked_at,
        coalesce(ap.name, x.asked_by) as asked_name, x.answer, x.until_on, x.said,
        coalesce(np.name, x.answered_by) as answered_name, x.version
        from period_exception x join unit u on u.id = x.unit_id
        left join account aa on aa.id = x.asked_by left join person ap on ap.id = aa.person_id
        left join account na on na.id = x.answered_by left join person np on np.id = na.person_id"
    };
}

macro_rules! snapshot {
    () => {
        "select s.id, s.name, s.made_at, coalesce(n.name, s.made_by) as made_name,
        f.name as framework_name, s.units, s.sha256, s.framework_id, u.path, s.period_id
        from snapshot s join framework f on f.id = s.framework_id join unit u on u.id = s.unit_id
        left join account c on c.id = s.made_by left join person n on n.id = c.person_id "
    };
}

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
    HERE = concat!("select u.id, u.parent_id, u.path, u.slug, u.kind, u.code, u.name, u.valid_from,
        u.valid_to, u.version, p.id as period_id, p.code as period_code, p.name as period_name,
        p.year, p.starts_on, p.ends_on, ", closing!(), ", p.version as period_version,
        (select count(*) from notice n where n.account_id = cast($4 as text)
            and n.read_at is null) as unread,
        (select min(case when a.state = 'open' then 0 else 1 end) from assessment a
            where a.unit_id = u.id and a.period_id = p.id) as handed_in, h.step, h.ends_on as step_ends_on
        from unit u left join period p on p.id = (select y.id from period y
            where cast($2 as text) is null or y.code = $2
            order by case when y.starts_on <= $3 and y.ends_on >= $3 then 0 else 1 end,
            y.starts_on desc, y.ends_on limit 1) ", granted!("u.id"), "
        left join period_phase h on h.period_id = p.id and h.starts_on <= $3 and h.ends_on >= $3
        where u.slug = $1");
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
    /// Steps of all periods, in their order.
    PHASES = "select period_id, step, starts_on, ends_on from period_phase
        order by period_id, starts_on";
    /// Before others are set.
    PHASES_DELETE = "delete from period_phase where period_id = $1";
    /// A step.
    PHASE_INSERT = "insert into period_phase (period_id, step, starts_on, ends_on)
        values ($1, $2, $3, $4)";
    /// What units at a path and under it asked for: what waits first, then the newest.
    EXCEPTIONS = concat!("select ", exception!(), "
        where x.period_id = $1 and substr(u.path, 1, length($2)) = $2
        order by case when x.answer is null then 0 else 1 end, x.asked_at desc, x.id desc
        limit 500");
    /// One of them.
    EXCEPTION = concat!("select x.period_id, ", exception!(), " where x.id = $1");
    /// Who asked, where the account can still be used.
    EXCEPTION_ASKER = "select c.id from period_exception x join account c on c.id = x.asked_by
        and c.state = 'active' where x.id = $1";
    /// Asked, unless the unit waits for an answer already.
    EXCEPTION_ASK = "insert into period_exception (id, period_id, unit_id, reason, wanted_on,
        asked_at, asked_by, version) select $1, $2, $3, $4, $5, $6, $7, 1 from period p
        where p.id = $2 and not exists (select 1 from period_exception y where y.period_id = $2
            and y.unit_id = $3 and y.answer is null)";
    /// The answer.
    EXCEPTION_ANSWER = "update period_exception set answer = $3, until_on = coalesce($4, until_on),
        said = $5, answered_at = $6, answered_by = $7, version = version + 1
        where id = $1 and version = $2";
    /// Who manages periods over a path, the nearest first, with the word of their unit.
    MANAGERS_ABOVE = "select c.id, u.slug from role_grant g join unit u on u.id = g.unit_id
        join account c on c.id = g.account_id and c.state = 'active'
        where g.role in ('administrator', 'focal') and g.ended_at is null
        and substr($1, 1, length(u.path)) = u.path and u.path <> $1
        order by length(u.path) desc, c.id";
    /// Cut-offs at a unit in a period, the newest first.
    SNAPSHOTS = concat!(snapshot!(), "where s.period_id = $1 and s.unit_id = $2
        order by s.made_at desc, s.id desc limit 100");
    /// One of them.
    SNAPSHOT = concat!(snapshot!(), "where s.id = $1");
    /// A new one.
    SNAPSHOT_INSERT = "insert into snapshot (id, period_id, framework_id, unit_id, name, made_at,
        made_by, units, sha256) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// One of its lines.
    SNAPSHOT_LINE = "insert into snapshot_line (snapshot_id, indicator_id, position, code, title,
        body_json) values ($1, $2, $3, $4, $5, $6)";
    /// Its lines, in the framework's order.
    SNAPSHOT_LINES = "select indicator_id, code, title, body_json from snapshot_line
        where snapshot_id = $1 order by position";
    /// One of them, by code.
    SNAPSHOT_ONE = "select indicator_id, code, title, body_json from snapshot_line
        where snapshot_id = $1 and code = $2";
    /// What stands on the lines of a framework that ask for figures, at a path and under it; of one
    /// line only, where $4 names it.
    STANDS = "select i.id as indicator_id, i.code, i.title, a.unit_id, u.name, e.points,
        e.applicable, x.input_key, v.value, v.source
        from indicator i join entry e on e.indicator_id = i.id
        join assessment a on a.id = e.assessment_id and a.period_id = $2
        join unit u on u.id = a.unit_id
        join indicator_figure x on x.indicator_id = i.id
        left join figure_value v on v.figure_id = x.figure_id and v.unit_id = a.unit_id
            and v.period_id = a.period_id
        where i.framework_id = $1 and substr(u.path, 1, length($3)) = $3
        and (cast($4 as text) is null or i.id = $4)
        order by i.position, i.id, u.path, x.position";
}
