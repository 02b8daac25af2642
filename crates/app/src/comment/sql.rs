//! Statements about comments.

use crate::assignment::sql::part;
use crate::database::statements::statements;

statements! {
    /// A discussion.
    LIST = "select c.id, c.body, c.created_by, c.created_at, c.removed_at, p.name as author,
        u.path as author_path
        from comment c join account a on a.id = c.created_by join person p on p.id = a.person_id
        join unit u on u.id = p.unit_id
        where c.subject_kind = $1 and c.subject_id = $2 order by c.created_at, c.id";
    /// A new one.
    INSERT = "insert into comment (id, unit_id, subject_kind, subject_id, body, created_by,
        created_at, removed_at) values ($1, $2, $3, $4, $5, $6, $7, null)";
    /// One that is still there.
    ONE = "select subject_kind, subject_id, unit_id, body, created_by from comment
        where id = $1 and removed_at is null";
    /// Taken away.
    REMOVE = "update comment set removed_at = $2 where id = $1 and removed_at is null";
    /// Who wrote here before, and whose work a row is: of those who may see the unit ($3) or its part
    /// where the writer works ($4), or who work under it.
    TAKING_PART = "with taking (account_id) as (select created_by from comment
            where subject_kind = $1 and subject_id = $2 and removed_at is null
            union select c.id from assignment a
            join party_holder h on h.party_id = a.party_id
            join account c on c.person_id = h.person_id and c.state = 'active'
            where $1 = 'plan_row' and a.row_id = $2 and a.ended_at is null)
        select t.account_id from taking t join account c on c.id = t.account_id
        join person p on p.id = c.person_id join unit w on w.id = p.unit_id
        where substr(w.path, 1, length($4)) = $4 or exists (select 1 from role_grant g
            join unit u on u.id = g.unit_id where g.account_id = t.account_id
            and g.ended_at is null and (substr($3, 1, length(u.path)) = u.path
            or substr($4, 1, length(u.path)) = u.path))
        order by t.account_id";
    /// People who can be named: of the unit and under it.
    PEOPLE = "select p.name, p.name_folded, a.login, a.id as account_id
        from unit u join person p on p.unit_id = u.id and p.left_on is null
        join account a on a.person_id = p.id and a.state = 'active'
        where substr(u.path, 1, length($1)) = $1 order by a.login";
    /// A plan.
    PLAN_PLACE = "select p.unit_id, u.path as unit_path, p.reference as code, p.title, p.id as place,
        u.slug, cast(null as text) as created_by, cast(null as text) as visibility, 0 as part
        from plan p join unit u on u.id = p.unit_id
        where p.id = $1 and (cast($2 as text) is null or 1 = 1)";
    /// A row, with the part that the person $2 has in it.
    ROW_PLACE = concat!("select p.unit_id, u.path as unit_path, r.code, r.title, r.plan_id as place,
        u.slug, cast(null as text) as created_by, cast(null as text) as visibility,
        (select ", part!(), " from assignment a join party_holder h on h.party_id = a.party_id
            and h.person_id = cast($2 as text) where a.row_id = r.id and a.ended_at is null) as part
        from plan_row r join plan p on p.id = r.plan_id join unit u on u.id = p.unit_id
        where r.id = $1");
    /// An entry, with the part that the person $2 has in a row of its unit about its indicator.
    ENTRY_PLACE = concat!("select s.unit_id, u.path as unit_path, i.code, i.title, d.code as place,
        u.slug, cast(null as text) as created_by, cast(null as text) as visibility,
        (select ", part!(), " from plan_row r join plan p on p.id = r.plan_id
            and p.unit_id = s.unit_id and p.state <> 'withdrawn'
            join assignment a on a.row_id = r.id and a.ended_at is null
            join party_holder h on h.party_id = a.party_id and h.person_id = cast($2 as text)
            where r.indicator_id = e.indicator_id and r.removed_at is null) as part
        from entry e join assessment s on s.id = e.assessment_id
        join indicator i on i.id = e.indicator_id join period d on d.id = s.period_id
        join unit u on u.id = s.unit_id where e.id = $1");
    /// A proof, with the part that the person $2 has in a row that it serves.
    EVIDENCE_PLACE = concat!("select v.unit_id, u.path as unit_path, v.reference as code, v.title,
        v.id as place, u.slug, v.created_by, v.visibility,
        (select ", part!(), " from evidence_use s
            join plan_row r on (s.subject_kind = 'plan_row' and r.id = s.subject_id)
            or (s.subject_kind = 'entry' and exists (select 1 from entry e where e.id = s.subject_id
            and e.indicator_id = r.indicator_id))
            join assignment a on a.row_id = r.id and a.ended_at is null
            join party_holder h on h.party_id = a.party_id and h.person_id = cast($2 as text)
            where s.evidence_id = v.id and s.removed_at is null) as part
        from evidence v join unit u on u.id = v.unit_id where v.id = $1");
}
