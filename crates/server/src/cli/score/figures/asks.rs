//! What the rule of an indicator asks for: which keys mean something to it, how many options or
//! parts it has. So a figure that no rule will look at is reported rather than lost.

use scoring::answers::Key;
use scoring::rule::{Formula, Quantity, Target};
use scoring::{Exact, Rule};

/// What one indicator takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asks {
    keys: u32,
    /// Names that its formula calls.
    pub names: Vec<String>,
    /// How many options, when the rule has them.
    pub options: Option<usize>,
    /// How many parts, when the rule has them.
    pub parts: Option<usize>,
    /// Nothing is known of the rule: everything is taken.
    any: bool,
}

impl Asks {
    /// By the rule; everything where there is none yet.
    pub(super) fn of(rule: Option<&Rule>) -> Asks {
        let mut asks = Asks {
            any: rule.is_none(),
            ..Asks::default()
        };
        asks.add(Key::Applicable);
        if let Some(rule) = rule {
            asks.visit(rule);
        }
        asks
    }

    /// Whether the rule looks at this key.
    pub(super) fn takes(&self, key: Key) -> bool {
        self.any || matches!(key, Key::Named(_)) || self.keys & bit(key) != 0
    }

    fn add(&mut self, key: Key) {
        self.keys |= bit(key);
    }

    fn visit(&mut self, rule: &Rule) {
        match rule {
            Rule::YesNo { .. } => self.add(Key::Yes),
            Rule::Options(options) => {
                self.add(Key::Option);
                self.options = Some(options.len());
            }
            Rule::Parts(parts) | Rule::Ladder(parts) => {
                self.add(Key::Parts);
                self.parts = Some(parts.len());
            }
            Rule::AllParts { count, .. } => {
                self.add(Key::Yes);
                self.add(Key::Parts);
                self.parts = usize::try_from(*count).ok();
            }
            Rule::ProportionalTo { of, target, .. } | Rule::AllOrNothing { of, target, .. } => {
                self.quantity(of);
                if *target == Target::Own {
                    self.add(Key::Target);
                }
            }
            Rule::MinMax { of, .. } | Rule::ByLargest { of, .. } => {
                self.quantity(of);
                self.add(Key::CohortMin);
                self.add(Key::CohortMax);
            }
            Rule::Proportional { of, .. }
            | Rule::Bands { of, .. }
            | Rule::PerItem { of, .. }
            | Rule::Deduction { of, .. } => self.quantity(of),
            Rule::Children(_) => self.add(Key::Children),
            Rule::Several { rules, .. } => rules.iter().for_each(|rule| self.visit(rule)),
            Rule::Provided(rule) => {
                self.add(Key::Yes);
                self.visit(rule);
            }
            Rule::Formula(formula) => self.formula(formula),
            Rule::Entered => self.add(Key::Value),
        }
    }

    fn quantity(&mut self, of: &Quantity) {
        match of {
            Quantity::Rate => [Key::Ratio, Key::Num, Key::Den]
                .into_iter()
                .for_each(|key| self.add(key)),
            Quantity::Value => self.add(Key::Value),
            Quantity::DaysLate => self.add(Key::DaysLate),
            Quantity::Increase(of) | Quantity::Growth(of) => {
                self.add(Key::Previous);
                self.quantity(of);
            }
        }
    }

    fn formula(&mut self, formula: &Formula) {
        match formula {
            Formula::Number(_) | Formula::MaxPoints => {}
            Formula::Figure(name) => match by_name(name.as_bytes()) {
                Some(Key::Ratio) => self.quantity(&Quantity::Rate),
                Some(key) => self.add(key),
                None => self.names.push(name.clone()),
            },
            Formula::Add(left, right)
            | Formula::Subtract(left, right)
            | Formula::Multiply(left, right)
            | Formula::Divide(left, right) => {
                self.formula(left);
                self.formula(right);
            }
        }
    }
}

fn bit(key: Key) -> u32 {
    let place = match key {
        Key::Applicable => 0,
        Key::Yes => 1,
        Key::Ratio => 2,
        Key::Num => 3,
        Key::Den => 4,
        Key::Value => 5,
        Key::Option => 6,
        Key::Parts => 7,
        Key::Children => 8,
        Key::CohortMin => 9,
        Key::CohortMax => 10,
        Key::Target => 11,
        Key::DaysLate => 12,
        Key::Previous => 13,
        Key::Named(_) => 14,
    };
    1 << place
}

/// The contract's names.
pub(super) fn by_name(name: &[u8]) -> Option<Key> {
    Some(match name {
        b"num" => Key::Num,
        b"den" => Key::Den,
        b"yes" => Key::Yes,
        b"value" => Key::Value,
        b"ratio" => Key::Ratio,
        b"option" => Key::Option,
        b"parts" => Key::Parts,
        b"children" => Key::Children,
        b"applicable" => Key::Applicable,
        b"cohort_min" => Key::CohortMin,
        b"cohort_max" => Key::CohortMax,
        b"target" => Key::Target,
        b"days_late" => Key::DaysLate,
        b"previous" => Key::Previous,
        _ => return None,
    })
}

/// Whether a figure under this key can be below zero: early days, changes, points of deductions.
pub(super) fn may_be_negative(key: Key) -> bool {
    matches!(key, Key::DaysLate | Key::CohortMin | Key::CohortMax)
}

/// A rate above this is percent written for a share.
pub(super) fn ratio_max() -> Exact {
    Exact::whole(2)
}
