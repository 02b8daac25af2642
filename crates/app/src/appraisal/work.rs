//! One unit's lines before an appraiser: what each waits for, and what is left.

use domain::authority::Action;
use scoring::Exact;

use super::case::{Case, Stage};
use super::decision::{self, Decision, Rounds};
use super::finish;
use super::line::is_decided;
use super::objection;
use super::refusal::{Conflict, Left};
use crate::framework;
use crate::scorecard;
use crate::{Actor, App, AssessmentId, EntryId, Error};

/// What an appraiser has to do on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Decide it.
    First,
    /// Decide it too, without seeing the first decision.
    Second,
    /// Say the last word: two people differ.
    Settle,
    /// Wait for a second person.
    Waits,
    /// Wait for the unit.
    AtUnit,
    /// Nothing: it is decided.
    Done,
}

/// What the actor has to do on a line.
pub(super) fn step(case: &Case, actor: &Actor, (entry, rounds): (&EntryId, &Rounds)) -> Step {
    let Some(first) = rounds.first.as_ref().filter(|first| !first.is_void) else {
        return Step::First;
    };
    if first.waits_for_unit() {
        return Step::AtUnit;
    }
    let chosen = case.terms.asks_second(entry) && case.stage == Stage::Submitted;
    if chosen && Rounds::standing(rounds.second.as_ref()).is_none() {
        return if first.by == actor.account {
            Step::Waits
        } else {
            Step::Second
        };
    }
    if rounds.is_open() {
        return Step::Settle;
    }
    Step::Done
}

/// A line of the list.
#[derive(Clone, Debug)]
pub struct WorkLine {
    /// As printed.
    pub code: String,
    /// Title.
    pub title: String,
    /// At most.
    pub max: Option<Exact>,
    /// As claimed.
    pub claimed: Option<Exact>,
    /// What it counts with, where the actor may see it.
    pub decision: Option<Decision>,
    /// What the actor has to do.
    pub step: Step,
    /// How many proofs.
    pub evidence_count: i32,
    /// Whether the unit objects and nobody has answered; `None`: it does not object.
    pub objection_open: Option<bool>,
}

/// One unit's lines.
#[derive(Clone, Debug)]
pub struct Work {
    /// The case.
    pub case: Case,
    /// The lines, in the framework's order.
    pub lines: Vec<WorkLine>,
    /// What is left before the appraisal can end.
    pub left: Left,
    /// Why the actor may not decide.
    pub conflict: Option<Conflict>,
    /// Points claimed, exact.
    pub points: Option<Exact>,
    /// At most.
    pub max: Option<Exact>,
}

/// The lines of an assessment before an appraiser.
pub async fn work(app: &App, actor: &Actor, assessment: &AssessmentId) -> Result<Work, Error> {
    let mut conn = app.read().await?;
    let case = Case::load(&mut conn, assessment).await?;
    actor.require(Action::Appraise, &case.unit_path)?;
    if case.stage == Stage::Open {
        return Err(super::Refusal::NotSubmitted.into());
    }
    let edition = framework::scoring(app, &mut conn, &case.framework).await?;
    let claimed = scorecard::last_claimed(&mut conn, assessment).await?;
    let mut rounds = decision::of_assessment(&mut conn, assessment).await?;
    let mut entries = decision::entries(&mut conn, assessment).await?;
    let objections = objection::of_assessment(&mut conn, assessment).await?;
    let mut lines = Vec::new();
    for (at, line) in edition.lines.iter().enumerate() {
        let Some(entered) = entries.remove(&line.indicator) else {
            continue;
        };
        if !is_decided(&edition, at) {
            continue;
        }
        let own = rounds.remove(&line.indicator).unwrap_or_default();
        let step = step(&case, actor, (&entered.entry, &own));
        let visible = step != Step::Second;
        let settled = own.settled.filter(|decision| !decision.is_void);
        lines.push(WorkLine {
            code: line.code.clone(),
            title: line.title.clone(),
            max: line.max_points.clone(),
            claimed: claimed
                .as_ref()
                .and_then(|card| card.lines.get(at)?.earned().points),
            decision: settled.or(own.first).filter(|_| visible),
            step,
            evidence_count: entered.evidence_count,
            objection_open: objections
                .iter()
                .find(|one| one.indicator == line.indicator)
                .map(|one| one.answer.is_none()),
        });
    }
    let left = finish::left(app, &mut conn, &case).await?;
    let conflict = case.conflict(&mut conn, actor).await?;
    let exact = |text: &String| text.parse().ok();
    Ok(Work {
        points: claimed.as_ref().and_then(|card| exact(&card.points)),
        max: claimed.as_ref().and_then(|card| exact(&card.max_points)),
        case,
        lines,
        left,
        conflict,
    })
}
