//! Exit codes of the contract.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0.
    Done,
    /// 1: refused, or nothing readable.
    Refused,
    /// 2: the command was misused.
    Misuse,
    /// 70: our fault.
    OurFault,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Misuse => 2,
            Exit::OurFault => 70,
        })
    }
}
