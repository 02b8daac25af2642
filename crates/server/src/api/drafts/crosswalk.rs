//! Which line of the edition before each line of a draft carries on.

use std::collections::BTreeMap;

use app::framework::draft::{self, Crosswalk, Known};
use app::{App, FrameworkId, IndicatorId};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::framework;
use crate::api::wire::{Api, Ask, Body, One, field};
use crate::web::{Access, Failure, Visitor};

/// A draft beside the edition whose place it takes.
#[derive(Serialize, ToSchema)]
struct DraftCrosswalk {
    /// Id of that edition; null: nobody said which.
    follows: Option<String>,
    /// The draft's lines.
    pairs: Vec<CrosswalkPair>,
    /// Lines that nobody has confirmed.
    open: usize,
    /// Lines of the edition before that nothing carries on.
    left: Vec<OldLine>,
    /// For `If-Match`.
    version: i32,
}

/// A line with the one that it carries on.
#[derive(Serialize, ToSchema)]
struct CrosswalkPair {
    /// Id of the line.
    line: String,
    /// Its code.
    code: String,
    /// Its title.
    title: String,
    /// The line before; null: none.
    from: Option<OldLine>,
    /// `copied`, `chosen`, `same` (title), `similar` (title), `nothing`.
    known: &'static str,
}

/// A line of the edition before.
#[derive(Clone, Serialize, ToSchema)]
struct OldLine {
    /// Id.
    id: String,
    /// Its code there.
    code: String,
    /// Its title there.
    title: String,
}

/// What lines carry on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CrosswalkToConfirm {
    /// By the line's id, the code in the edition before; empty: the line is new. Lines that are not
    /// named stay as they are.
    lines: BTreeMap<String, String>,
}

/// Whose place the draft takes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EditionFollowed {
    /// Id of the issued edition.
    follows: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditFramework);
    let at = "/api/v1/frameworks/{framework}/draft/crosswalk";
    api.get(
        at,
        edit,
        (
            "showCrosswalk",
            "Từng dòng của dự thảo nối tiếp dòng nào của bản trước, đã xác nhận hay mới đề xuất",
        ),
        show,
    )
    .change(
        Method::PUT,
        at,
        edit,
        ("confirmCrosswalk", "Xác nhận dòng nào nối tiếp dòng nào"),
        confirm,
    )
    .change(
        Method::PUT,
        "/api/v1/frameworks/{framework}/draft/follows",
        edit,
        ("followEdition", "Chọn bản đã ban hành mà dự thảo sẽ thay"),
        follow,
    )
}

fn known(known: Known) -> &'static str {
    match known {
        Known::Copied => "copied",
        Known::Chosen => "chosen",
        Known::Same => "same",
        Known::Similar => "similar",
        Known::Nothing => "nothing",
    }
}

fn old(old: &draft::Old) -> OldLine {
    OldLine {
        id: old.id.to_string(),
        code: old.code.clone(),
        title: old.title.clone(),
    }
}

fn shape(crosswalk: &Crosswalk) -> DraftCrosswalk {
    let before: BTreeMap<&IndicatorId, OldLine> = crosswalk
        .old
        .iter()
        .map(|one| (&one.id, old(one)))
        .collect();
    let pairs = crosswalk.pairs.iter().map(|pair| CrosswalkPair {
        line: pair.row.id.to_string(),
        code: pair.row.code.clone(),
        title: pair.row.title.clone(),
        from: pair.from.as_ref().and_then(|id| before.get(id)).cloned(),
        known: known(pair.known),
    });
    DraftCrosswalk {
        follows: crosswalk.follows.as_ref().map(ToString::to_string),
        pairs: pairs.collect(),
        open: crosswalk.open(),
        left: crosswalk.left().into_iter().map(old).collect(),
        version: crosswalk.version,
    }
}

async fn shown(
    (app, visitor): (&App, &Visitor),
    id: &FrameworkId,
) -> Result<One<DraftCrosswalk>, Failure> {
    let crosswalk = draft::crosswalk(app, &visitor.actor, id).await?;
    Ok(One::at(crosswalk.version, shape(&crosswalk)))
}

async fn show(ask: Ask) -> Result<One<DraftCrosswalk>, Failure> {
    shown((ask.app(), &ask.visitor), &framework(&ask)?).await
}

async fn confirm(ask: Ask<Body<CrosswalkToConfirm>>) -> Result<One<DraftCrosswalk>, Failure> {
    let id = framework(&ask)?;
    let lines = ask.body.0.lines.iter().map(|(line, code)| {
        let line = field("/lines", line, IndicatorId::parse(line))?;
        Ok((line, code.clone()))
    });
    let chosen = lines.collect::<Result<BTreeMap<_, _>, Failure>>()?;
    draft::confirm(ask.app(), ask.actor(), (&id, ask.version()?), &chosen).await?;
    shown((ask.app(), &ask.visitor), &id).await
}

async fn follow(ask: Ask<Body<EditionFollowed>>) -> Result<One<DraftCrosswalk>, Failure> {
    let id = framework(&ask)?;
    let asked = &ask.body.0.follows;
    let followed = field("/follows", asked, FrameworkId::parse(asked))?;
    draft::follow(ask.app(), ask.actor(), (&id, ask.version()?), &followed).await?;
    shown((ask.app(), &ask.visitor), &id).await
}
