//! `chamdiem rule read --jsonl`.

use clap::{Args, Subcommand};

use super::{Exit, jsonl};
use crate::json;

/// What can be done with a rule.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Đọc cách tính điểm và tính thử: mỗi dòng đầu vào một yêu cầu JSON, mỗi dòng đầu ra một trả lời
    Read(ReadArgs),
}

/// `rule read`.
#[derive(Args)]
pub(crate) struct ReadArgs {
    /// Đọc và ghi JSON từng dòng
    #[arg(long, required = true)]
    jsonl: bool,
}

pub(crate) fn run(command: &Command) -> Exit {
    match command {
        Command::Read(ReadArgs { jsonl: _ }) => jsonl::serve(json::rule::answer),
    }
}
