//! What tests of this crate and of `server` share: an application of their own on either engine,
//! with a clock that stands still.
//!
//! SQLite runs always. PostgreSQL runs when `TEST_POSTGRES_URL` names a server or when its
//! programs are installed; without either a test says so, and fails when `CHAMDIEM_REQUIRE_ALL`
//! is set, as it is in CI.

mod postgres;
pub mod sample;

use std::future::Future;
use std::sync::Arc;

use crate::{App, Clock, Setting};

/// Which engine a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// The server.
    Postgres,
}

/// An application with its folder, which goes when this goes.
pub struct Trial {
    /// The application.
    pub app: App,
    /// Its clock: stands at 09:00 on 15/10/2026 in Vietnam until it is set.
    pub clock: Clock,
    /// Where it runs.
    pub engine: Engine,
    folder: Arc<tempfile::TempDir>,
}

/// When the clock of a trial stands.
const NOW: &str = "2026-10-15T02:00:00Z";

impl Trial {
    /// A fresh application on SQLite.
    pub async fn sqlite() -> Trial {
        Trial::on(Engine::Sqlite, None).await
    }

    /// A fresh application on the database of this address.
    pub async fn at(database: String) -> Trial {
        Trial::on(Engine::Postgres, Some(database)).await
    }

    /// An application on SQLite that begins where the one of this folder stopped: what takes
    /// long to make is made once and copied.
    pub async fn like(folder: &std::path::Path) -> Trial {
        let own = tempfile::tempdir().expect("a folder for the test");
        copy(folder, own.path()).expect("the folder is copied");
        Trial::within(own, Engine::Sqlite, None).await
    }

    async fn on(engine: Engine, database: Option<String>) -> Trial {
        let folder = tempfile::tempdir().expect("a folder for the test");
        Trial::within(folder, engine, database).await
    }

    async fn within(folder: tempfile::TempDir, engine: Engine, database: Option<String>) -> Trial {
        let clock = Clock::at(NOW.parse().expect("an instant"));
        let setting = Setting {
            data: folder.path().to_owned(),
            database,
            clock: clock.clone(),
        };
        let app = App::open(setting).await.expect("the application opens");
        Trial {
            app,
            clock,
            engine,
            folder: Arc::new(folder),
        }
    }

    /// Changes the database behind the application's back.
    pub async fn meddle(&self, sql: &'static str) {
        let program = crate::Actor::program();
        let mut tx = self.app.begin(&program).await.expect("a transaction");
        tx.run(sql, &[]).await.expect("the statement runs");
        tx.commit_quietly().await.expect("it is kept");
    }

    /// The folder of its files.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            std::fs::create_dir_all(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Runs the test on SQLite, and on PostgreSQL where there is one.
pub fn on_both<F, T>(test: F)
where
    F: Fn(Trial) -> T,
    T: Future<Output = ()>,
{
    with_both(|database| run(&test, database));
}

/// Runs the test with no address (SQLite), and with that of a fresh database on PostgreSQL where
/// there is one: for tests that open the application themselves.
pub fn with_both(test: impl Fn(Option<String>)) {
    test(None);
    match postgres::database() {
        Ok(url) => test(Some(url)),
        Err(why) => {
            assert!(
                std::env::var_os("CHAMDIEM_REQUIRE_ALL").is_none(),
                "PostgreSQL was not tested: {why}"
            );
            eprintln!("PostgreSQL was not tested: {why}");
        }
    }
}

/// Runs the test on SQLite only: for what does not touch a query.
pub fn on_sqlite<F, T>(test: F)
where
    F: Fn(Trial) -> T,
    T: Future<Output = ()>,
{
    run(&test, None);
}

fn run<F, T>(test: &F, database: Option<String>)
where
    F: Fn(Trial) -> T,
    T: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let engine = if database.is_some() {
            Engine::Postgres
        } else {
            Engine::Sqlite
        };
        let trial = Trial::on(engine, database).await;
        // A test may take only the application out of the trial; the folder outlives it here.
        let folder = Arc::clone(&trial.folder);
        test(trial).await;
        drop(folder);
    });
}
