//! `/ky/2026/don-vi/ha-khe/bang-diem`: claimed, appraised and final side by side, line by line.

use app::appraisal::{self, Sheet, Stage};
use app::figure;
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Action;
use scoring::Exact;

use super::Asked;
use crate::pages::{filters, shown};
use crate::vi;
use crate::vi::number::points;
use crate::web::{Answer, Failure, Frame, Here, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "appraisal/sheet.html")]
struct Page {
    frame: Frame,
    base: String,
    framework: String,
    framework_name: String,
    stage: (&'static str, &'static str),
    is_closed: bool,
    until: Option<jiff::civil::Date>,
    periods: Vec<Tab>,
    /// Empty where there is only one.
    frameworks: Vec<Tab>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    may_object: bool,
    judges: bool,
    reads_audit: bool,
    done: &'static str,
}

/// Another period, another framework.
struct Tab {
    name: String,
    href: String,
    is_current: bool,
}

/// A scorecard.
struct Column {
    name: String,
    at: String,
    points: String,
    sha256: String,
}

/// A line of all scorecards.
struct Row {
    code: String,
    title: String,
    depth: usize,
    is_line: bool,
    max: String,
    /// Points in each scorecard, and whether they differ from the one before.
    cells: Vec<(String, bool)>,
    differs: bool,
    said: Vec<String>,
    objects: bool,
}

fn shown_points(text: Option<&String>) -> String {
    text.and_then(|text| text.parse::<Exact>().ok())
        .map_or_else(|| "–".to_owned(), |exact| points(&exact, 2))
}

fn cells(values: Vec<Option<String>>) -> (Vec<(String, bool)>, bool) {
    let mut before: Option<Option<String>> = None;
    let mut differs = false;
    let cells = values
        .into_iter()
        .map(|value| {
            let other = before.as_ref().is_some_and(|before| *before != value);
            differs |= other;
            let shown = shown_points(value.as_ref());
            before = Some(value);
            (shown, other)
        })
        .collect();
    (cells, differs)
}

fn rows(sheet: &Sheet) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut pillar = usize::MAX;
    for (at, line) in sheet.edition.lines.iter().enumerate() {
        if line.pillar != pillar {
            pillar = line.pillar;
            let of = &sheet.edition.pillars[pillar];
            let sums =
                |one: &app::scorecard::Kept| Some(one.card.pillars.get(pillar)?.points.clone());
            let (cells, differs) = cells(sheet.kept.iter().map(sums).collect());
            let max = sheet
                .kept
                .first()
                .and_then(|one| one.card.pillars.get(pillar));
            rows.push(Row {
                code: of.code.clone(),
                title: of.title.clone(),
                depth: 0,
                is_line: false,
                max: shown_points(max.map(|one| &one.max_points)),
                cells,
                differs,
                said: Vec::new(),
                objects: false,
            });
        }
        let own = |one: &app::scorecard::Kept| one.card.lines.get(at)?.points.clone();
        let (cells, differs) = cells(sheet.kept.iter().map(own).collect());
        rows.push(Row {
            code: line.code.clone(),
            title: line.title.clone(),
            depth: line.depth + 1,
            is_line: line.children.is_empty(),
            max: line
                .max_points
                .as_ref()
                .map_or_else(String::new, |max| points(max, 2)),
            cells,
            differs,
            said: said(sheet, at),
            objects: sheet.objections.contains_key(&line.indicator),
        });
    }
    rows
}

/// What was said of a line.
fn said(sheet: &Sheet, at: usize) -> Vec<String> {
    let indicator = &sheet.edition.lines[at].indicator;
    let mut said = Vec::new();
    if let Some(note) = sheet.notes.get(indicator) {
        let due = note.due_on.map_or_else(String::new, |day| {
            format!(" (hạn {})", vi::time::date(&day))
        });
        let word = vi::appraisal::decided(note.decided);
        said.push(format!("{word}: {}{due}", note.remark));
    }
    if let Some(objection) = sheet.objections.get(indicator) {
        said.push(format!("Kiến nghị: {}", objection.reason));
        if let Some(answer) = &objection.answer_reason {
            let word = if objection.answer == Some(true) {
                "Điều chỉnh theo kiến nghị"
            } else {
                "Giữ nguyên"
            };
            said.push(format!("{word}: {answer}"));
        }
    }
    said
}

impl Page {
    /// Where nothing is open yet: only the periods to choose from.
    async fn of(web: &Web, visitor: &Visitor, here: Here) -> Result<Page, Failure> {
        let tab = |period: app::period::Period| Tab {
            href: format!("/ky/{}/don-vi/{}/bang-diem", period.code, here.unit.slug),
            is_current: period.code == here.period.code,
            name: period.name,
        };
        let periods = app::period::list(&web.app).await?;
        Ok(Page {
            base: here.path(),
            framework: String::new(),
            framework_name: String::new(),
            stage: vi::appraisal::stage(Stage::Open),
            is_closed: false,
            until: None,
            periods: periods.into_iter().map(tab).collect(),
            frameworks: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            may_object: false,
            judges: false,
            reads_audit: visitor.actor.may(Action::ReadAudit, &here.unit.path),
            done: "",
            frame: Frame::of(visitor, Section::Scorecards, here),
        })
    }

    fn fill(&mut self, actor: &app::Actor, sheet: &Sheet) {
        let unit = &self.frame.here.unit;
        let stage = sheet.case.stage;
        let until = sheet.case.objection_until;
        let runs = until.is_some_and(|until| self.frame.here.today <= until);
        self.framework = sheet.case.framework.to_string();
        self.framework_name.clone_from(&sheet.case.framework_name);
        self.stage = vi::appraisal::stage(stage);
        self.is_closed = stage == Stage::Closed;
        self.until = until;
        self.columns = columns(sheet);
        if !sheet.kept.is_empty() {
            self.rows = rows(sheet);
        }
        self.may_object =
            stage == Stage::Appraised && runs && actor.may(Action::Submit, &unit.path);
        self.judges = stage != Stage::Open && actor.may(Action::Appraise, &unit.path);
    }
}

fn columns(sheet: &Sheet) -> Vec<Column> {
    let column = |one: &app::scorecard::Kept| {
        let alike = sheet.kept.iter().filter(|other| other.kind == one.kind);
        let name = vi::appraisal::kind(one.kind);
        Column {
            name: if alike.count() > 1 {
                format!("{name} lần {}", one.number)
            } else {
                name.to_owned()
            },
            at: vi::time::instant(&one.made_at),
            points: shown_points(Some(&one.card.points)),
            sha256: one.sha256.clone(),
        }
    };
    sheet.kept.iter().map(column).collect()
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<Asked>,
) -> Answer {
    let (app, actor) = (&web.app, &visitor.actor);
    actor.require(Action::ReadFigures, &here.unit.path)?;
    let all = figure::assessments(app, actor, &here.unit, &here.period).await?;
    let mut page = Page::of(&web, &visitor, here).await?;
    let meant = all.iter().find(|one| one.framework.as_str() == asked.bo);
    if let Some(own) = meant.or(all.first()) {
        page.fill(actor, &appraisal::sheet(app, actor, &own.id).await?);
        if all.len() > 1 {
            let base = &page.base;
            let tab = |one: &figure::Assessment| Tab {
                href: format!("{base}/bang-diem?bo={}", one.framework),
                is_current: one.id == own.id,
                name: one.name.clone(),
            };
            page.frameworks = all.iter().map(tab).collect();
        }
    }
    page.done = match asked.xong.as_str() {
        "nop" => "Đã nộp. Bảng tự chấm được giữ nguyên như lúc nộp.",
        "kien-nghi" => "Đã gửi kiến nghị đến tổ thẩm định.",
        _ => "",
    };
    shown(&page)
}
