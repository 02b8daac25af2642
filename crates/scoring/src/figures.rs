//! What is known about one indicator of one unit when it is scored. The names are those of the
//! command-line contract, so that a file, a form and a rule speak of the same thing.

use std::collections::BTreeMap;

use crate::Exact;

/// The figures of one indicator. What is absent is not known; nothing defaults to zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// `false`: the indicator does not apply to this unit.
    pub applicable: Option<bool>,
    /// A yes/no fact.
    pub yes: Option<bool>,
    /// A rate as a share: 0.43 is 43 %.
    pub ratio: Option<Exact>,
    /// The counted part of a rate.
    pub num: Option<Exact>,
    /// The whole of a rate. Zero is no data.
    pub den: Option<Exact>,
    /// A count, a frequency in times per year, or an amount in đồng.
    pub value: Option<Exact>,
    /// Zero-based index among the options in the order of the text.
    pub option: Option<u32>,
    /// Which of the independent parts are met, in the order of the text.
    pub parts: Option<Vec<Option<bool>>>,
    /// Points of the children, in their order; `None` where a child has none yet.
    pub children: Option<Vec<Option<Exact>>>,
    /// Least value of the units compared.
    pub cohort_min: Option<Exact>,
    /// Greatest value of the units compared.
    pub cohort_max: Option<Exact>,
    /// The target that the unit set itself, where the text leaves it to the unit.
    pub target: Option<Exact>,
    /// Days after the deadline; zero or less is on time.
    pub days_late: Option<Exact>,
    /// The same figure a period earlier.
    pub previous: Option<Exact>,
    /// Figures that the rule calls by letter: `a`, `b`, `c`.
    pub named: BTreeMap<String, Exact>,
}

impl Figures {
    /// The rate: given as such, or computed. `None` when absent or when the whole is zero.
    pub fn rate(&self) -> Option<Exact> {
        match (&self.ratio, &self.num, &self.den) {
            (Some(ratio), _, _) => Some(ratio.clone()),
            (None, Some(num), Some(den)) => num.checked_div(den),
            _ => None,
        }
    }
}
