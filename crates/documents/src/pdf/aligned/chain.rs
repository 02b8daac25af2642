//! Tables that go on over pages. The columns of a table are learned from all its pages: one page
//! may leave a column empty, and the last may hold a single row.

use super::region::{Region, grow, trimmed};
use super::rows::Row;
use super::{COLUMNS, Span};
use crate::pdf::margins::ZONE;

/// A page's lines and the tables on it.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) rows: Vec<Row>,
    pub(super) height: f64,
    pub(super) regions: Vec<Region>,
}

/// A table so far.
#[derive(Debug)]
struct Chain {
    /// Page and line of its header.
    head: (usize, usize),
    columns: Vec<Span>,
    /// Its pages; on the first it is the last table, on the others the first.
    pages: Vec<usize>,
    /// Lines of the header that other pages repeat.
    heads: usize,
}

/// Lines at the top of a page that may stand above what goes on there.
const HEADS: usize = 3;
/// How far cells of one column begin apart.
const SLACK: f64 = 2.0;

/// Joins the last table of each page to what goes on at the top of the next one.
pub(super) fn link(pages: &mut [Page]) {
    let mut open: Option<Chain> = None;
    let mut done = Vec::new();
    for at in 0..pages.len() {
        let region = open.as_ref().and_then(|chain| going_on(pages, chain, at));
        let page = &mut pages[at];
        if let (Some(region), Some(chain)) = (region, &mut open) {
            chain.columns.clone_from(&region.columns);
            chain.pages.push(at);
            chain.heads = chain.heads.max(region.heads);
            page.regions.retain(|other| other.first >= region.end);
            page.regions.insert(0, region);
        } else {
            done.extend(open.take());
        }
        if open.is_none() || page.regions.len() > 1 || !reaches_end(page) {
            done.extend(open.take());
            open = last(page, at);
        }
    }
    for chain in done.into_iter().chain(open) {
        settle(pages, &chain);
    }
}

/// Gives the columns of all pages to each.
fn settle(pages: &mut [Page], chain: &Chain) {
    for (nth, page) in chain.pages.iter().enumerate() {
        let regions = &mut pages[*page].regions;
        let region = if nth == 0 {
            regions.last_mut()
        } else {
            regions.first_mut()
        };
        if let Some(region) = region {
            region.columns.clone_from(&chain.columns);
            if nth == 0 {
                region.heads = chain.heads;
            }
        }
    }
}

/// A chain of the last table of a page, if that may go on over the page.
fn last(page: &Page, at: usize) -> Option<Chain> {
    let region = page.regions.last().filter(|_| reaches_end(page))?;
    Some(Chain {
        head: (at, region.first),
        columns: region.columns.clone(),
        pages: vec![at],
        heads: 0,
    })
}

/// Whether nothing but the foot of the page stands below its last table.
fn reaches_end(page: &Page) -> bool {
    let foot = |row: &Row| row.y > page.height * (1.0 - ZONE);
    let end = page.regions.last().map_or(0, |region| region.end);
    page.rows[end..].iter().all(foot)
}

/// What of a page belongs to the table that the page before ended with.
fn going_on(pages: &[Page], chain: &Chain, at: usize) -> Option<Region> {
    let page = &pages[at];
    let heads = (0..HEADS.min(page.rows.len())).filter(|top| {
        let above = &page.rows[..*top];
        above.iter().all(|row| is_head(row, page, &chain.columns))
    });
    let mut top = 0;
    for head in heads {
        top = head;
        let repeated = repeated(pages, chain, &page.rows[head..]);
        if repeated > 0 {
            let region = grown(page, chain, head)?;
            let heads = repeated;
            return (region.end >= head + heads).then_some(Region { heads, ..region });
        }
    }
    let region = grown(page, chain, top)?;
    let rows = &page.rows[region.first..region.end];
    let cut = page.regions.iter().any(|other| {
        other.first < region.end && other.end > region.end || other.first < region.first
    });
    (!cut && rows.iter().any(|row| fits(row, &region.columns))).then_some(region)
}

fn grown(page: &Page, chain: &Chain, top: usize) -> Option<Region> {
    let (count, columns) = grow(&page.rows[top..], Some(&chain.columns));
    let region = Region {
        first: top,
        end: top + count,
        columns,
        heads: 0,
        continued: true,
    };
    let region = trimmed(region, &page.rows, page.height);
    (region.first < region.end).then_some(region)
}

/// A page number or running head above what goes on.
fn is_head(row: &Row, page: &Page, columns: &[Span]) -> bool {
    let crosses = || row.with(columns).len() < columns.len();
    row.is_page_number(page.height) || (row.y < page.height * ZONE && crosses())
}

/// How many lines repeat the beginning of the table; none if they are too few for a header.
fn repeated(pages: &[Page], chain: &Chain, rows: &[Row]) -> usize {
    let (page, first) = chain.head;
    let head = &pages[page].rows[first..];
    let same = |(row, head): &(&Row, &Row)| row.repeats(head, SLACK);
    let count = rows.iter().zip(head).take_while(same).count();
    let words = rows[..count].iter().flat_map(|row| &row.spans);
    let touched = |column: &&Span| {
        let mut words = words.clone();
        words.any(|word| word.0 < column.1 && word.1 > column.0)
    };
    let wide = chain.columns.iter().filter(touched).count() >= COLUMNS;
    if wide { count } else { 0 }
}

/// A line that shows by itself that it belongs into the columns: three cells, or two that begin
/// where those of the columns do, or one far from the margin that does.
fn fits(row: &Row, columns: &[Span]) -> bool {
    let begins = |span: &Span| {
        columns
            .iter()
            .position(|column| (column.0 - span.0).abs() < SLACK)
    };
    let places: Option<Vec<usize>> = row.spans.iter().map(begins).collect();
    row.filled(columns) >= COLUMNS
        || places.is_some_and(|places| places.len() >= 2 || places.iter().all(|at| *at >= 2))
}
