//! Rules that compare units: «tính theo MIN/MAX», «chia cho giá trị lớn nhất», «tỷ lệ chuẩn hóa».

use domain::FindingCode;
use scoring::rule::{Direction, Quantity};
use scoring::{Exact, Rule};

use super::clause::{Clause, Earn};
use super::draft::{About, Draft};
use super::expression::{Expression, Sign};
use super::token::{Kind, Text};
use super::words::{is_change, is_doubtful};

/// `None`: the text does not compare units. `Some(None)`: it does, but is not one that is read.
#[expect(
    clippy::option_option,
    reason = "not such a text, or one that cannot be read"
)]
pub(super) fn cohort(about: &About<'_>, clauses: &[Clause]) -> Option<Option<Draft>> {
    let text = about.text;
    let to = text.tokens.len();
    let min_max = text.has(0, to, &["min"]) && text.has(0, to, &["max"]);
    let normalised = text.says(0, to, &["chuẩn hóa", "chuẩn hoá"]);
    let largest = clauses.iter().any(|clause| names_largest(&clause.earn));
    let least = clauses.iter().any(|clause| names_least(&clause.earn));
    if !min_max && !normalised && !largest && !least {
        return None;
    }
    Some(explicit(about, clauses).or_else(|| by_name(about, clauses, min_max, normalised)))
}

fn names_largest(earn: &Earn) -> bool {
    matches!(earn, Earn::Formula(formula) if formula.any(&|part| *part == Expression::Greatest))
}

fn names_least(earn: &Earn) -> bool {
    matches!(earn, Earn::Formula(formula) if formula.any(&|part| *part == Expression::Least))
}

fn noted(mut draft: Draft, points: Exact) -> Draft {
    draft.best = Some(points);
    draft.note(FindingCode::NeedsCohort, []);
    draft
}

/// «Điểm = (tỷ lệ − MIN)/(MAX − MIN) × 10đ», «tỷ lệ / tỷ lệ cao nhất × 10đ».
fn explicit(about: &About<'_>, clauses: &[Clause]) -> Option<Draft> {
    let (last, defined) = match clauses {
        [only] => (only, None),
        [first, last] => (last, Some(defined_place(about.text, first)?)),
        _ => return None,
    };
    let Clause {
        from,
        to,
        earn: Earn::Formula(formula),
        remarks,
    } = last
    else {
        return None;
    };
    if from < to || !remarks.is_empty() {
        return None;
    }
    let Expression::Binary(Sign::Multiply, place, points) = formula else {
        return None;
    };
    let place = match (&**place, defined) {
        (place, None) => place,
        (Expression::Rate(from, to) | Expression::Phrase(from, to), Some(defined))
            if is_normalised(about.text, *from, *to) =>
        {
            defined
        }
        _ => return None,
    };
    let points = match &**points {
        Expression::Amount(amount) => amount.points(about.max)?,
        Expression::Number(number) => number.clone(),
        _ => return None,
    };
    let Expression::Binary(Sign::Divide, above, below) = place else {
        return None;
    };
    let rule = match (&**above, &**below) {
        (figure, Expression::Greatest) => Rule::ByLargest {
            of: quantity(about.text, figure)?,
            points: points.clone(),
        },
        (
            Expression::Binary(Sign::Subtract, first, second),
            Expression::Binary(Sign::Subtract, high, low),
        ) if (&**high, &**low) == (&Expression::Greatest, &Expression::Least) => {
            let (figure, direction) = match (&**first, &**second) {
                (figure, Expression::Least) => (figure, Direction::HigherIsBetter),
                (Expression::Greatest, figure) => (figure, Direction::LowerIsBetter),
                _ => return None,
            };
            Rule::MinMax {
                of: quantity(about.text, figure)?,
                direction,
                points: points.clone(),
            }
        }
        _ => return None,
    };
    Some(noted(Draft::new(rule), points))
}

fn is_normalised(text: &Text, from: usize, to: usize) -> bool {
    text.says(from, to, &["chuẩn hóa", "chuẩn hoá"])
}

/// «Tỷ lệ chuẩn hóa = tỷ lệ của xã / tỷ lệ cao nhất».
fn defined_place<'a>(text: &Text, clause: &'a Clause) -> Option<&'a Expression> {
    let named = is_normalised(text, clause.from, clause.to) && clause.to <= clause.from + 5;
    match &clause.earn {
        Earn::Formula(formula) if named && clause.remarks.is_empty() => Some(formula),
        _ => None,
    }
}

fn quantity(text: &Text, figure: &Expression) -> Option<Quantity> {
    // A change and lateness are other figures than the plain one.
    let plain = |from: usize, to: usize| {
        let late = text.says(from, to, &["chậm", "trễ", "muộn"]);
        !late && !is_doubtful(text, from, to) && !is_change(text, from, to)
    };
    match figure {
        Expression::Rate(from, to) => plain(*from, *to).then_some(Quantity::Rate),
        Expression::Phrase(from, to) => plain(*from, *to).then_some(Quantity::Value),
        Expression::Letter(_) => Some(Quantity::Value),
        _ => None,
    }
}

/// «Tỷ lệ A/tổng B (tính theo MIN/MAX)»: no formula is given, so one is assumed.
fn by_name(
    about: &About<'_>,
    clauses: &[Clause],
    min_max: bool,
    normalised: bool,
) -> Option<Draft> {
    let text = about.text;
    let [clause] = clauses else { return None };
    let points = match &clause.earn {
        Earn::Nothing => about.max?.clone(),
        Earn::Formula(formula) if is_named_rate(formula) => about.max?.clone(),
        Earn::Amount(amount) => amount.points(about.max)?,
        Earn::Formula(Expression::Binary(Sign::Multiply, left, right)) => {
            let Expression::Amount(amount) = &**right else {
                return None;
            };
            if !is_named_rate(left) {
                return None;
            }
            amount.points(about.max)?
        }
        _ => return None,
    };
    let to = text.tokens.len();
    let loose = (0..to).any(|at| {
        matches!(
            text.kind(at),
            Some(Kind::Ge | Kind::Le | Kind::Gt | Kind::Lt | Kind::Percent)
        ) || (text.number(at).is_some() && matches!(clause.earn, Earn::Nothing))
    });
    if loose
        || text.says(
            0,
            to,
            &["trừ", "nhân đôi", "hệ số", "gấp", "ngoài ra", "nếu"],
        )
    {
        return None;
    }
    let title_rate = about.title.any(0, &["ty le", "ty trong"]).is_some();
    let rate = text.has(0, to, &["ty le", "ty trong"]) || title_rate;
    let of = if rate {
        Quantity::Rate
    } else {
        Quantity::Value
    };
    let spread = Rule::MinMax {
        of: of.clone(),
        direction: Direction::HigherIsBetter,
        points: points.clone(),
    };
    let share = Rule::ByLargest {
        of: of.clone(),
        points: points.clone(),
    };
    let mut draft = if min_max || !normalised {
        let mut draft = Draft::new(spread);
        draft.assume("minmax");
        draft.or("r_over_max", share);
        draft
    } else {
        let mut draft = Draft::new(spread);
        draft.assume("minmax");
        draft.or("by_largest", share);
        draft
    };
    if rate {
        draft.or(
            "plain_ratio",
            Rule::Proportional {
                of,
                points: points.clone(),
            },
        );
    }
    draft.quantity.whole =
        Some(text.source(clause.from, clause.to)).filter(|words| !words.is_empty());
    Some(noted(draft, points))
}

fn is_named_rate(figure: &Expression) -> bool {
    matches!(figure, Expression::Rate(..) | Expression::Phrase(..))
        || matches!(figure, Expression::Binary(Sign::Divide, left, right)
            if matches!((&**left, &**right), (Expression::Rate(..) | Expression::Phrase(..), Expression::Phrase(..))))
}
