//! The figures of all units, in columns: what a file, a form or a database hands over before
//! anything is scored. Sixteen bytes a figure, so that a country fits a laptop.

use crate::{Exact, Figures};

/// Which figure; the names of the command-line contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// `applicable`.
    Applicable,
    /// `yes`.
    Yes,
    /// `ratio`.
    Ratio,
    /// `num`.
    Num,
    /// `den`.
    Den,
    /// `value`.
    Value,
    /// `option`.
    Option,
    /// `parts`.
    Parts,
    /// `children`.
    Children,
    /// `cohort_min`.
    CohortMin,
    /// `cohort_max`.
    CohortMax,
    /// `target`.
    Target,
    /// `days_late`.
    DaysLate,
    /// `previous`.
    Previous,
    /// A figure that a formula calls by name; see [`Answers::name`].
    Named(u16),
}

/// A figure as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// `mantissa / 10^scale`; the quick form of nearly every number.
    Decimal {
        /// The digits.
        mantissa: i64,
        /// How many of them are decimals; at most 18.
        scale: u8,
    },
    /// Any number.
    Number(Exact),
    /// A yes/no fact.
    Flag(bool),
    /// Parts met and not met.
    Parts(Vec<Option<bool>>),
    /// Points of children.
    Numbers(Vec<Option<Exact>>),
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It is the figure now.
    New,
    /// The same figure was there already.
    Same,
    /// Another figure was there: which is right is not known, so now there is none.
    Contradicts,
    /// This key does not take such an entry.
    WrongKind,
}

/// A unit as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its name or code; unique in its block.
    pub name: String,
    /// Index of its block in [`Answers::blocks`].
    pub block: usize,
}

/// The figures of all units.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Units, in the order in which they were entered.
    pub units: Vec<Unit>,
    /// Names of blocks (khối), in the order in which they were entered; may be empty words.
    pub blocks: Vec<String>,
    lines: Vec<Vec<Column>>,
    others: Vec<Entry>,
    names: Vec<String>,
}

#[derive(Clone, Debug)]
struct Column {
    key: Key,
    cells: Vec<Cell>,
}

/// `tag` up to 18: a decimal of that scale. Else one of the constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    mantissa: i64,
    tag: u8,
}

const ABSENT: Cell = Cell {
    mantissa: 0,
    tag: 255,
};
const CONTRADICTED: Cell = Cell {
    mantissa: 0,
    tag: 254,
};
const OTHER: u8 = 253;
const FLAG: u8 = 252;
const SCALE_MAX: u8 = 18;

impl Answers {
    /// No units; `lines` is how many lines the framework has.
    pub fn new(lines: usize) -> Answers {
        Answers {
            lines: vec![Vec::new(); lines],
            ..Answers::default()
        }
    }

    /// Enters a block; the caller sees to it that it is new.
    pub fn push_block(&mut self, name: String) -> usize {
        self.blocks.push(name);
        self.blocks.len() - 1
    }

    /// Enters a unit; the caller sees to it that it is new.
    pub fn push_unit(&mut self, name: String, block: usize) -> usize {
        self.units.push(Unit { name, block });
        self.units.len() - 1
    }

    /// The key of a figure that a formula calls by this name; `None` beyond 65 536 names.
    pub fn name(&mut self, name: &str) -> Option<Key> {
        let at = self
            .names
            .iter()
            .position(|known| known == name)
            .unwrap_or_else(|| {
                self.names.push(name.to_owned());
                self.names.len() - 1
            });
        u16::try_from(at).ok().map(Key::Named)
    }

    /// Enters a figure of a unit for a line of the framework.
    pub fn enter(&mut self, unit: usize, line: usize, key: Key, entry: Entry) -> Stored {
        let Some(cell) = self.pack(key, entry) else {
            return Stored::WrongKind;
        };
        let columns = &mut self.lines[line];
        let at = columns
            .iter()
            .position(|column| column.key == key)
            .unwrap_or_else(|| {
                columns.push(Column {
                    key,
                    cells: Vec::with_capacity(self.units.len()),
                });
                columns.len() - 1
            });
        let cells = &mut columns[at].cells;
        if cells.len() <= unit {
            cells.resize(unit + 1, ABSENT);
        }
        let before = cells[unit];
        if before == ABSENT {
            cells[unit] = cell;
            return Stored::New;
        }
        if same(before, cell, &self.others) {
            return Stored::Same;
        }
        cells[unit] = CONTRADICTED;
        Stored::Contradicts
    }

    fn pack(&mut self, key: Key, entry: Entry) -> Option<Cell> {
        let flag = matches!(key, Key::Yes | Key::Applicable);
        let list = matches!(key, Key::Parts | Key::Children);
        match entry {
            Entry::Flag(flag_is) if flag => Some(Cell {
                mantissa: i64::from(flag_is),
                tag: FLAG,
            }),
            Entry::Decimal {
                mut mantissa,
                mut scale,
            } if !flag && !list && scale <= SCALE_MAX => {
                while scale > 0 && mantissa % 10 == 0 {
                    mantissa /= 10;
                    scale -= 1;
                }
                Some(Cell {
                    mantissa,
                    tag: scale,
                })
            }
            Entry::Number(_) if !flag && !list => self.pack_other(entry),
            Entry::Parts(_) if key == Key::Parts => self.pack_other(entry),
            Entry::Numbers(_) if key == Key::Children => self.pack_other(entry),
            _ => None,
        }
    }

    fn pack_other(&mut self, entry: Entry) -> Option<Cell> {
        let mantissa = i64::try_from(self.others.len()).ok()?;
        self.others.push(entry);
        Some(Cell {
            mantissa,
            tag: OTHER,
        })
    }

    /// The figures of a unit for a line. `into` is a scratch that is overwritten.
    pub fn read(&self, unit: usize, line: usize, into: &mut Figures) {
        *into = Figures::default();
        for column in &self.lines[line] {
            if let Some(cell) = column.cells.get(unit) {
                self.put(column.key, *cell, into);
            }
        }
    }

    /// Keys under which anything was entered for a line, in the order of [`Key`].
    pub fn keys(&self, line: usize) -> Vec<Key> {
        let mut keys: Vec<Key> = self.lines[line].iter().map(|column| column.key).collect();
        keys.sort();
        keys
    }

    /// Joins units found to be the same: each `(from, to)` moves the figures of one to the other,
    /// and the first is a unit no longer.
    pub fn merge(&mut self, pairs: &[(usize, usize)]) {
        for (from, to) in pairs {
            self.move_figures(*from, *to);
        }
        let mut gone = vec![false; self.units.len()];
        for (from, _) in pairs {
            gone[*from] = true;
        }
        for column in self.lines.iter_mut().flatten() {
            let mut gone = gone.iter();
            column.cells.retain(|_| gone.next() == Some(&false));
        }
        let mut gone = gone.iter();
        self.units.retain(|_| gone.next() == Some(&false));
    }

    fn move_figures(&mut self, from: usize, to: usize) {
        for column in self.lines.iter_mut().flatten() {
            let Some(cell) = column
                .cells
                .get(from)
                .copied()
                .filter(|cell| *cell != ABSENT)
            else {
                continue;
            };
            if column.cells.len() <= to {
                column.cells.resize(to + 1, ABSENT);
            }
            let there = column.cells[to];
            column.cells[to] = match there {
                ABSENT => cell,
                there if same(there, cell, &self.others) => there,
                _ => CONTRADICTED,
            };
        }
    }

    fn put(&self, key: Key, cell: Cell, into: &mut Figures) {
        let other = || {
            usize::try_from(cell.mantissa)
                .ok()
                .and_then(|at| self.others.get(at))
        };
        let number = || match cell.tag {
            0 => Some(Exact::from(cell.mantissa)),
            scale if scale <= SCALE_MAX => Exact::ratio(cell.mantissa, 10i64.pow(scale.into())),
            OTHER => match other() {
                Some(Entry::Number(number)) => Some(number.clone()),
                _ => None,
            },
            _ => None,
        };
        let flag = || (cell.tag == FLAG).then_some(cell.mantissa != 0);
        match key {
            Key::Applicable => into.applicable = flag(),
            Key::Yes => into.yes = flag(),
            Key::Ratio => into.ratio = number(),
            Key::Num => into.num = number(),
            Key::Den => into.den = number(),
            Key::Value => into.value = number(),
            Key::Option => into.option = number().and_then(|at| at.to_i64()?.try_into().ok()),
            Key::CohortMin => into.cohort_min = number(),
            Key::CohortMax => into.cohort_max = number(),
            Key::Target => into.target = number(),
            Key::DaysLate => into.days_late = number(),
            Key::Previous => into.previous = number(),
            Key::Parts => {
                if let (OTHER, Some(Entry::Parts(parts))) = (cell.tag, other()) {
                    into.parts = Some(parts.clone());
                }
            }
            Key::Children => {
                if let (OTHER, Some(Entry::Numbers(children))) = (cell.tag, other()) {
                    into.children = Some(children.clone());
                }
            }
            Key::Named(name) => {
                if let Some(number) = number() {
                    into.named
                        .insert(self.names[usize::from(name)].clone(), number);
                }
            }
        }
    }
}

/// Whether two cells say the same. A contradiction stays one.
fn same(left: Cell, right: Cell, others: &[Entry]) -> bool {
    let other = |cell: Cell| {
        usize::try_from(cell.mantissa)
            .ok()
            .and_then(|at| others.get(at))
    };
    match (left.tag, right.tag) {
        (OTHER, OTHER) => other(left) == other(right),
        _ => left == right && left != CONTRADICTED,
    }
}
