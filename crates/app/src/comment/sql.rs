//! Statements about comments.

use crate::database::statements::statements;

statements! {}
