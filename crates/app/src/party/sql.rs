//! Statements about posts, persons, groups and aliases.

use crate::database::statements::statements;

statements! {}
