//! Accounts, links, roles; units that move and end; posts handed over; people who leave; merges.

use std::collections::BTreeSet;

use app::account::{self, AccountFilter, NewAccount, PasswordChange, Refusal};
use app::party::{self, HandOver, Leaving, Party, PartyChange, What};
use app::period::{self, NewPeriod, Part};
use app::testing::{on_both, sample};
use app::unit::{self, UnitKind};
use app::{AccountId, Actor, Error, PartyId, Refusal as Any};
use domain::authority::{Action, Role};
use jiff::SignedDuration;
use jiff::civil::date;

use crate::party::{Place, TODAY, unit_under};

const PASSWORD: &str = "mot cau rat dai";

fn refused(error: Error) -> Refusal {
    match error {
        Error::Refused(Any::Account(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn party_refused(error: Error) -> party::Refusal {
    match error {
        Error::Refused(Any::Party(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

impl Place {
    async fn account(&self, person: &Party, login: &str, role: Role) -> (AccountId, String) {
        let new = NewAccount {
            person: person.person_ref.clone().expect("a person"),
            login: login.to_owned(),
            roles: BTreeSet::from([role]),
            unit: person.unit.clone(),
        };
        account::create(&self.app, &self.who, new)
            .await
            .expect("an account")
    }

    /// An account with a password, signed in.
    async fn signed_in(
        &self,
        person: &Party,
        login: &str,
        role: Role,
    ) -> (AccountId, Actor, String) {
        let (id, link) = self.account(person, login, role).await;
        account::set_password(&self.app, &link, (PASSWORD, PASSWORD))
            .await
            .expect("a password");
        let Ok(begun) = account::sign_in(&self.app, login, PASSWORD).await else {
            panic!("{login} signs in")
        };
        (id, begun.actor, begun.token)
    }

    async fn is_in(&self, token: &str) -> bool {
        account::visitor(&self.app, token)
            .await
            .expect("an answer")
            .is_some()
    }

    async fn count(&self, sql: &'static str) -> i64 {
        let mut conn = self.app.read().await.expect("a connection");
        conn.one(sql, &[], |row| row.count("n"))
            .await
            .expect("a count")
    }
}

#[test]
fn a_link_sets_the_password_once_and_not_after_three_days() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let an = place.person(&place.ward, "Trần Văn An").await;
        let (id, link) = place.account(&an, "An.Tran", Role::Officer).await;
        let owner = account::link_owner(&place.app, &link).await.unwrap();
        assert_eq!(
            (owner.name.as_str(), owner.login.as_str()),
            ("Trần Văn An", "an.tran")
        );
        let differ = account::set_password(&place.app, &link, (PASSWORD, "mot cau khac dai")).await;
        assert_eq!(refused(differ.unwrap_err()), Refusal::PasswordsDiffer);
        account::set_password(&place.app, &link, (PASSWORD, PASSWORD))
            .await
            .unwrap();
        let again = account::set_password(&place.app, &link, (PASSWORD, PASSWORD)).await;
        assert_eq!(refused(again.unwrap_err()), Refusal::LinkInvalid);
        account::sign_in(&place.app, "an.tran", PASSWORD)
            .await
            .unwrap();

        let first = account::create_link(&place.app, &place.who, &id)
            .await
            .unwrap();
        let second = account::create_link(&place.app, &place.who, &id)
            .await
            .unwrap();
        let old = account::link_owner(&place.app, &first).await;
        assert_eq!(
            refused(old.unwrap_err()),
            Refusal::LinkInvalid,
            "another link ends the first"
        );
        trial
            .clock
            .set(place.app.timestamp() + SignedDuration::from_hours(account::LINK_HOURS));
        let late = account::link_owner(&place.app, &second).await;
        assert_eq!(refused(late.unwrap_err()), Refusal::LinkInvalid);
    });
}

#[test]
fn sessions_end_with_the_account_the_password_and_the_roles() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let an = place.person(&place.ward, "Trần Văn An").await;
        let (id, own, token) = place.signed_in(&an, "an", Role::Officer).await;

        account::grant(app, who, &id, (Role::Reader, &place.ward.id))
            .await
            .unwrap();
        assert!(!place.is_in(&token).await, "another role");
        let token = account::sign_in(app, "an", PASSWORD).await.unwrap().token;
        let twice = account::grant(app, who, &id, (Role::Reader, &place.ward.id)).await;
        assert!(matches!(
            refused(twice.unwrap_err()),
            Refusal::RoleHeld { .. }
        ));
        let account = account::account(app, who, &id).await.unwrap();
        let reader = account
            .grants
            .iter()
            .find(|grant| grant.role == Role::Reader)
            .unwrap();
        account::end_grant(app, who, &id, &reader.id).await.unwrap();
        assert!(!place.is_in(&token).await, "a role less");

        let token = account::sign_in(app, "an", PASSWORD).await.unwrap().token;
        let link = account::reset(app, who, &id).await.unwrap();
        assert!(!place.is_in(&token).await, "another password");
        assert!(account::sign_in(app, "an", PASSWORD).await.is_err());
        account::set_password(app, &link, (PASSWORD, PASSWORD))
            .await
            .unwrap();

        let token = account::sign_in(app, "an", PASSWORD).await.unwrap().token;
        let other = account::sign_in(app, "an", PASSWORD).await.unwrap().token;
        let change = |old: &str, again: &str| PasswordChange {
            old: old.to_owned(),
            new: "mot cau moi dai".to_owned(),
            again: again.to_owned(),
        };
        let wrong = account::change_password(app, &own, &token, change("sai", "")).await;
        assert_eq!(refused(wrong.unwrap_err()), Refusal::OldPasswordWrong);
        let listed = account::sessions(app, &own, &token).await.unwrap();
        assert_eq!(
            listed
                .iter()
                .map(|session| session.current)
                .filter(|now| *now)
                .count(),
            1
        );
        assert_eq!(listed.len(), 2);
        let change = change(PASSWORD, "mot cau moi dai");
        account::change_password(app, &own, &token, change)
            .await
            .unwrap();
        assert!(place.is_in(&token).await && !place.is_in(&other).await);

        let version = account::account(app, who, &id).await.unwrap().version;
        account::close(app, who, &id, version).await.unwrap();
        assert!(!place.is_in(&token).await, "closed");
        let stale = account::reopen(app, who, &id, version).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        account::reopen(app, who, &id, version + 1).await.unwrap();
        account::sign_in(app, "an", "mot cau moi dai")
            .await
            .unwrap();
    });
}

#[test]
fn a_session_is_too_old_after_its_life_though_it_was_never_idle() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let token = account::sign_in(&place.app, "hanh", "mot mat khau dai")
            .await
            .unwrap()
            .token;
        let begun = place.app.timestamp();
        for hour in 1..account::LIFE_HOURS {
            trial.clock.set(begun + SignedDuration::from_hours(hour));
            assert!(place.is_in(&token).await, "after {hour} hours");
        }
        trial
            .clock
            .set(begun + SignedDuration::from_hours(account::LIFE_HOURS));
        assert!(!place.is_in(&token).await);
    });
}

#[test]
fn the_last_administrator_of_everything_stays() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let own = who.account.clone().unwrap();
        let account = account::account(app, who, &own).await.unwrap();
        let role = account
            .grants
            .iter()
            .find(|grant| grant.role == Role::Administrator)
            .unwrap();
        let closing = account::close(app, who, &own, account.version).await;
        assert_eq!(refused(closing.unwrap_err()), Refusal::LastAdministrator);
        let ending = account::end_grant(app, who, &own, &role.id).await;
        assert_eq!(refused(ending.unwrap_err()), Refusal::LastAdministrator);

        // One who never set a password could not take over; one of a part is none of the whole.
        let mai = place.person(&place.city, "Vũ Mai").await;
        let (_, link) = place.account(&mai, "mai", Role::Administrator).await;
        let an = place.person(&place.ward, "Trần Văn An").await;
        place.signed_in(&an, "an", Role::Administrator).await;
        let closing = account::close(app, who, &own, account.version).await;
        assert_eq!(refused(closing.unwrap_err()), Refusal::LastAdministrator);
        account::set_password(app, &link, (PASSWORD, PASSWORD))
            .await
            .unwrap();
        account::end_grant(app, who, &own, &role.id).await.unwrap();
    });
}

#[test]
fn an_administrator_reaches_only_their_own_subtree() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let an = place.person(&place.ward, "Trần Văn An").await;
        let (_, of_ward, _) = place.signed_in(&an, "an", Role::Administrator).await;
        let binh = place.person(&place.office, "Phạm Bình").await;
        let (binh_id, _) = place.account(&binh, "binh", Role::Officer).await;
        let city = who.account.clone().unwrap();

        let hidden = account::account(app, &of_ward, &city).await;
        assert!(matches!(hidden, Err(Error::NotFound(_))));
        let reset = account::reset(app, &of_ward, &city).await;
        assert!(matches!(reset, Err(Error::NotFound(_))));
        let up = account::grant(app, &of_ward, &binh_id, (Role::Leader, &place.city.id)).await;
        assert!(matches!(up, Err(Error::NotAllowed(Action::ManageAccounts))));
        account::grant(app, &of_ward, &binh_id, (Role::Leader, &place.ward.id))
            .await
            .unwrap();
        // Whoever has a role above is out of reach: their password would be a way up.
        account::grant(app, who, &binh_id, (Role::Reader, &place.city.id))
            .await
            .unwrap();
        let reset = account::reset(app, &of_ward, &binh_id).await;
        let unit = "Thành phố Đông Lĩnh".to_owned();
        assert_eq!(refused(reset.unwrap_err()), Refusal::HigherAccount { unit });

        let all = |actor: Actor, text: &str| {
            let filter = AccountFilter {
                text: text.to_owned(),
                ..AccountFilter::default()
            };
            async move {
                let listed = account::list(app, &actor, &filter).await.unwrap();
                listed
                    .into_iter()
                    .map(|account| account.name)
                    .collect::<Vec<_>>()
            }
        };
        assert_eq!(all(of_ward.clone(), "").await, ["Trần Văn An", "Phạm Bình"]);
        assert_eq!(all(who.clone(), "PHAM").await, ["Phạm Bình"]);
        assert_eq!(all(who.clone(), "%").await, [""; 0]);
        let elsewhere = AccountFilter {
            unit: Some(place.city.id.clone()),
            ..AccountFilter::default()
        };
        let elsewhere = account::list(app, &of_ward, &elsewhere).await;
        assert!(matches!(elsewhere, Err(Error::NotAllowed(_))));

        let second = NewAccount {
            person: binh.person_ref.clone().unwrap(),
            login: "binh2".to_owned(),
            roles: BTreeSet::from([Role::Reader]),
            unit: place.ward.id.clone(),
        };
        let taken = NewAccount {
            login: "AN".to_owned(),
            ..second.clone()
        };
        let second = account::create(app, who, second).await;
        assert!(matches!(
            refused(second.unwrap_err()),
            Refusal::HasAccount { .. }
        ));
        let chi = place.person(&place.office, "Đỗ Chi").await;
        let taken = NewAccount {
            person: chi.person_ref.unwrap(),
            ..taken
        };
        let bad = NewAccount {
            login: "an tran".to_owned(),
            ..taken.clone()
        };
        let taken = account::create(app, who, taken).await;
        assert!(matches!(
            refused(taken.unwrap_err()),
            Refusal::LoginTaken { .. }
        ));
        let bad = account::create(app, who, bad).await;
        assert_eq!(refused(bad.unwrap_err()), Refusal::BadLogin);
    });
}

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

/// Assignments of the party that are not done.
async fn open(place: &Place, party: &PartyId) -> i64 {
    party::hanging(&place.app, &place.who, party)
        .await
        .expect("what hangs")
        .count
}

/// The parties get the plan's work: the first three assignments to the post, the next two to the
/// person.
async fn give_work(place: &Place, trial: &app::testing::Trial, post: &Party, person: &Party) {
    sample::plan(&place.app, &place.who, &place.ward.id)
        .await
        .expect("a plan");
    let mut tx = place
        .app
        .begin(&Actor::program())
        .await
        .expect("a transaction");
    for (party, from, count) in [(post, 0_i64, 3_i64), (person, 3, 2)] {
        tx.run(
            "update assignment set party_id = $1 where id in
            (select id from assignment order by id limit $3 offset $2)",
            app::bind![party.id.as_str(), from, count],
        )
        .await
        .expect("work is given");
    }
    tx.commit(app::audit::Event::new(
        "assignment.given",
        "party",
        post.id.as_str(),
        "",
    ))
    .await
    .expect("it is kept");
    let _ = trial;
}

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
