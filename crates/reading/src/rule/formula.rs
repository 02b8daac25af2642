//! «Tỷ lệ * 10đ», «b/a × điểm tối đa», «(1 − tỷ lệ) × 10», «số lượng/100 × 5đ»: formulas as lines
//! in one figure, and formulas over lettered figures.

use scoring::rule::{Band, Formula, Piece, Quantity, Target};
use scoring::{Exact, Rule};

use super::assemble::Sorted;
use super::beside::beside;
use super::draft::{About, Draft, Named};
use super::expression::{Expression, Sign};
use super::item::Item;
use super::token::{Kind, Text};
use super::words::{has_loose_number, is_change, is_doubtful};

/// Which figure a line runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Rate,
    Value,
}

/// `slope × figure + intercept`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) of: Option<Which>,
    pub(super) slope: Exact,
    pub(super) intercept: Exact,
    pub(super) named: Named,
}

/// What formulas of one text may refer to.
pub(super) struct Names<'a> {
    pub(super) text: &'a Text,
    pub(super) max: Option<&'a Exact>,
    /// Letters that the text defines.
    pub(super) letters: Vec<(String, String)>,
    /// How the text defines its rate.
    pub(super) rate: Named,
    /// The tiers are of a growth: «tỷ lệ tăng/10% × 10đ» is a line in it.
    pub(super) growth: bool,
}

impl<'a> Names<'a> {
    /// From the definitions of a text; `None` when one of them is not a rate.
    pub(super) fn new(about: &About<'a>, definitions: &[Item]) -> Option<Names<'a>> {
        let text = about.text;
        let mut names = Names {
            text,
            max: about.max,
            letters: Vec::new(),
            rate: Named::default(),
            growth: false,
        };
        for item in definitions {
            if let Item::Letter { letter, from, to } = item {
                if names.letters.iter().any(|(known, _)| known == letter) {
                    return None;
                }
                names
                    .letters
                    .push((letter.clone(), text.source(*from, *to)));
            }
        }
        let mut rates = 0;
        for item in definitions {
            match item {
                Item::Rate(formula) => {
                    let line = names.line(formula)?;
                    let hundred = Exact::whole(100);
                    let plain = line.slope == Exact::ONE || line.slope == hundred;
                    if line.of != Some(Which::Rate) || !plain || !line.intercept.is_zero() {
                        return None;
                    }
                    names.rate = line.named;
                    rates += 1;
                }
                Item::RateWords { from, to } => {
                    names.rate.whole = Some(text.source(*from, *to));
                    rates += 1;
                }
                _ => {}
            }
        }
        (rates <= 1).then_some(names)
    }

    /// The formula as a line, when it is one.
    pub(super) fn line(&self, formula: &Expression) -> Option<Line> {
        let constant = |value: Exact| Line {
            of: None,
            slope: Exact::ZERO,
            intercept: value,
            named: Named::default(),
        };
        match formula {
            Expression::Number(value) | Expression::Percent(value) => Some(constant(value.clone())),
            Expression::Amount(amount) => amount.points(self.max).map(constant),
            Expression::Rate(from, to) => self.rate_words(*from, *to),
            Expression::Phrase(from, to) => self.count_words(*from, *to),
            Expression::Binary(Sign::Divide, left, right) if self.is_ratio(left, right) => {
                Some(self.ratio(left, right))
            }
            Expression::Binary(sign, left, right) => {
                combine(*sign, self.line(left)?, self.line(right)?)
            }
            _ => None,
        }
    }

    fn rate_words(&self, from: usize, to: usize) -> Option<Line> {
        let text = self.text;
        let rising = ["ty le tang", "toc do tang", "muc tang"];
        let change = if self.growth {
            text.any(from, &rising).is_none() || text.says(from, to, &["giảm"])
        } else {
            is_change(text, from, to)
        };
        if is_doubtful(text, from, to) || change || has_loose_number(text, from, to) {
            return None;
        }
        let bare = to <= from + 2 || (to == from + 3 && text.is(to - 1, &Kind::Percent));
        let named = if bare {
            self.rate.clone()
        } else {
            parted(text, from, to)
        };
        Some(Line {
            of: Some(Which::Rate),
            slope: Exact::ONE,
            intercept: Exact::ZERO,
            named,
        })
    }

    fn count_words(&self, from: usize, to: usize) -> Option<Line> {
        if !self.is_count_phrase(from, to) || !starts_as_count(self.text, from) {
            return None;
        }
        let named = Named {
            whole: Some(self.text.source(from, to)),
            ..Named::default()
        };
        Some(Line {
            of: Some(Which::Value),
            slope: Exact::ONE,
            intercept: Exact::ZERO,
            named,
        })
    }

    fn is_count_phrase(&self, from: usize, to: usize) -> bool {
        let text = self.text;
        !is_doubtful(text, from, to)
            && !is_change(text, from, to)
            && !has_loose_number(text, from, to)
            && text.any(from, &["diem", "so diem"]).is_none()
            && !text.has(from, to, &["ty le", "ty trong", "phan tram"])
    }

    fn is_count(&self, formula: &Expression) -> bool {
        match formula {
            Expression::Letter(letter) => self.letters.iter().any(|(known, _)| known == letter),
            Expression::Phrase(from, to) => self.is_count_phrase(*from, *to),
            Expression::Binary(Sign::Add | Sign::Subtract, left, right) => {
                self.is_count(left) && self.is_count(right)
            }
            _ => false,
        }
    }

    /// «b/a», «số thôn có tổ / số thôn», «tỷ lệ đã xử lý / tổng sự cố».
    fn is_ratio(&self, left: &Expression, right: &Expression) -> bool {
        let worded_rate = matches!(left, Expression::Rate(from, to)
            if *to > from + 2 && self.rate_words(*from, *to).is_some());
        let whole = matches!(right, Expression::Phrase(..)) && self.is_count(right);
        (worded_rate && whole) || (self.is_count(left) && self.is_count(right) && left != right)
    }

    fn ratio(&self, left: &Expression, right: &Expression) -> Line {
        let named = Named {
            whole: None,
            numerator: Some(self.wording(left)),
            denominator: Some(self.wording(right)),
            ..Named::default()
        };
        Line {
            of: Some(Which::Rate),
            slope: Exact::ONE,
            intercept: Exact::ZERO,
            named,
        }
    }

    fn wording(&self, formula: &Expression) -> String {
        match formula {
            Expression::Letter(letter) => self
                .letters
                .iter()
                .find(|(known, _)| known == letter)
                .map_or_else(|| letter.clone(), |(_, meaning)| meaning.clone()),
            Expression::Phrase(from, to) => self.text.source(*from, *to),
            Expression::Rate(from, to) => {
                let start = self.text.any(*from, &["ty le"]).unwrap_or(*from);
                self.text.source(start, *to)
            }
            Expression::Binary(sign, left, right) => {
                let sign = if *sign == Sign::Add { "+" } else { "-" };
                format!("{} {sign} {}", self.wording(left), self.wording(right))
            }
            _ => String::new(),
        }
    }
}

/// «số ngày chậm» is entered as days late.
fn counts_no_days(line: &Line) -> bool {
    let days = ["ngày", "tuần", "tháng", "giờ"];
    let named = line
        .named
        .whole
        .as_deref()
        .unwrap_or_default()
        .to_lowercase();
    !days.iter().any(|unit| named.contains(unit))
}

fn starts_as_count(text: &Text, from: usize) -> bool {
    matches!(
        text.word(from),
        "so" | "tong" | "luong" | "kinh" | "gia" | "ket"
    )
}

/// «Tỷ lệ văn bản A trên tổng văn bản B» names both its parts.
fn parted(text: &Text, from: usize, to: usize) -> Named {
    let start = text.any(from, &["ty le"]).unwrap_or(from);
    let mut named = Named {
        whole: Some(text.source(from, to)),
        ..Named::default()
    };
    let over = (start..to).rev().find(|at| {
        text.any(*at, &["tren tong", "tren so", "so voi tong"])
            .is_some()
    });
    if let Some(over) = over.filter(|over| *over > start) {
        named.numerator = Some(text.source(start, over));
        named.denominator = Some(text.source(over + 1, to));
    }
    named
}

fn combine(sign: Sign, left: Line, right: Line) -> Option<Line> {
    let of = match (left.of, right.of) {
        (Some(_), Some(_)) if matches!(sign, Sign::Multiply | Sign::Divide) => return None,
        (Some(left), Some(right)) if left != right => return None,
        // The same figure twice under plus or minus is another formula.
        (Some(_), Some(_)) => return None,
        (of, None) | (None, of) => of,
    };
    let named = if left.of.is_some() {
        left.named.clone()
    } else {
        right.named.clone()
    };
    let (slope, intercept) = match sign {
        Sign::Add => (left.slope + right.slope, left.intercept + right.intercept),
        Sign::Subtract => (left.slope - right.slope, left.intercept - right.intercept),
        Sign::Multiply => (
            left.slope * right.intercept.clone() + right.slope * left.intercept.clone(),
            left.intercept * right.intercept,
        ),
        Sign::Divide if right.of.is_none() => (
            left.slope.checked_div(&right.intercept)?,
            left.intercept.checked_div(&right.intercept)?,
        ),
        Sign::Divide => return None,
    };
    Some(Line {
        of,
        slope,
        intercept,
        named,
    })
}

/// A text whose points are one formula, with definitions and statements beside it.
pub(super) fn formula(about: &About<'_>, sorted: &Sorted) -> Option<Draft> {
    let [Item::Formula(formula)] = sorted.formulas.as_slice() else {
        return None;
    };
    let names = Names::new(about, &sorted.definitions)?;
    let mut draft = own_target(&names, formula)
        .or_else(|| up_to(&names, formula))
        .or_else(|| by_letters(&names, formula).filter(|_| joins_letters(formula)))
        .or_else(|| by_line(&names, formula))
        .or_else(|| by_letters(&names, formula))?;
    if let Some(Item::Cap(cap)) = sorted.caps.first() {
        let cap = cap.points(about.max)?;
        if about.max.is_some_and(|max| *max != cap) {
            return None;
        }
        draft.best = Some(cap);
    }
    beside(about, draft, sorted)
}

/// The figure that a line runs over.
pub(super) fn quantity(which: Which) -> Quantity {
    match which {
        Which::Rate => Quantity::Rate,
        Which::Value => Quantity::Value,
    }
}

fn by_line(names: &Names<'_>, formula: &Expression) -> Option<Draft> {
    let mut line = names.line(formula)?;
    let of = quantity(line.of?);
    // «Tỷ lệ (%)/100 × điểm tối đa» writes the rate as a number of percent.
    let hundred = line.slope.clone() * Exact::whole(100);
    let in_percent = line.of == Some(Which::Rate)
        && line.intercept.is_zero()
        && !line.slope.is_zero()
        && names.max == Some(&hundred);
    if in_percent {
        line.slope = hundred;
    }
    let mut draft = if line.intercept.is_zero() && !line.slope.is_negative() {
        match line.of? {
            Which::Rate => Draft::new(Rule::Proportional {
                of,
                points: line.slope.clone(),
            }),
            Which::Value => Draft::new(Rule::PerItem {
                of,
                points: line.slope.clone(),
                cap: None,
            }),
        }
    } else {
        // «10 − 0,5 × số báo cáo chậm» falls; a count that rises from points is another rule.
        let falls = line.slope.is_negative() && line.intercept > Exact::ZERO;
        if line.of != Some(Which::Rate) && !(falls && counts_no_days(&line)) {
            return None;
        }
        let piece = Piece::Line {
            slope: line.slope.clone(),
            intercept: line.intercept.clone(),
        };
        Draft::new(Rule::Bands {
            of,
            bands: vec![Band {
                from: None,
                to: None,
                earns: piece,
            }],
        })
    };
    if in_percent {
        draft.assume("rate_in_percent");
    }
    draft.best = match line.of? {
        Which::Rate => {
            let full = line.slope.clone() + line.intercept.clone();
            Some(if full > line.intercept {
                full
            } else {
                line.intercept.clone()
            })
        }
        Which::Value => (line.slope.is_negative()).then(|| line.intercept.clone()),
    };
    draft.quantity = line.named;
    Some(draft)
}

/// «Kết quả / chỉ tiêu được giao × 10đ».
fn own_target(names: &Names<'_>, formula: &Expression) -> Option<Draft> {
    let Expression::Binary(Sign::Multiply, left, points) = formula else {
        return None;
    };
    let Expression::Binary(Sign::Divide, figure, target) = &**left else {
        return None;
    };
    if !matches!(**target, Expression::OwnTarget) {
        return None;
    }
    let line = names.line(figure)?;
    let points = names
        .line(points)
        .filter(|line| line.of.is_none())?
        .intercept;
    let of = quantity(line.of?);
    let mut draft = Draft::new(Rule::ProportionalTo {
        of,
        target: Target::Own,
        points: points.clone(),
        cut_off: None,
    });
    draft.best = Some(points);
    draft.quantity = line.named;
    Some(draft)
}

/// «10 × MIN(1; tỷ lệ/80%)»: proportional up to a target.
fn up_to(names: &Names<'_>, formula: &Expression) -> Option<Draft> {
    let Expression::Binary(Sign::Multiply, left, right) = formula else {
        return None;
    };
    let ((points, Expression::Lesser(first, second)) | (Expression::Lesser(first, second), points)) =
        (&**left, &**right)
    else {
        return None;
    };
    let constant = |part: &Expression| names.line(part).filter(|line| line.of.is_none());
    let points = constant(points)?.intercept;
    let (whole, share) = match (constant(first), constant(second)) {
        (Some(whole), None) => (whole.intercept, names.line(second)?),
        (None, Some(whole)) => (whole.intercept, names.line(first)?),
        _ => return None,
    };
    if whole != Exact::ONE || !share.intercept.is_zero() || share.slope.is_negative() {
        return None;
    }
    let of = quantity(share.of?);
    let target = Exact::ONE.checked_div(&share.slope)?;
    let rule = if target == Exact::ONE && of == Quantity::Rate {
        Rule::Proportional {
            of,
            points: points.clone(),
        }
    } else {
        Rule::ProportionalTo {
            of,
            target: Target::Stated(target),
            points: points.clone(),
            cut_off: None,
        }
    };
    let mut draft = Draft::new(rule);
    draft.best = Some(points);
    draft.quantity = share.named;
    Some(draft)
}

/// «(a + b)/c»: figures that have to be entered apart.
fn joins_letters(formula: &Expression) -> bool {
    let letters = |part: &Expression| part.any(&|part| matches!(part, Expression::Letter(_)));
    formula.any(&|part| {
        matches!(part, Expression::Binary(Sign::Add | Sign::Subtract, left, right)
            if letters(left) && letters(right))
    })
}

/// A formula over letters, all of them defined.
fn by_letters(names: &Names<'_>, formula: &Expression) -> Option<Draft> {
    let mut draft = Draft::new(Rule::Formula(lettered(names, formula)?));
    // The whole of a share earns the multiplier.
    draft.best = names
        .line(formula)
        .filter(|line| line.of == Some(Which::Rate) && line.intercept.is_zero())
        .map(|line| line.slope);
    draft.quantity.letters.clone_from(&names.letters);
    Some(draft)
}

fn lettered(names: &Names<'_>, formula: &Expression) -> Option<Formula> {
    Some(match formula {
        Expression::Number(value) | Expression::Percent(value) => Formula::Number(value.clone()),
        Expression::Amount(super::amount::Amount::Points(points)) => {
            Formula::Number(points.clone())
        }
        Expression::Amount(super::amount::Amount::OfMax(share)) if *share == Exact::ONE => {
            Formula::MaxPoints
        }
        Expression::Amount(amount) => Formula::Number(amount.points(names.max)?),
        Expression::Letter(letter) if names.letters.iter().any(|(known, _)| known == letter) => {
            Formula::Figure(letter.clone())
        }
        Expression::Binary(sign, left, right) => {
            let (left, right) = (
                Box::new(lettered(names, left)?),
                Box::new(lettered(names, right)?),
            );
            match sign {
                Sign::Add => Formula::Add(left, right),
                Sign::Subtract => Formula::Subtract(left, right),
                Sign::Multiply => Formula::Multiply(left, right),
                Sign::Divide => Formula::Divide(left, right),
            }
        }
        _ => return None,
    })
}
