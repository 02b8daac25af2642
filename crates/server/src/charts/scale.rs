//! From values to places: a scale from one value to another, and round ticks along it.

use scoring::Exact;
use scoring::number::Rounding;

use super::svg::Tenths;

/// Values between `from` and `to` lie between `start` and `end`; what is beyond lies at the end.
pub(super) struct Scale {
    from: Exact,
    to: Exact,
    start: Tenths,
    end: Tenths,
}

impl Scale {
    pub(super) fn new(values: (Exact, Exact), places: (Tenths, Tenths)) -> Scale {
        Scale {
            from: values.0,
            to: values.1,
            start: places.0,
            end: places.1,
        }
    }

    /// The tenth of a pixel nearest to where the value lies. A scale without length has one place.
    pub(super) fn at(&self, value: &Exact) -> Tenths {
        let value = value
            .clone()
            .clamp(self.from.clone(), self.to.clone().max(self.from.clone()));
        let length = self.to.clone() - self.from.clone();
        let Some(share) = (value - self.from.clone()).checked_div(&length) else {
            return self.start;
        };
        let way = Exact::whole(i64::from(self.end - self.start));
        self.start + nearest(&(share * way))
    }
}

fn nearest(value: &Exact) -> Tenths {
    let whole = value.rounded(0, Rounding::HalfUp).to_i64();
    whole
        .and_then(|whole| Tenths::try_from(whole).ok())
        .unwrap_or_default()
}

/// Round values that cover both ends: steps of 1, 2 or 5 of some power of ten, about `wanted`.
pub(super) fn ticks(from: &Exact, to: &Exact, wanted: i64) -> Vec<Exact> {
    if to <= from {
        return vec![from.clone()];
    }
    let step = step(&((to.clone() - from.clone()) / Exact::whole(wanted.max(1))));
    let mut tick = down_to(from, &step);
    let mut ticks = vec![tick.clone()];
    while tick < *to {
        tick = tick + step.clone();
        ticks.push(tick.clone());
    }
    ticks
}

/// The least round step not below `rough`, which is above zero.
fn step(rough: &Exact) -> Exact {
    let (ten, mut power) = (Exact::whole(10), Exact::ONE);
    while power > *rough {
        power = power / ten.clone();
    }
    while power.clone() * ten.clone() <= *rough {
        power = power * ten.clone();
    }
    let steps = [1, 2, 5].map(|digit| power.clone() * Exact::whole(digit));
    let fits = steps.into_iter().find(|step| step >= rough);
    fits.unwrap_or_else(|| power * ten)
}

/// The greatest multiple of the step that is not above the value.
fn down_to(value: &Exact, step: &Exact) -> Exact {
    let steps = value.clone() / step.clone();
    let cut = steps.rounded(0, Rounding::Down);
    let whole = if cut > steps { cut - Exact::ONE } else { cut };
    whole * step.clone()
}

/// The least and the greatest, zero among them.
pub(super) fn range<'a>(values: impl IntoIterator<Item = &'a Exact>) -> (Exact, Exact) {
    let (mut low, mut high) = (Exact::ZERO, Exact::ZERO);
    for value in values {
        low = low.min(value.clone());
        high = high.max(value.clone());
    }
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, to: &str, expected: &[&str]) {
        let ticks = ticks(&from.parse().unwrap(), &to.parse().unwrap(), 5);
        let ticks: Vec<String> = ticks.iter().map(ToString::to_string).collect();
        assert_eq!(ticks, expected);
    }

    #[test]
    fn ticks_are_round_and_cover_both_ends() {
        check("0", "100", &["0", "20", "40", "60", "80", "100"]);
        check("0", "7", &["0", "2", "4", "6", "8"]);
        check("-3", "1", &["-3", "-2", "-1", "0", "1"]);
        check("-3.5", "1", &["-4", "-3", "-2", "-1", "0", "1"]);
        check("0", "1/3", &["0", "0.1", "0.2", "0.3", "0.4"]);
        check("5", "5", &["5"]);
    }

    #[test]
    fn places_are_the_nearest_tenth_and_stay_on_the_scale() {
        let scale = Scale::new((Exact::ZERO, Exact::whole(3)), (0, 100));
        let at = |value: &str| scale.at(&value.parse().unwrap());
        assert_eq!(
            [at("-1"), at("0"), at("1"), at("2"), at("9")],
            [0, 0, 33, 67, 100]
        );
    }

    #[test]
    fn a_scale_without_length_has_one_place() {
        let scale = Scale::new((Exact::ONE, Exact::ONE), (50, 100));
        assert_eq!(scale.at(&Exact::whole(7)), 50);
    }
}
