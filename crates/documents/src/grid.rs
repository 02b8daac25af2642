//! Nested nodes to flat blocks: spans become covered cells, so that position is column.
//!
//! A table inside a cell becomes lines of that cell; a table with a single cell is a frame round
//! its contents and goes.

use domain::source::{Cell, Paragraph, Table, TableRow};

use crate::Refusal;
use crate::build::Builder;
use crate::limits::COLUMNS_MAX;

/// A paragraph or table on its way to [`domain::source`].
#[derive(Debug)]
pub(crate) enum Node {
    Paragraph(Lines),
    Table(Grid),
}

/// A paragraph's text and looks.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) centred: bool,
}

/// A table as Word and HTML write it: rows of cells with spans.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    pub(crate) rows: Vec<GridRow>,
}

#[derive(Debug, Default)]
pub(crate) struct GridRow {
    pub(crate) cells: Vec<GridCell>,
    /// Columns left free at the start of the row.
    pub(crate) before: usize,
    /// Columns left free at its end.
    pub(crate) after: usize,
    pub(crate) header: bool,
    pub(crate) deleted: bool,
}

#[derive(Debug, Default)]
pub(crate) struct GridCell {
    pub(crate) nodes: Vec<Node>,
    /// Columns, at least 1.
    pub(crate) span: usize,
    /// Goes on with the cell above.
    pub(crate) continues: bool,
    /// Goes on with the cell on the left (older Word documents).
    pub(crate) continues_left: bool,
}

impl Lines {
    fn into_paragraph(self) -> Paragraph {
        let Lines {
            text,
            bold,
            centred,
        } = self;
        Paragraph {
            text,
            bold,
            centred,
            ..Paragraph::default()
        }
    }
}

/// Puts nodes into the source, in order.
pub(crate) fn blocks(out: &mut Builder, nodes: Vec<Node>) -> Result<(), Refusal> {
    for node in nodes {
        match node {
            Node::Paragraph(text) => {
                let place = out.next_place();
                let mut paragraph = text.into_paragraph();
                paragraph.place = place;
                out.paragraph(paragraph)?;
            }
            Node::Table(grid) if is_frame(&grid) => {
                for cell in grid.rows.into_iter().flat_map(|row| row.cells) {
                    blocks(out, cell.nodes)?;
                }
            }
            Node::Table(grid) => table(out, grid)?,
        }
    }
    Ok(())
}

/// One column, and something in it that is not a line of a list.
fn is_frame(grid: &Grid) -> bool {
    let narrow = grid
        .rows
        .iter()
        .all(|row| row.cells.len() <= 1 && row.before + row.after == 0);
    let holds_table = grid
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .any(|cell| cell.nodes.iter().any(|node| matches!(node, Node::Table(_))));
    narrow && (grid.rows.len() == 1 || holds_table)
}

fn table(out: &mut Builder, grid: Grid) -> Result<(), Refusal> {
    let mut table = Table::default();
    for row in grid.rows {
        let place = out.next_place();
        let header = row.header;
        let cells = cells(row)?;
        table.rows.push(out.row(TableRow {
            cells,
            place,
            header,
            ..TableRow::default()
        })?);
    }
    // A cell can go on only with one above it.
    if let Some(first) = table.rows.first_mut() {
        first
            .cells
            .iter_mut()
            .for_each(|cell| cell.covered_above = false);
    }
    out.table(table);
    Ok(())
}

/// One cell per column.
fn cells(row: GridRow) -> Result<Vec<Cell>, Refusal> {
    let mut cells: Vec<Cell> = Vec::new();
    let free = |cells: &mut Vec<Cell>, count: usize| {
        cells.resize(cells.len() + count.min(COLUMNS_MAX), Cell::default());
    };
    free(&mut cells, row.before);
    for cell in row.cells {
        let covered_above = cell.continues;
        let covered_left = cell.continues_left && !cells.is_empty();
        let span = cell.span.min(COLUMNS_MAX);
        let text = if covered_above || covered_left {
            String::new()
        } else {
            text(cell)
        };
        cells.push(Cell {
            text,
            covered_left,
            covered_above,
        });
        for _ in 1..span {
            cells.push(Cell {
                covered_left: true,
                covered_above,
                ..Cell::default()
            });
        }
        if cells.len() > COLUMNS_MAX {
            return Err(Refusal::TooMany {
                what: "columns",
                limit: COLUMNS_MAX as u64,
            });
        }
    }
    free(&mut cells, row.after);
    Ok(cells)
}

/// Text of a cell, a paragraph a line; a table inside gives a line for each of its rows.
fn text(cell: GridCell) -> String {
    let mut lines = Vec::new();
    for node in cell.nodes {
        match node {
            Node::Paragraph(text) => lines.push(text.text.replace('\t', " ")),
            Node::Table(grid) => lines.extend(grid.rows.into_iter().map(|row| {
                let texts = row
                    .cells
                    .into_iter()
                    .map(|cell| text(cell).replace('\n', " "));
                texts
                    .filter(|text| !text.trim().is_empty())
                    .collect::<Vec<_>>()
                    .join(" ")
            })),
        }
    }
    lines.join("\n")
}
