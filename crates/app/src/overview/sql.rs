//! Statements about the overview.

use crate::database::statements::statements;

statements! {}
