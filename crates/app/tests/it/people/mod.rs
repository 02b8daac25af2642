//! Accounts, units, people. What every test here begins with: accounts and work in an office.

mod accounts;
mod leave;
mod periods;
mod units;

use std::collections::BTreeSet;

use app::account::{self, NewAccount, Refusal};
use app::party::{self, Party};
use app::testing::sample;
use app::{AccountId, Actor, Error, PartyId, Refusal as Any};
use domain::authority::Role;

use crate::party::Place;

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
