//! A unit's entry workbook that came back: which rows it changes, what of it cannot be taken and
//! why. Nothing is written here: the rows go to [`super::save_all`].
//!
//! The form goes out with hidden keys (`papers::xlsx::form`): of what it is, of each column, and of
//! each row with the version that was exported. So a form of another unit, year or edition is known
//! as such, and a row that somebody changed meanwhile is shown beside what they wrote.

use std::collections::{BTreeMap, BTreeSet};

use documents::workbook::{Content, StoredRow, StoredSheet};
use jiff::civil::Date;
use papers::xlsx::form::{HEADS, KEYS, MARK, MARKS};
use reading::figure::{InputKind, Typed as Read, Unclear, typed};
use reading::text::{fold, squash};
use scoring::Exact;

use super::Refusal;
use super::draft::{self, Known, Typed};
use super::grid::{Entry, Grid};
use super::save::Row;
use super::value::{FigureState, retyped, stored};
use crate::framework::{Ask, EditionLine};
use crate::period::{self, Period};
use crate::unit::Unit;
use crate::{Actor, EntryId};

/// Columns of a row beside its figures.
pub const OTHERS: [&str; 4] = ["source", "as_of", "state", "explanation"];
/// The column with the indicator's code.
pub const CODE: &str = "code";

/// Whose entries, of when, for whom.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// The year, or part of it.
    pub period: &'a Period,
    /// Its entries.
    pub grid: &'a Grid,
    /// Who fills them in.
    pub actor: &'a Actor,
    /// The day it is.
    pub today: Date,
}

/// Why a workbook as a whole is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Not a form that this program made, or one whose hidden keys are gone.
    NotOurs,
    /// Of another unit.
    OtherUnit {
        /// Its name then.
        name: String,
    },
    /// Of another year.
    OtherPeriod {
        /// Its name.
        name: String,
    },
    /// Of another framework.
    OtherFramework {
        /// Its name.
        name: String,
    },
    /// Of an earlier version of the framework.
    OtherEdition,
}

/// What a workbook says.
#[derive(Clone, Debug, Default)]
pub struct Returned {
    /// Rows that say something else than what is there.
    pub changes: Vec<Changed>,
    /// What is not taken.
    pub problems: Vec<Problem>,
    /// Rows that say what is there.
    pub same: usize,
    /// Count and sum of each column of numbers, as the form itself shows them.
    pub totals: BTreeMap<String, (usize, Exact)>,
}

/// A row that would be written.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Its line in the edition.
    pub line: usize,
    /// What would be written.
    pub row: Row,
    /// Somebody changed the row after the form went out.
    pub stale: bool,
}

/// A row, or a cell of it, that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Row of the sheet as people count.
    pub row: u32,
    /// Its line in the edition, where it has one.
    pub line: Option<usize>,
    /// Why.
    pub why: Trouble,
}

/// Why a row is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The row has no key: it was added by hand.
    Added,
    /// Its key belongs to no row of this unit and year.
    Unknown,
    /// Its key belongs to another indicator than the one printed beside it.
    Moved,
    /// Another row has the same key.
    Twice,
    /// The worksheet computes the cell of that column.
    Formula(String),
    /// Nothing is asked in the cell of that column, or somebody else provides it.
    Barred(String),
    /// The indicator is not this person's to fill in, or not now.
    NotYours,
    /// The cell does not read.
    Unread(Unclear),
    /// Not a word for how sure a figure is.
    State(String),
    /// The row as a whole cannot be saved.
    Refused(Refusal),
}

/// Name and value of what the form is of, for its hidden sheet.
pub fn marks(place: &Place<'_>) -> Vec<(String, String)> {
    let edition = &place.grid.edition;
    [
        ("unit", place.unit.id.as_str()),
        ("unit name", &place.unit.name),
        ("period", place.period.id.as_str()),
        ("period name", &place.period.name),
        ("framework", edition.id.as_str()),
        ("framework name", &edition.name),
        ("edition", &edition.version.to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

/// The hidden key of a row.
pub fn row_key(entry: &Entry) -> String {
    format!("{}:{}", entry.id, entry.version)
}

/// Whether this person fills in that row today.
pub fn is_open(place: &Place<'_>, entry: &Entry) -> bool {
    let grid = place.grid;
    let open = period::open_for_entry(place.period, place.today).is_ok();
    let now = grid.assessment.is_open && open || entry.is_reopened(place.period, place.today);
    now && entry.applicable && grid.may_enter(place.actor, place.unit, entry)
}

/// Whether that field of the row is theirs to fill in.
pub fn takes(grid: &Grid, entry: &Entry, ask: &Ask) -> bool {
    let provided = entry.value(&ask.key).is_some_and(|value| value.locked);
    !ask.rolled && (!provided || grid.provides)
}

/// Reads what came back. `states` are the words that the form offers.
pub fn read(
    place: &Place<'_>,
    sheets: &[StoredSheet],
    states: &[(&str, FigureState)],
) -> Result<Returned, NotTaken> {
    belongs(place, sheets)?;
    let (sheet, heads) = sheets
        .iter()
        .find_map(|sheet| Some((sheet, heads(sheet)?)))
        .ok_or(NotTaken::NotOurs)?;
    let mut reader = Reader {
        place,
        states,
        heads,
        by_id: place
            .grid
            .entries
            .iter()
            .map(|entry| (entry.id.clone(), entry))
            .collect(),
        seen: BTreeSet::new(),
        out: Returned::default(),
    };
    // Everything above the first key is heading: sums, names of columns.
    let is_keyed = |row: &&StoredRow| row.index != HEADS && row.cell(KEYS).is_some();
    let first = sheet.rows.iter().find(is_keyed).map(|row| row.index);
    for row in &sheet.rows {
        if first.is_some_and(|first| first <= row.index) {
            reader.row(row);
        }
    }
    Ok(reader.out)
}

fn belongs(place: &Place<'_>, sheets: &[StoredSheet]) -> Result<(), NotTaken> {
    let hidden = sheets.iter().find(|sheet| sheet.name == MARKS);
    let hidden = hidden.ok_or(NotTaken::NotOurs)?;
    let said: BTreeMap<String, String> = hidden
        .rows
        .iter()
        .filter_map(|row| Some((words(row, 0)?, words(row, 1)?)))
        .collect();
    let own: BTreeMap<String, String> = marks(place).into_iter().collect();
    let name = |what: &str| said.get(what).cloned().unwrap_or_default();
    for (what, why) in [
        (
            "unit",
            NotTaken::OtherUnit {
                name: name("unit name"),
            },
        ),
        (
            "period",
            NotTaken::OtherPeriod {
                name: name("period name"),
            },
        ),
        (
            "framework",
            NotTaken::OtherFramework {
                name: name("framework name"),
            },
        ),
        ("edition", NotTaken::OtherEdition),
    ] {
        match said.get(what) {
            None => return Err(NotTaken::NotOurs),
            Some(value) if Some(value) != own.get(what) => return Err(why),
            Some(_) => {}
        }
    }
    Ok(())
}

/// Columns by their hidden keys.
fn heads(sheet: &StoredSheet) -> Option<BTreeMap<String, u32>> {
    let row = sheet.rows.first().filter(|row| row.index == HEADS)?;
    if words(row, KEYS)? != MARK {
        return None;
    }
    let named = row.cells.iter().skip(1);
    Some(
        named
            .filter_map(|cell| Some((words(row, cell.column)?, cell.column)))
            .collect(),
    )
}

fn words(row: &StoredRow, column: u32) -> Option<String> {
    match &row.cell(column)?.content {
        Content::Text(text) => Some(text.clone()),
        Content::Number { decimal, .. } => Some(decimal.clone()),
    }
}

struct Reader<'a> {
    place: &'a Place<'a>,
    states: &'a [(&'a str, FigureState)],
    heads: BTreeMap<String, u32>,
    by_id: BTreeMap<EntryId, &'a Entry>,
    seen: BTreeSet<EntryId>,
    out: Returned,
}

impl<'a> Reader<'a> {
    fn row(&mut self, row: &StoredRow) {
        let Some(key) = words(row, KEYS) else {
            // Groups have names and no figures.
            let fields = self.heads.iter().filter(|(key, _)| self.is_field(key));
            if fields
                .into_iter()
                .any(|(_, column)| row.cell(*column).is_some())
            {
                self.trouble(row, None, Trouble::Added);
            }
            return;
        };
        let (id, version) = key.split_once(':').unwrap_or((&key, ""));
        let found = EntryId::parse(id).and_then(|id| self.by_id.get(&id).copied());
        let (Some(entry), Ok(version)) = (found, version.parse::<i32>()) else {
            return self.trouble(row, None, Trouble::Unknown);
        };
        let line = &self.place.grid.edition.lines[entry.line];
        let printed = self.said(row, CODE).unwrap_or_default();
        if squash(&printed) != squash(&line.code) {
            return self.trouble(row, Some(entry.line), Trouble::Moved);
        }
        if !self.seen.insert(entry.id.clone()) {
            return self.trouble(row, Some(entry.line), Trouble::Twice);
        }
        match self.changed(row, entry, line) {
            Ok(None) => self.out.same += 1,
            Ok(Some(_)) if !is_open(self.place, entry) => {
                self.trouble(row, Some(entry.line), Trouble::NotYours);
            }
            Ok(Some(typed)) => self.out.changes.push(Changed {
                line: entry.line,
                stale: version != entry.version,
                row: Row {
                    entry: entry.id.clone(),
                    version: entry.version,
                    typed,
                },
            }),
            Err(why) => self.trouble(row, Some(entry.line), why),
        }
    }

    fn trouble(&mut self, row: &StoredRow, line: Option<usize>, why: Trouble) {
        self.out.problems.push(Problem {
            row: row.index.saturating_add(1),
            line,
            why,
        });
    }

    /// Whether the column is one that people fill in.
    fn is_field(&self, key: &str) -> bool {
        OTHERS.contains(&key)
            || self
                .place
                .grid
                .edition
                .lines
                .iter()
                .any(|line| line.asks.iter().any(|ask| ask.key == key))
    }

    fn said(&self, row: &StoredRow, key: &str) -> Option<String> {
        words(row, *self.heads.get(key)?)
    }

    /// What the row says, where it is something else than what is there.
    fn changed(
        &mut self,
        row: &StoredRow,
        entry: &'a Entry,
        line: &'a EditionLine,
    ) -> Result<Option<Typed>, Trouble> {
        let columns: Vec<(String, u32)> = self
            .heads
            .iter()
            .filter(|(key, _)| self.is_field(key))
            .map(|(key, column)| (key.clone(), *column))
            .collect();
        let mut inputs = BTreeMap::new();
        for (key, column) in &columns {
            let Some(cell) = row.cell(*column) else {
                continue;
            };
            if cell.formula {
                return Err(Trouble::Formula(key.clone()));
            }
            if OTHERS.contains(&key.as_str()) {
                continue;
            }
            let ask = line.asks.iter().find(|ask| ask.key == *key);
            let ask = ask.ok_or_else(|| Trouble::Barred(key.clone()))?;
            inputs.insert(key.clone(), text(ask.kind, &cell.content));
        }
        for ask in &line.asks {
            if self.heads.contains_key(&ask.key) {
                inputs.entry(ask.key.clone()).or_default();
            }
        }
        self.add_up(line, &inputs);
        let moved = self.moved(entry, line, &inputs)?;
        let typed = self.typed(row, entry, inputs)?;
        let now = typed_now(entry);
        let has_value = typed.inputs.values().any(|text| !text.trim().is_empty());
        let others = typed.explanation != now.explanation
            || has_value
                && (typed.source != now.source
                    || typed.state != now.state
                    || self.day(&typed.as_of)? != self.day(&now.as_of)?);
        if !moved && !others {
            return Ok(None);
        }
        // What somebody else provides or computes is not sent along.
        let mut typed = typed;
        typed.inputs.retain(|key, _| {
            let ask = line.asks.iter().find(|ask| ask.key == *key);
            ask.is_some_and(|ask| takes(self.place.grid, entry, ask))
        });
        let known = Known {
            values: &entry.values,
            state: entry.state,
            has_evidence: entry.evidence_count > 0,
            today: self.place.today,
            year: Some(self.place.period.year),
            max: line.max_points.as_ref(),
            provides: self.place.grid.provides,
            // Who has to confirm a final figure is read when it is saved.
            verifier: None,
        };
        draft::draft(line, &typed, &known).map_err(Trouble::Refused)?;
        Ok(Some(typed))
    }

    /// Whether a figure is another one than the one there.
    fn moved(
        &self,
        entry: &Entry,
        line: &EditionLine,
        inputs: &BTreeMap<String, String>,
    ) -> Result<bool, Trouble> {
        let mut moved = false;
        for ask in &line.asks {
            let Some(said) = inputs.get(&ask.key) else {
                continue;
            };
            let value = stored(&typed(ask.kind, said).map_err(Trouble::Unread)?);
            // Parts of which none is known are no data.
            let value = value.filter(|value| value.chars().any(|c| c != ','));
            let now = entry.value(&ask.key).and_then(|now| now.value.clone());
            let near = match (&value, &now) {
                (Some(value), Some(now)) => is_near(value, now),
                _ => false,
            };
            if value == now || near {
                continue;
            }
            if !takes(self.place.grid, entry, ask) {
                return Err(Trouble::Barred(ask.key.clone()));
            }
            moved = true;
        }
        Ok(moved)
    }

    fn typed(
        &self,
        row: &StoredRow,
        entry: &Entry,
        inputs: BTreeMap<String, String>,
    ) -> Result<Typed, Trouble> {
        let said = |key: &str| squash(&self.said(row, key).unwrap_or_default());
        let state = said("state");
        let known = self
            .states
            .iter()
            .find(|(word, _)| fold(word) == fold(&state));
        let state = match known {
            Some((_, state)) => state.name().to_owned(),
            None if state.is_empty() => entry.state.unwrap_or_default().name().to_owned(),
            None => return Err(Trouble::State(state.chars().take(60).collect())),
        };
        Ok(Typed {
            inputs,
            source: said("source"),
            as_of: said("as_of"),
            state,
            explanation: self
                .said(row, "explanation")
                .unwrap_or_default()
                .trim()
                .to_owned(),
            ..typed_now(entry)
        })
    }

    fn day(&self, text: &str) -> Result<Option<Date>, Trouble> {
        let kind = InputKind::Date {
            year: Some(self.place.period.year),
        };
        match typed(kind, text) {
            Ok(Read::Date(date)) => Ok(Some(date)),
            Ok(_) => Ok(None),
            Err(why) => Err(Trouble::Refused(Refusal::AsOfUnread { why })),
        }
    }

    fn add_up(&mut self, line: &EditionLine, inputs: &BTreeMap<String, String>) {
        for ask in &line.asks {
            let text = inputs.get(&ask.key).map_or("", String::as_str);
            if let Ok(Read::Number(number)) = typed(ask.kind, text) {
                let (count, sum) = self.out.totals.entry(ask.key.clone()).or_default();
                *count += 1;
                *sum = sum.clone() + number.value;
            }
        }
    }
}

/// The row as it stands, as it would be typed.
fn typed_now(entry: &Entry) -> Typed {
    let first = entry.first();
    let day = |stored: &str| {
        stored.parse::<Date>().map_or_else(
            |_| stored.to_owned(),
            |date| date.strftime("%d/%m/%Y").to_string(),
        )
    };
    Typed {
        inputs: BTreeMap::new(),
        source: first.map(|value| value.source.clone()).unwrap_or_default(),
        as_of: first.map(|value| day(&value.as_of)).unwrap_or_default(),
        state: entry.state.unwrap_or_default().name().to_owned(),
        explanation: entry.explanation.clone().unwrap_or_default(),
        expected_points: entry
            .expected
            .as_ref()
            .map(reading::words::number::number)
            .unwrap_or_default(),
        applicable: entry.applicable,
        reason: String::new(),
    }
}

/// A cell of a figure as it would be typed into the field.
fn text(kind: InputKind, content: &Content) -> String {
    let (decimal, percent) = match content {
        Content::Text(text) => return text.trim().to_owned(),
        Content::Number { decimal, percent } => (decimal, *percent),
    };
    let Ok(exact) = decimal.parse::<Exact>() else {
        return decimal.clone();
    };
    let exact = if percent {
        exact * Exact::whole(100)
    } else {
        exact
    };
    match kind {
        InputKind::Yes if exact.is_zero() => "Không".to_owned(),
        InputKind::Yes => "Có".to_owned(),
        _ => retyped(InputKind::Signed, &exact.to_string()),
    }
}

/// Whether a cell holds what is there as near as a worksheet can: a third, for example.
fn is_near(said: &str, now: &str) -> bool {
    let near = || {
        let (said, now): (Exact, Exact) = (said.parse().ok()?, now.parse().ok()?);
        if now.to_decimal().is_some() {
            return None;
        }
        let share = said.checked_div(&now)?;
        let (low, high): (Exact, Exact) =
            ("0.9999999999".parse().ok()?, "1.0000000001".parse().ok()?);
        Some(low < share && share < high)
    };
    near().unwrap_or(false)
}
