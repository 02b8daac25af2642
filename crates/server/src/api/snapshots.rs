//! Cut-offs: the figures of a unit and everything under it as they stood at an instant, beside what
//! stands now.

use std::collections::BTreeMap;

use app::figure::desk;
use app::period::{self, Compared, Snapshot, Stood};
use app::{FrameworkId, Noun, SnapshotId};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::wire::{Api, Ask, Body, Created, Many, Nothing, One, field};
use crate::web::{Access, Failure};

/// A cut-off.
#[derive(Serialize, ToSchema)]
#[schema(as = Snapshot)]
struct SnapshotShape {
    /// Id.
    id: String,
    /// Name.
    name: String,
    /// When.
    #[schema(format = DateTime)]
    made_at: String,
    /// Who.
    made_by: String,
    /// The framework's name.
    framework_name: String,
    /// How many units.
    units: i32,
    /// SHA-256 over all of it.
    sha256: String,
}

/// A cut-off with its lines.
#[derive(Serialize, ToSchema)]
struct SnapshotWhole {
    /// It.
    snapshot: SnapshotShape,
    /// Whether what is kept still has that SHA-256.
    is_whole: bool,
    /// Its lines.
    lines: Vec<SnapshotLine>,
}

/// A line of a cut-off.
#[derive(Serialize, ToSchema)]
struct SnapshotLine {
    /// Code.
    code: String,
    /// Title.
    title: String,
}

/// A unit then and now.
#[derive(Serialize, ToSchema)]
struct SnapshotUnit {
    /// Its name.
    name: String,
    /// Whether figures or points are others.
    differs: bool,
    /// Then; null: it was not there.
    then: Option<StoodShape>,
    /// Now; null: it is not there any more.
    now: Option<StoodShape>,
}

/// A unit's figures of a line.
#[derive(Serialize, ToSchema)]
#[schema(as = SnapshotFigures)]
struct StoodShape {
    /// Whether the line was for the unit.
    applicable: bool,
    /// By key, exactly.
    values: BTreeMap<String, String>,
    /// Points, exactly; null: none.
    points_exact: Option<String>,
    /// Where the figures came from.
    source: String,
}

/// A cut-off to be taken.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SnapshotToTake {
    /// Id of the framework; the only one in use unless said.
    framework: Option<String>,
    /// Name.
    name: String,
}

/// Which units.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedThen {
    /// Only what differs.
    #[serde(default)]
    differing: bool,
    /// From 1; a hundred units each.
    page: Option<usize>,
}

/// Units of one page.
const PAGE: usize = 100;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::May(Action::ReadFigures);
    let at = "/api/v1/units/{unit}/periods/{period}/snapshots";
    api.about("Số liệu chốt")
        .get(
            at,
            read,
            ("listSnapshots", "Các lần chốt số liệu, mới nhất trước"),
            list,
        )
        .post(
            at,
            Access::May(Action::ManagePeriods),
            (
                "takeSnapshot",
                "Chốt số liệu của đơn vị và mọi đơn vị bên dưới",
            ),
            take,
        )
        .get(
            "/api/v1/snapshots/{snapshot}",
            read,
            (
                "showSnapshot",
                "Một lần chốt, các dòng, mã băm tính lại có khớp không",
            ),
            show,
        )
        .get(
            "/api/v1/snapshots/{snapshot}/lines/{code}",
            read,
            (
                "compareSnapshot",
                "Số liệu từng đơn vị ở một dòng lúc chốt và hiện nay, mỗi trang 100",
            ),
            compare,
        )
}

fn shape(one: Snapshot) -> SnapshotShape {
    SnapshotShape {
        id: one.id.to_string(),
        name: one.name,
        made_at: one.made_at,
        made_by: one.made_by,
        framework_name: one.framework_name,
        units: one.units,
        sha256: one.sha256,
    }
}

fn stood(one: Stood) -> StoodShape {
    StoodShape {
        applicable: one.applicable,
        values: one.values,
        points_exact: one.points,
        source: one.source,
    }
}

fn compared(one: Compared) -> SnapshotUnit {
    SnapshotUnit {
        differs: one.differs(),
        name: one.name,
        then: one.then.map(stood),
        now: one.now.map(stood),
    }
}

fn id<Q: serde::de::DeserializeOwned>(ask: &Ask<Nothing, Q>) -> Result<SnapshotId, Failure> {
    ask.id("snapshot", SnapshotId::parse, Noun::Period)
}

async fn list(ask: Ask) -> Result<Many<SnapshotShape>, Failure> {
    let place = (&ask.unit().await?, &ask.period().await?);
    let all = period::snapshots(ask.app(), ask.actor(), place).await?;
    Ok(Many::all(all.into_iter().map(shape).collect()))
}

async fn take(ask: Ask<Body<SnapshotToTake>>) -> Result<Created<SnapshotShape>, Failure> {
    let (app, actor) = (ask.app(), ask.actor());
    let Body(asked) = &ask.body;
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    let framework = match &asked.framework {
        Some(id) => field("/framework", id, FrameworkId::parse(id))?,
        None => {
            let all = desk::frameworks_here(app, actor, (&unit, &period)).await?;
            match all.as_slice() {
                [only] => only.id.clone(),
                [] => return Err(Failure::NotFound(Noun::Framework)),
                _ => field("/framework", "", None)?,
            }
        }
    };
    let id = period::take(app, actor, (&unit, &period, &framework), &asked.name).await?;
    let (snapshot, ..) = period::snapshot(app, actor, &id).await?;
    Ok(Created {
        location: format!("/api/v1/snapshots/{id}"),
        one: One::of(shape(snapshot)),
    })
}

async fn show(ask: Ask) -> Result<One<SnapshotWhole>, Failure> {
    let (snapshot, lines, is_whole) = period::snapshot(ask.app(), ask.actor(), &id(&ask)?).await?;
    let lines = lines.into_iter().map(|line| SnapshotLine {
        code: line.code,
        title: line.title,
    });
    Ok(One::of(SnapshotWhole {
        snapshot: shape(snapshot),
        is_whole,
        lines: lines.collect(),
    }))
}

async fn compare(ask: Ask<Nothing, WantedThen>) -> Result<Many<SnapshotUnit>, Failure> {
    let key = (&id(&ask)?, ask.word("code"));
    let (_, all) = period::compare(ask.app(), ask.actor(), key).await?;
    let first = ask.query.page.unwrap_or(1).saturating_sub(1);
    let all = all.into_iter().map(compared);
    let fits = |one: &SnapshotUnit| one.differs || !ask.query.differing;
    let page = all.filter(fits).skip(first.saturating_mul(PAGE)).take(PAGE);
    Ok(Many::all(page.collect()))
}
