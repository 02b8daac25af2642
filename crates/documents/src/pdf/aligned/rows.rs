//! Runs of a page as lines with blanks in them.

use super::Span;
use crate::pdf::margins;
use crate::pdf::runs::Run;

/// Narrowest blank between columns, in parts of the text size.
const BLANK: f64 = 0.6;

/// Runs on one baseline.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) y: f64,
    pub(super) size: f64,
    /// Stretches of text, left to right.
    pub(super) spans: Vec<Span>,
    /// Words with the places where they begin, left to right.
    words: Vec<(String, f64)>,
}

impl Row {
    /// The columns so far and this line's text, with blanks too narrow for columns filled.
    pub(super) fn with(&self, columns: &[Span]) -> Vec<Span> {
        let all = columns.iter().chain(&self.spans).copied().collect();
        joined(all, self.size * BLANK)
    }

    /// In how many columns the line has text.
    pub(super) fn filled(&self, columns: &[Span]) -> usize {
        let touches = |column: &&Span| {
            let inside = |span: &Span| span.0 < column.1 && span.1 > column.0;
            self.spans.iter().any(inside)
        };
        columns.iter().filter(touches).count()
    }

    /// Whether the line is the number of its page.
    pub(super) fn is_page_number(&self, height: f64) -> bool {
        let edge = self.y < height * margins::ZONE || self.y > height * (1.0 - margins::ZONE);
        edge && self.spans.len() == 1 && {
            let words: Vec<&str> = self.words.iter().map(|word| word.0.as_str()).collect();
            margins::is_page_number(&words.join(" "))
        }
    }

    /// Whether the line has the words of another at the same places.
    pub(super) fn repeats(&self, other: &Row, slack: f64) -> bool {
        self.words.len() == other.words.len()
            && self
                .words
                .iter()
                .zip(&other.words)
                .all(|(one, other)| one.0 == other.0 && (one.1 - other.1).abs() < slack)
    }
}

/// The lines of a page, from top to bottom.
pub(super) fn rows(runs: &[Run]) -> Vec<Row> {
    let mut sorted: Vec<&Run> = runs.iter().collect();
    sorted.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.x0.total_cmp(&other.x0)));
    let mut rows: Vec<Row> = Vec::new();
    for run in sorted {
        let other = |row: &Row| run.y - row.y >= row.size * 0.25;
        if rows.last().is_none_or(other) {
            rows.push(Row {
                y: run.y,
                size: run.size,
                ..Row::default()
            });
        }
        if let Some(row) = rows.last_mut() {
            row.spans.push((run.x0, run.x1));
            row.words.push((run.text.clone(), run.x0));
        }
    }
    for row in &mut rows {
        row.spans = joined(std::mem::take(&mut row.spans), row.size * BLANK);
        row.words.sort_by(|one, other| one.1.total_cmp(&other.1));
    }
    rows
}

/// Stretches with the blanks narrower than `blank` filled.
fn joined(mut spans: Vec<Span>, blank: f64) -> Vec<Span> {
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.0 - last.1 < blank => last.1 = last.1.max(span.1),
            _ => joined.push(span),
        }
    }
    joined
}
