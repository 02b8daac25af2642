//! A framework is opened for units in a period.

use app::figure::{self, Opening};
use app::framework;
use app::unit::{self, UnitKind};
use app::{FrameworkId, Noun, period};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::wire::{Api, Ask, Body, Done, Many, One, field};
use crate::web::{Access, Failure};

/// A period in which a framework is open.
#[derive(Serialize, ToSchema)]
struct FrameworkOpening {
    /// The period's word in addresses.
    period: String,
    /// How many units report in it.
    units: i64,
}

/// For which units a framework is opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpeningToMake {
    /// The period's word in addresses.
    period: String,
    /// The word in addresses of a unit: for it and everything under it.
    under: String,
    /// Only units of this kind: `commune`.
    kind: Option<String>,
}

/// What was opened.
#[derive(Serialize, ToSchema)]
#[schema(as = OpenedFramework)]
struct Opened {
    /// How many units it was opened for now.
    opened: i64,
}

/// A unit for which a framework is no longer opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpeningToEnd {
    /// The period's word in addresses.
    period: String,
    /// The unit's word in addresses.
    unit: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let at = "/api/v1/frameworks/{framework}/openings";
    api.get(
        at,
        Access::SignedIn,
        ("listOpenings", "Các kỳ đã mở bộ chỉ số, mới nhất trước"),
        openings,
    )
    .post(
        at,
        Access::May(Action::EditFramework),
        (
            "openFramework",
            "Mở bộ chỉ số cho các đơn vị trong một kỳ; đơn vị đã mở giữ nguyên",
        ),
        open,
    )
    .post(
        "/api/v1/frameworks/{framework}/openings/removals",
        Access::May(Action::EditFramework),
        (
            "closeFramework",
            "Thôi mở bộ chỉ số cho một đơn vị chưa nhập gì trong kỳ",
        ),
        close,
    )
}

async fn openings(ask: Ask) -> Result<Many<FrameworkOpening>, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    framework::show(ask.app(), ask.actor(), &id).await?;
    let all = framework::open_in(ask.app(), ask.actor(), &id).await?;
    let all = all.into_iter().map(|one| FrameworkOpening {
        period: one.code,
        units: one.units,
    });
    Ok(Many::all(all.collect()))
}

async fn open(ask: Ask<Body<OpeningToMake>>) -> Result<One<Opened>, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    let Body(asked) = &ask.body;
    let (app, actor) = (ask.app(), ask.actor());
    let kind = |word: &String| field("/kind", word, UnitKind::parse(word));
    let opening = Opening {
        framework: id,
        period: period::by_code(app, &asked.period).await?.id,
        under: unit::by_slug(app, actor, &asked.under).await?.id,
        kind: asked.kind.as_ref().map(kind).transpose()?,
    };
    let opened = figure::open_for_units(app, actor, &opening).await?;
    Ok(One::of(Opened { opened }))
}

async fn close(ask: Ask<Body<OpeningToEnd>>) -> Result<Done, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    let Body(asked) = &ask.body;
    let (app, actor) = (ask.app(), ask.actor());
    let period = period::by_code(app, &asked.period).await?.id;
    let unit = unit::by_slug(app, actor, &asked.unit).await?.id;
    figure::close_unused(app, actor, (&unit, &id, &period)).await?;
    Ok(Done)
}
