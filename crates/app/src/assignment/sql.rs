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
}
