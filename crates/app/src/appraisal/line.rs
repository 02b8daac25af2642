//! One line before an appraiser: what was claimed and why it gives its points, what the unit says,
//! what was decided on it, and what was decided on the same indicator of other units.

use std::collections::BTreeMap;

use domain::authority::Action;
use scoring::Exact;
use scoring::framework::Counts;
use scoring::rule::Because;

use super::case::Case;
use super::decision::{self, Decided, Decision};
use super::objection::{self, Objection};
use super::refusal::Conflict;
use super::sql;
use super::work::{Step, step};
use crate::database::Conn;
use crate::figure::{Outcome, at_desk, figures};
use crate::framework::{self, Edition};
use crate::scorecard::{self, Line};
use crate::{Actor, App, AssessmentId, EntryId, Error, EvidenceId, IndicatorId, Noun, bind};

/// Whether the line is decided by itself: it has no lines below it, and is scored.
pub(crate) fn is_decided(edition: &Edition, at: usize) -> bool {
    let layout = edition.layout();
    edition.lines[at].children.is_empty() && edition.scored(&layout, at).counts != Counts::Unscored
}

/// The least and the most that a line can give. A deduction goes down from nothing.
pub fn limits(edition: &Edition, at: usize) -> (Exact, Option<Exact>) {
    let layout = edition.layout();
    let most = edition.lines[at].max_points.clone();
    let limits = &edition.framework.limits;
    let within = |most: Option<Exact>, limit: Option<&Exact>| match (most, limit) {
        (Some(most), Some(limit)) => Some(most.min(limit.clone())),
        (most, limit) => most.or_else(|| limit.cloned()),
    };
    match edition.scored(&layout, at).counts {
        Counts::Deducts => {
            let most = within(most, limits.deduction.as_ref()).unwrap_or_default();
            (-most, Some(Exact::ZERO))
        }
        Counts::Bonus => (Exact::ZERO, within(most, limits.bonus.as_ref())),
        Counts::Adds | Counts::Unscored => (Exact::ZERO, most),
    }
}

/// An earlier decision on the same indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Like {
    /// Of which unit.
    pub unit: String,
    /// What.
    pub decided: Decided,
    /// What the line counts with.
    pub points: Option<Exact>,
    /// Why.
    pub remark: Option<String>,
    /// The figures it was decided on.
    pub inputs: BTreeMap<String, String>,
    /// When.
    pub at: String,
    /// Whether its figures are the same as here.
    pub is_same: bool,
}

/// A line before an appraiser.
#[derive(Debug)]
pub struct Desk {
    /// The case.
    pub case: Case,
    /// Its framework.
    pub edition: std::sync::Arc<Edition>,
    /// Index of the line.
    pub at: usize,
    /// The entry.
    pub entry: EntryId,
    /// As claimed.
    pub claimed: Line,
    /// Why it gives these points; `None`: there is no rule, or the figures of others decide.
    pub because: Option<Because>,
    /// What the unit says of it.
    pub explanation: Option<String>,
    /// What the actor has to do here.
    pub step: Step,
    /// The first decision, where the actor may see it.
    pub first: Option<Decision>,
    /// The second one, where the actor may see it.
    pub second: Option<Decision>,
    /// The last word.
    pub settled: Option<Decision>,
    /// What the unit objects.
    pub objection: Option<Objection>,
    /// Proofs that serve the entry.
    pub proofs: Vec<(EvidenceId, String)>,
    /// Decided likewise: the same figures first.
    pub likes: Vec<Like>,
    /// Why the actor may not decide.
    pub conflict: Option<Conflict>,
}

/// The line of that code before an appraiser.
pub async fn line(
    app: &App,
    actor: &Actor,
    (assessment, code): (&AssessmentId, &str),
) -> Result<Desk, Error> {
    let mut conn = app.read().await?;
    let case = Case::load(&mut conn, assessment).await?;
    actor.require(Action::Appraise, &case.unit_path)?;
    if case.stage == super::Stage::Open {
        return Err(super::Refusal::NotSubmitted.into());
    }
    let edition = framework::scoring(app, &mut conn, &case.framework).await?;
    let at = edition
        .by_code(code)
        .filter(|at| is_decided(&edition, *at))
        .ok_or(Error::NotFound(Noun::Indicator))?;
    let indicator = &edition.lines[at].indicator;
    let claimed = scorecard::claimed_line(&mut conn, assessment, at).await?;
    let rounds = decision::of_assessment(&mut conn, assessment)
        .await?
        .remove(indicator)
        .unwrap_or_default();
    let entered = decision::entries(&mut conn, assessment)
        .await?
        .remove(indicator)
        .ok_or(Error::NotFound(Noun::Entry))?;
    let entry = entered.entry;
    let objection = objection::of_assessment(&mut conn, assessment)
        .await?
        .into_iter()
        .find(|one| one.entry == entry);
    let proofs = objection::proofs(&mut conn, &entry).await?;
    let conflict = case.conflict(&mut conn, actor).await?;
    let step = step(&case, actor, (&entry, &rounds));
    let blind = step == Step::Second;
    let likes = likes(&mut conn, actor, (&case, indicator, &claimed)).await?;
    Ok(Desk {
        because: because(&edition, at, &claimed),
        explanation: entered.explanation,
        entry,
        first: rounds.first.filter(|_| !blind),
        second: rounds.second.filter(|_| !blind),
        settled: rounds.settled.filter(|decision| !decision.is_void),
        step,
        objection,
        proofs,
        likes,
        conflict,
        claimed,
        at,
        edition,
        case,
    })
}

impl Desk {
    /// What became of the line by its claimed figures.
    pub fn outcome(&self) -> Outcome {
        self.claimed.earned().outcome
    }
}

/// Why the claimed figures give the claimed points: only where they do by themselves.
fn because(edition: &Edition, at: usize, claimed: &Line) -> Option<Because> {
    let figures = figures(&edition.lines[at].asks, claimed.applicable, |key| {
        claimed.inputs.get(key).map(String::as_str)
    });
    let (line, earned) = at_desk(edition, |desk| desk.line(at, figures, &BTreeMap::new()));
    line.because.filter(|_| earned == claimed.earned())
}

/// Earlier decisions on the same indicator, those on the same figures first. What waits for a
/// second, blind decision is left out.
async fn likes(
    conn: &mut Conn,
    actor: &Actor,
    (case, indicator, claimed): (&Case, &IndicatorId, &Line),
) -> Result<Vec<Like>, Error> {
    let places = actor.places(Action::Appraise);
    let all = conn
        .all(
            sql::LIKE,
            bind![
                &places,
                indicator.as_str(),
                case.period.as_str(),
                case.assessment.as_str()
            ],
            |row| {
                let entry = EntryId::stored(row.text("entry_id")?);
                let waits = case.terms.asks_second(&entry) && row.count("seconds")? == 0;
                let own = actor.account.as_ref().map(crate::AccountId::as_str)
                    == Some(row.text("decided_by")?.as_str());
                let inputs: BTreeMap<String, String> =
                    serde_json::from_str(&row.text("inputs_json")?)?;
                let like = Like {
                    unit: row.text("unit_name")?,
                    decided: Decided::stored(&row.text("outcome")?)?,
                    points: row.exact_or_null("points")?,
                    remark: row.text_or_null("remark")?,
                    at: row.text("decided_at")?,
                    is_same: inputs == claimed.inputs,
                    inputs,
                };
                Ok((!waits || own).then_some(like))
            },
        )
        .await?;
    let mut likes: Vec<Like> = all.into_iter().flatten().collect();
    likes.sort_by_key(|like| !like.is_same);
    Ok(likes)
}
