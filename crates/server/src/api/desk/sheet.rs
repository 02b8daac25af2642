//! One line for all units below: who provides it, each unit's figures.

use app::figure::desk::{self, Choice, Desk, Place, Seat};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::list::{DeskProvider, provider};
use super::place;
use crate::api::entries::Of;
use crate::api::wire::{Api, Ask, Body, Many, Nothing, One, field};
use crate::web::{Access, Failure};

/// A line whose figures are provided.
#[derive(Serialize, ToSchema)]
struct DeskSheet {
    /// Id of the framework.
    framework: String,
    /// Its code.
    code: String,
    /// Its title.
    title: String,
    /// The rule in the document's words.
    rule_text: Option<String>,
    /// Its figures with their providers.
    inputs: Vec<DeskInput>,
    /// Who is named at this very unit: empty, `own`, or the id of a party; for `seen`.
    named: String,
    /// Whether you name providers here.
    may_name: bool,
    /// Units that use the line.
    units: usize,
    /// Units with a figure.
    given: usize,
    /// Units whose figure is locked.
    locked: usize,
}

/// A figure that may be provided.
#[derive(Serialize, ToSchema)]
struct DeskInput {
    /// `num`, `den`, `value` …
    key: String,
    /// In the document's words.
    label: String,
    /// Who provides it; null: nobody is named.
    provider: Option<DeskProvider>,
    /// Whether you may provide it.
    is_mine: bool,
}

/// A unit's figures of the line.
#[derive(Serialize, ToSchema)]
struct DeskSeat {
    /// The unit's word in addresses.
    unit: String,
    /// Its name.
    name: String,
    /// Mã đơn vị hành chính.
    code: Option<String>,
    /// Id of the entry.
    entry: String,
    /// Whether the line is for the unit.
    applicable: bool,
    /// Its figures, those that there are.
    values: Vec<DeskValue>,
}

/// A figure of a unit.
#[derive(Serialize, ToSchema)]
struct DeskValue {
    /// `num`, `den`, `value` …
    key: String,
    /// `true`, `12.5`, `1/3`; null: no data.
    value: Option<String>,
    /// `estimate`, `provisional`, `final`.
    state: &'static str,
    /// Where it comes from.
    source: String,
    /// The day it was true on.
    #[schema(format = Date)]
    as_of: String,
    /// Whether it was provided, so that the unit cannot overwrite it.
    locked: bool,
    /// Whether the unit says that it is not right.
    disputed: bool,
}

/// Who is to provide the line's figures.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProviderToName {
    /// Empty: nobody here; `own`: the units themselves; or the id of a party.
    provider: String,
    /// `named` as it was read.
    seen: String,
}

/// Which units.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedSeats {
    /// Id of a framework, where units below use several.
    framework: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let may = Access::May(Action::EnterFigures);
    api.get(
        "/api/v1/units/{unit}/periods/{period}/desk/{code}",
        may,
        (
            "showDesk",
            "Một chỉ số cung cấp cho các đơn vị bên dưới và bên cung cấp",
        ),
        show,
    )
    .get(
        "/api/v1/units/{unit}/periods/{period}/desk/{code}/units",
        may,
        (
            "listDeskUnits",
            "Số liệu của từng đơn vị, nguồn, ngày, đã khóa hay chưa",
        ),
        units,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/desk/{code}/provider",
        may,
        ("nameProvider", "Chọn bên cung cấp số liệu của chỉ số"),
        name,
    )
}

fn shape(desk: &Desk) -> DeskSheet {
    let line = desk.line();
    let inputs = line.asks.iter().zip(desk.providers.iter().zip(&desk.mine));
    let locked = |seat: &&Seat| seat.values.iter().any(|value| value.locked);
    DeskSheet {
        framework: desk.edition.id.to_string(),
        code: line.code.clone(),
        title: line.title.clone(),
        rule_text: line.rule_text.clone(),
        inputs: inputs
            .map(|(ask, (named, mine))| DeskInput {
                key: ask.key.clone(),
                label: ask.label.clone(),
                provider: named.as_ref().map(provider),
                is_mine: *mine,
            })
            .collect(),
        named: Choice::of(desk.providers.iter().flatten().next())
            .text()
            .to_owned(),
        may_name: desk.names,
        units: desk.seats.len(),
        given: desk
            .seats
            .iter()
            .filter(|seat| seat.state.is_some())
            .count(),
        locked: desk.seats.iter().filter(locked).count(),
    }
}

fn seat(seat: &Seat) -> DeskSeat {
    let values = seat.values.iter().map(|value| DeskValue {
        key: value.key.clone(),
        value: value.value.clone(),
        state: value.state.name(),
        source: value.source.clone(),
        as_of: value.as_of.clone(),
        locked: value.locked,
        disputed: value.disputed,
    });
    DeskSeat {
        unit: seat.slug.clone(),
        name: seat.name.clone(),
        code: seat.code.clone(),
        entry: seat.entry.to_string(),
        applicable: seat.applicable,
        values: values.collect(),
    }
}

async fn show(ask: Ask<Nothing, Of>) -> Result<One<DeskSheet>, Failure> {
    let (unit, period, used) = place(&ask, ask.query.framework.as_ref()).await?;
    let place = Place {
        unit: &unit,
        period: &period,
        framework: &used.id,
        code: ask.word("code"),
    };
    let desk = desk::open(ask.app(), ask.actor(), place).await?;
    Ok(One::of(shape(&desk)))
}

async fn units(ask: Ask<Nothing, WantedSeats>) -> Result<Many<DeskSeat>, Failure> {
    let (unit, period, used) = place(&ask, ask.query.framework.as_ref()).await?;
    let place = Place {
        unit: &unit,
        period: &period,
        framework: &used.id,
        code: ask.word("code"),
    };
    let mut desk = desk::open(ask.app(), ask.actor(), place).await?;
    desk.seats.sort_by(|one, other| one.slug.cmp(&other.slug));
    let all = desk.seats.iter().map(seat).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |seat: &DeskSeat| &seat.unit)
}

async fn name(ask: Ask<Body<ProviderToName>, Of>) -> Result<One<DeskSheet>, Failure> {
    let (app, actor) = (ask.app(), ask.actor());
    let Body(asked) = &ask.body;
    let choice = field("/provider", &asked.provider, Choice::parse(&asked.provider))?;
    let seen = field("/seen", &asked.seen, Choice::parse(&asked.seen))?;
    let (unit, period, used) = place(&ask, ask.query.framework.as_ref()).await?;
    let place = Place {
        unit: &unit,
        period: &period,
        framework: &used.id,
        code: ask.word("code"),
    };
    desk::name_provider(app, actor, place, (&choice, &seen)).await?;
    Ok(One::of(shape(&desk::open(app, actor, place).await?)))
}
