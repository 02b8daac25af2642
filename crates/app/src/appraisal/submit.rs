//! Nộp và rút lại: the leader hands the unit's figures in, which freezes what it claims; takes them
//! back while nobody has begun; hands in again what was sent back.

use domain::authority::Action;
use serde_json::json;

use super::case::{Case, Stage};
use super::check::check_list;
use super::refusal::Refusal;
use super::tell::{Told, tell};
use super::{TEXT_MAX, limited, sql};
use crate::database::Conn;
use crate::figure::{self, Comparison, Grid, compares};
use crate::framework::{self, Edition};
use crate::scorecard::{self, Frozen, Kind, reopened};
use crate::{Actor, App, AssessmentId, Error, Noun, bind};

/// Hands in what the grid showed. What lacks points needs a word about it.
pub async fn submit(
    app: &App,
    actor: &Actor,
    (grid, version): (&Grid, i32),
    explanation: &str,
) -> Result<Frozen, Error> {
    let assessment = &grid.assessment.id;
    let mut tx = app.begin(actor).await?;
    let case = Case::load(&mut tx, assessment).await?;
    actor.require(Action::Submit, &case.unit_path)?;
    case.require_firm_for_unit(app.today())?;
    let edition = framework::scoring(app, &mut tx, &case.framework).await?;
    let open = reopened(&mut tx, assessment, &edition).await?;
    match case.stage {
        Stage::Open => {}
        Stage::Submitted if !open.is_empty() => {}
        Stage::Submitted => return Err(Refusal::SubmittedAlready.into()),
        Stage::Appraised => return Err(Refusal::Ended.into()),
        Stage::Closed => return Err(Refusal::Closed.into()),
    }
    if case.version != version {
        return Err(Error::Stale(Noun::Entry));
    }
    let explanation = limited(explanation, TEXT_MAX)?;
    let list = check_list(grid);
    if list.lacking > 0 && explanation.is_none() {
        return Err(Refusal::NoExplanation {
            count: list.lacking,
            points: list.lacking_points,
        }
        .into());
    }
    if tx
        .run(
            sql::SET_STATE,
            bind![assessment.as_str(), version, "submitted"],
        )
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Entry));
    }
    let frozen = scorecard::freeze(&mut tx, assessment, Kind::Claimed).await?;
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    tx.run(
        sql::SUBMIT,
        bind![assessment.as_str(), &now, &by, &explanation],
    )
    .await?;
    for at in open {
        let indicator = edition.lines[at].indicator.as_str();
        tx.run(sql::ANSWERED, bind![assessment.as_str(), indicator, &now])
            .await?;
    }
    let mut fields = told(&frozen, explanation.as_deref());
    fields["ranges"] = ranges(&mut tx, &case, &edition).await?;
    tell(&mut tx, (actor, &case), Told::HandedIn).await?;
    let event = case.event("assessment.submitted").after(fields);
    tx.commit(event).await?;
    Ok(frozen)
}

/// The least and the greatest of the units compared, by code: what others had when this was frozen.
async fn ranges(
    conn: &mut Conn,
    case: &Case,
    edition: &Edition,
) -> Result<serde_json::Value, Error> {
    let mut ranges = json!({});
    for (at, line) in edition.lines.iter().enumerate() {
        if !compares(line) {
            continue;
        }
        let look = Comparison::look(conn, edition, &case.period, at).await?;
        if let Some((least, greatest)) = look.ranges().of_kind(edition, &case.unit_kind) {
            ranges[&line.code] = json!([least.to_string(), greatest.to_string()]);
        }
    }
    Ok(ranges)
}

/// What the audit keeps of a frozen scorecard.
pub(super) fn told(frozen: &Frozen, explanation: Option<&str>) -> serde_json::Value {
    json!({
        "number": frozen.number,
        "points": frozen.card.points,
        "sha256": frozen.sha256,
        "explanation": explanation,
    })
}

/// Takes back what was handed in, while nobody has begun to appraise it.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    assessment: &AssessmentId,
    version: i32,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let case = Case::load(&mut tx, assessment).await?;
    actor.require(Action::Submit, &case.unit_path)?;
    case.require_firm_for_unit(app.today())?;
    case.require_deciding()?;
    let begun = tx
        .one(sql::BEGUN, bind![assessment.as_str()], |row| row.count("n"))
        .await?;
    if begun > 0 {
        return Err(Refusal::Begun.into());
    }
    let opened = tx
        .run(sql::SET_STATE, bind![assessment.as_str(), version, "open"])
        .await?;
    if opened == 0
        || tx
            .run(
                sql::SET_STAGE,
                bind![
                    assessment.as_str(),
                    case.stage_version,
                    "withdrawn",
                    None::<&str>
                ],
            )
            .await?
            == 0
    {
        return Err(Error::Stale(Noun::Entry));
    }
    // What units below entered meanwhile arrives now.
    crate::figure::rollup::gather_one(&mut tx, assessment).await?;
    tx.commit(case.event("assessment.withdrawn")).await?;
    Ok(())
}

/// The figures as they stand, with the version that handing in must name.
pub async fn before_submitting(
    app: &App,
    actor: &Actor,
    place: (&crate::unit::Unit, &figure::Assessment),
) -> Result<(Case, Grid), Error> {
    // The version first: what is read after it is never older.
    let case = super::case::case(app, actor, &place.1.id).await?;
    let grid = figure::grid(app, actor, place.0, place.1).await?;
    Ok((case, grid))
}
