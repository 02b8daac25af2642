//! Statements of the audit.

use crate::database::statements::statements;

statements! {
    /// Takes the chain's end and moves it on.
    ADVANCE = "update audit_head set seq = seq + $1 where id = 1 returning seq, hash";
    /// Remembers the new end's hash.
    SET_HEAD = "update audit_head set hash = $1 where id = 1";
    /// The end.
    HEAD = "select seq, hash from audit_head where id = 1";
    /// One event.
    INSERT = "insert into audit_event (seq, at, account_id, actor_name, unit_id, kind, subject_kind,
        subject_id, subject_name, before_json, after_json, previous_hash, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    /// The next events after a number.
    WALK = "select seq, at, account_id, actor_name, unit_id, kind, subject_kind, subject_id,
        subject_name, before_json, after_json, previous_hash, hash
        from audit_event where seq > $1 order by seq limit $2";
    /// What happened to one thing, the last first.
    OF_SUBJECT = "select e.seq, e.at, e.account_id, e.actor_name, u.slug as unit_slug,
        u.name as unit_name, e.kind, e.subject_kind, e.subject_id, e.subject_name, e.before_json,
        e.after_json from audit_event e left join unit u on u.id = e.unit_id
        where e.subject_kind = $1 and e.subject_id = $2 order by e.seq desc limit $3";
    /// What happened in a subtree, and in no unit if the second is 1; the last first.
    LIST = "select e.seq, e.at, e.account_id, e.actor_name, u.slug as unit_slug,
        u.name as unit_name, e.kind, e.subject_kind, e.subject_id, e.subject_name, e.before_json,
        e.after_json from audit_event e left join unit u on u.id = e.unit_id
        where e.seq < $3 and (substr(u.path, 1, length($1)) = $1 or (e.unit_id is null and $2 = 1))
        and (cast($4 as text) is null or e.account_id = $4)
        and (cast($5 as text) is null or e.kind = $5)
        and (cast($6 as text) is null or substr(e.kind, 1, length($6)) = $6)
        and (cast($7 as text) is null or (e.subject_kind = $7 and e.subject_id = $8))
        and (cast($9 as text) is null or e.at >= $9)
        and (cast($10 as text) is null or e.at < $10)
        order by e.seq desc limit $11";
    /// Accounts that did something there.
    PEOPLE = "select a.id, p.name from account a join person p on p.id = a.person_id
        where exists (select 1 from audit_event e left join unit u on u.id = e.unit_id
            where e.account_id = a.id
            and (substr(u.path, 1, length($1)) = $1 or (e.unit_id is null and $2 = 1)))
        order by a.id";
    /// Where so many subjects open that search does not know; each is in one of the tables.
    OPENS = "select o.kind, o.id, u.path, u.slug, o.period, o.code
        from (select 'entry' as kind, e.id, a.unit_id, d.code as period, i.code
            from entry e join assessment a on a.id = e.assessment_id
            join period d on d.id = a.period_id join indicator i on i.id = e.indicator_id
            union all
            select 'import_draft', m.id, m.unit_id, null, null from import_draft m
            where m.discarded_at is null
            union all
            select 'framework', f.id, f.unit_id, null, null from framework f
            union all
            select 'unit', n.id, n.id, null, null from unit n) o
        join unit u on u.id = o.unit_id
        where o.id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
        $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35,
        $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)";
}
