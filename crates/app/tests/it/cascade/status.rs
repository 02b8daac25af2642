//! The city sees who has a plan.

use std::collections::BTreeSet;

use app::cascade::{self, Refusal, Standing};
use app::testing::on_both;
use app::{Actor, Error, UnitId};

use super::{Land, as_seen, refused, reminders, ward};

#[test]
fn the_city_sees_who_has_a_plan_and_reminds_who_has_none() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        let third = ward(&land.app, &land.over, (&land.city.id, "Xã Thượng Khê")).await;
        let standing = async || {
            let (_, units) = cascade::status(&land.app, &land.over, &above)
                .await
                .unwrap();
            units
                .iter()
                .map(|unit| (unit.name.clone(), unit.standing))
                .collect::<Vec<_>>()
        };
        let expected = |ward: Standing| {
            [
                ("Phường Bến Lội".to_owned(), Standing::Nothing),
                ("Phường Hạ Khê".to_owned(), ward),
                ("Xã Thượng Khê".to_owned(), Standing::Nothing),
            ]
        };
        assert_eq!(standing().await, expected(Standing::Nothing));
        let wish = as_seen(&land.propose(&above).await);
        let id = land.make(&above, &wish).await.unwrap();
        assert_eq!(standing().await, expected(Standing::Draft));
        trial
            .meddle(
                "update plan set reference = '5/KH-UBND', issued_on = '2026-10-15'
                where parent_plan_id is not null",
            )
            .await;
        land.issue(&land.focal, &id).await;
        assert_eq!(standing().await, expected(Standing::Sent));

        let all: BTreeSet<UnitId> = [&land.ward, &land.other, &third]
            .map(|unit| unit.id.clone())
            .into();
        let remind = async |actor: &Actor| cascade::remind(&land.app, actor, &above, &all).await;
        let reminded = remind(&land.over).await.unwrap();
        assert_eq!(reminded.units, ["Phường Bến Lội"]);
        assert_eq!(reminded.nobody, ["Xã Thượng Khê"]);
        remind(&land.over).await.unwrap();
        assert_eq!(reminders(&land.app, &land.stranger).await, 1, "once a day");
        let own = reminders(&land.app, &land.focal).await;
        assert_eq!(own, 0, "who has sent is left alone");
        let below = remind(&land.focal).await;
        assert!(matches!(below, Err(Error::NotFound(_))), "{below:?}");
        let nobody = cascade::remind(&land.app, &land.over, &above, &BTreeSet::new()).await;
        assert_eq!(refused(nobody), Refusal::NobodyToRemind);
        let stranger = cascade::status(&land.app, &land.stranger, &above).await;
        assert!(matches!(stranger, Err(Error::NotFound(_))));
    });
}
