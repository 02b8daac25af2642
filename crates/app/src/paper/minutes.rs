//! The figures of minutes of an appraisal: claimed and appraised points side by side, what was
//! decided otherwise and why, what the unit objected to.

use std::collections::BTreeMap;

use papers::{Align, Cell, Row, Table};
use reading::words::number::date;
use scoring::Exact;

use super::tables::{points, row, scored, small_first, table};
use super::{Figures, Refusal};
use crate::appraisal::{self, Sheet};
use crate::figure;
use crate::period::Period;
use crate::scorecard::{Card, Kept, Kind, Pillar};
use crate::unit::Unit;
use crate::{Actor, App, Error};

/// As it stands now, of the first assessment of the unit that was handed in.
pub(super) async fn figures(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
) -> Result<Figures, Error> {
    let assessments = figure::assessments(app, actor, unit, period).await?;
    for assessment in &assessments {
        let sheet = appraisal::sheet(app, actor, &assessment.id).await?;
        if let Some(claimed) = last(&sheet.kept, Kind::Claimed) {
            let judged = last(&sheet.kept, Kind::Final)
                .or_else(|| last(&sheet.kept, Kind::Appraised))
                .ok_or(Refusal::NothingJudged)?;
            let mut out = said(&sheet, (claimed, judged));
            for (name, value) in [
                ("đơn vị", unit.name.clone()),
                ("kỳ", small_first(&period.name)),
                ("ngày số liệu", date(app.today())),
                ("bộ chỉ số", assessment.name.clone()),
            ] {
                out.fields.values.insert(name.to_owned(), value);
            }
            return Ok(out);
        }
    }
    Err(Refusal::NothingJudged.into())
}

fn last(kept: &[Kept], kind: Kind) -> Option<&Card> {
    let found = kept.iter().rev().find(|one| one.kind == kind);
    found.map(|one| &one.card)
}

fn exact(text: &str) -> Exact {
    // What is stored was written by us.
    text.parse().unwrap_or_else(|_| Exact::whole(0))
}

fn said(sheet: &Sheet, (claimed, judged): (&Card, &Card)) -> Figures {
    let mut out = Figures::default();
    let (own, theirs) = (exact(&claimed.points), exact(&judged.points));
    let adjusted = adjusted(sheet, (claimed, judged));
    let objections = objections(sheet);
    let values = [
        ("điểm tự chấm", points(&own)),
        ("điểm thẩm định", points(&theirs)),
        ("điểm tối đa", points(&exact(&judged.max_points))),
        ("chênh lệch", points(&(theirs - own))),
        (
            "nhận xét điều chỉnh",
            match adjusted.rows.len() {
                0 => "Không có chỉ số nào bị điều chỉnh điểm.".to_owned(),
                some => format!("Điều chỉnh điểm của {some} chỉ số:"),
            },
        ),
        (
            "nhận xét ý kiến",
            match objections.rows.len() {
                0 => "Đơn vị không có ý kiến khác.".to_owned(),
                some => format!("Đơn vị có ý kiến về {some} chỉ số:"),
            },
        ),
    ];
    for (name, value) in values {
        out.fields.values.insert(name.to_owned(), value);
    }
    for (name, table) in [
        ("bảng điểm", by_pillar(claimed, judged)),
        ("bảng điều chỉnh", adjusted),
        ("bảng ý kiến", objections),
    ] {
        out.fields.tables.insert(name.to_owned(), table);
    }
    out
}

fn by_pillar(claimed: &Card, judged: &Card) -> Table {
    let mut out = table(&[
        ("STT", 14, Align::Centre),
        ("Nhóm chỉ số", 70, Align::Left),
        ("Điểm tối đa", 24, Align::Centre),
        ("Điểm tự chấm", 24, Align::Centre),
        ("Điểm thẩm định", 24, Align::Centre),
    ]);
    let before: BTreeMap<&str, &Pillar> = claimed
        .pillars
        .iter()
        .map(|pillar| (pillar.code.as_str(), pillar))
        .collect();
    let own = |code: &str| before.get(code).map(|pillar| exact(&pillar.points));
    for pillar in &judged.pillars {
        out.rows.push(row(vec![
            Cell::new(pillar.code.clone()),
            Cell::new(pillar.title.clone()),
            scored(&exact(&pillar.max_points)),
            own(&pillar.code).map_or_else(|| Cell::new(""), |points| scored(&points)),
            scored(&exact(&pillar.points)),
        ]));
    }
    out.rows.push(Row {
        cells: vec![
            Cell::new(""),
            Cell::new("Cộng"),
            scored(&exact(&judged.max_points)),
            scored(&exact(&claimed.points)),
            scored(&exact(&judged.points)),
        ],
        strong: true,
    });
    out
}

fn title<'s>(sheet: &'s Sheet, code: &str) -> &'s str {
    let found = sheet.edition.by_code(code);
    found.map_or("", |at| sheet.edition.lines[at].title.as_str())
}

fn adjusted(sheet: &Sheet, (claimed, judged): (&Card, &Card)) -> Table {
    let mut out = table(&[
        ("Mã", 16, Align::Centre),
        ("Chỉ số", 60, Align::Left),
        ("Tự chấm", 20, Align::Centre),
        ("Thẩm định", 20, Align::Centre),
        ("Lý do", 60, Align::Left),
    ]);
    let before: BTreeMap<&str, Option<&String>> = claimed
        .lines
        .iter()
        .map(|line| (line.path.as_str(), line.points.as_ref()))
        .collect();
    for line in &judged.lines {
        let Some(adjusted) = &line.adjusted else {
            continue;
        };
        let own = before.get(line.path.as_str()).copied().flatten();
        out.rows.push(row(vec![
            Cell::new(line.code.clone()),
            Cell::new(title(sheet, &line.code)),
            own.map_or_else(|| Cell::new("–"), |points| scored(&exact(points))),
            scored(&exact(&adjusted.points)),
            Cell::new(adjusted.reason.clone()),
        ]));
    }
    out
}

fn objections(sheet: &Sheet) -> Table {
    let mut out = table(&[
        ("Mã", 16, Align::Centre),
        ("Chỉ số", 60, Align::Left),
        ("Ý kiến của đơn vị", 60, Align::Left),
        ("Trả lời", 60, Align::Left),
    ]);
    for (indicator, objection) in &sheet.objections {
        let line = sheet.edition.line(indicator);
        let line = line.map(|at| &sheet.edition.lines[at]);
        out.rows.push(row(vec![
            Cell::new(line.map_or("", |line| line.code.as_str())),
            Cell::new(line.map_or("", |line| line.title.as_str())),
            Cell::new(objection.reason.clone()),
            Cell::new(objection.answer_reason.clone().unwrap_or_default()),
        ]));
    }
    out
}
