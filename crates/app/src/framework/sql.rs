//! Statements about frameworks and indicators.

use crate::database::statements::statements;

statements! {}
