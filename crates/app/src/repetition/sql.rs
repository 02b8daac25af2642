//! Statements about requests sent twice.

use crate::database::statements::statements;

statements! {
    /// A key taken; its account and key are unique together.
    TAKE = "insert into idempotent_answer (account_id, idempotency_key, request_hash, status, body,
        etag, location, created_at) values ($1, $2, $3, $4, '', null, null, $5)";
    /// What a key stands for.
    FIND = "select request_hash, status, body, etag, location from idempotent_answer
        where account_id = $1 and idempotency_key = $2";
    /// The answer.
    ANSWER = "update idempotent_answer set status = $3, body = $4, etag = $5, location = $6
        where account_id = $1 and idempotency_key = $2";
    /// Given back.
    GIVE_BACK = "delete from idempotent_answer where account_id = $1 and idempotency_key = $2";
    /// Too old, of one account.
    EXPIRE_OF = "delete from idempotent_answer where account_id = $1 and created_at < $2";
    /// Too old, of anyone.
    EXPIRE = "delete from idempotent_answer where created_at < $1";
}
