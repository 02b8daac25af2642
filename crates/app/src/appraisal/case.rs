//! An assessment with everything that decides what may be done with it now.

use domain::authority::Action;
use jiff::civil::Date;

use super::refusal::{Conflict, Refusal};
use super::sql;
use super::terms::Terms;
use crate::audit::Event;
use crate::database::{Conn, Row};
use crate::{
    Actor, App, AssessmentId, EntryId, Error, Fault, FrameworkId, IndicatorId, Noun, PeriodId,
    UnitId, bind,
};

/// How far the judging of an assessment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Figures are entered; nothing was handed in, or it was taken back.
    Open,
    /// Handed in: lines are decided.
    Submitted,
    /// The appraised scorecard is out: the unit may explain and object.
    Appraised,
    /// Final.
    Closed,
}

/// An assessment as it stands.
#[derive(Clone, Debug)]
pub struct Case {
    /// The assessment.
    pub assessment: AssessmentId,
    /// How far.
    pub stage: Stage,
    /// Of the assessment: what handing in must name.
    pub version: i32,
    /// Of its appraisal: what ending and closing must name.
    pub stage_version: i32,
    /// When it was handed in last.
    pub submitted_at: Option<String>,
    /// What the unit said of what is missing.
    pub explanation: Option<String>,
    /// Last day to object.
    pub objection_until: Option<Date>,
    /// Days and share.
    pub terms: Terms,
    /// The framework.
    pub framework: FrameworkId,
    /// Its name.
    pub framework_name: String,
    pub(crate) unit: UnitId,
    pub(crate) unit_path: String,
    pub(crate) unit_kind: String,
    pub(crate) unit_name: String,
    pub(crate) parent: Option<UnitId>,
    pub(crate) period: PeriodId,
    period_name: String,
    locked_at: Option<String>,
    granted_until: Option<Date>,
    is_draft: bool,
}

impl Case {
    pub(crate) async fn load(conn: &mut Conn, assessment: &AssessmentId) -> Result<Case, Error> {
        conn.find(sql::CASE, bind![assessment.as_str()], read)
            .await?
            .ok_or(Error::NotFound(Noun::Entry))
    }

    /// The case of an entry, with the entry's indicator.
    pub(crate) async fn of_entry(
        conn: &mut Conn,
        entry: &EntryId,
    ) -> Result<(Case, IndicatorId), Error> {
        let (assessment, indicator) = conn
            .find(sql::ENTRY, bind![entry.as_str()], |row| {
                Ok((
                    AssessmentId::stored(row.text("assessment_id")?),
                    IndicatorId::stored(row.text("indicator_id")?),
                ))
            })
            .await?
            .ok_or(Error::NotFound(Noun::Entry))?;
        Ok((Case::load(conn, &assessment).await?, indicator))
    }

    /// Refuses in a period that is locked, and over rules that may still change.
    pub(crate) fn require_firm(&self) -> Result<(), Refusal> {
        if let Some(since) = &self.locked_at {
            let (name, since) = (self.period_name.clone(), since.clone());
            return Err(Refusal::Locked { name, since });
        }
        if self.is_draft {
            let name = self.framework_name.clone();
            return Err(Refusal::FrameworkDraft { name });
        }
        Ok(())
    }

    /// The same for what the unit does itself: it may while the level above lets it enter figures.
    pub(crate) fn require_firm_for_unit(&self, today: Date) -> Result<(), Refusal> {
        match (self.granted_until, self.require_firm()) {
            (Some(until), Err(Refusal::Locked { .. })) if today <= until && !self.is_draft => {
                Ok(())
            }
            (_, done) => done,
        }
    }

    /// Refuses unless lines are being decided.
    pub(crate) fn require_deciding(&self) -> Result<(), Refusal> {
        match self.stage {
            Stage::Open => Err(Refusal::NotSubmitted),
            Stage::Submitted => Ok(()),
            Stage::Appraised => Err(Refusal::Ended),
            Stage::Closed => Err(Refusal::Closed),
        }
    }

    /// Refuses unless objections are made and answered.
    pub(crate) fn require_ended(&self) -> Result<(), Refusal> {
        match self.stage {
            Stage::Open => Err(Refusal::NotSubmitted),
            Stage::Submitted => Err(Refusal::NotEnded),
            Stage::Appraised => Ok(()),
            Stage::Closed => Err(Refusal::Closed),
        }
    }

    /// Refuses unless the actor may judge this unit's work.
    pub(crate) async fn require_judge(&self, conn: &mut Conn, actor: &Actor) -> Result<(), Error> {
        actor.require(Action::Appraise, &self.unit_path)?;
        match self.conflict(conn, actor).await? {
            Some(why) => Err(Refusal::Conflict { why }.into()),
            None => Ok(()),
        }
    }

    /// Why the actor may not judge this unit's work: it is their own.
    pub(crate) async fn conflict(
        &self,
        conn: &mut Conn,
        actor: &Actor,
    ) -> Result<Option<Conflict>, Fault> {
        let belongs = actor
            .home
            .as_ref()
            .is_some_and(|home| home.path.starts_with(&self.unit_path));
        if belongs {
            return Ok(Some(Conflict::OwnUnit));
        }
        let Some(account) = &actor.account else {
            return Ok(None);
        };
        let touched = conn
            .find(
                sql::TOUCHED,
                bind![
                    account.as_str(),
                    self.unit.as_str(),
                    self.period.as_str(),
                    self.assessment.as_str()
                ],
                |row| row.text("kind"),
            )
            .await?;
        Ok(touched.map(|kind| match kind.as_str() {
            "entry.saved" => Conflict::Entered,
            _ => Conflict::Submitted,
        }))
    }

    /// Something that the unit's own people may read in the audit.
    pub(crate) fn event(&self, kind: &'static str) -> Event {
        Event::new(
            kind,
            "assessment",
            self.assessment.as_str(),
            &format!("{}, {}", self.unit_name, self.framework_name),
        )
        .within(&self.unit)
    }

    /// Something that only those above the unit may read: what is not released yet.
    pub(crate) fn judges_event(&self, kind: &'static str, decision: &str, name: &str) -> Event {
        let event = Event::new(
            kind,
            "decision",
            decision,
            &format!("{}, {name}", self.unit_name),
        );
        match &self.parent {
            Some(parent) => event.within(parent),
            None => event,
        }
    }
}

fn read(row: &Row) -> Result<Case, Fault> {
    let state = row.text("assessment_state")?;
    let stage = match (state.as_str(), row.text_or_null("stage")?.as_deref()) {
        ("open", _) => Stage::Open,
        ("submitted", Some("appraised")) => Stage::Appraised,
        ("submitted", _) => Stage::Submitted,
        _ => Stage::Closed,
    };
    Ok(Case {
        assessment: AssessmentId::stored(row.text("id")?),
        stage,
        version: row.int("assessment_version")?,
        stage_version: row.int_or_null("stage_version")?.unwrap_or_default(),
        submitted_at: row.text_or_null("submitted_at")?,
        explanation: row.text_or_null("explanation")?,
        objection_until: row.date_or_null("objection_until")?,
        terms: Terms::read(row)?,
        framework: FrameworkId::stored(row.text("framework_id")?),
        framework_name: row.text("framework_name")?,
        unit: UnitId::stored(row.text("unit_id")?),
        unit_path: row.text("path")?,
        unit_kind: row.text("kind")?,
        unit_name: row.text("unit_name")?,
        parent: row.text_or_null("parent_id")?.map(UnitId::stored),
        period: PeriodId::stored(row.text("period_id")?),
        period_name: row.text("period_name")?,
        locked_at: row.text_or_null("locked_at")?,
        granted_until: row.date_or_null("granted_until")?,
        is_draft: row.text("framework_state")? == "draft",
    })
}

/// An assessment as it stands, for whoever may see the unit's figures.
pub async fn case(app: &App, actor: &Actor, assessment: &AssessmentId) -> Result<Case, Error> {
    let mut conn = app.read().await?;
    let case = Case::load(&mut conn, assessment).await?;
    actor.require(Action::ReadFigures, &case.unit_path)?;
    Ok(case)
}
