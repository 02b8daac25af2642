//! The scorecards that were frozen, side by side: claimed, appraised, final.

use std::collections::BTreeMap;

use app::appraisal;
use app::scorecard::{self, Kept};
use domain::authority::Action;
use scoring::Exact;
use serde::Serialize;
use utoipa::ToSchema;

use super::assessment;
use crate::api::entries::Of;
use crate::api::shape::decimal;
use crate::api::wire::{Api, Ask, Many, Nothing};
use crate::web::{Access, Failure};

/// A scorecard as it was frozen.
#[derive(Serialize, ToSchema)]
struct Scorecard {
    /// `claimed`, `appraised`, `final`.
    kind: &'static str,
    /// 1, 2 … of its kind.
    number: i32,
    /// When it was frozen.
    #[schema(format = DateTime)]
    made_at: String,
    /// Version of the framework.
    framework_version: i32,
    /// Points of the whole.
    points: Option<String>,
    /// The same, exactly.
    points_exact: String,
    /// The most that the framework gives.
    max_points: Option<String>,
    /// Over its text: what the audit log names.
    sha256: String,
    /// Pillars in order.
    pillars: Vec<ScorecardPillar>,
    /// Lines in order.
    lines: Vec<ScorecardLine>,
}

/// A pillar of a scorecard.
#[derive(Serialize, ToSchema)]
struct ScorecardPillar {
    /// Code.
    code: String,
    /// Title.
    title: String,
    /// Points, exactly.
    points_exact: String,
    /// At most.
    max_points: Option<String>,
}

/// A line of a scorecard.
#[derive(Serialize, ToSchema)]
struct ScorecardLine {
    /// As printed.
    code: String,
    /// Unique in the framework.
    path: String,
    /// Whether it applies.
    applicable: bool,
    /// Figures by key, as stored.
    inputs: BTreeMap<String, String>,
    /// Points, exactly; null: unknown.
    points_exact: Option<String>,
    /// At most.
    max_points: Option<String>,
    /// `scored`, `missing`, `unstated`, `unread`, `not_applicable`, `unscored`, `heading`.
    outcome: String,
    /// Why it counts otherwise than by its rule.
    adjusted_because: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/units/{unit}/periods/{period}/scorecards",
        Access::May(Action::ReadFigures),
        (
            "listScorecards",
            "Các bảng điểm đã chốt: tự chấm, thẩm định, chính thức, cũ nhất trước",
        ),
        list,
    )
}

fn rounded(text: &str) -> Option<String> {
    decimal(text.parse::<Exact>().ok().as_ref())
}

fn line(line: scorecard::Line) -> ScorecardLine {
    ScorecardLine {
        code: line.code,
        path: line.path,
        applicable: line.applicable,
        inputs: line.inputs,
        points_exact: line.points,
        max_points: line.max_points.as_deref().and_then(rounded),
        outcome: line.outcome,
        adjusted_because: line.adjusted.map(|one| one.reason),
    }
}

fn shape(kept: Kept) -> Scorecard {
    let card = kept.card;
    let pillar = |one: scorecard::Pillar| ScorecardPillar {
        code: one.code,
        title: one.title,
        max_points: rounded(&one.max_points),
        points_exact: one.points,
    };
    Scorecard {
        kind: kept.kind.name(),
        number: kept.number,
        made_at: kept.made_at,
        framework_version: card.framework_version,
        points: rounded(&card.points),
        points_exact: card.points,
        max_points: rounded(&card.max_points),
        sha256: kept.sha256,
        pillars: card.pillars.into_iter().map(pillar).collect(),
        lines: card.lines.into_iter().map(line).collect(),
    }
}

async fn list(ask: Ask<Nothing, Of>) -> Result<Many<Scorecard>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let sheet = appraisal::sheet(ask.app(), ask.actor(), &own.id).await?;
    Ok(Many::all(sheet.kept.into_iter().map(shape).collect()))
}
