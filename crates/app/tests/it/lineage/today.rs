//! No code is two units' on one day; results on today's map.

use app::lineage::{self, Decision, Into, Merge, Part, Restated, Split};
use app::testing::{Trial, on_both, on_sqlite};
use app::unit::{self, NewUnit, Unit, UnitChange, UnitKind};
use app::{Error, UnitId};
use domain::restatement::Rule;
use jiff::civil::{Date, date};

use super::{decision, into_new};
use crate::figure::{City, row, small};
use crate::party::Place;

const OVERLAPS: &str =
    "select count(*) as n from unit a join unit b on a.code = b.code and a.id < b.id
    where a.valid_from <= coalesce(b.valid_to, '9999-12-31')
    and b.valid_from <= coalesce(a.valid_to, '9999-12-31')";

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn day(&mut self) -> Date {
        let month = i8::try_from(self.roll(9)).unwrap() + 1;
        date(2026, month, i8::try_from(self.roll(28)).unwrap() + 1)
    }

    fn code(&mut self) -> String {
        format!("9000{}", self.roll(4))
    }
}

async fn overlaps(trial: &Trial) -> i64 {
    let mut conn = trial.app.read().await.unwrap();
    conn.one(OVERLAPS, &[], |row| row.count("n")).await.unwrap()
}

#[test]
fn whatever_is_done_a_code_is_never_two_units_on_one_day() {
    on_sqlite(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let (mut dice, mut kept) = (Dice(41), 0);
        for step in 0..400 {
            let all = unit::under(app, who, &place.city.path).await.unwrap();
            let all: Vec<&Unit> = all
                .iter()
                .filter(|unit| unit.parent.as_ref() == Some(&place.city.id))
                .collect();
            let pick = |dice: &mut Dice| {
                let at = usize::try_from(dice.roll(u64::try_from(all.len()).unwrap())).unwrap();
                all[at].clone()
            };
            let (one, other) = (pick(&mut dice), pick(&mut dice));
            let decision = Decision {
                on: dice.day(),
                legal_basis: "NQ 1".to_owned(),
            };
            let name = format!("Xã số {step}");
            let done = match dice.roll(6) {
                0 => {
                    let new = NewUnit {
                        parent: Some(place.city.id.clone()),
                        kind: UnitKind::Commune,
                        name,
                        code: Some(dice.code()),
                        valid_from: dice.day(),
                    };
                    unit::create(app, who, new).await.map(|_| ())
                }
                1 => {
                    let change = UnitChange {
                        name: one.name.clone(),
                        kind: one.kind,
                        code: Some(dice.code()),
                        valid_from: dice.day(),
                    };
                    unit::edit(app, who, (&one.id, one.version), change).await
                }
                2 => unit::end(app, who, (&one.id, one.version), dice.day()).await,
                3 => unit::reopen(app, who, &one.id, one.version).await,
                4 => {
                    let merge = Merge {
                        sources: vec![one.id.clone(), other.id.clone()],
                        into: Into::New {
                            name,
                            code: Some(dice.code()),
                        },
                        decision,
                    };
                    lineage::merge(app, who, merge).await.map(|_| ())
                }
                _ => match lineage::lines(app, who, &one.id).await.unwrap().last() {
                    Some(line) => lineage::undo(app, who, &line.change).await.map(|_| ()),
                    None => Ok(()),
                },
            };
            match done {
                Ok(()) => kept += 1,
                Err(Error::Refused(_)) => {}
                Err(other) => panic!("step {step}: {other:?}"),
            }
            assert_eq!(overlaps(&trial).await, 0, "after step {step}");
        }
        assert!(50 < kept, "most steps were refused: only {kept} kept");
    });
}

#[test]
fn a_result_on_todays_map_is_a_mean_or_a_sum_and_says_when_it_is_neither() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê", "Phường Bến Lội"]).await;
        trial
            .meddle("update unit set valid_from = '2025-07-01'")
            .await;
        let (app, who) = (&trial.app, &app::Actor::program());
        let counts = row(&[("num", "2"), ("den", "3")]);
        city.save(&trial, (0, "2.1"), &counts).await.unwrap();
        let counts = row(&[("num", "0"), ("den", "7")]);
        city.save(&trial, (1, "2.1"), &counts).await.unwrap();
        let merge = into_new(&[&city.wards[0], &city.wards[1]], "Phường Khê Lội", "90002");
        let one = lineage::merge(app, who, merge).await.unwrap();

        let restated = async |unit: &UnitId, rule| {
            let all = lineage::results(app, who, (unit, rule)).await.unwrap();
            (all.len(), all[0].own.clone(), all[0].restated.clone())
        };
        let (count, own, mean) = restated(&one.id, Rule::MeanOfPillars).await;
        assert_eq!((count, own), (1, None));
        let points = |restated: Option<Restated>| match restated {
            Some(Restated::Points { points, .. }) => points.to_string(),
            other => panic!("{other:?}"),
        };
        // 20/3 and nothing: the mean of both.
        assert_eq!(points(mean), "10/3");
        // 2 of 10: a fifth of ten points.
        assert_eq!(points(restated(&one.id, Rule::SumOfCounts).await.2), "2");
        let (_, own, none) = restated(&city.wards[0].id, Rule::MeanOfPillars).await;
        assert_eq!(
            (own.unwrap().points.to_string(), none),
            ("20/3".to_owned(), None)
        );

        let part = |name: &str| Part {
            name: name.to_owned(),
            ..Part::default()
        };
        let split = Split {
            unit: one.id.clone(),
            parts: vec![part("Phường Khê"), part("Phường Lội")],
            decision: Decision {
                on: date(2026, 8, 1),
                ..decision()
            },
        };
        let made = lineage::split(app, who, split).await.unwrap();
        assert_eq!(
            points(restated(&made[0].id, Rule::MeanOfPillars).await.2),
            "10/3"
        );
        let several = restated(&made[0].id, Rule::SumOfCounts).await.2;
        assert_eq!(
            several,
            Some(Restated::Split),
            "counts of a unit that was split belong to none whole"
        );
    });
}
