//! What a rule earns. One pass computes the points and, when asked, writes down why.
//!
//! Decisions, each where it is taken: what is missing gives no points rather than zero; a figure
//! that cannot be negative and is counts as missing, because it is a slip of entry; thresholds
//! are compared exactly; a rate above 100 % earns what 100 % earns; only rules that do nothing
//! but deduct go below zero.

use super::because::Trace;
use super::lookup::{absent, figure, named, quantity};
use super::measured::Measured;
use super::{Band, Because, Combine, Formula, Lack, Outcome, Piece, Points, Rule, Step};
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
    max: Option<&'a Points>,
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

fn bounded(rule: &Rule, known: Known<'_>, points: Points, trace: &mut Trace) -> Points {
    if deducts(rule, known.figures, 0) {
        return match known.max {
            Some(floor) if floor.is_negative() && points < *floor => {
                trace.note(|| Step::FlooredAt {
                    from: points,
                    floor: floor.clone(),
                });
                floor.clone()
            }
            _ => points,
        };
    }
    if points.is_negative() {
        trace.note(|| Step::RaisedToZero { from: points });
        return Exact::ZERO;
    }
    match known.max {
        Some(max) if points > *max => {
            trace.note(|| Step::CappedAtMax {
                from: points,
                max: max.clone(),
            });
            if max.is_negative() {
                Exact::ZERO
            } else {
                max.clone()
            }
        }
        _ => points,
    }
}

/// Whether the rule can only take: some points below zero, none above.
fn deducts(rule: &Rule, figures: &Figures, depth: u32) -> bool {
    if depth > DEPTH_MAX {
        return false;
    }
    match rule {
        Rule::Deduction { .. } => true,
        Rule::YesNo { yes, no } => only_below_zero([yes, no]),
        Rule::Options(points) | Rule::Parts(points) => only_below_zero(points),
        Rule::AllParts { points, .. }
        | Rule::Proportional { points, .. }
        | Rule::ProportionalTo { points, .. }
        | Rule::AllOrNothing { points, .. }
        | Rule::PerItem { points, .. } => points.is_negative(),
        Rule::Bands { bands, .. } => only_below_zero(bands.iter().flat_map(piece_ends)),
        // A group of deductions is a deduction.
        Rule::Children(_) => {
            only_below_zero(figures.children.iter().flatten().filter_map(Option::as_ref))
        }
        Rule::Several { rules, .. } => {
            !rules.is_empty() && rules.iter().all(|rule| deducts(rule, figures, depth + 1))
        }
        Rule::Provided(rule) => deducts(rule, figures, depth + 1),
        Rule::MinMax { .. } | Rule::ByLargest { .. } | Rule::Formula(_) | Rule::Entered => false,
    }
}

fn only_below_zero<'a>(points: impl IntoIterator<Item = &'a Points>) -> bool {
    let mut some = false;
    for points in points {
        if *points > Exact::ZERO {
            return false;
        }
        some |= points.is_negative();
    }
    some
}

fn piece_ends(band: &Band) -> impl Iterator<Item = &Points> {
    let (first, second) = match &band.earns {
        Piece::Flat(points) => (points, None),
        Piece::Line { slope, intercept } => (slope, Some(intercept)),
    };
    std::iter::once(first).chain(second)
}

fn earn(rule: &Rule, known: Known<'_>, trace: &mut Trace, depth: u32) -> Earned {
    if depth > DEPTH_MAX {
        return Err(Nothing::Missing(Lack::TooDeep));
    }
    match rule {
        Rule::YesNo { yes, no } => yes_no(yes, no, known, trace),
        Rule::Options(options) => chosen(options, known, trace),
        Rule::Parts(parts) => parts_met(parts, known, trace),
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

/// As many answers as there are parts, all of them known.
fn answers(count: usize, known: Known<'_>) -> Result<Vec<bool>, Nothing> {
    let parts = known
        .figures
        .parts
        .as_ref()
        .ok_or_else(|| absent("parts"))?;
    if parts.len() != count {
        return Err(Nothing::Missing(Lack::OutOfRange("parts".into())));
    }
    parts
        .iter()
        .copied()
        .collect::<Option<Vec<bool>>>()
        .ok_or_else(|| absent("parts"))
}

fn parts_met(parts: &[Points], known: Known<'_>, trace: &mut Trace) -> Earned {
    let mut total = Exact::ZERO;
    for (part, (met, points)) in answers(parts.len(), known)?
        .into_iter()
        .zip(parts)
        .enumerate()
    {
        let points = if met { points.clone() } else { Exact::ZERO };
        trace.note(|| Step::Part {
            part,
            met,
            points: points.clone(),
        });
        total = total + points;
    }
    Ok(total)
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
            answers.into_iter().map(u32::from).sum()
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
