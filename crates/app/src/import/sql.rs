//! Statements about imports.

use crate::database::statements::statements;

statements! {}
