//! A PostgreSQL of the tests' own: a cluster in a temporary folder on a loopback port, started once
//! for each test program, gone when the program ends.
//!
//! The server runs under a shell that waits for the end of its standard input, which this process
//! holds: whatever ends the tests ends the server and removes its folder.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

struct Server {
    /// `postgres://user@127.0.0.1:port`
    base: String,
    /// Holds the shell's standard input open.
    _shell: Option<Mutex<Child>>,
}

/// The address of a fresh database.
pub(super) fn database() -> Result<String, String> {
    let server = SERVER.get_or_init(start).as_ref().map_err(Clone::clone)?;
    let number = DATABASES.fetch_add(1, Ordering::Relaxed);
    let name = format!("chamdiem_test_{}_{number}", std::process::id());
    psql(&server.base, &format!("create database {name}"))?;
    Ok(format!("{}/{name}", server.base))
}

fn start() -> Result<Server, String> {
    if let Ok(base) = std::env::var("TEST_POSTGRES_URL") {
        return Ok(Server {
            base: base.trim_end_matches('/').to_owned(),
            _shell: None,
        });
    }
    let programs = programs().ok_or("PostgreSQL is not installed (Debian: postgresql)")?;
    let port = free_port()?;
    let mut shell = Command::new("sh")
        .arg("-c")
        .arg(SCRIPT)
        .env("PROGRAMS", &programs)
        .env("PORT", port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("sh: {error}"))?;
    let base = format!("postgres://postgres@127.0.0.1:{port}");
    if let Err(why) = wait(&base, &mut shell) {
        let _ = shell.kill();
        return Err(why);
    }
    Ok(Server {
        base,
        _shell: Some(Mutex::new(shell)),
    })
}

/// `postgres` refuses to run as root, so root hands over to the user that the package made.
const SCRIPT: &str = r#"
set -e
folder=$(mktemp -d)
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as() { runuser -u postgres -- "$@"; }
else
    as() { "$@"; }
fi
trap 'rm -rf "$folder"' EXIT
cd "$folder"
as "$PROGRAMS/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --no-sync --locale=C >/dev/null
as "$PROGRAMS/postgres" -D "$folder/data" -p "$PORT" -h 127.0.0.1 -k "$folder" \
    -c fsync=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=32MB </dev/null &
read -r _ || true
as "$PROGRAMS/pg_ctl" -D "$folder/data" stop -m immediate >/dev/null || true
wait
"#;

/// The folder of the newest installed server.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
        .collect();
    found.sort();
    found.pop().or_else(|| on_path("initdb"))
}

fn on_path(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .find(|folder| Path::new(folder).join(program).exists())
}

fn free_port() -> Result<u16, String> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("no free port: {error}"))
}

fn wait(base: &str, shell: &mut Child) -> Result<(), String> {
    for _ in 0..300 {
        if psql(base, "select 1").is_ok() {
            return Ok(());
        }
        if let Ok(Some(status)) = shell.try_wait() {
            return Err(format!("PostgreSQL did not start: {status}"));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err("PostgreSQL did not start within fifteen seconds".to_owned())
}

fn psql(base: &str, statement: &str) -> Result<(), String> {
    let mut child = Command::new("psql")
        .args(["-X", "-q", "-d", &format!("{base}/postgres")])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("psql: {error}"))?;
    if let Some(mut input) = child.stdin.take() {
        let _ = input.write_all(statement.as_bytes());
    }
    let status = child.wait().map_err(|error| format!("psql: {error}"))?;
    status
        .success()
        .then_some(())
        .ok_or_else(|| "psql failed".to_owned())
}
