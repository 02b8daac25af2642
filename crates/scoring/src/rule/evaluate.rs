//! What a rule earns. One pass computes the points and, when asked, writes down why.
//!
//! Decisions, each where it is taken: what is missing gives no points rather than zero; a figure
//! that cannot be negative and is counts as missing, because it is a slip of entry; thresholds
//! are compared exactly; a rate above 100 % earns what 100 % earns; only rules that do nothing
//! but deduct go below zero.

use super::because::Trace;
use super::bounds::bounded;
use super::lookup::{absent, figure, named, quantity};
use super::measured::Measured;
use super::{Because, Combine, Formula, Lack, Outcome, Points, Rule, Step};
use crate::{Exact, Figures};

/// Deeper than this no sentence goes; a rule from a file might.
pub(super) const DEPTH_MAX: u32 = 64;

/// Why there are no points.
pub(super) enum Nothing {
    Missing(Lack),
    Unstated,
}

pub(super) type Earned = Result<Points, Nothing>;

/// What is known while one indicator of one unit is scored.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) max: Option<&'a Points>,
    pub(super) figures: &'a Figures,
}

impl Rule {
    /// Points by this rule, never below zero (except pure deductions) nor above `max`. A negative
    /// `max` of a pure deduction is the most that is taken.
    ///
    /// ```
    /// use scoring::{Exact, Figures, Rule, rule::Outcome};
    /// let rule = Rule::YesNo { yes: Exact::whole(10), no: Exact::ZERO };
    /// let known = Figures { yes: Some(true), ..Figures::default() };
    /// assert_eq!(rule.outcome(None, &known), Outcome::Scored(Exact::whole(10)));
    /// assert_eq!(rule.outcome(None, &Figures::default()), Outcome::Missing);
    /// ```
    pub fn outcome(&self, max: Option<&Points>, figures: &Figures) -> Outcome {
        settle(self, Known { max, figures }, &mut Trace::off())
    }

    /// The same with the steps that led to it.
    pub fn explain(&self, max: Option<&Points>, figures: &Figures) -> Because {
        let mut trace = Trace::on();
        let outcome = settle(self, Known { max, figures }, &mut trace);
        Because {
            outcome,
            steps: trace.into_steps(),
        }
    }
}

fn settle(rule: &Rule, known: Known<'_>, trace: &mut Trace) -> Outcome {
    if known.figures.applicable == Some(false) {
        return Outcome::NotApplicable;
    }
    match earn(rule, known, trace, 0) {
        Ok(points) => Outcome::Scored(bounded(rule, known, points, trace)),
        Err(Nothing::Unstated) => Outcome::Unstated,
        Err(Nothing::Missing(lack)) => {
            trace.note(|| Step::Lacks(lack));
            Outcome::Missing
        }
    }
}

fn earn(rule: &Rule, known: Known<'_>, trace: &mut Trace, depth: u32) -> Earned {
    if depth > DEPTH_MAX {
        return Err(Nothing::Missing(Lack::TooDeep));
    }
    match rule {
        Rule::YesNo { yes, no } => yes_no(yes, no, known, trace),
        Rule::Options(options) => chosen(options, known, trace),
        Rule::Parts(parts) => parts_met(parts, known, trace),
        Rule::Ladder(parts) => ladder(parts, known, trace),
        Rule::AllParts { count, points } => all_parts(*count, points, known, trace),
        Rule::Provided(rule) => provided(rule, known, trace, depth),
        Rule::Children(combine) => children(*combine, known, trace),
        Rule::Several { combine, rules } => several(*combine, rules, known, trace, depth),
        Rule::Formula(formula) => computed(formula, known, trace),
        Rule::Entered => {
            let points = figure("value", known.figures.value.as_ref())?;
            trace.note(|| Step::Entered {
                points: points.clone(),
            });
            Ok(points)
        }
        Rule::Proportional { of, .. }
        | Rule::ProportionalTo { of, .. }
        | Rule::AllOrNothing { of, .. }
        | Rule::Bands { of, .. }
        | Rule::PerItem { of, .. }
        | Rule::MinMax { of, .. }
        | Rule::ByLargest { of, .. }
        | Rule::Deduction { of, .. } => {
            let measured = Measured {
                of,
                value: quantity(of, known.figures, 0)?,
                known,
            };
            measured.earn(rule, trace)
        }
    }
}

fn yes_no(yes: &Points, no: &Points, known: Known<'_>, trace: &mut Trace) -> Earned {
    let answer = known.figures.yes.ok_or_else(|| absent("yes"))?;
    let points = if answer { yes } else { no };
    trace.note(|| Step::Answer {
        yes: answer,
        points: points.clone(),
    });
    Ok(points.clone())
}

fn chosen(options: &[Points], known: Known<'_>, trace: &mut Trace) -> Earned {
    let option = known.figures.option.ok_or_else(|| absent("option"))?;
    let points = usize::try_from(option)
        .ok()
        .and_then(|index| options.get(index));
    let points = points.ok_or_else(|| Nothing::Missing(Lack::OutOfRange("option".into())))?;
    trace.note(|| Step::Chosen {
        option,
        points: points.clone(),
    });
    Ok(points.clone())
}

/// As many answers as there are parts, known or not.
fn answers(count: usize, known: Known<'_>) -> Result<&[Option<bool>], Nothing> {
    let parts = known
        .figures
        .parts
        .as_ref()
        .ok_or_else(|| absent("parts"))?;
    let fits = parts.len() == count && count > 0;
    fits.then_some(parts.as_slice())
        .ok_or_else(|| Nothing::Missing(Lack::OutOfRange("parts".into())))
}

fn parts_met(parts: &[Points], known: Known<'_>, trace: &mut Trace) -> Earned {
    let mut total = Exact::ZERO;
    for (part, (met, points)) in answers(parts.len(), known)?.iter().zip(parts).enumerate() {
        total = total + one_part(part, *met, points, trace)?;
    }
    Ok(total)
}

/// Each part counts only when all before it are met; what follows an unmet one need not be known.
fn ladder(parts: &[Points], known: Known<'_>, trace: &mut Trace) -> Earned {
    let mut total = Exact::ZERO;
    for (part, (met, points)) in answers(parts.len(), known)?.iter().zip(parts).enumerate() {
        total = total + one_part(part, *met, points, trace)?;
        if *met == Some(false) {
            break;
        }
    }
    Ok(total)
}

fn one_part(part: usize, met: Option<bool>, points: &Points, trace: &mut Trace) -> Earned {
    let met = met.ok_or_else(|| absent("parts"))?;
    let points = if met { points.clone() } else { Exact::ZERO };
    trace.note(|| Step::Part {
        part,
        met,
        points: points.clone(),
    });
    Ok(points)
}

/// `yes` may answer for all parts at once.
fn all_parts(count: u32, points: &Points, known: Known<'_>, trace: &mut Trace) -> Earned {
    let met = match (&known.figures.parts, known.figures.yes) {
        (None, Some(true)) => count,
        (None, Some(false)) => {
            trace.note(|| Step::Answer {
                yes: false,
                points: Exact::ZERO,
            });
            return Ok(Exact::ZERO);
        }
        _ => {
            let answers = answers(usize::try_from(count).unwrap_or(usize::MAX), known)?;
            let met: Option<Vec<bool>> = answers.iter().copied().collect();
            met.ok_or_else(|| absent("parts"))?
                .into_iter()
                .map(u32::from)
                .sum()
        }
    };
    let points = if met == count {
        points.clone()
    } else {
        Exact::ZERO
    };
    trace.note(|| Step::AllParts {
        met,
        count,
        points: points.clone(),
    });
    Ok(points)
}

fn provided(rule: &Rule, known: Known<'_>, trace: &mut Trace, depth: u32) -> Earned {
    let met = known.figures.yes.ok_or_else(|| absent("yes"))?;
    trace.note(|| Step::Condition { met });
    if met {
        earn(rule, known, trace, depth + 1)
    } else {
        Ok(Exact::ZERO)
    }
}

fn children(combine: Combine, known: Known<'_>, trace: &mut Trace) -> Earned {
    let children = known
        .figures
        .children
        .as_ref()
        .filter(|children| !children.is_empty());
    let children = children.ok_or_else(|| absent("children"))?;
    let all: Option<Vec<Points>> = children.iter().cloned().collect();
    let all = all.ok_or_else(|| absent("children"))?;
    for (child, points) in all.iter().enumerate() {
        trace.note(|| Step::Child {
            child,
            points: points.clone(),
        });
    }
    combined(combine, all, trace)
}

fn several(
    combine: Combine,
    rules: &[Rule],
    known: Known<'_>,
    trace: &mut Trace,
    depth: u32,
) -> Earned {
    let mut all = Vec::with_capacity(rules.len());
    let mut unstated = false;
    for (part, rule) in rules.iter().enumerate() {
        let mut inner = trace.inner();
        let earned = match earn(rule, known, &mut inner, depth + 1) {
            Err(Nothing::Missing(lack)) => return Err(Nothing::Missing(lack)),
            Err(Nothing::Unstated) => None,
            Ok(points) => Some(points),
        };
        let points = earned.clone();
        trace.note(|| Step::Portion {
            part,
            points,
            steps: inner.into_steps(),
        });
        unstated |= earned.is_none();
        all.extend(earned);
    }
    if unstated {
        return Err(Nothing::Unstated);
    }
    combined(combine, all, trace)
}

fn combined(combine: Combine, all: Vec<Points>, trace: &mut Trace) -> Earned {
    let count = i64::try_from(all.len())
        .ok()
        .and_then(|count| Exact::ratio(1, count));
    let points = match combine {
        Combine::Sum => count.map(|_| all.into_iter().sum()),
        Combine::Mean => count.map(|share| all.into_iter().sum::<Exact>() * share),
        Combine::Max => all.into_iter().max(),
        Combine::Min => all.into_iter().min(),
    };
    let points: Points = points.ok_or_else(|| absent("parts"))?;
    trace.note(|| Step::Combined {
        combine,
        points: points.clone(),
    });
    Ok(points)
}

fn computed(formula: &Formula, known: Known<'_>, trace: &mut Trace) -> Earned {
    let mut used = Vec::new();
    let points = reckon(formula, known, &mut used, 0)?;
    trace.note(|| Step::Computed {
        figures: used,
        points: points.clone(),
    });
    Ok(points)
}

fn reckon(
    formula: &Formula,
    known: Known<'_>,
    used: &mut Vec<(String, Exact)>,
    depth: u32,
) -> Earned {
    if depth > DEPTH_MAX {
        return Err(Nothing::Missing(Lack::TooDeep));
    }
    let mut side = |formula: &Formula| reckon(formula, known, used, depth + 1);
    match formula {
        Formula::Number(number) => Ok(number.clone()),
        Formula::MaxPoints => known.max.cloned().ok_or(Nothing::Missing(Lack::MaxPoints)),
        Formula::Add(left, right) => Ok(side(left)? + side(right)?),
        Formula::Subtract(left, right) => Ok(side(left)? - side(right)?),
        Formula::Multiply(left, right) => Ok(side(left)? * side(right)?),
        Formula::Divide(left, right) => {
            let (left, right) = (side(left)?, side(right)?);
            let divisor = || Nothing::Missing(Lack::Zero("den".into()));
            left.checked_div(&right).ok_or_else(divisor)
        }
        Formula::Figure(name) => {
            let value = named(name, known.figures)?;
            if used.iter().all(|(seen, _)| seen != name) {
                used.push((name.clone(), value.clone()));
            }
            Ok(value)
        }
    }
}
