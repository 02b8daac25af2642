//! Surveys as they are seen: by whoever asks, and by each unit asked.

use domain::authority::Action;
use jiff::civil::Date;

use super::question::{Question, questions};
use super::{Answers, State, Survey, load, read, speaks, sql};
use crate::database::{Conn, Row};
use crate::unit::Unit;
use crate::{Actor, App, EntryId, Error, EvidenceId, Fault, Noun, SurveyId, UnitId, bind};

/// A survey that a unit is asked.
#[derive(Clone, Debug)]
pub struct Received {
    /// The survey.
    pub survey: Survey,
    /// The day on which the unit first answered.
    pub sent_on: Option<Date>,
}

/// Surveys that a unit asked, and those that it is asked, what waits first.
pub async fn list(
    app: &App,
    actor: &Actor,
    unit: &Unit,
) -> Result<(Vec<Survey>, Vec<Received>), Error> {
    actor.require(Action::ReadFigures, &unit.path)?;
    let mut conn = app.read().await?;
    let asked = conn.all(sql::ASKED, bind![unit.id.as_str()], read).await?;
    let received = conn
        .all(sql::RECEIVED, bind![unit.id.as_str()], |row| {
            Ok(Received {
                sent_on: row.date_or_null("sent_on")?,
                survey: read(row)?,
            })
        })
        .await?;
    Ok((asked, received))
}

/// A unit's part in a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: Option<String>,
    /// What it has not sent yet; none for whoever does not answer for the unit.
    pub draft: Option<Answers>,
    /// What it sent.
    pub sent: Option<Answers>,
    /// The day on which it first sent.
    pub sent_on: Option<Date>,
    /// When it last sent.
    pub sent_at: Option<String>,
    /// Who sent, by name.
    pub sent_by: Option<String>,
    /// For changes.
    pub version: i32,
}

impl Part {
    /// Whether it answered after the last day, or has not although that is over.
    pub fn is_late(&self, due_on: Option<Date>, today: Date) -> bool {
        due_on.is_some_and(|due| due < self.sent_on.unwrap_or(today))
    }
}

pub(super) fn part(row: &Row) -> Result<Part, Fault> {
    let answers = |column: &str| -> Result<Option<Answers>, Fault> {
        let text = row.text_or_null(column)?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    };
    Ok(Part {
        unit: UnitId::stored(row.text("unit_id")?),
        name: row.text("name")?,
        code: row.text_or_null("code")?,
        draft: answers("draft_json")?,
        sent: answers("sent_json")?,
        sent_on: row.date_or_null("sent_on")?,
        sent_at: row.text_or_null("sent_at")?,
        sent_by: row.text_or_null("sent_name")?,
        version: row.int("version")?,
    })
}

/// A survey whole, as whoever asks sees it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The survey.
    pub survey: Survey,
    /// What is asked.
    pub questions: Vec<Question>,
    /// Every unit asked, by name, without drafts.
    pub parts: Vec<Part>,
    /// Whether the visitor writes it and reminds.
    pub may_edit: bool,
    /// Whether the visitor issues, closes, takes back.
    pub may_issue: bool,
}

/// A survey with what every unit sent, for people of the unit that asks.
pub async fn show(app: &App, actor: &Actor, id: &SurveyId) -> Result<Whole, Error> {
    let mut conn = app.read().await?;
    let survey = load(&mut conn, id).await?;
    if !actor.may(Action::ReadFigures, &survey.path) {
        return Err(Error::NotFound(Noun::Survey));
    }
    let questions = questions(app, &mut conn, id).await?;
    let mut parts = conn.all(sql::PARTS, bind![id.as_str()], part).await?;
    for part in &mut parts {
        part.draft = None;
    }
    parts.sort_by_cached_key(|part| reading::text::sort_key(&part.name));
    Ok(Whole {
        may_edit: actor.may(Action::EditPlan, &survey.path),
        may_issue: actor.may(Action::IssuePlan, &survey.path),
        survey,
        questions,
        parts,
    })
}

/// A figure of the unit beside the one that it answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFigure {
    /// The question's position.
    pub position: i32,
    /// The entry.
    pub entry: EntryId,
    /// Its version.
    pub version: i32,
    /// The indicator's code.
    pub code: String,
    /// As stored; `None`: no data.
    pub value: Option<String>,
    /// Whether it is provided for the unit and so not the unit's to change.
    pub locked: bool,
}

/// A survey as one unit sees it.
#[derive(Clone, Debug)]
pub struct Own {
    /// The survey.
    pub survey: Survey,
    /// What is asked.
    pub questions: Vec<Question>,
    /// The unit's part.
    pub part: Part,
    /// Its own figures of the indicators asked about.
    pub figures: Vec<OwnFigure>,
    /// Whether the visitor answers for the unit.
    pub may_answer: bool,
}

/// A survey as one unit sees it: what was issued, with its own answer alone.
pub async fn own(app: &App, actor: &Actor, (unit, id): (&Unit, &SurveyId)) -> Result<Own, Error> {
    actor.require(Action::ReadFigures, &unit.path)?;
    let mut conn = app.read().await?;
    let (survey, mut part) = asked(&mut conn, (unit, id)).await?;
    let may_answer = speaks(actor, &unit.path, &survey.path);
    if !may_answer {
        part.draft = None;
    }
    let questions = questions(app, &mut conn, id).await?;
    let figures = figures(&mut conn, (id, &unit.id)).await?;
    Ok(Own {
        survey,
        questions,
        part,
        figures,
        may_answer,
    })
}

/// The survey and the unit's part, once it was issued.
pub(super) async fn asked(
    conn: &mut Conn,
    (unit, id): (&Unit, &SurveyId),
) -> Result<(Survey, Part), Error> {
    let survey = load(conn, id).await?;
    if survey.state == State::Draft || survey.issued_on.is_none() {
        return Err(Error::NotFound(Noun::Survey));
    }
    let part = conn
        .find(sql::PART, bind![id.as_str(), unit.id.as_str()], part)
        .await?
        .ok_or(Error::NotFound(Noun::Survey))?;
    Ok((survey, part))
}

pub(super) async fn figures(
    conn: &mut Conn,
    (id, unit): (&SurveyId, &UnitId),
) -> Result<Vec<OwnFigure>, Fault> {
    conn.all(sql::OWN_FIGURES, bind![id.as_str(), unit.as_str()], |row| {
        Ok(OwnFigure {
            position: row.int("position")?,
            entry: EntryId::stored(row.text("entry_id")?),
            version: row.int("version")?,
            code: row.text("code")?,
            value: row.text_or_null("value")?,
            locked: row.text_or_null("locked_at")?.is_some(),
        })
    })
    .await
}

/// Proofs of a unit that its answer may name, the newest first.
pub async fn proofs(
    app: &App,
    actor: &Actor,
    unit: &Unit,
) -> Result<Vec<(EvidenceId, String)>, Error> {
    actor.require(Action::ReadEvidence, &unit.path)?;
    let mut conn = app.read().await?;
    Ok(conn
        .all(sql::PROOFS, bind![unit.id.as_str()], |row| {
            Ok((EvidenceId::stored(row.text("id")?), row.text("title")?))
        })
        .await?)
}
