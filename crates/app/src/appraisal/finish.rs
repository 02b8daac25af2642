//! The appraisal ended, which freezes what it came to and starts the unit's clock; everything
//! closed, which freezes what is final.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::case::Case;
use super::decision::{self, Rounds};
use super::line::is_decided;
use super::objection;
use super::refusal::{Left, Refusal};
use super::sql;
use super::submit::told;
use super::tell::{Told, tell};
use crate::database::Conn;
use crate::framework;
use crate::scorecard::{self, Frozen, Kind};
use crate::{Actor, App, AssessmentId, Error, Noun, bind};

/// So many days later.
pub(super) fn after(day: Date, days: i32) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

/// What is left to do before the appraisal can end.
pub(super) async fn left(app: &App, conn: &mut Conn, case: &Case) -> Result<Left, Error> {
    let edition = framework::scoring(app, conn, &case.framework).await?;
    let rounds = decision::of_assessment(conn, &case.assessment).await?;
    let entries = decision::entries(conn, &case.assessment).await?;
    let mut left = Left::default();
    for (at, line) in edition.lines.iter().enumerate() {
        if !is_decided(&edition, at) {
            continue;
        }
        let own = rounds.get(&line.indicator).cloned().unwrap_or_default();
        match &own.first {
            Some(first) if first.waits_for_unit() => left.sent_back += 1,
            Some(first) if first.stands() => {}
            _ => left.undecided += 1,
        }
        let chosen = entries
            .get(&line.indicator)
            .is_some_and(|entered| case.terms.asks_second(&entered.entry));
        let is_decided_once = Rounds::standing(own.first.as_ref()).is_some();
        if chosen && is_decided_once && Rounds::standing(own.second.as_ref()).is_none() {
            left.second += 1;
        }
        left.differing += usize::from(own.is_open());
    }
    Ok(left)
}

/// Ends the appraisal: the appraised scorecard is out, and the unit may object.
pub async fn finish(
    app: &App,
    actor: &Actor,
    assessment: &AssessmentId,
    version: i32,
) -> Result<Frozen, Error> {
    let mut tx = app.begin(actor).await?;
    let case = Case::load(&mut tx, assessment).await?;
    case.require_judge(&mut tx, actor).await?;
    case.require_firm()?;
    case.require_deciding()?;
    let left = left(app, &mut tx, &case).await?;
    if left != Left::default() {
        return Err(Refusal::Unfinished { left }.into());
    }
    let until = after(app.today(), case.terms.objection_days).to_string();
    if tx
        .run(
            sql::SET_STAGE,
            bind![assessment.as_str(), version, "appraised", Some(&until)],
        )
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Decision));
    }
    let frozen = scorecard::freeze(&mut tx, assessment, Kind::Appraised).await?;
    let mut fields = told(&frozen, None);
    let adjusted = frozen.card.lines.iter();
    let adjusted = adjusted.filter(|line| line.adjusted.is_some()).count();
    let happened = Told::Appraised {
        adjusted,
        until: &until,
    };
    tell(&mut tx, (actor, &case), happened).await?;
    fields["until"] = until.into();
    tx.commit(case.event("assessment.appraised").after(fields))
        .await?;
    Ok(frozen)
}

/// Closes: what is final is frozen, and nothing changes any more.
pub async fn close(
    app: &App,
    actor: &Actor,
    assessment: &AssessmentId,
    version: i32,
) -> Result<Frozen, Error> {
    let mut tx = app.begin(actor).await?;
    let case = Case::load(&mut tx, assessment).await?;
    case.require_judge(&mut tx, actor).await?;
    case.require_firm()?;
    case.require_ended()?;
    if let Some(until) = case.objection_until.filter(|until| app.today() <= *until) {
        return Err(Refusal::ObjectionRuns { until }.into());
    }
    let objections = objection::of_assessment(&mut tx, assessment).await?;
    let count = objections.iter().filter(|one| one.answer.is_none()).count();
    if count > 0 {
        return Err(Refusal::Unanswered { count }.into());
    }
    if tx
        .run(
            sql::SET_STAGE,
            bind![assessment.as_str(), version, "closed", None::<&str>],
        )
        .await?
        == 0
        || tx
            .run(
                sql::SET_STATE,
                bind![assessment.as_str(), case.version, "closed"],
            )
            .await?
            == 0
    {
        return Err(Error::Stale(Noun::Decision));
    }
    let frozen = scorecard::freeze(&mut tx, assessment, Kind::Final).await?;
    let answered = objections.len();
    tell(&mut tx, (actor, &case), Told::Closed { answered }).await?;
    tx.commit(case.event("assessment.closed").after(told(&frozen, None)))
        .await?;
    Ok(frozen)
}
