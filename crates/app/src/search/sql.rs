//! Statements about the search entries.

use crate::database::statements::statements;

statements! {
    /// New or changed.
    PUT = "insert into search_entry (subject_kind, subject_id, unit_id, title, body, address,
        removed_at, change_seq) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (subject_kind, subject_id) do update set unit_id = $3, title = $4, body = $5,
        address = $6, removed_at = $7, change_seq = $8";
}
