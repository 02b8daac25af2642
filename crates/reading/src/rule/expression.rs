//! Arithmetic in a rule text: «tỷ lệ/80%*10đ», «b/a × điểm tối đa», «(x − MIN)/(MAX − MIN) × 10».
//! What is not a number, a sign or a known figure is a phrase; phrases are judged by the caller.

use scoring::Exact;

use super::amount::{Amount, amount_at};
use super::token::{Kind, Text};
use super::words::is_bound_number;

/// A parsed formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Number(Exact),
    /// A number with «%», as a share.
    Percent(Exact),
    Amount(Amount),
    /// «tỷ lệ …», with its words.
    Rate(usize, usize),
    /// A single letter, or «k1».
    Letter(String),
    /// Least of the units compared.
    Least,
    /// Greatest of the units compared.
    Greatest,
    /// A target left to the unit.
    OwnTarget,
    /// Any other words: a counted figure.
    Phrase(usize, usize),
    /// The less of two: «MIN(1; tỷ lệ/80%)».
    Lesser(Box<Expression>, Box<Expression>),
    /// Two operands under a sign.
    Binary(Sign, Box<Expression>, Box<Expression>),
}

/// The four signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Expression {
    /// Whether any part satisfies the test.
    pub(super) fn any(&self, test: &dyn Fn(&Expression) -> bool) -> bool {
        test(self)
            || match self {
                Expression::Binary(_, left, right) | Expression::Lesser(left, right) => {
                    left.any(test) || right.any(test)
                }
                _ => false,
            }
    }
}

/// The formula that fills the tokens, all of them.
pub(super) fn expression(text: &Text, from: usize, to: usize) -> Option<Expression> {
    let mut parser = Parser {
        text,
        at: from,
        to,
        depth: 0,
        within_min: false,
    };
    let found = parser.sum()?;
    (parser.at == to).then_some(found)
}

struct Parser<'a> {
    text: &'a Text,
    at: usize,
    to: usize,
    depth: u8,
    /// Inside «MIN(…, …)» a comma parts the operands.
    within_min: bool,
}

impl Parser<'_> {
    fn sum(&mut self) -> Option<Expression> {
        let mut left = self.product()?;
        while self.at < self.to {
            let sign = match self.text.kind(self.at)? {
                Kind::Plus => Sign::Add,
                Kind::Dash => Sign::Subtract,
                _ => break,
            };
            self.at += 1;
            let right = self.product()?;
            left = Expression::Binary(sign, Box::new(left), Box::new(right));
        }
        Some(left)
    }

    fn product(&mut self) -> Option<Expression> {
        let mut left = self.operand()?;
        while self.at < self.to {
            let sign = match self.text.kind(self.at)? {
                Kind::Times => Sign::Multiply,
                Kind::Slash | Kind::Colon => Sign::Divide,
                // «tỷ lệ . 10đ»
                Kind::Dot if amount_at(self.text, self.at + 1).is_some() => Sign::Multiply,
                Kind::Word if is_times_word(self.text, self.at) => Sign::Multiply,
                Kind::Word if self.text.phrase(self.at, "chia").is_some() => Sign::Divide,
                _ => break,
            };
            self.at += 1;
            if self.text.any(self.at, &["voi", "cho"]).is_some() {
                self.at += 1;
            }
            let right = self.operand()?;
            left = Expression::Binary(sign, Box::new(left), Box::new(right));
        }
        Some(left)
    }

    fn operand(&mut self) -> Option<Expression> {
        if self.at >= self.to {
            return None;
        }
        // «tỷ lệ/80%*điểm tối đa» divides by 80 %, not by a share of the maximum.
        let divides = self.at > 0 && self.text.is(self.at - 1, &Kind::Slash);
        if let Some((amount, end)) = amount_at(self.text, self.at).filter(|_| !divides)
            && end <= self.to
        {
            self.at = end;
            return Some(Expression::Amount(amount));
        }
        if self.text.is(self.at, &Kind::Open) {
            return self.parenthesis();
        }
        if self.text.word(self.at) == "min" && self.text.is(self.at + 1, &Kind::Open) {
            return self.lesser();
        }
        if let Some(number) = self.text.number(self.at) {
            let number = number.clone();
            self.at += 1;
            if self.at < self.to && self.text.is(self.at, &Kind::Percent) {
                self.at += 1;
                return number
                    .checked_div(&Exact::whole(100))
                    .map(Expression::Percent);
            }
            return Some(Expression::Number(number));
        }
        self.phrase()
    }

    /// «MIN(1; tỷ lệ/80%)».
    fn lesser(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > 16 || self.within_min {
            return None;
        }
        self.within_min = true;
        self.at += 2;
        let left = self.sum()?;
        if !matches!(
            self.text.kind(self.at)?,
            Kind::Semicolon | Kind::Comma | Kind::Line
        ) {
            return None;
        }
        self.at += 1;
        let right = self.sum()?;
        if self.at >= self.to || !self.text.is(self.at, &Kind::Close) {
            return None;
        }
        self.at += 1;
        self.depth -= 1;
        self.within_min = false;
        Some(Expression::Lesser(Box::new(left), Box::new(right)))
    }

    fn parenthesis(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > 16 {
            return None;
        }
        self.at += 1;
        let inner = self.sum()?;
        self.depth -= 1;
        if self.at >= self.to || !self.text.is(self.at, &Kind::Close) {
            return None;
        }
        self.at += 1;
        if self.at < self.to && self.text.is(self.at, &Kind::Percent) {
            return None;
        }
        Some(inner)
    }

    /// Words up to the next sign; commas between words belong to them, and so do remarks in
    /// parentheses that hold words only, and numbers of laws, ages and levels.
    fn phrase(&mut self) -> Option<Expression> {
        let from = self.at;
        while self.at < self.to {
            match self.text.kind(self.at)? {
                Kind::Word if self.at > from && is_times_word(self.text, self.at) => break,
                Kind::Word if self.at > from && self.text.phrase(self.at, "chia").is_some() => {
                    break;
                }
                Kind::Comma if self.within_min => break,
                Kind::Word | Kind::Comma | Kind::Line => self.at += 1,
                // «Tỷ lệ % × điểm tối đa».
                Kind::Percent if self.at > from && self.text.word(self.at - 1) == "le" => {
                    self.at += 1;
                }
                Kind::Number(_) if self.at > from && is_bound_number(self.text, from, self.at) => {
                    self.at += 1;
                }
                Kind::Open if self.at > from => match words_only(self.text, self.at, self.to) {
                    Some(end) => self.at = end,
                    None => break,
                },
                _ => break,
            }
        }
        (self.at > from).then(|| name(self.text, from, self.at))
    }
}

/// «x», «nhân» between operands.
fn is_times_word(text: &Text, at: usize) -> bool {
    let word = text.word(at);
    if word == "nhan" {
        return text.word(at + 1) == "voi"
            || amount_at(text, at + 1).is_some()
            || text.number(at + 1).is_some();
    }
    word == "x" && !text.is(at + 1, &Kind::Equal)
}

/// The end of a parenthesis that holds nothing but words.
fn words_only(text: &Text, open: usize, to: usize) -> Option<usize> {
    let close = (open..to).find(|at| text.is(*at, &Kind::Close))?;
    let plain = (open + 1..close).all(|at| {
        matches!(text.kind(at), Some(Kind::Word | Kind::Comma)) && !is_times_word(text, at)
    });
    if close == open + 2 && text.is(open + 1, &Kind::Percent) {
        return Some(close + 1);
    }
    let words = close > open + 2 || (close == open + 2 && text.word(open + 1).len() > 1);
    (plain && words).then_some(close + 1)
}

/// What a phrase names.
fn name(text: &Text, mut from: usize, mut to: usize) -> Expression {
    // A wrapped line inside parentheses.
    while from + 1 < to && text.is(from, &Kind::Line) {
        from += 1;
    }
    while from + 1 < to && text.is(to - 1, &Kind::Line) {
        to -= 1;
    }
    if to == from + 1 && text.word(from).len() == 1 {
        return Expression::Letter(text.word(from).to_owned());
    }
    if text.has(from, to, &["min", "nho nhat", "thap nhat"]) {
        return Expression::Least;
    }
    if text.has(from, to, &["max", "lon nhat", "cao nhat"]) {
        return Expression::Greatest;
    }
    if text
        .any(
            from,
            &[
                "chi tieu",
                "ke hoach",
                "muc tieu",
                "so ke hoach",
                "so duoc giao",
            ],
        )
        .is_some()
    {
        return Expression::OwnTarget;
    }
    let start = text.any(from, &["gia tri", "ket qua"]).unwrap_or(from);
    if text
        .any(
            start,
            &[
                "ty le",
                "ty trong",
                "phan tram",
                "toc do tang",
                "muc tang",
                "muc do hai long",
            ],
        )
        .is_some()
    {
        return Expression::Rate(from, to);
    }
    Expression::Phrase(from, to)
}
