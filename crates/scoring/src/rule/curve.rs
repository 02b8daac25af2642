//! Bands, bounds and pieces, and the whole rule as a curve for those who draw it.

use super::because::Trace;
use super::bounds::bounded;
use super::evaluate::Known;
use super::measured::Measured;
use super::{Band, Bound, Piece, Points, Quantity, Rule, Target};
use crate::{Exact, Figures};

impl Quantity {
    /// Whether the figure behind is a rate, at whatever depth.
    pub fn is_about_rate(&self) -> bool {
        match self {
            Quantity::Rate => true,
            Quantity::Value | Quantity::DaysLate => false,
            Quantity::Increase(of) | Quantity::Growth(of) => of.is_about_rate(),
        }
    }
}

impl Bound {
    /// As a lower end: whether the value is not below it.
    pub fn admits_above(&self, value: &Exact) -> bool {
        *value > self.at || (self.included && *value == self.at)
    }

    /// As an upper end: whether the value is not above it.
    pub fn admits_below(&self, value: &Exact) -> bool {
        *value < self.at || (self.included && *value == self.at)
    }
}

impl Band {
    /// Whether the value lies in the stretch.
    pub fn holds(&self, value: &Exact) -> bool {
        self.from
            .as_ref()
            .is_none_or(|from| from.admits_above(value))
            && self.to.as_ref().is_none_or(|to| to.admits_below(value))
    }
}

impl Piece {
    /// Points at this value.
    pub fn at(&self, value: &Exact) -> Points {
        match self {
            Piece::Flat(points) => points.clone(),
            Piece::Line { slope, intercept } => slope.clone() * value.clone() + intercept.clone(),
        }
    }
}

/// Where the curve is asked: at one value, or between two.
#[derive(Clone, Debug)]
enum Stretch {
    At(Exact),
    Between(Option<Exact>, Option<Exact>),
}

impl Rule {
    /// The whole rule as stretches of its one quantity, caps included, from the least value to
    /// the greatest; what no stretch holds is unstated. `None` for rules that look at more than
    /// one figure. For a rule with a condition, the curve once the condition is met.
    ///
    /// ```
    /// use scoring::{Exact, Rule, rule::{Piece, Quantity, Target}};
    /// let (of, points) = (Quantity::Rate, Exact::whole(10));
    /// let target = Target::Stated("0.8".parse().unwrap());
    /// let rule = Rule::ProportionalTo { of, target, points, cut_off: None };
    /// let curve = rule.curve(None).unwrap();
    /// assert_eq!(curve.len(), 2);
    /// assert_eq!(curve[1].earns, Piece::Flat(Exact::whole(10)));
    /// ```
    pub fn curve(&self, max: Option<&Points>) -> Option<Vec<Band>> {
        if let Rule::Provided(rule) = self {
            return rule.curve(max);
        }
        let of = self.quantity()?;
        let mut edges = self.edges(of)?;
        let figures = Figures::default();
        let known = Known {
            max,
            figures: &figures,
        };
        let raw = |value: &Exact| {
            let measured = Measured {
                of,
                value: value.clone(),
                known,
            };
            measured.earn(self, &mut Trace::off()).ok()
        };
        // Where a slope meets zero or the maximum, the cap makes another edge.
        let slopes = pieces(of, &edges, &raw);
        let levels = [Some(Exact::ZERO), max.cloned()];
        edges.extend(
            slopes
                .iter()
                .flat_map(|(_, piece)| crossings(piece.as_ref(), &levels)),
        );
        tidy(of, &mut edges);
        let capped = |value: &Exact| {
            raw(value).map(|points| bounded(self, known, points, &mut Trace::off()))
        };
        Some(joined(pieces(of, &edges, &capped)))
    }

    /// Values at which the rule changes its mind; `None` when other figures decide.
    fn edges(&self, of: &Quantity) -> Option<Vec<Exact>> {
        let mut edges = vec![Exact::ZERO, Exact::ONE];
        match self {
            Rule::Proportional { .. } => {}
            Rule::ProportionalTo {
                target: Target::Stated(target),
                cut_off,
                ..
            } => {
                edges.push(target.clone());
                edges.extend(cut_off.as_ref().map(|bound| bound.at.clone()));
            }
            Rule::AllOrNothing {
                target: Target::Stated(target),
                ..
            } => edges.push(target.clone()),
            Rule::Bands { bands, .. } => {
                let ends = bands
                    .iter()
                    .flat_map(|band| band.from.iter().chain(&band.to));
                edges.extend(ends.map(|bound| bound.at.clone()));
            }
            Rule::PerItem { points, cap, .. } | Rule::Deduction { points, cap, .. } => {
                edges.extend(cap.as_ref().and_then(|cap| cap.checked_div(points)));
            }
            _ => return None,
        }
        tidy(of, &mut edges);
        Some(edges)
    }
}

/// Sorted, each once, and none where the quantity cannot be.
fn tidy(of: &Quantity, edges: &mut Vec<Exact>) {
    edges.retain(|edge| !starts_at_zero(of) || !edge.is_negative());
    edges.sort();
    edges.dedup();
}

fn starts_at_zero(of: &Quantity) -> bool {
    matches!(of, Quantity::Rate | Quantity::Value)
}

/// The piece at each edge and between each two, from the least to the greatest.
fn pieces(
    of: &Quantity,
    edges: &[Exact],
    points: &impl Fn(&Exact) -> Option<Points>,
) -> Vec<(Stretch, Option<Piece>)> {
    let mut stretches = Vec::with_capacity(2 * edges.len() + 1);
    if let Some(first) = edges.first().filter(|_| !starts_at_zero(of)) {
        stretches.push(Stretch::Between(None, Some(first.clone())));
    }
    for (index, edge) in edges.iter().enumerate() {
        stretches.push(Stretch::At(edge.clone()));
        stretches.push(Stretch::Between(
            Some(edge.clone()),
            edges.get(index + 1).cloned(),
        ));
    }
    stretches
        .into_iter()
        .map(|stretch| (stretch.clone(), stretch.piece(points)))
        .collect()
}

impl Stretch {
    /// Between two edges points lie on a line, so two of them tell the whole.
    fn piece(&self, points: &impl Fn(&Exact) -> Option<Points>) -> Option<Piece> {
        let (left, right) = match self {
            Stretch::At(value) => return points(value).map(Piece::Flat),
            Stretch::Between(Some(from), Some(to)) => {
                let third = (to.clone() - from.clone()) / Exact::whole(3);
                (from.clone() + third.clone(), to.clone() - third)
            }
            Stretch::Between(Some(from), None) => {
                (from.clone() + Exact::ONE, from.clone() + Exact::whole(2))
            }
            Stretch::Between(None, to) => {
                let to = to.clone().unwrap_or_default();
                (to.clone() - Exact::whole(2), to - Exact::ONE)
            }
        };
        let (low, high) = (points(&left)?, points(&right)?);
        if low == high {
            return Some(Piece::Flat(low));
        }
        let slope = (high - low.clone()) / (right - left.clone());
        let intercept = low - slope.clone() * left;
        Some(Piece::Line { slope, intercept })
    }

    fn band(self, earns: Piece) -> Band {
        let end = |at: Exact, included| Some(Bound { at, included });
        match self {
            Stretch::At(at) => Band {
                from: end(at.clone(), true),
                to: end(at, true),
                earns,
            },
            Stretch::Between(from, to) => Band {
                from: from.and_then(|at| end(at, false)),
                to: to.and_then(|at| end(at, false)),
                earns,
            },
        }
    }
}

fn crossings(piece: Option<&Piece>, levels: &[Option<Exact>; 2]) -> Vec<Exact> {
    let Some(Piece::Line { slope, intercept }) = piece else {
        return Vec::new();
    };
    let meets = |level: &Exact| (level.clone() - intercept.clone()).checked_div(slope);
    levels.iter().flatten().filter_map(meets).collect()
}

/// Neighbours that earn by the same piece become one band.
fn joined(pieces: Vec<(Stretch, Option<Piece>)>) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for (stretch, piece) in pieces {
        let Some(piece) = piece else { continue };
        let next = stretch.band(piece);
        match bands.last_mut().filter(|last| meet(last, &next)) {
            Some(last) if continues(last, &next) => last.to = next.to,
            // A single value at the start of a slope belongs to the slope.
            Some(last) if is_point(last) && last.earns == Piece::Flat(next.start_value()) => {
                last.to = next.to;
                last.earns = next.earns;
            }
            _ => bands.push(next),
        }
    }
    bands
}

/// Whether nothing lies between the two.
fn meet(last: &Band, next: &Band) -> bool {
    match (&last.to, &next.from) {
        (Some(to), Some(from)) => to.at == from.at && (to.included || from.included),
        _ => false,
    }
}

fn is_point(band: &Band) -> bool {
    matches!((&band.from, &band.to), (Some(from), Some(to)) if from.at == to.at)
}

fn continues(last: &Band, next: &Band) -> bool {
    last.earns == next.earns
        || (is_point(next) && Piece::Flat(last.earns.at(&next.start())) == next.earns)
}

impl Band {
    fn start(&self) -> Exact {
        self.from
            .as_ref()
            .map(|from| from.at.clone())
            .unwrap_or_default()
    }

    fn start_value(&self) -> Points {
        self.earns.at(&self.start())
    }
}
