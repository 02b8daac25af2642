//! From clauses to a rule: which shape they make together.

use super::clause::{Clause, clauses};
use super::draft::{About, Draft};
use super::item::{Item, items};
use super::{bands, cohort, formula, statements, whole};

/// The rule that the whole text makes, or `None`: nothing is guessed.
pub(super) fn assemble(about: &About<'_>) -> Option<Draft> {
    let clauses = clauses(about.text);
    if clauses.is_empty() {
        return None;
    }
    if let Some(draft) = cohort::cohort(about, &clauses).or_else(|| whole::whole(about, &clauses)) {
        return draft;
    }
    of_items(about, &clauses)
}

/// The items sorted by what they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorted {
    pub(super) tiers: Vec<Item>,
    pub(super) elses: Vec<Item>,
    pub(super) formulas: Vec<Item>,
    pub(super) statements: Vec<Item>,
    pub(super) requirements: Vec<Item>,
    pub(super) per_item: Vec<Item>,
    pub(super) caps: Vec<Item>,
    pub(super) deductions: Vec<Item>,
    pub(super) definitions: Vec<Item>,
}

impl Sorted {
    fn new(items: Vec<Item>) -> Sorted {
        let mut sorted = Sorted::default();
        for item in items {
            let list = match item {
                Item::Tier(..) => &mut sorted.tiers,
                Item::Else(..) => &mut sorted.elses,
                Item::Formula(..) => &mut sorted.formulas,
                Item::Statement { .. } => &mut sorted.statements,
                Item::Requirement { .. } => &mut sorted.requirements,
                Item::PerItem { .. } => &mut sorted.per_item,
                Item::Cap(..) => &mut sorted.caps,
                Item::Deduct { .. } => &mut sorted.deductions,
                Item::Letter { .. } | Item::Rate(..) | Item::RateWords { .. } => {
                    &mut sorted.definitions
                }
            };
            list.push(item);
        }
        sorted
    }
}

fn of_items(about: &About<'_>, clauses: &[Clause]) -> Option<Draft> {
    let mut sorted = Sorted::new(items(about.text, clauses)?);
    let per_count = !sorted.per_item.is_empty() || !sorted.deductions.is_empty();
    if per_count {
        return statements::per_item(about, &sorted);
    }
    if sorted.caps.len() > 1 || (!sorted.caps.is_empty() && sorted.formulas.len() != 1) {
        return None;
    }
    match (sorted.tiers.is_empty(), sorted.formulas.len()) {
        (true, 0) if sorted.definitions.is_empty() => statements::statements(about, &sorted),
        (true, 1) => formula::formula(about, &sorted),
        (false, 0) => bands::bands(about, &mut sorted),
        _ => None,
    }
}
