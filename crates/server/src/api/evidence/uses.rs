//! What a proof serves, and what it could serve.

use app::evidence::{self, NewUse, Serves};
use app::{EvidenceId, Noun, period};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::serving_as;
use super::show::{EvidenceSheet, UseShape, sheet};
use crate::api::wire::{Api, Ask, Body, Done, Many, Nothing, One, Sent, field};
use crate::web::{Access, Failure};

/// What a proof is to serve.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UsesToAdd {
    /// `plan_row:ID` or `entry:ID`, several.
    serves: Vec<String>,
    /// Id of the requirement it meets; found by its kind unless said.
    requirement: Option<String>,
    /// «trang 3».
    page: Option<String>,
}

/// What a proof in use is said to meet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UseChange {
    /// Id of a requirement; null: found by the proof's kind, as long as nobody names one.
    requirement: Option<String>,
}

/// A row or entry that a proof could serve.
#[derive(Serialize, ToSchema)]
struct EvidenceCandidate {
    /// `plan_row:ID` or `entry:ID`.
    serves: String,
    /// Code.
    code: String,
    /// Title.
    title: String,
    /// The plan or framework that it stands in.
    context: String,
}

/// Which rows and entries.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// The period's word in addresses; the one that runs unless said.
    period: Option<String>,
    /// Words of titles, or the beginning of a code.
    q: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (read, attach) = (
        Access::May(Action::Read),
        Access::May(Action::AttachEvidence),
    );
    let used = "/api/v1/evidence/{evidence}/uses/{serves}";
    api.get(
        "/api/v1/evidence/{evidence}/candidates",
        attach,
        (
            "listEvidenceCandidates",
            "Dòng việc, chỉ số mà minh chứng có thể dùng cho",
        ),
        candidates,
    )
    .post(
        "/api/v1/evidence/{evidence}/uses",
        attach,
        ("useEvidence", "Dùng minh chứng cho dòng việc, chỉ số"),
        use_for,
    )
    .get(
        used,
        read,
        ("showEvidenceUse", "Một lần dùng minh chứng"),
        one_use,
    )
    .change(
        Method::PATCH,
        used,
        attach,
        (
            "nameRequirement",
            "Nói minh chứng đã gắn đáp ứng yêu cầu nào, hoặc để theo loại văn bản",
        ),
        name,
    )
    .change(
        Method::DELETE,
        used,
        attach,
        ("endEvidenceUse", "Thôi dùng minh chứng cho việc đó"),
        end_use,
    )
}

async fn candidates(ask: Ask<Nothing, Wanted>) -> Result<Many<EvidenceCandidate>, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let shown = evidence::show(ask.app(), ask.actor(), &id).await?;
    let period = match &ask.query.period {
        Some(word) => period::by_code(ask.app(), word).await?,
        None => period::current(ask.app()).await?,
    };
    let wanted = (&id, ask.query.q.as_deref().unwrap_or_default());
    let place = (&shown.unit, period.year);
    let found = evidence::candidates(ask.app(), ask.actor(), place, wanted).await?;
    let found = found.into_iter().map(|one| EvidenceCandidate {
        serves: one.serves.word(),
        code: one.code,
        title: one.title,
        context: one.place,
    });
    Ok(Many::all(found.collect()))
}

async fn use_for(ask: Ask<Body<UsesToAdd>>) -> Result<One<EvidenceSheet>, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let Body(asked) = &ask.body;
    let places = asked.serves.iter().enumerate();
    let places =
        places.map(|(at, text)| field(&format!("/serves/{at}"), text, Serves::parse(text)));
    let places = places.collect::<Result<Vec<_>, Failure>>()?;
    let new = NewUse {
        page: asked.page.clone(),
        ..serving_as("/requirement", asked.requirement.as_ref())?
    };
    evidence::use_for(ask.app(), ask.actor(), &id, (&places, &new)).await?;
    let shown = evidence::show(ask.app(), ask.actor(), &id).await?;
    Ok(One::at(shown.evidence.version, sheet(&shown)))
}

async fn one_use(ask: Ask) -> Result<One<UseShape>, Failure> {
    found(&ask).await
}

/// A use is there or not: it has no later version.
async fn found<B: Sent>(ask: &Ask<B>) -> Result<One<UseShape>, Failure> {
    let (id, serves) = ids(ask)?;
    let shown = evidence::show(ask.app(), ask.actor(), &id).await?;
    let word = serves.word();
    let mut uses = sheet(&shown).uses.into_iter();
    uses.find(|one| one.serves == word)
        .map(|one| One::at(1, one))
        .ok_or(Failure::NotFound(Noun::Evidence))
}

fn ids<B: Sent>(ask: &Ask<B>) -> Result<(EvidenceId, Serves), Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    Ok((id, ask.id("serves", Serves::parse, Noun::Evidence)?))
}

async fn name(ask: Ask<Body<UseChange>>) -> Result<One<UseShape>, Failure> {
    let (id, serves) = ids(&ask)?;
    ask.version()?;
    let wanted = ask.body.0.requirement.as_ref();
    let wanted = serving_as("/requirement", wanted)?.requirement;
    let what = (&serves, wanted.as_ref());
    evidence::name_requirement(ask.app(), ask.actor(), &id, what).await?;
    found(&ask).await
}

async fn end_use(ask: Ask) -> Result<Done, Failure> {
    let (id, serves) = ids(&ask)?;
    ask.version()?;
    evidence::end_use(ask.app(), ask.actor(), &id, &serves).await?;
    Ok(Done)
}
