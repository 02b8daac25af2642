//! What is wrong with a rule as it stands: data that the reader of rules turns into findings.

use super::{Band, Bound, Piece, Points, Quantity, Rule};
use crate::Exact;

/// Something that the author of the rule should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Two bands hold the same value and give it different points.
    Overlap {
        /// A value that both hold.
        value: Exact,
        /// Index of the band that decides.
        first: usize,
        /// Index of the other.
        second: usize,
    },
    /// No band holds the values from here to there; an absent end is open.
    Gap {
        /// Lower end; `included` when the value itself lies in the gap.
        from: Option<Bound>,
        /// Upper end; `included` when the value itself lies in the gap.
        to: Option<Bound>,
    },
    /// A slope does not meet its neighbour.
    Jump {
        /// Where.
        at: Exact,
        /// What the stretch below comes to.
        below: Points,
        /// What the stretch above begins with.
        above: Points,
    },
    /// The maximum cannot be reached.
    Unreachable {
        /// The most that the rule gives.
        best: Points,
        /// The maximum of the indicator.
        max: Points,
    },
    /// The rule gives more than the maximum.
    Exceeded {
        /// The most that the rule gives.
        best: Points,
        /// The maximum of the indicator.
        max: Points,
    },
}

impl Rule {
    /// All that is wrong: overlaps, gaps and jumps of bands, and how the best compares with the
    /// maximum. A tier that is open on the same side as a better one («≥ 10 %; ≥ 7 %») is no
    /// overlap, and between whole numbers of a count there is no gap.
    pub fn faults(&self, max: Option<&Points>) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Rule::Bands { of, bands } = self.unconditional() {
            faults.extend(overlaps(bands));
            let curve = self.curve(None).unwrap_or_default();
            faults.extend(gaps(of, &curve));
            faults.extend(jumps(&curve));
        }
        faults.extend(self.against(max));
        faults
    }

    fn unconditional(&self) -> &Rule {
        match self {
            Rule::Provided(rule) => rule.unconditional(),
            rule => rule,
        }
    }

    fn against(&self, max: Option<&Points>) -> Option<Fault> {
        let max = max.filter(|max| **max > Exact::ZERO)?.clone();
        let best = self.reach().filter(|best| *best > Exact::ZERO)?;
        if self.adds_what_excludes() {
            return None;
        }
        match best.cmp(&max) {
            std::cmp::Ordering::Less => Some(Fault::Unreachable { best, max }),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Fault::Exceeded { best, max }),
        }
    }

    /// Parts that look at one figure may exclude each other, so their best need not add up.
    fn adds_what_excludes(&self) -> bool {
        let Rule::Several { rules, .. } = self.unconditional() else {
            return false;
        };
        let mut keys: Vec<&str> = rules.iter().flat_map(Rule::inputs).collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        keys.len() < count
    }
}

fn overlaps(bands: &[Band]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (second, band) in bands.iter().enumerate() {
        for (first, better) in bands.iter().enumerate().take(second) {
            let value =
                shared(better, band).filter(|value| better.earns.at(value) != band.earns.at(value));
            faults.extend(value.map(|value| Fault::Overlap {
                value,
                first,
                second,
            }));
        }
    }
    faults
}

/// A value that both hold, when both are bounded towards each other.
fn shared(first: &Band, second: &Band) -> Option<Exact> {
    let nested = (first.from.is_none() && second.from.is_none())
        || (first.to.is_none() && second.to.is_none());
    let rest = |band: &Band| band.from.is_none() && band.to.is_none();
    if nested || rest(first) || rest(second) {
        return None;
    }
    let ends = [&first.from, &second.from, &first.to, &second.to]
        .into_iter()
        .flatten();
    let mut values: Vec<Exact> = ends.map(|bound| bound.at.clone()).collect();
    // Open ends of one stretch still share what lies between them.
    values.sort();
    let middles: Vec<Exact> = values
        .windows(2)
        .map(|pair| (pair[0].clone() + pair[1].clone()) / Exact::whole(2))
        .collect();
    values
        .into_iter()
        .chain(middles)
        .find(|value| first.holds(value) && second.holds(value))
}

/// What the curve leaves out, where the quantity can be.
fn gaps(of: &Quantity, curve: &[Band]) -> Vec<Fault> {
    let turned = |bound: &Bound| Bound {
        at: bound.at.clone(),
        included: !bound.included,
    };
    let mut holes = Vec::new();
    if let Some(to) = curve.first().and_then(|band| band.from.as_ref()) {
        let zero = Some(Bound {
            at: Exact::ZERO,
            included: true,
        });
        let from = match of {
            Quantity::Rate | Quantity::Value | Quantity::DaysLate => zero,
            Quantity::Increase(_) | Quantity::Growth(_) => None,
        };
        holes.push((from, Some(turned(to))));
    }
    for pair in curve.windows(2) {
        if let (Some(to), Some(from)) = (&pair[0].to, &pair[1].from) {
            holes.push((Some(turned(to)), Some(turned(from))));
        }
    }
    let beyond = |bound: &&Bound| *of != Quantity::Rate || bound.at <= Exact::ONE;
    if let Some(from) = curve
        .last()
        .and_then(|band| band.to.as_ref())
        .filter(beyond)
    {
        let whole = Some(Bound {
            at: Exact::ONE,
            included: true,
        });
        let to = if *of == Quantity::Rate && from.at < Exact::ONE {
            whole
        } else {
            None
        };
        holes.push((Some(turned(from)), to));
    }
    holes
        .into_iter()
        .filter(|(from, to)| is_real(of, from.as_ref(), to.as_ref()))
        .map(|(from, to)| Fault::Gap { from, to })
        .collect()
}

/// Whether something can lie in the hole: for counts and days, a whole number.
fn is_real(of: &Quantity, from: Option<&Bound>, to: Option<&Bound>) -> bool {
    let (Some(from), Some(to)) = (from, to) else {
        return true;
    };
    match of {
        Quantity::Value | Quantity::DaysLate => {
            let whole = Exact::from(floor(&from.at));
            let next = whole.clone() + Exact::ONE;
            let least = if from.admits_above(&whole) {
                whole
            } else {
                next
            };
            to.admits_below(&least)
        }
        _ => from.at < to.at || (from.at == to.at && from.included && to.included),
    }
}

fn floor(value: &Exact) -> num_rational::BigRational {
    value.to_big().floor()
}

fn jumps(curve: &[Band]) -> Vec<Fault> {
    let slopes = |band: &Band| matches!(band.earns, Piece::Line { .. });
    let mut faults = Vec::new();
    for pair in curve.windows(2) {
        let (Some(at), Some(from)) = (&pair[0].to, &pair[1].from) else {
            continue;
        };
        let (below, above) = (pair[0].earns.at(&at.at), pair[1].earns.at(&at.at));
        if at.at == from.at && below != above && (slopes(&pair[0]) || slopes(&pair[1])) {
            faults.push(Fault::Jump {
                at: at.at.clone(),
                below,
                above,
            });
        }
    }
    faults
}
