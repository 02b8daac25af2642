//! One line of a draft: what it says and what would go with it; a new one.

use app::framework::draft::{self, Fields, Place, RowKind};
use app::{App, FrameworkId, IndicatorId};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{DraftLine, line};
use super::{framework, ids};
use crate::api::shape::as_typed;
use crate::api::wire::{Api, Ask, Body, Created, One, field};
use crate::web::{Access, Failure, Visitor};

/// A line of a draft with what would go with it.
#[derive(Serialize, ToSchema)]
pub(super) struct DraftLineShown {
    /// It.
    line: DraftLine,
    /// Codes of the lines below it, which are removed with it.
    below: Vec<String>,
    /// Units that worked in it: while there are any, it cannot be removed.
    worked: i64,
    /// Rows of plans that stand for it.
    plan_rows: i64,
}

/// A line to be added at the end of what stands under its parent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DraftLineToAdd {
    /// `pillar`, `heading`, `indicator`.
    kind: String,
    /// Id of the line above; null: at the top.
    parent: Option<String>,
    /// Unique in the framework; the next free one unless said.
    code: Option<String>,
    /// Title.
    title: String,
    /// Maximum; as the rule says unless said.
    max_points: Option<String>,
    /// `adds`, `bonus`, `deducts`, `unscored`.
    #[serde(default)]
    counts: String,
    /// Whether a grade can ask for it.
    #[serde(default)]
    mandatory: bool,
    /// The rule.
    #[serde(default)]
    rule_text: String,
    /// The proof it asks for.
    #[serde(default)]
    evidence_text: String,
    /// Where figures come from.
    #[serde(default)]
    source_text: String,
    /// The document that the rule stands in.
    #[serde(default)]
    legal_basis: String,
    /// Kinds of unit that it is for; empty: all.
    #[serde(default)]
    for_kinds: Vec<String>,
    /// Note.
    #[serde(default)]
    note: String,
    /// Who provides its figures, by a name of the directory.
    #[serde(default)]
    provider: String,
    /// Who confirms them.
    #[serde(default)]
    verifier: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditFramework);
    api.post(
        "/api/v1/frameworks/{framework}/draft/lines",
        edit,
        ("addDraftLine", "Thêm dòng vào dự thảo"),
        add,
    )
    .get(
        "/api/v1/frameworks/{framework}/draft/lines/{indicator}",
        edit,
        (
            "showDraftLine",
            "Một dòng của dự thảo và những gì sẽ bỏ theo nếu bỏ dòng",
        ),
        show,
    )
}

/// The line as it stands, with what hangs on it.
pub(super) async fn shown(
    (app, visitor): (&App, &Visitor),
    (framework, id): (&FrameworkId, &IndicatorId),
) -> Result<One<DraftLineShown>, Failure> {
    let sheet = draft::sheet(app, &visitor.actor, framework).await?;
    let row = sheet.row(id)?;
    let going = draft::removal(app, &visitor.actor, framework, id).await?;
    let shown = DraftLineShown {
        line: line(&sheet, row),
        below: going.below.into_iter().map(|(code, _)| code).collect(),
        worked: going.worked,
        plan_rows: going.plan_rows,
    };
    Ok(One::at(row.version, shown))
}

async fn show(ask: Ask) -> Result<One<DraftLineShown>, Failure> {
    let (framework, id) = ids(&ask)?;
    shown((ask.app(), &ask.visitor), (&framework, &id)).await
}

async fn add(ask: Ask<Body<DraftLineToAdd>>) -> Result<Created<DraftLineShown>, Failure> {
    let (app, actor, id) = (ask.app(), ask.actor(), framework(&ask)?);
    let Body(asked) = &ask.body;
    let parent = asked.parent.as_ref();
    let parent = parent.map(|id| field("/parent", id, IndicatorId::parse(id)));
    let place = Place {
        kind: field("/kind", &asked.kind, RowKind::parse(&asked.kind))?,
        parent: parent.transpose()?,
    };
    let code = match &asked.code {
        Some(code) => code.clone(),
        None => draft::sheet(app, actor, &id)
            .await?
            .next_code(place.parent.as_ref()),
    };
    let fields = Fields {
        code,
        title: asked.title.clone(),
        max_points: as_typed("/max_points", asked.max_points.as_deref())?,
        counts: asked.counts.clone(),
        mandatory: asked.mandatory,
        rule_text: asked.rule_text.clone(),
        evidence_text: asked.evidence_text.clone(),
        source_text: asked.source_text.clone(),
        legal_basis: asked.legal_basis.clone(),
        kinds: asked.for_kinds.clone(),
        note: asked.note.clone(),
        provider: asked.provider.clone(),
        verifier: asked.verifier.clone(),
    };
    let row = draft::add(app, actor, &id, (&place, &fields)).await?;
    Ok(Created {
        location: format!("/api/v1/frameworks/{id}/draft/lines/{row}"),
        one: shown((app, &ask.visitor), (&id, &row)).await?,
    })
}
