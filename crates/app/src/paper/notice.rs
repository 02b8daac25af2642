//! The figures of a notice of results: how the units under one stand among each other.

use papers::{Align, Annex, Cell, Row, Table};
use reading::words::number::date;
use scoring::Exact;

use super::tables::{count, points, scored, share, small_first, table};
use super::{Figures, Refusal};
use crate::period::Period;
use crate::ranking::{self, Basis, Ranked, Ranking};
use crate::unit::Unit;
use crate::{Actor, App, Error};

/// As it stands now: the framework of the unit itself, else the first on which its units are ranked.
pub(super) async fn figures(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
) -> Result<Figures, Error> {
    let offered = ranking::frameworks(app, actor, (unit, period)).await?;
    let own = offered.iter().find(|one| one.owner_path == unit.path);
    let chosen = own.or(offered.first()).ok_or(Refusal::NothingRanked)?;
    let ranking = ranking::rank(app, actor, (unit, period), &chosen.id).await?;
    let mut out = Figures::default();
    let mut say = |name: &str, value: String| {
        out.fields.values.insert(name.to_owned(), value);
    };
    say("đơn vị", unit.name.clone());
    say("kỳ", small_first(&period.name));
    say("ngày số liệu", date(app.today()));
    say("bộ chỉ số", chosen.name.clone());
    say("số đơn vị", ranking.rows.len().to_string());
    let best = ranking.rows.iter().map(|row| &row.points).max();
    let least = ranking.rows.iter().map(|row| &row.points).min();
    let said = |value: Option<&Exact>| value.map(points).unwrap_or_default();
    say("điểm cao nhất", said(best));
    say("điểm thấp nhất", said(least));
    say("điểm bình quân", mean(&ranking.rows));
    let leaders = ranking.rows.iter().filter(|row| Some(&row.points) == best);
    let leaders: Vec<&str> = leaders.map(|row| row.name.as_str()).collect();
    say("đơn vị dẫn đầu", leaders.join("; "));
    say("nhận xét tạm tính", live(&ranking.rows));
    out.fields
        .tables
        .insert("bảng xếp loại".to_owned(), grades(&ranking));
    out.annexes = annexes(&ranking);
    Ok(out)
}

fn mean(rows: &[Ranked]) -> String {
    let mut sum = Exact::whole(0);
    for row in rows {
        sum = sum + row.points.clone();
    }
    sum.checked_div(&count(rows.len()))
        .map_or_else(String::new, |mean| points(&mean))
}

fn live(rows: &[Ranked]) -> String {
    let judged = |row: &&Ranked| matches!(row.basis, Basis::Live | Basis::Claimed);
    match rows.iter().filter(judged).count() {
        0 => String::new(),
        some => format!("Trong đó {some} đơn vị tính theo điểm tự chấm, chưa thẩm định."),
    }
}

/// How many units have each grade; nothing where the framework has none.
fn grades(ranking: &Ranking) -> Table {
    let mut out = table(&[
        ("Xếp loại", 60, Align::Left),
        ("Số đơn vị", 30, Align::Centre),
        ("Tỷ lệ", 30, Align::Centre),
    ]);
    let all = ranking.rows.len();
    for grade in &ranking.edition.framework.grades {
        let has = |row: &&Ranked| row.grade.as_deref() == Some(grade.name.as_str());
        let number = ranking.rows.iter().filter(has).count();
        out.rows.push(Row {
            cells: vec![
                Cell::new(grade.name.clone()),
                Cell::new(number.to_string()),
                Cell::new(share(&count(number), &count(all))),
            ],
            strong: false,
        });
    }
    out
}

/// An annex for each block, in the order of the ranking.
fn annexes(ranking: &Ranking) -> Vec<Annex> {
    let blocks = ranking.rows.chunk_by(|one, next| one.block == next.block);
    let annex = |(at, rows): (usize, &[Ranked])| {
        let block = rows
            .first()
            .and_then(|row| ranking.edition.blocks.name(row.block))
            .unwrap_or("các đơn vị");
        Annex {
            name: format!("Phụ lục {:02}", at + 1),
            title: format!("Kết quả xếp hạng {}", small_first(block)),
            table: ranked(ranking, rows),
        }
    };
    blocks.enumerate().map(annex).collect()
}

fn ranked(ranking: &Ranking, rows: &[Ranked]) -> Table {
    let has_grades = !ranking.edition.framework.grades.is_empty();
    let mut columns = vec![
        ("Hạng", 14, Align::Centre),
        ("Đơn vị", 90, Align::Left),
        ("Điểm", 26, Align::Centre),
        ("Điểm tối đa", 26, Align::Centre),
        ("Tỷ lệ", 26, Align::Centre),
    ];
    if has_grades {
        columns.push(("Xếp loại", 36, Align::Left));
    }
    if ranking.before.is_some() {
        columns.push(("Hạng kỳ trước", 26, Align::Centre));
    }
    let mut out = table(&columns);
    let line = |row: &Ranked| {
        let mut cells = vec![
            Cell::new(row.rank.to_string()),
            Cell::new(row.name.clone()),
            scored(&row.points),
            scored(&row.max),
            Cell::new(share(&row.points, &row.max)),
        ];
        if has_grades {
            cells.push(Cell::new(row.grade.clone().unwrap_or_default()));
        }
        if ranking.before.is_some() {
            let before = row.before.as_ref().map(|(rank, _)| rank.to_string());
            cells.push(Cell::new(before.unwrap_or_default()));
        }
        Row {
            cells,
            strong: false,
        }
    };
    out.rows = rows.iter().map(line).collect();
    out
}
