//! `chamdiem audit verify`: walks the chain of events and says whether it is whole. `audit replay`
//! makes every frozen scorecard again from those events and compares.

use std::path::PathBuf;

use app::App;
use app::audit::{self, Break, Verdict};
use app::scorecard::{self, Rechecked};
use clap::{Args, Subcommand};

use super::{Exit, output, serve};
use crate::vi;
use crate::vi::number::thousands;

/// Scorecards that are told one by one; the rest are counted.
const TOLD_MAX: usize = 50;

/// What can be asked of the audit.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Kiểm tra chuỗi mã băm: nhật ký còn nguyên hay đã bị sửa, ở đâu
    Verify(WhichArgs),
    /// Dựng lại mọi bảng điểm đã chốt chỉ từ nhật ký và bộ chỉ số đã ban hành, đối chiếu mã băm
    Replay(WhichArgs),
}

/// Which audit.
#[derive(Args)]
pub(crate) struct WhichArgs {
    /// Thư mục dữ liệu
    #[arg(long, value_name = "THƯ_MỤC", default_value = "chamdiem-data")]
    data: PathBuf,
    /// PostgreSQL thay cho SQLite: postgres://… (cũng đọc từ DATABASE_URL)
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

/// Runs the command.
pub(crate) fn run(command: Command) -> Exit {
    match command {
        Command::Verify(args) => open(args, async |app| match audit::verify(&app).await {
            Ok(verdict) => say(&verdict),
            Err(fault) => not_done(&fault.to_string()),
        }),
        Command::Replay(args) => open(args, async |app| match replayed(&app).await {
            Ok(exit) => exit,
            Err(error) => not_done(&format!("{error:?}")),
        }),
    }
}

fn not_done(why: &str) -> Exit {
    output::say(&format!("Không kiểm tra được nhật ký: {why}."));
    Exit::OurFault
}

fn open(args: WhichArgs, look: impl AsyncFnOnce(App) -> Exit) -> Exit {
    let database = args.database.or_else(|| std::env::var("DATABASE_URL").ok());
    // Looking must not make what it looks for.
    if database.is_none() && !args.data.join("chamdiem.sqlite").is_file() {
        output::say(&format!(
            "Không kiểm tra được nhật ký: thư mục {} không có dữ liệu. Đề nghị chỉ đúng thư mục bằng --data.",
            args.data.display()
        ));
        return Exit::Refused;
    }
    serve::with_runtime(async {
        match serve::open_beside(&args.data, database).await {
            Ok(app) => look(app).await,
            Err(exit) => exit,
        }
    })
}

/// What a broken log says is worth nothing, so that the chain is walked first.
async fn replayed(app: &App) -> Result<Exit, app::Error> {
    let verdict = audit::verify(app).await?;
    if verdict.broken.is_some() {
        output::say(&sentence(&verdict));
        return Ok(Exit::Refused);
    }
    let found = scorecard::recheck(app).await?;
    for differing in found.differing.iter().take(TOLD_MAX) {
        output::say(&vi::scorecard::differing(differing));
    }
    output::say(&vi::scorecard::rechecked(&found, TOLD_MAX));
    let Rechecked {
        cards, differing, ..
    } = &found;
    let head = format!("{cards} {}\n", differing.len());
    if output::data(head.as_bytes()).is_err() || !differing.is_empty() {
        return Ok(Exit::Refused);
    }
    Ok(Exit::Done)
}

fn say(verdict: &Verdict) -> Exit {
    output::say(&sentence(verdict));
    let head = format!(
        "{} {}\n",
        verdict.events,
        if verdict.head.is_empty() {
            "-"
        } else {
            &verdict.head
        }
    );
    if output::data(head.as_bytes()).is_err() || verdict.broken.is_some() {
        return Exit::Refused;
    }
    Exit::Done
}

fn sentence(verdict: &Verdict) -> String {
    let number = |seq: i32| thousands(i64::from(seq));
    match &verdict.broken {
        None => format!(
            "Nhật ký còn nguyên: {} dòng nối nhau không đứt. Nên ghi lại mã băm cuối ở nơi khác để đối chiếu lần sau.",
            number(verdict.events)
        ),
        Some(Break::Gap { expected, found }) => format!(
            "Nhật ký bị đứt: thiếu dòng {}, gặp ngay dòng {}. Có dòng đã bị xóa hoặc chèn ngoài phần mềm.",
            number(*expected),
            number(*found)
        ),
        Some(Break::Changed { seq }) => format!(
            "Nhật ký bị sửa: dòng {} không khớp mã băm. {} dòng trước đó còn nguyên.",
            number(*seq),
            number(verdict.events)
        ),
        Some(Break::Cut { expected, found }) => format!(
            "Nhật ký bị cắt cuối: phải có {} dòng, chỉ còn {}.",
            number(*expected),
            number(*found)
        ),
    }
}
