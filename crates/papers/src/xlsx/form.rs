//! A worksheet that goes out to be filled in and comes back: locked but for its fields, fields
//! checked as they are typed, keys hidden, counts and sums over each column for comparison.
//!
//! What comes back is read by whoever knows the keys. The first row, hidden, names the columns; the
//! first column, hidden, names the rows; a hidden sheet says what the form is of.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, Format, FormatAlign, Formula, ProtectionOptions,
    Workbook, Worksheet, XlsxError,
};
use scoring::Exact;

use super::{at, column, float, letter_size, letters_and_box};
use crate::{Layout, Unwritable};

/// In the first cell of a form's sheet.
pub const MARK: &str = "chamdiem";
/// The hidden sheet.
pub const MARKS: &str = "_chamdiem";
/// The column in which rows have their keys, and the first of the form's own columns.
pub const KEYS: u32 = 0;
/// The row in which columns have their keys.
pub const HEADS: u32 = 0;
/// Characters of all choices of a list together: more is not stored in the sheet.
const CHOICES_MAX: usize = 250;

/// Lines of a row at most: worksheets have no higher ones.
const LINES_MAX: usize = 24;
/// Height of a line beside the size of its text.
const LINE: f64 = 1.32;

/// A form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// What the form is of, by name: in the hidden sheet.
    pub marks: Vec<(String, String)>,
    /// How to fill it in: a sheet of its own.
    pub guide: Guide,
    /// Name of the tab with the fields.
    pub name: String,
    /// Lines above the fields.
    pub above: Vec<String>,
    /// Its columns.
    pub columns: Vec<FormColumn>,
    /// Its rows.
    pub rows: Vec<FormRow>,
    /// Said before the count and the sum of a column.
    pub totals: (String, String),
}

/// The sheet that says how to fill in the form.
#[derive(Clone, Debug, Default)]
pub struct Guide {
    /// On its tab.
    pub name: String,
    /// A paragraph each.
    pub lines: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormColumn {
    /// Hidden name.
    pub key: String,
    /// Heading.
    pub heading: String,
    /// In characters.
    pub width: u16,
    /// Whether its numbers are counted and added up.
    pub adds_up: bool,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRow {
    /// Hidden name; empty: a heading.
    pub key: String,
    /// One for each column.
    pub cells: Vec<Field>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// Printed.
    Fixed(String),
    /// Printed large: a group's name.
    Strong(String),
    /// Nothing is asked here.
    Barred,
    /// What is there already and is not for whoever fills this in.
    Locked(Given),
    /// To be filled in.
    Open(Takes, Given),
}

/// What a field holds when the form goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number that ends, or the nearest one that does.
    Number(Exact),
}

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A number from nothing upwards.
    Count,
    /// Any number.
    Number,
    /// 0 to 100.
    Percent,
    /// One of these.
    Choice(Vec<String>),
    /// Words, at most so many characters.
    Words(u32),
}

/// The workbook with the form.
pub fn write(form: &Form, layout: &Layout) -> Result<Vec<u8>, Unwritable> {
    book(form, layout).map_err(|error| Unwritable(error.to_string()))
}

fn book(form: &Form, layout: &Layout) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let looks = Looks::of(layout);
    guide(book.add_worksheet(), &form.guide, &looks)?;
    let sheet = book.add_worksheet();
    sheet.set_name(&form.name)?;
    fields(sheet, form, &looks)?;
    sheet.set_active(true);
    let marks = book.add_worksheet();
    marks.set_name(MARKS)?.set_very_hidden(true);
    for (row, (name, value)) in form.marks.iter().enumerate() {
        marks.write_string(at(row), 0, name)?;
        marks.write_string(at(row), 1, value)?;
    }
    book.save_to_buffer()
}

fn guide(sheet: &mut Worksheet, guide: &Guide, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(&guide.name)?;
    sheet.set_column_width(0, 100)?;
    for (row, line) in guide.lines.iter().enumerate() {
        let look = if row == 0 { &looks.title } else { &looks.words };
        sheet.write_string_with_format(at(row), 0, line, look)?;
    }
    sheet.protect();
    Ok(())
}

/// Rows of the sheet above the fields.
struct Rows {
    /// Count and sum of each column.
    totals: u32,
    header: u32,
    first: u32,
}

fn fields(sheet: &mut Worksheet, form: &Form, looks: &Looks) -> Result<(), XlsxError> {
    let totals = 1 + at(form.above.len());
    let rows = Rows {
        totals,
        header: totals + 2,
        first: totals + 3,
    };
    sheet.write_string(HEADS, 0, MARK)?;
    for (row, line) in form.above.iter().enumerate() {
        sheet.write_string_with_format(1 + at(row), 1, line, &looks.title)?;
    }
    for (index, head) in form.columns.iter().enumerate() {
        put_column(sheet, (form, index, head), &rows, looks)?;
    }
    for (index, row) in form.rows.iter().enumerate() {
        let line = rows.first + at(index);
        if !row.key.is_empty() {
            sheet.write_string(line, 0, &row.key)?;
        }
        let lines = u32::try_from(lines(form, row)).unwrap_or(1);
        sheet.set_row_height(line, f64::from(lines) * looks.line)?;
        for (index, field) in row.cells.iter().enumerate() {
            put_field(sheet, (line, column(index + 1)), field, looks)?;
        }
    }
    sheet.set_column_hidden(0)?;
    sheet.set_row_hidden(HEADS)?;
    sheet.set_freeze_panes(rows.first, 3)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(rows.header, rows.header)?;
    // People may widen what is narrow; keys and rules stay.
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

fn put_column(
    sheet: &mut Worksheet,
    (form, index, head): (&Form, usize, &FormColumn),
    rows: &Rows,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let own = column(index + 1);
    sheet.write_string(HEADS, own, &head.key)?;
    sheet.write_string_with_format(rows.header, own, &head.heading, &looks.header)?;
    sheet.set_column_width(own, head.width)?;
    if head.adds_up {
        let letter = super::sums::letters(index + 1);
        let last = rows.first + at(form.rows.len().max(1));
        let range = format!("{letter}{}:{letter}{last}", rows.first + 1);
        let (count, sum) = added_up(form, index);
        for (line, what, result) in [(rows.totals, "COUNT", count), (rows.totals + 1, "SUM", sum)] {
            // Programs that open it without computing show what we computed.
            let formula = Formula::new(format!("={what}({range})")).set_result(result);
            sheet.write_formula_with_format(line, own, formula, &looks.total)?;
        }
    }
    if index == 1 {
        for (line, said) in [
            (rows.totals, &form.totals.0),
            (rows.totals + 1, &form.totals.1),
        ] {
            sheet.write_string_with_format(line, own, said, &looks.total)?;
        }
    }
    Ok(())
}

/// How many numbers stand in the column, and their sum.
fn added_up(form: &Form, index: usize) -> (String, String) {
    let numbers = form
        .rows
        .iter()
        .filter_map(|row| match row.cells.get(index)? {
            Field::Open(_, Given::Number(number)) | Field::Locked(Given::Number(number)) => {
                Some(number)
            }
            _ => None,
        });
    let (mut count, mut sum) = (0, Exact::whole(0));
    for number in numbers {
        count += 1;
        sum = sum + number.clone();
    }
    (count.to_string(), super::decimal(&sum))
}

/// Lines that the row needs, by the width of its columns: not every program finds that out itself.
fn lines(form: &Form, row: &FormRow) -> usize {
    let texts = row.cells.iter().zip(&form.columns).map(|(field, column)| {
        let text = match field {
            Field::Fixed(text) | Field::Strong(text) => text,
            Field::Open(_, Given::Text(text)) | Field::Locked(Given::Text(text)) => text,
            _ => "",
        };
        let width = usize::from(column.width.max(1));
        let pieces = text.split('\n');
        pieces
            .map(|piece| piece.chars().count().div_ceil(width).max(1))
            .sum::<usize>()
    });
    texts.max().unwrap_or(1).min(LINES_MAX)
}

fn put_field(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    field: &Field,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match field {
        Field::Fixed(text) => {
            sheet.write_string_with_format(row, column, text, &looks.fixed)?;
        }
        Field::Strong(text) => {
            sheet.write_string_with_format(row, column, text, &looks.strong)?;
        }
        Field::Barred => {
            sheet.write_blank(row, column, &looks.barred)?;
        }
        Field::Locked(given) => put_given(sheet, (row, column), given, &looks.barred)?,
        Field::Open(takes, given) => {
            put_given(sheet, (row, column), given, &looks.open)?;
            if let Some(rule) = rule(takes)? {
                sheet.add_data_validation(row, column, row, column, &rule)?;
            }
        }
    }
    Ok(())
}

fn put_given(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    given: &Given,
    look: &Format,
) -> Result<(), XlsxError> {
    match given {
        Given::Empty => sheet.write_blank(row, column, look)?,
        Given::Text(text) => sheet.write_string_with_format(row, column, text, look)?,
        Given::Number(number) => match float(number) {
            Some(float) => sheet.write_number_with_format(row, column, float, look)?,
            None => sheet.write_string_with_format(row, column, number.to_string(), look)?,
        },
    };
    Ok(())
}

/// What the worksheet refuses as it is typed.
fn rule(takes: &Takes) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    Ok(Some(match takes {
        Takes::Count => rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
        Takes::Number => {
            let widest = 1e300;
            rule.allow_decimal_number(DataValidationRule::Between(-widest, widest))
        }
        Takes::Percent => rule.allow_decimal_number(DataValidationRule::Between(0.0, 100.0)),
        Takes::Choice(all) => {
            let chars: usize = all.iter().map(|one| one.chars().count() + 1).sum();
            if chars > CHOICES_MAX {
                return Ok(None);
            }
            rule.allow_list_strings(all)?
        }
        Takes::Words(most) => rule.allow_text_length(DataValidationRule::LessThanOrEqualTo(*most)),
    }))
}

struct Looks {
    title: Format,
    words: Format,
    header: Format,
    total: Format,
    fixed: Format,
    strong: Format,
    barred: Format,
    open: Format,
    /// Height of a line in points.
    line: f64,
}

impl Looks {
    fn of(layout: &Layout) -> Looks {
        let (base, boxed) = letters_and_box(layout);
        let shade = |shade: u32| Color::RGB(shade);
        Looks {
            line: letter_size(layout) * LINE,
            title: base.clone().set_bold(),
            words: base.clone().set_text_wrap(),
            header: boxed
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_background_color(shade(0x00E2_E8F0)),
            total: base.set_italic(),
            fixed: boxed.clone(),
            strong: boxed.clone().set_bold(),
            barred: boxed.clone().set_background_color(shade(0x00D9_D9D9)),
            open: boxed
                .set_unlocked()
                .set_background_color(shade(0x00FF_FBE6)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        let head = |key: &str, adds_up| FormColumn {
            key: key.to_owned(),
            heading: key.to_uppercase(),
            width: 12,
            adds_up,
        };
        Form {
            marks: vec![("unit".to_owned(), "u1".to_owned())],
            guide: Guide {
                name: "Hướng dẫn".to_owned(),
                lines: vec!["Điền ô vàng.".to_owned()],
            },
            name: "Số liệu".to_owned(),
            above: vec!["Xã Mẫu".to_owned()],
            columns: vec![head("code", false), head("title", false), head("num", true)],
            rows: vec![
                FormRow {
                    key: "r1:3".to_owned(),
                    cells: vec![
                        Field::Fixed("1.1".to_owned()),
                        Field::Fixed("=1+1".to_owned()),
                        Field::Open(Takes::Count, Given::Number("17/2".parse().unwrap())),
                    ],
                },
                FormRow {
                    key: "r2:1".to_owned(),
                    cells: vec![
                        Field::Fixed("1.2".to_owned()),
                        Field::Fixed("Nhận thức số".to_owned()),
                        Field::Barred,
                    ],
                },
            ],
            totals: ("Số ô".to_owned(), "Tổng".to_owned()),
        }
    }

    #[test]
    fn a_form_goes_out_and_is_read_back_with_its_keys() {
        use documents::workbook::Content;
        let bytes = write(&form(), &Layout::default()).unwrap();
        let sheets = documents::workbook::sheets(&bytes).unwrap();
        let names: Vec<_> = sheets
            .iter()
            .map(|sheet| (sheet.name.as_str(), sheet.visible))
            .collect();
        assert_eq!(
            names,
            [("Hướng dẫn", true), ("Số liệu", true), (MARKS, false)]
        );
        let rows = &sheets[1].rows;
        let text = |row: usize, column| match &rows[row].cell(column).unwrap().content {
            Content::Text(text) => text.clone(),
            Content::Number { decimal, .. } => decimal.clone(),
        };
        assert_eq!((text(0, 0).as_str(), text(0, 3).as_str()), (MARK, "num"));
        let first = rows.len() - 2;
        assert_eq!(text(first, KEYS), "r1:3");
        assert_eq!(text(first, 2), "=1+1", "words are never computed");
        assert_eq!(text(first, 3), "8.5");
        assert!(rows[first + 1].cell(3).is_none());
        assert!(rows[2].cell(3).unwrap().formula, "the count is a formula");
    }
}
