//! Tables without lines: columns are stretches of blank that run down many lines of text. Prose
//! never leaves two of them open over several lines, and a page of two blocks only one.
//!
//! `rows` makes lines of runs, `region` finds tables on each page, `chain` joins those that go on
//! over pages, `starts` finds where rows begin, and `draw` fills the cells.

mod chain;
mod draw;
mod region;
mod rows;
mod starts;

use super::cells::Drawn;
use super::lines::Spacing;
use super::runs::Run;
use chain::Page;

/// A stretch from left to right.
type Span = (f64, f64);

/// Fewest columns of a table without lines.
const COLUMNS: usize = 3;

/// The text of a page that stands in no ruled table.
#[derive(Debug)]
pub(super) struct Loose<'s> {
    pub(super) runs: &'s mut Vec<Run>,
    pub(super) height: f64,
    pub(super) spacing: Spacing,
}

/// Takes tables without lines out of the runs of all pages; gives those of each page.
pub(super) fn tables(loose: Vec<Loose>) -> Vec<Vec<Drawn>> {
    let mut pages: Vec<Page> = loose
        .iter()
        .map(|page| {
            let rows = rows::rows(page.runs);
            let regions = region::regions(&rows, page.height);
            Page {
                rows,
                height: page.height,
                regions,
            }
        })
        .collect();
    chain::link(&mut pages);
    loose
        .into_iter()
        .zip(pages)
        .map(|(loose, page)| {
            page.regions
                .iter()
                .map(|region| draw::drawn(loose.runs, region, &page.rows, loose.spacing))
                .collect()
        })
        .collect()
}
