//! `chamdiem serve`: the web application.

use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::{App, Clock, Setting};
use clap::Args;

use super::{Exit, output};
use crate::web::{self, Serving, Web};

/// What `serve` is told.
#[derive(Args)]
pub(crate) struct ServeArgs {
    /// Địa chỉ và cổng lắng nghe
    #[arg(long, value_name = "ĐỊA_CHỈ", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Thư mục dữ liệu
    #[arg(long, value_name = "THƯ_MỤC", default_value = "chamdiem-data")]
    data: PathBuf,
    /// PostgreSQL thay cho SQLite: postgres://… (cũng đọc từ DATABASE_URL)
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Địa chỉ riêng cho số đo Prometheus, ví dụ 127.0.0.1:9090
    #[arg(long, value_name = "ĐỊA_CHỈ")]
    metrics: Option<SocketAddr>,
    /// Chạy sau máy chủ trung gian có TLS: cookie chỉ gửi qua HTTPS
    #[arg(long)]
    behind_tls: bool,
}

/// Serves until it is told to stop.
pub(crate) fn run(args: ServeArgs) -> Exit {
    log();
    with_runtime(async {
        let database = args.database.or_else(|| std::env::var("DATABASE_URL").ok());
        let app = match open(&args.data, database).await {
            Ok(app) => app,
            Err(exit) => return exit,
        };
        if let Err(exit) = greet(&app, args.listen).await {
            return exit;
        }
        let serving = Serving {
            behind_tls: args.behind_tls,
        };
        let web = Web::new(app, serving);
        if let Some(listen) = args.metrics {
            tokio::spawn(measure(web.clone(), listen));
        }
        serve(web, args.listen).await
    })
}

/// The log: faults and one line a request, on standard error.
pub(super) fn log() {
    let _ = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::INFO)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .try_init();
}

/// Runs something that waits.
pub(super) fn with_runtime(work: impl Future<Output = Exit>) -> Exit {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        // SQLite runs where it is asked for: a long read must not hold up everybody else.
        .worker_threads((cores * 2).max(4))
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(work),
        Err(error) => {
            output::say(&format!("Không khởi động được: {error}."));
            Exit::OurFault
        }
    }
}

/// Opens the application, or says why not.
pub(super) async fn open(data: &Path, database: Option<String>) -> Result<App, Exit> {
    opened(data, App::open(setting(data, database)).await)
}

/// The same while a server may be at work on it: nothing is cleared away.
pub(super) async fn open_beside(data: &Path, database: Option<String>) -> Result<App, Exit> {
    opened(data, App::open_beside(setting(data, database)).await)
}

fn setting(data: &Path, database: Option<String>) -> Setting {
    Setting {
        data: data.to_owned(),
        database,
        clock: Clock::System,
    }
}

fn opened(data: &Path, app: Result<App, app::Fault>) -> Result<App, Exit> {
    app.map_err(|fault| {
        output::say(&format!(
            "Không mở được dữ liệu ở {}: {fault}. Đề nghị kiểm tra thư mục, quyền ghi và địa chỉ cơ sở dữ liệu.",
            data.display()
        ));
        Exit::Refused
    })
}

async fn greet(app: &App, listen: SocketAddr) -> Result<(), Exit> {
    let fault = |why: String| {
        output::say(&format!("Không khởi động được: {why}."));
        Exit::OurFault
    };
    if app::account::needs_first(app)
        .await
        .map_err(|error| fault(error.to_string()))?
    {
        let link = app::account::first_link(app)
            .await
            .map_err(|error| fault(format!("{error:?}")))?;
        output::say(&format!(
            "Chưa có tài khoản nào. Tạo quản trị đầu tiên tại (dùng một lần, trong 24 giờ):\n  http://{listen}/khoi-tao/{link}"
        ));
    }
    Ok(())
}

/// Serves until the process is told to stop; requests under way are finished.
pub(super) async fn serve(web: Web, listen: SocketAddr) -> Exit {
    let listener = match tokio::net::TcpListener::bind(listen).await {
        Ok(listener) => listener,
        Err(error) => {
            output::say(&format!(
                "Không lắng nghe được ở {listen}: {error}. Đề nghị chọn cổng khác bằng --listen."
            ));
            return Exit::Refused;
        }
    };
    app::search::warm(&web.app);
    let address = listener.local_addr().unwrap_or(listen);
    output::say(&format!("Chấm điểm DTI chạy tại http://{address}"));
    let stop = Arc::new(tokio::sync::Notify::new());
    tokio::spawn(told_to_stop(Arc::clone(&stop)));
    tokio::spawn(web::jobs::run(web.app.clone()));
    web::listen::serve(listener, web::router(web), stop.notified()).await;
    Exit::Done
}

async fn measure(web: Web, listen: SocketAddr) {
    let router = web::metrics::router(web.app, web.metrics);
    match tokio::net::TcpListener::bind(listen).await {
        Ok(listener) => web::listen::serve(listener, router, std::future::pending()).await,
        Err(error) => {
            output::say(&format!("Không cung cấp được số đo ở {listen}: {error}."));
        }
    }
}

async fn told_to_stop(stop: Arc<tokio::sync::Notify>) {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => terminate.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate => {}
    }
    stop.notify_one();
}
