//! A block of a worksheet against the grid: which rows it speaks of, what it would write, and what
//! of it nobody understood. Nothing is written here: the rows go to [`super::save_all`].

use std::collections::BTreeMap;

use reading::figure::{
    Column, InputKind, Known, Matched, Preview, Refusal, Typed as Cell, block, header, matched,
};

use super::draft::Typed;
use super::grid::{Entry, Grid};
use super::save::Row;
use super::value::retyped;
use crate::framework::Ask;

/// What holds for every row of a block that says nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Common<'a> {
    /// Where the figures come from.
    pub source: &'a str,
    /// The day they were true on, as typed.
    pub as_of: &'a str,
    /// How sure they are.
    pub state: &'a str,
}

/// A block, read.
#[derive(Clone, Debug)]
pub struct Pasted {
    /// Rows that can be written, with the index of their line in the edition.
    pub rows: Vec<(usize, Row)>,
    /// Rows that say nothing that their indicator asks for.
    pub unasked: Vec<usize>,
    /// What the block says, with control totals.
    pub preview: Preview,
}

impl Pasted {
    /// The block against the grid of a year; refused when it cannot be cut into rows.
    pub fn read(grid: &Grid, text: &str, common: Common<'_>, year: i16) -> Result<Pasted, Refusal> {
        let block = block(text)?;
        let lines = &grid.edition.lines;
        let codes: Vec<&str> = lines.iter().map(|line| line.code.as_str()).collect();
        let preview = matched(&block, &header(&block), Known::Codes(&codes), Some(year));
        let entries: BTreeMap<usize, &Entry> = grid
            .entries
            .iter()
            .map(|entry| (entry.line, entry))
            .collect();
        let repeated: Vec<usize> = preview.duplicates.iter().map(|(known, _)| *known).collect();
        let (mut rows, mut unasked) = (Vec::new(), Vec::new());
        // Of an indicator that two rows speak of, nobody knows which one is meant.
        for said in preview
            .rows
            .iter()
            .filter(|row| !repeated.contains(&row.known))
        {
            let inputs = inputs(&lines[said.known].asks, said);
            match entries.get(&said.known) {
                Some(entry) if !inputs.is_empty() => {
                    rows.push((said.known, row(common, said, (entry, inputs))));
                }
                _ => unasked.push(said.known),
            }
        }
        Ok(Pasted {
            rows,
            unasked,
            preview,
        })
    }

    /// What would be written, in short: what is written must be what somebody saw.
    pub fn seen(&self) -> String {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        for (line, row) in &self.rows {
            let typed = &row.typed;
            (line, row.version, &typed.inputs).hash(&mut hasher);
            (
                &typed.source,
                &typed.as_of,
                &typed.state,
                &typed.explanation,
            )
                .hash(&mut hasher);
        }
        format!("{:016x}", hasher.finish())
    }

    /// The rows alone, to be saved together.
    pub fn into_rows(self) -> Vec<Row> {
        self.rows.into_iter().map(|(_, row)| row).collect()
    }
}

pub(super) fn inputs(asks: &[Ask], said: &Matched) -> BTreeMap<String, String> {
    said.cells
        .iter()
        .filter_map(|(column, cell)| {
            let key = key(*column)?;
            let ask = asks.iter().find(|ask| ask.key == key).or_else(|| {
                // «Giá trị», «Kết quả»: the one figure that is asked, whatever it is.
                (*column == Column::Value && asks.len() == 1)
                    .then(|| asks.first())
                    .flatten()
            })?;
            Some((ask.key.clone(), text(ask, cell)?))
        })
        .collect()
}

fn row(
    common: Common<'_>,
    said: &Matched,
    (entry, inputs): (&Entry, BTreeMap<String, String>),
) -> Row {
    let own = |wanted: Column| {
        said.cells
            .iter()
            .find(|(column, _)| *column == wanted)
            .and_then(|(_, cell)| words(cell))
    };
    let or = |own: Option<String>, common: &str| own.unwrap_or_else(|| common.to_owned());
    Row {
        entry: entry.id.clone(),
        version: entry.version,
        typed: Typed {
            inputs,
            source: or(own(Column::Source), common.source),
            as_of: or(own(Column::AsOf), common.as_of),
            state: common.state.to_owned(),
            explanation: or(
                own(Column::Explanation),
                entry.explanation.as_deref().unwrap_or_default(),
            ),
            expected_points: entry
                .expected
                .as_ref()
                .map(reading::words::number::number)
                .unwrap_or_default(),
            applicable: entry.applicable,
            reason: String::new(),
        },
    }
}

fn key(column: Column) -> Option<&'static str> {
    Some(match column {
        Column::Num => "num",
        Column::Den => "den",
        Column::Ratio => "ratio",
        Column::Value => "value",
        Column::Yes => "yes",
        Column::Option => "option",
        Column::Previous => "previous",
        Column::Target => "target",
        _ => return None,
    })
}

/// What a cell says, as it would be typed into the field.
fn text(ask: &Ask, cell: &Cell) -> Option<String> {
    let yes = |yes: bool| if yes { "Có" } else { "Không" }.to_owned();
    Some(match (ask.kind, cell) {
        (_, Cell::Flag(flag)) => yes(*flag),
        (_, Cell::Option(at)) => (at + 1).to_string(),
        (InputKind::Percent, Cell::Number(number)) => {
            retyped(InputKind::Percent, &number.value.to_string())
        }
        (InputKind::Yes, Cell::Number(number)) => yes(!number.value.is_zero()),
        (_, Cell::Number(number)) => retyped(InputKind::Signed, &number.value.to_string()),
        (_, Cell::Text(text)) => text.clone(),
        _ => return None,
    })
}

pub(super) fn words(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Cell::Date(date) => Some(date.strftime("%d/%m/%Y").to_string()),
        _ => None,
    }
}
