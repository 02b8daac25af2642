//! The sentence shapes by which officials give points, and what each earns.
//!
//! One variant per shape, with the sentence as its comment. A new rule is a variant, a table in
//! `docs/scoring/`, and the compiler's list of places to finish. There is no expression language
//! beyond [`Formula`], and no strings to evaluate.
//!
//! Here are the shapes. What they earn is in `evaluate`, why in `because`, their picture in
//! `curve`, what they ask for in `inputs`, what is wrong with them in `faults`.

mod because;
mod bounds;
mod curve;
mod evaluate;
mod faults;
mod inputs;
mod lookup;
mod measured;

pub use because::{Amount, Because, Lack, Step};
pub use faults::Fault;

use crate::Exact;

/// Points are exact numbers; the alias says what a number means.
pub type Points = Exact;

/// Which figure a rule looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A share of a whole: `ratio`, or `num` over `den`.
    Rate,
    /// A count, a frequency in times per year, or an amount in đồng: `value`.
    Value,
    /// `days_late`.
    DaysLate,
    /// The quantity less its `previous` («tăng ít nhất 5 điểm phần trăm so với năm trước»).
    Increase(Box<Quantity>),
    /// The quantity over its `previous`, less one («tăng 10 % so với năm trước»).
    Growth(Box<Quantity>),
}

/// A number the text states, or one it leaves to the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// «80 %».
    Stated(Exact),
    /// «chỉ tiêu đơn vị đăng ký»: the figure `target`.
    Own,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    HigherIsBetter,
    /// Less is better.
    LowerIsBetter,
}

/// How several results become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// All are added.
    Sum,
    /// The arithmetic mean.
    Mean,
    /// The greatest counts.
    Max,
    /// The least counts.
    Min,
}

/// One end of a stretch of a curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Where.
    pub at: Exact,
    /// Whether the value itself belongs to the stretch.
    pub included: bool,
}

/// What a stretch of a curve earns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The same points everywhere.
    Flat(Points),
    /// `slope × quantity + intercept`.
    Line {
        /// Points per one of the quantity (per 100 % for a rate).
        slope: Exact,
        /// Points at zero.
        intercept: Exact,
    },
}

/// A stretch of a curve; an absent bound is open-ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Lower end.
    pub from: Option<Bound>,
    /// Upper end.
    pub to: Option<Bound>,
    /// What it earns.
    pub earns: Piece,
}

/// Arithmetic over figures named by a letter, for texts that give a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// A number.
    Number(Exact),
    /// A figure: `a`, `b` …
    Figure(String),
    /// The maximum points of the indicator.
    MaxPoints,
    /// Left and right added.
    Add(Box<Formula>, Box<Formula>),
    /// Left less right.
    Subtract(Box<Formula>, Box<Formula>),
    /// Left times right.
    Multiply(Box<Formula>, Box<Formula>),
    /// Left over right; a zero divisor is no data.
    Divide(Box<Formula>, Box<Formula>),
}

/// How points follow from figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// «Có: 10đ; không: 0đ».
    YesNo {
        /// Points when met.
        yes: Points,
        /// Points when not.
        no: Points,
    },
    /// «Đã ban hành: tối đa; đang xây dựng: 1/2 tối đa; chưa: 0». One of several.
    Options(Vec<Points>),
    /// «Tham gia đầy đủ (5đ); chủ trì họp (5đ)». Independent parts, added.
    Parts(Vec<Points>),
    /// «Đã đưa dữ liệu (2,5đ); dữ liệu đáp ứng yêu cầu (2,5đ)»: parts of which each counts only
    /// when all before it are met. The figure is `parts`; an unmet part makes those after it
    /// worth nothing even when they are not known.
    Ladder(Vec<Points>),
    /// «Có ban chỉ đạo và có họp: 10đ»: every part, or nothing.
    AllParts {
        /// How many parts.
        count: u32,
        /// Points when all are met.
        points: Points,
    },
    /// «Tỷ lệ × 10đ».
    Proportional {
        /// Which figure.
        of: Quantity,
        /// Points for the whole (100 %).
        points: Points,
    },
    /// «Tỷ lệ ≥ 1 %: 10đ; < 1 %: tỷ lệ / 1 % × 10đ».
    ProportionalTo {
        /// Which figure.
        of: Quantity,
        /// Where full points begin.
        target: Target,
        /// Full points.
        points: Points,
        /// Below this (if stated) nothing is earned («dưới 30 %: 0 điểm»); `included` says
        /// whether the value itself still earns.
        cut_off: Option<Bound>,
    },
    /// «100 %: 10đ; còn lại: 0đ».
    AllOrNothing {
        /// Which figure.
        of: Quantity,
        /// The value that must be reached.
        target: Target,
        /// Points when reached.
        points: Points,
    },
    /// «≥ 10 %: 5đ; ≥ 7 %: 3,5đ; còn lại: 0». A value in no band earns nothing known: no points
    /// are given, and a finding asks (the text says nothing of it).
    Bands {
        /// Which figure.
        of: Quantity,
        /// From the best to the worst; the first that holds decides.
        bands: Vec<Band>,
    },
    /// «Mỗi hoạt động 1đ, không quá 20 điểm».
    PerItem {
        /// Which figure; a count as a rule.
        of: Quantity,
        /// Points for one.
        points: Points,
        /// Not more than this, where stated.
        cap: Option<Points>,
    },
    /// «Tính theo MIN/MAX»: the place between least and greatest of the units compared.
    MinMax {
        /// Which figure.
        of: Quantity,
        /// Whether more is better.
        direction: Direction,
        /// Points of the best unit.
        points: Points,
    },
    /// «Tỷ lệ chuẩn hóa = giá trị / giá trị lớn nhất trong nhóm».
    ByLargest {
        /// Which figure.
        of: Quantity,
        /// Points of the best unit.
        points: Points,
    },
    /// «Cộng điểm từ 5.11.1 đến 5.11.6»; also means and maxima of children.
    Children(Combine),
    /// «Điểm = điểm phần a + điểm phần b», or the best of alternative cases.
    Several {
        /// How the parts become one.
        combine: Combine,
        /// The parts.
        rules: Vec<Rule>,
    },
    /// «Có chuyên mục riêng» without points: without it the rest earns nothing.
    Provided(Box<Rule>),
    /// «Trừ 0,5đ cho mỗi báo cáo chậm, tối đa 2đ». Points below zero.
    Deduction {
        /// Which figure; a count or days late.
        of: Quantity,
        /// Taken for one; above zero.
        points: Points,
        /// Not more than this is taken, where stated.
        cap: Option<Points>,
    },
    /// «Điểm = (a + b) / c × 10».
    Formula(Formula),
    /// Survey and expert points: entered by their owner, `value`.
    Entered,
}

/// What one indicator earned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Points.
    Scored(Points),
    /// The indicator does not apply to the unit.
    NotApplicable,
    /// Figures are missing, or a denominator is zero: no data, which is not zero.
    Missing,
    /// The text gives no points for this value (a gap between tiers).
    Unstated,
}
