//! What is missing before scoring, line by line; and providers are asked.

use app::figure::desk::{self, Lack, Line, Ready, Used};
use app::period::Period;
use app::unit::Unit;
use app::{Noun, ProvisionId};
use domain::authority::Action;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::chosen;
use super::list::{DeskProvider, provider};
use crate::api::entries::Of;
use crate::api::shape::date;
use crate::api::wire::{Api, Ask, Body, Many, Nothing, One, Sent, field};
use crate::web::{Access, Failure};

/// How ready a unit and everything under it is.
#[derive(Serialize, ToSchema)]
struct Readiness {
    /// Id of the framework.
    framework: String,
    /// Its name.
    framework_name: String,
    /// Figures that nobody is named to provide.
    no_provider: i64,
    /// Providers who were not asked in the period.
    not_asked: i64,
    /// Entries without a figure.
    no_figure: i64,
    /// Entries with a figure that has no source.
    no_source: i64,
    /// Entries without the proof that is asked for.
    no_proof: i64,
    /// Lines that ask for figures.
    lines: Vec<ReadyLine>,
}

/// A line and what it lacks.
#[derive(Serialize, ToSchema)]
struct ReadyLine {
    /// Its code.
    code: String,
    /// Its title.
    title: String,
    /// Units that use it.
    units: i64,
    /// Its figures that nobody is named for.
    no_provider: i64,
    /// Its providers who were not asked.
    not_asked: i64,
    /// Units without a figure.
    no_figure: i64,
    /// Units whose figure has no source.
    no_source: i64,
    /// Units without proof.
    no_proof: i64,
    /// Who provides its figures.
    providers: Vec<DeskProvider>,
}

/// A unit that lacks something.
#[derive(Serialize, ToSchema)]
struct UnitLacking {
    /// Its word in addresses.
    unit: String,
    /// Its name.
    name: String,
}

/// Units that lack what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedLack {
    /// Id of a framework, where several are in use.
    framework: Option<String>,
    /// `figure`, `source`, `proof`; figures unless said.
    lack: Option<String>,
    /// From 1; a hundred units each.
    page: Option<u16>,
}

/// Whom to ask for figures.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FiguresToAsk {
    /// Ids of providers, as the lines have them.
    providers: Vec<String>,
    /// Until when.
    #[schema(format = Date)]
    due_on: String,
    /// A word to them.
    #[serde(default)]
    said: String,
}

/// Who was asked.
#[derive(Serialize, ToSchema)]
struct FiguresAsked {
    /// How many figures were asked for.
    asked: usize,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::May(Action::ReadFigures);
    api.get(
        "/api/v1/units/{unit}/periods/{period}/readiness",
        read,
        (
            "showReadiness",
            "Mức sẵn sàng: thiếu số liệu, bên cung cấp, chưa hỏi, thiếu nguồn, minh chứng",
        ),
        show,
    )
    .get(
        "/api/v1/units/{unit}/periods/{period}/readiness/{code}/units",
        read,
        (
            "listLacking",
            "Các đơn vị còn thiếu ở một chỉ số, mỗi trang 100",
        ),
        lacking,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/figure-requests",
        Access::May(Action::EnterFigures),
        (
            "askForFigures",
            "Đề nghị các bên cung cấp gửi số liệu đến hạn",
        ),
        request,
    )
}

async fn place<B: Sent, Q: DeserializeOwned>(
    ask: &Ask<B, Q>,
    framework: Option<&String>,
) -> Result<(Unit, Period, Used), Failure> {
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    let all = desk::frameworks_here(ask.app(), ask.actor(), (&unit, &period)).await?;
    Ok((unit, period, chosen(all, framework)?))
}

fn line(ready: &Ready, one: &Line) -> ReadyLine {
    let line = &ready.edition.lines[one.line];
    ReadyLine {
        code: line.code.clone(),
        title: line.title.clone(),
        units: one.units,
        no_provider: one.lacks(Lack::Provider),
        not_asked: one.lacks(Lack::Asked),
        no_figure: one.missing,
        no_source: one.unsourced,
        no_proof: one.unproven,
        providers: one.providers.iter().map(provider).collect(),
    }
}

async fn show(ask: Ask<Nothing, Of>) -> Result<One<Readiness>, Failure> {
    let (unit, period, used) = place(&ask, ask.query.framework.as_ref()).await?;
    let at = (&unit, &period, &used);
    let ready = desk::ready(ask.app(), ask.actor(), at).await?;
    Ok(One::of(Readiness {
        framework: used.id.to_string(),
        framework_name: used.name.clone(),
        no_provider: ready.lacks(Lack::Provider),
        not_asked: ready.lacks(Lack::Asked),
        no_figure: ready.lacks(Lack::Figure),
        no_source: ready.lacks(Lack::Source),
        no_proof: ready.lacks(Lack::Proof),
        lines: ready.lines.iter().map(|one| line(&ready, one)).collect(),
    }))
}

async fn lacking(ask: Ask<Nothing, WantedLack>) -> Result<Many<UnitLacking>, Failure> {
    let asked = &ask.query;
    let lack = match asked.lack.as_deref() {
        None | Some("figure") => Lack::Figure,
        Some("source") => Lack::Source,
        Some("proof") => Lack::Proof,
        Some(other) => field("lack", other, None)?,
    };
    let (unit, period, used) = place(&ask, asked.framework.as_ref()).await?;
    let at = (&unit, &period, &used);
    let ready = desk::ready(ask.app(), ask.actor(), at).await?;
    let code = ask.word("code");
    let mut lines = ready.lines.iter();
    let found = lines.find(|one| ready.edition.lines[one.line].code == code);
    let line = found.ok_or(Failure::NotFound(Noun::Indicator))?;
    let (at, page) = ((&unit, &period, &ready), asked.page.unwrap_or(1));
    let wanted = (line, lack, page.saturating_sub(1));
    let (units, _) = desk::lacking(ask.app(), ask.actor(), at, wanted).await?;
    let units = units.into_iter().map(|one| UnitLacking {
        unit: one.slug,
        name: one.name,
    });
    Ok(Many::all(units.collect()))
}

async fn request(ask: Ask<Body<FiguresToAsk>, Of>) -> Result<One<FiguresAsked>, Failure> {
    let Body(asked) = &ask.body;
    let ids = asked.providers.iter().enumerate().map(|(at, id)| {
        let pointer = format!("/providers/{at}");
        field(&pointer, id, ProvisionId::parse(id))
    });
    let ids = ids.collect::<Result<Vec<_>, Failure>>()?;
    let due = date("/due_on", Some(&asked.due_on))?;
    let due = field("/due_on", &asked.due_on, due)?;
    let (unit, period, used) = place(&ask, ask.query.framework.as_ref()).await?;
    let at = (&unit, &period, &used);
    let asked = (ids.as_slice(), due, asked.said.as_str());
    let asked = desk::ask(ask.app(), ask.actor(), at, asked).await?;
    Ok(One::of(FiguresAsked { asked }))
}
