//! A figure as stored, and the figures of an indicator as scoring takes them.

use reading::figure::{InputKind, Typed};
use scoring::{Exact, Figures};

use crate::framework::Ask;

/// How sure a figure is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureState {
    /// Ước tính.
    Estimate,
    /// Tạm tính.
    #[default]
    Provisional,
    /// Chính thức.
    Final,
}

impl FigureState {
    /// All, from the least sure.
    pub const ALL: [FigureState; 3] = [
        FigureState::Estimate,
        FigureState::Provisional,
        FigureState::Final,
    ];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            FigureState::Estimate => "estimate",
            FigureState::Provisional => "provisional",
            FigureState::Final => "final",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<FigureState> {
        FigureState::ALL
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// A unit's figure for a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The contract's key in this indicator.
    pub key: String,
    /// As stored: `true`, `20/3`, `1`, `1,,0`; `None`: no data.
    pub value: Option<String>,
    /// How sure.
    pub state: FigureState,
    /// Where it comes from.
    pub source: String,
    /// The day of which it speaks; empty where there is no value.
    pub as_of: String,
    /// Provided for the unit: whoever does not provide it may not change it.
    pub locked: bool,
    /// Provided for the unit, whoever looks.
    pub is_provided: bool,
    /// Somebody of the unit says that it is not right, and waits for an answer.
    pub disputed: bool,
}

/// What was typed, as stored.
pub(crate) fn stored(typed: &Typed) -> Option<String> {
    match typed {
        Typed::Missing | Typed::Text(_) | Typed::Date(_) | Typed::Children(_) => None,
        Typed::Flag(flag) => Some(flag.to_string()),
        Typed::Number(number) => Some(number.value.to_string()),
        Typed::Option(option) => Some(option.to_string()),
        Typed::Parts(parts) => {
            let word = |part: &Option<bool>| match part {
                None => "",
                Some(true) => "1",
                Some(false) => "0",
            };
            Some(parts.iter().map(word).collect::<Vec<_>>().join(","))
        }
    }
}

/// Parts as stored; what is neither is not known.
pub fn parts(text: &str) -> Vec<Option<bool>> {
    let part = |word: &str| match word {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    };
    text.split(',').map(part).collect()
}

/// The figures of an indicator. A value that the shape no longer takes is not known.
pub fn figures<'v>(
    asks: &[Ask],
    applicable: bool,
    value: impl Fn(&str) -> Option<&'v str>,
) -> Figures {
    let mut figures = Figures {
        applicable: (!applicable).then_some(false),
        ..Figures::default()
    };
    for ask in asks {
        if let Some(text) = value(&ask.key) {
            put(&mut figures, ask, text);
        }
    }
    figures
}

fn put(figures: &mut Figures, ask: &Ask, text: &str) {
    let number = || text.parse::<Exact>().ok();
    match ask.key.as_str() {
        "yes" => figures.yes = text.parse().ok(),
        "option" => figures.option = text.parse().ok(),
        "parts" => figures.parts = Some(parts(text)),
        "ratio" => figures.ratio = number(),
        "num" => figures.num = number(),
        "den" => figures.den = number(),
        "value" => figures.value = number(),
        "target" => figures.target = number(),
        "days_late" => figures.days_late = number(),
        "previous" => figures.previous = number(),
        name => {
            if let Some(number) = number() {
                figures.named.insert(name.to_owned(), number);
            }
        }
    }
}

/// A stored value of that kind as people type it, so that typing it again gives the same.
pub fn retyped(kind: InputKind, text: &str) -> String {
    // A number that does not end is typed as a fraction.
    let number = |exact: &Exact| match exact.to_decimal() {
        Some(_) => reading::words::number::number(exact),
        None => exact.to_string(),
    };
    let exact = || text.parse::<Exact>().ok();
    let shown = match kind {
        InputKind::Option { .. } => text.parse().ok().map(|at: u32| (at + 1).to_string()),
        InputKind::Percent => exact().map(|share| {
            let hundred = share.clone() * Exact::whole(100);
            hundred
                .to_decimal()
                .map_or_else(|| share.to_string(), |_| number(&hundred))
        }),
        InputKind::Yes => None,
        InputKind::Parts { .. } => Some(text.replace(',', ";")),
        _ => exact().map(|exact| number(&exact)),
    };
    shown.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: InputKind, text: &str) {
        let first = stored(&reading::figure::typed(kind, text).unwrap()).unwrap();
        let shown = retyped(kind, &first);
        let again = stored(&reading::figure::typed(kind, &shown).unwrap()).unwrap();
        assert_eq!(again, first, "{text} is shown as {shown}");
    }

    #[test]
    fn what_is_shown_for_typing_again_is_the_same_figure() {
        check(InputKind::Value, "1.234,5");
        check(InputKind::Value, "12345678");
        check(InputKind::Value, "1,234");
        check(InputKind::Signed, "-3");
        check(InputKind::Percent, "85");
        check(InputKind::Percent, "1/3");
        check(InputKind::Percent, "0,125 %");
        check(InputKind::Option { count: 3 }, "2");
        check(InputKind::Parts { count: 3 }, "có;không;x");
        check(InputKind::Yes, "Có");
        check(InputKind::Yes, "không");
    }
}
