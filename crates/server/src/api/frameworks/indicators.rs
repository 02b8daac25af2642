//! The indicators of a framework, and the readings of their rules.

use app::framework::{self, Choice, Edition, EditionLine};
use app::{FrameworkId, IndicatorId, Noun};
use axum::http::Method;
use domain::authority::Action;
use scoring::{Exact, Rule};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Body, Done, Many, Nothing, One, field};
use crate::json;
use crate::web::{Access, Failure};

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

/// What an indicator's rule means, and what else its text could mean.
#[derive(Serialize, ToSchema)]
struct RuleReadings {
    /// The rule in the document's words.
    text: Option<String>,
    /// `certain`, `assumed`, `unread`, `chosen`; null: no rule.
    reading: Option<String>,
    /// The reading that gives points; null: nobody has said yet.
    taken: Option<OneReading>,
    /// The others, to be chosen by name while the framework is a draft.
    others: Vec<OneReading>,
    /// What the text leaves open.
    open: Vec<OpenQuestion>,
}

/// A reading of a rule.
#[derive(Serialize, ToSchema)]
struct OneReading {
    /// For `reading` in a choice; empty: there is no choice.
    name: String,
    /// What it means, in Vietnamese.
    words: String,
    /// The rule, in the shape that `chamdiem rule read` gives it.
    #[schema(value_type = Object)]
    rule: Json,
}

/// What a rule's text leaves open.
#[derive(Serialize, ToSchema)]
struct OpenQuestion {
    /// `F412`.
    code: String,
    /// The sentence.
    message: String,
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

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::SignedIn;
    let one = "/api/v1/frameworks/{framework}/indicators/{indicator}";
    api.get(
        "/api/v1/frameworks/{framework}/indicators",
        read,
        ("listIndicators", "Các chỉ số theo thứ tự"),
        indicators,
    )
    .get(
        one,
        read,
        ("showIndicator", "Một chỉ số; ETag theo phiên bản bộ chỉ số"),
        indicator,
    )
    .get(
        "/api/v1/frameworks/{framework}/indicators/{indicator}/readings",
        read,
        (
            "showReadings",
            "Quy tắc được hiểu thế nào, còn có thể hiểu thế nào, chỗ nào chưa rõ",
        ),
        readings,
    )
    .change(
        Method::PATCH,
        one,
        Access::May(Action::EditFramework),
        ("chooseRule", "Chọn cách hiểu quy tắc hoặc viết lại cho rõ"),
        choose,
    )
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

async fn indicators(ask: Ask<Nothing, Wanted>) -> Result<Many<Indicator>, Failure> {
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

async fn readings(ask: Ask) -> Result<One<RuleReadings>, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    let wanted = ask.id("indicator", IndicatorId::parse, Noun::Indicator)?;
    let (edition, _) = framework::show(ask.app(), ask.actor(), &id).await?;
    let at = edition.line(&wanted);
    let at = at.ok_or(Failure::NotFound(Noun::Indicator))?;
    let line = &edition.lines[at];
    let layout = edition.layout();
    let max = layout.places[at].indicator.max_points.as_ref();
    let offer = |name: &str, rule: &Rule| offered(line, (name, rule), max);
    let frozen = &line.frozen;
    let open = frozen.findings.iter().map(|(code, message)| OpenQuestion {
        code: code.clone(),
        message: message.clone(),
    });
    let taken = frozen.taken.as_deref().unwrap_or_default();
    let others = frozen.others.iter().map(|(name, rule)| offer(name, rule));
    let shown = RuleReadings {
        text: line.rule_text.clone(),
        reading: line.reading.clone(),
        taken: frozen.rule.as_ref().map(|rule| offer(taken, rule)),
        others: others.collect(),
        open: open.collect(),
    };
    Ok(One::at(edition.version, shown))
}

fn offered(line: &EditionLine, (name, rule): (&str, &Rule), max: Option<&Exact>) -> OneReading {
    OneReading {
        name: name.to_owned(),
        words: reading::words::rule::in_words(rule, max, &line.frozen.labels),
        rule: json::rule::write(rule),
    }
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
