//! A unit's figures that are computed from units below: what came of them, and the units behind.

use app::figure::{self, Below, BelowFilter, Rolled, Whole};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::entries::{Of, grid};
use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Many, Nothing, field};
use crate::vi;
use crate::web::{Access, Failure};

/// A figure that is computed from units below.
#[derive(Serialize, ToSchema)]
struct RolledFigure {
    /// `rate`, or the figure's key.
    target: String,
    /// How it is computed, in Vietnamese.
    words: String,
    /// What came of it, in Vietnamese.
    came: String,
    /// Units of those kinds in the period.
    units: i32,
    /// Units to which it does not apply.
    aside: i32,
    /// Units with a figure.
    given: i32,
    /// Units that reach what is asked.
    met: i32,
    /// Units without a figure.
    missing: i32,
    /// `estimate`, `provisional`, `final`.
    state: &'static str,
    /// If none of the missing reaches what is asked.
    least: Option<String>,
    /// If all of them do.
    most: Option<String>,
}

/// A unit behind a computed figure.
#[derive(Serialize, ToSchema)]
struct RolledUnit {
    /// The unit's word in addresses.
    unit: String,
    /// Its name.
    name: String,
    /// `missing`, `not_applicable`, `hidden` (it has one that you may not read), `given`.
    stands: &'static str,
    /// Its number, where it has one.
    value: Option<String>,
    /// The same, exactly.
    value_exact: Option<String>,
    /// «Có» or «không».
    yes: Option<bool>,
    /// Whether it reaches what is asked.
    met: Option<bool>,
    /// `estimate`, `provisional`, `final`.
    state: Option<&'static str>,
    /// Whether the unit says that it is not right.
    disputed: bool,
}

/// Which units behind a figure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedBelow {
    /// Id of a framework, where the unit works on several.
    framework: Option<String>,
    /// `missing`, `met`, `unmet`; all unless said.
    only: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::May(Action::ReadFigures);
    api.get(
        "/api/v1/units/{unit}/periods/{period}/entries/{code}/roll-ups",
        read,
        (
            "listRolled",
            "Số liệu của chỉ số được tính từ đơn vị bên dưới và tính ra thế nào",
        ),
        rolled,
    )
    .get(
        "/api/v1/units/{unit}/periods/{period}/entries/{code}/roll-ups/{target}/units",
        read,
        (
            "listRolledUnits",
            "Từng đơn vị đứng sau một số liệu tính từ bên dưới",
        ),
        below,
    )
}

fn came(one: &Rolled) -> RolledFigure {
    let band = one.band.as_ref();
    RolledFigure {
        target: one.rollup.target.clone(),
        words: vi::rollup::said(&one.rollup),
        came: vi::rollup::came(one),
        units: one.sum.units,
        aside: one.sum.aside,
        given: one.sum.given,
        met: one.sum.met,
        missing: one.sum.missing(),
        state: one.state.name(),
        least: decimal(band.map(|band| &band.least)),
        most: decimal(band.map(|band| &band.most)),
    }
}

async fn rolled(ask: Ask<Nothing, Of>) -> Result<Many<RolledFigure>, Failure> {
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    let entry = figure::by_code(&grid, ask.word("code"))?;
    let all = figure::rolled(ask.app(), ask.actor(), &entry.id).await?;
    Ok(Many::all(all.iter().map(came).collect()))
}

fn unit(one: Below) -> RolledUnit {
    let shown = RolledUnit {
        unit: one.slug,
        name: one.name,
        stands: "missing",
        value: None,
        value_exact: None,
        yes: None,
        met: None,
        state: None,
        disputed: one.disputed,
    };
    match one.whole {
        Whole::Missing => shown,
        Whole::Aside => RolledUnit {
            stands: "not_applicable",
            ..shown
        },
        Whole::Hidden => RolledUnit {
            stands: "hidden",
            ..shown
        },
        Whole::Given {
            amount,
            yes,
            met,
            state,
            ..
        } => RolledUnit {
            stands: "given",
            value: decimal(amount.as_ref()),
            value_exact: fraction(amount.as_ref()),
            yes,
            met: Some(met),
            state: Some(state.name()),
            ..shown
        },
    }
}

async fn below(ask: Ask<Nothing, WantedBelow>) -> Result<Many<RolledUnit>, Failure> {
    let only = match ask.query.only.as_deref() {
        None => BelowFilter::All,
        Some("missing") => BelowFilter::Missing,
        Some("met") => BelowFilter::Met,
        Some("unmet") => BelowFilter::Unmet,
        Some(other) => field("only", other, None)?,
    };
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    let entry = figure::by_code(&grid, ask.word("code"))?;
    let key = (&entry.id, ask.word("target"));
    let (_, units, _) = figure::below(ask.app(), ask.actor(), key, only).await?;
    let all = units.into_iter().map(unit).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |unit: &RolledUnit| &unit.unit)
}
