//! A sheet against the table: which row speaks of which unit, what it would change, what nobody
//! understood, and whether its sums are those that somebody stated. Reads no database and writes
//! nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use reading::figure::{
    Block, Column, Header, InputKind, Known, Likeness, Place as Named, Preview, Stated,
    Typed as Cell, Unclear, Unread, block, header, matched, typed,
};
use scoring::Exact;

use super::{Desk, Seat};
use crate::UnitId;
use crate::figure::Refusal;
use crate::figure::draft::{self, Draft, Typed};
use crate::figure::paste::{inputs, words};
use crate::period::{self, Period};

/// What somebody pastes or sends, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The cells: parted by tabs, or CSV.
    pub text: String,
    /// Where the figures come from, for rows that do not say it.
    pub source: String,
    /// The day of which they speak, for rows that do not say it.
    pub as_of: String,
    /// How sure they are.
    pub state: String,
    /// Why final figures are taken back.
    pub reason: String,
    /// Control totals by key, of whoever knows them.
    pub totals: BTreeMap<String, String>,
    /// What cannot be written is left out; otherwise nothing is written then.
    pub skip: bool,
}

/// What a row of a unit says, now and then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Values by key, as stored.
    pub values: BTreeMap<String, String>,
}

/// A unit whose figures would be others, or be locked.
#[derive(Clone, Debug)]
pub struct Change {
    /// Index of the seat in the desk.
    pub seat: usize,
    /// As it is.
    pub before: Side,
    /// As it would be.
    pub after: Side,
    /// Where it comes from.
    pub source: String,
    /// The day of which it speaks, as stored.
    pub as_of: String,
    pub(super) draft: Draft,
}

/// A row that cannot be written.
#[derive(Clone, Debug)]
pub struct Blocked {
    /// Row of the sheet, from 0.
    pub row: usize,
    /// The unit.
    pub name: String,
    /// Why.
    pub why: crate::Refusal,
}

/// A control total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Of which figure.
    pub key: String,
    /// How many rows have a number.
    pub count: usize,
    /// Their sum.
    pub sum: Exact,
    /// As the sheet states it, with its row, from 0.
    pub stated: Option<(usize, Exact)>,
    /// As somebody typed it.
    pub typed: Option<Exact>,
    /// As typed, where it does not read.
    pub unread: Option<Unclear>,
}

impl Control {
    /// Whether everything that was stated is the sum.
    pub fn agrees(&self) -> bool {
        let same = |stated: &Exact| *stated == self.sum;
        self.unread.is_none()
            && self.typed.as_ref().is_none_or(same)
            && self.stated.as_ref().is_none_or(|(_, stated)| same(stated))
    }
}

/// What a sheet would do.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// What would be written.
    pub changes: Vec<Change>,
    /// Units whose figures are provided and the same.
    pub same: usize,
    /// Rows whose unit is not known, as they stand, with which it could be.
    pub unmatched: Vec<(usize, String, Vec<String>)>,
    /// Units that several rows speak of.
    pub doubled: Vec<(String, Vec<usize>)>,
    /// Cells that do not read.
    pub unread: Vec<Unread>,
    /// Rows that cannot be written.
    pub blocked: Vec<Blocked>,
    /// Rows matched by a former name, with the unit of today.
    pub renamed: Vec<(usize, String, String)>,
    /// Rows that say nothing the line asks for.
    pub silent: Vec<(usize, String)>,
    /// Units of which the sheet says nothing.
    pub absent: Vec<String>,
    /// Sums.
    pub totals: Vec<Control>,
    /// What would be written, in short: what is written must be what somebody saw.
    pub seen: String,
}

impl Look {
    /// Rows that would be left out.
    pub fn left_out(&self) -> usize {
        let doubled: usize = self.doubled.iter().map(|(_, rows)| rows.len()).sum();
        self.unmatched.len() + doubled + self.unread.len() + self.blocked.len()
    }

    /// Whether the sums are those that were stated.
    pub fn agrees(&self) -> bool {
        self.totals.iter().all(Control::agrees)
    }
}

/// The day and the period in which the sheet is read.
pub(super) struct Now<'a> {
    pub(super) today: Date,
    pub(super) period: &'a Period,
    /// Names of before, by unit.
    pub(super) former: BTreeMap<UnitId, Vec<String>>,
}

/// What the sheet would do; refused when it cannot be cut into rows.
pub(super) fn read(
    desk: &Desk,
    sheet: &Sheet,
    now: &Now<'_>,
) -> Result<Look, reading::figure::Refusal> {
    let block = block(&sheet.text)?;
    let header = heading(desk, &block);
    let none = Vec::new();
    let places: Vec<Named<'_>> = desk
        .seats
        .iter()
        .map(|seat| {
            let former = now.former.get(&seat.unit).unwrap_or(&none);
            Named {
                code: seat.code.as_deref(),
                name: &seat.name,
                former: former.iter().map(String::as_str).collect(),
            }
        })
        .collect();
    let year = Some(now.period.year);
    let preview = matched(&block, &header, Known::Places(&places), year);
    let mut look = Look {
        totals: controls(desk, sheet, &preview),
        absent: names(desk, preview.absent.iter()),
        ..Look::default()
    };
    look.rows(desk, (sheet, &block, &header), (&preview, now));
    look.seen = seen(desk, &look);
    Ok(look)
}

fn names<'a>(desk: &Desk, seats: impl Iterator<Item = &'a usize>) -> Vec<String> {
    seats.map(|at| desk.seats[*at].name.clone()).collect()
}

/// The sheet's own heading; a sheet without one holds the unit and then what is asked, in order.
fn heading(desk: &Desk, block: &Block) -> Header {
    let found = header(block);
    if found.row.is_some() {
        return found;
    }
    let asked: Option<Vec<Option<Column>>> =
        desk.own().map(|ask| column(&ask.key).map(Some)).collect();
    match asked {
        Some(asked) => {
            let columns = std::iter::once(Some(Column::Unit)).chain(asked).collect();
            let mut header = Header::chosen(columns);
            let percent = |ask: &crate::framework::Ask| ask.kind == InputKind::Percent;
            header.percent = std::iter::once(false)
                .chain(desk.own().map(percent))
                .collect();
            header
        }
        None => found,
    }
}

fn column(key: &str) -> Option<Column> {
    Some(match key {
        "num" => Column::Num,
        "den" => Column::Den,
        "ratio" => Column::Ratio,
        "value" => Column::Value,
        "yes" => Column::Yes,
        "option" => Column::Option,
        "previous" => Column::Previous,
        "target" => Column::Target,
        _ => return None,
    })
}

impl Look {
    fn rows(
        &mut self,
        desk: &Desk,
        (sheet, block, header): (&Sheet, &Block, &Header),
        (preview, now): (&Preview, &Now<'_>),
    ) {
        for one in &preview.unmatched {
            let could = names(desk, one.candidates.iter());
            self.unmatched.push((one.row, one.text.clone(), could));
        }
        for (at, rows) in &preview.duplicates {
            self.doubled
                .push((desk.seats[*at].name.clone(), rows.clone()));
        }
        let doubled: Vec<usize> = preview.duplicates.iter().map(|(at, _)| *at).collect();
        self.unread.clone_from(&preview.unread);
        let unread: Vec<usize> = preview.unread.iter().map(|one| one.row).collect();
        let own: Vec<_> = desk.own().cloned().collect();
        for said in &preview.rows {
            // Of a unit that two rows speak of, nobody knows which one is meant; of a row that
            // reads in part, nobody knows whether the rest is right.
            if doubled.contains(&said.known) || unread.contains(&said.row) {
                continue;
            }
            let seat = &desk.seats[said.known];
            if said.likeness == Likeness::Former {
                let at = header.place(Column::Unit);
                let text = at.and_then(|at| block.rows[said.row].get(at));
                self.renamed.push((
                    said.row,
                    text.cloned().unwrap_or_default(),
                    seat.name.clone(),
                ));
            }
            let inputs = inputs(&own, said);
            if inputs.is_empty() {
                self.silent.push((said.row, seat.name.clone()));
                continue;
            }
            let cell = |wanted: Column| {
                let mut cells = said.cells.iter();
                cells
                    .find(|(column, _)| *column == wanted)
                    .and_then(|(_, cell)| words(cell))
            };
            let typed = Typed {
                source: cell(Column::Source).unwrap_or_else(|| sheet.source.clone()),
                as_of: cell(Column::AsOf).unwrap_or_else(|| sheet.as_of.clone()),
                state: sheet.state.clone(),
                reason: sheet.reason.clone(),
                ..kept(seat, inputs)
            };
            match drafted(desk, (seat, &typed), now) {
                Ok(draft) if draft.changed.is_empty() => self.same += 1,
                Ok(draft) => self.changes.push(change(desk, said.known, draft)),
                Err(why) => self.blocked.push(Blocked {
                    row: said.row,
                    name: seat.name.clone(),
                    why,
                }),
            }
        }
    }
}

/// What stays as it is when figures are provided.
fn kept(seat: &Seat, inputs: BTreeMap<String, String>) -> Typed {
    Typed {
        inputs,
        explanation: seat.explanation.clone().unwrap_or_default(),
        expected_points: seat
            .expected
            .as_ref()
            .map(reading::words::number::number)
            .unwrap_or_default(),
        applicable: seat.applicable,
        ..Typed::default()
    }
}

fn drafted(
    desk: &Desk,
    (seat, typed): (&Seat, &Typed),
    now: &Now<'_>,
) -> Result<Draft, crate::Refusal> {
    open(seat, now)?;
    let line = desk.line();
    let mut values = seat.values.clone();
    for value in &mut values {
        value.locked = false;
    }
    let known = draft::Known {
        values: &values,
        state: seat.state,
        // What is provided stands on its source: the provider answers for it.
        has_evidence: true,
        today: now.today,
        year: Some(now.period.year),
        max: line.max_points.as_ref(),
        provides: true,
        verifier: desk.verifier.as_ref().map(|one| one.name.as_str()),
    };
    let mut draft = draft::draft(line, typed, &known)?;
    // A figure of another provider, or of the unit, keeps its source; a rate that counts took the
    // place of goes.
    draft.changed.retain(|at| {
        let key = &line.asks[*at].key;
        typed.inputs.contains_key(key) || draft.values.get(key).is_some_and(Option::is_none)
    });
    Ok(draft)
}

/// Refuses where the unit's figures may no longer change.
pub(super) fn open(seat: &Seat, now: &Now<'_>) -> Result<(), crate::Refusal> {
    let mut period = now.period.clone();
    if let Some(until) = seat.granted_until.filter(|until| now.today <= *until) {
        (period.closes_on, period.locked_at) = (Some(until), None);
    }
    if !seat.is_open {
        match seat.sent_back_until {
            None => return Err(Refusal::HandedIn.into()),
            Some(until) if until < now.today => return Err(Refusal::SentBackOver { until }.into()),
            Some(_) => period.closes_on = None,
        }
    }
    Ok(period::open_for_entry(&period, now.today)?)
}

fn change(desk: &Desk, seat: usize, draft: Draft) -> Change {
    let line = desk.line();
    let before = desk.seats[seat]
        .values
        .iter()
        .filter_map(|value| Some((value.key.clone(), value.value.clone()?)));
    let after = line
        .asks
        .iter()
        .filter_map(|ask| Some((ask.key.clone(), draft.values.get(&ask.key)?.clone()?)));
    Change {
        seat,
        before: Side {
            values: before.collect(),
        },
        after: Side {
            values: after.collect(),
        },
        source: draft.source.clone(),
        as_of: draft.as_of.clone(),
        draft,
    }
}

/// Sums of what can be added: counts and amounts, not rates.
fn controls(desk: &Desk, sheet: &Sheet, preview: &Preview) -> Vec<Control> {
    let mut controls = Vec::new();
    for ask in desk.own().filter(|ask| ask.kind == InputKind::Value) {
        let only = desk.own().count() == 1;
        let wanted = column(&ask.key).or(only.then_some(Column::Value));
        let total = preview
            .totals
            .iter()
            .find(|total| Some(total.column) == wanted);
        let stated = |stated: &Stated| {
            let mut cells = stated.cells.iter();
            let cell = cells.find(|(column, _)| Some(*column) == wanted);
            match cell {
                Some((_, Cell::Number(number))) => Some((stated.row, number.value.clone())),
                _ => None,
            }
        };
        let text = sheet
            .totals
            .get(&ask.key)
            .map(String::as_str)
            .unwrap_or_default();
        let (typed, unread) = match typed(InputKind::Value, text) {
            Ok(Cell::Number(number)) => (Some(number.value), None),
            Ok(_) => (None, None),
            Err(why) => (None, Some(why)),
        };
        controls.push(Control {
            key: ask.key.clone(),
            count: total.map_or(0, |total| total.count),
            sum: total.map(|total| total.sum.clone()).unwrap_or_default(),
            stated: preview.stated.iter().find_map(stated),
            typed,
            unread,
        });
    }
    controls
}

/// Of every unit that would be written: its version, what it would have, from where.
fn seen(desk: &Desk, look: &Look) -> String {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    for change in &look.changes {
        let seat = &desk.seats[change.seat];
        (seat.unit.as_str(), seat.version, &change.draft.values).hash(&mut hasher);
        (&change.source, &change.as_of, change.draft.state.name()).hash(&mut hasher);
    }
    (look.left_out(), look.agrees()).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
