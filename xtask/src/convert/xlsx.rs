//! One sheet: paragraphs in the first column, then the tables; whole numbers as numbers.

use domain::source::{Block, Source, Table};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::{Placed, is_header, placed};

/// Writes a workbook.
///
/// # Panics
/// When the source has more rows or columns than a sheet, which no plan has.
pub fn xlsx(source: &Source) -> Vec<u8> {
    try_xlsx(source).expect("a sheet holds any plan")
}

fn try_xlsx(source: &Source) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2024, 1, 2)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Phụ lục")?;
    let mut row = 0;
    let mut after_table = false;
    for block in &source.blocks {
        match block {
            Block::Paragraph(one) => {
                row += u32::from(after_table);
                after_table = false;
                let mut format = Format::new();
                format = if one.bold { format.set_bold() } else { format };
                format = if one.centred {
                    format.set_align(FormatAlign::Center)
                } else {
                    format
                };
                if !one.text.trim().is_empty() {
                    sheet.write_string_with_format(row, 0, &one.text, &format)?;
                }
                row += 1;
            }
            Block::Table(one) => {
                row = table(sheet, one, row + 1)?;
                after_table = true;
            }
        }
    }
    workbook.save_to_buffer()
}

/// Writes the table from this row on; gives the row after it.
fn table(sheet: &mut Worksheet, table: &Table, top: u32) -> Result<u32, XlsxError> {
    let mut row = top;
    for at in 0..table.rows.len() {
        for cell in placed(table, at).iter().filter(|cell| cell.rows > 0) {
            one_cell(sheet, cell, row, is_header(table, at))?;
        }
        row += 1;
    }
    Ok(row)
}

fn one_cell(
    sheet: &mut Worksheet,
    cell: &Placed<'_>,
    row: u32,
    header: bool,
) -> Result<(), XlsxError> {
    let mut format = Format::new().set_text_wrap();
    format = if cell.bold { format.set_bold() } else { format };
    format = if header {
        format.set_align(FormatAlign::Center)
    } else {
        format
    };
    let column = u16::try_from(cell.column).unwrap_or(u16::MAX);
    let last_column = u16::try_from(cell.column + cell.columns - 1).unwrap_or(u16::MAX);
    let last_row = row + u32::try_from(cell.rows).unwrap_or(1) - 1;
    if (row, column) != (last_row, last_column) {
        sheet.merge_range(row, column, last_row, last_column, cell.text, &format)?;
    } else if let Some(number) = whole_number(cell.text) {
        sheet.write_number_with_format(row, column, number, &format)?;
    } else if !cell.text.is_empty() {
        sheet.write_string_with_format(row, column, cell.text, &format)?;
    }
    Ok(())
}

/// What a person would type as a number: `10`, not `01` nor `1.`.
fn whole_number(text: &str) -> Option<f64> {
    let plain = text.len() <= 9 && (text == "0" || !text.starts_with('0'));
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain && digits {
        text.parse().ok()
    } else {
        None
    }
}
