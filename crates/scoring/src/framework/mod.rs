//! A framework (bộ chỉ số): pillars with their indicators, and what it declares about rounding,
//! the index, what does not apply, blocks, ties and grades.
//!
//! A framework is data. How it is turned into points is [`crate::scorecard`]; how files and plans
//! become one is elsewhere.

mod arrangement;
mod code;
mod layout;

pub use arrangement::{Arrangement, Spot};
pub use code::IndicatorCode;
pub use layout::{Layout, Place, SumDiffers};

use crate::number::Rounding;
use crate::rule::Points;
use crate::{Exact, Rule};

/// One published edition of a set of indicators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Framework {
    /// «DTI cấp tỉnh 2022».
    pub name: String,
    /// Where numbers are cut.
    pub rounding: RoundingPlan,
    /// How the published index follows from the total; `None` when points are published.
    pub index: Option<Index>,
    /// What happens to the points of an indicator that does not apply.
    pub not_applicable: NotApplicable,
    /// With whom a unit is compared by the rules that compare units.
    pub cohort: CohortScope,
    /// How ties are numbered.
    pub ties: TieRule,
    /// Limits of what is added and taken beside the ordinary points.
    pub limits: Limits,
    /// Xếp loại, from the best; empty when the framework has none.
    pub grades: Vec<Grade>,
    /// Nhóm chỉ số, in order.
    pub pillars: Vec<Pillar>,
}

/// Where numbers are cut; everything else stays exact. Each number is cut once: the index is
/// computed from the exact total, not from the rounded one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoundingPlan {
    /// Decimals of each line's points, before they are added up; `None`: exact.
    pub line: Option<u32>,
    /// Decimals of what is published: the index where there is one, else the total. `None`: exact.
    pub total: Option<u32>,
    /// How.
    pub how: Rounding,
}

/// «Chỉ số = Σ(trọng số × giá trị) / 1000».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The divisor; above zero.
    pub divide_by: Exact,
}

/// What happens to the points of an indicator that does not apply to a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotApplicable {
    /// The unit's maximum is less by these points; the total is not touched, and both are shown.
    #[default]
    Reduce,
    /// The unit's maximum is less, and the total is scaled up to the whole maximum.
    Rescale,
    /// Counts as nothing earned.
    Zero,
    /// Counts as everything earned.
    Full,
}

/// With whom a unit is compared by min–max and by-the-largest rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CohortScope {
    /// The units of its own block.
    #[default]
    Block,
    /// All units.
    All,
}

/// How ties are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TieRule {
    /// 1-2-2-4: equal units share a rank and the next is skipped.
    #[default]
    Competition,
    /// 1-2-2-3: equal units share a rank and none is skipped.
    Dense,
}

/// Limits of what is added and taken beside the ordinary points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// All bonuses together give not more than this.
    pub bonus: Option<Points>,
    /// All deductions together take not more than this; above zero.
    pub deduction: Option<Points>,
    /// The total is not more than this, bonuses included.
    pub total: Option<Points>,
}

/// A grade (xếp loại) and what it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// «Xuất sắc».
    pub name: String,
    /// The least that earns it; the floor is inclusive. `None`: the rest.
    pub floor: Option<Floor>,
    /// The least share of its points that every pillar must have, 0 to 1.
    pub pillar_floor: Option<Exact>,
    /// Every mandatory indicator must have earned something.
    pub mandatory: bool,
}

/// A cut-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Floor {
    /// Of the total points.
    Points(Points),
    /// Of the share of the unit's maximum, 0 to 1.
    Share(Exact),
}

/// Nhóm chỉ số.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pillar {
    /// As printed.
    pub code: Option<IndicatorCode>,
    /// «Nhận thức số».
    pub title: String,
    /// As declared; compared with the sum of the indicators, never used in its place.
    pub max_points: Option<Points>,
    /// In order.
    pub indicators: Vec<Indicator>,
}

/// Chỉ số: a leaf with a rule, a parent with children, or a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// As printed.
    pub code: IndicatorCode,
    /// The title.
    pub title: String,
    /// Điểm tối đa.
    pub max_points: Option<Points>,
    /// Trọng số: the points and the maximum are multiplied by it.
    pub weight: Option<Exact>,
    /// How its points enter the total.
    pub counts: Counts,
    /// «Chỉ số bắt buộc».
    pub mandatory: bool,
    /// How points follow from figures. `None` with children: a heading, whose points are the sum
    /// of its children's. `None` without: nobody has said yet, and no points are given.
    pub rule: Option<Rule>,
    /// A rule is written that nobody has read yet: no points, whatever the children earn.
    pub unread: bool,
    /// In order.
    pub children: Vec<Indicator>,
}

/// How an indicator's points enter the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counts {
    /// Added; its maximum is part of the whole.
    #[default]
    Adds,
    /// Điểm cộng: added, and its maximum is not part of the whole.
    Bonus,
    /// Điểm trừ: taken away, whatever sign the rule gives.
    Deducts,
    /// Asked for, not scored («thông tin chung»).
    Unscored,
}

impl Indicator {
    /// Whether it only gathers what is below it.
    pub fn is_heading(&self) -> bool {
        self.rule.is_none() && !self.unread && !self.children.is_empty()
    }

    /// An indicator that adds its points by this rule.
    pub fn new(code: &str, max_points: Points, rule: Rule) -> Indicator {
        Indicator {
            code: IndicatorCode::new(code),
            title: String::new(),
            max_points: Some(max_points),
            weight: None,
            counts: Counts::Adds,
            mandatory: false,
            rule: Some(rule),
            unread: false,
            children: Vec::new(),
        }
    }
}
