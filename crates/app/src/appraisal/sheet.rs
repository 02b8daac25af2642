//! A unit's scorecards side by side, with what the unit may read of the decisions: what it was asked
//! at once, what was decided once the appraisal has ended, what was answered once all is closed.

use std::collections::BTreeMap;

use domain::authority::Action;
use jiff::civil::Date;

use super::case::{Case, Stage};
use super::decision::{self, Decided};
use super::objection::{self, Objection};
use crate::framework::{self, Edition};
use crate::scorecard::{self, Kept};
use crate::{Actor, App, AssessmentId, Error, IndicatorId};

/// What the unit may read of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What was decided.
    pub decided: Decided,
    /// Why, or what is asked.
    pub remark: String,
    /// Of a line sent back: the last day.
    pub due_on: Option<Date>,
}

/// A unit's scorecards.
#[derive(Debug)]
pub struct Sheet {
    /// The case.
    pub case: Case,
    /// Its framework.
    pub edition: std::sync::Arc<Edition>,
    /// The scorecards, the oldest first.
    pub kept: Vec<Kept>,
    /// What may be read of each line.
    pub notes: BTreeMap<IndicatorId, Note>,
    /// The unit's objections, with answers once all is closed.
    pub objections: BTreeMap<IndicatorId, Objection>,
}

/// The scorecards of an assessment.
pub async fn sheet(app: &App, actor: &Actor, assessment: &AssessmentId) -> Result<Sheet, Error> {
    let mut conn = app.read().await?;
    let case = Case::load(&mut conn, assessment).await?;
    actor.require(Action::ReadFigures, &case.unit_path)?;
    let judges = actor.may(Action::Appraise, &case.unit_path)
        && case.conflict(&mut conn, actor).await?.is_none();
    let edition = framework::scoring(app, &mut conn, &case.framework).await?;
    let kept = scorecard::of_assessment(&mut conn, assessment).await?;
    let mut notes = BTreeMap::new();
    for (indicator, rounds) in decision::of_assessment(&mut conn, assessment).await? {
        let last = rounds.settled.filter(super::decision::Decision::stands);
        let Some(last) = last.or(rounds.first) else {
            continue;
        };
        let released = last.waits_for_unit() || case.stage >= Stage::Appraised;
        if let Some(remark) = last.remark.filter(|_| released && !last.is_void) {
            notes.insert(
                indicator,
                Note {
                    decided: last.decided,
                    remark,
                    due_on: last.due_on,
                },
            );
        }
    }
    let mut objections = BTreeMap::new();
    for mut objection in objection::of_assessment(&mut conn, assessment).await? {
        if !judges && case.stage != Stage::Closed {
            objection.answer = None;
            objection.points = None;
            objection.answer_reason = None;
        }
        objections.insert(objection.indicator.clone(), objection);
    }
    Ok(Sheet {
        case,
        edition,
        kept,
        notes,
        objections,
    })
}
