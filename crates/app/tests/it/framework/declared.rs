//! What a framework declares: grades, digits, blocks, which units a row is for.

use app::framework::Refusal;
use app::framework::draft::{self, Declared, Fields};
use app::testing::on_both;
use app::{Error, Noun, Refusal as Any, figure};

use super::{WARDS, declared, new, of, refused, sheet};
use crate::figure::{City, row, small};

#[test]
fn what_is_declared_decides_ranks_and_grades() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &WARDS).await;
        let (app, actor, id) = (&trial.app, &city.focal, &city.framework);
        for (ward, yes) in [(0, "Có"), (1, "Có")] {
            city.save(&trial, (ward, "1.1"), &row(&[("yes", yes)]))
                .await
                .unwrap();
        }
        city.save(&trial, (0, "2.1"), &row(&[("num", "100"), ("den", "300")]))
            .await
            .unwrap();
        let before = draft::settled(app, actor, id).await.unwrap();
        let typed = declared(&[("Tốt", "30"), ("Khá", "25"), ("Yếu", "")]);
        draft::declare(app, actor, (id, before.version), &typed)
            .await
            .unwrap();
        let stale = draft::declare(app, actor, (id, before.version), &typed).await;
        assert!(matches!(stale, Err(Error::Stale(Noun::Framework))));
        let period = app::period::by_code(app, "2026").await.unwrap();
        let ranking = app::ranking::rank(app, actor, (&city.whole, &period), id)
            .await
            .unwrap();
        let rows = ranking.rows.iter();
        let shown: Vec<(String, Option<&str>)> = rows
            .map(|row| (row.number.to_string(), row.grade.as_deref()))
            .collect();
        // 13,33 of 40 is 33 %, 10 of 40 is 25 %.
        let expected = [
            ("13.3".to_owned(), Some("Tốt")),
            ("10".to_owned(), Some("Khá")),
        ];
        assert_eq!(shown, expected);

        let version = draft::settled(app, actor, id).await.unwrap().version;
        let cases = [
            (
                declared(&[("Khá", "25"), ("Tốt", "30")]),
                Refusal::GradeNotLower {
                    name: "Tốt".to_owned(),
                    before: "Khá".to_owned(),
                },
            ),
            (
                declared(&[("Tốt", "30"), ("tốt", "20")]),
                Refusal::GradeTwice {
                    name: "tốt".to_owned(),
                },
            ),
            (
                declared(&[("", "30")]),
                Refusal::GradeNameless {
                    floor: "30".to_owned(),
                },
            ),
            (
                declared(&[("Tốt", "130")]),
                Refusal::NotNumber {
                    field: "grades",
                    text: "130".to_owned(),
                },
            ),
            (
                Declared {
                    divide_by: "0".to_owned(),
                    ..declared(&[])
                },
                Refusal::NotNumber {
                    field: "divide_by",
                    text: "0".to_owned(),
                },
            ),
        ];
        for (typed, expected) in cases {
            let outcome = draft::declare(app, actor, (id, version), &typed).await;
            assert_eq!(refused(outcome), expected);
        }
    });
}

#[test]
fn an_indicator_for_other_units_does_not_apply_and_is_not_entered() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &WARDS).await;
        let (app, actor, id) = (&trial.app, &city.focal, &city.framework);
        let scope = async |kinds: &[&str]| {
            let drawn = sheet(&trial, actor, id).await;
            let row = drawn.rows.iter().find(|row| row.code == "1.1").unwrap();
            let typed = Fields {
                kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
                ..of(row)
            };
            let key = (id, &row.id, row.version);
            draft::change(app, actor, key, (row.parent.as_ref(), &typed)).await
        };
        scope(&["province", "city"]).await.unwrap();
        let grid = city.grid(&trial, 0).await;
        let entry = figure::by_code(&grid, "1.1").unwrap();
        assert_eq!(entry.earned.outcome, figure::Outcome::NotApplicable);
        assert!(!entry.applicable && !grid.may_enter(actor, &city.wards[0], entry));
        let outcome = city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")])).await;
        let expected = figure::Refusal::OutOfScope {
            code: "1.1".to_owned(),
        };
        match outcome {
            Err(Error::Refused(Any::Figure(refusal))) => assert_eq!(refusal, expected),
            other => panic!("{other:?}"),
        }
        // A unit that is assessed later begins the same way.
        let copied = new(&trial, &city, None).await;
        assert!(matches!(scope(&["castle"]).await, Err(Error::Refused(_))));
        scope(&["commune"]).await.unwrap();
        city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")]))
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 0, "1.1").await.as_deref(), Some("10"));
        drop(copied);
    });
}

/// Sums that do not agree, tiers with a gap, and a heading without anything.

#[test]
fn kinds_of_one_block_are_ranked_together() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &WARDS).await;
        let (app, actor, id) = (&trial.app, &city.focal, &city.framework);
        let period = app::period::by_code(app, "2026").await.unwrap();
        let opening = figure::Opening {
            framework: id.clone(),
            period: period.id.clone(),
            under: city.whole.id.clone(),
            kind: Some(app::unit::UnitKind::City),
        };
        figure::open_for_units(app, actor, &opening).await.unwrap();
        for (ward, count) in [(0, "10"), (1, "20")] {
            city.save(&trial, (ward, "1.2"), &row(&[("value", count)]))
                .await
                .unwrap();
        }
        let all = figure::assessments(app, actor, &city.whole, &period)
            .await
            .unwrap();
        let grid = figure::grid(app, actor, &city.whole, &all[0])
            .await
            .unwrap();
        let entry = figure::by_code(&grid, "1.2").unwrap();
        let typed = row(&[("value", "30")]);
        figure::save(app, actor, &entry.id, &typed, entry.version)
            .await
            .unwrap();
        let ranks = async || -> Vec<(String, u32, Option<String>)> {
            let place = (&city.whole, &period);
            let ranking = app::ranking::rank(app, actor, place, id).await.unwrap();
            let rows = ranking.rows.into_iter();
            rows.map(|row| (row.name, row.rank, Some(row.points.to_string())))
                .collect()
        };
        let row = |name: &str, rank, points: &str| (name.to_owned(), rank, Some(points.to_owned()));
        let whole = city.whole.name.clone();
        // Alone in its block the city is compared with nobody.
        let apart = ranks().await;
        assert!(apart.contains(&row(WARDS[1], 1, "10")), "{apart:?}");
        assert_eq!(apart.iter().filter(|(_, rank, _)| *rank == 1).count(), 2);
        let before = draft::settled(app, actor, id).await.unwrap();
        let typed = Declared {
            total_digits: String::new(),
            blocks: [("city", "Địa phương"), ("commune", "Địa phương")]
                .map(|(kind, name)| (kind.to_owned(), name.to_owned()))
                .into(),
            ..declared(&[])
        };
        draft::declare(app, actor, (id, before.version), &typed)
            .await
            .unwrap();
        let together = [
            row(&whole, 1, "10"),
            row(WARDS[1], 2, "5"),
            row(WARDS[0], 3, "0"),
        ];
        assert_eq!(ranks().await, together);
    });
}
