//! A line of a draft is changed, moved, given the sum of its parts, removed.

use app::IndicatorId;
use app::framework::draft::{self, Direction, DraftRow, Fields};
use axum::http::Method;
use domain::authority::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::ids;
use super::lines::{DraftLineShown, shown};
use crate::api::shape::{as_typed, sent, typed_of};
use crate::api::wire::{Api, Ask, Body, Done, One, field};
use crate::web::{Access, Failure};

/// What is changed of a line: what is not sent stays, null empties.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DraftLineChange {
    /// Id of the line above; null: at the top.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    parent: Option<Option<String>>,
    /// Code.
    code: Option<String>,
    /// Title.
    title: Option<String>,
    /// Maximum.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    max_points: Option<Option<String>>,
    /// `adds`, `bonus`, `deducts`, `unscored`.
    counts: Option<String>,
    /// Whether a grade can ask for it.
    mandatory: Option<bool>,
    /// The rule.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    rule_text: Option<Option<String>>,
    /// The proof it asks for.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    evidence_text: Option<Option<String>>,
    /// Where figures come from.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    source_text: Option<Option<String>>,
    /// The document that the rule stands in.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    legal_basis: Option<Option<String>>,
    /// Kinds of unit that it is for; empty: all.
    for_kinds: Option<Vec<String>>,
    /// Note.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    note: Option<Option<String>>,
    /// Who provides its figures, by a name of the directory.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    provider: Option<Option<String>>,
    /// Who confirms them.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    verifier: Option<Option<String>>,
}

/// Past the line beside it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DraftLineMove {
    /// `up`, `down`.
    to: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditFramework);
    let one = "/api/v1/frameworks/{framework}/draft/lines/{indicator}";
    api.change(
        Method::PATCH,
        one,
        edit,
        ("changeDraftLine", "Sửa dòng của dự thảo"),
        change,
    )
    .change(
        Method::DELETE,
        one,
        edit,
        ("removeDraftLine", "Bỏ dòng và các dòng bên trong"),
        remove,
    )
    .post(
        "/api/v1/frameworks/{framework}/draft/lines/{indicator}/moves",
        edit,
        (
            "moveDraftLine",
            "Chuyển dòng lên trước hoặc xuống sau dòng bên cạnh; cần If-Match",
        ),
        shift,
    )
    .post(
        "/api/v1/frameworks/{framework}/draft/lines/{indicator}/sum",
        edit,
        (
            "takeDraftSum",
            "Lấy tổng điểm các dòng bên trong làm điểm tối đa; cần If-Match",
        ),
        take_sum,
    )
}

/// The line as it will be: what was sent in place of what was there.
fn fields(asked: &DraftLineChange, row: &DraftRow) -> Result<Fields, Failure> {
    let kept = |sent: &Option<Option<String>>, before: &Option<String>| {
        let text = sent.clone().unwrap_or_else(|| before.clone());
        text.unwrap_or_default()
    };
    let kinds = || row.kinds.iter().map(|kind| kind.name().to_owned());
    Ok(Fields {
        code: asked.code.clone().unwrap_or_else(|| row.code.clone()),
        title: asked.title.clone().unwrap_or_else(|| row.title.clone()),
        max_points: match &asked.max_points {
            Some(text) => as_typed("/max_points", text.as_deref())?,
            // One that does not end stays as it is, or follows the new rule.
            None => row
                .max_points
                .as_ref()
                .and_then(typed_of)
                .unwrap_or_default(),
        },
        counts: asked.counts.clone().unwrap_or_else(|| row.counts.clone()),
        mandatory: asked.mandatory.unwrap_or(row.mandatory),
        rule_text: kept(&asked.rule_text, &row.rule_text),
        evidence_text: kept(&asked.evidence_text, &row.evidence_text),
        source_text: kept(&asked.source_text, &row.source_text),
        legal_basis: kept(&asked.legal_basis, &row.legal_basis),
        kinds: asked.for_kinds.clone().unwrap_or_else(|| kinds().collect()),
        note: kept(&asked.note, &row.note),
        provider: kept(
            &asked.provider,
            &row.charge.provider_name().map(str::to_owned),
        ),
        verifier: kept(
            &asked.verifier,
            &row.charge.verifier_name().map(str::to_owned),
        ),
    })
}

async fn change(ask: Ask<Body<DraftLineChange>>) -> Result<One<DraftLineShown>, Failure> {
    let (app, actor, (framework, id)) = (ask.app(), ask.actor(), ids(&ask)?);
    let Body(asked) = &ask.body;
    let sheet = draft::sheet(app, actor, &framework).await?;
    let row = sheet.row(&id)?;
    let parent = match &asked.parent {
        None => row.parent.clone(),
        Some(None) => None,
        Some(Some(id)) => Some(field("/parent", id, IndicatorId::parse(id))?),
    };
    let fields = fields(asked, row)?;
    let key = (&framework, &id, ask.version()?);
    draft::change(app, actor, key, (parent.as_ref(), &fields)).await?;
    shown((app, &ask.visitor), (&framework, &id)).await
}

async fn remove(ask: Ask) -> Result<Done, Failure> {
    let (framework, id) = ids(&ask)?;
    let seen = (&id, ask.version()?);
    draft::remove(ask.app(), ask.actor(), &framework, seen).await?;
    Ok(Done)
}

async fn shift(ask: Ask<Body<DraftLineMove>>) -> Result<One<DraftLineShown>, Failure> {
    let (app, (framework, id)) = (ask.app(), ids(&ask)?);
    let to = match ask.body.0.to.as_str() {
        "up" => Direction::Up,
        "down" => Direction::Down,
        other => field("/to", other, None)?,
    };
    let key = (&framework, &id, ask.version()?);
    draft::shift(app, ask.actor(), key, to).await?;
    shown((app, &ask.visitor), (&framework, &id)).await
}

async fn take_sum(ask: Ask) -> Result<One<DraftLineShown>, Failure> {
    let (app, (framework, id)) = (ask.app(), ids(&ask)?);
    let key = (&framework, &id, ask.version()?);
    draft::take_sum(app, ask.actor(), key).await?;
    shown((app, &ask.visitor), (&framework, &id)).await
}
