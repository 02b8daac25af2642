//! `chamdiem account …`: what whoever runs the machine does for people who cannot get in.

use std::path::PathBuf;

use app::account::{self, AccountFilter};
use app::{Actor, App, Error};
use clap::{Args, Subcommand};

use super::{Exit, output, serve};
use crate::vi;

/// `account …`.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Danh sách tài khoản
    List(Place),
    /// Liên kết đặt mật khẩu (72 giờ); không nêu tên: liên kết tạo quản trị đầu tiên
    CreateLink {
        #[command(flatten)]
        place: Place,
        /// Tên đăng nhập
        #[arg(value_name = "TÊN_ĐĂNG_NHẬP")]
        login: Option<String>,
    },
    /// Đặt lại: hủy mật khẩu, kết thúc mọi phiên, in liên kết đặt mật khẩu mới
    Reset(One),
    /// Mở khóa sau nhiều lần nhập sai mật khẩu
    Unlock(One),
    /// Đóng tài khoản
    Close(One),
}

/// Where the data is.
#[derive(Args)]
pub(crate) struct Place {
    /// Thư mục dữ liệu
    #[arg(long, value_name = "THƯ_MỤC", default_value = "chamdiem-data")]
    data: PathBuf,
    /// PostgreSQL thay cho SQLite: postgres://… (cũng đọc từ DATABASE_URL)
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

/// One account.
#[derive(Args)]
pub(crate) struct One {
    #[command(flatten)]
    place: Place,
    /// Tên đăng nhập
    #[arg(value_name = "TÊN_ĐĂNG_NHẬP")]
    login: String,
}

/// Runs it.
pub(crate) fn run(command: &Command) -> Exit {
    serve::with_runtime(async {
        let place = match command {
            Command::List(place) | Command::CreateLink { place, .. } => place,
            Command::Reset(one) | Command::Unlock(one) | Command::Close(one) => &one.place,
        };
        let app = match open(place).await {
            Ok(app) => app,
            Err(exit) => return exit,
        };
        match act(&app, command).await {
            Ok(data) => output::data(data.as_bytes()).map_or(Exit::Refused, |()| Exit::Done),
            Err(error) => said(error),
        }
    })
}

/// Opens data that is there already: a mistyped folder is not a new office.
pub(super) async fn open(place: &Place) -> Result<App, Exit> {
    let database = place
        .database
        .clone()
        .or_else(|| std::env::var("DATABASE_URL").ok());
    if database.is_none() && !place.data.join("chamdiem.sqlite").is_file() {
        output::say(&format!(
            "Không mở được dữ liệu: ở {} chưa có dữ liệu của phần mềm. Đề nghị nêu đúng thư mục bằng --data.",
            place.data.display()
        ));
        return Err(Exit::Refused);
    }
    serve::open_beside(&place.data, database).await
}

async fn act(app: &App, command: &Command) -> Result<String, Error> {
    let program = Actor::program();
    let one = async |login: &str| account::by_login(app, &program, login).await;
    match command {
        Command::List(_) => list(app).await,
        Command::CreateLink { login: None, .. } => {
            if !account::needs_first(app).await? {
                return Err(account::Refusal::NotFirst.into());
            }
            Ok(format!("/khoi-tao/{}\n", account::first_link(app).await?))
        }
        Command::CreateLink {
            login: Some(login), ..
        } => {
            let id = one(login).await?.id;
            Ok(format!(
                "/dat-mat-khau/{}\n",
                account::create_link(app, &program, &id).await?
            ))
        }
        Command::Reset(which) => {
            let id = one(&which.login).await?.id;
            Ok(format!(
                "/dat-mat-khau/{}\n",
                account::reset(app, &program, &id).await?
            ))
        }
        Command::Unlock(which) => {
            let id = one(&which.login).await?.id;
            account::unlock(app, &program, &id).await?;
            output::say("Đã mở khóa.");
            Ok(String::new())
        }
        Command::Close(which) => {
            let account = one(&which.login).await?;
            account::close(app, &program, &account.id, account.version).await?;
            output::say("Đã đóng tài khoản.");
            Ok(String::new())
        }
    }
}

/// One line for each account: login, name, unit, state, roles; between tabs.
async fn list(app: &App) -> Result<String, Error> {
    let accounts = account::list(app, &Actor::program(), &AccountFilter::default()).await?;
    let now = app.now();
    let line = |account: &account::Account| {
        let state = match account {
            account if !account.active => "đã đóng",
            account if account.is_locked(&now) => "tạm khóa",
            account if !account.has_password => "chờ đặt mật khẩu",
            _ => "đang mở",
        };
        let roles: Vec<String> = account
            .grants
            .iter()
            .map(|grant| format!("{} tại {}", vi::people::role(grant.role), grant.unit_name))
            .collect();
        format!(
            "{}\t{}\t{}\t{state}\t{}\n",
            account.login,
            account.name,
            account.home.name,
            roles.join("; ")
        )
    };
    Ok(accounts.iter().map(line).collect())
}

pub(super) fn said(error: Error) -> Exit {
    let sentence = match error {
        Error::Refused(refusal) => vi::refused(&refusal),
        Error::NotFound(noun) => vi::failure::not_found(noun),
        Error::NotAllowed(action) => vi::failure::not_allowed(action),
        Error::Stale(noun) => vi::failure::stale(noun),
        Error::Fault(fault) => {
            output::say(&format!("Không thực hiện được: {fault}."));
            return Exit::OurFault;
        }
    };
    output::say(&sentence);
    Exit::Refused
}
