//! Workbooks (Office Open XML) with numbers as numbers and sums as formulas.
//!
//! A group whose number is the sum of what stands under it gets a formula, so that the sheet
//! computes anew when somebody changes a line; a number that a document states otherwise stays as
//! stated. [`sums`] decides that, with exact numbers.

pub mod form;
mod sums;

use std::collections::BTreeSet;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};
use scoring::Exact;
use scoring::number::Rounding;

use crate::paper::{Align, Cell, Paper, Row, Table};
use crate::wording;
use crate::{Layout, Unwritable};

/// Decimals of a number that does not end; a worksheet holds no more than fifteen digits.
const DIGITS: u32 = 12;

/// A sheet.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// On its tab.
    pub name: &'a str,
    /// Lines above the table.
    pub above: &'a [String],
    /// What it holds.
    pub table: &'a Table,
    /// Said before the sum of all that stands over the first column of numbers, which makes one.
    pub total: Option<&'a str>,
}

/// The annexes of a paper, a sheet each.
pub fn annexes(paper: &Paper, layout: &Layout) -> Result<Vec<u8>, Unwritable> {
    let above: Vec<[String; 3]> = paper
        .annexes
        .iter()
        .map(|annex| {
            [
                annex.name.to_uppercase(),
                annex.title.clone(),
                wording::attached(paper),
            ]
        })
        .collect();
    let sheets: Vec<Sheet<'_>> = paper
        .annexes
        .iter()
        .zip(&above)
        .map(|(annex, above)| Sheet {
            name: &annex.name,
            above,
            table: &annex.table,
            total: Some("Tổng điểm tối đa"),
        })
        .collect();
    write(&sheets, layout)
}

/// A workbook of these sheets.
pub fn write(sheets: &[Sheet<'_>], layout: &Layout) -> Result<Vec<u8>, Unwritable> {
    let unwritable = |error: XlsxError| Unwritable(error.to_string());
    let mut book = Workbook::new();
    let mut names = BTreeSet::new();
    let looks = Looks::of(layout);
    for one in sheets {
        let sheet = book.add_worksheet();
        sheet
            .set_name(tab(one.name, &mut names))
            .map_err(unwritable)?;
        fill(sheet, one, &looks).map_err(unwritable)?;
    }
    book.save_to_buffer().map_err(unwritable)
}

/// A name that a tab can have: 31 letters at most, none that formulas use, none twice.
fn tab(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = name
        .chars()
        .filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control())
        .take(26)
        .collect();
    let plain = if plain.trim().is_empty() {
        "Bảng".to_owned()
    } else {
        plain.trim().to_owned()
    };
    let mut name = plain.clone();
    let mut number = 1;
    while !taken.insert(name.to_lowercase()) {
        number += 1;
        name = format!("{plain} {number}");
    }
    name
}

/// Letters, in points.
fn letter_size(layout: &Layout) -> f64 {
    f64::from(layout.table_size) / 2.0
}

/// How words look, and how they look in a cell with its lines around it.
fn letters_and_box(layout: &Layout) -> (Format, Format) {
    let base = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(letter_size(layout));
    let boxed = base
        .clone()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    (base, boxed)
}

struct Looks {
    title: Format,
    header: Format,
    /// By alignment, plain and strong.
    cells: [[Format; 2]; 3],
}

impl Looks {
    fn of(layout: &Layout) -> Looks {
        let (base, boxed) = letters_and_box(layout);
        let aligned = |align| {
            let plain = boxed.clone().set_align(align);
            [plain.clone(), plain.set_bold()]
        };
        Looks {
            title: base.set_bold().set_align(FormatAlign::Center),
            header: boxed.clone().set_bold().set_align(FormatAlign::Center),
            cells: [
                aligned(FormatAlign::Left),
                aligned(FormatAlign::Center),
                aligned(FormatAlign::Right),
            ],
        }
    }

    fn cell(&self, align: Align, strong: bool) -> &Format {
        &self.cells[align as usize][usize::from(strong)]
    }
}

/// Rows and columns as worksheets count them.
fn at(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn fill(sheet: &mut Worksheet, one: &Sheet<'_>, looks: &Looks) -> Result<(), XlsxError> {
    let table = one.table;
    let width = table.columns.len().max(1);
    for (row, line) in one.above.iter().enumerate() {
        if width > 1 {
            sheet.merge_range(at(row), 0, at(row), column(width - 1), line, &looks.title)?;
        } else {
            sheet.write_string_with_format(at(row), 0, line, &looks.title)?;
        }
    }
    let first = one.above.len() + usize::from(one.total.is_some()) + 1;
    let header = first - 1;
    for (index, heading) in table.columns.iter().enumerate() {
        let name = heading.heading.as_str();
        sheet.write_string_with_format(at(header), column(index), name, &looks.header)?;
        let chars = f64::from(heading.share.max(4)) * 0.65;
        sheet.set_column_width(column(index), chars)?;
    }
    let plan = sums::plan(table);
    for (index, row) in table.rows.iter().enumerate() {
        let place = Place {
            row: first + index,
            first,
        };
        put_row(sheet, (table, row), (&place, &plan[index]), looks)?;
    }
    if let Some(label) = one.total {
        put_total(sheet, (table, label), (header - 1, first), looks)?;
    }
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(at(header), at(header))?
        .set_freeze_panes(at(first), 0)?;
    Ok(())
}

struct Place {
    row: usize,
    first: usize,
}

fn put_row(
    sheet: &mut Worksheet,
    (table, row): (&Table, &Row),
    (place, sum): (&Place, &Option<sums::Sum>),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let mut index = 0;
    for cell in &row.cells {
        let span = usize::from(cell.span.max(1)).min(table.columns.len() - index);
        if span == 0 {
            break;
        }
        let align = if span > 1 {
            Align::Left
        } else {
            table.columns[index].align
        };
        let format = looks.cell(align, row.strong);
        let (r, c) = (at(place.row), column(index));
        if span > 1 {
            let last = column(index + span - 1);
            sheet.merge_range(r, c, r, last, &cell.text, format)?;
        } else if let Some(sum) = sum.as_ref().filter(|sum| sum.column == index) {
            let result = cell.number.as_ref().map(decimal).unwrap_or_default();
            let formula = Formula::new(sum.formula(place.first)).set_result(result);
            sheet.write_formula_with_format(r, c, formula, format)?;
        } else {
            put(sheet, (r, c), cell, format)?;
        }
        index += span;
    }
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell.number.as_ref().and_then(float) {
        Some(number) => sheet.write_number_with_format(row, column, number, format)?,
        // Texts are texts: what begins with «=» is not computed.
        None => sheet.write_string_with_format(row, column, &cell.text, format)?,
    };
    Ok(())
}

/// The sum over the first column of numbers, above the table: below it would be a row.
fn put_total(
    sheet: &mut Worksheet,
    (table, label): (&Table, &str),
    (row, first): (usize, usize),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let Some((sum, value)) = sums::whole(table) else {
        return Ok(());
    };
    let format = looks.cell(Align::Centre, true);
    let before = sum.column.saturating_sub(1);
    sheet.write_string_with_format(
        at(row),
        column(before),
        label,
        looks.cell(Align::Right, true),
    )?;
    let formula = Formula::new(sum.formula(first)).set_result(decimal(&value));
    sheet.write_formula_with_format(at(row), column(sum.column), formula, format)?;
    Ok(())
}

fn decimal(value: &Exact) -> String {
    value
        .to_decimal()
        .unwrap_or_else(|| value.to_fixed(DIGITS, Rounding::HalfUp))
}

/// Worksheets hold floating numbers and nothing else.
fn float(value: &Exact) -> Option<f64> {
    decimal(value).parse().ok()
}
