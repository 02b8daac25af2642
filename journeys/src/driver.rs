//! `chromedriver`, one for each browser, gone with it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A running driver.
pub(crate) struct Driver {
    pub(crate) address: String,
    child: Child,
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether browser and driver are installed.
pub(crate) fn found() -> Result<(), String> {
    for program in ["chromium", "chromedriver"] {
        on_path(program).ok_or(format!(
            "{program} is not installed (Debian: chromium, chromium-driver)"
        ))?;
    }
    Ok(())
}

pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| Path::new(&folder).join(program))
        .find(|file| file.exists())
}

/// Starts a driver and waits until it listens.
pub(crate) async fn start() -> Driver {
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port();
    let child = Command::new("chromedriver")
        .arg(format!("--port={port}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver starts");
    for _ in 0..200 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .is_ok()
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Driver {
        address: format!("http://127.0.0.1:{port}"),
        child,
    }
}

/// A command of Chromium's own driver.
#[derive(Debug)]
pub(crate) enum Extra {
    /// What the console said since the last time.
    Console,
    /// A command of the browser's own protocol.
    Protocol(&'static str, Value),
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let command = match self {
            Extra::Console => "se/log",
            Extra::Protocol(..) => "goog/cdp/execute",
        };
        base.join(&format!(
            "session/{}/{command}",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = match self {
            Extra::Console => json!({ "type": "browser" }),
            Extra::Protocol(command, params) => json!({ "cmd": command, "params": params }),
        };
        (Method::POST, Some(body.to_string()))
    }
}
