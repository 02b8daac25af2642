//! Every change below moves what is computed above, and nothing else.

use app::appraisal;
use app::figure::desk::{self, Place as DeskPlace, Sheet};
use app::figure::{self, FigureState, Grid};
use app::framework;
use app::testing::on_both;
use app::{period, unit};
use domain::authority::{Grant, Role};

use super::{Above, RATIO, REACHED, SHARE, TOTAL};
use crate::figure::row;

#[test]
fn shares_sums_and_ratios_of_the_wards_arrive_locked_and_follow_every_entry() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE, REACHED, TOTAL, RATIO]).await;
        // Some figures were there before the city's framework was opened.
        above.enter(0, "1.1", &[("yes", "có")]).await;
        above
            .enter(0, "2.1", &[("num", "80"), ("den", "100")])
            .await;
        above.open().await;
        let half = "Tính từ 1/4 đơn vị";
        above.is("I.1", &["num=1", "den=1"], half, Some("10")).await;
        above.is("I.2", &["num=1", "den=1"], half, Some("10")).await;
        above.is("I.3", &[], "", None).await;
        above
            .is("I.4", &["num=80", "den=100"], half, Some("8"))
            .await;
        assert_eq!(above.entry("I.1").await.state, Some(FigureState::Estimate));

        above.enter(1, "1.1", &[("yes", "không")]).await;
        above
            .enter(1, "2.1", &[("num", "79"), ("den", "100")])
            .await;
        above.enter(1, "1.2", &[("value", "4")]).await;
        above.enter(2, "1.2", &[("value", "1,5")]).await;
        let two = "Tính từ 2/4 đơn vị";
        above.is("I.1", &["num=1", "den=2"], two, Some("5")).await;
        above.is("I.2", &["num=1", "den=2"], two, Some("5")).await;
        let entry = above.entry("I.3").await;
        assert_eq!(Above::told(&entry).0, ["value=5.5"]);
        above
            .is("I.4", &["num=159", "den=200"], two, Some("7.95"))
            .await;

        for ward in [2, 3] {
            above.enter(ward, "1.1", &[("yes", "có")]).await;
        }
        let all = "Tính từ 4 đơn vị";
        above.is("I.1", &["num=3", "den=4"], all, Some("7.5")).await;
        assert_eq!(
            above.entry("I.1").await.state,
            Some(FigureState::Provisional)
        );
        // A figure taken back is missing again, not nothing.
        above.enter(3, "1.1", &[("yes", "")]).await;
        let three = "Tính từ 3/4 đơn vị";
        above
            .is("I.1", &["num=2", "den=3"], three, Some("20/3"))
            .await;
        let verdict = app::audit::verify(&above.trial.app).await.unwrap();
        assert!(verdict.broken.is_none(), "{verdict:?}");
    });
}

#[test]
fn one_figure_of_a_ward_scores_its_own_line_and_what_takes_it_again_and_nothing_else() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE, REACHED, RATIO]).await;
        above.open().await;
        let first = above.enter(0, "1.1", &[("yes", "có")]).await;
        assert_eq!(first.rolled, 1, "the share of wards, under no heading");
        assert!(first.also.is_empty());
        // Two lines of the city take the rate; one of them does not move.
        let both = above
            .enter(1, "2.1", &[("num", "90"), ("den", "100")])
            .await;
        assert_eq!(both.rolled, 2);
        let one = above
            .enter(1, "2.1", &[("num", "95"), ("den", "100")])
            .await;
        assert_eq!(one.rolled, 1, "it still reaches 80 %: only the ratio moves");
        let none = above.enter(1, "1.2", &[("value", "3")]).await;
        assert_eq!(none.rolled, 0, "nobody above takes it");
        let before = above.entry("I.1").await;
        let again = above.enter(0, "1.1", &[("yes", "có")]).await;
        assert_eq!(again.rolled, 0, "the same figure");
        assert_eq!(above.entry("I.1").await.version, before.version);
    });
}

#[test]
fn saving_costs_the_same_however_many_units_there_are() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE, TOTAL]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let (app, focal) = (&above.trial.app, &above.city.focal);
        let cost = |ward: usize| {
            let above = &above;
            async move {
                let grid = above.city.grid(&above.trial, ward).await;
                let entry = figure::by_code(&grid, "1.1").unwrap();
                let typed = row(&[("yes", "có")]);
                let before = app.statements();
                figure::save(app, focal, &entry.id, &typed, entry.version)
                    .await
                    .unwrap();
                app.statements() - before
            }
        };
        let few = cost(1).await;
        for number in 0..12 {
            above.found(&format!("Xã Thêm {number}")).await;
        }
        assert_eq!(cost(2).await, few);
        assert!(few <= 45, "{few} statements");
    });
}

#[test]
fn what_was_moved_step_by_step_is_what_adding_up_anew_gives() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE, REACHED, TOTAL, RATIO]).await;
        above.open().await;
        for step in 0..14_usize {
            let ward = step * 5 % 4;
            let counts = (40 + step * 7 % 61, 100 + step % 3);
            let (num, den) = (counts.0.to_string(), counts.1.to_string());
            above
                .enter(ward, "2.1", &[("num", &num), ("den", &den)])
                .await;
            let yes = ["có", "không", ""][step % 3];
            above.enter(ward, "1.1", &[("yes", yes)]).await;
            let third = format!("{}/3", step + 1);
            above.enter(ward, "1.2", &[("value", &third)]).await;
        }
        let told = |grid: &Grid| {
            let codes = ["I.1", "I.2", "I.3", "I.4"];
            codes.map(|code| Above::told(figure::by_code(grid, code).unwrap()))
        };
        let moved = told(&above.grid().await);
        // A unit that comes and goes has everything added up anew.
        let made = above.found("Xã Thoáng Qua").await;
        let app = &above.trial.app;
        let day = jiff::civil::date(2026, 10, 20);
        unit::end(app, &above.city.focal, (&made.id, made.version), day)
            .await
            .unwrap();
        assert_eq!(told(&above.grid().await), moved);
    });
}

#[test]
fn a_sheet_for_all_wards_moves_what_is_computed_and_hands_over_nothing_that_is() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[TOTAL]).await;
        above.open().await;
        let (app, focal) = (&above.trial.app, &above.city.focal);
        let period = period::by_code(app, "2026").await.unwrap();
        let place = DeskPlace {
            unit: &above.city.whole,
            period: &period,
            framework: &above.city.framework,
            code: "1.2",
        };
        let sheet = Sheet {
            text: "Đơn vị\tGiá trị\nHạ Khê\t2\nSơn Khê\t6,5".to_owned(),
            source: "Sổ theo dõi".to_owned(),
            as_of: "30/09/2026".to_owned(),
            state: "provisional".to_owned(),
            ..Sheet::default()
        };
        let looked = desk::look(app, focal, place, &sheet).await.unwrap();
        let seen = looked.1.unwrap().seen;
        desk::write(app, focal, place, (&sheet, &seen))
            .await
            .unwrap();
        let (values, _, source, _) = Above::told(&above.entry("I.3").await);
        assert_eq!(values, ["value=8.5"]);
        assert_eq!(source, "Tính từ 2/4 đơn vị");
    });
}

#[test]
fn a_city_that_handed_in_keeps_its_figures_until_it_takes_them_back() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let app = &above.trial.app;
        let focal = &above.city.focal;
        let (edition, _) = framework::show(app, focal, &above.framework).await.unwrap();
        framework::issue(app, focal, &above.framework, edition.version)
            .await
            .unwrap();
        let mut leader = above.city.focal.clone();
        leader.authority.grants = vec![Grant {
            role: Role::Leader,
            unit_path: above.city.whole.path.clone(),
        }];
        let period = period::by_code(app, "2026").await.unwrap();
        let city = &above.city.whole;
        let all = figure::assessments(app, &leader, city, &period)
            .await
            .unwrap();
        let before = appraisal::before_submitting(app, &leader, (city, &all[0])).await;
        let (case, grid) = before.unwrap();
        appraisal::submit(app, &leader, (&grid, case.version), "Còn ba phường, xã.")
            .await
            .unwrap();
        assert_eq!(above.enter(1, "1.1", &[("yes", "không")]).await.rolled, 0);
        let one = "Tính từ 1/4 đơn vị";
        above.is("I.1", &["num=1", "den=1"], one, Some("10")).await;
        let case = appraisal::case(app, &leader, &all[0].id).await.unwrap();
        appraisal::withdraw(app, &leader, &all[0].id, case.version)
            .await
            .unwrap();
        let two = "Tính từ 2/4 đơn vị";
        above.is("I.1", &["num=1", "den=2"], two, Some("5")).await;
    });
}
