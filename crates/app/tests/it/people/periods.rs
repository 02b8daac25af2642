//! Periods are opened, closed and locked.

use app::period::{self, NewPeriod, Part};
use app::testing::on_both;
use app::{Error, Refusal as Any};
use domain::authority::Role;
use jiff::civil::date;

use crate::party::{Place, TODAY};

#[test]
fn periods_are_opened_closed_on_a_day_and_locked() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let new = NewPeriod {
            year: 2026,
            part: Part::NineMonths,
            closes_on: Some(TODAY),
        };
        let period = period::create(app, who, new).await.unwrap();
        assert_eq!(
            (period.code.as_str(), period.ends_on),
            ("2026-9t", date(2026, 9, 30))
        );
        let again = period::create(app, who, new).await;
        assert!(matches!(
            again,
            Err(Error::Refused(Any::Period(period::Refusal::Exists { .. })))
        ));
        assert!(period::open_for_entry(&period, TODAY).is_ok());
        assert!(period::open_for_entry(&period, date(2026, 10, 16)).is_err());
        period::lock(app, who, &period.id, 1).await.unwrap();
        let stale = period::set_closing(app, who, (&period.id, 1), None).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        let locked = period::by_code(app, "2026-9t").await.unwrap();
        assert!(matches!(
            period::open_for_entry(&locked, TODAY),
            Err(period::Refusal::Locked { .. })
        ));
        period::unlock(app, who, &period.id, 2).await.unwrap();
        period::set_closing(app, who, (&period.id, 3), None)
            .await
            .unwrap();
        let early = period::set_closing(app, who, (&period.id, 4), Some(date(2025, 12, 31))).await;
        assert!(early.is_err());

        let an = place.person(&place.ward, "Trần Văn An").await;
        let (_, of_ward, _) = place.signed_in(&an, "an", Role::Focal).await;
        let theirs = period::lock(app, &of_ward, &period.id, 4).await;
        assert!(
            matches!(theirs, Err(Error::NotAllowed(_))),
            "a period is everyone's"
        );
    });
}
