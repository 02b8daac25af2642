//! `chamdiem audit verify`: walks the chain of events and says whether it is whole.

use std::path::PathBuf;

use app::audit::{self, Break, Verdict};
use clap::{Args, Subcommand};

use super::{Exit, output, serve};
use crate::vi::number::thousands;

/// What can be asked of the audit.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Kiểm tra chuỗi mã băm: nhật ký còn nguyên hay đã bị sửa, ở đâu
    Verify(VerifyArgs),
}

/// Which audit.
#[derive(Args)]
pub(crate) struct VerifyArgs {
    /// Thư mục dữ liệu
    #[arg(long, value_name = "THƯ_MỤC", default_value = "chamdiem-data")]
    data: PathBuf,
    /// PostgreSQL thay cho SQLite: postgres://… (cũng đọc từ DATABASE_URL)
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

/// Runs the command.
pub(crate) fn run(command: Command) -> Exit {
    let Command::Verify(args) = command;
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
        let app = match serve::open_beside(&args.data, database).await {
            Ok(app) => app,
            Err(exit) => return exit,
        };
        match audit::verify(&app).await {
            Ok(verdict) => say(&verdict),
            Err(fault) => {
                output::say(&format!("Không kiểm tra được nhật ký: {fault}."));
                Exit::OurFault
            }
        }
    })
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
