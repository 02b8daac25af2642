//! Calendars fetched by programs: one secret each for a person and a unit, ended and made anew.

use app::feed::{self, PER_MINUTE, Refusal, Whose};
use app::testing::{Trial, on_both};
use app::{Actor, Error, Noun, Refusal as Any};
use domain::authority::Action;
use jiff::SignedDuration;

use crate::office::Office;

#[track_caller]
fn is_gone(fetched: Result<feed::Fetched, Error>) {
    assert!(
        matches!(fetched, Err(Error::NotFound(Noun::Feed))),
        "{fetched:?}"
    );
}

#[test]
fn whoever_has_the_address_gets_the_calendar_until_it_is_ended_or_made_anew() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let (app, lead) = (&trial.app, &office.lead);
        assert_eq!(feed::current(app, lead, &Whose::Mine).await.unwrap(), None);
        let first = feed::make(app, lead, &Whose::Mine, "").await.unwrap();
        let before = app.statements();
        let got = feed::fetch(app, &first).await.unwrap();
        let asked = app.statements() - before;
        assert!(
            asked <= 8,
            "{asked} statements, whatever the number of rows"
        );
        assert!(
            got.days.iter().any(|one| one.code == "1.2"),
            "{:?}",
            got.days
        );
        assert!(got.unit.is_none());
        let known = feed::current(app, lead, &Whose::Mine)
            .await
            .unwrap()
            .unwrap();
        assert!(known.fetched_at.is_some());
        let blind = feed::make(app, lead, &Whose::Mine, "").await;
        assert!(matches!(blind, Err(Error::Stale(Noun::Feed))));
        let second = feed::make(app, lead, &Whose::Mine, &known.id)
            .await
            .unwrap();
        is_gone(feed::fetch(app, &first).await);
        feed::fetch(app, &second).await.unwrap();
        feed::revoke(app, lead, &Whose::Mine).await.unwrap();
        is_gone(feed::fetch(app, &second).await);
        is_gone(feed::fetch(app, "").await);
        let again = feed::revoke(app, lead, &Whose::Mine).await;
        assert!(matches!(again, Err(Error::NotFound(Noun::Feed))));
    });
}

#[test]
fn the_secret_is_not_in_the_database_and_a_closed_account_shows_nothing() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let (app, lead) = (&trial.app, &office.lead);
        let secret = feed::make(app, lead, &Whose::Mine, "").await.unwrap();
        assert_eq!(secret.len(), 64);
        assert_eq!(kept(&trial, &secret).await, 0);
        close(&trial, lead).await;
        is_gone(feed::fetch(app, &secret).await);
    });
}

async fn kept(trial: &Trial, secret: &str) -> i64 {
    let mut conn = trial.app.read().await.unwrap();
    let sql = "select (select count(*) from feed where token_hash = $1)
        + (select count(*) from audit_event where after_json like '%' || $1 || '%') as n";
    conn.one(sql, app::bind![secret], |row| row.count("n"))
        .await
        .unwrap()
}

async fn close(trial: &Trial, who: &Actor) {
    let mut tx = trial.app.begin(&Actor::program()).await.unwrap();
    let id = who.account.as_ref().unwrap().as_str();
    tx.run(
        "update account set state = 'closed' where id = $1",
        app::bind![id],
    )
    .await
    .unwrap();
    let event = app::audit::Event::new("test.done", "account", id, "");
    tx.commit(event).await.unwrap();
}

#[test]
fn a_units_calendar_is_made_by_those_who_keep_its_plan() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let (app, unit) = (&trial.app, Whose::Unit(office.unit.id.clone()));
        let refused = feed::make(app, &office.lead, &unit, "").await;
        assert!(matches!(refused, Err(Error::NotAllowed(Action::EditPlan))));
        let secret = feed::make(app, &office.focal, &unit, "").await.unwrap();
        let got = feed::fetch(app, &secret).await.unwrap();
        assert_eq!(got.unit.as_deref(), Some("Phường Hạ Khê"));
        assert!(got.days.iter().any(|one| one.code == "1.5"));
        // One's own is another one, and stays.
        let own = feed::make(app, &office.focal, &Whose::Mine, "")
            .await
            .unwrap();
        feed::revoke(app, &office.focal, &unit).await.unwrap();
        is_gone(feed::fetch(app, &secret).await);
        feed::fetch(app, &own).await.unwrap();
    });
}

#[test]
fn a_program_gone_wild_is_told_to_wait_a_minute() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let app = &trial.app;
        let secret = feed::make(app, &office.lead, &Whose::Mine, "")
            .await
            .unwrap();
        for _ in 0..PER_MINUTE {
            feed::fetch(app, &secret).await.unwrap();
        }
        let before = app.statements();
        let refused = feed::fetch(app, &secret).await;
        assert!(matches!(
            refused,
            Err(Error::Refused(Any::Feed(Refusal::TooOften { .. })))
        ));
        assert_eq!(app.statements() - before, 1);
        trial
            .clock
            .set(app.timestamp() + SignedDuration::from_mins(1));
        feed::fetch(app, &secret).await.unwrap();
    });
}
