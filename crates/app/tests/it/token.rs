//! Tokens: what they let a program do and until when; and requests that come twice.

use app::account::{self, FirstAdministrator, NewToken, Refusal, Scope};
use app::repetition::{self, Answer, Taken};
use app::testing::{Trial, on_both};
use app::unit::UnitKind;
use app::{Actor, Error};
use jiff::civil::date;

async fn administrator(trial: &Trial) -> Actor {
    let link = account::first_link(&trial.app).await.unwrap();
    let first = FirstAdministrator {
        unit_name: "Phường Hạ Khê".to_owned(),
        unit_kind: UnitKind::Commune,
        name: "Trần Văn Bình".to_owned(),
        login: "binh".to_owned(),
        password: "mot mat khau dai".to_owned(),
    };
    account::create_first(&trial.app, &link, first)
        .await
        .unwrap();
    let begun = account::sign_in(&trial.app, "binh", "mot mat khau dai").await;
    begun.ok().unwrap().actor
}

fn new(name: &str, day: i8) -> NewToken {
    NewToken {
        name: name.to_owned(),
        scope: Scope::Read,
        last_day: date(2026, 10, day),
    }
}

#[test]
fn a_token_works_until_the_end_of_its_last_day() {
    on_both(|trial| async move {
        let who = administrator(&trial).await;
        let (token, secret) = account::create_token(&trial.app, &who, new(" báo  cáo ", 16))
            .await
            .unwrap();
        assert_eq!(token.name, "báo cáo");
        let (actor, scope) = account::token_visitor(&trial.app, &secret)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((actor.account, scope), (who.account.clone(), Scope::Read));
        let listed = account::tokens(&trial.app, &who).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!(
            listed[0].last_used_at.as_deref(),
            Some("2026-10-15T02:00:00Z")
        );
        trial.clock.set("2026-10-16T16:59:59Z".parse().unwrap());
        assert!(
            account::token_visitor(&trial.app, &secret)
                .await
                .unwrap()
                .is_some()
        );
        trial.clock.set("2026-10-16T17:00:00Z".parse().unwrap());
        assert!(
            account::token_visitor(&trial.app, &secret)
                .await
                .unwrap()
                .is_none()
        );
    });
}

#[test]
fn a_revoked_token_and_an_unknown_one_are_nobodys() {
    on_both(|trial| async move {
        let who = administrator(&trial).await;
        let (token, secret) = account::create_token(&trial.app, &who, new("báo cáo", 20))
            .await
            .unwrap();
        account::revoke_token(&trial.app, &who, &token.id)
            .await
            .unwrap();
        assert!(
            account::token_visitor(&trial.app, &secret)
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            account::token_visitor(&trial.app, "chamdiem_0")
                .await
                .unwrap()
                .is_none()
        );
        let again = account::revoke_token(&trial.app, &who, &token.id).await;
        assert!(matches!(again, Err(Error::NotFound(app::Noun::Token))));
    });
}

#[test]
fn a_token_without_name_or_with_a_wrong_last_day_is_refused() {
    on_both(|trial| async move {
        let who = administrator(&trial).await;
        let refused = account::create_token(&trial.app, &who, new(" ", 20)).await;
        assert!(matches!(
            refused,
            Err(Error::Refused(app::Refusal::Account(Refusal::NoTokenName)))
        ));
        let mut late = new("báo cáo", 14);
        for last_day in [date(2026, 10, 14), date(2028, 1, 1)] {
            late.last_day = last_day;
            let refused = account::create_token(&trial.app, &who, late.clone()).await;
            let latest = date(2027, 10, 16);
            let expected = app::Refusal::Account(Refusal::TokenDays { last_day, latest });
            assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == expected));
        }
    });
}

#[test]
fn a_key_is_taken_once_and_answers_the_same_for_a_day() {
    on_both(|trial| async move {
        let (app, who) = (&trial.app, administrator(&trial).await);
        let take = async |body: &'static [u8]| {
            repetition::take(app, &who, "k1", &[b"POST", body])
                .await
                .unwrap()
        };
        assert_eq!(take(b"a").await, Taken::First);
        assert_eq!(take(b"a").await, Taken::Unfinished);
        assert_eq!(take(b"b").await, Taken::OtherRequest);
        let answer = Answer {
            status: 201,
            body: "{}".to_owned(),
            etag: Some("\"1\"".to_owned()),
            location: None,
        };
        repetition::answered(app, &who, "k1", &answer)
            .await
            .unwrap();
        assert_eq!(take(b"a").await, Taken::Answered(answer));
        trial.clock.set("2026-10-16T02:00:01Z".parse().unwrap());
        assert_eq!(take(b"b").await, Taken::First);
        repetition::give_back(app, &who, "k1").await.unwrap();
        assert_eq!(take(b"c").await, Taken::First);
    });
}
