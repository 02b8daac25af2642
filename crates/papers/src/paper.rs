//! What an official paper holds, whatever it is written as.

use std::fmt;

use jiff::civil::Date;
use scoring::Exact;

/// A whole paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Who issues it, where, when, under which number.
    pub head: Head,
    /// «Kế hoạch», «Báo cáo»; empty for an official letter (công văn), which names none.
    pub kind: String,
    /// Trích yếu.
    pub title: String,
    /// Kính gửi.
    pub addressed: Vec<String>,
    /// Căn cứ, one sentence each.
    pub bases: Vec<String>,
    /// What it says.
    pub body: Vec<Block>,
    /// Nơi nhận, one line each.
    pub recipients: Vec<String>,
    /// Who signs.
    pub signatory: Signatory,
    /// Phụ lục.
    pub annexes: Vec<Annex>,
    /// Whether «DỰ THẢO» stands on it.
    pub draft: bool,
}

/// The top of the first page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Cơ quan chủ quản.
    pub above: Option<String>,
    /// Cơ quan ban hành, one line or more.
    pub agency: String,
    /// «36/KH-UBND»; a draft has none yet.
    pub reference: Option<String>,
    /// What follows the blank of a draft: «KH-UBND».
    pub symbol: String,
    /// Địa danh.
    pub place: String,
    /// Ngày ban hành; a draft has none yet.
    pub date: Option<Date>,
    /// The year printed where the day is still blank.
    pub year: i16,
}

/// The bottom right of the last page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signatory {
    /// «TM. ỦY BAN NHÂN DÂN», «CHỦ TỊCH», one line each.
    pub posts: Vec<String>,
    /// The name.
    pub name: String,
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// «I. MỤC ĐÍCH»: 1 is a part, 2 a section.
    Heading(u8, String),
    /// Running text.
    Paragraph(String),
    /// A table in the text.
    Table(Table),
}

/// An annex: its own section, lying, with its own page numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annex {
    /// «Phụ lục 01».
    pub name: String,
    /// The title under it.
    pub title: String,
    /// What it holds.
    pub table: Table,
}

/// A grid with a header that is repeated on each page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Left to right.
    pub columns: Vec<Column>,
    /// Top to bottom.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// How wide it is beside the others.
    pub share: u32,
    /// Where its text stands.
    pub align: Align,
}

/// Where text stands in its cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Left to right; their spans add up to the columns.
    pub cells: Vec<Cell>,
    /// A group or a sum: bold.
    pub strong: bool,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Lines are separated by `\n`.
    pub text: String,
    /// The same as a number, for worksheets.
    pub number: Option<Exact>,
    /// How many columns it covers, from 1.
    pub span: u16,
}

impl Cell {
    /// A cell of one column.
    pub fn new(text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            number: None,
            span: 1,
        }
    }

    /// The same across several columns.
    #[must_use]
    pub fn over(self, span: u16) -> Cell {
        Cell { span, ..self }
    }
}

/// Why nothing was written. It does not happen while memory lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritable(pub(crate) String);

impl fmt::Display for Unwritable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "paper not written: {}", self.0)
    }
}

impl std::error::Error for Unwritable {}
