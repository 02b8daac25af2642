//! Running heads, running feet and page numbers: text at the outer edges of pages that repeats or
//! counts. It belongs to no paragraph and no table.

use super::lines::Line;
use std::collections::BTreeMap;

/// Part of the page's height, at top and bottom, in which margins are looked for.
pub(super) const ZONE: f64 = 0.11;
/// Lines at each edge that may belong to a margin.
const DEPTH: usize = 3;

/// Drops margins from the pages' lines (each sorted from top to bottom, with the page's height).
pub(super) fn drop(pages: &mut [(Vec<Line>, f64)]) {
    let repeated = repeated(pages);
    for (lines, height) in pages.iter_mut() {
        let marked: Vec<bool> = edge_lines(lines, *height)
            .into_iter()
            .map(|edge| edge.is_some_and(|edge| edge.counts || repeated.contains_key(&edge.key)))
            .collect();
        let mut keep = marked.into_iter();
        lines.retain(|_| !keep.next().unwrap_or(false));
    }
}

/// What a line at the edge of a page looks like.
struct Edge {
    /// Rounded place and text with its digits taken out.
    key: (bool, i64, String),
    /// A page number by itself.
    counts: bool,
}

/// For each line, how it looks if it stands at an edge.
fn edge_lines(lines: &[Line], height: f64) -> Vec<Option<Edge>> {
    let rows = lines.len();
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let top = line.y < height * ZONE && at < DEPTH;
            let bottom = line.y > height * (1.0 - ZONE) && at + DEPTH >= rows;
            (top || bottom).then(|| edge(line, top))
        })
        .collect()
}

fn edge(line: &Line, top: bool) -> Edge {
    let text: String = line
        .text
        .chars()
        .map(|c| if c.is_ascii_digit() { '#' } else { c })
        .collect();
    #[expect(clippy::cast_possible_truncation, reason = "points on a page")]
    let place = (line.y / 4.0).round() as i64;
    Edge {
        key: (top, place, text),
        counts: is_page_number(&line.text),
    }
}

/// Edge lines that stand on three pages or more, and on a third of all.
fn repeated(pages: &[(Vec<Line>, f64)]) -> BTreeMap<(bool, i64, String), usize> {
    let mut counts: BTreeMap<(bool, i64, String), usize> = BTreeMap::new();
    for (lines, height) in pages {
        for edge in edge_lines(lines, *height).into_iter().flatten() {
            *counts.entry(edge.key).or_default() += 1;
        }
    }
    let enough = |count: usize| count >= 3 && count * 3 >= pages.len();
    counts.retain(|_, count| enough(*count));
    counts
}

/// «3», «- 3 -», «3/12», «Trang 3», «Trang 3/12».
pub(super) fn is_page_number(text: &str) -> bool {
    let bare = text.trim().trim_matches(['-', '–', '—', '|', ' ', '.']);
    let bare = ["Trang", "trang", "TRANG", "Page"]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(bare)
        .trim_start();
    let mut parts = bare.split('/').map(str::trim);
    let number = |part: &str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    parts.next().is_some_and(number) && parts.next().is_none_or(number) && parts.next().is_none()
}
