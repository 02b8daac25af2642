//! Which figures of a draft's line are computed from units below, and of what.

use app::framework::draft::{self, Chosen, Source};
use app::framework::{self, RollUp, Test};
use app::unit::UnitKind;
use app::{App, FrameworkId, IndicatorId, Noun};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{framework as framework_of, ids};
use crate::api::shape::{as_typed, decimal, fraction};
use crate::api::wire::{Api, Ask, Body, Many, Nothing, One, field};
use crate::vi;
use crate::web::{Access, Failure, Visitor};

/// How a line's figures are computed.
#[derive(Serialize, ToSchema)]
struct DraftRollUps {
    /// Figures that can be computed: `rate`, or the figure's key.
    targets: Vec<String>,
    /// Those that are.
    rolled: Vec<RollUpShape>,
    /// Of the line, for `If-Match`.
    version: i32,
}

/// How one figure is computed.
#[derive(Serialize, ToSchema)]
struct RollUpShape {
    /// `rate`, or the figure's key.
    target: String,
    /// `share`, `count`, `sum`, `ratio`, `mean`.
    how: &'static str,
    /// Kinds of unit that are counted.
    for_kinds: Vec<&'static str>,
    /// `given`, `final`, `yes`, `at_least`, `at_most`; null: nothing is asked.
    test: Option<&'static str>,
    /// What it compares with; a rate as a share of one.
    bound: Option<String>,
    /// The same, exactly.
    bound_exact: Option<String>,
    /// All of it in Vietnamese.
    words: String,
}

/// A figure of units below that can be taken.
#[derive(Serialize, ToSchema)]
struct RollUpSource {
    /// For `source`.
    key: String,
    /// The framework that its line stands in.
    framework: String,
    /// Code and title of the line.
    line: String,
    /// `rate`, `yes`, `number`, `any`.
    shape: &'static str,
}

/// How a figure is to be computed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RollUpToSay {
    /// `share`, `count`, `sum`, `ratio`, `mean`.
    how: String,
    /// Key of what is taken.
    source: String,
    /// Kinds of unit that are counted.
    for_kinds: Vec<String>,
    /// `given`, `final`, `yes`, `at_least`, `at_most`; empty: nothing is asked.
    #[serde(default)]
    test: String,
    /// What it compares with; per cent where the figure is a rate.
    bound: Option<String>,
}

/// Which sources.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedSources {
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditFramework);
    let one = "/api/v1/frameworks/{framework}/draft/lines/{indicator}/roll-ups/{target}";
    api.get(
        "/api/v1/frameworks/{framework}/draft/roll-up-sources",
        edit,
        (
            "listRollUpSources",
            "Số liệu của đơn vị bên dưới có thể lấy để tính",
        ),
        sources,
    )
    .get(
        "/api/v1/frameworks/{framework}/draft/lines/{indicator}/roll-ups",
        edit,
        (
            "showRollUps",
            "Số liệu nào của dòng được tính từ đơn vị bên dưới, tính thế nào",
        ),
        show,
    )
    .change(
        Method::PUT,
        one,
        edit,
        ("rollUp", "Đặt cách tính một số liệu từ đơn vị bên dưới"),
        say,
    )
    .change(
        Method::DELETE,
        one,
        edit,
        (
            "enterAgain",
            "Thôi tính từ đơn vị bên dưới, nhập lại số liệu",
        ),
        again,
    )
}

fn source(one: Source) -> RollUpSource {
    RollUpSource {
        key: one.key,
        framework: one.framework,
        line: one.named,
        shape: one.shape,
    }
}

fn shape(one: &RollUp) -> RollUpShape {
    let bound = one.test.as_ref().and_then(Test::bound);
    RollUpShape {
        target: one.target.clone(),
        how: one.how.name(),
        for_kinds: one.kinds.iter().map(|kind| kind.name()).collect(),
        test: one.test.as_ref().map(Test::name),
        bound: decimal(bound),
        bound_exact: fraction(bound),
        words: vi::rollup::said(one),
    }
}

async fn shown(
    (app, visitor): (&App, &Visitor),
    (id, row): (&FrameworkId, &IndicatorId),
) -> Result<One<DraftRollUps>, Failure> {
    let sheet = draft::sheet(app, &visitor.actor, id).await?;
    let version = sheet.row(row)?.version;
    let (edition, _) = framework::show(app, &visitor.actor, id).await?;
    let at = edition.line(row);
    let line = &edition.lines[at.ok_or(Failure::NotFound(Noun::Indicator))?];
    let shown = DraftRollUps {
        targets: draft::targets(line),
        rolled: line.rollups.iter().map(shape).collect(),
        version,
    };
    Ok(One::at(version, shown))
}

async fn sources(ask: Ask<Nothing, WantedSources>) -> Result<Many<RollUpSource>, Failure> {
    let all = draft::sources(ask.app(), ask.actor(), &framework_of(&ask)?).await?;
    let all = all.into_iter().map(source).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |one: &RollUpSource| &one.key)
}

async fn show(ask: Ask) -> Result<One<DraftRollUps>, Failure> {
    let (id, row) = ids(&ask)?;
    shown((ask.app(), &ask.visitor), (&id, &row)).await
}

async fn say(ask: Ask<Body<RollUpToSay>>) -> Result<One<DraftRollUps>, Failure> {
    let (id, row) = ids(&ask)?;
    let Body(asked) = &ask.body;
    let kinds = asked.for_kinds.iter().enumerate().map(|(at, word)| {
        let pointer = format!("/for_kinds/{at}");
        field(&pointer, word, UnitKind::parse(word))
    });
    let chosen = Chosen {
        target: ask.word("target").to_owned(),
        how: asked.how.clone(),
        source: asked.source.clone(),
        kinds: kinds.collect::<Result<_, Failure>>()?,
        test: asked.test.clone(),
        bound: as_typed("/bound", asked.bound.as_deref())?,
    };
    let key = (&id, &row, ask.version()?);
    draft::roll_up(ask.app(), ask.actor(), key, &chosen).await?;
    shown((ask.app(), &ask.visitor), (&id, &row)).await
}

async fn again(ask: Ask) -> Result<One<DraftRollUps>, Failure> {
    let (id, row) = ids(&ask)?;
    let key = (&id, &row, ask.version()?);
    draft::enter_again(ask.app(), ask.actor(), key, ask.word("target")).await?;
    shown((ask.app(), &ask.visitor), (&id, &row)).await
}
