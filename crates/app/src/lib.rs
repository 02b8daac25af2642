//! Use cases on a database: what a person, a script or the demo does, each in one transaction with
//! its audit event.
//!
//! A use case takes [`App`] and an [`Actor`], asks whether the actor may, loads values, lets
//! `domain`, `scoring` and `reading` decide, saves what they return, and commits with an
//! [`audit::Event`]. Pages, API and command line call the same use cases and decide nothing.
//! SQL stands in each noun's `sql.rs`; nothing above this crate knows which engine runs it.

mod actor;
mod clock;
pub mod database;
mod error;
mod files;
mod id;
mod secret;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub mod account;
pub mod address;
pub mod appraisal;
pub mod assignment;
pub mod audit;
pub mod cascade;
pub mod comment;
pub mod evidence;
pub mod feed;
pub mod figure;
pub mod framework;
pub mod import;
pub mod lineage;
pub mod notice;
pub mod overview;
pub mod paper;
pub mod party;
pub mod period;
pub mod plan;
pub mod publication;
pub mod ranking;
pub mod registry;
pub mod repetition;
pub mod scorecard;
pub mod search;
pub mod stored;
pub mod survey;
pub mod unit;
pub mod workday;

pub use actor::{Actor, HomeUnit};
pub use clock::{Clock, instant_text};
pub use error::{Error, Fault, Noun, Refusal};
pub use files::{Arrived, Arriving, Files, Stored};
pub use id::*;

use std::path::PathBuf;
use std::sync::Arc;

use database::{Conn, Database, Tx};

/// The application: database, files, clock. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
    clock: Clock,
}

struct Inner {
    database: Database,
    files: Files,
    shelf: search::Shelf,
    feed_gate: feed::Gate,
    editions: framework::shelf::Shelf,
    sums: std::sync::Arc<figure::Sums>,
    cards: ranking::cards::Cards,
    holders_day: party::HoldersDay,
    readings: import::Readings,
}

/// Where the application keeps its things.
pub struct Setting {
    /// The folder of the database (SQLite), of evidence files, of backups.
    pub data: PathBuf,
    /// `postgres://…`; `None`: SQLite in the folder.
    pub database: Option<String>,
    /// The clock.
    pub clock: Clock,
}

impl App {
    /// Opens the database, creates what is missing, and clears away what a crash left behind.
    pub async fn open(setting: Setting) -> Result<App, Fault> {
        let mut files = Files::open(&setting.data.join("files")).await?;
        files.take_hold()?;
        let app = App::with(files, setting).await?;
        evidence::sweep(&app).await?;
        repetition::sweep(&app).await?;
        party::keep_up(&app).await?;
        Ok(app)
    }

    /// Opens the database while another process may be serving it: nothing is cleared away, since
    /// what looks left behind may be an upload under way.
    pub async fn open_beside(setting: Setting) -> Result<App, Fault> {
        let files = Files::open(&setting.data.join("files")).await?;
        App::with(files, setting).await
    }

    async fn with(files: Files, setting: Setting) -> Result<App, Fault> {
        let database = match &setting.database {
            Some(url) => Database::postgres(url).await?,
            None => Database::sqlite(&setting.data.join("chamdiem.sqlite"))?,
        };
        database.migrate().await?;
        Ok(App {
            inner: Arc::new(Inner {
                database,
                files,
                shelf: search::Shelf::default(),
                feed_gate: feed::Gate::default(),
                editions: framework::shelf::Shelf::default(),
                sums: std::sync::Arc::default(),
                cards: ranking::cards::Cards::default(),
                holders_day: party::HoldersDay::default(),
                readings: import::Readings::default(),
            }),
            clock: setting.clock,
        })
    }

    /// The same application where another time stands: what was done then is told as of then.
    #[must_use]
    pub fn at(&self, clock: Clock) -> App {
        App {
            inner: Arc::clone(&self.inner),
            clock,
        }
    }

    /// A transaction in the name of `actor`. Nothing is kept unless it is committed with an event.
    pub async fn begin(&self, actor: &Actor) -> Result<Tx, Fault> {
        let conn = self.inner.database.begin().await?;
        let author = (self.now(), actor.author());
        Ok(Tx::new(conn, author, self.inner.sums.clone()))
    }

    /// A connection to read from.
    pub async fn read(&self) -> Result<Conn, Fault> {
        self.inner.database.read().await
    }

    /// Evidence files.
    pub fn files(&self) -> &Files {
        &self.inner.files
    }

    /// The index in memory that searches run on.
    pub(crate) fn shelf(&self) -> &search::Shelf {
        &self.inner.shelf
    }

    /// How often calendars are fetched.
    pub(crate) fn feed_gate(&self) -> &feed::Gate {
        &self.inner.feed_gate
    }

    /// Frameworks in memory.
    pub(crate) fn editions(&self) -> &framework::shelf::Shelf {
        &self.inner.editions
    }

    /// Sums of assessments in memory.
    pub(crate) fn sums(&self) -> &figure::Sums {
        &self.inner.sums
    }

    /// Sums of frozen scorecards in memory.
    pub(crate) fn cards(&self) -> &ranking::cards::Cards {
        &self.inner.cards
    }

    /// For which day it is known who acts for which party.
    pub(crate) fn holders_day(&self) -> &party::HoldersDay {
        &self.inner.holders_day
    }

    /// Plans read from files, kept in memory for a while.
    pub(crate) fn readings(&self) -> &import::Readings {
        &self.inner.readings
    }

    /// Now, as stored: `2026-11-22T05:09:00Z`.
    pub fn now(&self) -> String {
        instant_text(self.timestamp())
    }

    /// Now.
    pub fn timestamp(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// Today in Vietnam.
    pub fn today(&self) -> jiff::civil::Date {
        self.clock.today()
    }

    /// Statements run so far, for tests that bound the queries of a page.
    pub fn statements(&self) -> u64 {
        self.inner.database.statements()
    }

    /// Whether the database answers.
    pub async fn ready(&self) -> Result<(), Fault> {
        let mut conn = self.read().await?;
        conn.one("select 1 as one", &[], |row| row.int("one"))
            .await?;
        Ok(())
    }
}
