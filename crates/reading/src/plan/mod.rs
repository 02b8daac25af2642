//! A whole plan: head, annexes, prose, findings.

mod check;
mod columns;
pub mod compare;
pub mod flow;
pub mod framework;
pub mod head;
mod pasted;
pub mod prose;
mod readings;
mod repair;
mod rows;
mod table;

use domain::plan::{OfficialDocument, Plan};
use domain::source::{Block, Source};
use domain::{Finding, FindingCode};
use readings::When;

pub use pasted::{Pasted, pasted};
pub use readings::read_again;

/// Reads a plan. `year` overrides the year that deadlines without one fall in.
pub fn read(source: &Source, year: Option<i16>) -> Plan {
    let blocks = flow::rebuild(source.blocks.clone());
    let mut findings = source.findings.clone();
    let (document, noticed) = head::read(&blocks);
    findings.extend(noticed);
    let grids = table::find(&blocks);
    let year = year.unwrap_or_else(|| year_of(&document, &blocks));
    let mut annexes = Vec::with_capacity(grids.len());
    let when = When {
        year,
        date: document.date,
    };
    for grid in &grids {
        let (mut annex, noticed) = rows::build(grid);
        findings.extend(noticed);
        findings.extend(repair::annex(&mut annex));
        findings.extend(readings::add(&mut annex, when));
        findings.extend(check::annex(&annex, when));
        annexes.push(annex);
    }
    if annexes.is_empty() {
        findings.push(Finding::new(FindingCode::NoTable, []));
    }
    findings.extend(crate::party::review(&annexes, &blocks));
    let (targets, duties, noticed) = prose::read(&blocks, &document, &annexes, year);
    findings.extend(noticed);
    Plan {
        document,
        annexes,
        targets,
        duties,
        findings,
    }
}

/// What does not agree within an annex whose rows were written elsewhere.
pub fn check_again(annex: &domain::plan::Annex, year: i16) -> Vec<Finding> {
    check::annex(annex, When { year, date: None })
}

/// The year a plan is for: its title's, its date's, or the one that its text names most.
fn year_of(document: &OfficialDocument, blocks: &[Block]) -> i16 {
    let of_date = || document.date.map(jiff::civil::Date::year);
    document
        .years
        .first()
        .copied()
        .or_else(of_date)
        .unwrap_or_else(|| most_named_year(blocks))
}

/// 2025 where no year is named at all: the first under the present levels of government.
fn most_named_year(blocks: &[Block]) -> i16 {
    let mut counts = [0u32; 100];
    let mut count = |text: &str| {
        for word in text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|word| word.len() == 4)
        {
            if let Some(count) = word
                .strip_prefix("20")
                .and_then(|two| counts.get_mut(two.parse::<usize>().ok()?))
            {
                *count += 1;
            }
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => count(&paragraph.text),
            Block::Table(table) => {
                table
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .for_each(|cell| count(&cell.text));
            }
        }
    }
    let best = (0i16..100).max_by_key(|two| counts[usize::try_from(*two).unwrap_or(0)]);
    match best {
        Some(two) if counts[usize::try_from(two).unwrap_or(0)] > 0 => 2000 + two,
        _ => 2025,
    }
}
