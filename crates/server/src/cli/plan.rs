//! `chamdiem plan read FILE [--year Y] [--json]`.

use std::fs::File;
use std::io::{self, Read};

use clap::{Args, Subcommand};

use super::{Exit, output};
use crate::{json, vi};

/// What can be done with a plan.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Đọc một kế hoạch (DOCX, PDF, XLSX, HTML, Markdown, TSV, văn bản thuần)
    Read(ReadArgs),
}

/// `plan read`.
#[derive(Args)]
pub(crate) struct ReadArgs {
    /// Tệp cần đọc; «-» là đầu vào chuẩn
    file: String,
    /// Năm của kế hoạch, khi văn bản không nêu
    #[arg(long)]
    year: Option<i16>,
    /// In kết quả dạng JSON (mặc định: bản tóm tắt cho người đọc)
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(command: Command) -> Exit {
    match command {
        Command::Read(args) => read(&args),
    }
}

fn read(args: &ReadArgs) -> Exit {
    let bytes = match bytes(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            output::say(&vi::io::sentence(&args.file, &error));
            return Exit::Refused;
        }
    };
    let name = (args.file != "-").then_some(args.file.as_str());
    let source = match documents::read(&bytes, name) {
        Ok(source) => source,
        Err(refusal) => {
            output::say(&vi::refusal::sentence(&refusal));
            return Exit::Refused;
        }
    };
    drop(bytes);
    let plan = reading::plan::read(&source, args.year);
    if plan.annexes.is_empty() && plan.document == domain::plan::OfficialDocument::default() {
        output::say(vi::NOTHING_READABLE);
        return Exit::Refused;
    }
    let text = if args.json {
        json::plan::render(&plan)
    } else {
        vi::plan::summary(&plan)
    };
    match output::data(text.as_bytes()) {
        Ok(()) => Exit::Done,
        Err(_) => Exit::Refused,
    }
}

/// The whole file, as far as the readers' limit and one byte more, so that a larger one is
/// refused by its reader and never fills the memory.
fn bytes(file: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = documents::BYTES_MAX + 1;
    if file == "-" {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
