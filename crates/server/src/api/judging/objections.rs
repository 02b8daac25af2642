//! A unit explains and objects; the panel answers.

use app::appraisal::{self, Answer, Objection, Sheet};
use app::{EvidenceId, Noun};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::assessment;
use crate::api::entries::Of;
use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Body, Created, Many, Nothing, One, field};
use crate::web::{Access, Failure};

/// What a unit says of a decision.
#[derive(Serialize, ToSchema)]
#[schema(as = Objection)]
struct ObjectionShape {
    /// The indicator's code.
    code: String,
    /// What the unit says.
    reason: String,
    /// Id of the proof it names.
    evidence: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// `kept`, `changed`; null: no answer yet, or it is not released.
    answer: Option<&'static str>,
    /// What the line counts with, where it was changed.
    points: Option<String>,
    /// The same, exactly.
    points_exact: Option<String>,
    /// Why.
    answer_reason: Option<String>,
    /// For `If-Match`.
    version: i32,
}

/// An objection to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ObjectionToMake {
    /// The indicator's code.
    code: String,
    /// What the unit says.
    reason: String,
    /// Id of a proof of the entry.
    evidence: Option<String>,
}

/// The panel's answer.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "answer", rename_all = "snake_case", deny_unknown_fields)]
enum Answering {
    /// The points stand.
    Kept {
        /// Why.
        reason: String,
    },
    /// Other points.
    Changed {
        /// `7.5` or `7,5`.
        points: String,
        /// Why.
        reason: String,
    },
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::May(Action::ReadFigures);
    api.get(
        "/api/v1/units/{unit}/periods/{period}/objections",
        read,
        ("listObjections", "Các giải trình, kiến nghị của đơn vị"),
        list,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/objections",
        Access::May(Action::Submit),
        ("createObjection", "Gửi giải trình, kiến nghị về một chỉ số"),
        object,
    )
    .get(
        "/api/v1/units/{unit}/periods/{period}/objections/{code}",
        read,
        ("showObjection", "Một giải trình, kiến nghị"),
        show,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/objections/{code}/answer",
        Access::May(Action::Appraise),
        ("answerObjection", "Trả lời kiến nghị; cần If-Match"),
        answer,
    )
}

fn shape(code: &str, one: &Objection) -> ObjectionShape {
    let word = |changed| if changed { "changed" } else { "kept" };
    ObjectionShape {
        code: code.to_owned(),
        reason: one.reason.clone(),
        evidence: one.evidence.as_ref().map(|(id, _)| id.to_string()),
        at: one.at.clone(),
        answer: one.answer.map(word),
        points: decimal(one.points.as_ref()),
        points_exact: fraction(one.points.as_ref()),
        answer_reason: one.answer_reason.clone(),
        version: one.version,
    }
}

fn of_code(sheet: &Sheet, code: &str) -> Result<One<ObjectionShape>, Failure> {
    let at = sheet.edition.by_code(code);
    let line = at.map(|at| &sheet.edition.lines[at]);
    let found = line.and_then(|line| Some((line, sheet.objections.get(&line.indicator)?)));
    let (line, one) = found.ok_or(Failure::NotFound(Noun::Objection))?;
    Ok(One::at(one.version, shape(&line.code, one)))
}

async fn list(ask: Ask<Nothing, Of>) -> Result<Many<ObjectionShape>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let sheet = appraisal::sheet(ask.app(), ask.actor(), &own.id).await?;
    let lines = sheet.edition.lines.iter();
    let all = lines.filter_map(|line| {
        let one = sheet.objections.get(&line.indicator)?;
        Some(shape(&line.code, one))
    });
    Ok(Many::all(all.collect()))
}

async fn show(ask: Ask<Nothing, Of>) -> Result<One<ObjectionShape>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let sheet = appraisal::sheet(ask.app(), ask.actor(), &own.id).await?;
    of_code(&sheet, ask.word("code"))
}

async fn object(ask: Ask<Body<ObjectionToMake>, Of>) -> Result<Created<ObjectionShape>, Failure> {
    let (unit, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let (app, actor) = (ask.app(), ask.actor());
    let Body(asked) = &ask.body;
    let evidence = asked
        .evidence
        .as_ref()
        .map(|id| field("/evidence", id, EvidenceId::parse(id)))
        .transpose()?;
    let entry = appraisal::objecting(app, actor, (&own.id, &asked.code))
        .await?
        .entry;
    let said = (asked.reason.as_str(), evidence.as_ref());
    appraisal::object(app, actor, &entry, said).await?;
    let sheet = appraisal::sheet(app, actor, &own.id).await?;
    Ok(Created {
        location: format!(
            "/api/v1/units/{}/periods/{}/objections/{}",
            unit.slug,
            ask.word("period"),
            app::address::part(&asked.code)
        ),
        one: of_code(&sheet, &asked.code)?,
    })
}

async fn answer(ask: Ask<Body<Answering>, Of>) -> Result<One<ObjectionShape>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let (app, actor, code) = (ask.app(), ask.actor(), ask.word("code"));
    let entry = appraisal::line(app, actor, (&own.id, code)).await?.entry;
    let (answer, reason) = match &ask.body.0 {
        Answering::Kept { reason } => (Answer::Kept, reason),
        Answering::Changed { points, reason } => {
            let points = points.clone();
            (Answer::Changed { points }, reason)
        }
    };
    appraisal::answer(app, actor, (&entry, ask.version()?), (&answer, reason)).await?;
    let sheet = appraisal::sheet(app, actor, &own.id).await?;
    of_code(&sheet, code)
}
