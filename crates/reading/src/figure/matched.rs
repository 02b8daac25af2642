//! A pasted block against what is asked for: which row speaks of which indicator or unit, what its
//! cells say, and control totals to compare with the sheet before anything is kept.
//!
//! Nothing is guessed: a name that could be two is unmatched, a second row for the same indicator
//! is a duplicate, a cell that does not read is listed with its reason.

use scoring::Exact;

use super::names::{Index, is_total};
use super::{Block, Column, Header, InputKind, Known, Likeness, Typed, Unclear, typed};

/// What a block says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Rows that speak of something known, in the order of the block.
    pub rows: Vec<Matched>,
    /// Rows that do not.
    pub unmatched: Vec<Unmatched>,
    /// Known ones that several rows speak of, with those rows.
    pub duplicates: Vec<(usize, Vec<usize>)>,
    /// Known ones that no row speaks of.
    pub absent: Vec<usize>,
    /// Cells of matched rows that do not read.
    pub unread: Vec<Unread>,
    /// One for each column of numbers, over the matched rows.
    pub totals: Vec<Total>,
    /// Rows in which the sheet states its totals; only for [`Known::Places`].
    pub stated: Vec<Stated>,
}

/// A row in which the sheet states its totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Row of the block, from 0.
    pub row: usize,
    /// What its cells say.
    pub cells: Vec<(Column, Typed)>,
}

/// A row that speaks of something known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// Row of the block, from 0.
    pub row: usize,
    /// Index among the known.
    pub known: usize,
    /// How its name was recognised; anything but the same is worth a look.
    pub likeness: Likeness,
    /// What its cells say; cells that do not read are absent.
    pub cells: Vec<(Column, Typed)>,
}

/// A row that speaks of nothing known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// Row of the block, from 0.
    pub row: usize,
    /// The code or name as it stands; empty when the row has none.
    pub text: String,
    /// Which it could be, where it could be several.
    pub candidates: Vec<usize>,
}

/// A cell that does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Row of the block, from 0.
    pub row: usize,
    /// What its column holds.
    pub column: Column,
    /// Why.
    pub why: Unclear,
}

/// Control total of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// What it holds.
    pub column: Column,
    /// How many numbers.
    pub count: usize,
    /// Their exact sum.
    pub sum: Exact,
    /// The least; `None` without numbers.
    pub min: Option<Exact>,
    /// The greatest; `None` without numbers.
    pub max: Option<Exact>,
}

/// Matches the rows below the heading with what is known; `year` is for dates that name none.
///
/// ```
/// use reading::figure::{Known, block, header, matched};
/// let block = block("Mã\tTử số\n1.2.\t1.500\n9.9\t3\n").unwrap();
/// let preview = matched(&block, &header(&block), Known::Codes(&["1.1", "1.2"]), None);
/// assert_eq!((preview.rows[0].known, preview.unmatched[0].row), (1, 2));
/// assert_eq!(preview.absent, [0]);
/// assert_eq!(preview.totals[0].sum.to_string(), "1500");
/// ```
pub fn matched(block: &Block, header: &Header, known: Known<'_>, year: Option<i16>) -> Preview {
    let index = Index::new(known);
    let mut preview = Preview {
        totals: totals(header),
        ..Preview::default()
    };
    let mut spoken: Vec<Vec<usize>> = vec![Vec::new(); index.count];
    let first = header.row.map_or(0, |row| row + 1);
    for (row, cells) in block.rows.iter().enumerate().skip(first) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let found = index.of_row(header, cells);
        match found.known[..] {
            [known] => {
                spoken[known].push(row);
                let (cells, unread) = read_row(header, (row, cells), year);
                preview.count(&cells);
                preview.unread.extend(unread);
                preview.rows.push(Matched {
                    row,
                    known,
                    likeness: found.likeness,
                    cells,
                });
            }
            [] if index.has_totals && cells.iter().take(3).any(|cell| is_total(cell)) => {
                let (cells, _) = read_row(header, (row, cells), year);
                preview.stated.push(Stated { row, cells });
            }
            ref candidates => preview.unmatched.push(Unmatched {
                row,
                text: found.text,
                candidates: candidates.to_vec(),
            }),
        }
    }
    for (known, rows) in spoken.into_iter().enumerate() {
        match rows.len() {
            0 => preview.absent.push(known),
            1 => {}
            _ => preview.duplicates.push((known, rows)),
        }
    }
    preview
}

fn totals(header: &Header) -> Vec<Total> {
    let columns = header.columns.iter().flatten();
    columns
        .filter(|column| is_number(**column))
        .map(|column| Total {
            column: *column,
            count: 0,
            sum: Exact::ZERO,
            min: None,
            max: None,
        })
        .collect()
}

fn is_number(column: Column) -> bool {
    matches!(
        column,
        Column::Num
            | Column::Den
            | Column::Ratio
            | Column::Value
            | Column::Previous
            | Column::Target
    )
}

/// How many options a pasted index may reach; which the rule has is checked where it is known.
const OPTIONS_MAX: u32 = 100;

fn read_row(
    header: &Header,
    (row, cells): (usize, &[String]),
    year: Option<i16>,
) -> (Vec<(Column, Typed)>, Vec<Unread>) {
    let (mut out, mut unread) = (Vec::new(), Vec::new());
    for (at, column) in header.columns.iter().enumerate() {
        let (Some(column), Some(cell)) = (*column, cells.get(at)) else {
            continue;
        };
        let percent = header.percent.get(at).copied().unwrap_or(false);
        match read_cell(column, percent, cell, year) {
            Ok(Typed::Missing) => {}
            Ok(typed) => out.push((column, typed)),
            Err(why) => unread.push(Unread { row, column, why }),
        }
    }
    (out, unread)
}

impl Preview {
    /// Adds the numbers of a row to the control totals.
    fn count(&mut self, cells: &[(Column, Typed)]) {
        for (column, typed) in cells {
            if let Typed::Number(number) = typed {
                let totals = self.totals.iter_mut();
                totals
                    .filter(|total| total.column == *column)
                    .for_each(|total| total.add(&number.value));
            }
        }
    }
}

fn read_cell(
    column: Column,
    percent: bool,
    cell: &str,
    year: Option<i16>,
) -> Result<Typed, Unclear> {
    let kind = match column {
        Column::Num | Column::Den | Column::Value if !percent => InputKind::Value,
        Column::Ratio if !percent => InputKind::Ratio,
        Column::Previous | Column::Target if !percent => InputKind::Signed,
        Column::Num
        | Column::Den
        | Column::Value
        | Column::Ratio
        | Column::Previous
        | Column::Target => InputKind::Percent,
        Column::Yes => InputKind::Yes,
        Column::Option => InputKind::Option { count: OPTIONS_MAX },
        Column::AsOf => InputKind::Date { year },
        Column::Code
        | Column::Unit
        | Column::UnitCode
        | Column::Title
        | Column::Source
        | Column::Status
        | Column::Explanation
        | Column::Note => {
            let text = cell.trim();
            return Ok(if text.is_empty() {
                Typed::Missing
            } else {
                Typed::Text(text.to_owned())
            });
        }
    };
    typed(kind, cell)
}

impl Total {
    fn add(&mut self, value: &Exact) {
        self.count += 1;
        self.sum = std::mem::take(&mut self.sum) + value.clone();
        if self.min.as_ref().is_none_or(|min| value < min) {
            self.min = Some(value.clone());
        }
        if self.max.as_ref().is_none_or(|max| max < value) {
            self.max = Some(value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figure::{block, header};

    const UNITS: [&str; 3] = ["Phường An Bình", "Xã Tân Lập", "Phường Tân Lập"];

    fn preview(text: &str, known: Known<'_>) -> Preview {
        let block = block(text).unwrap();
        matched(&block, &header(&block), known, Some(2024))
    }

    #[test]
    fn a_name_that_could_be_two_is_unmatched_and_its_numbers_are_not_counted() {
        let preview = preview("Đơn vị\tGiá trị\nTân Lập\t5", Known::Units(&UNITS));
        assert_eq!(preview.unmatched[0].candidates, [1, 2]);
        assert_eq!(preview.totals[0].count, 0);
    }

    #[test]
    fn a_row_holds_what_its_cells_say_and_the_rest_is_listed() {
        let text = "Mã\tTử số\tMẫu số\tTỷ lệ (%)\tNguồn\tNgày số liệu\n\
                    1.1\t85\t100\t85\tSở A\t14/10\n\
                    \n\
                    1.2\t#DIV/0!\t-\t\t\t31/02/2024\n\
                    1.1\t15\t100\t15\t\t\n\
                    Tổng\t100\t200\t\t\t\n";
        let preview = preview(text, Known::Codes(&["1.1", "1.2", "1.3"]));
        assert_eq!(preview.rows.len(), 3);
        assert_eq!(preview.rows[0].cells.len(), 6);
        assert_eq!(preview.duplicates, [(0, vec![1, 4])]);
        assert_eq!(preview.absent, [2]);
        assert_eq!(preview.unmatched[0].text, "Tổng");
        let unread: Vec<_> = preview
            .unread
            .iter()
            .map(|cell| (cell.row, cell.column))
            .collect();
        assert_eq!(unread, [(3, Column::Num), (3, Column::AsOf)]);
        let sums: Vec<String> = preview.totals.iter().map(|t| t.sum.to_string()).collect();
        assert_eq!(sums, ["100", "200", "1"]);
        assert_eq!(preview.totals[0].min, Some(Exact::whole(15)));
        assert_eq!(preview.totals[0].max, Some(Exact::whole(85)));
    }

    #[test]
    fn a_person_names_the_columns_of_a_block_without_heading() {
        let block = block("1.1\t85\n1.2\t90").unwrap();
        let columns = vec![Some(Column::Code), Some(Column::Value)];
        let known = Known::Codes(&["1.1", "1.2"]);
        let preview = matched(&block, &Header::chosen(columns), known, None);
        assert_eq!(preview.totals[0].sum, Exact::whole(175));
        assert_eq!(
            matched(&block, &header(&block), known, None)
                .unmatched
                .len(),
            2
        );
    }

    #[test]
    fn a_row_of_totals_is_compared_and_not_counted() {
        let places = [
            crate::figure::Place {
                name: "Phường An Bình",
                ..Default::default()
            },
            crate::figure::Place {
                name: "Xã Tân Lập",
                ..Default::default()
            },
        ];
        let text = "STT\tĐơn vị\tGiá trị\n1\tAn Bình\t5\n2\tTân Lập\t7,5\n\tTổng cộng\t12,5";
        let preview = preview(text, Known::Places(&places));
        assert!(preview.unmatched.is_empty(), "{preview:?}");
        assert_eq!(preview.totals[0].count, 2);
        let (_, Typed::Number(stated)) = &preview.stated[0].cells[1] else {
            panic!("{preview:?}");
        };
        assert_eq!(stated.value, preview.totals[0].sum);
    }

    proptest! {
        #[test]
        fn totals_do_not_depend_on_the_order_of_rows(
            mut lines in prop::collection::vec("1\\.[1-9]\t[0-9]{1,9}(,[0-9]{1,4})?", 1..30)
        ) {
            let known = ["1.1", "1.2", "1.3", "1.4", "1.5"];
            let of = |lines: &[String]| {
                let text = format!("Mã\tGiá trị\n{}", lines.join("\n"));
                preview(&text, Known::Codes(&known)).totals
            };
            let forwards = of(&lines);
            lines.reverse();
            prop_assert_eq!(forwards, of(&lines));
        }

        #[test]
        fn no_block_is_too_odd(text in "[Mãđơn vịtử số\t\n\"0-9.,%#-]{0,80}") {
            if let Ok(block) = block(&text) {
                let header = header(&block);
                let _ = matched(&block, &header, Known::Units(&UNITS), None);
                let place = crate::figure::Place { code: Some("1"), name: "đơn", former: vec!["vị"] };
                let _ = matched(&block, &header, Known::Places(&[place]), None);
                let _ = matched(&block, &header, Known::Codes(&["1", "1.1"]), Some(2024));
            }
        }
    }
}
