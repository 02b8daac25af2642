//! `/ky/2026/don-vi/ha-khe/bang-diem`: claimed, appraised and final side by side, line by line.

use app::appraisal::{self, Sheet, Stage};
use app::scorecard::Kind;
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Action;
use scoring::Exact;

use super::{Asked, assessment};
use crate::pages::{filters, shown};
use crate::vi;
use crate::vi::number::points;
use crate::web::{Answer, Frame, Here, Section, Visitor, Web};

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
    columns: Vec<Column>,
    rows: Vec<Row>,
    may_object: bool,
    judges: bool,
    reads_audit: bool,
    done: &'static str,
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

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<Asked>,
) -> Answer {
    let (app, actor) = (&web.app, &visitor.actor);
    let own = assessment(&web, &visitor, (&here, &asked.bo)).await?;
    let sheet = appraisal::sheet(app, actor, &own.id).await?;
    let columns = sheet.kept.iter().map(|one| {
        let again = sheet
            .kept
            .iter()
            .filter(|other| other.kind == one.kind)
            .count()
            > 1;
        let name = vi::appraisal::kind(one.kind);
        Column {
            name: if again && one.kind == Kind::Claimed {
                format!("{name} lần {}", one.number)
            } else {
                name.to_owned()
            },
            at: vi::time::instant(&one.made_at),
            points: shown_points(Some(&one.card.points)),
            sha256: one.sha256.clone(),
        }
    });
    let until = sheet.case.objection_until;
    let runs = until.is_some_and(|until| here.today <= until);
    shown(&Page {
        base: here.path(),
        framework: sheet.case.framework.to_string(),
        framework_name: sheet.case.framework_name.clone(),
        stage: vi::appraisal::stage(sheet.case.stage),
        is_closed: sheet.case.stage == Stage::Closed,
        until,
        columns: columns.collect(),
        rows: if sheet.kept.is_empty() {
            Vec::new()
        } else {
            rows(&sheet)
        },
        may_object: sheet.case.stage == Stage::Appraised
            && runs
            && actor.may(Action::Submit, &here.unit.path),
        judges: sheet.case.stage != Stage::Open && actor.may(Action::Appraise, &here.unit.path),
        reads_audit: actor.may(Action::ReadAudit, &here.unit.path),
        done: match asked.xong.as_str() {
            "nop" => "Đã nộp. Bảng tự chấm được giữ nguyên như lúc nộp.",
            "kien-nghi" => "Đã gửi kiến nghị đến tổ thẩm định.",
            _ => "",
        },
        frame: Frame::of(&visitor, Section::Scorecards, here),
    })
}
