//! One sheet: cells by row and column, and which cells are merged.

use super::formats::Style;
use super::{Shared, stored, strings};
use crate::Refusal;
use crate::limits::{CELLS_MAX, ROWS_MAX};
use crate::workbook::Content;
use crate::xml::{Node, Tag, Xml};

/// What is wanted of a cell.
pub(super) trait Reads: Sized {
    /// The cell at that column of what the file holds; `None`: nothing that counts.
    fn of(found: Found, shared: &mut Shared) -> Option<Self>;
    /// Where it stands.
    fn column(&self) -> u32;
}

/// A cell as the file holds it.
pub(super) struct Found {
    column: u32,
    style: Style,
    /// `Err`: a number, not formatted.
    text: Result<String, String>,
    formula: bool,
}

/// Filled cells, sparse, rows and columns in order, from 0.
#[derive(Debug)]
pub(super) struct Sheet<C = SheetCell> {
    pub(super) rows: Vec<SheetRow<C>>,
    pub(super) merges: Vec<Merge>,
}

#[derive(Debug)]
pub(super) struct SheetRow<C = SheetCell> {
    pub(super) index: u32,
    pub(super) cells: Vec<C>,
}

#[derive(Debug)]
pub(super) struct SheetCell {
    pub(super) column: u32,
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) centred: bool,
}

/// A merged range, both corners included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

/// Reads a sheet's part.
pub(super) fn read<C: Reads>(part: &str, shared: &mut Shared) -> Result<Sheet<C>, Refusal> {
    let mut sheet = Sheet {
        rows: Vec::new(),
        merges: Vec::new(),
    };
    let mut filled = 0;
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "row" => {
                let next = sheet.rows.last().map_or(0, |row| row.index + 1);
                let index = tag
                    .number("r")
                    .and_then(|r| u32::try_from(r.checked_sub(1)?).ok());
                let index = index.unwrap_or(next);
                let cells = cells(&mut xml, shared)?;
                filled += cells.len();
                if !cells.is_empty() {
                    sheet.rows.push(SheetRow { index, cells });
                }
            }
            Node::Open(tag) if tag.name() == "mergeCell" => {
                sheet
                    .merges
                    .extend(tag.attribute("ref").as_deref().and_then(range));
            }
            Node::End => break,
            _ => {}
        }
        check(sheet.rows.len(), ROWS_MAX, "rows")?;
        check(filled, CELLS_MAX, "cells")?;
        check(sheet.merges.len(), CELLS_MAX, "cells")?;
    }
    // Writers keep rows in order; a hostile one need not.
    sheet.rows.sort_by_key(|row| row.index);
    Ok(sheet)
}

fn check(count: usize, limit: usize, what: &'static str) -> Result<(), Refusal> {
    if count > limit {
        Err(Refusal::TooMany {
            what,
            limit: limit as u64,
        })
    } else {
        Ok(())
    }
}

/// Cells that count, up to the end of the row that was entered.
fn cells<C: Reads>(xml: &mut Xml<'_>, shared: &mut Shared) -> Result<Vec<C>, Refusal> {
    let mut cells: Vec<C> = Vec::new();
    let mut next = 0;
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "c" => {
                let at = tag.attribute("r").as_deref().and_then(reference);
                let column = at.map_or(next, |(_, column)| column);
                next = column.saturating_add(1);
                let found = cell(xml, &tag, column, shared)?;
                cells.extend(C::of(found, shared));
            }
            Node::Open(_) => xml.skip()?,
            Node::Close | Node::End => break,
            Node::Text(_) => {}
        }
    }
    cells.sort_by_key(Reads::column);
    cells.dedup_by_key(|cell| cell.column());
    Ok(cells)
}

fn cell(xml: &mut Xml<'_>, tag: &Tag<'_>, column: u32, shared: &Shared) -> Result<Found, Refusal> {
    let kind = tag.attribute("t").unwrap_or_default();
    let style = shared.formats.style(tag.number("s").unwrap_or(0));
    let mut value = String::new();
    let mut inline = String::new();
    let mut formula = false;
    loop {
        match xml.next()? {
            Node::Open(child) => match child.name() {
                "v" => value = xml.text()?,
                "is" => inline = strings::item(xml)?,
                name => {
                    formula |= name == "f";
                    xml.skip()?;
                }
            },
            Node::Close | Node::End => break,
            Node::Text(_) => {}
        }
    }
    let text = match kind.as_str() {
        "s" => Ok(value
            .trim()
            .parse()
            .ok()
            .and_then(|at: usize| shared.strings.get(at))
            .cloned()
            .unwrap_or_default()),
        "inlineStr" => Ok(inline),
        "b" => Ok(if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        "str" | "e" => Ok(value),
        "d" => Ok(iso_day(&value)),
        _ if value.is_empty() => Ok(String::new()),
        _ => Err(value),
    };
    Ok(Found {
        column,
        style,
        text,
        formula,
    })
}

impl Reads for SheetCell {
    fn of(found: Found, shared: &mut Shared) -> Option<SheetCell> {
        let style = &found.style;
        let text = found
            .text
            .unwrap_or_else(|number| style.format.show(&number, shared.from_1904));
        let text = shared.conversions.convert(&style.font, &text).into_owned();
        (!text.trim().is_empty()).then_some(SheetCell {
            column: found.column,
            text,
            bold: style.bold,
            centred: style.centred,
        })
    }

    fn column(&self) -> u32 {
        self.column
    }
}

impl Reads for stored::StoredCell {
    fn of(found: Found, shared: &mut Shared) -> Option<stored::StoredCell> {
        let content = match found.text {
            Ok(text) => Content::Text(
                shared
                    .conversions
                    .convert(&found.style.font, &text)
                    .into_owned(),
            ),
            Err(number) => found.style.format.stored(&number, shared.from_1904),
        };
        let empty = matches!(&content, Content::Text(text) if text.trim().is_empty());
        (!empty || found.formula).then_some(stored::StoredCell {
            column: found.column,
            content,
            formula: found.formula,
        })
    }

    fn column(&self) -> u32 {
        self.column
    }
}

/// `2024-02-29T00:00:00` as dd/mm/yyyy.
fn iso_day(value: &str) -> String {
    let day = value.split('T').next().unwrap_or("");
    match day.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => value.to_owned(),
    }
}

/// `B12` as row and column from 0.
fn reference(text: &str) -> Option<(u32, u32)> {
    let text = text.trim().trim_start_matches('$');
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = text[..letters].bytes().try_fold(0_u32, |sum, letter| {
        let letter = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        sum.checked_mul(26)?.checked_add(letter)
    })?;
    let row: u32 = text[letters..].trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

fn range(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':')?;
    let (top, left) = reference(first)?;
    let (bottom, right) = reference(last)?;
    (top <= bottom && left <= right).then_some(Merge {
        top,
        left,
        bottom,
        right,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_count_from_zero() {
        assert_eq!(reference("A1"), Some((0, 0)));
        assert_eq!(reference("$AB$12"), Some((11, 27)));
        assert_eq!(reference("A0"), None);
        assert_eq!(reference("ZZZZZZZZZZZZ1"), None);
        assert_eq!(range("B2:A1"), None);
    }
}
