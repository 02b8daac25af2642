//! `chamdiem deadline read --jsonl`.

use clap::{Args, Subcommand};

use super::{Exit, jsonl};
use crate::json;

/// What can be done with a deadline.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Đọc thời hạn: mỗi dòng đầu vào một yêu cầu JSON, mỗi dòng đầu ra một trả lời
    Read(ReadArgs),
}

/// `deadline read`.
#[derive(Args)]
pub(crate) struct ReadArgs {
    /// Đọc và ghi JSON từng dòng
    #[arg(long, required = true)]
    jsonl: bool,
}

pub(crate) fn run(command: &Command) -> Exit {
    match command {
        Command::Read(ReadArgs { jsonl: _ }) => jsonl::serve(json::deadline::answer),
    }
}
