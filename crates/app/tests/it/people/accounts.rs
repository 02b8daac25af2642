//! Accounts: links, sessions, roles, whom an administrator reaches.

use std::collections::BTreeSet;

use app::account::{self, AccountFilter, NewAccount, PasswordChange, Refusal};
use app::testing::on_both;
use app::{Actor, Error};
use domain::authority::{Action, Role};
use jiff::SignedDuration;

use super::{PASSWORD, refused};
use crate::party::Place;

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
