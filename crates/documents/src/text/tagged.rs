//! Tables written as HTML inside a plain text, as some extractors of PDF do.

use domain::source::Place;

use super::Line;
use crate::build::Builder;
use crate::{Refusal, html};

/// How many lines from the first on belong to one `<table>`: 0 if the first begins none, nothing
/// if it never ends (then no later one does either).
pub(super) fn run(lines: &[Line<'_>]) -> Option<usize> {
    if !starts_table(lines[0].text) {
        return Some(0);
    }
    let mut open = 0_usize;
    for (index, line) in lines.iter().enumerate() {
        let lower = line.text.to_ascii_lowercase();
        open += lower.matches("<table").count();
        open = open.saturating_sub(lower.matches("</table").count());
        if open == 0 {
            return Some(index + 1);
        }
    }
    None
}

/// Whether the line begins a table; text before it on the line would be lost.
fn starts_table(text: &str) -> bool {
    let start = text.trim_start();
    start
        .get(..6)
        .is_some_and(|tag| tag.eq_ignore_ascii_case("<table"))
}

/// Puts the run into the source; rows stand at the lines of their `<tr>`.
pub(super) fn table(out: &mut Builder, lines: &[Line<'_>]) -> Result<(), Refusal> {
    let text = lines
        .iter()
        .map(|line| line.text)
        .collect::<Vec<_>>()
        .join("\n");
    let last = lines[lines.len() - 1].place();
    let mut starts = lines.iter().flat_map(|line| {
        let count = line.text.to_ascii_lowercase().matches("<tr").count();
        std::iter::repeat_n(line.place(), count)
    });
    for mut table in html::tables(&text)? {
        let mut rows = Vec::new();
        for mut row in table.rows {
            row.place = starts.next().unwrap_or(last);
            rows.push(out.row(row)?);
        }
        for at in 1..rows.len() {
            // A row reaches to the line before the next one.
            let next: Place = rows[at].place;
            let row = &mut rows[at - 1];
            row.place.line_end = next.line.saturating_sub(1).max(row.place.line);
        }
        if let Some(row) = rows.last_mut() {
            row.place = row.place.to(last);
        }
        table.rows = rows;
        out.table(table);
    }
    Ok(())
}
