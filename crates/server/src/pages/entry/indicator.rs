//! `/ky/2026/don-vi/ha-khe/chi-so/1.3`: one indicator whole: its form, its rule in the document's
//! words and in ours, why it has its points, what would be if, earlier figures, history, who does
//! it.

use app::comment::Subject;
use app::evidence::Serves;
use app::figure::{self, Around, Change, Entry, Grid, PastPoints, Refusal, WhatIf};
use app::{Error, Noun};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::authority::Action;
use scoring::rule::Quantity;

use super::below::{Computed, computed};
use super::grid::{closed, pick};
use super::provided::{self, Beside};
use super::row::{Row, Sent, address, day, sent, states};
use super::save::field;
use crate::charts::{Caption, Chart, CurveMeasure, RuleCurve};
use crate::pages::comment::Discussion;
use crate::pages::evidence::Panel;
use crate::pages::framework::Reading;
use crate::pages::{filters, refused, shown, stale};
use crate::vi;
use crate::vi::number::points;
use crate::web::{Answer, Failure, Frame, Here, Problems, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "entry/indicator.html")]
struct Page {
    frame: Frame,
    base: String,
    framework: String,
    framework_name: String,
    indicator: String,
    pillar: String,
    row: Row,
    states: Vec<(&'static str, &'static str)>,
    problems: Problems,
    refusal: String,
    saved: bool,
    warnings: Vec<String>,
    closed: String,
    handed_in: bool,
    may_choose: bool,
    rule: Reading,
    provided: Beside,
    rolled: Vec<Computed>,
    /// Words about a figure or to a dispute that were not kept.
    unsaid: Option<(String, String)>,
    because: String,
    range: String,
    curve: Option<Chart>,
    what_if: Option<What>,
    typed: Option<Row>,
    others: Option<Theirs>,
    earlier: Vec<Past>,
    past_points: Vec<PastLine>,
    may_attach: bool,
    changes: Vec<Told>,
    around: Around,
    panel: Option<Panel>,
    discussion: Option<Discussion>,
    evidence_text: String,
    source_text: String,
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
}

/// What would be.
struct What {
    points: String,
    outcome: &'static str,
    because: String,
    problem: String,
}

/// What someone else saved meanwhile.
struct Theirs {
    by: String,
    at: String,
    rows: Vec<(String, String, String)>,
}

struct Past {
    period: String,
    label: String,
    value: String,
    state: &'static str,
    source: String,
    as_of: String,
}

/// What the line earned in another period.
struct PastLine {
    period: String,
    line: String,
    points: String,
}

struct Told {
    at: String,
    by: String,
    lines: Vec<(String, String, String)>,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Path<(String, String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let text = |name: &str| {
        pairs
            .iter()
            .find(|(own, _)| own == name)
            .map_or("", |(_, value)| value)
    };
    let mut page = Page::of(&web, &visitor, (here, &code), text("bo")).await?;
    page.saved = !text("da-luu").is_empty();
    if !text("gia-su").is_empty() {
        page.suppose(&web, &visitor, &sent(&pairs)).await?;
    }
    shown(&page)
}

/// The page with what was typed and the sentence of a refusal.
pub(super) async fn refused_page(
    web: &Web,
    visitor: &Visitor,
    (here, code): (Here, &str),
    (sent, refusal): (&Sent, app::Refusal),
) -> Answer {
    let mut page = Page::of(web, visitor, (here, code), "").await?;
    page.refusal = vi::refused(&refusal);
    let at = field(&refusal);
    let known = [
        "source",
        "as_of",
        "expected_points",
        "explanation",
        "reason",
        "state",
    ];
    if let Some(name) = known.into_iter().find(|name| *name == at) {
        page.problems.say(name, page.refusal.clone());
    }
    page.row.retype(&sent.typed);
    page.row.version = sent.version;
    refused(&page)
}

/// The page with words that were not kept, and why.
pub(super) async fn unsaid_page(
    web: &Web,
    visitor: &Visitor,
    (here, code): (Here, &str),
    (form, refusal): (provided::Form, app::Refusal),
) -> Answer {
    let mut page = Page::of(web, visitor, (here, code), "").await?;
    page.refusal = vi::refused(&refusal);
    page.unsaid = Some((form.ve, form.noi_dung));
    refused(&page)
}

/// The page with both versions: what was typed, and what someone else saved meanwhile.
pub(super) async fn stale_page(
    web: &Web,
    visitor: &Visitor,
    (here, code): (Here, &str),
    sent: &Sent,
) -> Answer {
    let mut page = Page::of(web, visitor, (here, code), "").await?;
    let mut typed = Page::of(web, visitor, (page.frame.here.clone(), code), "")
        .await?
        .row;
    typed.retype(&sent.typed);
    page.others = Some(theirs(&page, &typed));
    // What was typed stays in the form; saving it again is a choice made with both in view.
    std::mem::swap(&mut page.row, &mut typed);
    page.typed = Some(typed);
    page.refusal = vi::figure::STALE.to_owned();
    stale(&page)
}

fn theirs(page: &Page, typed: &Row) -> Theirs {
    let last = page.changes.first();
    let mut rows: Vec<(String, String, String)> = page
        .row
        .fields
        .iter()
        .zip(&typed.fields)
        .map(|(now, own)| (now.name.clone(), now.said(), own.said()))
        .collect();
    for (name, now, own) in [
        ("Nguồn", &page.row.source, &typed.source),
        ("Ngày số liệu", &page.row.as_of, &typed.as_of),
        ("Giải trình", &page.row.explanation, &typed.explanation),
        ("Điểm dự kiến", &page.row.expected, &typed.expected),
    ] {
        rows.push((name.to_owned(), now.clone(), own.clone()));
    }
    Theirs {
        by: last.map(|told| told.by.clone()).unwrap_or_default(),
        at: last.map(|told| told.at.clone()).unwrap_or_default(),
        rows,
    }
}

/// The proof and the discussion of an entry.
async fn beside_entry(
    web: &Web,
    visitor: &Visitor,
    (entry, period): (&app::EntryId, &str),
) -> Result<(Option<Panel>, Option<Discussion>), Failure> {
    let (serves, subject) = (Serves::Entry(entry.clone()), Subject::Entry(entry.clone()));
    let panel = Panel::of(web, visitor, (&serves, period)).await;
    let discussion = Discussion::of(web, visitor, &subject).await;
    Ok((allowed(panel)?, allowed(discussion)?))
}

/// A panel of the page, where the visitor may see it.
fn allowed<T>(panel: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match panel {
        Ok(panel) => Ok(Some(panel)),
        Err(Failure::NotAllowed(_) | Failure::NotFound(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn past_line(past: &PastPoints) -> PastLine {
    let earned = match &past.earned.points {
        Some(earned) => points(earned, 2),
        None => vi::figure::outcome(past.earned.outcome).to_owned(),
    };
    let max = past.max.as_ref().map(|max| points(max, 2));
    PastLine {
        period: past.period.clone(),
        line: format!("{} {} ({})", past.line_code, past.title, past.framework),
        points: match max {
            Some(max) => format!("{earned} / {max}"),
            None => earned,
        },
    }
}

impl Page {
    async fn of(
        web: &Web,
        visitor: &Visitor,
        (here, code): (Here, &str),
        framework: &str,
    ) -> Result<Page, Failure> {
        let (app, actor) = (&web.app, &visitor.actor);
        let all = figure::assessments(app, actor, &here.unit, &here.period).await?;
        let assessment = pick(&all, framework).ok_or(Failure::NotFound(Noun::Entry))?;
        let grid = figure::grid(app, actor, &here.unit, assessment).await?;
        let entry = figure::by_code(&grid, code)?;
        let line = &grid.edition.lines[entry.line];
        let around = figure::around(app, actor, (&here.unit, &here.period), entry).await?;
        let base = here.path();
        let closed = closed(&here);
        let open = (closed.is_empty() && assessment.is_open)
            || entry.is_reopened(&here.period, here.today);
        let editable = open && grid.may_enter(actor, &here.unit, entry);
        let sees = actor.may(Action::ReadFigures, &here.unit.path) || entry.is_mine;
        let what = now(web, (&grid, entry), (&here, sees)).await?;
        let pillar = &grid.edition.pillars[line.pillar];
        let beside = |at: Option<usize>| {
            let line = grid.edition.lines.get(at?)?;
            Some((
                address(&base, &line.code, &grid),
                format!("{} {}", line.code, line.title),
            ))
        };
        let (panel, discussion) =
            beside_entry(web, visitor, (&entry.id, &here.period.code)).await?;
        Ok(Page {
            may_attach: panel.as_ref().is_some_and(Panel::may_attach),
            panel,
            discussion,
            previous: beside(entry.line.checked_sub(1)),
            next: beside(Some(entry.line + 1)),
            framework: grid.assessment.framework.to_string(),
            framework_name: grid.assessment.name.clone(),
            indicator: line.indicator.to_string(),
            pillar: format!("{} {}", pillar.code, pillar.title).trim().into(),
            row: Row::of(&grid, entry, &base, editable),
            states: states(),
            problems: Problems::default(),
            refusal: String::new(),
            saved: false,
            warnings: what
                .as_ref()
                .map(|what| what.warnings.iter().map(vi::figure::warning).collect())
                .unwrap_or_default(),
            may_choose: actor.may(Action::EditFramework, &here.unit.path)
                && grid.edition.state == app::framework::FrameworkState::Draft,
            rule: Reading::of(line),
            provided: Beside::of(web, visitor, (&grid, entry, &here)).await?,
            rolled: computed(web, visitor, (&grid, entry), &base).await?,
            unsaid: None,
            because: what
                .as_ref()
                .and_then(|what| what.because.as_ref())
                .map(reading::words::rule::because)
                .unwrap_or_default(),
            range: what
                .as_ref()
                .map(|what| range(&grid, entry, what))
                .unwrap_or_default(),
            curve: curve(&grid, entry, sees),
            what_if: None,
            typed: None,
            others: None,
            past_points: around.points.iter().map(past_line).collect(),
            earlier: around
                .earlier
                .iter()
                .filter_map(|past| Past::of(&grid, entry, past))
                .collect(),
            changes: around
                .changes
                .iter()
                .map(|change| told(&grid, entry, change))
                .collect(),
            around,
            evidence_text: line.evidence_text.clone().unwrap_or_default(),
            source_text: line.source_text.clone().unwrap_or_default(),
            closed,
            handed_in: !assessment.is_open,
            base,
            frame: Frame::of(visitor, Section::Entry, here),
        })
    }

    /// What was typed about that figure, or to that dispute, and not kept.
    fn said_about(&self, what: &str) -> &str {
        match &self.unsaid {
            Some((about, said)) if about == what => said,
            _ => "",
        }
    }

    async fn suppose(&mut self, web: &Web, visitor: &Visitor, sent: &Sent) -> Result<(), Failure> {
        let entry = app::EntryId::parse(&self.row.id).ok_or(Failure::NotFound(Noun::Entry))?;
        let mut row_typed = sent.typed.clone();
        row_typed.applicable = true;
        self.what_if = Some(
            match figure::what_if(&web.app, &visitor.actor, &entry, &row_typed).await {
                Ok(what) => What {
                    points: what
                        .earned
                        .points
                        .as_ref()
                        .map(|earned| points(earned, 2))
                        .unwrap_or_default(),
                    outcome: vi::figure::outcome(what.earned.outcome),
                    because: what
                        .because
                        .as_ref()
                        .map(reading::words::rule::because)
                        .unwrap_or_default(),
                    problem: String::new(),
                },
                Err(Error::Refused(refusal)) => What {
                    points: String::new(),
                    outcome: "",
                    because: String::new(),
                    problem: vi::refused(&refusal),
                },
                Err(error) => return Err(error.into()),
            },
        );
        Ok(())
    }
}

/// Why it has the points it has: scored as it stands.
async fn now(
    web: &Web,
    row: (&Grid, &Entry),
    (here, sees): (&Here, bool),
) -> Result<Option<WhatIf>, Failure> {
    if !sees {
        return Ok(None);
    }
    let place = (&here.unit, &here.period);
    match figure::as_it_stands(&web.app, row, place).await {
        Ok(what) => Ok(Some(what)),
        // A rate stored twice: no reasons.
        Err(Error::Refused(app::Refusal::Figure(Refusal::RateTwice))) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn range(grid: &Grid, entry: &Entry, what: &WhatIf) -> String {
    let Some((least, greatest)) = &what.range else {
        return String::new();
    };
    let rule = grid.edition.lines[entry.line].frozen.rule.as_ref();
    let rate = rule
        .and_then(scoring::cohort::compared)
        .is_some_and(Quantity::is_about_rate);
    let shown = |value: &scoring::Exact| {
        if rate {
            vi::number::percent(value, 2)
        } else {
            reading::words::number::number(value)
        }
    };
    format!(
        "Các đơn vị cùng loại: thấp nhất {}, cao nhất {}.",
        shown(least),
        shown(greatest)
    )
}

fn curve(grid: &Grid, entry: &Entry, sees: bool) -> Option<Chart> {
    let line = &grid.edition.lines[entry.line];
    let layout = grid.edition.layout();
    let max = layout.places[entry.line].indicator.max_points.as_ref();
    let rule = line.frozen.rule.as_ref()?;
    let bands = rule.curve(max)?;
    let inner = match rule {
        scoring::Rule::Provided(inner) => inner,
        rule => rule,
    };
    let of = inner.quantity()?;
    let figures = figure::figures(&line.asks, true, |key| entry.value(key)?.value.as_deref());
    let value = scoring::cohort::amount(of, &figures);
    let measure = line
        .asks
        .iter()
        .find_map(|ask| ask.measure.clone())
        .unwrap_or_default();
    let curve = RuleCurve {
        caption: Caption {
            prefix: "duong".to_owned(),
            title: format!("Điểm của chỉ số {} theo số liệu", line.code),
        },
        bands,
        measure: if of.is_about_rate() {
            CurveMeasure::Percent
        } else {
            CurveMeasure::Of(measure)
        },
        maximum: max.cloned(),
        own: value.zip(entry.earned.points.clone()).filter(|_| sees),
    };
    Some(curve.draw())
}

impl Past {
    fn of(grid: &Grid, entry: &Entry, past: &figure::Earlier) -> Option<Past> {
        let line = &grid.edition.lines[entry.line];
        let ask = line.asks.iter().find(|ask| ask.key == past.value.key)?;
        Some(Past {
            period: past.period.clone(),
            label: vi::figure::key(&ask.key),
            value: vi::figure::shown(ask.kind, past.value.value.as_deref()?),
            state: vi::figure::state(past.value.state),
            source: past.value.source.clone(),
            as_of: day(&past.value.as_of),
        })
    }
}

/// One change, field by field: only what became another.
fn told(grid: &Grid, entry: &Entry, change: &Change) -> Told {
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
    let (before, after) = (read(&change.before), read(&change.after));
    let line = &grid.edition.lines[entry.line];
    let mut lines = Vec::new();
    for ask in &line.asks {
        let of = |side: &serde_json::Value| {
            side["values"][&ask.key]
                .as_str()
                .map(|value| vi::figure::shown(ask.kind, value))
                .unwrap_or_default()
        };
        lines.push((vi::figure::key(&ask.key), of(&before), of(&after)));
    }
    let text =
        |side: &serde_json::Value, key: &str| side[key].as_str().unwrap_or_default().to_owned();
    let number = |side: &serde_json::Value, key: &str| {
        side[key]
            .as_str()
            .and_then(|text| text.parse().ok())
            .map(|exact| points(&exact, 2))
            .unwrap_or_default()
    };
    let state = |side: &serde_json::Value| {
        side["state"]
            .as_str()
            .and_then(figure::FigureState::parse)
            .map(vi::figure::state)
            .unwrap_or_default()
            .to_owned()
    };
    let applies = |side: &serde_json::Value| match side["applicable"].as_bool() {
        Some(false) => "Không áp dụng".to_owned(),
        _ => "Áp dụng".to_owned(),
    };
    lines.push((
        "Nguồn".to_owned(),
        text(&before, "source"),
        text(&after, "source"),
    ));
    lines.push((
        "Ngày số liệu".to_owned(),
        day(&text(&before, "as_of")),
        day(&text(&after, "as_of")),
    ));
    lines.push(("Mức độ".to_owned(), state(&before), state(&after)));
    lines.push(("Áp dụng".to_owned(), applies(&before), applies(&after)));
    lines.push((
        "Giải trình".to_owned(),
        text(&before, "explanation"),
        text(&after, "explanation"),
    ));
    lines.push((
        "Điểm dự kiến".to_owned(),
        number(&before, "expected_points"),
        number(&after, "expected_points"),
    ));
    lines.push((
        "Điểm".to_owned(),
        number(&before, "points"),
        number(&after, "points"),
    ));
    lines.push(("Lý do".to_owned(), String::new(), text(&after, "reason")));
    lines.retain(|(_, before, after)| before != after);
    Told {
        at: vi::time::instant(&change.at),
        by: change.by.clone(),
        lines,
    }
}
