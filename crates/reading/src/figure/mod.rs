//! What an official types into a field or pastes from a worksheet, read into figures.
//!
//! Numbers follow Vietnamese convention: the comma is decimal, points and spaces part thousands.
//! So «1,234» is a little more than one, and «1.234» is one thousand two hundred thirty-four, as
//! worksheets of Vietnamese offices print it; both carry a [`Note`] with the other reading, which
//! the page shows beside the field. What has no certain reading is [`Unclear`]; an empty cell or a
//! dash is no data. Sentences for all of these are in `words::figure`.

mod block;
mod columns;
mod date;
mod matched;
mod names;
mod number;
mod typed;

use scoring::Exact;

pub use block::{BYTES_MAX, Block, CELLS_MAX, ROWS_MAX, Refusal, Separator, block, of_table};
pub use columns::{Column, Header, header};
pub use date::date;
pub use matched::{Matched, Preview, Stated, Total, Unmatched, Unread, matched};
pub use names::{Known, Likeness, Place};
pub use number::number;
pub use typed::{InputKind, Typed, typed};

/// A number as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its value: 0.85 for «85 %», 17/20 for «85/100», 1500000000 for «1,5 tỷ».
    pub value: Exact,
    /// How it was written.
    pub form: Form,
    /// What was settled by convention, to be shown.
    pub note: Option<Note>,
}

/// How a number was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// «85».
    Plain,
    /// «85 %».
    Percent,
    /// «1,5 tỷ», «500.000 đ».
    Amount,
    /// «85/100».
    Fraction {
        /// Above the stroke.
        num: Exact,
        /// Below it; not zero.
        den: Exact,
    },
}

/// What convention settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// «1,234» was read with a decimal comma.
    CommaIsDecimal {
        /// What it is if the comma parts thousands.
        other: Exact,
    },
    /// «1.234» was read as thousands.
    PointIsThousands {
        /// What it is if the point is decimal.
        other: Exact,
    },
    /// «1,234.5» can only be the English style.
    EnglishStyle,
    /// «0,85» stands in a field of percentages: less than one percent.
    BelowOnePercent,
}

/// Why a text is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// Not a number, or one broken by stray signs.
    NotANumber {
        /// As typed.
        text: String,
    },
    /// `#DIV/0!`, `#N/A`: the worksheet could not compute it.
    SheetError {
        /// The error.
        text: String,
    },
    /// `####`: the worksheet's column was too narrow to show it.
    ColumnTooNarrow,
    /// `1,2E+11`: the worksheet shortened it, digits are lost.
    Scientific {
        /// As typed.
        text: String,
    },
    /// Words after the number that are no measure we know.
    Trailing {
        /// As typed.
        text: String,
        /// What follows the number.
        rest: String,
    },
    /// A date where a number is asked for.
    IsADate {
        /// As typed.
        text: String,
    },
    /// «5/0».
    ZeroDenominator {
        /// As typed.
        text: String,
    },
    /// Longer than any figure.
    TooLong {
        /// The most that is read.
        chars_max: usize,
    },
    /// Below zero where a count is asked for.
    Negative {
        /// As typed.
        text: String,
    },
    /// «85» where a share is asked for: 85 % is likely, but it does not say so.
    ShareAboveOne {
        /// As typed.
        text: String,
        /// The number.
        value: Exact,
    },
    /// Neither yes nor no.
    NotYesOrNo {
        /// As typed.
        text: String,
    },
    /// Not one of the options.
    NotAnOption {
        /// As typed.
        text: String,
        /// How many options there are.
        count: u32,
    },
    /// More or fewer parts than the rule has.
    PartsCount {
        /// How many were typed.
        given: usize,
        /// How many there are.
        count: u32,
    },
    /// Not a date.
    NotADate {
        /// As typed.
        text: String,
    },
    /// A date that the calendar lacks: 31/02, or month before day.
    NoSuchDate {
        /// As typed.
        text: String,
    },
    /// «14/10» where nothing says of which year.
    YearMissing {
        /// As typed.
        text: String,
    },
    /// «45579»: a worksheet's own count of days.
    SerialDate {
        /// As typed.
        text: String,
    },
}

/// Longer than any figure: what is longer is prose.
const CHARS_MAX: usize = 60;

/// As typed, for a sentence: the ends trimmed, long texts cut.
fn quoted(text: &str) -> String {
    text.trim().chars().take(CHARS_MAX).collect()
}

/// Full-width forms, odd spaces and dashes as plain ones; ends trimmed.
fn plain(text: &str) -> Result<String, Unclear> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
    if text.chars().nth(CHARS_MAX).is_some() {
        return Err(Unclear::TooLong {
            chars_max: CHARS_MAX,
        });
    }
    Ok(text
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => u32::from(c)
                .checked_sub(0xfee0)
                .and_then(char::from_u32)
                .unwrap_or(c),
            '\u{2212}' | '\u{2013}' | '\u{2014}' | '\u{2012}' | '\u{2011}' | '\u{2010}' => '-',
            '\u{2044}' | '\u{2215}' => '/',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect())
}

/// Whether the text says that there is no figure.
fn is_no_data(plain: &str) -> bool {
    plain
        .chars()
        .all(|c| matches!(c, '-' | '.' | '…' | ' ' | '_'))
        || matches!(
            crate::text::fold(plain).as_str(),
            "khong co so lieu" | "chua co so lieu" | "chua co" | "chua thong ke"
        )
}

/// What a worksheet shows in place of a value.
fn sheet_error(plain: &str) -> Option<Unclear> {
    if !plain.starts_with('#') {
        return None;
    }
    if plain.len() > 1 && plain.chars().all(|c| c == '#') {
        return Some(Unclear::ColumnTooNarrow);
    }
    let names = [
        "#DIV/0!", "#N/A", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    ];
    let text = plain.to_uppercase();
    names
        .contains(&text.as_str())
        .then_some(Unclear::SheetError { text })
}
