//! `chamdiem demo`: the application on a throw-away folder, filled with a made-up city.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Instant;

use app::App;
use clap::Args;

use super::{Exit, output, serve};
use crate::demo::{self, City, Error, Size};
use crate::vi;
use crate::web::{Serving, Web};

/// What `demo` is told.
#[derive(Args)]
pub(crate) struct DemoArgs {
    /// Địa chỉ và cổng lắng nghe
    #[arg(long, value_name = "ĐỊA_CHỈ", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// PostgreSQL trống thay cho SQLite: postgres://…
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Mật khẩu chung của mọi tài khoản mẫu; không nêu thì mỗi lần một mật khẩu mới
    #[arg(long, value_name = "MẬT_KHẨU")]
    password: Option<String>,
    /// Thành phố lớn để đo tốc độ: 200 đơn vị, hơn 100 chỉ số
    #[arg(long)]
    large: bool,
}

/// Fills the city, says who lives there, and serves until it is told to stop.
pub(crate) fn run(args: DemoArgs) -> Exit {
    serve::log();
    let folder = match tempfile::Builder::new().prefix("chamdiem-demo-").tempdir() {
        Ok(folder) => folder,
        Err(error) => {
            output::say(&format!(
                "Không tạo được thư mục tạm: {error}. Đề nghị kiểm tra quyền ghi."
            ));
            return Exit::Refused;
        }
    };
    serve::with_runtime(async {
        let app = match serve::open(folder.path(), args.database).await {
            Ok(app) => app,
            Err(exit) => return exit,
        };
        let size = if args.large { Size::LARGE } else { Size::CITY };
        let password = args.password.unwrap_or_else(password);
        let begun = Instant::now();
        match demo::fill(&app, size, &password).await {
            Ok(city) => output::say(&told(&city, &password, begun.elapsed().as_millis())),
            Err(error) => {
                output::say(&not_filled(&error));
                return Exit::OurFault;
            }
        }
        serve_it(app, args.listen).await
    })
}

async fn serve_it(app: App, listen: SocketAddr) -> Exit {
    serve::serve(Web::new(app, Serving::default()), listen).await
}

/// Ten letters and digits of chance: the demo listens on this machine only, and is gone with the
/// process.
fn password() -> String {
    let id = app::NoticeId::new().to_string();
    let chance: String = id
        .chars()
        .rev()
        .filter(char::is_ascii_alphanumeric)
        .take(10)
        .collect();
    format!("mau-{chance}")
}

fn told(city: &City, password: &str, took_ms: u128) -> String {
    let mut text = format!(
        "Thành phố mẫu đã sẵn sàng sau {},{} giây. Mọi tài khoản dùng chung mật khẩu: {password}\n",
        took_ms / 1_000,
        took_ms % 1_000 / 100,
    );
    for account in &city.accounts {
        let _ = writeln!(
            text,
            "  {:<24} {}, {}",
            account.login, account.name, account.title
        );
    }
    text
}

fn not_filled(error: &Error) -> String {
    match error {
        Error::App(app::Error::Refused(refusal)) => {
            format!("Không dựng được thành phố mẫu: {}", vi::refused(refusal))
        }
        other => format!(
            "Không dựng được thành phố mẫu: phần mềm có sai sót ({other:?}). Đề nghị gửi dòng này cho nhóm phát triển."
        ),
    }
}
