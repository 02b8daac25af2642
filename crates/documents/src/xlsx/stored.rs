//! Cells as they are stored: what a form that came back says, digit for digit, hidden sheets too.

use super::{Opened, display::Format};
use crate::Refusal;
use crate::package::Package;
use crate::workbook::{Content, StoredRow, StoredSheet};

pub(crate) use crate::workbook::StoredCell;

/// All sheets of cells.
pub(crate) fn read(package: &mut Package<'_>, main: &str) -> Result<Vec<StoredSheet>, Refusal> {
    let mut opened = Opened::open(package, main)?;
    let mut sheets = Vec::new();
    for entry in std::mem::take(&mut opened.sheets) {
        let Some(sheet) = opened.sheet::<StoredCell>(&entry)? else {
            continue;
        };
        let row = |row: super::sheet::SheetRow<StoredCell>| StoredRow {
            index: row.index,
            cells: row.cells,
        };
        sheets.push(StoredSheet {
            name: entry.name,
            visible: entry.visible,
            rows: sheet.rows.into_iter().map(row).collect(),
        });
    }
    Ok(sheets)
}

impl Format {
    /// A number as stored. Days are shown: nobody types the count of days since 1900.
    pub(super) fn stored(self, raw: &str, from_1904: bool) -> Content {
        let percent = match self {
            Format::Date { .. } | Format::Month => return Content::Text(self.show(raw, from_1904)),
            Format::Fixed { percent, .. } => percent,
            Format::General => false,
        };
        match decimal(raw) {
            Some(decimal) => Content::Number { decimal, percent },
            None => Content::Text(raw.trim().to_owned()),
        }
    }
}

/// Most digits before the point, and most zeros after it, of a number that is written out.
const PLACES_MAX: i32 = 30;

/// «0.85» of «0.84999999999999998»: fifteen digits are what a worksheet keeps of what was typed.
fn decimal(raw: &str) -> Option<String> {
    let value: f64 = raw.trim().parse().ok()?;
    if !value.is_finite() {
        return None;
    }
    let spelled = format!("{value:.14e}");
    let (mantissa, exponent) = spelled.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    if exponent.abs() > PLACES_MAX {
        return (value == 0.0).then(|| "0".to_owned());
    }
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    // Where the point stands among the digits.
    let point = exponent + 1;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let (whole, part) = if point <= 0 {
        ("0".to_owned(), zeros(-point) + &digits)
    } else {
        let padded = digits.clone() + &zeros(point - i32::try_from(digits.len()).ok()?);
        let (whole, part) = padded.split_at(usize::try_from(point).ok()?);
        (whole.to_owned(), part.to_owned())
    };
    let part = part.trim_end_matches('0');
    let number = if part.is_empty() {
        whole
    } else {
        format!("{whole}.{part}")
    };
    Some(if number == "0" {
        number
    } else {
        format!("{sign}{number}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        assert_eq!(decimal(raw).as_deref(), Some(expected), "{raw}");
    }

    #[test]
    fn numbers_are_what_was_typed() {
        check("85", "85");
        check("0.84999999999999998", "0.85");
        check("0.1", "0.1");
        check("-12.50", "-12.5");
        check("1.5E+9", "1500000000");
        check("1E-3", "0.001");
        check("123456789012345", "123456789012345");
        check("0", "0");
        check("-0", "0");
        check("100", "100");
        assert_eq!(decimal("1E+99"), None);
        assert_eq!(decimal("abc"), None);
        assert_eq!(decimal("inf"), None);
    }
}
