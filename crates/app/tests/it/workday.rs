//! Days off and days worked: the state's calendar, what an administrator enters over it, and the
//! terms that are counted by it.

use app::assignment::{self, Brought};
use app::testing::on_both;
use app::workday::{self, Kind, NewDay, Refusal, Said};
use app::{Error, Refusal as Any};
use domain::authority::Action;
use domain::work::{Ground, Holiday};
use jiff::civil::{Date, date};

use crate::office::Office;

fn off(day: Date, version: i32) -> NewDay {
    NewDay {
        day,
        kind: Some(Kind::Off),
        why: "Thông báo nghỉ hoán đổi".to_owned(),
        version,
    }
}

#[test]
fn a_day_that_is_entered_moves_the_terms_counted_after_it() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let app = &trial.app;
        let event = (&office.rows[3], date(2026, 10, 15));
        let due = async || {
            let brought = Brought::default();
            assignment::record_event(app, &office.lead, event.0, event.1, &brought)
                .await
                .unwrap();
            let month = (date(2026, 10, 16), date(2026, 11, 30));
            let days = assignment::calendar(app, &office.lead, None, month)
                .await
                .unwrap();
            days.last().unwrap().day
        };
        // Fifteen days after Thursday 15/10: a Friday.
        assert_eq!(due().await, date(2026, 10, 30));
        workday::set(app, &office.focal, off(date(2026, 10, 30), 0))
            .await
            .unwrap();
        assert_eq!(due().await, date(2026, 11, 2), "then a Monday");
        let calendar = workday::counting_from(app, date(2026, 12, 28))
            .await
            .unwrap();
        // Over 1 January, a Friday, and the weekend.
        assert_eq!(
            calendar.working_days(date(2026, 12, 28), 4),
            Some(date(2027, 1, 4))
        );
    });
}

#[test]
fn a_year_is_listed_with_what_was_entered_over_it_and_without_it_again() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let (app, day) = (&trial.app, date(2027, 2, 4));
        let of = async || {
            let year = workday::list(app, 2027).await.unwrap();
            assert!(year.is_assumed());
            let line = year.lines.into_iter().find(|line| line.day == day);
            line.map(|line| line.said)
        };
        assert_eq!(
            of().await,
            Some(Said::Off(Holiday::LunarNewYear, Ground::Assumed))
        );
        let worked = NewDay {
            kind: Some(Kind::Worked),
            ..off(day, 0)
        };
        workday::set(app, &office.focal, worked).await.unwrap();
        let Some(Said::Entered(one)) = of().await else {
            panic!("what a person entered stands");
        };
        assert_eq!((one.kind, one.version), (Kind::Worked, 1));
        let again = NewDay {
            kind: None,
            why: String::new(),
            ..off(day, 1)
        };
        workday::set(app, &office.focal, again).await.unwrap();
        assert!(matches!(of().await, Some(Said::Off(..))));
        let sql = "select kind from audit_event where subject_id = '2027-02-04' order by seq";
        let mut conn = app.read().await.unwrap();
        let kinds = conn.all(sql, &[], |row| row.text("kind")).await.unwrap();
        assert_eq!(kinds, ["work_day.set", "work_day.cleared"]);
    });
}

#[test]
fn a_day_is_refused_with_its_reason_and_two_people_do_not_overwrite_each_other() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let day = date(2026, 10, 30);
        let app = &trial.app;
        let refused = async |new: NewDay| match workday::set(app, &office.focal, new).await {
            Err(Error::Refused(Any::WorkDay(refusal))) => refusal,
            other => panic!("{other:?}"),
        };
        let nameless = NewDay {
            why: "  ".to_owned(),
            ..off(day, 0)
        };
        assert_eq!(refused(nameless).await, Refusal::NoReason);
        let sunday = off(date(2026, 10, 18), 0);
        assert!(matches!(refused(sunday).await, Refusal::AsItIs { .. }));
        assert_eq!(refused(off(date(1999, 1, 4), 0)).await, Refusal::BadYear);
        let long = NewDay {
            why: "a".repeat(201),
            ..off(day, 0)
        };
        assert!(matches!(refused(long).await, Refusal::TooLong { .. }));
        let stranger = workday::set(app, &office.lead, off(day, 0)).await;
        assert!(matches!(
            stranger,
            Err(Error::NotAllowed(Action::ManagePeriods))
        ));
        workday::set(app, &office.focal, off(day, 0)).await.unwrap();
        for version in [0, 2] {
            let second = workday::set(app, &office.focal, off(day, version)).await;
            assert!(matches!(second, Err(Error::Stale(_))), "{second:?}");
        }
        workday::set(app, &office.focal, off(day, 1)).await.unwrap();
    });
}
