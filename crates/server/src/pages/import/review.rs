//! The document beside the rows that were read from it, linked line by line.

use std::collections::BTreeMap;

use app::import::{self, Noticed, Opened};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::Severity;
use domain::rule::Certainty;
use serde::Deserialize;

use super::doc::{self, DocLine};
use super::step::{self, Around, Step};
use crate::pages::{filters, on_to, shown};
use crate::vi;
use crate::web::{Answer, Frame, Typed, Visitor, Web};

/// Rows on one page.
const ROWS: usize = 150;
/// Lines of the document on one page; a longer one shows those of the page's rows.
const LINES: usize = 1_200;
/// Lines shown before and after those of the rows.
const AROUND_LINES: u32 = 6;

#[derive(Template)]
#[template(path = "import/review.html")]
struct Page {
    around: Around,
    frame: Frame,
    head: Vec<(&'static str, String)>,
    counts: Counts,
    groups: Vec<Group>,
    lines: Vec<Line>,
    is_cut: bool,
    only_doubtful: bool,
    pages: Vec<usize>,
    current: usize,
}

/// What was read, in numbers.
#[derive(Default)]
struct Counts {
    rows: usize,
    doubtful: usize,
    findings: usize,
}

/// An annex, or what this page shows of it.
struct Group {
    name: String,
    title: String,
    rows: Vec<RowView>,
}

/// A row as it was understood.
struct RowView {
    id: String,
    line: u32,
    line_end: u32,
    code: String,
    title: String,
    class: &'static str,
    word: &'static str,
    facts: Vec<(&'static str, String)>,
    changed: bool,
    findings: Vec<FindingView>,
}

struct FindingView {
    key: String,
    title: &'static str,
}

struct Line {
    doc: DocLine,
    class: &'static str,
    href: Option<String>,
}

/// What is asked of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(rename = "loc")]
    filter: String,
    #[serde(rename = "trang")]
    page: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    let frame = step::frame(&web, &visitor).await?;
    shown(&page(frame, &opened, &asked))
}

/// What is sent to put a draft away.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Version {
    version: String,
}

pub(super) async fn discard(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(typed): Typed<Version>,
) -> Answer {
    let version = typed.version.parse().unwrap_or(0);
    import::discard(&web.app, &visitor.actor, &step::id_of(&id)?, version).await?;
    on_to("/nhap-ke-hoach")
}

fn page(frame: Frame, opened: &Opened, asked: &Asked) -> Page {
    let only_doubtful = asked.filter == "can-xem";
    let noticed = by_row(&opened.noticed);
    let mut counts = Counts {
        findings: open_findings(opened),
        ..Counts::default()
    };
    let mut chosen = Vec::new();
    let mut states = BTreeMap::new();
    for (annex_at, annex) in opened.settled.annexes.iter().enumerate() {
        for (row_at, row) in annex.rows.iter().enumerate() {
            let at = (annex_at, row_at);
            let here = noticed.get(&at).map_or(&[][..], Vec::as_slice);
            let open = here.iter().copied().filter(|one| is_open(opened, one));
            let certainty = import::certainty(row, open);
            counts.rows += 1;
            counts.doubtful += usize::from(certainty != Certainty::Certain);
            states.insert(at, certainty);
            if !only_doubtful || certainty != Certainty::Certain {
                chosen.push(at);
            }
        }
    }
    let pages = chosen.len().div_ceil(ROWS).max(1);
    let page = asked.page.parse().unwrap_or(1).clamp(1, pages);
    let chosen: Vec<doc::At> = chosen
        .into_iter()
        .skip((page - 1) * ROWS)
        .take(ROWS)
        .collect();
    let (lines, is_cut) = lines(opened, &chosen, &states);
    let view = |at: &doc::At| {
        row_view(
            opened,
            *at,
            noticed.get(at).map_or(&[][..], Vec::as_slice),
            states[at],
        )
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for at in &chosen {
        if last != Some(at.0) {
            let annex = &opened.settled.annexes[at.0];
            groups.push(Group {
                name: annex.name.clone(),
                title: annex.title.clone().unwrap_or_default(),
                rows: Vec::new(),
            });
            last = Some(at.0);
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(view(at));
        }
    }
    let around = Around::of(opened, Step::Review);
    Page {
        head: vi::import::head(&opened.reading.plan.document),
        counts,
        groups,
        lines,
        is_cut,
        only_doubtful,
        pages: (1..=pages).collect(),
        current: page,
        frame,
        around,
    }
}

type ByRow<'a> = BTreeMap<doc::At, Vec<&'a Noticed>>;

fn by_row(noticed: &[Noticed]) -> ByRow<'_> {
    let mut out = ByRow::new();
    for one in noticed {
        if let Some(at) = one.at {
            out.entry(at).or_default().push(one);
        }
    }
    out
}

fn is_open(opened: &Opened, noticed: &Noticed) -> bool {
    !opened.draft.decisions.findings.contains_key(&noticed.key)
}

fn open_findings(opened: &Opened) -> usize {
    let open = opened.noticed.iter().filter(|one| is_open(opened, one));
    open.filter(|one| one.finding.code.severity() > Severity::Info)
        .count()
}

fn class(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Assumed => "assumed",
        Certainty::Unread => "unread",
    }
}

fn row_view(opened: &Opened, at: doc::At, noticed: &[&Noticed], certainty: Certainty) -> RowView {
    let row = &opened.settled.annexes[at.0].rows[at.1];
    let open = noticed
        .iter()
        .filter(|one| is_open(opened, one) && one.finding.code.severity() > Severity::Info);
    let key = format!("{}/{}", at.0, row.path);
    RowView {
        id: format!("{}-{}", at.0, at.1),
        line: row.place.line,
        line_end: row.place.line_end,
        code: row.code.clone().unwrap_or_else(|| row.path.clone()),
        title: vi::import::title(row),
        class: class(certainty),
        word: vi::import::certainty(certainty),
        facts: vi::import::facts(row),
        changed: opened.draft.decisions.rows.contains_key(&key),
        findings: open
            .map(|one| FindingView {
                key: one.key.clone(),
                title: reading::words::finding::explanation(one.finding.code).title,
            })
            .collect(),
    }
}

fn lines(
    opened: &Opened,
    chosen: &[doc::At],
    states: &BTreeMap<doc::At, Certainty>,
) -> (Vec<Line>, bool) {
    let annexes = &opened.reading.plan.annexes;
    let source = &opened.reading.source;
    let is_cut = doc::count(source) > LINES;
    let places = chosen.iter().map(|at| annexes[at.0].rows[at.1].place);
    let first = places.clone().map(|place| place.line).min().unwrap_or(0);
    let last = places.map(|place| place.line_end).max().unwrap_or(0);
    let within = if is_cut {
        first.saturating_sub(AROUND_LINES)..=last.saturating_add(AROUND_LINES)
    } else {
        0..=u32::MAX
    };
    let lines = doc::lines(source, &within, &doc::owners(annexes));
    let line = |doc: DocLine| Line {
        class: doc
            .row
            .and_then(|at| states.get(&at))
            .map_or("", |certainty| class(*certainty)),
        href: doc.row.map(|(annex, row)| format!("#r-{annex}-{row}")),
        doc,
    };
    (lines.into_iter().map(line).collect(), is_cut)
}
