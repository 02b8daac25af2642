//! The figures of a framework that may be provided for the units below.

use app::figure::desk::{self, Desks, Listed, Provider};
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::place;
use crate::api::entries::Of;
use crate::api::wire::{Api, Ask, Many, Nothing};
use crate::web::{Access, Failure};

/// A line whose figures may be provided.
#[derive(Serialize, ToSchema)]
struct DeskLine {
    /// Its code.
    code: String,
    /// Its title.
    title: String,
    /// Units that use it.
    units: i64,
    /// Units with a figure.
    given: i64,
    /// Units whose figure is provided and locked.
    locked: i64,
    /// Units that say that it is not right.
    disputed: i64,
    /// Who provides its figures.
    providers: Vec<DeskProvider>,
    /// How many of its figures nobody is named for.
    unnamed: usize,
    /// Whether you may provide one of them.
    is_mine: bool,
}

/// Who provides a figure.
#[derive(Serialize, ToSchema)]
pub(super) struct DeskProvider {
    /// Id of their being named, for a request.
    id: String,
    /// Id of the party; null: the units enter it themselves.
    party: Option<String>,
    /// Its name.
    name: Option<String>,
    /// The unit where they were named.
    named_at: String,
    /// Whether that is this very unit.
    is_here: bool,
    /// The day until which they were asked for it in the period.
    #[schema(format = Date)]
    asked_until: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/units/{unit}/periods/{period}/desk",
        Access::May(Action::EnterFigures),
        (
            "listDesk",
            "Số liệu cung cấp cho các đơn vị bên dưới: bên cung cấp, đã có bao nhiêu",
        ),
        list,
    )
}

pub(super) fn provider(one: &Provider) -> DeskProvider {
    DeskProvider {
        id: one.id.to_string(),
        party: one.party.as_ref().map(ToString::to_string),
        name: one.name.clone(),
        named_at: one.named_at.clone(),
        is_here: one.is_here,
        asked_until: one.asked.as_ref().map(|(_, day)| day.to_string()),
    }
}

fn line(desks: &Desks, one: &Listed) -> DeskLine {
    let line = &desks.edition.lines[one.line];
    DeskLine {
        code: line.code.clone(),
        title: line.title.clone(),
        units: one.units,
        given: one.given,
        locked: one.locked,
        disputed: one.disputed,
        providers: one.providers.iter().map(provider).collect(),
        unnamed: one.unnamed,
        is_mine: one.is_mine,
    }
}

async fn list(ask: Ask<Nothing, Of>) -> Result<Many<DeskLine>, Failure> {
    let (unit, period, used) = place(&ask, ask.query.framework.as_ref()).await?;
    let desks = desk::list(ask.app(), ask.actor(), (&unit, &period, &used)).await?;
    let lines = desks.lines.iter().map(|one| line(&desks, one));
    Ok(Many::all(lines.collect()))
}
