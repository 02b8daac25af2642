//! From clauses to a rule: which shape they make together.

use scoring::Rule;
use scoring::rule::Combine;

use super::clause::{Clause, clauses};
use super::draft::{About, Draft};
use super::item::{Item, items};
use super::{bands, beside, cohort, formula, groups, statements, whole};

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
    pub(super) headings: Vec<Item>,
    pub(super) groups: Vec<Item>,
    pub(super) count_caps: Vec<Item>,
    pub(super) slides: Vec<Item>,
    /// «Còn lại» stands before another statement: options have no order then.
    pub(super) else_before: bool,
}

impl Sorted {
    fn new(items: Vec<Item>) -> Sorted {
        let mut sorted = Sorted::default();
        for item in items {
            sorted.else_before |=
                matches!(item, Item::Statement { .. }) && !sorted.elses.is_empty();
            let list = match item {
                Item::Tier(..) => &mut sorted.tiers,
                Item::Else(..) => &mut sorted.elses,
                Item::Formula(..) => &mut sorted.formulas,
                Item::Statement { .. } => &mut sorted.statements,
                Item::Requirement { .. } => &mut sorted.requirements,
                Item::PerItem { .. } => &mut sorted.per_item,
                Item::Cap(..) => &mut sorted.caps,
                Item::Deduct { .. } => &mut sorted.deductions,
                Item::Heading { .. } => &mut sorted.headings,
                Item::PerGroup { .. } => &mut sorted.groups,
                Item::CapCount { .. } => &mut sorted.count_caps,
                Item::Slide { .. } => &mut sorted.slides,
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
    if !sorted.groups.is_empty() {
        return groups::groups(about, &sorted);
    }
    if !sorted.slides.is_empty() {
        return groups::slide(about, &sorted);
    }
    if !sorted.count_caps.is_empty() && (sorted.per_item.len() != 1 || !sorted.caps.is_empty()) {
        return None;
    }
    let per_count = !sorted.per_item.is_empty() || !sorted.deductions.is_empty();
    if per_count && (!sorted.formulas.is_empty() || !sorted.tiers.is_empty()) {
        return beside_items(about, sorted);
    }
    if per_count {
        return beside::per_item(about, &sorted);
    }
    if !sorted.headings.is_empty() && (sorted.tiers.is_empty() || sorted.headings.len() > 1) {
        return None;
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

/// «Tỷ lệ * 5đ; mỗi sáng kiến 1đ, tối đa 5đ»: a rate and a capped count that together make the
/// maximum.
fn beside_items(about: &About<'_>, mut sorted: Sorted) -> Option<Draft> {
    if !sorted.deductions.is_empty() || !sorted.headings.is_empty() {
        return None;
    }
    let counted = Sorted {
        per_item: std::mem::take(&mut sorted.per_item),
        caps: std::mem::take(&mut sorted.caps),
        count_caps: std::mem::take(&mut sorted.count_caps),
        ..Sorted::default()
    };
    let counted = beside::per_item(about, &counted)?;
    let mut draft = match (sorted.tiers.is_empty(), sorted.formulas.len()) {
        (true, 1) => formula::formula(about, &sorted),
        (false, 0) => bands::bands(about, &mut sorted),
        _ => None,
    }?;
    let total = draft.best.clone()? + counted.best.clone()?;
    let keys = counted.rule.inputs();
    if about.max != Some(&total) || draft.rule.inputs().iter().any(|key| keys.contains(key)) {
        return None;
    }
    let with = |rule: Rule| Rule::Several {
        combine: Combine::Sum,
        rules: vec![rule, counted.rule.clone()],
    };
    draft.rule = with(draft.rule);
    for other in &mut draft.others {
        other.rule = with(other.rule.clone());
    }
    draft.best = Some(total);
    Some(draft)
}
