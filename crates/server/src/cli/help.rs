//! Help and misuse in Vietnamese: clap knows the commands, the words are ours.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};

const TEMPLATE: &str = "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}";

/// The same commands with Vietnamese headings, on every level.
pub(super) fn in_vietnamese(command: Command) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("In hướng dẫn")
        .help_heading("Tùy chọn");
    let mut command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("Lệnh")
        .next_help_heading("Tùy chọn")
        .disable_help_flag(true)
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                "Tham số"
            } else {
                "Tùy chọn"
            };
            arg.help_heading(heading)
        })
        .arg(help);
    if command.get_version().is_some() {
        let version = Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help("In phiên bản");
        command = command.disable_version_flag(true).arg(version);
    }
    command.mut_subcommands(in_vietnamese)
}

/// What was wrong with the command line, and what to do.
pub(super) fn misuse(error: &Error) -> String {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let (argument, value) = (
        said(ContextKind::InvalidArg),
        said(ContextKind::InvalidValue),
    );
    let why = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("không có lệnh «{}»", said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "thiếu tên lệnh".to_owned()
        }
        ErrorKind::UnknownArgument => format!("không có tùy chọn «{argument}»"),
        ErrorKind::MissingRequiredArgument => format!("thiếu {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} cần một giá trị"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("«{value}» không phải giá trị của {argument}")
        }
        ErrorKind::ArgumentConflict => {
            format!("{argument} nêu nhiều lần hoặc không dùng chung được")
        }
        _ => "dòng lệnh không đúng cách dùng".to_owned(),
    };
    format!("Không thực hiện được lệnh: {why}. Đề nghị xem hướng dẫn bằng --help.")
}
