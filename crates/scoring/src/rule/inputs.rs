//! What a rule is called, what it asks for, and the most it can earn.

use super::evaluate::DEPTH_MAX;
use super::{Band, Combine, Formula, Piece, Points, Quantity, Rule, Target};
use crate::Exact;

/// Letters that texts give to figures; a rule's inputs are constants, so these are listed.
const LETTERS: [&str; 26] = [
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s",
    "t", "u", "v", "w", "x", "y", "z",
];

/// Figures of the contract that a formula may name.
const NAMES: [&str; 9] = [
    "ratio",
    "num",
    "den",
    "value",
    "target",
    "previous",
    "days_late",
    "cohort_min",
    "cohort_max",
];

impl Rule {
    /// The shape's stable name in files: `proportional_to`.
    pub fn kind(&self) -> &'static str {
        match self {
            Rule::YesNo { .. } => "yes_no",
            Rule::Options(_) => "options",
            Rule::Parts(_) => "parts",
            Rule::Ladder(_) => "ladder",
            Rule::AllParts { .. } => "all_parts",
            Rule::Proportional { .. } => "proportional",
            Rule::ProportionalTo { .. } => "proportional_to",
            Rule::AllOrNothing { .. } => "all_or_nothing",
            Rule::Bands { .. } => "bands",
            Rule::PerItem { .. } => "per_item",
            Rule::MinMax { .. } => "min_max",
            Rule::ByLargest { .. } => "by_largest",
            Rule::Children(_) => "children",
            Rule::Several { .. } => "several",
            Rule::Provided(_) => "provided",
            Rule::Deduction { .. } => "deduction",
            Rule::Formula(_) => "formula",
            Rule::Entered => "entered",
        }
    }

    /// Names of the figures it needs, each once, in the order of the rule. For `ratio`, `num` and
    /// `den` serve as well. Figures of a formula beyond one letter or a known name are not listed.
    pub fn inputs(&self) -> Vec<&'static str> {
        let mut keys = Vec::new();
        self.add_inputs(&mut keys, 0);
        let mut seen = Vec::with_capacity(keys.len());
        for key in keys {
            if !seen.contains(&key) {
                seen.push(key);
            }
        }
        seen
    }

    fn add_inputs(&self, keys: &mut Vec<&'static str>, depth: u32) {
        if depth > DEPTH_MAX {
            return;
        }
        if let Some(of) = self.quantity() {
            add_quantity(of, keys, 0);
        }
        match self {
            Rule::YesNo { .. } => keys.push("yes"),
            Rule::Options(_) => keys.push("option"),
            Rule::Parts(_) | Rule::Ladder(_) | Rule::AllParts { .. } => keys.push("parts"),
            Rule::ProportionalTo { target, .. } | Rule::AllOrNothing { target, .. } => {
                keys.extend((*target == Target::Own).then_some("target"));
            }
            Rule::MinMax { .. } => keys.extend(["cohort_min", "cohort_max"]),
            Rule::ByLargest { .. } => keys.push("cohort_max"),
            Rule::Children(_) => keys.push("children"),
            Rule::Several { rules, .. } => {
                for rule in rules {
                    rule.add_inputs(keys, depth + 1);
                }
            }
            Rule::Provided(rule) => {
                keys.push("yes");
                rule.add_inputs(keys, depth + 1);
            }
            Rule::Formula(formula) => add_formula(formula, keys, 0),
            Rule::Entered => keys.push("value"),
            Rule::Proportional { .. }
            | Rule::Bands { .. }
            | Rule::PerItem { .. }
            | Rule::Deduction { .. } => {}
        }
    }

    /// The one quantity that the rule looks at, if it looks at one.
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Rule::Proportional { of, .. }
            | Rule::ProportionalTo { of, .. }
            | Rule::AllOrNothing { of, .. }
            | Rule::Bands { of, .. }
            | Rule::PerItem { of, .. }
            | Rule::MinMax { of, .. }
            | Rule::ByLargest { of, .. }
            | Rule::Deduction { of, .. } => Some(of),
            _ => None,
        }
    }

    /// The most that the rule's own words can give, before the maximum of the indicator caps it;
    /// `None` when they set no end or when it depends on figures.
    pub fn reach(&self) -> Option<Points> {
        self.reach_at(0)
    }

    /// The highest points that can be reached; `None` when nothing says.
    pub fn best(&self, max: Option<&Points>) -> Option<Points> {
        match (self.reach(), max) {
            (Some(reach), Some(max)) => Some(reach.min(max.clone())),
            (reach, max) => reach.or_else(|| max.cloned()),
        }
    }

    fn reach_at(&self, depth: u32) -> Option<Points> {
        if depth > DEPTH_MAX {
            return None;
        }
        match self {
            Rule::YesNo { yes, no } => Some(yes.max(no).clone()),
            Rule::Options(options) => options.iter().max().cloned(),
            Rule::Parts(parts) => Some(
                parts
                    .iter()
                    .filter(|points| !points.is_negative())
                    .cloned()
                    .sum(),
            ),
            Rule::Ladder(parts) => Some(best_prefix(parts)),
            Rule::AllParts { points, .. }
            | Rule::Proportional { points, .. }
            | Rule::ProportionalTo { points, .. }
            | Rule::AllOrNothing { points, .. }
            | Rule::MinMax { points, .. }
            | Rule::ByLargest { points, .. } => Some(points.clone().max(Exact::ZERO)),
            Rule::Bands { of, bands } => {
                let tops: Option<Vec<Points>> = bands.iter().map(|band| top(of, band)).collect();
                tops?.into_iter().max()
            }
            Rule::PerItem { points, .. } if points.is_negative() => Some(Exact::ZERO),
            Rule::PerItem { cap, .. } => Some(cap.clone()?.max(Exact::ZERO)),
            Rule::Deduction { .. } => Some(Exact::ZERO),
            Rule::Provided(rule) => Some(rule.reach_at(depth + 1)?.max(Exact::ZERO)),
            Rule::Several { combine, rules } => combine_reach(*combine, rules, depth),
            Rule::Children(_) | Rule::Formula(_) | Rule::Entered => None,
        }
    }
}

fn add_quantity(of: &Quantity, keys: &mut Vec<&'static str>, depth: u32) {
    match of {
        Quantity::Rate => keys.push("ratio"),
        Quantity::Value => keys.push("value"),
        Quantity::DaysLate => keys.push("days_late"),
        Quantity::Increase(of) | Quantity::Growth(of) if depth < DEPTH_MAX => {
            add_quantity(of, keys, depth + 1);
            keys.push("previous");
        }
        Quantity::Increase(_) | Quantity::Growth(_) => {}
    }
}

fn add_formula(formula: &Formula, keys: &mut Vec<&'static str>, depth: u32) {
    match formula {
        Formula::Figure(name) => {
            let known = LETTERS.iter().chain(&NAMES).find(|known| *known == name);
            keys.extend(known);
        }
        Formula::Add(left, right)
        | Formula::Subtract(left, right)
        | Formula::Multiply(left, right)
        | Formula::Divide(left, right)
            if depth < DEPTH_MAX =>
        {
            add_formula(left, keys, depth + 1);
            add_formula(right, keys, depth + 1);
        }
        _ => {}
    }
}

fn best_prefix(parts: &[Points]) -> Points {
    let (mut total, mut best) = (Exact::ZERO, Exact::ZERO);
    for points in parts {
        total = total + points.clone();
        best = best.max(total.clone());
    }
    best
}

/// The most that a band can give: at its upper or lower end when it slopes.
fn top(of: &Quantity, band: &Band) -> Option<Points> {
    let Piece::Line { slope, .. } = &band.earns else {
        return Some(band.earns.at(&Exact::ZERO));
    };
    let falling = slope.is_negative();
    let beyond = band.from.as_ref().is_some_and(|from| from.at >= Exact::ONE);
    let end = if falling { &band.from } else { &band.to };
    let end = end.as_ref().map(|bound| bound.at.clone());
    let end = end.or(match of {
        Quantity::Rate if !falling && !beyond => Some(Exact::ONE),
        Quantity::Rate | Quantity::Value | Quantity::DaysLate if falling => Some(Exact::ZERO),
        _ => None,
    });
    Some(band.earns.at(&end?))
}

fn combine_reach(combine: Combine, rules: &[Rule], depth: u32) -> Option<Points> {
    let all: Option<Vec<Points>> = rules.iter().map(|rule| rule.reach_at(depth + 1)).collect();
    let all = all?;
    let share = Exact::ratio(1, i64::try_from(all.len()).ok()?)?;
    match combine {
        Combine::Sum => Some(all.into_iter().sum()),
        Combine::Mean => Some(all.into_iter().sum::<Exact>() * share),
        Combine::Max => all.into_iter().max(),
        Combine::Min => all.into_iter().min(),
    }
}
