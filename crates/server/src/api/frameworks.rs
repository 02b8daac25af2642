//! `/api/v1/frameworks`: frameworks, their indicators, and readings of rules chosen while a
//! framework is a draft.

use app::figure::{self, Opening};
use app::framework::{self, Choice, Edition, EditionLine};
use app::unit::{self, UnitKind};
use app::{FrameworkId, IndicatorId, Noun, period};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{decimal, fraction};
use super::wire::{Api, Ask, Body, Done, Many, One, field};
use crate::web::{Access, Failure};

/// A framework in a list.
#[derive(Serialize, ToSchema)]
struct FrameworkListed {
    /// Id.
    id: String,
    /// Name.
    name: String,
    /// The document it rests on.
    legal_basis: Option<String>,
    /// `draft`, `issued`, `withdrawn`.
    state: &'static str,
    /// The name of the unit that keeps it.
    unit_name: String,
    /// Indicators.
    indicators: i64,
    /// Of them, with a rule that nobody has read yet.
    unread: i64,
    /// Of them, with a rule read by a default that may be chosen otherwise.
    assumed: i64,
    /// Units that work on it.
    assessments: i64,
}

/// A framework.
#[derive(Serialize, ToSchema)]
struct Framework {
    /// Id.
    id: String,
    /// Name.
    name: String,
    /// The document it rests on.
    legal_basis: Option<String>,
    /// `draft`, `issued`, `withdrawn`.
    state: &'static str,
    /// Pillars in order.
    pillars: Vec<Pillar>,
    /// For `If-Match`.
    version: i32,
}

/// A pillar.
#[derive(Serialize, ToSchema)]
struct Pillar {
    /// Code.
    code: String,
    /// Title.
    title: String,
    /// Maximum as declared.
    max_points: Option<String>,
    /// The same, exactly.
    max_points_exact: Option<String>,
}

/// An indicator or a heading.
#[derive(Serialize, ToSchema)]
struct Indicator {
    /// Id.
    id: String,
    /// Code as printed.
    code: String,
    /// Title.
    title: String,
    /// The pillar's code.
    pillar: String,
    /// The code of the line above.
    parent: Option<String>,
    /// Maximum.
    max_points: Option<String>,
    /// The same, exactly.
    max_points_exact: Option<String>,
    /// The rule in the document's words.
    rule_text: Option<String>,
    /// `certain`, `assumed`, `unread`, `chosen`; null: no rule.
    reading: Option<String>,
    /// Figures it asks for.
    inputs: Vec<Input>,
    /// The proof it asks for.
    evidence_text: Option<String>,
    /// Where figures come from.
    source_text: Option<String>,
    /// Note.
    note: Option<String>,
}

/// A figure that an indicator asks for.
#[derive(Serialize, ToSchema)]
struct Input {
    /// `yes`, `ratio`, `num`, `den`, `value`, `option`, `parts` …
    key: String,
    /// In the document's words.
    label: String,
    /// Unit of measure.
    measure: Option<String>,
}

/// A choice for an indicator's rule: one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RuleChoice {
    /// A reading by its name.
    reading: Option<String>,
    /// The rule in clearer words.
    words: Option<String>,
}

/// Which indicators.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    limit: Option<i64>,
    after: Option<String>,
}

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

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (read, edit) = (Access::SignedIn, Access::May(Action::EditFramework));
    let one = "/api/v1/frameworks/{framework}";
    let rule = "/api/v1/frameworks/{framework}/indicators/{indicator}";
    api.about("Bộ chỉ số")
        .get(
            "/api/v1/frameworks",
            read,
            ("listFrameworks", "Các bộ chỉ số"),
            list,
        )
        .get(
            one,
            read,
            ("showFramework", "Một bộ chỉ số và các trụ cột"),
            show,
        )
        .post(
            "/api/v1/frameworks/{framework}/issue",
            edit,
            ("issueFramework", "Ban hành bộ chỉ số; cần If-Match"),
            issue,
        )
        .get(
            "/api/v1/frameworks/{framework}/indicators",
            read,
            ("listIndicators", "Các chỉ số theo thứ tự"),
            indicators,
        )
        .get(
            rule,
            read,
            ("showIndicator", "Một chỉ số; ETag theo phiên bản bộ chỉ số"),
            indicator,
        )
        .change(
            Method::PATCH,
            rule,
            edit,
            ("chooseRule", "Chọn cách hiểu quy tắc hoặc viết lại cho rõ"),
            choose,
        )
        .get(
            "/api/v1/frameworks/{framework}/openings",
            read,
            ("listOpenings", "Các kỳ đã mở bộ chỉ số, mới nhất trước"),
            openings,
        )
        .post(
            "/api/v1/frameworks/{framework}/openings",
            edit,
            (
                "openFramework",
                "Mở bộ chỉ số cho các đơn vị trong một kỳ; đơn vị đã mở giữ nguyên",
            ),
            open,
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

async fn list(ask: Ask) -> Result<Many<FrameworkListed>, Failure> {
    let all = framework::list(ask.app(), ask.actor()).await?;
    let shapes = all.into_iter().map(|one| FrameworkListed {
        id: one.id.to_string(),
        name: one.name,
        legal_basis: one.legal_basis,
        state: one.state.name(),
        unit_name: one.unit_name,
        indicators: one.indicators,
        unread: one.unread,
        assumed: one.assumed,
        assessments: one.assessments,
    });
    Ok(Many::all(shapes.collect()))
}

async fn show(ask: Ask) -> Result<One<Framework>, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    let (edition, _) = framework::show(ask.app(), ask.actor(), &id).await?;
    let pillars = edition.pillars.iter().map(|pillar| Pillar {
        code: pillar.code.clone(),
        title: pillar.title.clone(),
        max_points: decimal(pillar.declared.as_ref()),
        max_points_exact: fraction(pillar.declared.as_ref()),
    });
    Ok(One::at(
        edition.version,
        Framework {
            id: edition.id.to_string(),
            name: edition.name.clone(),
            legal_basis: edition.legal_basis.clone(),
            state: edition.state.name(),
            pillars: pillars.collect(),
            version: edition.version,
        },
    ))
}

async fn issue(ask: Ask) -> Result<Done, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    framework::issue(ask.app(), ask.actor(), &id, ask.version()?).await?;
    Ok(Done)
}

fn shape(edition: &Edition, line: &EditionLine) -> Indicator {
    Indicator {
        id: line.indicator.to_string(),
        code: line.code.clone(),
        title: line.title.clone(),
        pillar: edition
            .pillars
            .get(line.pillar)
            .map(|pillar| pillar.code.clone())
            .unwrap_or_default(),
        parent: line
            .parent
            .and_then(|at| edition.lines.get(at))
            .map(|parent| parent.code.clone()),
        max_points: decimal(line.max_points.as_ref()),
        max_points_exact: fraction(line.max_points.as_ref()),
        rule_text: line.rule_text.clone(),
        reading: line.reading.clone(),
        inputs: line
            .asks
            .iter()
            .map(|ask| Input {
                key: ask.key.clone(),
                label: ask.label.clone(),
                measure: ask.measure.clone(),
            })
            .collect(),
        evidence_text: line.evidence_text.clone(),
        source_text: line.source_text.clone(),
        note: line.note.clone(),
    }
}

async fn indicators(ask: Ask<super::wire::Nothing, Wanted>) -> Result<Many<Indicator>, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    let (edition, _) = framework::show(ask.app(), ask.actor(), &id).await?;
    let all = edition
        .lines
        .iter()
        .map(|line| shape(&edition, line))
        .collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |indicator: &Indicator| &indicator.id)
}

async fn indicator(ask: Ask) -> Result<One<Indicator>, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    let wanted = ask.id("indicator", IndicatorId::parse, Noun::Indicator)?;
    let (edition, _) = framework::show(ask.app(), ask.actor(), &id).await?;
    let line = edition.line(&wanted).and_then(|at| edition.lines.get(at));
    let line = line.ok_or(Failure::NotFound(Noun::Indicator))?;
    Ok(One::at(edition.version, shape(&edition, line)))
}

async fn choose(ask: Ask<Body<RuleChoice>>) -> Result<Done, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    let indicator = ask.id("indicator", IndicatorId::parse, Noun::Indicator)?;
    let choice = match &ask.body.0 {
        RuleChoice {
            reading: Some(reading),
            words: None,
        } => Choice::Reading(reading.clone()),
        RuleChoice {
            reading: None,
            words: Some(words),
        } => Choice::Words(words.clone()),
        _ => field("", "reading, words", None)?,
    };
    framework::choose(
        ask.app(),
        ask.actor(),
        (&id, ask.version()?),
        &indicator,
        &choice,
    )
    .await?;
    Ok(Done)
}
