//! Statements about messages.

use crate::database::statements::statements;

statements! {
    /// How many are not read.
    UNREAD = "select count(*) as n from notice where account_id = $1 and read_at is null";
    /// A new one, unless one with its key is there.
    INSERT = "insert into notice (id, account_id, kind, subject_kind, subject_id, detail_json,
        address, created_at, read_at, once_key) values ($1, $2, $3, $4, $5, $6, $7, $8, null, $9)
        on conflict (once_key) do nothing";
    /// Who has work in a plan, and how many rows.
    ASSIGNED_IN_PLAN = "select c.id as account_id, count(distinct r.id) as n
        from plan_row r join assignment a on a.row_id = r.id and a.ended_at is null
        and a.role <> 'outside_lead'
        join party_holder h on h.party_id = a.party_id
        join account c on c.person_id = h.person_id and c.state = 'active'
        where r.plan_id = $1 and r.removed_at is null group by c.id order by c.id";
    /// Whose work a row is.
    ACCOUNTS_ON_ROW = "select distinct c.id as account_id from assignment a
        join party_holder h on h.party_id = a.party_id
        join account c on c.person_id = h.person_id and c.state = 'active'
        where a.row_id = $1 and a.ended_at is null
        and (cast($2 as text) is null or a.role = $2) order by c.id";
}
