//! `chamdiem publication verify FILE`: computes everything in the file of a publication again, by
//! itself: no database, no network.

use std::fs::File;
use std::io::{self, Read};

use app::publication::{self, BYTES_MAX, Report};
use clap::{Args, Subcommand};

use super::{Exit, output};
use crate::vi;
use crate::vi::verdict;

/// Differences that are told one by one; the rest are counted.
const TOLD_MAX: usize = 50;

/// What can be asked of a publication.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Tính lại mọi điểm, tổng, thứ hạng, xếp loại trong tệp công bố và kiểm tra mã băm
    Verify(VerifyArgs),
}

/// Which file.
#[derive(Args)]
pub(crate) struct VerifyArgs {
    /// Tệp JSON tải từ trang công khai; «-» là đầu vào chuẩn
    #[arg(value_name = "TỆP")]
    file: String,
    /// Mã băm SHA-256 của tệp như trang công khai nêu, để đối chiếu
    #[arg(long, value_name = "MÃ_BĂM")]
    sha256: Option<String>,
}

/// Runs the command.
pub(crate) fn run(command: &Command) -> Exit {
    let Command::Verify(args) = command;
    match verified(args) {
        Ok(exit) => exit,
        Err(sentence) => {
            output::say(&sentence);
            Exit::Refused
        }
    }
}

fn verified(args: &VerifyArgs) -> Result<Exit, String> {
    let bytes = read(&args.file).map_err(|error| vi::io::sentence(&args.file, &error))?;
    let report =
        publication::verify(&bytes).map_err(|unreadable| verdict::unreadable(&unreadable))?;
    let other = args
        .sha256
        .as_deref()
        .filter(|wanted| !wanted.trim().eq_ignore_ascii_case(&report.file_sha256));
    say(&report, other);
    let whole = report.differences.is_empty() && other.is_none();
    let head = format!("{} {}\n", report.file_sha256, report.differences.len());
    if output::data(head.as_bytes()).is_err() || !whole {
        return Ok(Exit::Refused);
    }
    Ok(Exit::Done)
}

/// Never more than is read anyway, and one byte to know that there is more.
fn read(file: &str) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(BYTES_MAX)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut bytes = Vec::new();
    if file == "-" {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn say(report: &Report, other: Option<&str>) {
    output::say(&verdict::about(report));
    output::say(&verdict::checked(report));
    if let Some(wanted) = other {
        output::say(&verdict::other_file(wanted, &report.file_sha256));
    }
    for difference in report.differences.iter().take(TOLD_MAX) {
        output::say(&verdict::difference(difference));
    }
    output::say(&verdict::sentence(report, TOLD_MAX, other.is_some()));
}
