//! Statements about assignments, statuses and occurrences.

use crate::database::statements::statements;

/// The most that assignments `a` leave to do: 2 as lead, 1 as supporting.
macro_rules! part {
    () => {
        "coalesce(max(case a.role when 'lead' then 2 when 'supporting' then 1 else 0 end), 0)"
    };
}
pub(crate) use part;

/// Parts of a person ($1), or of a unit's people ($2).
macro_rules! mine {
    () => {
        "with mine as (select a.id, a.row_id, a.role, a.status, a.version, t.name as party_name
        from assignment a join party t on t.id = a.party_id
        where a.ended_at is null and a.role <> 'outside_lead' and a.party_id in (
        select h.party_id from party_holder h where h.person_id = $1
        union select h.party_id from party_holder h join person n on n.id = h.person_id
        where n.unit_id = $2
        union select y.id from party y where y.unit_ref = $2)) "
    };
}

/// Times at which rows are due, from $2 to $3.
macro_rules! due {
    () => {
        "select o.id, o.due_on, o.label, o.event_on, o.needed, o.done, r.id as row_id, r.code, r.title,
        r.status, r.plan_id, p.title as plan_title, p.reference
        from occurrence o join plan_row r on r.id = o.row_id and r.removed_at is null
        join plan p on p.id = r.plan_id and p.state <> 'withdrawn'
        where o.due_on >= $2 and o.due_on <= $3"
    };
}

statements! {
    /// Roles that a person has on a row through the parties they act for.
    ROLES_ON_ROW = "select a.role from assignment a join party_holder h on h.party_id = a.party_id
        where a.row_id = $1 and h.person_id = $2 and a.ended_at is null";
    /// The same through every row of the entry's unit that is about the entry's indicator.
    ROLES_ON_ENTRY = "select a.role from entry e join assessment s on s.id = e.assessment_id
        join plan_row r on r.indicator_id = e.indicator_id and r.removed_at is null
        join plan p on p.id = r.plan_id and p.unit_id = s.unit_id and p.state <> 'withdrawn'
        join assignment a on a.row_id = r.id and a.ended_at is null
        join party_holder h on h.party_id = a.party_id
        where e.id = $1 and h.person_id = $2";
    /// The day that a person set instead of the text's.
    EFFECTIVE_DUE = "select effective_due from plan_row where id = $1";
    /// What the text spread over the year goes; events that happened stay.
    OCCURRENCES_CLEAR = "delete from occurrence where row_id = $1 and event_on is null";
    /// One time at which it is due.
    OCCURRENCE_INSERT = "insert into occurrence (id, row_id, position, starts_on, due_on, needed,
        done, label, event, event_on, reference, note, version)
        values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10, $11, 1)";
    /// What the next due day depends on besides the occurrences.
    STATUS_AND_ISSUE = "select r.status, p.issued_on from plan_row r join plan p on p.id = r.plan_id
        where r.id = $1";
    /// A row's occurrences.
    OCCURRENCES = "select id, starts_on, due_on, needed, done, label, event, event_on, reference, note
        from occurrence where row_id = $1 order by position, id";
    /// The days on which it was done.
    HAPPENED = "select happened_on from happening where row_id = $1 and removed_at is null
        order by happened_on";
    /// Counted anew.
    OCCURRENCE_DONE = "update occurrence set done = $2, version = version + 1 where id = $1";
    /// Next day on which something is due.
    NEXT_DUE = "update plan_row set next_due = $2 where id = $1";
    /// A row, as its work needs it, once for each who does it; `mine`: through how many parties the
    /// person acts for it.
    WORK_ROW = "select r.plan_id, p.title as plan_title, p.unit_id, u.path as unit_path, p.year,
        p.issued_on, p.state, r.code, r.title, r.deadline_text, r.effective_due, r.next_due, r.status,
        r.removed_at, r.version, a.id as member_id, a.role, a.party_id, t.name, a.named,
        g.name as via, a.status as member_status, a.version as member_version,
        (select count(*) from party_holder h where h.party_id = a.party_id and h.person_id = $2) as mine
        from plan_row r join plan p on p.id = r.plan_id join unit u on u.id = p.unit_id
        left join assignment a on a.row_id = r.id and a.ended_at is null
        left join party t on t.id = a.party_id left join party g on g.id = a.via_group_id
        where r.id = $1 order by a.role, a.id";
    /// A member's status.
    MEMBER_STATUS = "update assignment set status = $3, version = version + 1
        where id = $1 and version = $2";
    /// The row's status.
    ROW_STATUS = "update plan_row set status = $3, version = version + 1
        where id = $1 and version = $2";
    /// The day that a person sets.
    EFFECTIVE_DUE_SET = "update plan_row set effective_due = $3, version = version + 1
        where id = $1 and version = $2";
    /// Something was done.
    HAPPENING_INSERT = "insert into happening (id, row_id, happened_on, note, created_by, created_at,
        removed_at) values ($1, $2, $3, $4, $5, $6, null)";
    /// A record, there or taken away.
    HAPPENING = "select row_id, happened_on, note, created_by from happening where id = $1";
    /// Taken away, or back.
    HAPPENING_REMOVED = "update happening set removed_at = $2 where id = $1";
    /// A row's records, newest first.
    HAPPENINGS = "select h.id, h.happened_on, h.note, h.removed_at, h.created_by, p.name as by_name
        from happening h left join account a on a.id = h.created_by
        left join person p on p.id = a.person_id
        where h.row_id = $1 order by h.happened_on desc, h.id desc";
    /// A clock that an event started.
    STARTED = "select row_id, event_on from occurrence where id = $1 and event_on is not null";
    /// Stopped.
    STARTED_REMOVE = "delete from occurrence where id = $1 and event_on is not null";
    /// Rows that a person ($1) or people of a unit ($2) have a part in, with what presses.
    TASKS = concat!(mine!(), "select r.id, r.code, r.title, r.plan_id, p.title as plan_title, p.reference,
        p.state, u.path as unit_path, u.slug, m.role, m.party_name, m.id as member_id, m.status,
        m.version, r.status as row_status, r.next_due, r.max_points, e.points, e.outcome,
        d.code as period_code, i.code as indicator_code,
        (select coalesce(sum(o.needed), 0) from occurrence o where o.row_id = r.id) as needed,
        (select coalesce(sum(case when o.done < o.needed then o.done else o.needed end), 0)
        from occurrence o where o.row_id = r.id) as done,
        (select count(*) from occurrence o where o.row_id = r.id and o.event is not null
        and o.event_on is null) as waiting,
        (select count(*) from occurrence o where o.row_id = r.id and o.event_on is not null
        and o.done < o.needed) as started,
        (select count(*) from occurrence o where o.row_id = r.id and o.label = 'ongoing') as ongoing
        from mine m join plan_row r on r.id = m.row_id and r.removed_at is null
        join plan p on p.id = r.plan_id and p.state <> 'withdrawn'
        join unit u on u.id = p.unit_id
        left join indicator i on i.id = r.indicator_id
        left join entry e on e.id = (select n.id from entry n
            join assessment s on s.id = n.assessment_id and s.unit_id = p.unit_id
            join period y on y.id = s.period_id and y.year = p.year
            where n.indicator_id = r.indicator_id
            order by case when y.starts_on <= $3 and y.ends_on >= $3 then 0 else 1 end,
            y.starts_on desc, y.ends_on limit 1)
        left join assessment s on s.id = e.assessment_id
        left join period d on d.id = s.period_id
        order by r.plan_id, r.position");
    /// What those rows ask for as proof.
    TASKS_ASKED = concat!(mine!(), "select q.row_id as subject_id, q.id, q.text, q.accepts, q.needed,
        q.per, q.window_from, q.window_to, cast(null as integer) as year from evidence_requirement q
        where q.row_id in (select row_id from mine) order by q.position");
    /// The proof that serves them.
    TASKS_USED = concat!(mine!(), "select s.subject_id, s.requirement_id, v.issued_on
        from evidence_use s join evidence v on v.id = s.evidence_id and v.removed_at is null
        where s.subject_kind = 'plan_row' and s.removed_at is null
        and s.subject_id in (select row_id from mine)");
    /// A person and where they work.
    PERSON_PLACE = "select p.name, u.path from person p join unit u on u.id = p.unit_id where p.id = $1";
    /// A unit.
    UNIT_PLACE = "select name, path from unit where id = $1";
    /// People of a unit and under it who have open work, and how much.
    COLLEAGUES = "select p.id, p.name, count(distinct r.id) as open_rows
        from unit u join person p on p.unit_id = u.id
        join party_holder h on h.person_id = p.id
        join assignment a on a.party_id = h.party_id and a.ended_at is null
        and a.role <> 'outside_lead' and a.status not in ('submitted', 'appraised', 'done', 'not_applicable')
        join plan_row r on r.id = a.row_id and r.removed_at is null
        and r.status not in ('submitted', 'appraised', 'done', 'not_applicable')
        join plan l on l.id = r.plan_id and l.state <> 'withdrawn'
        where substr(u.path, 1, length($1)) = $1 group by p.id, p.name order by p.id limit 500";
    /// What falls due of a person's work.
    CALENDAR_MINE = concat!(due!(), " and r.id in (select a.row_id from assignment a
        where a.ended_at is null and a.role <> 'outside_lead'
        and a.party_id in (select h.party_id from party_holder h where h.person_id = $1))
        order by o.due_on, r.plan_id, r.position limit 2000");
    /// What falls due in a unit and under it.
    CALENDAR_UNIT = concat!(due!(), " and exists (select 1 from unit u where u.id = p.unit_id
        and substr(u.path, 1, length($1)) = $1)
        order by o.due_on, r.plan_id, r.position limit 2000");
}
