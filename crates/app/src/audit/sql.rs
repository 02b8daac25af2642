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
}
