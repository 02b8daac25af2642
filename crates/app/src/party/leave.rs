//! People leave, posts are closed: never while work hangs on them, unless it is handed over in the
//! same step. Accounts of whoever leaves are closed with it.

use jiff::civil::Date;

use super::edit::{changeable, event};
use super::hand_over::{HandOver, person_party, step};
use super::work::{move_open, open_count};
use super::{Party, Refusal, read, refresh_holders, sql};
use crate::database::Tx;
use crate::{AccountId, Actor, App, Error, Noun, PartyId, PersonId, account, bind};

/// Someone leaves, as typed.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The person's party.
    pub person: PartyId,
    /// Their last day, today at the latest.
    pub last_day: Date,
    /// Who takes their posts and their own open work; `None`: there is nothing to take.
    pub successor: Option<PersonId>,
}

/// A person leaves: posts and open work go to the successor, accounts are closed.
pub async fn leave(app: &App, actor: &Actor, leaving: Leaving) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (party, _) = changeable(&mut tx, actor, &leaving.person).await?;
    let person = party
        .person_ref
        .clone()
        .ok_or(Error::NotFound(Noun::Person))?;
    if app.today() < leaving.last_day {
        return Err(Refusal::LeavesLater {
            last_day: leaving.last_day,
        }
        .into());
    }
    let posts = tx
        .all(
            sql::POSTS_HELD,
            bind![person.as_str(), &leaving.last_day.to_string()],
            read,
        )
        .await?;
    match &leaving.successor {
        Some(successor) => {
            if *successor == person {
                return Err(Refusal::HasLeft { name: party.name }.into());
            }
            let successor = person_party(&mut tx, actor, successor).await?;
            pass_on(
                &mut tx,
                (&party, &person),
                &successor,
                (&posts, leaving.last_day),
            )
            .await?;
        }
        None => require_nothing(&mut tx, &party, &posts).await?,
    }
    let last_day = leaving.last_day.to_string();
    if tx
        .run(sql::SET_LEFT, bind![person.as_str(), Some(&last_day)])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Person));
    }
    tx.run(sql::TENURES_END, bind![person.as_str(), &last_day])
        .await?;
    close_accounts(&mut tx, &person).await?;
    refresh_holders(&mut tx, app.today()).await?;
    let names: Vec<&String> = posts.iter().map(|post| &post.name).collect();
    let fields = serde_json::json!({ "left_on": last_day, "posts": names });
    tx.commit(event("person.left", &party).after(fields))
        .await?;
    Ok(())
}

async fn pass_on(
    tx: &mut Tx,
    (party, person): (&Party, &PersonId),
    successor: &Party,
    (posts, last_day): (&[Party], Date),
) -> Result<(), Error> {
    let to = successor
        .person_ref
        .clone()
        .ok_or(Error::NotFound(Noun::Person))?;
    for post in posts {
        let change = HandOver {
            post: post.id.clone(),
            leaving: Some(person.clone()),
            to: to.clone(),
            from: last_day.tomorrow().unwrap_or(last_day),
            own_work: false,
        };
        step(tx, post, successor, &change).await?;
    }
    move_open(tx, &party.id, &successor.id).await
}

async fn require_nothing(tx: &mut Tx, party: &Party, posts: &[Party]) -> Result<(), Error> {
    let own = open_count(tx, &party.id).await?;
    if 0 < own {
        return Err(Refusal::OpenWork {
            name: party.name.clone(),
            count: own,
        }
        .into());
    }
    if let Some(post) = posts.first() {
        return Err(Refusal::HoldsPost {
            name: party.name.clone(),
            post: post.name.clone(),
        }
        .into());
    }
    Ok(())
}

async fn close_accounts(tx: &mut Tx, person: &PersonId) -> Result<(), Error> {
    let accounts = tx
        .all(sql::ACCOUNTS, bind![person.as_str()], |row| {
            Ok((AccountId::stored(row.text("id")?), row.int("version")?))
        })
        .await?;
    for (id, version) in accounts {
        account::close_in(tx, &id, version).await?;
    }
    Ok(())
}

/// A person is back; posts and accounts are given to them anew.
pub async fn come_back(app: &App, actor: &Actor, id: &PartyId) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (party, _) = changeable(&mut tx, actor, id).await?;
    let person = party
        .person_ref
        .clone()
        .ok_or(Error::NotFound(Noun::Person))?;
    if tx.run(sql::SET_BACK, bind![person.as_str()]).await? == 0 {
        return Err(Error::Stale(Noun::Person));
    }
    refresh_holders(&mut tx, app.today()).await?;
    tx.commit(event("person.returned", &party)).await?;
    Ok(())
}

/// Closes a post on which no work hangs; its holders hold it no longer.
pub async fn close_post(app: &App, actor: &Actor, id: &PartyId) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (party, _) = changeable(&mut tx, actor, id).await?;
    let post = party.post_ref.clone().ok_or(Error::NotFound(Noun::Post))?;
    let count = open_count(&mut tx, id).await?;
    if 0 < count {
        return Err(Refusal::OpenWork {
            name: party.name,
            count,
        }
        .into());
    }
    let today = app.today().to_string();
    if tx
        .run(sql::POST_CLOSE, bind![post.as_str(), Some(&today)])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Post));
    }
    tx.run(sql::POST_TENURES_END, bind![post.as_str(), &today])
        .await?;
    refresh_holders(&mut tx, app.today()).await?;
    tx.commit(event("post.closed", &party)).await?;
    Ok(())
}

/// Opens a closed post again, with nobody on it.
pub async fn reopen_post(app: &App, actor: &Actor, id: &PartyId) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (party, _) = changeable(&mut tx, actor, id).await?;
    let post = party.post_ref.clone().ok_or(Error::NotFound(Noun::Post))?;
    if tx.run(sql::POST_REOPEN, bind![post.as_str()]).await? == 0 {
        return Err(Error::Stale(Noun::Post));
    }
    tx.commit(event("post.reopened", &party)).await?;
    Ok(())
}
