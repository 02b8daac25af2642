//! What a draft declares beside its lines: rounding, ties, limits, comparison, grades, blocks.

use std::collections::BTreeMap;

use app::framework::draft::{self, Declared, Settled, TypedGrade};
use app::unit::UnitKind;
use axum::http::Method;
use domain::authority::Action;
use scoring::Exact;
use scoring::framework::{CohortScope, Floor, Grade, NotApplicable, TieRule};
use scoring::number::Rounding;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::framework;
use crate::api::shape::{as_typed, decimal};
use crate::api::wire::{Api, Ask, Body, One};
use crate::web::{Access, Failure};

/// What a draft declares. All of it is sent on a change.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DraftSettings {
    /// Name.
    name: String,
    /// The document that issues it.
    legal_basis: Option<String>,
    /// Decimals of each line's points; null: exact.
    line_digits: Option<u32>,
    /// Decimals of what is published; null: exact.
    total_digits: Option<u32>,
    /// `half_up`, `half_even`, `down`.
    rounding: String,
    /// `competition`, `dense`.
    ties: String,
    /// What does not apply: `reduce`, `rescale`, `zero`, `full`.
    not_applicable: String,
    /// With whom units are compared: `block`, `all`.
    cohort: String,
    /// Bonuses together give not more than this.
    bonus_limit: Option<String>,
    /// Deductions together take not more than this.
    deduction_limit: Option<String>,
    /// The total is not more than this.
    total_limit: Option<String>,
    /// The index is the total by this; null: points are published.
    divide_by: Option<String>,
    /// From the best.
    grades: Vec<DraftGrade>,
    /// The name of the block of each kind of unit; a kind without one is a block of its own.
    blocks: BTreeMap<String, String>,
}

/// A grade.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DraftGrade {
    /// Name.
    name: String,
    /// The least that earns it; null: the rest.
    floor: Option<String>,
    /// `points`, or `share`: per cent of the unit's maximum.
    floor_in: String,
    /// Per cent of its points that every pillar must have.
    pillar: Option<String>,
    /// Every mandatory indicator must have earned something.
    mandatory: bool,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditFramework);
    let at = "/api/v1/frameworks/{framework}/draft/settings";
    api.get(
        at,
        edit,
        (
            "showDraftSettings",
            "Thiết lập của dự thảo: làm tròn, đồng hạng, giới hạn, xếp loại, khối",
        ),
        show,
    )
    .change(
        Method::PUT,
        at,
        edit,
        ("changeDraftSettings", "Đặt lại thiết lập của dự thảo"),
        change,
    )
}

fn percent(share: &Exact) -> Option<String> {
    decimal(Some(&(share.clone() * Exact::whole(100))))
}

fn grade(grade: &Grade) -> DraftGrade {
    let (floor, floor_in) = match &grade.floor {
        None => (None, "share"),
        Some(Floor::Points(points)) => (decimal(Some(points)), "points"),
        Some(Floor::Share(share)) => (percent(share), "share"),
    };
    DraftGrade {
        name: grade.name.clone(),
        floor,
        floor_in: floor_in.to_owned(),
        pillar: grade.pillar_floor.as_ref().and_then(percent),
        mandatory: grade.mandatory,
    }
}

fn shape(settled: &Settled) -> DraftSettings {
    let framework = &settled.framework;
    let limits = &framework.limits;
    let block = |kind: UnitKind| {
        let name = settled.blocks.name(kind)?;
        Some((kind.name().to_owned(), name.to_owned()))
    };
    DraftSettings {
        name: settled.name.clone(),
        legal_basis: settled.legal_basis.clone(),
        line_digits: framework.rounding.line,
        total_digits: framework.rounding.total,
        rounding: match framework.rounding.how {
            Rounding::HalfUp => "half_up",
            Rounding::HalfEven => "half_even",
            Rounding::Down => "down",
        }
        .to_owned(),
        ties: match framework.ties {
            TieRule::Competition => "competition",
            TieRule::Dense => "dense",
        }
        .to_owned(),
        not_applicable: match framework.not_applicable {
            NotApplicable::Reduce => "reduce",
            NotApplicable::Rescale => "rescale",
            NotApplicable::Zero => "zero",
            NotApplicable::Full => "full",
        }
        .to_owned(),
        cohort: match framework.cohort {
            CohortScope::Block => "block",
            CohortScope::All => "all",
        }
        .to_owned(),
        bonus_limit: decimal(limits.bonus.as_ref()),
        deduction_limit: decimal(limits.deduction.as_ref()),
        total_limit: decimal(limits.total.as_ref()),
        divide_by: decimal(framework.index.as_ref().map(|index| &index.divide_by)),
        grades: framework.grades.iter().map(grade).collect(),
        blocks: UnitKind::ALL.into_iter().filter_map(block).collect(),
    }
}

fn declared(asked: &DraftSettings) -> Result<Declared, Failure> {
    let grade = |(at, grade): (usize, &DraftGrade)| {
        Ok(TypedGrade {
            name: grade.name.clone(),
            floor: as_typed(&format!("/grades/{at}/floor"), grade.floor.as_deref())?,
            floor_in: grade.floor_in.clone(),
            pillar: as_typed(&format!("/grades/{at}/pillar"), grade.pillar.as_deref())?,
            mandatory: grade.mandatory,
        })
    };
    let grades = asked.grades.iter().enumerate().map(grade);
    let digits = |digits: Option<u32>| digits.map(|one| one.to_string()).unwrap_or_default();
    Ok(Declared {
        name: asked.name.clone(),
        legal_basis: asked.legal_basis.clone().unwrap_or_default(),
        line_digits: digits(asked.line_digits),
        total_digits: digits(asked.total_digits),
        how: asked.rounding.clone(),
        ties: asked.ties.clone(),
        not_applicable: asked.not_applicable.clone(),
        cohort: asked.cohort.clone(),
        bonus: as_typed("/bonus_limit", asked.bonus_limit.as_deref())?,
        deduction: as_typed("/deduction_limit", asked.deduction_limit.as_deref())?,
        total: as_typed("/total_limit", asked.total_limit.as_deref())?,
        divide_by: as_typed("/divide_by", asked.divide_by.as_deref())?,
        grades: grades.collect::<Result<_, Failure>>()?,
        blocks: asked.blocks.clone(),
    })
}

async fn show(ask: Ask) -> Result<One<DraftSettings>, Failure> {
    let settled = draft::settled(ask.app(), ask.actor(), &framework(&ask)?).await?;
    Ok(One::at(settled.version, shape(&settled)))
}

async fn change(ask: Ask<Body<DraftSettings>>) -> Result<One<DraftSettings>, Failure> {
    let (app, actor, id) = (ask.app(), ask.actor(), framework(&ask)?);
    let declared = declared(&ask.body.0)?;
    draft::declare(app, actor, (&id, ask.version()?), &declared).await?;
    let settled = draft::settled(app, actor, &id).await?;
    Ok(One::at(settled.version, shape(&settled)))
}
