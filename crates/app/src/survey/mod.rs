//! Khảo sát: what a unit asks of units below it, due so many days after its issue («15 ngày kể từ
//! ngày phát hành») or by a day; who has answered, who is late; reminding them.
//!
//! A draft is the asking unit's own. Issued, every unit asked sees the questions and its own answer
//! alone; whoever asks sees all answers that were sent, and nobody's drafts.

mod answer;
mod draft;
mod duty;
mod question;
mod refusal;
mod remind;
mod show;
pub(crate) mod sql;
mod state;
mod take;
mod whom;

pub use answer::{Answered, Sending, answer};
pub use draft::{NewSurvey, create, due, edit};
pub(crate) use duty::calendar_days;
pub use duty::{Duty, duties};
pub use question::{Figure, Kind, NewQuestion, Question};
pub use refusal::Refusal;
pub use remind::remind;
pub use show::{Own, OwnFigure, Part, Received, Whole, list, own, proofs, show};
pub use state::{Step, step};
pub use take::take;
pub use whom::{Whom, choices};

use std::collections::BTreeMap;

use domain::authority::{Action, Authority};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::database::{Conn, Row};
use crate::{Actor, Error, EvidenceId, Fault, Noun, PeriodId, SurveyId, UnitId, bind};

/// How far a survey is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Seen by the asking unit only.
    Draft,
    /// Units answer.
    Issued,
    /// Over: what was sent stays.
    Closed,
    /// Taken back: nobody need answer.
    Withdrawn,
}

impl State {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Issued => "issued",
            State::Closed => "closed",
            State::Withdrawn => "withdrawn",
        }
    }

    fn stored(name: &str) -> Result<State, Fault> {
        let all = [State::Draft, State::Issued, State::Closed, State::Withdrawn];
        let found = all.into_iter().find(|state| state.name() == name);
        found.ok_or_else(|| Fault::inconsistent("survey", name, "state"))
    }
}

/// A survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// Id.
    pub id: SurveyId,
    /// «Khảo sát nhu cầu tập huấn».
    pub title: String,
    /// Số, ký hiệu.
    pub reference: Option<String>,
    /// The document's day, where it is not the day of issue here.
    pub document_on: Option<Date>,
    /// What it is about.
    pub body: String,
    /// When to answer, as written.
    pub term: String,
    /// Whom it asks, as chosen.
    pub whom: String,
    /// How far it is.
    pub state: State,
    /// The day from which days are counted.
    pub issued_on: Option<Date>,
    /// The last day to answer.
    pub due_on: Option<Date>,
    /// Who asks, by name.
    pub asked_by: String,
    /// The word of the asking unit in addresses.
    pub slug: String,
    /// The word of the period in addresses.
    pub period_code: String,
    /// Units asked.
    pub units: i64,
    /// Units that answered.
    pub answered: i64,
    /// For changes.
    pub version: i32,
    pub(crate) unit: UnitId,
    pub(crate) path: String,
    pub(crate) period: PeriodId,
    pub(crate) year: i16,
}

pub(crate) fn read(row: &Row) -> Result<Survey, Fault> {
    Ok(Survey {
        id: SurveyId::stored(row.text("id")?),
        unit: UnitId::stored(row.text("unit_id")?),
        asked_by: row.text("unit_name")?,
        slug: row.text("slug")?,
        path: row.text("path")?,
        period: PeriodId::stored(row.text("period_id")?),
        period_code: row.text("period_code")?,
        year: i16::try_from(row.int("year")?).unwrap_or_default(),
        title: row.text("title")?,
        reference: row.text_or_null("reference")?,
        document_on: row.date_or_null("document_on")?,
        body: row.text("body")?,
        term: row.text("term")?,
        whom: row.text("whom")?,
        state: State::stored(&row.text("state")?)?,
        issued_on: row.date_or_null("issued_on")?,
        due_on: row.date_or_null("due_on")?,
        version: row.int("version")?,
        units: row.count("units")?,
        answered: row.count("answered")?,
    })
}

pub(crate) async fn load(conn: &mut Conn, id: &SurveyId) -> Result<Survey, Error> {
    conn.find(sql::SURVEY, bind![id.as_str()], read)
        .await?
        .ok_or(Error::NotFound(Noun::Survey))
}

/// An answer to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// As read: numbers with a decimal comma, «Có», days as 15/10/2026; of a file its title.
    pub text: String,
    /// Of a file: the unit's proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

impl Given {
    /// The proof that it names.
    pub fn evidence(&self) -> Option<EvidenceId> {
        self.file.as_deref().and_then(EvidenceId::parse)
    }
}

/// Answers by the question's position.
pub type Answers = BTreeMap<i32, Given>;

/// Whether the actor answers for the unit: its focal officer or its leader, by a role that does not
/// reach up to whoever asks. Who asks never answers for those that are asked.
pub(crate) fn speaks(actor: &Actor, unit_path: &str, asker_path: &str) -> bool {
    let mut own = actor.clone();
    own.authority = Authority {
        grants: (actor.authority.grants.iter())
            .filter(|grant| !asker_path.starts_with(&grant.unit_path))
            .cloned()
            .collect(),
    };
    own.may(Action::EnterFigures, unit_path) || own.may(Action::Submit, unit_path)
}
