//! Statements about messages.

use crate::database::statements::statements;

statements! {
    /// How many are not read.
    UNREAD = "select count(*) as n from notice where account_id = $1 and read_at is null";
}
