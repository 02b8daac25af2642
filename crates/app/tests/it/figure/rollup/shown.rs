//! What the city sees of a computed figure, and what stays its own.

use app::figure::{self, BelowFilter, Refusal, Whole};
use app::testing::on_both;
use app::{Actor, EntryId, Error, unit};
use domain::authority::{Grant, Role};

use super::{Above, SHARE};
use crate::figure::{refused, row};

#[test]
fn nobody_types_what_is_computed_and_the_rest_of_the_row_stays_open() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        let (app, focal) = (&above.trial.app, &above.city.focal);
        let empty = above.entry("I.1").await;
        let typed = row(&[("num", "4"), ("den", "4")]);
        let done = figure::save(app, focal, &empty.id, &typed, empty.version).await;
        let key = "num".to_owned();
        assert_eq!(refused(done.err().unwrap()), Refusal::Rolled { key });
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let mut said = row(&[]);
        said.explanation = "Các phường, xã còn lại báo cáo trong tháng 11.".to_owned();
        figure::save(app, focal, &empty.id, &said, empty.version)
            .await
            .unwrap();
        let entry = above.entry("I.1").await;
        assert_eq!(Above::told(&entry).0, ["num=1", "den=1"]);
        assert_eq!(entry.explanation, Some(said.explanation));
    });
}

#[test]
fn a_line_set_aside_below_is_not_counted_and_new_units_are() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let mut aside = row(&[]);
        aside.applicable = false;
        let saved = above.city.save(&above.trial, (1, "1.1"), &aside).await;
        assert_eq!(saved.unwrap().rolled, 1);
        above
            .is("I.1", &["num=1", "den=1"], "Tính từ 1/3 đơn vị", Some("10"))
            .await;
        let app = &above.trial.app;
        let made = above.found("Xã Mới").await;
        above
            .is("I.1", &["num=1", "den=1"], "Tính từ 1/4 đơn vị", Some("10"))
            .await;
        unit::end(
            app,
            &above.city.focal,
            (&made.id, made.version),
            app.today(),
        )
        .await
        .unwrap();
        above
            .is("I.1", &["num=1", "den=1"], "Tính từ 1/3 đơn vị", Some("10"))
            .await;
    });
}

#[test]
fn the_units_behind_a_figure_are_listed_for_whoever_may_see_them() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        above.enter(1, "1.1", &[("yes", "không")]).await;
        let entry = above.entry("I.1").await.id;
        let list = |who: Actor, entry: EntryId, filter| {
            let app = &above.trial.app;
            async move { figure::below(app, &who, (&entry, "rate"), filter).await }
        };
        let focal = above.city.focal.clone();
        let (rolled, all, unseen) = list(focal.clone(), entry.clone(), BelowFilter::All)
            .await
            .unwrap();
        let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "Phường Hạ Khê",
                "Phường Sơn Khê",
                "Xã Lũng Mây",
                "Xã Vân Hạ"
            ]
        );
        assert_eq!(unseen, 0);
        let band = rolled.band.unwrap();
        assert_eq!(band.least.to_string(), "0.25");
        assert_eq!(band.most.to_string(), "0.75");
        assert!(matches!(
            all[0].whole,
            Whole::Given {
                met: true,
                yes: Some(true),
                ..
            }
        ));
        assert_eq!(all[0].link.as_ref().unwrap().1, "1.1");
        assert_eq!(all[2].whole, Whole::Missing);
        let (_, missing, _) = list(focal.clone(), entry.clone(), BelowFilter::Missing)
            .await
            .unwrap();
        assert_eq!(missing.len(), 2);
        let summary = figure::rolled(&above.trial.app, &focal, &entry)
            .await
            .unwrap();
        assert_eq!(summary[0].missing, ["Xã Lũng Mây", "Xã Vân Hạ"]);

        // Somebody of one ward may not read the city's figures at all.
        let mut ward = focal;
        ward.authority.grants = vec![Grant {
            role: Role::Focal,
            unit_path: above.city.wards[0].path.clone(),
        }];
        let refused = list(ward, entry, BelowFilter::All).await;
        assert!(matches!(refused, Err(Error::NotAllowed(_))));
    });
}
