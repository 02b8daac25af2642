//! What was typed into a row, read and checked: values, source, day, state, explanation. Reads no
//! database; what a form shows before saving and what is saved come from the same place.

use std::collections::BTreeMap;

use jiff::civil::Date;
use reading::figure::{InputKind, Note, Typed as Read, typed};
use scoring::{Exact, Figures};

use super::Refusal;
use super::value::{FigureState, Value, figures, stored};
use crate::framework::{Ask, EditionLine};

/// Longest source.
const SOURCE_MAX: usize = 300;
/// Longest explanation or reason.
const TEXT_MAX: usize = 4000;

/// What was typed into the row of an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Texts by the keys of the line's asks; a key that is absent stays as it was.
    pub inputs: BTreeMap<String, String>,
    /// Where the figures come from.
    pub source: String,
    /// The day of which they speak.
    pub as_of: String,
    /// `estimate`, `provisional`, `final`; empty: as it was, or provisional.
    pub state: String,
    /// Why there is no proof, or what it does not show.
    pub explanation: String,
    /// What is expected by the deadline; empty: the points as they are.
    pub expected_points: String,
    /// Whether the indicator applies to the unit.
    pub applicable: bool,
    /// Why final figures are taken back.
    pub reason: String,
}

/// Something worth a look that keeps nobody from saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// A convention settled how a number was read.
    Noted {
        /// Its key.
        key: String,
        /// Which.
        note: Note,
    },
    /// The counted part is more than the whole.
    PartAboveWhole,
    /// There is neither proof nor a word about it; final figures need one.
    NoExplanation,
}

/// What is already there when a row is typed.
pub(crate) struct Known<'a> {
    pub(crate) values: &'a [Value],
    pub(crate) state: Option<FigureState>,
    pub(crate) has_evidence: bool,
    pub(crate) today: Date,
    pub(crate) year: Option<i16>,
    pub(crate) max: Option<&'a Exact>,
    /// Whether what is typed is provided for the unit: the same figure is then locked all the same.
    pub(crate) provides: bool,
    /// Who has to confirm what is provided before it is final.
    pub(crate) verifier: Option<&'a str>,
}

/// A row, read.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Every field's value as it will be, by key.
    pub(crate) values: BTreeMap<String, Option<String>>,
    /// Fields to be written: value, source, day or state is another.
    pub(crate) changed: Vec<usize>,
    pub(crate) source: String,
    pub(crate) as_of: String,
    pub(crate) state: FigureState,
    pub(crate) explanation: Option<String>,
    pub(crate) expected: Option<Exact>,
    pub(crate) applicable: bool,
    pub(crate) reason: Option<String>,
    pub(crate) warnings: Vec<Warning>,
}

impl Draft {
    /// The figures for scoring.
    pub(crate) fn figures(&self, line: &EditionLine) -> Figures {
        figures(&line.asks, self.applicable, |key| {
            self.values.get(key)?.as_deref()
        })
    }

    /// Whether any figure has a value.
    pub(crate) fn has_value(&self) -> bool {
        self.values.values().any(Option::is_some)
    }

    /// The state of the entry: that of its figures, where it has any.
    pub(crate) fn entry_state(&self) -> Option<FigureState> {
        self.has_value().then_some(self.state)
    }
}

/// Values by key; `None`: no data.
pub(crate) type Values = BTreeMap<String, Option<String>>;

/// Reads the values alone: what a form computes while it is being typed.
pub(crate) fn values(
    line: &EditionLine,
    typed: &Typed,
    known: &Known<'_>,
) -> Result<(Values, Vec<Warning>), Refusal> {
    let mut out = BTreeMap::new();
    let mut warnings = Vec::new();
    for ask in &line.asks {
        let before = known.values.iter().find(|value| value.key == ask.key);
        let value = match typed.inputs.get(&ask.key) {
            Some(text) => one(ask, text, &mut warnings)?,
            None => before.and_then(|value| value.value.clone()),
        };
        out.insert(ask.key.clone(), value);
    }
    // Counts that are typed now stand in place of a rate that was known before.
    if counts_typed(typed) && !typed.inputs.contains_key("ratio") && out.contains_key("ratio") {
        out.insert("ratio".to_owned(), None);
    }
    rate(&mut out, &mut warnings)?;
    Ok((out, warnings))
}

fn counts_typed(typed: &Typed) -> bool {
    let says = |key: &str| {
        typed
            .inputs
            .get(key)
            .is_some_and(|text| !text.trim().is_empty())
    };
    says("num") && says("den")
}

fn one(ask: &Ask, text: &str, warnings: &mut Vec<Warning>) -> Result<Option<String>, Refusal> {
    let key = || ask.key.clone();
    let read = typed(ask.kind, text).map_err(|why| Refusal::Unread { key: key(), why })?;
    if let Read::Number(number) = &read
        && let Some(note) = number.note.clone()
    {
        warnings.push(Warning::Noted { key: key(), note });
    }
    // Parts of which none is known are no data.
    let known = !matches!(&read, Read::Parts(parts) if parts.iter().all(Option::is_none));
    Ok(stored(&read).filter(|_| known))
}

/// A rate is given once: as its counts or as itself.
fn rate(
    values: &mut BTreeMap<String, Option<String>>,
    warnings: &mut Vec<Warning>,
) -> Result<(), Refusal> {
    let number = |key: &str| values.get(key)?.as_ref()?.parse::<Exact>().ok();
    let (num, den, ratio) = (number("num"), number("den"), number("ratio"));
    if let (Some(num), Some(den)) = (num, den) {
        if num > den {
            warnings.push(Warning::PartAboveWhole);
        }
        match ratio {
            // The same rate beside its counts says nothing more.
            Some(ratio) if num.checked_div(&den) == Some(ratio.clone()) => {
                values.insert("ratio".to_owned(), None);
            }
            Some(_) => return Err(Refusal::RateTwice),
            None => {}
        }
    }
    Ok(())
}

/// Reads and checks the whole row.
pub(crate) fn draft(
    line: &EditionLine,
    typed: &Typed,
    known: &Known<'_>,
) -> Result<Draft, Refusal> {
    let (values, warnings) = values(line, typed, known)?;
    let wanted = match typed.state.trim() {
        "" => known.state.unwrap_or_default(),
        word => FigureState::parse(word).ok_or_else(|| Refusal::UnknownState {
            word: word.chars().take(60).collect(),
        })?,
    };
    let mut draft = Draft {
        changed: Vec::new(),
        source: limited("source", &typed.source, SOURCE_MAX)?.unwrap_or_default(),
        as_of: as_of(typed, known)?,
        state: wanted,
        explanation: limited("explanation", &typed.explanation, TEXT_MAX)?,
        expected: expected(typed, known)?,
        applicable: typed.applicable,
        reason: limited("reason", &typed.reason, TEXT_MAX)?,
        values,
        warnings,
    };
    check(&mut draft, line, known)?;
    Ok(draft)
}

fn check(draft: &mut Draft, line: &EditionLine, known: &Known<'_>) -> Result<(), Refusal> {
    for (at, ask) in line.asks.iter().enumerate() {
        let value = draft.values.get(&ask.key).cloned().flatten();
        let before = known.values.iter().find(|value| value.key == ask.key);
        let same_value = before.and_then(|before| before.value.clone()) == value;
        if ask.rolled {
            if !same_value {
                return Err(Refusal::Rolled {
                    key: ask.key.clone(),
                });
            }
            continue;
        }
        if before.is_some_and(|before| before.locked) {
            if !same_value {
                return Err(Refusal::Locked {
                    key: ask.key.clone(),
                });
            }
            continue;
        }
        let same = match before {
            None => value.is_none(),
            Some(before) if value.is_none() => before.value.is_none(),
            Some(before) => {
                same_value
                    && before.source == draft.source
                    && before.as_of == draft.as_of
                    && before.state == draft.state
                    && (before.is_provided || !known.provides)
            }
        };
        if !same {
            draft.changed.push(at);
        }
    }
    if let Some(verifier) = known.verifier
        && known.provides
        && draft.state == FigureState::Final
        && !draft.changed.is_empty()
    {
        return Err(Refusal::NotChecked {
            verifier: verifier.to_owned(),
        });
    }
    let own = line.asks.iter().any(|ask| {
        let locked = known
            .values
            .iter()
            .any(|value| value.key == ask.key && value.locked);
        !locked && !ask.rolled && draft.values.get(&ask.key).is_some_and(Option::is_some)
    });
    if own && draft.source.is_empty() {
        return Err(Refusal::NoSource);
    }
    if own && draft.as_of.is_empty() {
        return Err(Refusal::NoAsOf);
    }
    let taken_back = known.state == Some(FigureState::Final)
        && draft.state < FigureState::Final
        && draft.has_value();
    if taken_back && draft.reason.is_none() {
        return Err(Refusal::NoReason);
    }
    let unproven = own && !known.has_evidence && draft.explanation.is_none() && draft.applicable;
    if unproven && draft.state == FigureState::Final {
        return Err(Refusal::NoExplanation);
    }
    if unproven {
        draft.warnings.push(Warning::NoExplanation);
    }
    Ok(())
}

fn as_of(typed_row: &Typed, known: &Known<'_>) -> Result<String, Refusal> {
    let kind = InputKind::Date { year: known.year };
    match typed(kind, &typed_row.as_of).map_err(|why| Refusal::AsOfUnread { why })? {
        Read::Date(date) if date > known.today => Err(Refusal::AsOfAhead { as_of: date }),
        Read::Date(date) => Ok(date.to_string()),
        _ => Ok(String::new()),
    }
}

/// Points expected: a number between nothing and the most that the indicator gives.
fn expected(typed_row: &Typed, known: &Known<'_>) -> Result<Option<Exact>, Refusal> {
    let read = typed(InputKind::Value, &typed_row.expected_points)
        .map_err(|why| Refusal::ExpectedUnread { why })?;
    let Read::Number(number) = read else {
        return Ok(None);
    };
    match known.max {
        Some(max) if number.value > *max => Err(Refusal::ExpectedAboveMax { max: max.clone() }),
        _ => Ok(Some(number.value)),
    }
}

fn limited(field: &'static str, text: &str, chars_max: usize) -> Result<Option<String>, Refusal> {
    let text = text.trim();
    if text.chars().count() > chars_max {
        return Err(Refusal::TooLong { field, chars_max });
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}
