//! Annex tables among the blocks of a document: found by the meaning of their header row, put
//! together again where a page break cut them, and cleaned of what a page leaves behind (page
//! numbers, repeated headers, blank lines). What the columns mean is `columns`; what the lines
//! say is `rows`.

mod header;
mod name;
pub(super) mod noise;

use domain::source::{Block, Cell, Paragraph, Place, Table, TableRow};

use scoring::Exact;

use super::columns::{self, Columns};
use header::Header;

/// One annex as a grid: headings and body lines of equal meaning, nothing else.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    /// «Phụ lục 01».
    pub(super) name: String,
    /// The title under it.
    pub(super) title: Option<String>,
    /// One heading for each column; groups and sub-headings joined by «: ».
    pub(super) headings: Vec<String>,
    /// The rows of the header as printed, to know them again on the next page.
    printed: Vec<Vec<String>>,
    /// Body, top to bottom.
    pub(super) lines: Vec<Line>,
    /// What the columns mean.
    pub(super) columns: Columns,
}

/// One body line of a grid.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Cells, left to right.
    pub(super) cells: Vec<Cell>,
    /// Where.
    pub(super) place: Place,
    /// A page break, a blank line or a repeated header stands before it.
    pub(super) after_break: bool,
    /// How sure the grid is, where it was rebuilt from text without one.
    pub(super) rebuilt: Option<Exact>,
}

/// Every annex of the document, in order.
pub(super) fn find(blocks: &[Block]) -> Vec<Grid> {
    let mut finder = Finder::default();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => finder.paragraph(paragraph),
            Block::Table(table) => finder.table(table),
        }
    }
    finder.close();
    name::make_unique(&mut finder.done);
    finder.done
}

#[derive(Default)]
struct Finder<'a> {
    done: Vec<Grid>,
    open: Option<Grid>,
    /// Paragraphs since the last table.
    between: Vec<&'a Paragraph>,
    broken: bool,
}

impl<'a> Finder<'a> {
    fn paragraph(&mut self, paragraph: &'a Paragraph) {
        self.between.push(paragraph);
        self.broken = true;
    }

    fn table(&mut self, table: &'a Table) {
        if self.open.is_some() && self.starts_anew(table) {
            self.close();
        }
        let mut at = 0;
        let mut lead_in: Vec<&TableRow> = Vec::new();
        while at < table.rows.len() {
            at += self.row(table, at, &mut lead_in);
        }
        if self.open.is_none() {
            self.open_without_header(table);
        }
        self.between.clear();
        self.broken = true;
    }

    /// Takes the row at `at`; how many rows were used up.
    fn row(&mut self, table: &'a Table, at: usize, lead_in: &mut Vec<&'a TableRow>) -> usize {
        let row = &table.rows[at];
        if noise::is_blank(row) || noise::is_numbering(row) {
            self.broken = true;
            return 1;
        }
        if self
            .open
            .as_ref()
            .is_some_and(|grid| header::repeats(&grid.printed, row))
        {
            self.broken = true;
            return 1;
        }
        if let Some(found) = header::at(&table.rows, at) {
            let used = found.rows;
            self.start(table, found, lead_in);
            lead_in.clear();
            return used;
        }
        match &mut self.open {
            Some(grid) => {
                grid.lines.push(Line::of(row, self.broken));
                self.broken = false;
            }
            None => lead_in.push(row),
        }
        1
    }

    fn start(&mut self, table: &Table, found: Header, lead_in: &[&TableRow]) {
        let same = self
            .open
            .as_ref()
            .is_some_and(|grid| grid.headings == found.headings);
        self.broken = true;
        if same && !name::announced(&self.between) {
            return;
        }
        self.close();
        let (name, title) = name::read(&self.between, lead_in, table.name.as_deref());
        self.open = Some(Grid {
            name,
            title,
            headings: found.headings,
            printed: found.printed,
            ..Grid::default()
        });
    }

    /// Whether a table after these paragraphs is another one than the open annex.
    fn starts_anew(&self, table: &Table) -> bool {
        let Some(grid) = &self.open else { return true };
        let text = self
            .between
            .iter()
            .filter(|paragraph| !noise::is_noise(&paragraph.text))
            .count();
        let width = table
            .rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or(0);
        let repeats = table
            .rows
            .iter()
            .take(3)
            .any(|row| header::repeats(&grid.printed, row));
        name::announced(&self.between)
            || text > 2
            || (!repeats && width.abs_diff(grid.headings.len()) > 1)
            || (!repeats && text > 0 && width != grid.headings.len())
    }

    /// A table whose headings nobody has seen, or without any: known by what its columns hold.
    fn open_without_header(&mut self, table: &Table) {
        let rows: Vec<&TableRow> = table
            .rows
            .iter()
            .filter(|row| !noise::is_blank(row))
            .collect();
        let Some((found, first)) = header::by_contrast(&rows) else {
            return;
        };
        let (name, title) = name::read(&self.between, &rows[..first], table.name.as_deref());
        let skipped = first + found.rows;
        let lines = rows[skipped..]
            .iter()
            .map(|row| Line::of(row, false))
            .collect();
        let (headings, printed) = (found.headings, found.printed);
        let grid = Grid {
            name,
            title,
            headings,
            printed,
            lines,
            ..Grid::default()
        };
        if columns::is_annex(&columns::read(&grid)) {
            self.open = Some(grid);
        }
    }

    fn close(&mut self) {
        let Some(mut grid) = self.open.take() else {
            return;
        };
        if grid.lines.is_empty() {
            return;
        }
        grid.columns = columns::read(&grid);
        if columns::is_annex(&grid.columns) {
            self.done.push(grid);
        }
    }
}

impl Line {
    fn of(row: &TableRow, after_break: bool) -> Line {
        Line {
            cells: row.cells.clone(),
            place: row.place,
            after_break,
            rebuilt: row.rebuilt.clone(),
        }
    }
}
