//! What can go wrong in a use case. A refusal is data; its Vietnamese sentence is `server::vi`'s.

use std::fmt;

use domain::authority::Action;

macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident($type:ty),)+) => {
        /// Why something was not done: one enum for each noun.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Refusal {
            $($(#[$doc])* $variant($type),)+
        }

        $(impl From<$type> for Refusal {
            fn from(refusal: $type) -> Refusal {
                Refusal::$variant(refusal)
            }
        }

        impl From<$type> for Error {
            fn from(refusal: $type) -> Error {
                Error::Refused(Refusal::$variant(refusal))
            }
        })+
    };
}

refusals! {
    /// Signing in, accounts, roles, tokens.
    Account(crate::account::Refusal),
    /// Units.
    Unit(crate::unit::Refusal),
    /// The list of the country's units.
    Registry(crate::registry::Refusal),
    /// Units merged, split, renamed.
    Lineage(crate::lineage::Refusal),
    /// Posts, persons, groups, aliases.
    Party(crate::party::Refusal),
    /// Plans and their rows.
    Plan(crate::plan::Refusal),
    /// Handing in, appraising, objecting.
    Appraisal(crate::appraisal::Refusal),
    /// A plan carried out by lower units.
    Cascade(crate::cascade::Refusal),
    /// The import of a plan.
    Import(crate::import::Refusal),
    /// Assignments, statuses, occurrences.
    Assignment(crate::assignment::Refusal),
    /// Reminders.
    Notice(crate::notice::Refusal),
    /// Comments.
    Comment(crate::comment::Refusal),
    /// Frameworks and indicators.
    Framework(crate::framework::Refusal),
    /// Surveys.
    Survey(crate::survey::Refusal),
    /// Periods.
    Period(crate::period::Refusal),
    /// Days off and days worked.
    WorkDay(crate::workday::Refusal),
    /// Calendars fetched by programs.
    Feed(crate::feed::Refusal),
    /// Publications.
    Publication(crate::publication::Refusal),
    /// Figures and entries.
    Figure(crate::figure::Refusal),
    /// Proof.
    Evidence(crate::evidence::Refusal),
    /// Official papers.
    Paper(crate::paper::Refusal),
    /// A file that cannot be read.
    Document(documents::Refusal),
}

/// What a person looked for and did not find, or what someone else changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "they are the nouns of the glossary")]
pub enum Noun {
    Page,
    Unit,
    Person,
    Post,
    Party,
    Group,
    Account,
    Token,
    Period,
    Framework,
    Indicator,
    Entry,
    Decision,
    Objection,
    Plan,
    Row,
    Assignment,
    Occurrence,
    Comment,
    Notice,
    Import,
    Evidence,
    Publication,
    Paper,
    Survey,
    WorkDay,
    Feed,
    Link,
    Event,
}

/// Why a use case ended without doing its work.
#[derive(Debug)]
pub enum Error {
    /// May not, or not now: a sentence for the person.
    Refused(Refusal),
    /// No such thing, or none that this person may know of.
    NotFound(Noun),
    /// The person's roles do not allow it here.
    NotAllowed(Action),
    /// Someone else changed it first; load it again and let the person choose.
    Stale(Noun),
    /// Our fault.
    Fault(Fault),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        Error::Fault(fault)
    }
}

/// Something that should not happen. The cause is for the log, never for the page.
#[derive(Debug)]
pub struct Fault {
    cause: String,
}

impl Fault {
    /// With its cause, in English, without personal data.
    pub fn new(cause: impl Into<String>) -> Fault {
        Fault {
            cause: cause.into(),
        }
    }

    /// The database holds something that the domain forbids.
    pub(crate) fn inconsistent(table: &str, id: &str, what: &str) -> Fault {
        Fault::new(format!("{table} {id}: {what}"))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cause)
    }
}

impl std::error::Error for Fault {}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Fault {
        Fault::new(format!("database: {error}"))
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Fault {
        Fault::new(format!("database: {error}"))
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        Fault::new(format!("files: {error}"))
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Fault {
        Fault::new(format!("json: {error}"))
    }
}
