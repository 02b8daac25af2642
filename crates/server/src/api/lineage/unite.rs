//! Units become one, or one becomes several.

use app::lineage::{self, Into, Merge, Part, Split};
use app::{Actor, App, Noun, unit};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::effect::{UnitEffect, shape};
use super::{DecisionTaken, decision};
use crate::api::shape::as_typed;
use crate::api::wire::{Api, Ask, Body, Many, field};
use crate::web::{Access, Failure};

/// Units that become one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UnitsToMerge {
    /// Words in addresses of the units that end.
    units: Vec<String>,
    /// The word in addresses of the unit that goes on; null: a new one.
    into: Option<String>,
    /// Of a new one: its name.
    name: Option<String>,
    /// Of a new one: mã đơn vị hành chính.
    code: Option<String>,
    /// When and why.
    decision: DecisionTaken,
}

/// What a unit becomes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UnitToSplit {
    /// Two or more.
    parts: Vec<UnitPart>,
    /// When and why.
    decision: DecisionTaken,
}

/// A part of a unit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UnitPart {
    /// Name.
    name: String,
    /// Mã đơn vị hành chính.
    code: Option<String>,
    /// Which part of the old unit it is, in percent.
    share: Option<String>,
}

/// A unit that a decision made.
#[derive(Serialize, ToSchema)]
struct UnitMade {
    /// Its word in addresses.
    unit: String,
    /// Its name.
    name: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let manage = Access::May(Action::ManagePeople);
    api.post(
        "/api/v1/unit-merges/preview",
        manage,
        (
            "previewUnitMerge",
            "Những gì chịu ảnh hưởng nếu nhập các đơn vị; không ghi",
        ),
        would_merge,
    )
    .post(
        "/api/v1/unit-merges",
        manage,
        ("mergeUnits", "Nhập, sáp nhập các đơn vị theo quyết định"),
        merge,
    )
    .post(
        "/api/v1/units/{unit}/splitting/preview",
        manage,
        (
            "previewUnitSplit",
            "Những gì chịu ảnh hưởng nếu chia đơn vị; không ghi",
        ),
        would_split,
    )
    .post(
        "/api/v1/units/{unit}/splitting",
        manage,
        ("splitUnit", "Chia, tách đơn vị theo quyết định"),
        split,
    )
}

async fn merging(app: &App, actor: &Actor, asked: &UnitsToMerge) -> Result<Merge, Failure> {
    let visible = unit::visible(app, actor).await?;
    let find = |slug: &String| {
        let found = visible.iter().find(|unit| unit.slug == *slug);
        let found = found.map(|unit| unit.id.clone());
        found.ok_or(Failure::NotFound(Noun::Unit))
    };
    let into = match (&asked.into, &asked.name) {
        (Some(slug), None) => Into::Existing(find(slug)?),
        (None, Some(name)) => Into::New {
            name: name.clone(),
            code: asked.code.clone(),
        },
        _ => field("", "into, name", None)?,
    };
    Ok(Merge {
        sources: asked.units.iter().map(find).collect::<Result<_, _>>()?,
        into,
        decision: decision(&asked.decision)?,
    })
}

async fn would_merge(ask: Ask<Body<UnitsToMerge>>) -> Result<Many<UnitEffect>, Failure> {
    let (app, actor) = (ask.app(), ask.actor());
    let merge = merging(app, actor, &ask.body.0).await?;
    let all = lineage::merge_preview(app, actor, &merge).await?;
    Ok(Many::all(all.into_iter().map(shape).collect()))
}

fn made(unit: unit::Unit) -> UnitMade {
    UnitMade {
        unit: unit.slug,
        name: unit.name,
    }
}

async fn merge(ask: Ask<Body<UnitsToMerge>>) -> Result<Many<UnitMade>, Failure> {
    let (app, actor) = (ask.app(), ask.actor());
    let merge = merging(app, actor, &ask.body.0).await?;
    let unit = lineage::merge(app, actor, merge).await?;
    Ok(Many::all(vec![made(unit)]))
}

async fn splitting(ask: &Ask<Body<UnitToSplit>>) -> Result<Split, Failure> {
    let Body(asked) = &ask.body;
    let parts = asked.parts.iter().enumerate().map(|(at, part)| {
        let pointer = format!("/parts/{at}/share");
        Ok(Part {
            name: part.name.clone(),
            code: part.code.clone(),
            share: as_typed(&pointer, part.share.as_deref())?,
        })
    });
    Ok(Split {
        parts: parts.collect::<Result<_, Failure>>()?,
        decision: decision(&asked.decision)?,
        unit: ask.unit().await?.id,
    })
}

async fn would_split(ask: Ask<Body<UnitToSplit>>) -> Result<Many<UnitEffect>, Failure> {
    let split = splitting(&ask).await?;
    let all = lineage::split_preview(ask.app(), ask.actor(), &split).await?;
    Ok(Many::all(all.into_iter().map(shape).collect()))
}

async fn split(ask: Ask<Body<UnitToSplit>>) -> Result<Many<UnitMade>, Failure> {
    let split = splitting(&ask).await?;
    let units = lineage::split(ask.app(), ask.actor(), split).await?;
    Ok(Many::all(units.into_iter().map(made).collect()))
}
