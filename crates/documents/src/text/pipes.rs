//! Markdown tables: rows between pipes with a line of dashes under the header, and grid tables
//! whose rows are ruled with `+---+`.

use domain::source::{Cell, Table, TableRow};

use super::{Line, markup};
use crate::Refusal;
use crate::build::Builder;

/// How many lines from the first on belong to one table; none if the first begins none.
pub(super) fn run(lines: &[Line<'_>]) -> usize {
    let first = lines[0].text.trim();
    if is_grid_rule(first) {
        return take(lines, |text| is_grid_rule(text) || text.starts_with('|'), 3);
    }
    let ruled = lines.get(1).is_some_and(|line| is_rule(line.text.trim()));
    if ruled && first.contains('|') {
        return take(lines, |text| text.contains('|'), 2);
    }
    // A table cut by a page break goes on without its header.
    let framed = |text: &str| text.len() > 1 && text.starts_with('|') && text.ends_with('|');
    if framed(first) && split(first).len() >= 2 {
        take(lines, framed, 1)
    } else {
        0
    }
}

fn take(lines: &[Line<'_>], belongs: impl Fn(&str) -> bool, least: usize) -> usize {
    let count = lines
        .iter()
        .take_while(|line| belongs(line.text.trim()))
        .count();
    if count >= least { count } else { 0 }
}

/// `|---|:--:|`, `--- | ---`.
fn is_rule(text: &str) -> bool {
    text.contains('-')
        && text.contains('|')
        && text
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+'))
}

/// `+----+====+`.
fn is_grid_rule(text: &str) -> bool {
    (text.starts_with("+-") || text.starts_with("+="))
        && text.ends_with('+')
        && text
            .chars()
            .all(|c| matches!(c, '+' | '-' | '=' | ':' | '|' | ' '))
}

/// Puts the run into the source as one table.
pub(super) fn table(out: &mut Builder, lines: &[Line<'_>]) -> Result<(), Refusal> {
    let is_grid = is_grid_rule(lines[0].text.trim());
    let mut table = Table::default();
    // The last row, to which the next line of a grid may add.
    let mut open: Option<TableRow> = None;
    for line in lines {
        let text = line.text.trim();
        if is_grid_rule(text) || is_rule(text) {
            close(out, &mut table, &mut open)?;
            let is_header = if is_grid {
                text.contains('=')
            } else {
                table.rows.len() == 1
            };
            let is_first = table.rows.first().is_some_and(|row| !row.header);
            for row in table.rows.iter_mut().filter(|_| is_header && is_first) {
                row.header = true;
            }
            continue;
        }
        let cells = split(text)
            .iter()
            .map(|text| Cell::new(markup::cell(text)))
            .collect();
        match &mut open {
            Some(row) if is_grid => {
                append(row, cells);
                row.place = row.place.to(line.place());
            }
            _ => {
                close(out, &mut table, &mut open)?;
                open = Some(TableRow {
                    cells,
                    place: line.place(),
                    ..TableRow::default()
                });
            }
        }
    }
    close(out, &mut table, &mut open)?;
    out.table(table);
    Ok(())
}

fn close(out: &mut Builder, table: &mut Table, open: &mut Option<TableRow>) -> Result<(), Refusal> {
    if let Some(row) = open.take() {
        table.rows.push(out.row(row)?);
    }
    Ok(())
}

/// The next line of a grid row: its texts go under those above.
fn append(row: &mut TableRow, cells: Vec<Cell>) {
    for (cell, more) in row
        .cells
        .iter_mut()
        .zip(cells)
        .filter(|(_, more)| !more.text.is_empty())
    {
        if !cell.text.is_empty() {
            cell.text.push('\n');
        }
        cell.text.push_str(&more.text);
    }
}

/// Fields between pipes; `\|` is no boundary.
fn split(text: &str) -> Vec<String> {
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = match text.strip_suffix('|') {
        Some(inner) if !inner.ends_with('\\') => inner,
        _ => text,
    };
    let mut fields = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let last = fields.len() - 1;
        match c {
            '\\' if chars.peek() == Some(&'|') => fields[last].extend(chars.next()),
            '|' => fields.push(String::new()),
            _ => fields[last].push(c),
        }
    }
    fields
}
