//! What one unit brings to a figure above it, and what all of them come to. Exact numbers; a unit
//! without a figure is no zero: it is counted apart.

use std::collections::BTreeMap;

use scoring::Exact;

use crate::figure::value::FigureState;
use crate::framework::{How, RollUp, Test};

/// The figures of a unit, by what they are (`num`, `yes`, …), each with how sure it is.
pub(super) type Own = BTreeMap<String, (String, FigureState)>;

/// How a unit stands to a roll-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// It has no figure yet.
    Missing,
    /// The line does not apply to it.
    Aside,
    /// It has one.
    Given(Part),
}

/// What a unit's figure brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// It reaches what is asked.
    pub(super) met: bool,
    /// How sure the least sure of its figures is.
    pub(super) state: FigureState,
    /// What is added up.
    pub(super) num: Exact,
    /// By what: of a ratio its denominator.
    pub(super) den: Exact,
}

/// How a unit with these figures stands.
pub(super) fn stand(rollup: &RollUp, own: &Own, aside: bool) -> Stand {
    if aside {
        return Stand::Aside;
    }
    part(rollup, own).map_or(Stand::Missing, Stand::Given)
}

fn part(rollup: &RollUp, own: &Own) -> Option<Part> {
    let state = own.values().map(|(_, state)| *state).min()?;
    let number = |part: &str| own.get(part)?.0.parse::<Exact>().ok();
    let (num, den) = match rollup.how {
        How::Share | How::Count => (Exact::ZERO, Exact::ONE),
        How::Sum | How::Mean => (amount(own)?, Exact::ONE),
        How::Ratio => (number("num")?, number("den")?),
    };
    let met = match &rollup.test {
        None | Some(Test::Given) => true,
        Some(Test::Final) => state == FigureState::Final,
        Some(Test::Yes) => own.get("yes")?.0 == "true",
        Some(Test::AtLeast(bound)) => amount(own)? >= *bound,
        Some(Test::AtMost(bound)) => amount(own)? <= *bound,
    };
    Some(Part {
        met,
        state,
        num,
        den,
    })
}

/// The one number that a unit's figures make: a value, or a rate, counted or given as itself.
pub(super) fn amount(own: &Own) -> Option<Exact> {
    let number = |part: &str| own.get(part)?.0.parse::<Exact>().ok();
    if let Some(value) = number("value") {
        return Some(value);
    }
    let counted = number("num").zip(number("den"));
    match counted {
        // A denominator of nothing is no rate.
        Some((num, den)) => num.checked_div(&den),
        None => number("ratio"),
    }
}

/// What the units come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Units of those kinds that there are in the period.
    pub units: i32,
    /// Of them: those to which the line does not apply.
    pub aside: i32,
    /// Those that have a figure.
    pub given: i32,
    /// Those that reach what is asked.
    pub met: i32,
    /// Those whose figure is an estimate.
    pub estimates: i32,
    /// Those whose figure is provisional.
    pub provisionals: i32,
    /// Of what is added up.
    pub num: Exact,
    /// Of denominators; how many where there are none.
    pub den: Exact,
}

/// What is known of a share while figures are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// If none of the missing reaches what is asked.
    pub least: Exact,
    /// If all of them do.
    pub most: Exact,
}

impl Sum {
    /// Units that are counted at all.
    pub fn counted(&self) -> i32 {
        self.units - self.aside
    }

    /// Units without a figure.
    pub fn missing(&self) -> i32 {
        self.counted() - self.given
    }

    /// A unit stands otherwise than it stood.
    pub(super) fn change(&mut self, was: &Stand, now: &Stand) {
        self.count(was, -1);
        self.count(now, 1);
    }

    pub(super) fn count(&mut self, stand: &Stand, times: i32) {
        let part = match stand {
            Stand::Missing => return,
            Stand::Aside => {
                self.aside += times;
                return;
            }
            Stand::Given(part) => part,
        };
        self.given += times;
        self.met += times * i32::from(part.met);
        match part.state {
            FigureState::Estimate => self.estimates += times,
            FigureState::Provisional => self.provisionals += times,
            FigureState::Final => {}
        }
        let times = Exact::whole(i64::from(times));
        self.num = self.num.clone() + part.num.clone() * times.clone();
        self.den = self.den.clone() + part.den.clone() * times;
    }

    /// How sure it is: an estimate while figures are missing, else as the least sure of them.
    pub fn state(&self, rollup: &RollUp) -> FigureState {
        let decided = rollup.decides_missing();
        if self.estimates > 0 || self.missing() > 0 && !decided {
            FigureState::Estimate
        } else if self.provisionals > 0 || decided && self.met < self.counted() {
            FigureState::Provisional
        } else {
            FigureState::Final
        }
    }

    /// Units by which a share is taken: those with a figure, all where the figure itself is asked.
    pub fn base(&self, rollup: &RollUp) -> i32 {
        if rollup.decides_missing() {
            self.counted()
        } else {
            self.given
        }
    }

    /// Between what the share lies while figures are missing; `None` where nothing is open.
    pub fn band(&self, rollup: &RollUp) -> Option<Band> {
        let is_open = rollup.how == How::Share && self.missing() > 0 && !rollup.decides_missing();
        let all = Exact::whole(i64::from(self.counted()));
        let share = |met: i32| Exact::whole(i64::from(met)).checked_div(&all);
        if !is_open {
            return None;
        }
        Some(Band {
            least: share(self.met)?,
            most: share(self.met + self.missing())?,
        })
    }

    /// The figure of that key as stored; `None`: no data.
    pub(super) fn value(&self, rollup: &RollUp, key: &str) -> Option<String> {
        let base = self.base(rollup);
        if base <= 0 {
            return None;
        }
        match (rollup.how, key) {
            (How::Share, _) => self.share(base, key),
            (How::Count, _) => Some(self.met.to_string()),
            (How::Sum, _) | (How::Ratio, "num") => Some(self.num.to_string()),
            (How::Ratio, "den") => Some(self.den.to_string()),
            (How::Mean, "num" | "den") | (How::Ratio, _) => None,
            (How::Mean, _) => self.num.checked_div(&self.den).map(|mean| mean.to_string()),
        }
    }

    fn share(&self, base: i32, key: &str) -> Option<String> {
        match key {
            "num" => Some(self.met.to_string()),
            "den" => Some(base.to_string()),
            // One that does not reach it settles the question; «all» is known when all are in.
            "yes" if self.met < base => Some("false".to_owned()),
            "yes" if base == self.counted() => Some("true".to_owned()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::IndicatorId;

    fn rollup(how: How, test: Option<Test>) -> RollUp {
        RollUp {
            indicator: IndicatorId::new(),
            target: "rate".to_owned(),
            how,
            kinds: Vec::new(),
            test,
            named: String::new(),
            sources: BTreeMap::new(),
        }
    }

    fn own(values: &[(&str, &str)]) -> Own {
        let one = |(part, text): &(&str, &str)| {
            let value = ((*text).to_owned(), FigureState::Final);
            ((*part).to_owned(), value)
        };
        values.iter().map(one).collect()
    }

    fn sum(rollup: &RollUp, units: &[&[(&str, &str)]]) -> Sum {
        let mut sum = Sum {
            units: i32::try_from(units.len()).unwrap(),
            ..Sum::default()
        };
        for unit in units {
            sum.count(&stand(rollup, &own(unit), false), 1);
        }
        sum
    }

    #[track_caller]
    fn check(sum: &Sum, rollup: &RollUp, expected: [Option<&str>; 3]) {
        let keys = ["num", "den", "value"];
        let values = keys.map(|key| sum.value(rollup, key));
        assert_eq!(values.each_ref().map(Option::as_deref), expected);
    }

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn a_share_is_of_units_with_a_figure_and_its_band_says_what_the_missing_can_do() {
        let share = rollup(How::Share, Some(Test::AtLeast(exact("0.8"))));
        let units: [&[_]; 4] = [
            &[("num", "80"), ("den", "100")],
            &[("num", "79"), ("den", "100")],
            &[("ratio", "0.9")],
            &[],
        ];
        let sum = sum(&share, &units);
        check(&sum, &share, [Some("2"), Some("3"), None]);
        assert_eq!(
            (sum.missing(), sum.state(&share)),
            (1, FigureState::Estimate)
        );
        let band = sum.band(&share).unwrap();
        assert_eq!((band.least, band.most), (exact("1/2"), exact("3/4")));
    }

    #[test]
    fn all_of_them_is_known_when_all_are_in_and_not_all_as_soon_as_one_is_not() {
        let all = rollup(How::Share, Some(Test::Yes));
        let value = |units: &[&[(&str, &str)]]| sum(&all, units).value(&all, "yes");
        assert_eq!(value(&[&[("yes", "true")], &[]]), None);
        assert_eq!(value(&[&[("yes", "false")], &[]]).as_deref(), Some("false"));
        let both: [&[_]; 2] = [&[("yes", "true")], &[("yes", "true")]];
        assert_eq!(value(&both).as_deref(), Some("true"));
    }

    #[test]
    fn handing_in_is_counted_among_all_units() {
        let given = rollup(How::Share, Some(Test::Given));
        let sum = sum(&given, &[&[("any", "1")], &[], &[]]);
        check(&sum, &given, [Some("1"), Some("3"), None]);
        assert_eq!(sum.state(&given), FigureState::Provisional);
        assert_eq!(sum.band(&given), None);
    }

    #[test]
    fn sums_ratios_and_means_are_exact() {
        let units: [&[_]; 3] = [
            &[("num", "1"), ("den", "3")],
            &[("num", "1"), ("den", "3")],
            &[("num", "1"), ("den", "6")],
        ];
        let ratio = rollup(How::Ratio, None);
        check(&sum(&ratio, &units), &ratio, [Some("3"), Some("12"), None]);
        let mean = rollup(How::Mean, None);
        let own = sum(&mean, &units).value(&mean, "ratio");
        assert_eq!(own.as_deref(), Some("5/18"));
        let total = rollup(How::Sum, None);
        let values: [&[_]; 3] = [&[("value", "1/3")], &[("value", "2/3")], &[]];
        let own = sum(&total, &values).value(&total, "value");
        assert_eq!(own.as_deref(), Some("1"));
    }

    #[test]
    fn nothing_given_is_no_data_and_taking_away_what_was_added_leaves_nothing() {
        let share = rollup(How::Share, Some(Test::Yes));
        check(&sum(&share, &[&[], &[]]), &share, [None, None, None]);
        let mean = rollup(How::Mean, None);
        let mut sum = sum(&mean, &[&[("value", "1/7")]]);
        let was = stand(&mean, &own(&[("value", "1/7")]), false);
        sum.change(&was, &Stand::Missing);
        let nothing = Sum {
            units: 1,
            ..Sum::default()
        };
        assert_eq!(sum, nothing);
        sum.change(&Stand::Missing, &Stand::Aside);
        assert_eq!((sum.counted(), sum.missing()), (0, 0));
    }
}
