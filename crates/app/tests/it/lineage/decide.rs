//! What becomes of units, and what is refused with its reason.

use app::lineage::{self, Decision, Merge, Part, Refusal, Rename, Split};
use app::testing::on_both;
use app::{Error, UnitId, unit};
use jiff::civil::{Date, date};

use super::{ON, decision, into, into_new, refused};
use crate::party::{Place, TODAY};

#[test]
fn two_wards_become_one_and_two_again() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let (a, b) = (
            place.ward.clone(),
            place.ward("Phường Bến Lội", "90002").await,
        );
        let merge = into_new(&[&a, &b], "Phường Khê Lội", "90002");

        let effects = lineage::merge_preview(app, who, &merge).await.unwrap();
        assert_eq!(effects.len(), 2);
        assert_eq!(
            (effects[0].units, effects[0].plans),
            (1, 0),
            "the office comes along"
        );
        let one = place.merged(merge).await.unwrap();
        assert_eq!(one.valid_from, ON);
        assert_eq!(place.again(&a).await.valid_to, Some(date(2026, 6, 30)));
        let office = place.again(&place.office).await;
        assert_eq!(office.parent, Some(one.id.clone()));
        assert!(office.path.starts_with(&one.path));
        let lines = lineage::lines(app, who, &one.id).await.unwrap();
        assert_eq!(lines.len(), 2);

        place.person(&one, "Trần Văn An").await;
        let held = lineage::undo(app, who, &lines[0].change).await;
        assert!(matches!(refused(held), Refusal::InUse { .. }));
        trial.meddle("delete from party_holder").await;
        trial.meddle("delete from party where person_ref in (select id from person where name = 'Trần Văn An')").await;
        trial
            .meddle("delete from person where name = 'Trần Văn An'")
            .await;
        lineage::undo(app, who, &lines[0].change).await.unwrap();
        assert_eq!(place.again(&b).await.valid_to, None);
        assert_eq!(place.again(&place.office).await.path, place.office.path);
        let gone = unit::by_id(app, who, &one.id).await;
        assert!(matches!(gone, Err(Error::NotFound(_))));
        assert_eq!(
            refused(lineage::undo(app, who, &lines[0].change).await),
            Refusal::NoChange
        );
    });
}

#[test]
fn a_merger_that_cannot_be_is_refused_and_says_why() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let (a, b) = (
            place.ward.clone(),
            place.ward("Phường Bến Lội", "90002").await,
        );
        let c = place.ward("Xã Thượng Khê", "90003").await;

        let itself = place.merged(into(&[&a], &a)).await;
        assert!(matches!(refused(itself), Refusal::IntoItself { .. }));
        let twice = place.merged(into(&[&a, &a], &b)).await;
        assert!(matches!(refused(twice), Refusal::Twice { .. }));
        let few = place.merged(into_new(&[&a], "Xã Mới", "90004")).await;
        assert_eq!(refused(few), Refusal::TooFew);
        let below = place.merged(into(&[&a], &place.office)).await;
        assert!(matches!(refused(below), Refusal::Under { .. }));
        let with = |on: Date, basis: &str| Merge {
            decision: Decision {
                on,
                legal_basis: basis.to_owned(),
            },
            ..into(&[&a], &b)
        };
        let early = place.merged(with(date(2025, 7, 1), "NQ 1")).await;
        assert!(matches!(refused(early), Refusal::Early { .. }));
        let future = place.merged(with(date(2026, 10, 16), "NQ 1")).await;
        assert_eq!(
            refused(future),
            Refusal::Future {
                on: date(2026, 10, 16),
                today: TODAY
            }
        );
        assert_eq!(
            refused(place.merged(with(ON, "  ")).await),
            Refusal::NoBasis
        );

        place.merged(into(&[&a], &b)).await.unwrap();
        let again = refused(place.merged(into(&[&a], &c)).await);
        let became = match again {
            Refusal::Ended { became, .. } => became,
            other => panic!("{other:?}"),
        };
        assert_eq!(became.as_deref(), Some("Phường Bến Lội"));
        let open = place.again(&a).await;
        unit::reopen(app, who, &a.id, open.version).await.unwrap();
        let circle = place.merged(into(&[&b], &a)).await;
        assert!(matches!(refused(circle), Refusal::Circle { .. }));
    });
}

#[test]
fn a_ward_is_split_by_shares_that_make_a_whole() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let ward = place.ward("Xã Thượng Khê", "90003").await;
        let part = |name: &str, code: &str, share: &str| Part {
            name: name.to_owned(),
            code: Some(code.to_owned()),
            share: share.to_owned(),
        };
        let split = |unit: &UnitId, parts: &[Part]| Split {
            unit: unit.clone(),
            parts: parts.to_vec(),
            decision: decision(),
        };
        let one = [part("Xã Thượng", "90003", "62,5")];
        let few = lineage::split(app, who, split(&ward.id, &one)).await;
        assert_eq!(refused(few), Refusal::Parts { count: 1 });
        let short = [
            part("Xã Thượng", "90003", "62,5"),
            part("Xã Khê", "90005", "30"),
        ];
        let sum = lineage::split_preview(app, who, &split(&ward.id, &short)).await;
        assert_eq!(
            refused(sum),
            Refusal::Shares {
                sum: "92.5".to_owned()
            }
        );
        let twice = [
            part("Xã Thượng", "90003", ""),
            part("xã thượng", "90005", ""),
        ];
        let twice = lineage::split(app, who, split(&ward.id, &twice)).await;
        assert!(matches!(refused(twice), Refusal::PartTwice { .. }));
        let whole = [
            part("Xã Thượng", "90003", "62,5"),
            part("Xã Khê", "90005", "37,5 %"),
        ];
        let office = lineage::split(app, who, split(&place.ward.id, &whole)).await;
        assert!(matches!(
            refused(office),
            Refusal::HasUnits { count: 1, .. }
        ));

        let made = lineage::split(app, who, split(&ward.id, &whole))
            .await
            .unwrap();
        assert_eq!(made.len(), 2);
        let lines = lineage::lines(app, who, &ward.id).await.unwrap();
        let shares: Vec<Option<&str>> = lines.iter().map(|line| line.share.as_deref()).collect();
        assert_eq!(shares, [Some("62.5"), Some("37.5")]);
        place.merged(into(&[&made[0]], &made[1])).await.unwrap_err();
        let later = Merge {
            decision: Decision {
                on: date(2026, 8, 1),
                ..decision()
            },
            ..into(&[&made[0]], &made[1])
        };
        place.merged(later).await.unwrap();
        let first = lineage::undo(app, who, &lines[0].change).await;
        assert!(matches!(refused(first), Refusal::NotLast { .. }));
        let after = lineage::lines(app, who, &made[0].id).await.unwrap();
        lineage::undo(app, who, &after[1].change).await.unwrap();
        lineage::undo(app, who, &lines[0].change).await.unwrap();
        assert_eq!(place.again(&ward).await.valid_to, None);
    });
}

#[test]
fn a_renamed_or_moved_unit_stays_itself_and_keeps_what_it_was() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let upper = place.ward("Xã Thượng Khê", "90003").await;
        let rename = |name: &str, version: i32| Rename {
            unit: (place.ward.id.clone(), version),
            name: name.to_owned(),
            decision: decision(),
        };
        let same = lineage::rename(app, who, rename("Phường Hạ Khê", 1)).await;
        assert!(matches!(refused(same), Refusal::SameName { .. }));
        lineage::rename(app, who, rename("Phường Hạ Khê Mới", 1))
            .await
            .unwrap();
        let stale = lineage::rename(app, who, rename("Phường Khác", 1)).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        let ward = place.again(&place.ward).await;
        assert_eq!(
            (ward.name.as_str(), ward.slug.as_str()),
            ("Phường Hạ Khê Mới", "ha-khe")
        );

        let by = Some(decision());
        unit::shift_by(app, who, (&place.office.id, 1), (&upper.id, by))
            .await
            .unwrap();
        let moved = lineage::lines(app, who, &place.office.id).await.unwrap();
        assert_eq!(moved[0].before.as_deref(), Some("Phường Hạ Khê Mới"));
        lineage::undo(app, who, &moved[0].change).await.unwrap();
        assert_eq!(place.again(&place.office).await.path, place.office.path);
        let named = lineage::lines(app, who, &ward.id).await.unwrap();
        assert_eq!(named[0].before.as_deref(), Some("Phường Hạ Khê"));
        lineage::undo(app, who, &named[0].change).await.unwrap();
        assert_eq!(place.again(&ward).await.name, "Phường Hạ Khê");
    });
}
