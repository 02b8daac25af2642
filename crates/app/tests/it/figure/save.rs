//! Rows are saved, refused, taken back; nobody's work is lost.

use app::figure::{self, FigureState, Outcome, Typed, Warning};
use app::testing::{on_both, on_sqlite};
use app::{Error, Refusal as Any, period};
use scoring::Exact;

use super::sample::SAMPLE;
use super::{City, annex, check, refused, row, small};

#[test]
fn counts_stand_in_place_of_a_rate_known_before() {
    on_sqlite(|trial| async move {
        let city = City::with(&trial, &annex(SAMPLE), &["Phường Sơn Khê"]).await;
        city.save(&trial, (0, "1.3"), &row(&[("ratio", "50")]))
            .await
            .unwrap();
        let both = row(&[("num", "19"), ("den", "28"), ("ratio", "50")]);
        let error = city.save(&trial, (0, "1.3"), &both).await.err().unwrap();
        check(refused(error), "RateTwice");
        let counts = row(&[("num", "19"), ("den", "28")]);
        city.save(&trial, (0, "1.3"), &counts).await.unwrap();
        let grid = city.grid(&trial, 0).await;
        let entry = figure::by_code(&grid, "1.3").unwrap();
        assert_eq!(entry.value("ratio").unwrap().value, None);
    });
}

#[test]
fn two_people_on_one_row_lose_nothing() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let grid = city.grid(&trial, 0).await;
        let entry = figure::by_code(&grid, "1.1").unwrap();
        let (yes, no) = (row(&[("yes", "Có")]), row(&[("yes", "Không")]));
        let saved = figure::save(&trial.app, &city.focal, &entry.id, &yes, entry.version)
            .await
            .unwrap();
        assert_eq!(saved.earned.points, Some(Exact::whole(10)));
        assert_eq!(saved.totals.all.points, Exact::whole(10));
        let second = figure::save(&trial.app, &city.focal, &entry.id, &no, entry.version).await;
        assert!(matches!(second, Err(Error::Stale(_))));
        assert_eq!(city.points(&trial, 0, "1.1").await.as_deref(), Some("10"));
        figure::save(&trial.app, &city.focal, &entry.id, &no, saved.version)
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 0, "1.1").await.as_deref(), Some("0"));
        let verdict = app::audit::verify(&trial.app).await.unwrap();
        assert!(verdict.broken.is_none(), "{verdict:?}");
    });
}

#[test]
fn a_row_is_refused_with_its_reason_and_nothing_is_kept() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let yes = || row(&[("yes", "Có")]);
        let cases = [
            (row(&[("yes", "có thể")]), "Unread"),
            (row(&[("value", "3")]), "NotAsked"),
            (
                Typed {
                    source: " ".to_owned(),
                    ..yes()
                },
                "NoSource",
            ),
            (
                Typed {
                    as_of: String::new(),
                    ..yes()
                },
                "NoAsOf",
            ),
            (
                Typed {
                    as_of: "31/02/2026".to_owned(),
                    ..yes()
                },
                "AsOfUnread",
            ),
            (
                Typed {
                    as_of: "16/10/2026".to_owned(),
                    ..yes()
                },
                "AsOfAhead",
            ),
            (
                Typed {
                    expected_points: "11".to_owned(),
                    ..yes()
                },
                "ExpectedAboveMax",
            ),
            (
                Typed {
                    state: "final".to_owned(),
                    ..yes()
                },
                "NoExplanation",
            ),
            (
                Typed {
                    state: "sure".to_owned(),
                    ..yes()
                },
                "UnknownState",
            ),
            (
                Typed {
                    explanation: "a".repeat(5000),
                    ..yes()
                },
                "TooLong",
            ),
        ];
        for (typed, expected) in cases {
            let error = city.save(&trial, (0, "1.1"), &typed).await.err().unwrap();
            check(refused(error), expected);
        }
        assert_eq!(city.points(&trial, 0, "1.1").await, None);
        let saved = city.save(&trial, (0, "1.1"), &yes()).await.unwrap();
        assert_eq!(saved.warnings, [Warning::NoExplanation]);
    });
}

#[test]
fn final_figures_are_taken_back_with_a_reason_only() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let explained = |state: &str, reason: &str| Typed {
            state: state.to_owned(),
            explanation: "Văn bản đang phát hành".to_owned(),
            reason: reason.to_owned(),
            ..row(&[("yes", "Có")])
        };
        city.save(&trial, (0, "1.1"), &explained("final", ""))
            .await
            .unwrap();
        let back = city
            .save(&trial, (0, "1.1"), &explained("estimate", ""))
            .await;
        check(refused(back.err().unwrap()), "NoReason");
        city.save(&trial, (0, "1.1"), &explained("estimate", "Nhập nhầm"))
            .await
            .unwrap();
        let grid = city.grid(&trial, 0).await;
        assert_eq!(
            figure::by_code(&grid, "1.1").unwrap().state,
            Some(FigureState::Estimate)
        );
    });
}

#[test]
fn a_locked_or_closed_period_takes_no_figures() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        trial
            .meddle("update period set closes_on = '2026-10-14'")
            .await;
        let closed = city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")])).await;
        assert!(
            matches!(
                closed.err(),
                Some(Error::Refused(Any::Period(period::Refusal::Over { .. })))
            ),
            "the last day of entry is over"
        );
        trial
            .meddle("update period set closes_on = null, locked_at = '2026-10-01T00:00:00Z'")
            .await;
        let locked = city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")])).await;
        assert!(
            matches!(
                locked.err(),
                Some(Error::Refused(Any::Period(period::Refusal::Locked { .. })))
            ),
            "nothing is entered into a locked period"
        );
        trial.meddle("update period set locked_at = null").await;
        trial
            .meddle("update assessment set state = 'submitted'")
            .await;
        let handed = city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")])).await;
        check(refused(handed.err().unwrap()), "HandedIn");
    });
}

#[test]
fn what_does_not_apply_earns_nothing_and_its_figures_stay() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")]))
            .await
            .unwrap();
        let aside = Typed {
            applicable: false,
            ..row(&[("yes", "Có")])
        };
        let saved = city.save(&trial, (0, "1.1"), &aside).await.unwrap();
        assert_eq!(saved.earned.outcome, Outcome::NotApplicable);
        assert_eq!(saved.totals.all.done, 1);
        let grid = city.grid(&trial, 0).await;
        assert_eq!(
            figure::by_code(&grid, "1.1")
                .unwrap()
                .value("yes")
                .unwrap()
                .value
                .as_deref(),
            Some("true")
        );
    });
}
