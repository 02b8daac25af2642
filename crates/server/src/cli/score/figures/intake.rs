//! Takes figures line by line, whatever format they come from, and checks them against the
//! framework. A line that cannot be used is noted and the rest goes on.

use std::collections::BTreeMap;

use scoring::Exact;
use scoring::answers::{Answers, Entry, Key, Stored};
use scoring::framework::Layout;

use super::asks::{self, Asks};
use super::names::Names;
use super::trouble::{Trouble, Troubles};
use super::value::{self, clip};

/// Units that one run ranks; far beyond any country's communes.
const UNITS_MAX: usize = 1_000_000;

/// One line: unit, block, indicator, key, value.
pub(super) type Cells<'a> = [&'a [u8]; 5];

/// What has been taken so far.
pub(super) struct Intake<'a> {
    layout: &'a Layout<'a>,
    asks: Vec<Asks>,
    answers: Answers,
    troubles: Troubles,
    /// Block and unit as spelled in the file, and the unit each spelling means.
    spellings: Names,
    spelled: Vec<usize>,
    spelling: Vec<u8>,
    /// By block and name, folded as Unicode has it.
    units: BTreeMap<(usize, String), usize>,
    blocks: BTreeMap<String, usize>,
    indicators: Names,
    found: Vec<Result<usize, Trouble>>,
    entries: usize,
}

impl<'a> Intake<'a> {
    pub(super) fn new(layout: &'a Layout<'a>) -> Intake<'a> {
        let asks = layout
            .places
            .iter()
            .map(|place| Asks::of(place.indicator.rule.as_ref()));
        Intake {
            layout,
            asks: asks.collect(),
            answers: Answers::new(layout.places.len()),
            troubles: Troubles::default(),
            spellings: Names::default(),
            spelled: Vec::new(),
            spelling: Vec::new(),
            units: BTreeMap::new(),
            blocks: BTreeMap::new(),
            indicators: Names::default(),
            found: Vec::new(),
            entries: 0,
        }
    }

    /// Takes one line; `line` counts from 1.
    pub(super) fn take(&mut self, line: u64, cells: Cells<'_>) {
        if let Err(trouble) = self.try_take(line, cells) {
            self.troubles.note(line, trouble);
        }
    }

    /// Notes what a reader of a format found wrong.
    pub(super) fn note(&mut self, line: u64, trouble: Trouble) {
        self.troubles.note(line, trouble);
    }

    fn try_take(&mut self, line: u64, cells: Cells<'_>) -> Result<(), Trouble> {
        let [unit, block, indicator, key, value] = cells;
        let unit = self.unit(unit, block)?;
        let at = self.indicator(indicator)?;
        let key = self.key(at, key)?;
        let Some(entry) = value::read(key, value)? else {
            return Ok(());
        };
        self.check(line, at, key, &entry, value)?;
        self.entries += 1;
        match self.answers.enter(unit, at, key, entry) {
            Stored::New => Ok(()),
            Stored::Same => Err(Trouble::Repeated(self.path(at))),
            Stored::Contradicts => {
                let unit = self.answers.units[unit].name.clone();
                Err(Trouble::Contradicts(unit, self.path(at)))
            }
            Stored::WrongKind => Err(Trouble::NotANumber(clip(&String::from_utf8_lossy(value)))),
        }
    }

    fn unit(&mut self, unit: &[u8], block: &[u8]) -> Result<usize, Trouble> {
        self.spelling.clear();
        self.spelling.extend_from_slice(block);
        self.spelling.push(0);
        self.spelling.extend_from_slice(unit);
        if let Some(spelling) = self.spellings.find(&self.spelling) {
            return Ok(self.spelled[spelling]);
        }
        let text = |bytes| std::str::from_utf8(bytes).map_err(|_| Trouble::NotUtf8);
        let (name, block) = (
            reading::text::squash(text(unit)?),
            reading::text::squash(text(block)?),
        );
        if name.is_empty() {
            return Err(Trouble::NoUnit);
        }
        if self.answers.units.len() >= UNITS_MAX {
            return Err(Trouble::TooMany("units"));
        }
        let answers = &mut self.answers;
        let block = *self
            .blocks
            .entry(block)
            .or_insert_with_key(|block| answers.push_block(block.clone()));
        let at = *self
            .units
            .entry((block, name))
            .or_insert_with_key(|(block, name)| answers.push_unit(name.clone(), *block));
        self.spellings.push(&self.spelling);
        self.spelled.push(at);
        Ok(at)
    }

    fn indicator(&mut self, code: &[u8]) -> Result<usize, Trouble> {
        let number = self.indicators.find(code).unwrap_or_else(|| {
            self.found.push(look_up(self.layout, code));
            self.indicators.push(code)
        });
        self.found[number].clone()
    }

    fn key(&mut self, at: usize, bytes: &[u8]) -> Result<Key, Trouble> {
        let asks = &self.asks[at];
        if let Some(key) = asks::by_name(bytes) {
            return if asks.takes(key) {
                Ok(key)
            } else {
                Err(self.unused(at, bytes))
            };
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Trouble::NotUtf8)?
            .trim();
        let lower = text.to_lowercase();
        if let Some(key) = asks::by_name(lower.as_bytes()) {
            return if asks.takes(key) {
                Ok(key)
            } else {
                Err(self.unused(at, bytes))
            };
        }
        let called = asks
            .names
            .iter()
            .find(|name| **name == text || **name == lower);
        match called.and_then(|name| self.answers.name(name)) {
            Some(key) => Ok(key),
            None => Err(Trouble::UnknownKey(clip(text))),
        }
    }

    fn unused(&self, at: usize, key: &[u8]) -> Trouble {
        Trouble::UnusedKey(self.path(at), String::from_utf8_lossy(key).into_owned())
    }

    fn check(
        &mut self,
        line: u64,
        at: usize,
        key: Key,
        entry: &Entry,
        value: &[u8],
    ) -> Result<(), Trouble> {
        if is_negative(entry) && !asks::may_be_negative(key) {
            return Err(Trouble::Negative(self.path(at), quoted(value)));
        }
        let asks = &self.asks[at];
        match (key, entry) {
            (Key::Ratio, entry) => self.check_ratio(line, at, entry, value),
            (Key::Parts, Entry::Parts(parts)) if asks.parts.is_some_and(|n| n != parts.len()) => {
                Err(Trouble::OutOfRange(self.path(at), quoted(value)))
            }
            (Key::Option, Entry::Decimal { mantissa, scale: 0 })
                if asks.options.is_none_or(|options| {
                    usize::try_from(*mantissa).is_ok_and(|option| option < options)
                }) =>
            {
                Ok(())
            }
            (Key::Option, _) => Err(Trouble::OutOfRange(self.path(at), quoted(value))),
            _ => Ok(()),
        }
    }

    fn check_ratio(
        &mut self,
        line: u64,
        at: usize,
        entry: &Entry,
        value: &[u8],
    ) -> Result<(), Trouble> {
        // Shares within 100 % are nearly all there is: no fraction is made for them.
        if let Entry::Decimal { mantissa, scale } = entry
            && *mantissa <= 10i64.pow((*scale).into())
        {
            return Ok(());
        }
        let ratio = match entry {
            Entry::Decimal { mantissa, scale } => {
                Exact::ratio(*mantissa, 10i64.pow((*scale).into())).unwrap_or_default()
            }
            Entry::Number(number) => number.clone(),
            _ => return Ok(()),
        };
        if ratio > asks::ratio_max() {
            return Err(Trouble::RatioTooLarge(quoted(value)));
        }
        if ratio > Exact::ONE {
            self.troubles
                .note(line, Trouble::RatioAboveOne(self.path(at)));
        }
        Ok(())
    }

    fn path(&self, at: usize) -> String {
        self.layout.places[at].path.clone()
    }

    /// The figures, once all lines are taken: units that some lines name without their block are
    /// joined to the one block that has them.
    pub(super) fn finish(mut self) -> (Answers, Troubles) {
        self.join_blocks();
        self.check_counts();
        (self.answers, self.troubles)
    }

    fn join_blocks(&mut self) {
        let Some(none) = self.blocks.get("").copied() else {
            return;
        };
        if self.blocks.len() == 1 {
            return;
        }
        let mut elsewhere: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for ((block, name), at) in &self.units {
            if *block != none {
                elsewhere.entry(name).or_default().push(*at);
            }
        }
        let mut merged = Vec::new();
        for ((block, name), at) in &self.units {
            match elsewhere.get(name.as_str()).map(Vec::as_slice) {
                Some([only]) if *block == none => merged.push((*at, *only)),
                Some(_) if *block == none => {
                    self.troubles.note(0, Trouble::BlockUnclear(name.clone()));
                }
                _ => {}
            }
        }
        self.answers.merge(&merged);
    }

    fn check_counts(&mut self) {
        let mut figures = scoring::Figures::default();
        for at in 0..self.layout.places.len() {
            let keys = self.answers.keys(at);
            if !(keys.contains(&Key::Num) && keys.contains(&Key::Den)) {
                continue;
            }
            for unit in 0..self.answers.units.len() {
                self.answers.read(unit, at, &mut figures);
                if let (Some(num), Some(den)) = (&figures.num, &figures.den)
                    && num > den
                    && !den.is_zero()
                {
                    self.troubles.note(0, Trouble::NumAboveDen(self.path(at)));
                }
            }
        }
    }
}

fn look_up(layout: &Layout<'_>, code: &[u8]) -> Result<usize, Trouble> {
    let code = std::str::from_utf8(code)
        .map_err(|_| Trouble::NotUtf8)?
        .trim();
    match layout.find(code) {
        Ok(Some(at)) if layout.places[at].indicator.is_heading() => {
            Err(Trouble::Heading(clip(code)))
        }
        Ok(Some(at)) => Ok(at),
        Ok(None) => Err(Trouble::UnknownIndicator(clip(code))),
        Err(paths) => Err(Trouble::AmbiguousIndicator(clip(code), paths.join(", "))),
    }
}

fn is_negative(entry: &Entry) -> bool {
    match entry {
        Entry::Decimal { mantissa, .. } => *mantissa < 0,
        Entry::Number(number) => number.is_negative(),
        Entry::Flag(_) | Entry::Parts(_) | Entry::Numbers(_) => false,
    }
}

fn quoted(value: &[u8]) -> String {
    clip(String::from_utf8_lossy(value).trim())
}
