//! One stretch with its points: what two of them share, whether one lies in the other, and the
//! special shapes that two of them make.

use scoring::rule::{Band, Bound, Piece, Quantity, Target};
use scoring::{Exact, Rule};

use super::common::Common;

/// A stretch with its points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tier {
    pub(super) from: Option<Bound>,
    pub(super) to: Option<Bound>,
    pub(super) earns: Piece,
}

impl Tier {
    pub(super) fn is_point(&self) -> bool {
        matches!((&self.from, &self.to), (Some(from), Some(to)) if from.at == to.at)
    }

    /// Points at the upper end, for putting the best first; `top` where it is open.
    pub(super) fn at_top(&self, top: &Exact) -> Exact {
        match &self.earns {
            Piece::Flat(points) => points.clone(),
            Piece::Line { slope, intercept } => {
                let at = self.to.as_ref().map_or(top, |to| &to.at).clone();
                slope.clone() * at + intercept.clone()
            }
        }
    }

    pub(super) fn band(&self) -> Band {
        Band {
            from: self.from.clone(),
            to: self.to.clone(),
            earns: self.earns.clone(),
        }
    }
}

pub(super) fn start(tier: &Tier) -> (Exact, bool) {
    tier.from
        .as_ref()
        .map_or((Exact::whole(-1), false), |from| {
            (from.at.clone(), !from.included)
        })
}

/// The stretch that two tiers share: its ends, `None` where open.
pub(super) fn shared(left: &Tier, right: &Tier) -> Option<(Option<Exact>, Option<Exact>)> {
    let low = [&left.from, &right.from]
        .into_iter()
        .flatten()
        .map(|bound| (bound.at.clone(), !bound.included))
        .max();
    let high = [&left.to, &right.to]
        .into_iter()
        .flatten()
        .map(|bound| (bound.at.clone(), bound.included))
        .min();
    if let (Some((low, low_out)), Some((high, high_in))) = (&low, &high)
        && (low > high || (low == high && (*low_out || !*high_in)))
    {
        return None;
    }
    Some((low.map(|low| low.0), high.map(|high| high.0)))
}

pub(super) fn is_within(inner: &Tier, outer: &Tier) -> bool {
    let from = match (&inner.from, &outer.from) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => (&inner.at, !inner.included) >= (&outer.at, !outer.included),
    };
    let to = match (&inner.to, &outer.to) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => (&inner.at, inner.included) <= (&outer.at, outer.included),
    };
    from && to
}

pub(super) fn exclude(tier: &mut Tier, value: &Exact) {
    for bound in [&mut tier.from, &mut tier.to].into_iter().flatten() {
        if bound.at == *value {
            bound.included = false;
        }
    }
}

pub(super) fn open_band(earns: &Piece) -> Band {
    Band {
        from: None,
        to: None,
        earns: earns.clone(),
    }
}

/// The special shapes of two bands.
pub(super) fn canonical(rule: &Rule, common: &Common) -> Rule {
    let Rule::Bands { of, bands } = rule else {
        return rule.clone();
    };
    let [best, rest] = bands.as_slice() else {
        return rule.clone();
    };
    let (Some(from), None, Piece::Flat(points)) = (&best.from, &best.to, &best.earns) else {
        return rule.clone();
    };
    let meets = rest.from.is_none()
        && rest
            .to
            .as_ref()
            .is_none_or(|to| to.at == from.at && (from.included || to.included));
    if !meets || !from.included || from.at.is_zero() {
        return rule.clone();
    }
    let target = Target::Stated(from.at.clone());
    match &rest.earns {
        Piece::Flat(none) if none.is_zero() => Rule::AllOrNothing {
            of: of.clone(),
            target,
            points: points.clone(),
        },
        Piece::Line { slope, intercept }
            if intercept.is_zero()
                && slope.clone() * from.at.clone() == *points
                && (common.rate || matches!(of, Quantity::Value | Quantity::Growth(_))) =>
        {
            Rule::ProportionalTo {
                of: of.clone(),
                target,
                points: points.clone(),
                cut_off: None,
            }
        }
        _ => rule.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_stretches_are_found_with_their_ends() {
        let at = |at: i64, included| {
            Some(Bound {
                at: Exact::whole(at),
                included,
            })
        };
        let tier = |from, to| Tier {
            from,
            to,
            earns: Piece::Flat(Exact::ONE),
        };
        let one = tier(at(80, true), None);
        assert_eq!(shared(&one, &tier(None, at(80, false))), None);
        let both = shared(&one, &tier(None, at(80, true)));
        assert_eq!(both, Some((Some(Exact::whole(80)), Some(Exact::whole(80)))));
        assert!(is_within(&one, &tier(at(70, true), None)));
    }
}
