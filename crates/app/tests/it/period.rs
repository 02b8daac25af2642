//! Steps of a period; entry after it closed, where the level above grants it.

use app::figure;
use app::notice::{self, Shown};
use app::period::{self, ExceptionAnswer, Phase, Refusal, Step, Verdict};
use app::testing::{Trial, on_both};
use app::unit::Unit;
use app::{Actor, Error, Refusal as Any};
use jiff::civil::{Date, date};

use crate::figure::{City, row, small};

fn refused(error: Error) -> Refusal {
    match error {
        Error::Refused(Any::Period(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

/// The focal officer of one ward alone.
fn below(city: &City, ward: usize) -> Actor {
    let mut focal = city.focal.clone();
    for grant in &mut focal.authority.grants {
        grant.unit_path.clone_from(&city.wards[ward].path);
    }
    focal
}

async fn lock(trial: &Trial, city: &City) {
    let app = &trial.app;
    let period = period::by_code(app, "2026").await.unwrap();
    period::lock(app, &city.focal, &period.id, period.version)
        .await
        .unwrap();
}

/// The ward as its own people see its period.
async fn here(trial: &Trial, who: &Actor, ward: &Unit) -> period::Period {
    let words = (ward.slug.as_str(), Some("2026"));
    period::context(&trial.app, who, words)
        .await
        .unwrap()
        .period
}

const UNTIL: Date = date(2026, 10, 20);

#[test]
fn a_lock_opens_for_the_unit_that_was_granted_it_and_until_its_day_only() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê", "Phường Sơn Khê"]).await;
        let (app, ward) = (&trial.app, below(&city, 0));
        let unit = &city.wards[0];
        let period = period::by_code(app, "2026").await.unwrap();
        let place = (unit, &period);
        let early = period::ask_exception(app, &ward, place, (UNTIL, "Thiếu số liệu.")).await;
        let name = "Năm 2026".to_owned();
        assert_eq!(refused(early.unwrap_err()), Refusal::StillOpen { name });

        lock(&trial, &city).await;
        let typed = row(&[("yes", "Có")]);
        let error = city.save(&trial, (0, "1.1"), &typed).await.err().unwrap();
        assert!(matches!(refused(error), Refusal::Locked { .. }));
        let silent = period::ask_exception(app, &ward, place, (UNTIL, " ")).await;
        assert_eq!(refused(silent.unwrap_err()), Refusal::NoReason);
        let past = (date(2026, 10, 14), "Thiếu số liệu.");
        let past = period::ask_exception(app, &ward, place, past).await;
        assert!(matches!(
            refused(past.unwrap_err()),
            Refusal::UntilOutside { .. }
        ));
        let other = period::ask_exception(app, &below(&city, 1), place, (UNTIL, "x")).await;
        assert!(matches!(other, Err(Error::NotAllowed(_))), "{other:?}");
        let reason = (UNTIL, "Công an cấp số liệu muộn.");
        let id = period::ask_exception(app, &ward, place, reason)
            .await
            .unwrap();
        let again = period::ask_exception(app, &ward, place, reason).await;
        assert_eq!(refused(again.unwrap_err()), Refusal::AskedAlready);

        let grant = Verdict::Grant(UNTIL);
        let own = period::answer_exception(app, &ward, (&id, 1), (&grant, "")).await;
        assert!(matches!(own, Err(Error::NotAllowed(_))), "{own:?}");
        let stale = period::answer_exception(app, &city.focal, (&id, 9), (&grant, "")).await;
        assert!(matches!(stale, Err(Error::Stale(_))), "{stale:?}");
        let mute =
            period::answer_exception(app, &city.focal, (&id, 1), (&Verdict::Refuse, "")).await;
        assert_eq!(refused(mute.unwrap_err()), Refusal::NoReason);
        period::answer_exception(app, &city.focal, (&id, 1), (&grant, ""))
            .await
            .unwrap();
        let twice = period::answer_exception(app, &city.focal, (&id, 2), (&grant, "")).await;
        assert_eq!(refused(twice.unwrap_err()), Refusal::AnsweredAlready);

        city.save(&trial, (0, "1.1"), &typed).await.unwrap();
        assert_eq!(here(&trial, &ward, unit).await.closes_on, Some(UNTIL));
        let error = city.save(&trial, (1, "1.1"), &typed).await.err().unwrap();
        assert!(
            matches!(refused(error), Refusal::Locked { .. }),
            "the other ward"
        );
        trial.clock.set("2026-10-21T02:00:00Z".parse().unwrap());
        let typed = row(&[("yes", "Không")]);
        let error = city.save(&trial, (0, "1.1"), &typed).await.err().unwrap();
        let over = Refusal::Over {
            name: "Năm 2026".to_owned(),
            closes_on: UNTIL,
        };
        assert_eq!(refused(error), over);
    });
}

#[test]
fn what_was_granted_is_taken_back_and_the_unit_is_told() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let (app, focal) = (&trial.app, &city.focal);
        let unit = &city.wards[0];
        let period = period::by_code(app, "2026").await.unwrap();
        let day = Some(date(2026, 10, 1));
        period::set_closing(app, focal, (&period.id, period.version), day)
            .await
            .unwrap();
        let mut asker = below(&city, 0);
        asker.name = "Đầu mối phường".to_owned();
        let reason = (UNTIL, "Chờ xác nhận.");
        let id = period::ask_exception(app, &asker, (unit, &period), reason)
            .await
            .unwrap();
        let grant = (&Verdict::Grant(UNTIL), "Làm xong sớm.");
        period::answer_exception(app, focal, (&id, 1), grant)
            .await
            .unwrap();
        let typed = row(&[("yes", "Có")]);
        city.save(&trial, (0, "1.1"), &typed).await.unwrap();
        let end = (&Verdict::End, "Đã đủ số liệu.");
        period::answer_exception(app, focal, (&id, 2), end)
            .await
            .unwrap();
        let again = city
            .save(&trial, (0, "1.1"), &row(&[("yes", "Không")]))
            .await;
        assert!(matches!(
            refused(again.err().unwrap()),
            Refusal::Over { .. }
        ));
        let all = period::exceptions(app, focal, (&city.whole, &period))
            .await
            .unwrap();
        assert_eq!(all[0].answer, Some(ExceptionAnswer::Ended));
        assert_eq!(all[0].said.as_deref(), Some("Đã đủ số liệu."));
        let inbox = notice::list(app, focal, Shown::default()).await.unwrap();
        assert!(inbox.notices.is_empty(), "who does it knows it");
        let verdict = app::audit::verify(app).await.unwrap();
        assert!(verdict.broken.is_none(), "{verdict:?}");
        let grid = city.grid(&trial, 0).await;
        assert!(figure::by_code(&grid, "1.1").unwrap().state.is_some());
    });
}

#[test]
fn steps_are_set_together_and_the_last_day_of_entry_follows() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let (app, focal) = (&trial.app, &city.focal);
        let period = period::by_code(app, "2026").await.unwrap();
        let mut steps = period::proposal(&period);
        steps.reverse();
        let key = (&period.id, period.version);
        let ward = period::set_phases(app, &below(&city, 0), key, &steps).await;
        assert!(matches!(ward, Err(Error::NotAllowed(_))), "{ward:?}");
        period::set_phases(app, focal, key, &steps).await.unwrap();
        let now = period::by_code(app, "2026").await.unwrap();
        assert_eq!(
            now.closes_on,
            Some(date(2026, 10, 31)),
            "the end of scoring"
        );
        let late = period::set_phases(app, focal, key, &steps).await;
        assert!(matches!(late, Err(Error::Stale(_))), "{late:?}");
        let words = (city.wards[0].slug.as_str(), Some("2026"));
        let context = period::context(app, focal, words).await.unwrap();
        assert_eq!(context.step, Some((Step::Collect, date(2026, 10, 15))));
        let overlapping = [
            Phase {
                step: Step::Collect,
                starts_on: date(2026, 1, 1),
                ends_on: date(2026, 10, 20),
            },
            Phase {
                step: Step::Appraise,
                starts_on: date(2026, 10, 20),
                ends_on: date(2026, 11, 20),
            },
        ];
        let key = (&now.id, now.version);
        let error = period::set_phases(app, focal, key, &overlapping).await;
        assert!(matches!(
            refused(error.unwrap_err()),
            Refusal::StepOverlaps { .. }
        ));
        assert_eq!(period::phases(app).await.unwrap().len(), 5, "as they were");
    });
}

#[test]
fn a_cut_off_stays_and_shows_what_changed_since() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê", "Phường Sơn Khê"]).await;
        let (app, focal) = (&trial.app, &city.focal);
        city.save(&trial, (0, "1.2"), &row(&[("value", "3")]))
            .await
            .unwrap();
        let period = period::by_code(app, "2026").await.unwrap();
        let place = (&city.whole, &period, &city.framework);
        let nameless = period::take(app, focal, place, " ").await;
        assert_eq!(refused(nameless.unwrap_err()), Refusal::NoName);
        let ward = below(&city, 0);
        let not_ours = period::take(app, &ward, place, "Chốt").await;
        assert!(
            matches!(not_ours, Err(Error::NotAllowed(_))),
            "{not_ours:?}"
        );
        let id = period::take(app, focal, place, "Chốt ngày 15/10")
            .await
            .unwrap();
        let (kept, lines, is_whole) = period::snapshot(app, focal, &id).await.unwrap();
        assert_eq!((kept.units, lines.len(), is_whole), (2, 4, true));
        let hidden = period::snapshot(app, &ward, &id).await;
        assert!(matches!(hidden, Err(Error::NotFound(_))), "{hidden:?}");

        let (_, all) = period::compare(app, focal, (&id, "1.2")).await.unwrap();
        assert!(all.iter().all(|one| !one.differs()));
        city.save(&trial, (0, "1.2"), &row(&[("value", "5")]))
            .await
            .unwrap();
        city.save(&trial, (1, "1.2"), &row(&[("value", "9")]))
            .await
            .unwrap();
        let (_, all) = period::compare(app, focal, (&id, "1.2")).await.unwrap();
        assert_eq!(all[0].then.as_ref().unwrap().values["value"], "3");
        assert_eq!(all[0].now.as_ref().unwrap().values["value"], "5");
        assert!(all[1].differs() && all[1].then.as_ref().unwrap().values.is_empty());
        let (_, _, is_whole) = period::snapshot(app, focal, &id).await.unwrap();
        assert!(
            is_whole,
            "what changed since changes nothing that was frozen"
        );
        trial
            .meddle("update snapshot_line set body_json = replace(body_json, '\"3\"', '\"4\"')")
            .await;
        let (_, _, is_whole) = period::snapshot(app, focal, &id).await.unwrap();
        assert!(!is_whole);
    });
}
