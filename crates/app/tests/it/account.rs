//! Signing in, the first administrator, lock-out.

use app::account::{self, FirstAdministrator, Refusal};
use app::testing::{Trial, on_both};
use app::unit::UnitKind;
use app::{Error, Refusal as Any};

const PASSWORD: &str = "mot mat khau dai";

fn first() -> FirstAdministrator {
    FirstAdministrator {
        unit_name: "UBND thành phố Đông Lĩnh".to_owned(),
        unit_kind: UnitKind::City,
        name: "Lê Thị Hạnh".to_owned(),
        login: "Hanh".to_owned(),
        password: PASSWORD.to_owned(),
    }
}

async fn begun(trial: &Trial) {
    let link = account::first_link(&trial.app).await.unwrap();
    account::create_first(&trial.app, &link, first())
        .await
        .unwrap();
}

fn refused(error: Error) -> Refusal {
    match error {
        Error::Refused(Any::Account(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_first_administrator_signs_in_and_the_link_works_once() {
    on_both(|trial| async move {
        let app = &trial.app;
        let link = account::first_link(app).await.unwrap();
        account::create_first(app, &link, first()).await.unwrap();
        let again = account::create_first(app, &link, first())
            .await
            .unwrap_err();
        assert_eq!(refused(again), Refusal::LinkInvalid);
        let session = account::sign_in(app, "hanh", PASSWORD).await.unwrap();
        let who = account::visitor(app, &session.token)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(who.name, "Lê Thị Hạnh");
        assert_eq!(who.home.unwrap().slug, "ubnd-thanh-pho-dong-linh");
    });
}

#[test]
fn ten_wrong_passwords_lock_the_account_for_a_while() {
    on_both(|trial| async move {
        begun(&trial).await;
        for _ in 0..9 {
            let error = account::sign_in(&trial.app, "hanh", "sai")
                .await
                .err()
                .unwrap();
            assert_eq!(refused(error), Refusal::WrongPassword);
        }
        let tenth = account::sign_in(&trial.app, "hanh", "sai")
            .await
            .err()
            .unwrap();
        assert!(matches!(refused(tenth), Refusal::Locked { .. }));
        let right = account::sign_in(&trial.app, "hanh", PASSWORD)
            .await
            .err()
            .unwrap();
        assert!(matches!(refused(right), Refusal::Locked { .. }));
        trial
            .clock
            .set(trial.app.timestamp() + jiff::SignedDuration::from_mins(16));
        account::sign_in(&trial.app, "hanh", PASSWORD)
            .await
            .unwrap();
    });
}

#[test]
fn a_session_ends_when_it_is_idle() {
    on_both(|trial| async move {
        begun(&trial).await;
        let session = account::sign_in(&trial.app, "hanh", PASSWORD)
            .await
            .unwrap();
        let later =
            trial.app.timestamp() + jiff::SignedDuration::from_hours(account::IDLE_HOURS + 1);
        trial.clock.set(later);
        assert!(
            account::visitor(&trial.app, &session.token)
                .await
                .unwrap()
                .is_none()
        );
    });
}
