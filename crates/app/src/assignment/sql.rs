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
}
