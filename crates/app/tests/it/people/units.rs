//! Units that move and end.

use app::testing::{on_both, sample};
use app::unit::{self, UnitKind};
use app::{Error, Refusal as Any};
use domain::authority::Role;
use jiff::civil::date;

use crate::party::{Place, TODAY, unit_under};

fn unit_refused(error: Error) -> unit::Refusal {
    match error {
        Error::Refused(Any::Unit(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_unit_moves_with_everything_under_it_and_never_under_itself() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let upper = unit_under(app, who, &place.city, (UnitKind::Commune, "Xã Thượng Khê")).await;
        let an = place.person(&place.ward, "Trần Văn An").await;
        let (_, of_ward, _) = place.signed_in(&an, "an", Role::Focal).await;

        let preview = unit::shift_preview(app, who, &place.ward.id, &upper.id)
            .await
            .unwrap();
        assert_eq!((preview.units, preview.persons, preview.plans), (1, 1, 0));
        assert_eq!((preview.losing, preview.gaining), (0, 0));
        let circle = unit::shift(app, who, (&place.ward.id, 1), &place.office.id).await;
        assert!(matches!(
            unit_refused(circle.unwrap_err()),
            unit::Refusal::Circle { .. }
        ));
        let top = unit::shift(app, who, (&place.city.id, 1), &upper.id).await;
        assert_eq!(unit_refused(top.unwrap_err()), unit::Refusal::Top);
        let own = unit::shift(app, &of_ward, (&place.ward.id, 1), &place.ward.id).await;
        assert!(
            matches!(own, Err(Error::NotAllowed(_))),
            "it may not leave by itself"
        );

        unit::shift(app, who, (&place.office.id, 1), &upper.id)
            .await
            .unwrap();
        let office = unit::by_id(app, who, &place.office.id).await.unwrap();
        assert_eq!(office.path, format!("{}{}/", upper.path, office.id));
        let gone = unit::by_id(app, &of_ward, &place.office.id).await;
        assert!(
            matches!(gone, Err(Error::NotAllowed(_))),
            "the ward sees it no longer"
        );
        unit::shift(app, who, (&upper.id, 1), &place.ward.id)
            .await
            .unwrap();
        let office = unit::by_id(app, &of_ward, &place.office.id).await.unwrap();
        assert_eq!(
            office.path,
            format!("{}{}/{}/", place.ward.path, upper.id, office.id)
        );
        let stale = unit::shift(app, who, (&upper.id, 1), &place.city.id).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
    });
}

#[test]
fn a_unit_ends_when_nothing_hangs_on_it_and_can_be_opened_again() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let above = unit::end(app, who, (&place.ward.id, 1), TODAY).await;
        assert_eq!(
            unit_refused(above.unwrap_err()),
            unit::Refusal::HasUnits { count: 1 }
        );
        let early = unit::end(app, who, (&place.office.id, 1), date(2025, 6, 30)).await;
        assert!(matches!(
            unit_refused(early.unwrap_err()),
            unit::Refusal::EndsEarly { .. }
        ));
        unit::end(app, who, (&place.office.id, 1), TODAY)
            .await
            .unwrap();
        sample::plan(app, who, &place.ward.id).await.unwrap();
        let work = unit::end(app, who, (&place.ward.id, 1), TODAY).await;
        assert!(matches!(
            unit_refused(work.unwrap_err()),
            unit::Refusal::OpenWork { .. }
        ));
        trial.meddle("update assignment set status = 'done'").await;
        unit::end(app, who, (&place.ward.id, 1), TODAY)
            .await
            .unwrap();
        let child = unit::reopen(app, who, &place.office.id, 2).await;
        assert!(matches!(
            unit_refused(child.unwrap_err()),
            unit::Refusal::ParentEnded { .. }
        ));
        unit::reopen(app, who, &place.ward.id, 2).await.unwrap();
        unit::reopen(app, who, &place.office.id, 2).await.unwrap();
    });
}
