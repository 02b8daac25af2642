//! What a paper says in numbers, as it stood at one instant: kept with the paper as JSON.

use std::collections::BTreeMap;

use papers::text::Fields;
use papers::{Align, Annex, Cell, Column, Row, Table};
use serde::{Deserialize, Serialize};

use crate::Fault;

/// Figures, tables and annexes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// What stands for the names in the text.
    pub fields: Fields,
    /// Phụ lục.
    pub annexes: Vec<Annex>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    values: BTreeMap<String, String>,
    tables: BTreeMap<String, KeptTable>,
    annexes: Vec<KeptAnnex>,
}

#[derive(Serialize, Deserialize)]
struct KeptAnnex {
    name: String,
    title: String,
    table: KeptTable,
}

#[derive(Serialize, Deserialize)]
struct KeptTable {
    columns: Vec<(String, u32, char)>,
    rows: Vec<KeptRow>,
}

#[derive(Serialize, Deserialize)]
struct KeptRow {
    strong: bool,
    cells: Vec<(String, Option<String>, u16)>,
}

impl Figures {
    pub(super) fn to_json(&self) -> Result<String, Fault> {
        let tables = self.fields.tables.iter();
        let kept = Kept {
            values: self.fields.values.clone(),
            tables: tables
                .map(|(name, table)| (name.clone(), KeptTable::of(table)))
                .collect(),
            annexes: self.annexes.iter().map(KeptAnnex::of).collect(),
        };
        serde_json::to_string(&kept).map_err(Fault::from)
    }

    pub(super) fn from_json(json: &str) -> Result<Figures, Fault> {
        let kept: Kept = serde_json::from_str(json).map_err(Fault::from)?;
        let tables = kept.tables.into_iter();
        Ok(Figures {
            fields: Fields {
                values: kept.values,
                tables: tables.map(|(name, table)| (name, table.table())).collect(),
            },
            annexes: kept
                .annexes
                .into_iter()
                .map(|annex| Annex {
                    name: annex.name,
                    title: annex.title,
                    table: annex.table.table(),
                })
                .collect(),
        })
    }
}

impl KeptAnnex {
    fn of(annex: &Annex) -> KeptAnnex {
        KeptAnnex {
            name: annex.name.clone(),
            title: annex.title.clone(),
            table: KeptTable::of(&annex.table),
        }
    }
}

impl KeptTable {
    fn of(table: &Table) -> KeptTable {
        let align = |align| match align {
            Align::Left => 'l',
            Align::Centre => 'c',
            Align::Right => 'r',
        };
        let cell = |cell: &Cell| {
            let number = cell.number.as_ref().map(ToString::to_string);
            (cell.text.clone(), number, cell.span)
        };
        KeptTable {
            columns: table
                .columns
                .iter()
                .map(|column| (column.heading.clone(), column.share, align(column.align)))
                .collect(),
            rows: table
                .rows
                .iter()
                .map(|row| KeptRow {
                    strong: row.strong,
                    cells: row.cells.iter().map(cell).collect(),
                })
                .collect(),
        }
    }

    fn table(self) -> Table {
        let column = |(heading, share, align)| Column {
            heading,
            share,
            align: match align {
                'c' => Align::Centre,
                'r' => Align::Right,
                _ => Align::Left,
            },
        };
        let cell = |(text, number, span): (String, Option<String>, u16)| Cell {
            text,
            number: number.and_then(|number| number.parse().ok()),
            span,
        };
        Table {
            columns: self.columns.into_iter().map(column).collect(),
            rows: self
                .rows
                .into_iter()
                .map(|row| Row {
                    strong: row.strong,
                    cells: row.cells.into_iter().map(cell).collect(),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_as_it_was() {
        let table = Table {
            columns: vec![Column {
                heading: "Điểm".to_owned(),
                share: 3,
                align: Align::Right,
            }],
            rows: vec![Row {
                cells: vec![Cell {
                    text: "6,67".to_owned(),
                    number: Some("20/3".parse().unwrap()),
                    span: 1,
                }],
                strong: true,
            }],
        };
        let mut figures = Figures::default();
        figures
            .fields
            .values
            .insert("điểm".to_owned(), "8,5".to_owned());
        figures
            .fields
            .tables
            .insert("bảng".to_owned(), table.clone());
        figures.annexes.push(Annex {
            name: "Phụ lục".to_owned(),
            title: "A".to_owned(),
            table,
        });
        let json = figures.to_json().unwrap();
        assert_eq!(Figures::from_json(&json).unwrap(), figures);
    }
}
