//! Least and greatest of the units compared, for the rules that compare units.
//!
//! They are computed from the figures themselves, by the same quantity that the rule looks at.
//! Units without the figure, or to whom the indicator does not apply, are not compared.

use crate::answers::Answers;
use crate::framework::{CohortScope, Layout};
use crate::rule::Quantity;
use crate::{Exact, Figures, Rule};

/// Least and greatest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// Least.
    pub least: Exact,
    /// Greatest.
    pub greatest: Exact,
}

/// The ranges of every line that compares units.
#[derive(Clone, Debug, Default)]
pub struct Cohort {
    scope: CohortScope,
    /// By line; by block within it (or one for all). Empty for a line that compares nothing.
    ranges: Vec<Vec<Option<Range>>>,
}

impl Cohort {
    /// Looks at all units.
    pub fn new(layout: &Layout<'_>, answers: &Answers) -> Cohort {
        let scope = layout.framework.cohort;
        let of_line = |(line, place): (usize, &crate::framework::Place<'_>)| {
            let quantity = place.indicator.rule.as_ref().and_then(compared);
            quantity.map_or_else(Vec::new, |quantity| ranges(answers, line, quantity, scope))
        };
        // Without units there is nothing to compare, and one line alone is scored so.
        let ranges = if answers.units.is_empty() {
            Vec::new()
        } else {
            layout.places.iter().enumerate().map(of_line).collect()
        };
        Cohort { scope, ranges }
    }

    /// Fills in what the file did not give itself.
    pub fn fill(&self, line: usize, block: usize, figures: &mut Figures) {
        let ranges = self.ranges.get(line).map_or(&[][..], Vec::as_slice);
        let Some(Some(range)) = ranges.get(slot(self.scope, block)) else {
            return;
        };
        figures
            .cohort_min
            .get_or_insert_with(|| range.least.clone());
        figures
            .cohort_max
            .get_or_insert_with(|| range.greatest.clone());
    }
}

fn slot(scope: CohortScope, block: usize) -> usize {
    match scope {
        CohortScope::Block => block,
        CohortScope::All => 0,
    }
}

/// The quantity by which a rule compares units. `None` when it compares none, and when its parts
/// compare by different quantities: one least and one greatest cannot serve both.
pub fn compared(rule: &Rule) -> Option<&Quantity> {
    let mut found = Vec::new();
    collect(rule, &mut found);
    found.dedup();
    match found[..] {
        [only] => Some(only),
        _ => None,
    }
}

fn collect<'a>(rule: &'a Rule, into: &mut Vec<&'a Quantity>) {
    match rule {
        Rule::MinMax { of, .. } | Rule::ByLargest { of, .. } => into.push(of),
        Rule::Several { rules, .. } => rules.iter().for_each(|rule| collect(rule, into)),
        Rule::Provided(rule) => collect(rule, into),
        _ => {}
    }
}

fn ranges(
    answers: &Answers,
    line: usize,
    quantity: &Quantity,
    scope: CohortScope,
) -> Vec<Option<Range>> {
    let mut ranges: Vec<Option<Range>> = vec![None; answers.blocks.len().max(1)];
    let mut figures = Figures::default();
    for (at, unit) in answers.units.iter().enumerate() {
        answers.read(at, line, &mut figures);
        let applies = figures.applicable != Some(false);
        if let Some(amount) = amount(quantity, &figures).filter(|_| applies) {
            widen(&mut ranges[slot(scope, unit.block)], amount);
        }
    }
    ranges
}

fn widen(range: &mut Option<Range>, amount: Exact) {
    match range {
        None => {
            *range = Some(Range {
                least: amount.clone(),
                greatest: amount,
            });
        }
        Some(range) if amount < range.least => range.least = amount,
        Some(range) if amount > range.greatest => range.greatest = amount,
        Some(_) => {}
    }
}

/// What the quantity amounts to by these figures; `None` where one is not known.
pub fn amount(quantity: &Quantity, figures: &Figures) -> Option<Exact> {
    match quantity {
        Quantity::Rate => figures.rate(),
        Quantity::Value => figures.value.clone(),
        Quantity::DaysLate => figures.days_late.clone(),
        Quantity::Increase(of) => Some(amount(of, figures)? - figures.previous.clone()?),
        Quantity::Growth(of) => {
            Some(amount(of, figures)?.checked_div(&figures.previous.clone()?)? - Exact::ONE)
        }
    }
}
