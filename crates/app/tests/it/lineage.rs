//! Units renamed, merged, split, and every such decision taken back.

use app::lineage::{self, Decision, Into, Merge, Part, Refusal, Rename, Restated, Split};
use app::testing::{Trial, on_both, on_sqlite};
use app::unit::{self, NewUnit, Unit, UnitChange, UnitKind};
use app::{Error, Refusal as Any, UnitId};
use domain::restatement::Rule;
use jiff::civil::{Date, date};

use crate::figure::{City, row, small};
use crate::party::{Place, TODAY};

const ON: Date = date(2026, 7, 1);

fn decision() -> Decision {
    Decision {
        on: ON,
        legal_basis: "Nghị quyết 12/NQ-HĐND".to_owned(),
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(Any::Lineage(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

impl Place {
    async fn ward(&self, name: &str, code: &str) -> Unit {
        let new = NewUnit {
            parent: Some(self.city.id.clone()),
            kind: UnitKind::Commune,
            name: name.to_owned(),
            code: Some(code.to_owned()),
            valid_from: date(2025, 7, 1),
        };
        unit::create(&self.app, &self.who, new).await.unwrap()
    }

    async fn again(&self, unit: &Unit) -> Unit {
        unit::by_id(&self.app, &self.who, &unit.id).await.unwrap()
    }

    async fn merged(&self, merge: Merge) -> Result<Unit, Error> {
        lineage::merge(&self.app, &self.who, merge).await
    }
}

fn into(sources: &[&Unit], target: &Unit) -> Merge {
    Merge {
        sources: sources.iter().map(|unit| unit.id.clone()).collect(),
        into: Into::Existing(target.id.clone()),
        decision: decision(),
    }
}

fn into_new(sources: &[&Unit], name: &str, code: &str) -> Merge {
    Merge {
        sources: sources.iter().map(|unit| unit.id.clone()).collect(),
        into: Into::New {
            name: name.to_owned(),
            code: Some(code.to_owned()),
        },
        decision: decision(),
    }
}

#[test]
fn two_wards_become_one_and_two_again() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let (a, b) = (
            place.ward.clone(),
            place.ward("Phường Bến Lội", "90002").await,
        );
        let merge = into_new(&[&a, &b], "Phường Khê Lội", "90002");

        let effects = lineage::merge_preview(app, who, &merge).await.unwrap();
        assert_eq!(effects.len(), 2);
        assert_eq!(
            (effects[0].units, effects[0].plans),
            (1, 0),
            "the office comes along"
        );
        let one = place.merged(merge).await.unwrap();
        assert_eq!(one.valid_from, ON);
        assert_eq!(place.again(&a).await.valid_to, Some(date(2026, 6, 30)));
        let office = place.again(&place.office).await;
        assert_eq!(office.parent, Some(one.id.clone()));
        assert!(office.path.starts_with(&one.path));
        let lines = lineage::lines(app, who, &one.id).await.unwrap();
        assert_eq!(lines.len(), 2);

        place.person(&one, "Trần Văn An").await;
        let held = lineage::undo(app, who, &lines[0].change).await;
        assert!(matches!(refused(held), Refusal::InUse { .. }));
        trial.meddle("delete from party_holder").await;
        trial.meddle("delete from party where person_ref in (select id from person where name = 'Trần Văn An')").await;
        trial
            .meddle("delete from person where name = 'Trần Văn An'")
            .await;
        lineage::undo(app, who, &lines[0].change).await.unwrap();
        assert_eq!(place.again(&b).await.valid_to, None);
        assert_eq!(place.again(&place.office).await.path, place.office.path);
        let gone = unit::by_id(app, who, &one.id).await;
        assert!(matches!(gone, Err(Error::NotFound(_))));
        assert_eq!(
            refused(lineage::undo(app, who, &lines[0].change).await),
            Refusal::NoChange
        );
    });
}

#[test]
fn a_merger_that_cannot_be_is_refused_and_says_why() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let (a, b) = (
            place.ward.clone(),
            place.ward("Phường Bến Lội", "90002").await,
        );
        let c = place.ward("Xã Thượng Khê", "90003").await;

        let itself = place.merged(into(&[&a], &a)).await;
        assert!(matches!(refused(itself), Refusal::IntoItself { .. }));
        let twice = place.merged(into(&[&a, &a], &b)).await;
        assert!(matches!(refused(twice), Refusal::Twice { .. }));
        let few = place.merged(into_new(&[&a], "Xã Mới", "90004")).await;
        assert_eq!(refused(few), Refusal::TooFew);
        let below = place.merged(into(&[&a], &place.office)).await;
        assert!(matches!(refused(below), Refusal::Under { .. }));
        let with = |on: Date, basis: &str| Merge {
            decision: Decision {
                on,
                legal_basis: basis.to_owned(),
            },
            ..into(&[&a], &b)
        };
        let early = place.merged(with(date(2025, 7, 1), "NQ 1")).await;
        assert!(matches!(refused(early), Refusal::Early { .. }));
        let future = place.merged(with(date(2026, 10, 16), "NQ 1")).await;
        assert_eq!(
            refused(future),
            Refusal::Future {
                on: date(2026, 10, 16),
                today: TODAY
            }
        );
        assert_eq!(
            refused(place.merged(with(ON, "  ")).await),
            Refusal::NoBasis
        );

        place.merged(into(&[&a], &b)).await.unwrap();
        let again = refused(place.merged(into(&[&a], &c)).await);
        let became = match again {
            Refusal::Ended { became, .. } => became,
            other => panic!("{other:?}"),
        };
        assert_eq!(became.as_deref(), Some("Phường Bến Lội"));
        let open = place.again(&a).await;
        unit::reopen(app, who, &a.id, open.version).await.unwrap();
        let circle = place.merged(into(&[&b], &a)).await;
        assert!(matches!(refused(circle), Refusal::Circle { .. }));
    });
}

#[test]
fn a_ward_is_split_by_shares_that_make_a_whole() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let ward = place.ward("Xã Thượng Khê", "90003").await;
        let part = |name: &str, code: &str, share: &str| Part {
            name: name.to_owned(),
            code: Some(code.to_owned()),
            share: share.to_owned(),
        };
        let split = |unit: &UnitId, parts: &[Part]| Split {
            unit: unit.clone(),
            parts: parts.to_vec(),
            decision: decision(),
        };
        let one = [part("Xã Thượng", "90003", "62,5")];
        let few = lineage::split(app, who, split(&ward.id, &one)).await;
        assert_eq!(refused(few), Refusal::Parts { count: 1 });
        let short = [
            part("Xã Thượng", "90003", "62,5"),
            part("Xã Khê", "90005", "30"),
        ];
        let sum = lineage::split_preview(app, who, &split(&ward.id, &short)).await;
        assert_eq!(
            refused(sum),
            Refusal::Shares {
                sum: "92.5".to_owned()
            }
        );
        let twice = [
            part("Xã Thượng", "90003", ""),
            part("xã thượng", "90005", ""),
        ];
        let twice = lineage::split(app, who, split(&ward.id, &twice)).await;
        assert!(matches!(refused(twice), Refusal::PartTwice { .. }));
        let whole = [
            part("Xã Thượng", "90003", "62,5"),
            part("Xã Khê", "90005", "37,5 %"),
        ];
        let office = lineage::split(app, who, split(&place.ward.id, &whole)).await;
        assert!(matches!(
            refused(office),
            Refusal::HasUnits { count: 1, .. }
        ));

        let made = lineage::split(app, who, split(&ward.id, &whole))
            .await
            .unwrap();
        assert_eq!(made.len(), 2);
        let lines = lineage::lines(app, who, &ward.id).await.unwrap();
        let shares: Vec<Option<&str>> = lines.iter().map(|line| line.share.as_deref()).collect();
        assert_eq!(shares, [Some("62.5"), Some("37.5")]);
        place.merged(into(&[&made[0]], &made[1])).await.unwrap_err();
        let later = Merge {
            decision: Decision {
                on: date(2026, 8, 1),
                ..decision()
            },
            ..into(&[&made[0]], &made[1])
        };
        place.merged(later).await.unwrap();
        let first = lineage::undo(app, who, &lines[0].change).await;
        assert!(matches!(refused(first), Refusal::NotLast { .. }));
        let after = lineage::lines(app, who, &made[0].id).await.unwrap();
        lineage::undo(app, who, &after[1].change).await.unwrap();
        lineage::undo(app, who, &lines[0].change).await.unwrap();
        assert_eq!(place.again(&ward).await.valid_to, None);
    });
}

#[test]
fn a_renamed_or_moved_unit_stays_itself_and_keeps_what_it_was() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let upper = place.ward("Xã Thượng Khê", "90003").await;
        let rename = |name: &str, version: i32| Rename {
            unit: (place.ward.id.clone(), version),
            name: name.to_owned(),
            decision: decision(),
        };
        let same = lineage::rename(app, who, rename("Phường Hạ Khê", 1)).await;
        assert!(matches!(refused(same), Refusal::SameName { .. }));
        lineage::rename(app, who, rename("Phường Hạ Khê Mới", 1))
            .await
            .unwrap();
        let stale = lineage::rename(app, who, rename("Phường Khác", 1)).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        let ward = place.again(&place.ward).await;
        assert_eq!(
            (ward.name.as_str(), ward.slug.as_str()),
            ("Phường Hạ Khê Mới", "ha-khe")
        );

        let by = Some(decision());
        unit::shift_by(app, who, (&place.office.id, 1), (&upper.id, by))
            .await
            .unwrap();
        let moved = lineage::lines(app, who, &place.office.id).await.unwrap();
        assert_eq!(moved[0].before.as_deref(), Some("Phường Hạ Khê Mới"));
        lineage::undo(app, who, &moved[0].change).await.unwrap();
        assert_eq!(place.again(&place.office).await.path, place.office.path);
        let named = lineage::lines(app, who, &ward.id).await.unwrap();
        assert_eq!(named[0].before.as_deref(), Some("Phường Hạ Khê"));
        lineage::undo(app, who, &named[0].change).await.unwrap();
        assert_eq!(place.again(&ward).await.name, "Phường Hạ Khê");
    });
}

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
