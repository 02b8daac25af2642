//! `/api/v1/units`: the tree of units that one may see. A unit is named by its word in addresses.

use app::unit::{self, NewUnit, Unit, UnitChange, UnitKind};
use axum::http::Method;
use domain::authority::Action;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::lineage::{DecisionTaken, decision};
use super::shape::{date, sent};
use super::wire::{Api, Ask, Body, Created, Many, Nothing, One, Sent, field};
use crate::web::{Access, Failure};

/// A unit.
#[derive(Serialize, ToSchema)]
#[schema(as = Unit)]
struct UnitShape {
    /// The word in addresses.
    unit: String,
    /// Name.
    name: String,
    /// `province`, `city`, `commune`, `office`, `village`, `other`.
    kind: &'static str,
    /// Official code.
    code: Option<String>,
    /// The unit above; null: none, or one that you may not see.
    parent: Option<String>,
    /// First day.
    #[schema(format = Date)]
    valid_from: String,
    /// Last day.
    #[schema(format = Date)]
    valid_to: Option<String>,
    /// For `If-Match`.
    version: i32,
}

/// A unit to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UnitToMake {
    /// The unit above.
    parent: String,
    /// Name.
    name: String,
    /// `province`, `city`, `commune`, `office`, `village`, `other`.
    kind: String,
    /// Official code.
    code: Option<String>,
    /// First day; today unless said.
    #[schema(format = Date)]
    valid_from: Option<String>,
}

/// Fields to change: what is not sent stays, null empties.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeOfUnit {
    /// Name.
    name: Option<String>,
    /// `province`, `city`, `commune`, `office`, `village`, `other`.
    kind: Option<String>,
    /// Official code.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    code: Option<Option<String>>,
    /// First day.
    #[schema(format = Date)]
    valid_from: Option<String>,
}

/// A unit to be ended.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UnitEnd {
    /// Its last day.
    #[schema(format = Date)]
    last_day: String,
}

/// A unit to be moved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UnitMove {
    /// The word in addresses of the unit that shall stand above it.
    to: String,
    /// When and why; null: today, without a decision.
    decision: Option<DecisionTaken>,
}

/// Where a unit would be moved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WouldMove {
    /// The word in addresses of the unit that would stand above it.
    to: Option<String>,
}

/// What moves with a unit.
#[derive(Serialize, ToSchema)]
struct UnitMoving {
    /// The unit above, until now.
    from: String,
    /// The unit above, from then on.
    to: String,
    /// Units under it.
    units: i64,
    /// People in all of them.
    persons: i64,
    /// Plans of all of them.
    plans: i64,
    /// Accounts whose roles reach it from above and will not any more.
    losing: i64,
    /// Accounts whose roles will reach it from above and did not.
    gaining: i64,
}

/// Which units.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let manage = Access::May(Action::ManagePeople);
    api.about("Đơn vị và danh bạ")
        .get(
            "/api/v1/units",
            Access::SignedIn,
            ("listUnits", "Các đơn vị được xem, theo cây"),
            list,
        )
        .post(
            "/api/v1/units",
            manage,
            ("createUnit", "Thêm đơn vị dưới một đơn vị"),
            create,
        )
        .get(
            "/api/v1/units/{unit}",
            Access::SignedIn,
            ("showUnit", "Một đơn vị"),
            show,
        )
        .change(
            Method::PATCH,
            "/api/v1/units/{unit}",
            manage,
            ("changeUnit", "Sửa tên, loại, mã, ngày bắt đầu"),
            change,
        )
        .post(
            "/api/v1/units/{unit}/end",
            manage,
            ("endUnit", "Kết thúc đơn vị vào một ngày; cần If-Match"),
            end,
        )
        .post(
            "/api/v1/units/{unit}/reopen",
            manage,
            ("reopenUnit", "Bỏ ngày kết thúc; cần If-Match"),
            reopen,
        )
        .get(
            "/api/v1/units/{unit}/move",
            manage,
            (
                "previewUnitMove",
                "Những gì đi theo nếu chuyển đơn vị sang dưới một đơn vị khác",
            ),
            moving,
        )
        .post(
            "/api/v1/units/{unit}/move",
            manage,
            (
                "moveUnit",
                "Chuyển đơn vị sang dưới một đơn vị khác; cần If-Match",
            ),
            shift,
        )
}

async fn change(ask: Ask<Body<ChangeOfUnit>>) -> Result<One<UnitShape>, Failure> {
    let before = ask.unit().await?;
    let Body(asked) = &ask.body;
    let kind = |word: &String| field("/kind", word, UnitKind::parse(word));
    let change = UnitChange {
        name: asked.name.clone().unwrap_or(before.name),
        kind: asked
            .kind
            .as_ref()
            .map(kind)
            .transpose()?
            .unwrap_or(before.kind),
        code: asked.code.clone().unwrap_or(before.code),
        valid_from: date("/valid_from", asked.valid_from.as_deref())?.unwrap_or(before.valid_from),
    };
    unit::edit(ask.app(), ask.actor(), (&before.id, ask.version()?), change).await?;
    after(&ask).await
}

/// The unit as it stands after a change.
async fn after<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<One<UnitShape>, Failure> {
    let unit = ask.unit().await?;
    let all = unit::visible(ask.app(), ask.actor()).await?;
    Ok(One::at(unit.version, shape(&unit, &all)))
}

async fn end(ask: Ask<Body<UnitEnd>>) -> Result<One<UnitShape>, Failure> {
    let (id, version) = (ask.unit().await?.id, ask.version()?);
    let text = &ask.body.0.last_day;
    let last_day = field("/last_day", text, text.parse().ok())?;
    unit::end(ask.app(), ask.actor(), (&id, version), last_day).await?;
    after(&ask).await
}

async fn reopen(ask: Ask) -> Result<One<UnitShape>, Failure> {
    let (id, version) = (ask.unit().await?.id, ask.version()?);
    unit::reopen(ask.app(), ask.actor(), &id, version).await?;
    after(&ask).await
}

async fn moving(ask: Ask<Nothing, WouldMove>) -> Result<One<UnitMoving>, Failure> {
    let unit = ask.unit().await?;
    let to = field("to", "", ask.query.to.as_ref())?;
    let to = target(&ask, to).await?;
    let would = unit::shift_preview(ask.app(), ask.actor(), &unit.id, &to.id).await?;
    Ok(One::at(
        unit.version,
        UnitMoving {
            from: would.from.slug,
            to: would.to.slug,
            units: would.units,
            persons: would.persons,
            plans: would.plans,
            losing: would.losing,
            gaining: would.gaining,
        },
    ))
}

async fn shift(ask: Ask<Body<UnitMove>>) -> Result<One<UnitShape>, Failure> {
    let (id, version) = (ask.unit().await?.id, ask.version()?);
    let taken = ask.body.0.decision.as_ref().map(decision).transpose()?;
    let to = target(&ask, &ask.body.0.to).await?;
    unit::shift_by(ask.app(), ask.actor(), (&id, version), (&to.id, taken)).await?;
    after(&ask).await
}

async fn target<B: Sent, Q: DeserializeOwned>(
    ask: &Ask<B, Q>,
    word: &str,
) -> Result<Unit, Failure> {
    Ok(unit::by_slug(ask.app(), ask.actor(), word).await?)
}

fn shape(unit: &Unit, all: &[Unit]) -> UnitShape {
    let parent = unit
        .parent
        .as_ref()
        .and_then(|id| all.iter().find(|other| other.id == *id));
    UnitShape {
        unit: unit.slug.clone(),
        name: unit.name.clone(),
        kind: unit.kind.name(),
        code: unit.code.clone(),
        parent: parent.map(|parent| parent.slug.clone()),
        valid_from: unit.valid_from.to_string(),
        valid_to: unit.valid_to.map(|day| day.to_string()),
        version: unit.version,
    }
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<UnitShape>, Failure> {
    let all = unit::visible(ask.app(), ask.actor()).await?;
    let shapes = all.iter().map(|unit| shape(unit, &all)).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(shapes, page, |unit: &UnitShape| &unit.unit)
}

async fn show(ask: Ask) -> Result<One<UnitShape>, Failure> {
    after(&ask).await
}

async fn create(ask: Ask<Body<UnitToMake>>) -> Result<Created<UnitShape>, Failure> {
    let Body(asked) = &ask.body;
    let parent = unit::by_slug(ask.app(), ask.actor(), &asked.parent).await?;
    let new = NewUnit {
        parent: Some(parent.id.clone()),
        kind: field("/kind", &asked.kind, UnitKind::parse(&asked.kind))?,
        name: asked.name.clone(),
        code: asked.code.clone(),
        valid_from: date("/valid_from", asked.valid_from.as_deref())?
            .unwrap_or_else(|| ask.app().today()),
    };
    let made = unit::create(ask.app(), ask.actor(), new).await?;
    let location = format!("/api/v1/units/{}", made.slug);
    Ok(Created {
        location,
        one: One::at(made.version, shape(&made, &[parent])),
    })
}
