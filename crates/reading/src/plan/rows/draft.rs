//! A row while it is put together: its cells sorted by field, its lines and its place.

use domain::plan::Field;
use domain::source::{Cell, Place};
use scoring::Exact;

use super::code::{self, Code};
use crate::plan::columns::{Columns, FIELDS, content};
use crate::plan::repair::markup;
use crate::plan::table::Line;

/// A row in the making.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing noticed about the line"
)]
pub(super) struct Draft {
    /// Its code, where its code cell is one.
    pub(super) code: Option<Code>,
    /// Text by field, lines kept.
    cells: [String; FIELDS.len()],
    /// Fields whose cell is merged with the one above.
    merged: [bool; FIELDS.len()],
    /// Text of columns without a meaning.
    pub(super) loose: Vec<String>,
    /// Where.
    pub(super) place: Place,
    /// A page break or blank line stands before it.
    pub(super) after_break: bool,
    /// Cells that the line really had.
    pub(super) given: usize,
    /// Pieces that were joined to it.
    pub(super) joined: u32,
    /// A cell was moved: its text, from where, to where.
    pub(super) moved: Vec<(String, Field, Field)>,
    /// Cells were taken to be one further right than printed.
    pub(super) shifted: bool,
    /// A text across the table.
    pub(super) across: bool,
    /// How sure the grid is, where it was rebuilt.
    pub(super) rebuilt: Option<Exact>,
    /// A dash stands for its code: it belongs to the row above.
    pub(super) bullet: bool,
    /// The table has a column of codes.
    pub(super) coded: bool,
    /// Cells that a tag had swallowed were recovered.
    pub(super) recovered: bool,
}

impl Draft {
    /// Sorts the cells of a line by the meaning of their columns.
    pub(super) fn of(line: &Line, columns: &Columns) -> Draft {
        if let Some(line) = recover(line) {
            return Draft {
                recovered: true,
                ..Draft::of_whole(&line, columns)
            };
        }
        Draft::of_whole(line, columns)
    }

    fn of_whole(line: &Line, columns: &Columns) -> Draft {
        let mut draft = Draft {
            place: line.place,
            after_break: line.after_break,
            given: line.cells.len(),
            rebuilt: line.rebuilt.clone(),
            ..Draft::default()
        };
        let width = columns.fields.len();
        let hole = hole(line, columns);
        draft.shifted = hole.is_some();
        draft
            .moved
            .extend(hole.and_then(|hole| shift(line, columns, hole)));
        let missing = width.saturating_sub(line.cells.len());
        for (at, cell) in line.cells.iter().enumerate() {
            let at = if hole.is_some_and(|hole| at >= hole) {
                at + missing
            } else {
                at
            };
            let text = cell.text.trim();
            match columns.fields.get(at).copied().flatten() {
                Some(field) => {
                    draft.merged[field as usize] = cell.covered_above;
                    draft.add(field, text);
                }
                None if !text.is_empty() => draft.loose.push(text.to_owned()),
                None => {}
            }
        }
        draft.read_code(columns);
        draft
    }

    /// The text of a field.
    pub(super) fn text(&self, field: Field) -> &str {
        &self.cells[field as usize]
    }

    /// Replaces the text of a field.
    pub(super) fn set(&mut self, field: Field, text: impl Into<String>) {
        self.cells[field as usize] = text.into();
    }

    /// Whether a field has no text.
    pub(super) fn lacks(&self, field: Field) -> bool {
        self.cells[field as usize].is_empty()
    }

    /// Whether the cell of a field is merged with the one above.
    pub(super) fn is_merged(&self, field: Field) -> bool {
        self.merged[field as usize]
    }

    /// Fields that have text.
    pub(super) fn filled(&self) -> impl Iterator<Item = Field> {
        FIELDS.into_iter().filter(|field| !self.lacks(*field))
    }

    /// Whether nothing but code, title and points is filled.
    pub(super) fn is_bare(&self) -> bool {
        self.loose.is_empty()
            && self
                .filled()
                .all(|field| matches!(field, Field::Code | Field::Title | Field::MaxPoints))
    }

    fn add(&mut self, field: Field, text: &str) {
        let cell = &mut self.cells[field as usize];
        if !cell.is_empty() && !text.is_empty() {
            cell.push('\n');
        }
        cell.push_str(text);
    }

    /// Reads the code cell; a text across the table often begins there.
    fn read_code(&mut self, columns: &Columns) {
        let cell = self.text(Field::Code).to_owned();
        self.code = code::parse(&cell);
        if self.code.is_some() {
            return;
        }
        let has_column = columns.has(Field::Code);
        self.coded = has_column;
        let dash = |text: &str| text.starts_with(['-', '+', '•', '–', '*']);
        if matches!(cell.as_str(), "-" | "+" | "•" | "–" | "*") {
            self.set(Field::Code, "");
            self.bullet = true;
            return;
        }
        self.bullet = cell.is_empty() && dash(self.text(Field::Title));
        if !cell.is_empty() && self.lacks(Field::Title) {
            self.set(Field::Code, "");
            match code::split_off(&cell) {
                Some((code, title)) => {
                    self.set(Field::Title, title);
                    self.code = Some(code);
                }
                None => self.set(Field::Title, cell),
            }
            self.across = true;
        } else if !has_column || cell.is_empty() {
            let title = self.text(Field::Title).to_owned();
            let splits = code::split_off(&title)
                .filter(|(code, _)| !has_column || code.is_letter() && self.is_bare());
            if let Some((code, rest)) = splits {
                self.set(Field::Title, rest);
                self.code = Some(code);
            }
            self.across = self.is_bare();
        }
    }
}

/// The first cell after the hole, from the column it was printed in to its own.
fn shift(line: &Line, columns: &Columns, hole: usize) -> Option<(String, Field, Field)> {
    let missing = columns.fields.len().checked_sub(line.cells.len())?;
    let text = line.cells.get(hole)?.text.clone();
    let from = columns.fields.get(hole).copied().flatten()?;
    let to = columns.fields.get(hole + missing).copied().flatten()?;
    Some((text, from, to))
}

/// Where a line with too few cells lacks them, when that is not at its end: the position that
/// makes the cells fit their columns clearly best.
fn hole(line: &Line, columns: &Columns) -> Option<usize> {
    let count = line.cells.len();
    let missing = columns
        .fields
        .len()
        .checked_sub(count)
        .filter(|missing| (1..=2).contains(missing))?;
    let fits = |shift: usize| -> Vec<i32> {
        let cells = line.cells.iter().enumerate();
        cells
            .map(|(at, cell)| {
                let field = columns.fields.get(at + shift).copied().flatten();
                field.map_or(0, |field| content::fit(&cell.text, field))
            })
            .collect()
    };
    let as_printed = fits(0);
    if as_printed.iter().all(|fit| *fit >= 0) {
        return None;
    }
    let shifted = fits(missing);
    // What is gained when all cells from here on stand further right; from the right, so that
    // every cell is looked at once.
    let mut gain = 0;
    let mut best = (0, count);
    for at in (0..count).rev() {
        gain += shifted[at] - as_printed[at];
        best = best.max((gain, at));
    }
    // One wrong column taken for right must not outweigh a certain misfit.
    Some(best)
        .filter(|(gain, _)| *gain >= 3)
        .map(|(_, hole)| hole)
}

/// The line with the cells that a tag had swallowed, where nothing stands after the tag: «`<td>`»
/// inside a rule that holds «<50%».
fn recover(line: &Line) -> Option<Line> {
    let at = line
        .cells
        .iter()
        .position(|cell| cell.text.contains("<td>"))?;
    let rest = line.cells.get(at + 1..)?;
    let swallowed = markup::swallowed(&line.cells[at].text);
    let lost = rest.iter().all(|cell| cell.text.trim().is_empty());
    if !lost || swallowed.iter().all(String::is_empty) {
        return None;
    }
    let mut line = line.clone();
    line.cells.truncate(at + 1);
    line.cells.extend(swallowed.into_iter().map(Cell::new));
    Some(line)
}
