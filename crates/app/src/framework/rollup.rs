//! How a figure of a line is computed from the own entries of units below: which figure of theirs,
//! of which kinds of unit, and what is made of it. The computing itself is `figure::rollup`.

use std::collections::BTreeMap;

use scoring::Exact;

use super::edition::kinds;
use crate::database::Row;
use crate::unit::UnitKind;
use crate::{Fault, FigureId, IndicatorId};

/// The target of a rate: its counts, or itself where nothing is counted.
pub const RATE: &str = "rate";

/// What is made of the units' figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The share of units that reach what is asked.
    Share,
    /// How many units reach it.
    Count,
    /// The sum of their values.
    Sum,
    /// The sum of numerators by the sum of denominators.
    Ratio,
    /// The mean of their values.
    Mean,
}

impl How {
    /// All, the most used first.
    pub const ALL: [How; 5] = [How::Share, How::Count, How::Sum, How::Ratio, How::Mean];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            How::Share => "share",
            How::Count => "count",
            How::Sum => "sum",
            How::Ratio => "ratio",
            How::Mean => "mean",
        }
    }

    /// Of that name.
    pub fn parse(name: &str) -> Option<How> {
        How::ALL.into_iter().find(|how| how.name() == name)
    }

    /// Whether units are tested.
    pub fn tests(self) -> bool {
        matches!(self, How::Share | How::Count)
    }
}

/// What a unit must reach to be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// It has the figure, however sure.
    Given,
    /// It has the figure, and it is final.
    Final,
    /// «Có».
    Yes,
    /// At least so much; a rate as a share of one.
    AtLeast(Exact),
    /// Not more than so much.
    AtMost(Exact),
}

impl Test {
    /// The words of all, in the order of forms.
    pub const NAMES: [&'static str; 5] = ["yes", "at_least", "at_most", "given", "final"];

    /// As stored.
    pub fn name(&self) -> &'static str {
        match self {
            Test::Given => "given",
            Test::Final => "final",
            Test::Yes => "yes",
            Test::AtLeast(_) => "at_least",
            Test::AtMost(_) => "at_most",
        }
    }

    /// Of that name; the bounded ones need their number.
    pub fn of(name: &str, bound: Option<Exact>) -> Option<Test> {
        match name {
            "given" => Some(Test::Given),
            "final" => Some(Test::Final),
            "yes" => Some(Test::Yes),
            "at_least" => bound.map(Test::AtLeast),
            "at_most" => bound.map(Test::AtMost),
            _ => None,
        }
    }

    /// The number that it compares with.
    pub fn bound(&self) -> Option<&Exact> {
        match self {
            Test::AtLeast(bound) | Test::AtMost(bound) => Some(bound),
            Test::Given | Test::Final | Test::Yes => None,
        }
    }

    /// Whether a unit without a figure is known not to reach it: what is asked is the figure itself.
    pub fn decides_missing(&self) -> bool {
        matches!(self, Test::Given | Test::Final)
    }
}

/// How one figure of a line is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollUp {
    /// The line.
    pub indicator: IndicatorId,
    /// [`RATE`], or the key of the figure.
    pub target: String,
    /// What is made of the units' figures.
    pub how: How,
    /// The kinds of unit that are counted.
    pub kinds: Vec<UnitKind>,
    /// What a unit must reach; `None` where nothing is asked.
    pub test: Option<Test>,
    /// The line whose figure it is, as it was called when it was chosen.
    pub named: String,
    /// The units' figures, by what they are.
    pub sources: BTreeMap<String, FigureId>,
}

impl RollUp {
    /// Whether it computes the field of that key.
    pub fn fills(&self, key: &str) -> bool {
        fills(&self.target, key)
    }

    /// Whether the units' figure is a rate.
    pub fn is_of_rate(&self) -> bool {
        self.sources.contains_key("num") || self.sources.contains_key("ratio")
    }

    /// Whether a unit without a figure is known not to reach what is asked.
    pub fn decides_missing(&self) -> bool {
        self.test.as_ref().is_some_and(Test::decides_missing)
    }
}

/// Whether a target stands for the field of that key.
pub(crate) fn fills(target: &str, key: &str) -> bool {
    target == key || target == RATE && matches!(key, "num" | "den" | "ratio")
}

/// One source of one roll-up, the rows of one following each other.
pub(crate) fn read_into(all: &mut Vec<RollUp>, row: &Row<'_>) -> Result<(), Fault> {
    let indicator = row.text("indicator_id")?;
    let target = row.text("target")?;
    let is_next = all
        .last()
        .is_none_or(|last| last.indicator.as_str() != indicator || last.target != target);
    if is_next {
        let how = row.text("how")?;
        let bound = row.exact_or_null("bound")?;
        let test = row.text_or_null("test")?;
        all.push(RollUp {
            how: How::parse(&how).ok_or_else(|| Fault::inconsistent("rollup", &how, "how"))?,
            kinds: kinds(row.text_or_null("kinds")?.as_deref()),
            test: test.and_then(|name| Test::of(&name, bound.clone())),
            named: row.text("named")?,
            sources: BTreeMap::new(),
            indicator: IndicatorId::stored(indicator),
            target,
        });
    }
    if let Some(last) = all.last_mut() {
        let figure = FigureId::stored(row.text("figure_id")?);
        last.sources.insert(row.text("part")?, figure);
    }
    Ok(())
}
