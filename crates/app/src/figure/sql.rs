//! Statements about figures and entries.

use crate::database::statements::statements;

statements! {}
