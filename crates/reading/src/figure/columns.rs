//! Which column of a pasted block holds what, by the words of its heading.

use super::Block;
use crate::text::{find_words, fold};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Code of an indicator.
    Code,
    /// Name of a unit.
    Unit,
    /// Mã đơn vị hành chính.
    UnitCode,
    /// What is asked for, in words; shown, not matched.
    Title,
    /// Numerator.
    Num,
    /// Denominator.
    Den,
    /// A rate; see [`Header::percent`].
    Ratio,
    /// A count or an amount.
    Value,
    /// Yes or no.
    Yes,
    /// Which option.
    Option,
    /// The figure of the period before.
    Previous,
    /// The target that the unit set itself.
    Target,
    /// Where the figure comes from.
    Source,
    /// The day of which the figure speaks.
    AsOf,
    /// How far the work is.
    Status,
    /// The unit's explanation.
    Explanation,
    /// Anything else people write.
    Note,
}

/// Phrases, folded; the first that a heading holds says what its column is, so that «đơn vị tính»
/// is passed over before «đơn vị» is found.
const PHRASES: &[(&str, Option<Column>)] = &[
    ("don vi tinh", None),
    ("dvt", None),
    ("diem toi da", None),
    ("tu cham", None),
    ("ngay so lieu", Some(Column::AsOf)),
    ("thoi diem so lieu", Some(Column::AsOf)),
    ("so lieu den ngay", Some(Column::AsOf)),
    ("tinh den ngay", Some(Column::AsOf)),
    ("nguon", Some(Column::Source)),
    ("giai trinh", Some(Column::Explanation)),
    ("thuyet minh", Some(Column::Explanation)),
    ("ly do", Some(Column::Explanation)),
    ("tinh trang", Some(Column::Status)),
    ("trang thai", Some(Column::Status)),
    ("ghi chu", Some(Column::Note)),
    ("nam truoc", Some(Column::Previous)),
    ("ky truoc", Some(Column::Previous)),
    ("muc tieu", Some(Column::Target)),
    ("chi tieu phan dau", Some(Column::Target)),
    ("tu so", Some(Column::Num)),
    ("mau so", Some(Column::Den)),
    ("tong so", Some(Column::Den)),
    ("ty le", Some(Column::Ratio)),
    ("ti le", Some(Column::Ratio)),
    ("co/khong", Some(Column::Yes)),
    ("co / khong", Some(Column::Yes)),
    ("phuong an", Some(Column::Option)),
    ("lua chon", Some(Column::Option)),
    ("ten chi so", Some(Column::Title)),
    ("noi dung", Some(Column::Title)),
    ("ten don vi", Some(Column::Unit)),
    ("ma don vi", Some(Column::UnitCode)),
    ("ma dvhc", Some(Column::UnitCode)),
    ("ma xa", Some(Column::UnitCode)),
    ("ma dia phuong", Some(Column::UnitCode)),
    ("don vi", Some(Column::Unit)),
    ("co quan", Some(Column::Unit)),
    ("dia phuong", Some(Column::Unit)),
    ("xa, phuong", Some(Column::Unit)),
    ("phuong, xa", Some(Column::Unit)),
    ("ma chi so", Some(Column::Code)),
    ("ma so", Some(Column::Code)),
    ("ma", Some(Column::Code)),
    ("gia tri", Some(Column::Value)),
    ("ket qua", Some(Column::Value)),
    ("so lieu", Some(Column::Value)),
    ("so luong", Some(Column::Value)),
    ("chi so", Some(Column::Title)),
];

/// Rows from the top among which a heading is looked for: letters open with a title.
const ROWS_SEEN: usize = 10;
/// A longer cell is prose that happens to hold a word.
const HEADING_CHARS_MAX: usize = 60;

/// The heading of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Its row; `None` when there is none, so that every row holds figures.
    pub row: Option<usize>,
    /// What each column holds, where that is known. No two hold the same.
    pub columns: Vec<Option<Column>>,
    /// Columns whose heading says «%»: bare numbers in them are percent.
    pub percent: Vec<bool>,
}

impl Header {
    /// A heading that a person chose, for a block that has none.
    pub fn chosen(columns: Vec<Option<Column>>) -> Header {
        let percent = vec![false; columns.len()];
        Header {
            row: None,
            columns,
            percent,
        }
    }

    /// Where this is.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|own| *own == Some(column))
    }
}

/// The row among the first that names the most columns, two at least; of equal ones the first.
///
/// ```
/// use reading::figure::{Column, block, header};
/// let block = block("BẢNG SỐ LIỆU\nSTT\tMã chỉ số\tTỷ lệ (%)\n1\t1.2\t85").unwrap();
/// let header = header(&block);
/// assert_eq!(header.row, Some(1));
/// assert_eq!(header.columns, [None, Some(Column::Code), Some(Column::Ratio)]);
/// assert!(header.percent[2]);
/// ```
pub fn header(block: &Block) -> Header {
    let mut best = Header::default();
    let mut most = 1;
    for (row, cells) in block.rows.iter().take(ROWS_SEEN).enumerate() {
        let columns = columns(cells);
        let count = columns.iter().flatten().count();
        if count > most {
            most = count;
            best = Header {
                row: Some(row),
                columns,
                percent: cells.iter().map(|cell| cell.contains('%')).collect(),
            };
        }
    }
    best
}

fn columns(cells: &[String]) -> Vec<Option<Column>> {
    let mut columns: Vec<Option<Column>> = Vec::with_capacity(cells.len());
    for cell in cells {
        // A column named twice is the first: the second is someone's remark or check sum.
        let column = column(cell).filter(|column| !columns.contains(&Some(*column)));
        columns.push(column);
    }
    columns
}

fn column(cell: &str) -> Option<Column> {
    if cell.chars().nth(HEADING_CHARS_MAX).is_some() {
        return None;
    }
    let folded = fold(cell);
    PHRASES
        .iter()
        .find(|(phrase, _)| find_words(&folded, phrase).is_some())
        .and_then(|(_, column)| *column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::block;

    #[track_caller]
    fn check(heading: &str, expected: Option<Column>) {
        assert_eq!(column(heading), expected, "{heading}");
    }

    #[test]
    fn headings_in_the_words_of_offices() {
        check("Mã", Some(Column::Code));
        check("MÃ CHỈ SỐ", Some(Column::Code));
        check("Đơn vị", Some(Column::Unit));
        check("Đơn vị tính", None);
        check("Tên đơn vị", Some(Column::Unit));
        check("Tử số (hồ sơ trực tuyến)", Some(Column::Num));
        check("Mẫu\nsố", Some(Column::Den));
        check("Tỷ lệ", Some(Column::Ratio));
        check("Tỉ lệ %", Some(Column::Ratio));
        check("Giá trị", Some(Column::Value));
        check("Nguồn số liệu", Some(Column::Source));
        check("Ngày số liệu", Some(Column::AsOf));
        check("Tình trạng", Some(Column::Status));
        check("Giải trình", Some(Column::Explanation));
        check("Tên chỉ số thành phần", Some(Column::Title));
        check("Có/Không", Some(Column::Yes));
        check("Mã đơn vị", Some(Column::UnitCode));
        check("Mã ĐVHC", Some(Column::UnitCode));
        check("Mã xã", Some(Column::UnitCode));
        check("STT", None);
        check("Mạng xã hội", None);
    }

    #[test]
    fn a_block_of_figures_alone_has_no_heading() {
        let header = header(&block("1.2\t85\n1.3\t90").unwrap());
        assert_eq!(header, Header::default());
    }

    #[test]
    fn a_column_named_twice_is_the_first() {
        let header = header(&block("Mã\tGiá trị\tGiá trị").unwrap());
        assert_eq!(
            header.columns,
            [Some(Column::Code), Some(Column::Value), None]
        );
    }

    #[test]
    fn prose_is_no_heading() {
        check(&"mã số của các đơn vị ".repeat(5), None);
    }
}
