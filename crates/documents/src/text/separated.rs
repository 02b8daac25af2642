//! CSV with commas or semicolons: recognised when all records agree, or when the file's name says
//! so. Quoted fields may hold separators, doubled quotation marks and line breaks.

use domain::source::{Cell, Place, Table, TableRow};

use super::Line;
use crate::Refusal;
use crate::build::Builder;
use crate::limits::QUOTED_LINES_MAX;

/// How many records are looked at to decide.
const SAMPLE: usize = 40;

/// The separator of a CSV file, if the text is one.
pub(super) fn separator(lines: &[Line<'_>], name: Option<&str>) -> Option<char> {
    let named = name.is_some_and(|name| name.to_ascii_lowercase().ends_with(".csv"));
    if lines
        .iter()
        .take(SAMPLE)
        .any(|line| line.text.contains('\t'))
    {
        return None;
    }
    [';', ','].into_iter().find(|separator| {
        let widths = widths(lines, *separator);
        let widest = widths.iter().copied().max().unwrap_or(0);
        let equal = widths.iter().filter(|width| **width == widest).count();
        let (least_columns, all) = if named {
            (2, equal * 2 >= widths.len())
        } else {
            (3, equal == widths.len())
        };
        widest >= least_columns && all && (named || widths.len() >= 3)
    })
}

/// Numbers of fields of the first records, blank lines left out.
fn widths(lines: &[Line<'_>], separator: char) -> Vec<usize> {
    let mut rest = lines;
    let mut widths = Vec::new();
    while !rest.is_empty() && widths.len() < SAMPLE {
        let (fields, taken) = record(rest, separator);
        if !rest[0].is_blank() {
            widths.push(fields.len());
        }
        rest = &rest[taken..];
    }
    widths
}

/// Puts all records into one table; blank lines go.
pub(super) fn read(out: &mut Builder, lines: &[Line<'_>], separator: char) -> Result<(), Refusal> {
    let mut table = Table::default();
    let mut rest = lines;
    while !rest.is_empty() {
        let (fields, taken) = record(rest, separator);
        let place: Place = rest[0].place().to(rest[taken - 1].place());
        if !rest[0].is_blank() {
            let cells = fields.into_iter().map(Cell::new).collect();
            table.rows.push(out.row(TableRow {
                cells,
                place,
                ..TableRow::default()
            })?);
        }
        rest = &rest[taken..];
    }
    out.table(table);
    Ok(())
}

/// The fields of the record that begins here and how many lines it takes.
fn record(lines: &[Line<'_>], separator: char) -> (Vec<String>, usize) {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for (index, line) in lines.iter().enumerate().take(QUOTED_LINES_MAX) {
        if index > 0 {
            push(&mut fields, '\n');
        }
        quoted = fields_of(line.text, separator, quoted, &mut fields);
        if !quoted {
            return (fields, index + 1);
        }
    }
    // Nothing closed it: the mark stands for itself and the line for a record.
    let fields = lines[0]
        .text
        .split(separator)
        .map(|field| field.trim().to_owned())
        .collect();
    (fields, 1)
}

/// Reads one line into the fields; whether a quotation is open at its end.
fn fields_of(text: &str, separator: char, mut quoted: bool, fields: &mut Vec<String>) -> bool {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let at_start = fields.last().is_none_or(|field| field.trim().is_empty());
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                push(fields, '"');
            }
            '"' if quoted => quoted = false,
            '"' if at_start => quoted = true,
            c if c == separator && !quoted => fields.push(String::new()),
            c => push(fields, c),
        }
    }
    quoted
}

fn push(fields: &mut [String], c: char) {
    if let Some(last) = fields.last_mut() {
        last.push(c);
    }
}
