//! Rules on one quantity: shares, targets, bands, items, and places among the units compared.

use super::because::Trace;
use super::evaluate::{Earned, Known, Nothing};
use super::lookup::{absent, figure, quantity};
use super::{Amount, Band, Direction, Lack, Points, Quantity, Rule, Step, Target};
use crate::Exact;

/// A rule on one quantity, with the quantity known.
pub(super) struct Measured<'a> {
    pub(super) of: &'a Quantity,
    pub(super) value: Exact,
    pub(super) known: Known<'a>,
}

impl Measured<'_> {
    pub(super) fn earn(&self, rule: &Rule, trace: &mut Trace) -> Earned {
        match rule {
            Rule::Proportional { points, .. } => Ok(self.share(points, trace)),
            Rule::ProportionalTo {
                target,
                points,
                cut_off,
                ..
            } => {
                let target = self.target(target)?;
                if self.value >= target {
                    return Ok(self.reached(target, points, trace));
                }
                if let Some(at) = cut_off.as_ref().filter(|at| !at.admits_above(&self.value)) {
                    trace.note(|| Step::CutOff {
                        amount: self.amount(),
                        at: at.clone(),
                    });
                    return Ok(Exact::ZERO);
                }
                self.towards(target, points, trace)
            }
            Rule::AllOrNothing { target, points, .. } => {
                let target = self.target(target)?;
                if self.value >= target {
                    return Ok(self.reached(target, points, trace));
                }
                Ok(self.short(target, points, Exact::ZERO, trace))
            }
            Rule::Bands { bands, .. } => self.banded(bands, trace),
            Rule::PerItem { points, cap, .. } => Ok(self.items(points, cap.as_ref(), trace)),
            Rule::Deduction { points, cap, .. } => Ok(self.taken(points, cap.as_ref(), trace)),
            Rule::MinMax {
                direction, points, ..
            } => self.between(*direction, points, trace),
            Rule::ByLargest { points, .. } => self.of_largest(points, trace),
            // Rules on no quantity do not come here.
            _ => Err(absent("value")),
        }
    }

    fn amount(&self) -> Amount {
        let figures = self.known.figures;
        let counts = match (&figures.ratio, &figures.num, &figures.den) {
            (None, Some(num), Some(den)) if self.of.is_about_rate() => {
                Some((num.clone(), den.clone()))
            }
            _ => None,
        };
        let change = match (self.of, &figures.previous) {
            (Quantity::Increase(of) | Quantity::Growth(of), Some(before)) => {
                quantity(of, figures, 1)
                    .ok()
                    .map(|now| (now, before.clone()))
            }
            _ => None,
        };
        Amount {
            of: self.of.clone(),
            value: self.value.clone(),
            counts,
            change,
        }
    }

    fn target(&self, target: &Target) -> Earned {
        match target {
            Target::Stated(target) => Ok(target.clone()),
            Target::Own => figure("target", self.known.figures.target.as_ref()),
        }
    }

    /// The quantity between nothing and the whole.
    fn within_whole(&self) -> Exact {
        self.value.clone().clamp(Exact::ZERO, Exact::ONE)
    }

    fn share(&self, full: &Points, trace: &mut Trace) -> Points {
        let points = self.within_whole() * full.clone();
        trace.note(|| Step::Share {
            amount: self.amount(),
            full: full.clone(),
            points: points.clone(),
        });
        points
    }

    fn reached(&self, target: Exact, points: &Points, trace: &mut Trace) -> Points {
        trace.note(|| Step::Reached {
            amount: self.amount(),
            target,
            points: points.clone(),
        });
        points.clone()
    }

    fn short(&self, target: Exact, full: &Points, points: Points, trace: &mut Trace) -> Points {
        trace.note(|| Step::Short {
            amount: self.amount(),
            target,
            full: full.clone(),
            points: points.clone(),
        });
        points
    }

    /// A share of the points below the target. A target of zero that is not reached divides by
    /// zero: no data.
    fn towards(&self, target: Exact, full: &Points, trace: &mut Trace) -> Earned {
        let share = self
            .value
            .checked_div(&target)
            .filter(|_| !target.is_negative());
        let share = share.ok_or_else(|| Nothing::Missing(Lack::Zero("target".into())))?;
        let points = share.max(Exact::ZERO) * full.clone();
        Ok(self.short(target, full, points, trace))
    }

    fn banded(&self, bands: &[Band], trace: &mut Trace) -> Earned {
        let Some((index, at)) = self.band(bands) else {
            trace.note(|| Step::NoBand {
                amount: self.amount(),
            });
            return Err(Nothing::Unstated);
        };
        let band = &bands[index];
        let points = band.earns.at(&at);
        trace.note(|| Step::InBand {
            amount: self.amount(),
            index,
            band: band.clone(),
            points: points.clone(),
        });
        Ok(points)
    }

    /// The first band that holds the value, and the value to compute with: a rate above 100 % is
    /// 100 % unless some band speaks of more, and early is on time unless some band speaks of it.
    fn band(&self, bands: &[Band]) -> Option<(usize, Exact)> {
        let first = |value: &Exact| bands.iter().position(|band| band.holds(value));
        let whole = *self.of == Quantity::Rate && self.value > Exact::ONE;
        if let Some(index) = first(&self.value) {
            let band = &bands[index];
            let starts_below = band.from.as_ref().is_none_or(|from| from.at < Exact::ONE);
            let at = if whole && starts_below && band.to.is_none() {
                &Exact::ONE
            } else {
                &self.value
            };
            return Some((index, at.clone()));
        }
        let beyond = |band: &Band| band.to.as_ref().is_none_or(|to| to.at > Exact::ONE);
        let nearest = match self.of {
            Quantity::Rate if whole && !bands.iter().any(beyond) => Exact::ONE,
            Quantity::DaysLate if self.value.is_negative() => Exact::ZERO,
            _ => return None,
        };
        first(&nearest).map(|index| (index, nearest))
    }

    fn items(&self, each: &Points, cap: Option<&Points>, trace: &mut Trace) -> Points {
        let raw = self.value.clone().max(Exact::ZERO) * each.clone();
        let capped = cap.filter(|cap| raw > **cap);
        let points = capped.unwrap_or(&raw).clone();
        trace.note(|| Step::Items {
            amount: self.amount(),
            each: each.clone(),
            capped: capped.cloned(),
            points: points.clone(),
        });
        points
    }

    fn taken(&self, each: &Points, cap: Option<&Points>, trace: &mut Trace) -> Points {
        let raw = self.value.clone().max(Exact::ZERO) * each.clone();
        let capped = cap.filter(|cap| raw > **cap);
        let points = (-capped.unwrap_or(&raw).clone()).min(Exact::ZERO);
        trace.note(|| Step::Taken {
            amount: self.amount(),
            each: each.clone(),
            capped: capped.cloned(),
            points: points.clone(),
        });
        points
    }

    /// A figure of the units compared; below zero only for quantities that can be.
    fn cohort(&self, key: &str, value: Option<&Exact>) -> Earned {
        match self.of {
            Quantity::Rate | Quantity::Value => figure(key, value),
            _ => value.cloned().ok_or_else(|| absent(key)),
        }
    }

    fn between(&self, direction: Direction, full: &Points, trace: &mut Trace) -> Earned {
        let figures = self.known.figures;
        let least = self.cohort("cohort_min", figures.cohort_min.as_ref())?;
        let greatest = self.cohort("cohort_max", figures.cohort_max.as_ref())?;
        if greatest < least {
            return Err(Nothing::Missing(Lack::Reversed));
        }
        let above = match direction {
            Direction::HigherIsBetter => self.value.clone() - least.clone(),
            Direction::LowerIsBetter => greatest.clone() - self.value.clone(),
        };
        // All units equal: nobody is worse than the best.
        let place = above
            .checked_div(&(greatest.clone() - least.clone()))
            .unwrap_or(Exact::ONE);
        let points = place.clamp(Exact::ZERO, Exact::ONE) * full.clone();
        trace.note(|| Step::Between {
            amount: self.amount(),
            least,
            greatest,
            direction,
            full: full.clone(),
            points: points.clone(),
        });
        Ok(points)
    }

    fn of_largest(&self, full: &Points, trace: &mut Trace) -> Earned {
        let greatest = self.cohort("cohort_max", self.known.figures.cohort_max.as_ref())?;
        let share = self
            .value
            .checked_div(&greatest)
            .filter(|_| !greatest.is_negative());
        let share = share.ok_or_else(|| Nothing::Missing(Lack::Zero("cohort_max".into())))?;
        let points = share.clamp(Exact::ZERO, Exact::ONE) * full.clone();
        trace.note(|| Step::OfLargest {
            amount: self.amount(),
            greatest,
            full: full.clone(),
            points: points.clone(),
        });
        Ok(points)
    }
}
