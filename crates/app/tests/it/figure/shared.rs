//! One figure where rows ask the same; units that are compared.

use std::collections::BTreeMap;

use app::audit::{Filter, Part};
use app::testing::{on_both, on_sqlite};
use app::{Error, figure};
use scoring::Exact;

use super::{City, annex, row, small};

#[test]
fn a_shared_figure_is_one_figure() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let first = row(&[("num", "800"), ("den", "1000")]);
        city.save(&trial, (0, "2.1"), &first).await.unwrap();
        let grid = city.grid(&trial, 0).await;
        let entry = figure::by_code(&grid, "2.2").unwrap();
        assert_eq!(
            entry.value("den").unwrap().value.as_deref(),
            Some("1000"),
            "it is there already"
        );
        city.save(&trial, (0, "2.2"), &row(&[("num", "500")]))
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 0, "2.2").await.as_deref(), Some("5"));
        let before = city.grid(&trial, 0).await;
        let saved = city
            .save(&trial, (0, "2.1"), &row(&[("num", "800"), ("den", "2000")]))
            .await
            .unwrap();
        assert_eq!(saved.also, ["2.2"]);
        assert_eq!(city.points(&trial, 0, "2.2").await.as_deref(), Some("2.5"));
        let shown = figure::by_code(&before, "2.2").unwrap();
        let late = figure::save(
            &trial.app,
            &city.focal,
            &shown.id,
            &row(&[("num", "600")]),
            shown.version,
        )
        .await;
        assert!(
            matches!(late, Err(Error::Stale(_))),
            "its form showed another denominator"
        );
    });
}

#[test]
fn a_block_may_hold_rows_that_share_a_figure() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let grid = city.grid(&trial, 0).await;
        let pasted = |code: &str, num: &str| {
            let entry = figure::by_code(&grid, code).unwrap();
            figure::Row {
                entry: entry.id.clone(),
                typed: row(&[("num", num), ("den", "1000")]),
                version: entry.version,
            }
        };
        let block = [pasted("2.1", "800"), pasted("2.2", "500")];
        let count = figure::save_all(&trial.app, &city.focal, &block)
            .await
            .unwrap();
        assert_eq!(count, 2);
        assert_eq!(city.points(&trial, 0, "2.1").await.as_deref(), Some("8"));
        assert_eq!(city.points(&trial, 0, "2.2").await.as_deref(), Some("5"));
        let again = figure::save_all(&trial.app, &city.focal, &block).await;
        assert!(
            matches!(again, Err(Error::Stale(_))),
            "what others did meanwhile still makes it stale"
        );
    });
}

#[test]
fn units_that_are_compared_are_scored_again_when_the_range_moves() {
    on_both(|trial| async move {
        let city = City::with(
            &trial,
            &small(),
            &["Phường Hạ Khê", "Phường Bến Tràm", "Xã Vân Hạ"],
        )
        .await;
        for (ward, value) in ["2", "4", "6"].into_iter().enumerate() {
            city.save(&trial, (ward, "1.2"), &row(&[("value", value)]))
                .await
                .unwrap();
        }
        let mut now = Vec::new();
        for ward in 0..3 {
            now.push(city.points(&trial, ward, "1.2").await.unwrap());
        }
        assert_eq!(now, ["0", "5", "10"]);
        let before = city.grid(&trial, 1).await;
        city.save(&trial, (2, "1.2"), &row(&[("value", "10")]))
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 1, "1.2").await.as_deref(), Some("2.5"));
        let entry = figure::by_code(&before, "1.2").unwrap();
        let again = row(&[("value", "10")]);
        figure::save(&trial.app, &city.focal, &entry.id, &again, entry.version)
            .await
            .expect("nobody else's form is stale because another ward moved the range");
        let what = figure::what_if(&trial.app, &city.focal, &entry.id, &row(&[("value", "2")]))
            .await
            .unwrap();
        assert_eq!(what.earned.points, Some(Exact::ZERO));
        assert_eq!(
            city.points(&trial, 1, "1.2").await.as_deref(),
            Some("10"),
            "nothing is kept"
        );
    });
}

#[test]
fn sums_in_memory_follow_a_range_that_moves() {
    on_both(|trial| async move {
        let wards = ["Phường Hạ Khê", "Phường Bến Tràm", "Xã Vân Hạ"];
        let city = City::with(&trial, &small(), &wards).await;
        let (app, focal) = (&trial.app, &city.focal);
        let period = app::period::by_code(app, "2026").await.unwrap();
        let rank = async || {
            let place = (&city.whole, &period);
            let ranking = app::ranking::rank(app, focal, place, &city.framework);
            let rows = ranking.await.unwrap().rows.into_iter();
            rows.map(|row| (row.name, row.points)).collect()
        };
        for (ward, value) in ["2", "4", "6"].into_iter().enumerate() {
            city.save(&trial, (ward, "1.2"), &row(&[("value", value)]))
                .await
                .unwrap();
            city.save(&trial, (ward, "1.1"), &row(&[("yes", "Có")]))
                .await
                .unwrap();
        }
        let before: BTreeMap<String, Exact> = rank().await;
        assert_eq!(before["Phường Bến Tràm"], Exact::from(15));
        city.save(&trial, (2, "1.2"), &row(&[("value", "10")]))
            .await
            .unwrap();
        let compared = Filter {
            kind: Some("entry.compared".to_owned()),
            ..Filter::of(city.whole.clone())
        };
        let last = Part {
            before: None,
            most: 1,
        };
        let moved = app::audit::list(app, focal, &compared, last);
        let moved = moved.await.unwrap();
        let units = moved.events[0].after["units"].clone();
        // The least stays the least: of the two others one earns something else.
        assert_eq!(units, 1);
        let after = rank().await;
        for ward in 0..3 {
            let assessment = city.grid(&trial, ward).await.assessment.id;
            let stored = figure::totals_of(app, focal, &assessment).await.unwrap();
            assert_eq!(after[wards[ward]], stored.all.points, "{}", wards[ward]);
        }
        assert_eq!(
            after["Phường Bến Tràm"],
            Exact::from(10) + "2.5".parse().unwrap()
        );
    });
}

#[test]
fn rows_that_are_only_scored_alike_share_no_figure() {
    on_sqlite(|trial| async move {
        let annex = annex(
            "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n\
             1\tNhận thức số\t20\t\t\n\
             1.1\tSố hội nghị tập huấn\t10\tTính theo phương pháp min-max giữa các phường, xã\tBáo cáo\n\
             1.2\tSố chiến dịch truyền thông\t10\tTính theo phương pháp min-max giữa các phường, xã\tBáo cáo\n",
        );
        let city = City::with(&trial, &annex, &["Phường Hạ Khê"]).await;
        city.save(&trial, (0, "1.1"), &row(&[("value", "4")]))
            .await
            .unwrap();
        let grid = city.grid(&trial, 0).await;
        let other = figure::by_code(&grid, "1.2").unwrap();
        assert_eq!(
            other.value("value").and_then(|one| one.value.as_deref()),
            None
        );
    });
}
