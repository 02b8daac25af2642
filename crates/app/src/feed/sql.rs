//! Statements about feeds.

use crate::database::statements::statements;

statements! {
    /// The one that works: a person's ($1) or a unit's ($2).
    CURRENT = "select id, made_at, fetched_at from feed where revoked_at is null
        and ((cast($1 as text) is not null and account_id = $1)
        or (cast($2 as text) is not null and unit_id = $2)) order by id desc limit 1";
    /// Ends those that work; their number.
    REVOKE = "update feed set revoked_at = $3 where revoked_at is null
        and ((cast($1 as text) is not null and account_id = $1)
        or (cast($2 as text) is not null and unit_id = $2))";
    /// A new one.
    INSERT = "insert into feed (id, token_hash, account_id, unit_id, made_by, made_at, revoked_at,
        fetched_at) values ($1, $2, $3, $4, $5, $6, null, null)";
    /// By the secret.
    BY_TOKEN = "select account_id, unit_id, fetched_at from feed
        where token_hash = $1 and revoked_at is null";
    /// A program fetched it.
    FETCHED = "update feed set fetched_at = $2 where token_hash = $1";
}
