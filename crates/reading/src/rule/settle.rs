//! Tiers settled into a rule: open ends, overlaps, gaps and jumps, each with the default that is
//! taken and the other ways to read it.

use domain::FindingCode;
use scoring::rule::{Band, Bound, Piece, Quantity, Target};
use scoring::{Exact, Rule};

use super::common::Common;
use super::draft::Draft;
use super::tier::{Tier, canonical, exclude, is_within, open_band, shared, start};
use crate::words::number::number;

/// Tiers being settled: open ends, overlaps, gaps.
pub(super) struct Work<'a> {
    pub(super) common: &'a Common,
    pub(super) tiers: Vec<Tier>,
    pub(super) rest: Option<Piece>,
    /// What «còn lại» earns below the best single count, where nothing is said of more.
    pub(super) rest_below: Option<Tier>,
    pub(super) taken: Option<&'static str>,
    pub(super) others: Vec<(&'static str, Rule)>,
    pub(super) notes: Vec<(FindingCode, Vec<String>)>,
}

impl Work<'_> {
    fn top(&self) -> Exact {
        if self.common.rate {
            return Exact::ONE;
        }
        let ends = self
            .tiers
            .iter()
            .flat_map(|tier| [tier.from.as_ref(), tier.to.as_ref()])
            .flatten();
        ends.map(|bound| bound.at.clone())
            .max()
            .unwrap_or(Exact::ONE)
    }

    fn assume(&mut self, taken: &'static str, other: &'static str, rule: Option<Rule>) {
        self.taken = self.taken.or(Some(taken));
        if let Some(rule) = rule {
            self.others.push((other, rule));
        }
    }

    pub(super) fn settle(&mut self) -> Option<Draft> {
        if self.tiers.iter().any(|tier| self.is_outside(tier)) {
            return None;
        }
        self.open_points()?;
        self.zero_apart();
        let top = self.top();
        let flat = |tier: &Tier| !matches!(tier.earns, Piece::Flat(_));
        self.tiers.sort_by(|left, right| {
            right
                .at_top(&top)
                .cmp(&left.at_top(&top))
                .then(flat(left).cmp(&flat(right)))
        });
        self.overlaps()?;
        self.ends()?;
        self.middle_gaps()?;
        let jump = self.jump()?;
        let rule = self.rule();
        let mut draft = Draft::new(canonical(&rule, self.common));
        draft.best = self.best(&top);
        if let Some((below, above, continuous)) = jump {
            draft.note(
                FindingCode::PointsJump,
                below_above(self.common, &self.tiers, below, above)?,
            );
            draft.assume("literal");
            draft.or("continuous", continuous);
        }
        if let Some(taken) = self.taken {
            draft.assume(taken);
        }
        for (name, rule) in self.others.drain(..) {
            draft.or(name, canonical(&rule, self.common));
        }
        for (code, values) in self.notes.drain(..) {
            match <[String; 3]>::try_from(values) {
                Ok(values) => draft.note(code, values),
                Err(values) => {
                    if let Ok(values) = <[String; 2]>::try_from(values) {
                        draft.note(code, values);
                    }
                }
            }
        }
        if let Rule::AllOrNothing {
            target: Target::Stated(target),
            ..
        } = &draft.rule
        {
            let target = self.common.shown(target);
            draft.note(FindingCode::AllOrNothing, [target]);
        }
        Some(draft)
    }

    /// A rate above the whole or below nothing is a misreading.
    fn is_outside(&self, tier: &Tier) -> bool {
        let bad = |bound: &Bound| {
            bound.at.is_negative() || (self.common.rate && bound.at > Exact::whole(10))
        };
        [&tier.from, &tier.to].into_iter().flatten().any(bad)
    }

    fn rule(&self) -> Rule {
        let mut bands: Vec<Band> = self.tiers.iter().map(Tier::band).collect();
        bands.extend(self.rest_below.iter().map(Tier::band));
        bands.extend(self.rest.iter().map(open_band));
        Rule::Bands {
            of: self.common.of.clone(),
            bands,
        }
    }

    fn best(&self, top: &Exact) -> Option<Exact> {
        let rest = self.rest.iter().filter_map(|piece| match piece {
            Piece::Flat(points) => Some(points.clone()),
            Piece::Line { slope, intercept } => {
                self.common.rate.then(|| slope.clone() + intercept.clone())
            }
        });
        self.tiers
            .iter()
            .map(|tier| tier.at_top(top))
            .chain(rest)
            .max()
    }

    /// «4 lần: 20 … Còn lại: 0» says nothing of five: single values become floors.
    fn open_points(&mut self) -> Option<()> {
        let points: Vec<usize> = (0..self.tiers.len())
            .filter(|at| self.tiers[*at].is_point() && !self.is_zero_point(*at))
            .collect();
        if points.is_empty() {
            return Some(());
        }
        let as_written = self.rule();
        let greatest = self
            .tiers
            .iter()
            .flat_map(|tier| [&tier.from, &tier.to])
            .flatten()
            .map(|bound| bound.at.clone())
            .max()?;
        let top = self.top();
        let best = self.tiers.iter().map(|tier| tier.at_top(&top)).max()?;
        let all_points = self.tiers.iter().all(Tier::is_point);
        let steps = all_points && self.are_spaced();
        let rising = self.tiers.iter().any(|tier| {
            tier.at_top(&top) == best && tier.from.as_ref().is_some_and(|at| at.at == greatest)
        });
        let lowest = points
            .iter()
            .filter_map(|at| self.tiers[*at].from.as_ref().map(|from| from.at.clone()))
            .min();
        // «dưới 3 lần: 0» below single counts is «còn lại».
        let below = |tier: &Tier| {
            tier.is_point()
                || tier.to.as_ref().map(|to| &to.at) <= lowest.as_ref() && tier.to.is_some()
        };
        if self.tiers.iter().all(below)
            && rising
            && self.common.counted
            && !steps
            && points.len() > 1
        {
            self.above_unstated(&greatest);
            return Some(());
        }
        for at in points {
            let tier = &mut self.tiers[at];
            let from = tier.from.clone()?;
            let is_top = from.at == greatest && tier.at_top(&top) == best;
            if is_top && self.common.rate && from.at == Exact::ONE {
                tier.to = None;
            } else if is_top || steps {
                tier.to = None;
                self.assume("at_least", "exactly", Some(as_written.clone()));
            }
        }
        Some(())
    }

    /// «4 lần: 20 … Còn lại: 0» gives no points for five: neither the best nor nothing is said.
    fn above_unstated(&mut self, greatest: &Exact) {
        let exactly = self.rule();
        let Some(top) = (0..self.tiers.len()).find(|at| {
            self.tiers[*at]
                .from
                .as_ref()
                .is_some_and(|from| from.at == *greatest)
        }) else {
            return;
        };
        let mut raised = self.tiers.clone();
        raised[top].to = None;
        let rest = self.rest.take();
        let at_least = Rule::Bands {
            of: self.common.of.clone(),
            bands: raised
                .iter()
                .map(Tier::band)
                .chain(rest.iter().map(open_band))
                .collect(),
        };
        self.rest_below = rest.map(|earns| Tier {
            from: None,
            to: Some(Bound {
                at: greatest.clone(),
                included: false,
            }),
            earns,
        });
        self.notes.push((
            FindingCode::TiersGap,
            vec![self.common.shown(greatest), String::new()],
        ));
        self.assume("unstated_above", "at_least", Some(at_least));
        self.others.push(("exactly", exactly));
    }

    fn is_zero_point(&self, at: usize) -> bool {
        self.tiers[at]
            .from
            .as_ref()
            .is_some_and(|from| from.at.is_zero())
    }

    /// Single values further apart than one, or of a rate: more than exact hits must be meant.
    fn are_spaced(&self) -> bool {
        if !self.common.counted {
            return self.tiers.len() > 1;
        }
        let mut values: Vec<&Exact> = self
            .tiers
            .iter()
            .filter_map(|tier| Some(&tier.from.as_ref()?.at))
            .collect();
        values.sort();
        values
            .windows(2)
            .any(|pair| pair[1].clone() - pair[0].clone() > Exact::ONE)
    }

    /// «Dưới 10 bài (2,5đ); 0 bài (0đ)»: nothing is not less than ten.
    fn zero_apart(&mut self) {
        let Some(zero) =
            (0..self.tiers.len()).find(|at| self.tiers[*at].is_point() && self.is_zero_point(*at))
        else {
            return;
        };
        for at in 0..self.tiers.len() {
            let open = self.tiers[at]
                .from
                .as_ref()
                .is_none_or(|from| from.at.is_zero() && from.included);
            if at != zero && open {
                self.tiers[at].from = Some(Bound {
                    at: Exact::ZERO,
                    included: false,
                });
            }
        }
    }

    /// Tiers that share a value: cascades are meant, shared ends are noted, the rest is unread.
    fn overlaps(&mut self) -> Option<()> {
        for first in 0..self.tiers.len() {
            for second in first + 1..self.tiers.len() {
                let (better, worse) = (&self.tiers[first], &self.tiers[second]);
                let Some((low, high)) = shared(better, worse) else {
                    continue;
                };
                if low.is_some() && low == high {
                    let value = low.unwrap_or_default();
                    let note = vec![
                        self.common.shown(&value),
                        format!("{} điểm", number(&better.at_top(&value))),
                        format!("{} điểm", number(&worse.at_top(&value))),
                    ];
                    let mut turned = self.tiers.clone();
                    exclude(&mut turned[first], &value);
                    let lower = Rule::Bands {
                        of: self.common.of.clone(),
                        bands: turned.iter().map(Tier::band).collect(),
                    };
                    let same = matches!(
                        (&better.earns, &worse.earns),
                        (Piece::Flat(_), Piece::Line { .. })
                    ) && better.at_top(&value) == worse.at_top(&value);
                    if !same {
                        self.notes.push((FindingCode::TiersOverlap, note));
                        self.assume("boundary_to_higher", "boundary_to_lower", Some(lower));
                    }
                    continue;
                }
                if !is_within(better, worse)
                    || !matches!(
                        (&better.earns, &worse.earns),
                        (Piece::Flat(_), Piece::Flat(_))
                    )
                {
                    return None;
                }
                let same_side = (better.to.is_none() && worse.to.is_none())
                    || (better.from.is_none() && worse.from.is_none());
                if !same_side {
                    return None;
                }
            }
        }
        Some(())
    }

    fn rises(&self) -> Option<bool> {
        let (first, last) = (self.tiers.first()?, self.tiers.last()?);
        if self.tiers.len() == 1 {
            return Some(first.to.is_none() || first.from.is_some());
        }
        let middle = |tier: &Tier| {
            tier.from
                .as_ref()
                .or(tier.to.as_ref())
                .map(|bound| bound.at.clone())
        };
        let upper = |tier: &Tier| tier.to.as_ref().map(|bound| bound.at.clone());
        match (upper(first), upper(last)) {
            (None, Some(_)) => Some(true),
            (Some(_), None) => Some(false),
            (Some(first), Some(last)) if first != last => Some(first > last),
            _ => Some(middle(first)? > middle(last)?),
        }
    }

    /// What is above the best tier and below the least.
    fn ends(&mut self) -> Option<()> {
        let as_written = self.rule();
        if self.taken == Some("unstated_above") {
            self.least_of_counts(as_written);
            return Some(());
        }
        let rises = self.rises()?;
        if rises {
            let best = self.tiers.first()?.clone();
            if let Some(to) = best.to.clone() {
                let whole = self.common.rate && to.at >= Exact::ONE;
                self.tiers[0].to = None;
                if !whole {
                    self.assume("best_is_open", "as_written", Some(as_written.clone()));
                    self.notes.push((
                        FindingCode::TiersGap,
                        vec![self.common.shown(&to.at), String::new()],
                    ));
                }
            }
        } else if self.of_late() {
            // On time is not late at all.
            let best = self.tiers.first()?.clone();
            if best
                .from
                .as_ref()
                .is_some_and(|from| from.at.is_zero() || from.at == Exact::ONE)
            {
                self.tiers[0].from = None;
            }
        }
        if self.rest.is_some() || self.tiers.is_empty() {
            return Some(());
        }
        let covered = if rises {
            self.covers_zero()
        } else {
            self.tiers.iter().any(|tier| tier.to.is_none())
        };
        if !covered {
            let least = self
                .tiers
                .iter()
                .flat_map(|tier| [&tier.from, &tier.to])
                .flatten()
                .map(|bound| bound.at.clone());
            let edge = if rises { least.min() } else { least.max() }?;
            let values = if rises {
                vec![self.common.shown(&Exact::ZERO), self.common.shown(&edge)]
            } else {
                vec![self.common.shown(&edge), String::new()]
            };
            self.notes.push((FindingCode::TiersGap, values));
            self.rest = Some(Piece::Flat(Exact::ZERO));
            self.assume("unstated_is_zero", "unstated", Some(as_written));
        }
        Some(())
    }

    /// Below single counts that leave nothing out but what is less: no points.
    fn least_of_counts(&mut self, as_written: Rule) {
        let ends = |tier: &Tier| tier.from.as_ref().map(|from| from.at.clone());
        let least = self.tiers.iter().filter_map(ends).min();
        let Some(least) = least.filter(|_| self.rest_below.is_none() && !self.covers_zero()) else {
            return;
        };
        self.rest_below = Some(Tier {
            from: None,
            to: Some(Bound {
                at: least.clone(),
                included: false,
            }),
            earns: Piece::Flat(Exact::ZERO),
        });
        self.notes.push((
            FindingCode::TiersGap,
            vec![self.common.shown(&Exact::ZERO), self.common.shown(&least)],
        ));
        self.assume("unstated_is_zero", "unstated", Some(as_written));
    }

    fn of_late(&self) -> bool {
        self.common.of == Quantity::DaysLate
    }

    fn covers_zero(&self) -> bool {
        self.tiers.iter().any(|tier| {
            tier.from
                .as_ref()
                .is_none_or(|from| from.at.is_zero() && from.included)
        }) || (self.common.counted
            && self
                .tiers
                .iter()
                .any(|tier| tier.from.as_ref().is_some_and(|from| from.at.is_zero()))
            && self.tiers.iter().any(|tier| {
                tier.is_point() && tier.from.as_ref().is_some_and(|from| from.at.is_zero())
            }))
    }

    /// «50–69%; 70–89%» leaves out what is between: the lower tier goes on.
    fn middle_gaps(&mut self) -> Option<()> {
        let mut order: Vec<usize> = (0..self.tiers.len()).collect();
        order.sort_by(|left, right| start(&self.tiers[*left]).cmp(&start(&self.tiers[*right])));
        let as_written = self.rule();
        for pair in order.windows(2) {
            let Some(next) = self.tiers[pair[1]].from.clone() else {
                continue;
            };
            let Some(end) = self.tiers[pair[0]].to.clone() else {
                continue;
            };
            // A cascade or another tier may hold it.
            let touches =
                end.at > next.at || (end.at == next.at && (end.included || next.included));
            let counted = self.common.counted
                && end.included
                && next.included
                && next.at.clone() - end.at.clone() <= Exact::ONE;
            let held = self.tiers.iter().enumerate().any(|(at, tier)| {
                at != pair[0]
                    && at != pair[1]
                    && tier.from.as_ref().is_none_or(|from| from.at <= end.at)
                    && tier.to.as_ref().is_none_or(|to| to.at >= next.at)
            });
            if touches || counted || held {
                continue;
            }
            if self.common.counted && !end.included && next.included && end.at == next.at {
                continue;
            }
            if self.rest.is_some() && end.at == next.at {
                return None;
            }
            let stated_rest = (self.rest.is_some() || self.rest_below.is_some())
                && self.taken != Some("unstated_is_zero");
            if stated_rest {
                continue;
            }
            self.notes.push((
                FindingCode::TiersGap,
                vec![self.common.shown(&end.at), self.common.shown(&next.at)],
            ));
            let lower_is_first =
                self.tiers[pair[0]].at_top(&end.at) <= self.tiers[pair[1]].at_top(&next.at);
            if lower_is_first {
                self.tiers[pair[0]].to = Some(Bound {
                    at: next.at.clone(),
                    included: !next.included,
                });
            } else {
                self.tiers[pair[1]].from = Some(Bound {
                    at: end.at.clone(),
                    included: !end.included,
                });
            }
            self.assume("gap_to_lower", "unstated", Some(as_written.clone()));
        }
        Some(())
    }

    /// A flat best and a line below it that does not reach it: «≥ 80%: 10đ; ≤ 80%: tỷ lệ × 10đ».
    #[expect(clippy::option_option, reason = "unread, no jump, or a jump")]
    fn jump(&self) -> Option<Option<(usize, usize, Rule)>> {
        for (at, tier) in self.tiers.iter().enumerate() {
            let Piece::Line { slope, intercept } = &tier.earns else {
                continue;
            };
            if slope.is_negative() {
                return None;
            }
            if !intercept.is_zero() {
                continue;
            }
            let Some(to) = &tier.to else { continue };
            let above = self.tiers.iter().position(|other| {
                other.from.as_ref().is_some_and(|from| from.at == to.at)
                    && matches!(other.earns, Piece::Flat(_))
            });
            let Some(above) = above else { continue };
            let Piece::Flat(points) = &self.tiers[above].earns else {
                continue;
            };
            let reached = slope.clone() * to.at.clone();
            if reached > *points {
                return None;
            }
            if reached < *points && !to.at.is_zero() {
                let rule = Rule::ProportionalTo {
                    of: self.common.of.clone(),
                    target: Target::Stated(to.at.clone()),
                    points: points.clone(),
                    cut_off: None,
                };
                return Some(Some((at, above, rule)));
            }
        }
        Some(None)
    }
}

fn below_above(common: &Common, tiers: &[Tier], below: usize, above: usize) -> Option<[String; 3]> {
    let at = tiers[below].to.as_ref()?.at.clone();
    Some([
        common.shown(&at),
        number(&tiers[below].at_top(&at)),
        number(&tiers[above].at_top(&at)),
    ])
}
