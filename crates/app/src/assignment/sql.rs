//! Statements about assignments, statuses and occurrences.

use crate::database::statements::statements;

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
    /// A row, as its work needs it.
    WORK_ROW = "select r.plan_id, p.title as plan_title, p.unit_id, u.path as unit_path, p.year,
        p.issued_on, p.state, r.code, r.title, r.deadline_text, r.effective_due, r.next_due, r.status,
        r.removed_at, r.version
        from plan_row r join plan p on p.id = r.plan_id join unit u on u.id = p.unit_id
        where r.id = $1";
    /// Who does a row; `mine`: through how many parties the person acts for it.
    MEMBERS = "select a.id, a.role, a.party_id, t.name, a.named, g.name as via, a.status, a.version,
        (select count(*) from party_holder h where h.party_id = a.party_id and h.person_id = $2) as mine
        from assignment a join party t on t.id = a.party_id left join party g on g.id = a.via_group_id
        where a.row_id = $1 and a.ended_at is null order by a.role, a.id";
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
    HAPPENING = "select row_id, happened_on, note from happening where id = $1";
    /// Taken away, or back.
    HAPPENING_REMOVED = "update happening set removed_at = $2 where id = $1";
    /// A row's records, newest first.
    HAPPENINGS = "select h.id, h.happened_on, h.note, h.removed_at, p.name as by_name
        from happening h left join account a on a.id = h.created_by
        left join person p on p.id = a.person_id
        where h.row_id = $1 order by h.happened_on desc, h.id desc";
    /// A clock that an event started.
    STARTED = "select row_id, event_on from occurrence where id = $1 and event_on is not null";
    /// Stopped.
    STARTED_REMOVE = "delete from occurrence where id = $1 and event_on is not null";
}
