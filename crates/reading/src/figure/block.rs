//! A block pasted from a worksheet, or a CSV file: text cut into cells.
//!
//! A paste parts cells by tabs; a CSV of a Vietnamese system by semicolons, since the comma is
//! decimal. Commas part cells only where the heading says so. Quoted cells may hold separators,
//! line ends and doubled quotes. What cells mean is not decided here.

use std::fmt;

use domain::source::{Table, TableRow};

/// Most rows of a block.
pub const ROWS_MAX: usize = 20_000;
/// Most cells of a block, all rows together.
pub const CELLS_MAX: usize = 200_000;
/// Most bytes of a block.
pub const BYTES_MAX: usize = 16 << 20;

/// What parts the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Separator {
    /// Pasted from a worksheet.
    Tab,
    /// CSV where the comma is decimal.
    Semicolon,
    /// CSV where it is not.
    Comma,
}

impl Separator {
    fn char(self) -> char {
        match self {
            Separator::Tab => '\t',
            Separator::Semicolon => ';',
            Separator::Comma => ',',
        }
    }
}

/// Cells in rows. Blank rows inside keep their place, blank rows at the end are dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Rows of cells; rows may differ in length.
    pub rows: Vec<Vec<String>>,
    /// What parted them.
    pub separator: Separator,
}

/// Why a block is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing but blanks.
    Empty,
    /// More bytes than [`BYTES_MAX`].
    Bytes {
        /// How many there are.
        given: usize,
    },
    /// More rows than [`ROWS_MAX`].
    Rows,
    /// More cells than [`CELLS_MAX`].
    Cells,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Empty => f.write_str("the block is empty"),
            Refusal::Bytes { given } => write!(f, "{given} bytes are more than {BYTES_MAX}"),
            Refusal::Rows => write!(f, "more than {ROWS_MAX} rows"),
            Refusal::Cells => write!(f, "more than {CELLS_MAX} cells"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Cuts a pasted text into cells.
///
/// ```
/// let block = reading::figure::block("Mã\tTử số\r\n1.2\t\"85\n(tạm tính)\"\r\n\r\n").unwrap();
/// assert_eq!(block.rows, [vec!["Mã", "Tử số"], vec!["1.2", "85\n(tạm tính)"]]);
/// ```
pub fn block(text: &str) -> Result<Block, Refusal> {
    if text.len() > BYTES_MAX {
        return Err(Refusal::Bytes { given: text.len() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let mut rows = Cutter::new(text, separator.char()).rows()?;
    let blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
    while rows.last().is_some_and(blank) {
        rows.pop();
    }
    if rows.is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(Block { rows, separator })
}

/// A table of a workbook or of a text document as a block.
pub fn of_table(table: &Table) -> Result<Block, Refusal> {
    let cells = |row: &TableRow| row.cells.iter().map(|cell| cell.text.clone()).collect();
    let mut rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
    let blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
    while rows.last().is_some_and(blank) {
        rows.pop();
    }
    if rows.is_empty() {
        return Err(Refusal::Empty);
    }
    if rows.len() > ROWS_MAX {
        return Err(Refusal::Rows);
    }
    if rows.iter().map(Vec::len).sum::<usize>() > CELLS_MAX {
        return Err(Refusal::Cells);
    }
    let separator = Separator::Tab;
    Ok(Block { rows, separator })
}

impl Block {
    /// As a worksheet copies it: [`block()`] gives the same block back.
    pub fn text(&self) -> String {
        let quote = |cell: &String| {
            if cell.contains(['\t', '\n', '\r', '"']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        };
        let line = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join("\t");
        self.rows.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// Lines that are looked at to find the separator.
const LINES_SEEN: usize = 20;

fn separator(text: &str) -> Separator {
    let lines = || {
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .take(LINES_SEEN)
    };
    let parts = |line: &str, separator: char| {
        let mut quoted = false;
        line.chars()
            .filter(|c| {
                quoted ^= *c == '"';
                !quoted && *c == separator
            })
            .count()
    };
    if lines().any(|line| line.contains('\t')) {
        return Separator::Tab;
    }
    let Some(first) = lines().next() else {
        return Separator::Tab;
    };
    if parts(first, ';') > 0 {
        return Separator::Semicolon;
    }
    // «85,5» in a single column is a number: a heading has words on both sides of each comma.
    let words = first
        .split(',')
        .all(|cell| cell.chars().any(char::is_alphabetic));
    let commas = parts(first, ',');
    let even = lines().all(|line| parts(line, ',') == commas || line.contains('"'));
    if commas > 0 && words && even && lines().nth(1).is_some() {
        Separator::Comma
    } else {
        Separator::Tab
    }
}

/// Goes through the text once, cell by cell.
struct Cutter<'a> {
    rest: &'a str,
    separator: char,
    /// A quote was found that nothing closes: no later one is closed either, so they are signs.
    unclosed: bool,
}

/// What stands after a cell.
#[derive(PartialEq, Eq)]
enum End {
    Cell,
    Row,
    Text,
}

impl<'a> Cutter<'a> {
    fn new(text: &'a str, separator: char) -> Cutter<'a> {
        Cutter {
            rest: text,
            separator,
            unclosed: false,
        }
    }

    fn rows(mut self) -> Result<Vec<Vec<String>>, Refusal> {
        let (mut rows, mut row, mut cells) = (Vec::new(), Vec::new(), 0);
        loop {
            let (cell, end) = self.cell();
            row.push(cell);
            cells += 1;
            if cells > CELLS_MAX {
                return Err(Refusal::Cells);
            }
            if end == End::Cell {
                continue;
            }
            rows.push(std::mem::take(&mut row));
            if end == End::Text {
                return Ok(rows);
            }
            // The line end after the last row opens no row.
            if self.rest.is_empty() {
                return Ok(rows);
            }
            if rows.len() == ROWS_MAX {
                // Blank lines at the end are no rows.
                let over = !self.rest.trim().is_empty();
                return if over { Err(Refusal::Rows) } else { Ok(rows) };
            }
        }
    }

    fn cell(&mut self) -> (String, End) {
        let mut cell = String::new();
        if !self.unclosed
            && let Some(inside) = self.rest.strip_prefix('"')
        {
            match closed(inside) {
                Some((text, after)) => (cell, self.rest) = (text, after),
                None => self.unclosed = true,
            }
        }
        let separator = self.separator;
        let end = self.rest.find([separator, '\n', '\r']);
        let Some(end) = end else {
            cell.push_str(self.rest);
            self.rest = "";
            return (cell, End::Text);
        };
        let (own, after) = self.rest.split_at(end);
        cell.push_str(own);
        if let Some(after) = after.strip_prefix(separator) {
            self.rest = after;
            return (cell, End::Cell);
        }
        self.rest = after.strip_prefix("\r\n").unwrap_or(&after[1..]);
        (cell, End::Row)
    }
}

/// What stands up to the closing quote, doubled ones made single, and what follows.
fn closed(inside: &str) -> Option<(String, &str)> {
    let (mut text, mut rest) = (String::new(), inside);
    loop {
        let (own, after) = rest.split_once('"')?;
        text.push_str(own);
        match after.strip_prefix('"') {
            Some(more) => {
                text.push('"');
                rest = more;
            }
            None => return Some((text.replace("\r\n", "\n"), after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, separator: Separator, expected: &[&[&str]]) {
        let block = block(text).unwrap();
        assert_eq!(block.rows, expected, "{text:?}");
        assert_eq!(block.separator, separator, "{text:?}");
    }

    #[test]
    fn a_paste_is_parted_by_tabs_whatever_else_it_holds() {
        check(
            "a\tb; c, d\n1\t2,5",
            Separator::Tab,
            &[&["a", "b; c, d"], &["1", "2,5"]],
        );
        check(
            "a\t\tb\r\n\t\t\r\nc\t\t\r\n\t\r\n\r\n",
            Separator::Tab,
            &[&["a", "", "b"], &["", "", ""], &["c", "", ""]],
        );
        check("\u{feff}a\rb", Separator::Tab, &[&["a"], &["b"]]);
    }

    #[test]
    fn quoted_cells_hold_separators_line_ends_and_quotes() {
        check(
            "\"a\tb\"\t\"c\r\nd\"\n\"say \"\"yes\"\"\"\t\"\"",
            Separator::Tab,
            &[&["a\tb", "c\nd"], &["say \"yes\"", ""]],
        );
        check(
            "\"Tên; mã\";b\n1;2",
            Separator::Semicolon,
            &[&["Tên; mã", "b"], &["1", "2"]],
        );
    }

    #[test]
    fn a_quote_that_nothing_closes_is_a_sign() {
        check(
            "12\"\t\"a\nb\tc",
            Separator::Tab,
            &[&["12\"", "\"a"], &["b", "c"]],
        );
        check("\"a\" b\tc", Separator::Tab, &[&["a b", "c"]]);
    }

    #[test]
    fn commas_part_cells_only_where_the_heading_says_so() {
        check(
            "mã,giá trị\n1.1,85",
            Separator::Comma,
            &[&["mã", "giá trị"], &["1.1", "85"]],
        );
        check("85,5\n90,2", Separator::Tab, &[&["85,5"], &["90,2"]]);
        check(
            "mã;giá trị\n1.1;85,5",
            Separator::Semicolon,
            &[&["mã", "giá trị"], &["1.1", "85,5"]],
        );
        check("Sở A, Sở B", Separator::Tab, &[&["Sở A, Sở B"]]);
    }

    #[test]
    fn a_block_written_out_reads_back_the_same() {
        let text = "Đơn vị\tGiá trị\n\"Phường\nA\"\t1,5\n\"say \"\"x\"\"\"\t2";
        let first = block(text).unwrap();
        assert_eq!(block(&first.text()).unwrap(), first);
    }

    #[test]
    fn what_is_too_large_is_refused() {
        assert_eq!(block(" \n\t\n"), Err(Refusal::Empty));
        assert_eq!(block(&"a\n".repeat(ROWS_MAX)).unwrap().rows.len(), ROWS_MAX);
        assert!(block(&("a\n".repeat(ROWS_MAX) + "\n\n")).is_ok());
        assert_eq!(block(&"a\n".repeat(ROWS_MAX + 1)), Err(Refusal::Rows));
        assert_eq!(block(&"\t".repeat(CELLS_MAX)), Err(Refusal::Cells));
        let given = BYTES_MAX + 1;
        assert_eq!(block(&"a".repeat(given)), Err(Refusal::Bytes { given }));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "[a\"\t;,\r\n]{0,60}", any in "\\PC*") {
            let _ = block(&any);
            if let Ok(block) = block(&text) {
                prop_assert!(block.rows.iter().all(|row| !row.is_empty()));
            }
        }

        #[test]
        fn cells_written_as_worksheets_write_them_read_back(
            rows in prop::collection::vec(prop::collection::vec("[a1 \"\t\n,;đ]{0,6}", 2..5), 1..6)
        ) {
            let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let lines: Vec<String> = rows
                .iter()
                .map(|row| row.iter().map(quote).collect::<Vec<_>>().join("\t"))
                .collect();
            let mut expected = rows.clone();
            while expected.last().is_some_and(|row| row.iter().all(|c| c.trim().is_empty())) {
                expected.pop();
            }
            match block(&lines.join("\r\n")) {
                Ok(block) => prop_assert_eq!(block.rows, expected),
                Err(refusal) => prop_assert!(refusal == Refusal::Empty && expected.is_empty()),
            }
        }
    }
}
