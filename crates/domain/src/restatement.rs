//! A result «on today's map»: what the units that a unit was made of had reached, as one.
//!
//! Two rules, named because neither is the truth: the mean of the predecessors' pillars, which the
//! ministry used for DTI 2024 of the provinces merged in 2025, and the sum of their counts, scored
//! again by the framework's own rules. Missing data is no data, not zero: what one of them lacks,
//! the whole lacks.

use scoring::{Exact, Figures};

/// By which rule a result was restated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The arithmetic mean of the predecessors' pillars.
    MeanOfPillars,
    /// Numerators and denominators added, then scored again.
    SumOfCounts,
}

impl Rule {
    /// All, the one used by the ministry first.
    pub const ALL: [Rule; 2] = [Rule::MeanOfPillars, Rule::SumOfCounts];
}

/// The mean of each pillar over the units, each of which has its pillars in the same order. A
/// pillar that one of them has no points for has none; so has everything where there are no units
/// or where they are not alike.
pub fn mean_of_pillars(units: &[Vec<Option<Exact>>]) -> Vec<Option<Exact>> {
    let Some(first) = units.first() else {
        return Vec::new();
    };
    let Ok(count) = i64::try_from(units.len()) else {
        return Vec::new();
    };
    let mean = |pillar: usize| {
        let mut sum = Exact::ZERO;
        for unit in units {
            sum = sum + unit.get(pillar)?.clone()?;
        }
        sum.checked_div(&Exact::from(count))
    };
    (0..first.len()).map(mean).collect()
}

/// The figures of one indicator of all the units together. Counts are added; a fact that all share
/// stays; anything else cannot be added, and is not known. Units to which the indicator does not
/// apply are left out; where it applies to none, it does not apply.
pub fn sum_of_counts(units: &[Figures]) -> Figures {
    let apply: Vec<&Figures> = units
        .iter()
        .filter(|figures| figures.applicable != Some(false))
        .collect();
    if apply.is_empty() {
        return Figures {
            applicable: (!units.is_empty()).then_some(false),
            ..Figures::default()
        };
    }
    // A numerator without its denominator would be added to the others' wholes.
    let rates = apply
        .iter()
        .all(|figures| figures.num.is_some() == figures.den.is_some());
    Figures {
        num: sum(&apply, |figures| figures.num.as_ref()).filter(|_| rates),
        den: sum(&apply, |figures| figures.den.as_ref()).filter(|_| rates),
        value: sum(&apply, |figures| figures.value.as_ref()),
        yes: shared(&apply, |figures| figures.yes),
        option: shared(&apply, |figures| figures.option),
        parts: shared(&apply, |figures| figures.parts.clone()),
        ratio: shared(&apply, |figures| figures.ratio.clone()),
        target: shared(&apply, |figures| figures.target.clone()),
        ..Figures::default()
    }
}

fn sum<'f>(units: &[&'f Figures], of: fn(&'f Figures) -> Option<&'f Exact>) -> Option<Exact> {
    let mut sum = Exact::ZERO;
    for figures in units {
        sum = sum + of(figures)?.clone();
    }
    Some(sum)
}

fn shared<T: PartialEq>(units: &[&Figures], of: fn(&Figures) -> Option<T>) -> Option<T> {
    let first = of(units.first()?)?;
    let all = units
        .iter()
        .all(|figures| of(figures).as_ref() == Some(&first));
    all.then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{mean_of_pillars, sum_of_counts};
    use scoring::{Exact, Figures};

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    fn rate(num: &str, den: &str) -> Figures {
        Figures {
            num: Some(exact(num)),
            den: Some(exact(den)),
            ..Figures::default()
        }
    }

    #[test]
    fn the_mean_is_exact_and_lacks_what_one_lacks() {
        let units = [
            vec![Some(exact("10")), Some(exact("7"))],
            vec![Some(exact("0")), None],
            vec![Some(exact("0")), Some(exact("8"))],
        ];
        assert_eq!(mean_of_pillars(&units), [Some(exact("10/3")), None]);
        assert!(mean_of_pillars(&[]).is_empty());
        assert_eq!(mean_of_pillars(&units[..1]), units[0], "one stays as it is");
        let unlike = [vec![Some(exact("1"))], vec![]];
        assert_eq!(mean_of_pillars(&unlike), [None]);
    }

    #[test]
    fn the_mean_does_not_depend_on_the_order_and_stays_within_the_parts() {
        for (a, b, c) in [("1/3", "2/7", "9"), ("0", "0", "0"), ("8,5", "8,5", "1")] {
            let of = |text: &str| vec![Some(exact(&text.replace(',', ".")))];
            let one = mean_of_pillars(&[of(a), of(b), of(c)]);
            let other = mean_of_pillars(&[of(c), of(a), of(b)]);
            assert_eq!(one, other);
            let mean = one[0].clone().unwrap();
            let all: Vec<Exact> = [a, b, c]
                .iter()
                .map(|text| of(text)[0].clone().unwrap())
                .collect();
            assert!(all.iter().min().unwrap() <= &mean && &mean <= all.iter().max().unwrap());
        }
    }

    #[test]
    fn rates_are_added_as_counts_not_averaged() {
        let both = sum_of_counts(&[rate("10", "10"), rate("0", "90")]);
        assert_eq!(both.rate(), Some(exact("0.1")), "not one half");
        let lacks = sum_of_counts(&[rate("10", "10"), Figures::default()]);
        assert_eq!(lacks.rate(), None);
        let given = Figures {
            ratio: Some(exact("0.5")),
            ..Figures::default()
        };
        let unlike = sum_of_counts(&[given.clone(), rate("1", "4")]);
        assert_eq!(
            unlike.rate(),
            None,
            "a rate without its counts cannot be added"
        );
        assert_eq!(
            sum_of_counts(&[given.clone(), given]).rate(),
            Some(exact("0.5"))
        );
    }

    #[test]
    fn facts_stay_where_all_share_them() {
        let yes = |yes: bool| Figures {
            yes: Some(yes),
            ..Figures::default()
        };
        assert_eq!(sum_of_counts(&[yes(true), yes(true)]).yes, Some(true));
        assert_eq!(sum_of_counts(&[yes(true), yes(false)]).yes, None);
        let not = Figures {
            applicable: Some(false),
            ..Figures::default()
        };
        assert_eq!(sum_of_counts(&[not.clone(), yes(true)]).yes, Some(true));
        assert_eq!(sum_of_counts(&[not.clone(), not]).applicable, Some(false));
        assert_eq!(sum_of_counts(&[]), Figures::default());
    }
}
