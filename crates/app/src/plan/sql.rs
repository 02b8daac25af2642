//! Statements about plans and their rows.

use crate::database::statements::statements;

statements! {}
