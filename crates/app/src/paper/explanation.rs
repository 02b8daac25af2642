//! The figures of an explanation sheet: one indicator of a unit, its figures with their sources,
//! what the unit says about it, its proof.

use papers::{Align, Cell, Table};
use reading::text::squash;
use reading::words::number::date;

use super::tables::{points, row, small_first, table};
use super::{Figures, Refusal};
use crate::evidence::{self, Panel, Serves};
use crate::figure::{self, Entry, FigureState, Grid};
use crate::period::Period;
use crate::unit::Unit;
use crate::{Actor, App, EntryId, Error, Noun};

/// As it stands now.
pub(super) async fn figures(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    id: &EntryId,
) -> Result<Figures, Error> {
    let (grid, at) = found(app, actor, (unit, period), id).await?;
    let entry = &grid.entries[at];
    let line = &grid.edition.lines[entry.line];
    let panel = evidence::panel(app, actor, &Serves::Entry(id.clone())).await?;
    let explanation = entry.explanation.as_deref().map(squash);
    let mut out = Figures::default();
    let max = line.max_points.as_ref().map(points);
    let values = [
        ("đơn vị", unit.name.clone()),
        ("kỳ", small_first(&period.name)),
        ("ngày số liệu", date(app.today())),
        ("bộ chỉ số", grid.edition.name.clone()),
        ("mã", line.code.clone()),
        ("chỉ số", line.title.clone()),
        ("điểm tối đa", max.unwrap_or_else(|| "–".to_owned())),
        (
            "điểm",
            entry
                .earned
                .points
                .as_ref()
                .map_or_else(|| "chưa có".to_owned(), points),
        ),
        (
            "cách tính",
            squash(line.rule_text.as_deref().unwrap_or("văn bản không nêu.")),
        ),
        (
            "giải trình",
            explanation.unwrap_or_else(|| "……………".to_owned()),
        ),
    ];
    for (name, value) in values {
        out.fields.values.insert(name.to_owned(), value);
    }
    let (numbers, proofs) = (numbers(&grid, entry), proofs(&panel));
    let none = |table: &Table, words: &str| match table.rows.len() {
        0 => words.to_owned(),
        _ => String::new(),
    };
    for (name, value) in [
        ("nhận xét số liệu", none(&numbers, "Chưa có số liệu.")),
        ("nhận xét minh chứng", none(&proofs, "Chưa có minh chứng.")),
    ] {
        out.fields.values.insert(name.to_owned(), value);
    }
    for (name, table) in [("bảng số liệu", numbers), ("bảng minh chứng", proofs)] {
        out.fields.tables.insert(name.to_owned(), table);
    }
    Ok(out)
}

/// The grid with the entry, and where it stands in it.
async fn found(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    id: &EntryId,
) -> Result<(Grid, usize), Error> {
    for assessment in figure::assessments(app, actor, unit, period).await? {
        let grid = figure::grid(app, actor, unit, &assessment).await?;
        if let Some(at) = grid.entries.iter().position(|entry| entry.id == *id) {
            return Ok((grid, at));
        }
    }
    Err(Error::NotFound(Noun::Entry))
}

/// The entry of an indicator by its code, in the assessment on that framework.
pub async fn entry_of(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    code: &str,
) -> Result<EntryId, Error> {
    for assessment in figure::assessments(app, actor, unit, period).await? {
        let grid = figure::grid(app, actor, unit, &assessment).await?;
        if let Ok(entry) = figure::by_code(&grid, code) {
            return Ok(entry.id.clone());
        }
    }
    Err(Refusal::NoIndicator {
        code: code.chars().take(60).collect(),
    }
    .into())
}

fn numbers(grid: &Grid, entry: &Entry) -> Table {
    let mut out = table(&[
        ("Số liệu", 60, Align::Left),
        ("Giá trị", 26, Align::Centre),
        ("Nguồn", 50, Align::Left),
        ("Ngày số liệu", 26, Align::Centre),
        ("Mức độ", 24, Align::Left),
    ]);
    for ask in &grid.edition.lines[entry.line].asks {
        let Some(value) = entry.value(&ask.key) else {
            continue;
        };
        let Some(stored) = &value.value else { continue };
        let day = value
            .as_of
            .parse()
            .map_or_else(|_| value.as_of.clone(), date);
        out.rows.push(row(vec![
            Cell::new(papers::wording::figure(&ask.key, &ask.label)),
            Cell::new(papers::wording::value(
                &ask.key,
                &figure::retyped(ask.kind, stored),
            )),
            Cell::new(value.source.clone()),
            Cell::new(day),
            Cell::new(match value.state {
                FigureState::Estimate => "Ước tính",
                FigureState::Provisional => "Tạm tính",
                FigureState::Final => "Chính thức",
            }),
        ]));
    }
    out
}

fn proofs(panel: &Panel) -> Table {
    let mut out = table(&[
        ("STT", 14, Align::Centre),
        ("Tên minh chứng", 70, Align::Left),
        ("Số, ký hiệu", 34, Align::Left),
        ("Ngày", 24, Align::Centre),
        ("Cơ quan ban hành", 40, Align::Left),
    ]);
    for (at, proof) in panel.proofs.iter().enumerate() {
        let facts = &proof.evidence.facts;
        out.rows.push(row(vec![
            Cell::new((at + 1).to_string()),
            Cell::new(facts.title.clone()),
            Cell::new(facts.reference.clone().unwrap_or_default()),
            Cell::new(facts.issued_on.map(date).unwrap_or_default()),
            Cell::new(facts.issuer.clone().unwrap_or_default()),
        ]));
    }
    out
}
