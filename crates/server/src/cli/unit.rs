//! `chamdiem unit …`: the list of the country's units entered into the tree.

use app::registry::{self, Plan};
use app::{Actor, App, Error};
use clap::{Args, Subcommand};

use super::account::{Place, open, said};
use super::{Exit, output, serve};
use crate::vi::number::thousands;

/// `unit …`.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Nạp danh mục 34 tỉnh, 3.321 xã từ ngày 01/07/2025; đơn vị đã có mã được giữ nguyên
    Fill(Fill),
    /// Hoàn tác lần nạp danh mục sau cùng, khi chưa có gì ở các đơn vị đó
    UndoFill(Place),
}

/// What to enter.
#[derive(Args)]
pub(crate) struct Fill {
    #[command(flatten)]
    place: Place,
    /// Chỉ một tỉnh, thành phố: mã hai chữ số
    #[arg(long, value_name = "MÃ")]
    province: Option<String>,
    /// Chỉ in số đơn vị sẽ thêm, không nạp
    #[arg(long)]
    preview: bool,
}

/// Runs it.
pub(crate) fn run(command: &Command) -> Exit {
    serve::with_runtime(async {
        let place = match command {
            Command::Fill(fill) => &fill.place,
            Command::UndoFill(place) => place,
        };
        let app = match open(place).await {
            Ok(app) => app,
            Err(exit) => return exit,
        };
        match act(&app, command).await {
            Ok(sentence) => {
                output::say(&sentence);
                Exit::Done
            }
            Err(error) => said(error),
        }
    })
}

async fn act(app: &App, command: &Command) -> Result<String, Error> {
    let program = Actor::program();
    let count = |units: i64| thousands(units);
    match command {
        Command::Fill(fill) => {
            let province = fill.province.as_deref();
            if fill.preview {
                return Ok(told(&registry::preview(app, &program, province).await?));
            }
            let filled = registry::fill(app, &program, province).await?;
            Ok(format!(
                "Đã nạp {} đơn vị. Hoàn tác bằng chamdiem unit undo-fill.",
                count(filled.units)
            ))
        }
        Command::UndoFill(_) => {
            let filled = registry::undo(app, &program).await?;
            Ok(format!("Đã gỡ {} đơn vị.", count(filled.units)))
        }
    }
}

fn told(plan: &Plan) -> String {
    let count = |units: usize| thousands(i64::try_from(units).unwrap_or(i64::MAX));
    format!(
        "Sẽ thêm vào «{}»: {} tỉnh, thành phố; {} xã, phường, đặc khu. Đã có {} xã, phường, đặc khu.",
        plan.top.name,
        count(plan.new_provinces()),
        count(plan.new_communes()),
        count(plan.here())
    )
}
