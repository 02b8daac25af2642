//! How an entry stands before it is saved: whose it is, in which period, at which version.

use domain::authority::Action;
use jiff::civil::Date;
use scoring::Exact;

use super::rescore::{Spot, earned};
use super::score::Earned;
use super::value::{FigureState, Value};
use super::{Refusal, sql};
use crate::database::{Conn, Row};
use crate::framework::{Ask, EditionLine};
use crate::period::{self, Period};
use crate::{
    Actor, App, AssessmentId, EntryId, Error, Fault, FrameworkId, IndicatorId, Noun, PeriodId,
    UnitId, assignment, bind,
};

/// An entry with all that decides whether and how it is saved.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) entry: EntryId,
    pub(crate) spot: Spot,
    pub(crate) indicator: IndicatorId,
    pub(crate) framework: FrameworkId,
    pub(crate) framework_version: i32,
    pub(crate) unit_path: String,
    pub(crate) unit_kind: String,
    pub(crate) applicable: bool,
    pub(crate) explanation: Option<String>,
    pub(crate) expected: Option<Exact>,
    pub(crate) earned: Earned,
    pub(crate) state: Option<FigureState>,
    pub(crate) evidence_count: i32,
    pub(crate) version: i32,
    /// Whether what the actor enters is provided for the unit, and so locked.
    pub(crate) provides: bool,
    /// Who then confirms it before it is final; filled where a row is saved.
    pub(crate) verifier: Option<String>,
    period: Period,
    handed_in: bool,
    /// Until when the appraiser leaves it open; `None`: it was not sent back.
    sent_back_until: Option<Date>,
}

impl Standing {
    pub(crate) async fn load(conn: &mut Conn, entry: &EntryId) -> Result<Standing, Error> {
        conn.find(sql::STANDING, bind![entry.as_str()], standing)
            .await?
            .ok_or(Error::NotFound(Noun::Entry))
    }

    /// The same as the actor stands to it.
    pub(crate) fn seen_by(self, actor: &Actor) -> Standing {
        Standing {
            provides: actor.authority.provides(&self.unit_path),
            ..self
        }
    }

    /// Refuses unless the actor may enter figures here: as their own work, or for the unit.
    pub(crate) async fn require(&self, conn: &mut Conn, actor: &Actor) -> Result<(), Error> {
        self.require_to(conn, (actor, Action::EnterFigures)).await
    }

    /// Refuses unless the actor may do that here: in their own work, or for the unit.
    pub(crate) async fn require_to(
        &self,
        conn: &mut Conn,
        (actor, action): (&Actor, Action),
    ) -> Result<(), Error> {
        if actor.may(action, &self.unit_path) {
            return Ok(());
        }
        let duty = assignment::duty_on_entry(conn, actor, &self.entry).await?;
        actor.require_as(action, &self.unit_path, duty)
    }

    /// Refuses when the period no longer takes figures.
    pub(crate) fn require_open(&self, app: &App) -> Result<(), Error> {
        let mut period = self.period.clone();
        if self.handed_in {
            let Some(until) = self.sent_back_until else {
                period::open_for_entry(&period, app.today())?;
                return Err(Refusal::HandedIn.into());
            };
            if until < app.today() {
                return Err(Refusal::SentBackOver { until }.into());
            }
            // The day that the appraiser gave stands in place of the last day of entry.
            period.closes_on = None;
        }
        Ok(period::open_for_entry(&period, app.today())?)
    }

    /// The year of dates that name none.
    pub(crate) fn year(&self) -> i16 {
        self.period.year
    }

    /// The figures of its line; what is provided is open to whoever provides it.
    pub(crate) async fn values(
        &self,
        conn: &mut Conn,
        line: &EditionLine,
    ) -> Result<Vec<Value>, Fault> {
        if line.asks.is_empty() {
            return Ok(Vec::new());
        }
        let mut values = conn
            .all(
                sql::VALUES,
                bind![
                    self.indicator.as_str(),
                    self.spot.unit.as_str(),
                    self.spot.period.as_str()
                ],
                value,
            )
            .await?;
        for value in &mut values {
            // What is computed nobody enters, whoever provides the rest.
            let rolled = |ask: &Ask| ask.rolled && ask.key == value.key;
            value.locked = value.locked && !self.provides || line.asks.iter().any(rolled);
        }
        Ok(values)
    }
}

fn standing(row: &Row) -> Result<Standing, Fault> {
    Ok(Standing {
        entry: EntryId::stored(row.text("id")?),
        spot: Spot {
            assessment: AssessmentId::stored(row.text("assessment_id")?),
            unit: UnitId::stored(row.text("unit_id")?),
            period: PeriodId::stored(row.text("period_id")?),
        },
        indicator: IndicatorId::stored(row.text("indicator_id")?),
        framework: FrameworkId::stored(row.text("framework_id")?),
        framework_version: row.int("framework_version")?,
        unit_path: row.text("path")?,
        unit_kind: row.text("kind")?,
        applicable: row.flag("applicable")?,
        explanation: row.text_or_null("explanation")?,
        expected: row.exact_or_null("expected_points")?,
        earned: earned(row)?,
        state: row
            .text_or_null("state")?
            .as_deref()
            .and_then(FigureState::parse),
        evidence_count: row.int("evidence_count")?,
        version: row.int("version")?,
        provides: false,
        verifier: None,
        period: period::beside(row)?
            .ok_or_else(|| Fault::inconsistent("assessment", "", "period"))?,
        handed_in: row.text("assessment_state")? != "open",
        sent_back_until: row.date_or_null("sent_back_until")?,
    })
}

/// A stored value.
pub(crate) fn value(row: &Row) -> Result<Value, Fault> {
    let state = row.text("state")?;
    Ok(Value {
        key: row.text("input_key")?,
        value: row.text_or_null("value")?,
        state: FigureState::parse(&state)
            .ok_or_else(|| Fault::inconsistent("figure_value", &state, "state"))?,
        source: row.text("source")?,
        as_of: row.text("as_of")?,
        locked: row.text_or_null("locked_at")?.is_some(),
        is_provided: row.text_or_null("locked_at")?.is_some(),
        disputed: row.flag("disputed")?,
    })
}
