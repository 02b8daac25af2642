//! The overview's drawings, each with the table of what it draws.

use app::figure::Totals;
use app::overview::{LastYear, MapCell, MapRow};
use scoring::Exact;

use crate::charts::{Caption, Chart, HeatCell, HeatMap, HeatRow, PillarBar, PillarBars};

/// Pillars with what they have, could have, may have, had. Absent where there is nothing to draw.
pub(super) fn pillars(totals: &Totals, last_year: Option<&LastYear>) -> Option<Chart> {
    let bars = PillarBars {
        caption: Caption {
            prefix: "tru-cot".to_owned(),
            title: "Điểm theo trụ cột".to_owned(),
        },
        pillars: totals
            .pillars
            .iter()
            .filter(|pillar| pillar.count > 0)
            .map(|pillar| PillarBar {
                name: named(&pillar.code, &pillar.title),
                now: Some(pillar.points.clone()),
                expected: Some(pillar.expected.clone()),
                maximum: Some(pillar.max.clone()),
                last_year: last_year.and_then(|before| before.pillars.get(&pillar.code).cloned()),
            })
            .collect(),
    };
    (!bars.pillars.is_empty()).then(|| bars.draw())
}

/// Who has how much in and proven, in each pillar; squares open the grid of the pillar.
pub(super) fn map(totals: &Totals, rows: &[MapRow], entry: &str) -> Option<Chart> {
    let asked: Vec<usize> = (0..totals.pillars.len())
        .filter(|at| totals.pillars[*at].count > 0)
        .collect();
    let map = HeatMap {
        caption: Caption {
            prefix: "day-du".to_owned(),
            title: "Mức đầy đủ theo người chủ trì".to_owned(),
        },
        columns: asked
            .iter()
            .map(|at| named(&totals.pillars[*at].code, &totals.pillars[*at].title))
            .collect(),
        rows: rows
            .iter()
            .map(|row| HeatRow {
                name: if row.name.is_empty() {
                    "Chưa phân công".to_owned()
                } else {
                    row.name.clone()
                },
                cells: asked
                    .iter()
                    .map(|at| {
                        row.cells
                            .get(*at)
                            .copied()
                            .flatten()
                            .map(|cell| square(cell, format!("{entry}?nhom={at}")))
                    })
                    .collect(),
            })
            .collect(),
    };
    (!map.rows.is_empty()).then(|| map.draw())
}

fn square(cell: MapCell, href: String) -> HeatCell {
    HeatCell {
        filled: share(cell.done, cell.count),
        proven: share(cell.proven, cell.done),
        href: Some(href),
    }
}

/// A part of a count; nothing of nothing is nothing.
pub(super) fn share(part: usize, of: usize) -> Exact {
    let whole = |count: usize| Exact::whole(i64::try_from(count).unwrap_or(i64::MAX));
    if of == 0 {
        Exact::ZERO
    } else {
        whole(part) / whole(of)
    }
}

fn named(code: &str, title: &str) -> String {
    match (code, title) {
        ("", "") => "Chỉ số không thuộc trụ cột nào".to_owned(),
        ("", title) => title.to_owned(),
        (code, title) => format!("{code}. {title}"),
    }
}
