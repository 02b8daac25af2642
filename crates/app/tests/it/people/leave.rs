//! Posts handed over, people who leave, parties merged.

use app::Error;
use app::account::{self, Refusal};
use app::party::{self, HandOver, Leaving, Party, PartyChange, What};
use app::testing::on_both;
use domain::authority::Role;
use jiff::civil::date;

use super::{give_work, open, party_refused, refused};
use crate::party::{Place, TODAY};

#[test]
fn a_hand_over_moves_open_work_in_one_step_and_one_event() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let an = place.person(&place.ward, "Trần Văn An").await;
        let binh = place.person(&place.ward, "Phạm Bình").await;
        let holder = an.person_ref.clone().map(|id| (id, date(2025, 7, 1)));
        let post = place
            .create(&place.ward, "Chủ tịch UBND phường", What::Post { holder })
            .await;
        give_work(&place, &trial, &post, &an).await;
        let hanging = party::hanging(app, who, &post.id).await.unwrap();
        assert_eq!((hanging.count, hanging.work.len()), (3, 3));
        assert_eq!(hanging.holders[0].1, 2, "the holder's own");

        let change = HandOver {
            post: post.id.clone(),
            leaving: an.person_ref.clone(),
            to: binh.person_ref.clone().unwrap(),
            from: TODAY,
            own_work: true,
        };
        let early = HandOver {
            from: date(2025, 7, 1),
            ..change.clone()
        };
        let early = party::hand_over(app, who, early).await;
        assert!(matches!(
            party_refused(early.unwrap_err()),
            party::Refusal::BeforeTenure { .. }
        ));
        let events = "select count(*) as n from audit_event";
        let before = place.count(events).await;
        party::hand_over(app, who, change.clone()).await.unwrap();
        assert_eq!(place.count(events).await, before + 1);
        assert_eq!(place.holders(&post.id).await, ["Phạm Bình"]);
        assert_eq!(
            (open(&place, &post.id).await, open(&place, &an.id).await),
            (3, 0)
        );
        assert_eq!(open(&place, &binh.id).await, 2);
        let twice = party::hand_over(app, who, change).await;
        assert!(matches!(
            party_refused(twice.unwrap_err()),
            party::Refusal::HoldsAlready { .. }
        ));
    });
}

#[test]
fn nobody_leaves_while_work_or_a_post_is_theirs() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let an = place.person(&place.ward, "Trần Văn An").await;
        let binh = place.person(&place.ward, "Phạm Bình").await;
        let holder = an.person_ref.clone().map(|id| (id, date(2025, 7, 1)));
        let post = place
            .create(&place.ward, "Chủ tịch UBND phường", What::Post { holder })
            .await;
        give_work(&place, &trial, &post, &an).await;
        let (_, _, token) = place.signed_in(&an, "an", Role::Officer).await;
        let leaving = Leaving {
            person: an.id.clone(),
            last_day: TODAY,
            successor: None,
        };
        let work = party::leave(app, who, leaving.clone()).await;
        let name = "Trần Văn An".to_owned();
        assert_eq!(
            party_refused(work.unwrap_err()),
            party::Refusal::OpenWork { name, count: 2 }
        );
        let later = Leaving {
            last_day: date(2026, 10, 16),
            ..leaving.clone()
        };
        let later = party::leave(app, who, later).await;
        assert!(matches!(
            party_refused(later.unwrap_err()),
            party::Refusal::LeavesLater { .. }
        ));
        let closing = party::close_post(app, who, &post.id).await;
        assert!(matches!(
            party_refused(closing.unwrap_err()),
            party::Refusal::OpenWork { .. }
        ));

        let successor = binh.person_ref.clone();
        party::leave(
            app,
            who,
            Leaving {
                successor,
                ..leaving.clone()
            },
        )
        .await
        .unwrap();
        assert!(!place.is_in(&token).await, "the account is closed");
        assert_eq!(open(&place, &binh.id).await, 2);
        assert_eq!(place.holders(&an.id).await, [""; 0]);
        trial.clock.set("2026-10-15T17:00:00Z".parse().unwrap());
        account::visitor(app, "").await.unwrap();
        assert_eq!(
            place.holders(&post.id).await,
            ["Phạm Bình"],
            "from the next day on"
        );

        party::come_back(app, who, &an.id).await.unwrap();
        assert_eq!(place.holders(&an.id).await, ["Trần Văn An"]);
        let hanh = party::directory(app, who, &place.city.id).await.unwrap();
        let hanh = hanh
            .of(party::PartyKind::Person)
            .next()
            .unwrap()
            .party
            .id
            .clone();
        let last = Leaving {
            person: hanh,
            last_day: TODAY,
            successor: None,
        };
        let last = party::leave(app, who, last).await;
        assert_eq!(refused(last.unwrap_err()), Refusal::LastAdministrator);
    });
}

#[test]
fn a_merge_repoints_everything_and_the_old_name_stays_known() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let police = place
            .create(&place.ward, "Bưu cục Hạ Khê", What::Outsider)
            .await;
        let double = place.create(&place.ward, "BC Khê Hạ", What::Outsider).await;
        let members = vec![double.id.clone()];
        let group = place
            .create(&place.ward, "Các ngành", What::Group { members })
            .await;
        party::add_alias(app, who, &double.id, "CAP HK")
            .await
            .unwrap();
        let taken = party::add_alias(app, who, &police.id, "cap  hk").await;
        assert!(matches!(
            party_refused(taken.unwrap_err()),
            party::Refusal::AliasTaken { .. }
        ));
        give_work(&place, &trial, &double, &police).await;
        // Both have the same part of one row: it stays once.
        trial
            .meddle(
                "update assignment set row_id = (select row_id from assignment order by id limit 1),
                role = (select role from assignment order by id limit 1)
                where id = (select id from assignment order by id limit 1 offset 3)",
            )
            .await;

        let preview = party::merge_preview(app, who, &double.id, &police.id)
            .await
            .unwrap();
        assert_eq!(
            (preview.assignments, preview.aliases, preview.members),
            (3, 1, 1)
        );
        let kinds = party::merge_preview(app, who, &group.id, &police.id).await;
        assert!(matches!(
            party_refused(kinds.unwrap_err()),
            party::Refusal::CannotMerge { .. }
        ));
        party::merge(app, who, (&double.id, 1), &police.id)
            .await
            .unwrap();
        assert_eq!(open(&place, &police.id).await, 4);
        let mut conn = app.read().await.unwrap();
        let spellings = ["CAP HK", "BC Khê Hạ"].map(str::to_owned);
        let found = party::find_by_name(&mut conn, &place.ward.id, &spellings)
            .await
            .unwrap();
        assert!(found.iter().flatten().all(|party| party.id == police.id) && found.len() == 2);
        let all = party::fan_out(&mut conn, &group.id).await.unwrap();
        assert_eq!(
            all.iter().map(|party| &party.id).collect::<Vec<_>>(),
            [&police.id]
        );
        drop(conn);
        let again = party::merge(app, who, (&double.id, 2), &police.id).await;
        assert!(matches!(again, Err(Error::NotFound(_))));
        party::remove_alias(app, who, &police.id, "CAP HK")
            .await
            .unwrap();
    });
}

#[test]
fn a_group_that_would_hold_itself_is_refused() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let inner = place
            .create(&place.ward, "Nhóm trong", What::Group { members: vec![] })
            .await;
        let members = vec![inner.id.clone()];
        let outer = place
            .create(&place.ward, "Nhóm ngoài", What::Group { members })
            .await;
        let change = |members: &[&Party]| PartyChange {
            name: "Nhóm trong".to_owned(),
            members: members.iter().map(|party| party.id.clone()).collect(),
            ..PartyChange::default()
        };
        for member in [&outer, &inner] {
            let circle = party::edit(app, who, (&inner.id, 1), change(&[member])).await;
            let circle = party_refused(circle.unwrap_err());
            assert!(
                matches!(circle, party::Refusal::GroupCycle { .. }),
                "{circle:?}"
            );
        }
        let elsewhere = place.create(&place.city, "Sở Nội vụ", What::Outsider).await;
        let foreign = party::edit(app, who, (&inner.id, 1), change(&[&elsewhere])).await;
        assert!(matches!(foreign, Err(Error::NotFound(_))));
        party::edit(app, who, (&inner.id, 1), change(&[]))
            .await
            .unwrap();
        let stale = party::edit(app, who, (&inner.id, 1), change(&[])).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
    });
}
