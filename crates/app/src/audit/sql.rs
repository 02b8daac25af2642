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
}
