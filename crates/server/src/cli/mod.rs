//! The command line: `noun verb`. Data to standard output, words for people to standard error.
//!
//! One file per command; each has an `Args` struct and `run`. Exit codes are the contract's:
//! 0 done, 1 refused or nothing readable, 2 misuse, 70 our fault.

mod account;
mod audit;
mod deadline;
mod demo;
mod exit;
mod help;
mod jsonl;
mod output;
mod plan;
mod publication;
mod rule;
pub(crate) mod score;
mod serve;
mod unit;

pub use exit::Exit;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "chamdiem",
    version,
    about = "Chấm điểm DTI: đọc kế hoạch, quy tắc, thời hạn; chấm điểm chính xác, có giải thích",
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    noun: Noun,
}

#[derive(Subcommand)]
enum Noun {
    /// Kế hoạch: đọc văn bản một đơn vị nhận được
    #[command(subcommand)]
    Plan(plan::Command),
    /// Chấm điểm: bộ chỉ số và số liệu của các đơn vị, ra điểm và thứ hạng
    Score(score::ScoreArgs),
    /// Phần mềm trên trình duyệt: nhập kế hoạch, phân công, số liệu, minh chứng, điểm
    Serve(serve::ServeArgs),
    /// Xem thử toàn bộ trên một thành phố mẫu, trong trình duyệt
    Demo(demo::DemoArgs),
    /// Kết quả đã công bố: kiểm tra tệp, không cần cơ sở dữ liệu hay kết nối
    #[command(subcommand)]
    Publication(publication::Command),
    /// Nhật ký: kiểm tra chuỗi thay đổi còn nguyên
    #[command(subcommand)]
    Audit(audit::Command),
    /// Tài khoản: liên kết đặt mật khẩu, mở khóa, đóng
    #[command(subcommand)]
    Account(account::Command),
    /// Đơn vị: nạp danh mục tỉnh, xã của cả nước
    #[command(subcommand)]
    Unit(unit::Command),
    /// Cách tính điểm: đọc câu chữ và tính thử
    #[command(subcommand)]
    Rule(rule::Command),
    /// Thời hạn: đọc câu chữ ở cột «Thời gian»
    #[command(subcommand)]
    Deadline(deadline::Command),
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let parsed = help::in_vietnamese(Cli::command())
        .try_get_matches()
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(misuse) if misuse.use_stderr() => {
            output::say(&help::misuse(&misuse));
            return Exit::Misuse.into();
        }
        Err(help) => {
            let _ = help.print();
            return Exit::Done.into();
        }
    };
    // A panic is our fault, never the user's: a sentence and 70, no stack trace unless a developer
    // asks for it. Where there is a log (`serve`, `demo`), the place goes there, never the words,
    // which may hold what somebody typed.
    if std::env::var_os("CHAMDIEM_DEBUG").is_none() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string);
            tracing::error!(place, "panicked");
        }));
    }
    let outcome = std::panic::catch_unwind(|| match cli.noun {
        Noun::Account(command) => account::run(&command),
        Noun::Plan(command) => plan::run(command),
        Noun::Unit(command) => unit::run(&command),
        Noun::Score(args) => score::run(&args),
        Noun::Serve(args) => serve::run(args),
        Noun::Demo(args) => demo::run(args),
        Noun::Publication(command) => publication::run(&command),
        Noun::Audit(command) => audit::run(command),
        Noun::Rule(command) => rule::run(&command),
        Noun::Deadline(command) => deadline::run(&command),
    });
    match outcome {
        Ok(exit) => exit.into(),
        Err(_) => {
            output::say(
                "Không hoàn thành được lệnh: phần mềm gặp sự cố. Đề nghị gửi tệp đầu vào cho nhóm phát triển.",
            );
            Exit::OurFault.into()
        }
    }
}
