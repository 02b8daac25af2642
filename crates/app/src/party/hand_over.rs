//! Bàn giao: a post passes to another person in one step. The post's work hangs on the post, so it
//! moves by itself; the predecessor's own work moves too when that is wanted.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::directory::{Tenure, tenure};
use super::edit::{changeable, event};
use super::work::{OpenWork, move_open, open_count, open_work};
use super::{Party, PartyKind, Refusal, load, read, refresh_holders, sql, tenure as tenures};
use crate::database::{Conn, Tx};
use crate::unit;
use crate::{Actor, App, Error, Noun, PartyId, PersonId, bind};
use domain::authority::Action;

/// A hand-over, as typed.
#[derive(Clone, Debug)]
pub struct HandOver {
    /// The post's party.
    pub post: PartyId,
    /// Who leaves it; `None`: nobody held it, or someone joins.
    pub leaving: Option<PersonId>,
    /// Who takes it.
    pub to: PersonId,
    /// From which day.
    pub from: Date,
    /// The predecessor's own open work goes to the successor too.
    pub own_work: bool,
}

/// What hangs on a post and on its holders, to be shown before a hand-over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hanging {
    /// The first rows of the party's own open work.
    pub work: Vec<OpenWork>,
    /// How much there is.
    pub count: i64,
    /// Of a post: its holders now or later, each with how much open work is their own.
    pub holders: Vec<(Tenure, i64)>,
}

/// What hangs on a party.
pub async fn hanging(app: &App, actor: &Actor, id: &PartyId) -> Result<Hanging, Error> {
    let mut conn = app.read().await?;
    let party = load(&mut conn, id).await?;
    let unit = unit::load(&mut conn, &party.unit).await?;
    actor.require(Action::Read, &unit.path)?;
    let work = open_work(&mut conn, id).await?;
    let count = open_count(&mut conn, id).await?;
    let today = app.today().to_string();
    let post = party.post_ref.as_ref().map(crate::PostId::as_str);
    let holders = conn
        .all(sql::HOLDERS_WORK, bind![post, &today], |row| {
            Ok((tenure(row)?, row.count("n")?))
        })
        .await?;
    Ok(Hanging {
        work,
        count,
        holders,
    })
}

/// Hands a post over in one step, with one event.
pub async fn hand_over(app: &App, actor: &Actor, change: HandOver) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (post, _) = changeable(&mut tx, actor, &change.post).await?;
    let successor = person_party(&mut tx, actor, &change.to).await?;
    let predecessor = step(&mut tx, &post, &successor, &change).await?;
    let count = open_count(&mut tx, &post.id).await?;
    refresh_holders(&mut tx, app.today()).await?;
    let event = event("post.handed_over", &post)
        .before(serde_json::json!({ "holder": predecessor.map(|party| party.name) }))
        .after(serde_json::json!({
            "holder": successor.name, "from": change.from.to_string(),
            "open_work": count, "own_work": change.own_work,
        }));
    tx.commit(event).await?;
    Ok(())
}

/// The tenures change, and the own work moves; who left the post.
pub(super) async fn step(
    tx: &mut Tx,
    post: &Party,
    successor: &Party,
    change: &HandOver,
) -> Result<Option<Party>, Error> {
    let id = post.post_ref.as_ref().ok_or(Error::NotFound(Noun::Post))?;
    let held = tx
        .all(
            sql::HOLDERS_FROM,
            bind![id.as_str(), &change.from.to_string()],
            tenure,
        )
        .await?;
    if held.iter().any(|held| held.person == change.to) {
        return Err(Refusal::HoldsAlready {
            name: successor.name.clone(),
        }
        .into());
    }
    let mut predecessor = None;
    if let Some(leaving) = &change.leaving {
        let ends = held
            .iter()
            .find(|held| held.person == *leaving)
            .ok_or(Error::Stale(Noun::Post))?;
        end_tenure(tx, ends, change.from).await?;
        let party = tx
            .one(sql::OF_PERSON, bind![leaving.as_str()], read)
            .await?;
        if change.own_work {
            move_open(tx, &party.id, &successor.id).await?;
        }
        predecessor = Some(party);
    }
    tenures::begin(tx, id, &change.to, change.from).await?;
    Ok(predecessor)
}

/// A tenure ends on the day before; one that would then never have been is refused.
async fn end_tenure(tx: &mut Tx, held: &Tenure, from: Date) -> Result<(), Error> {
    if from <= held.from {
        let (name, since) = (held.name.clone(), held.from);
        return Err(Refusal::BeforeTenure { name, since }.into());
    }
    let last = from.saturating_sub(1.day()).to_string();
    tx.run(sql::TENURE_END, bind![&held.id, &last]).await?;
    Ok(())
}

/// The party of a person who is here and whose directory the actor may see.
pub(super) async fn person_party(
    conn: &mut Conn,
    actor: &Actor,
    person: &PersonId,
) -> Result<Party, Error> {
    let party = conn
        .find(sql::OF_PERSON, bind![person.as_str()], read)
        .await?;
    let party = party.ok_or(Error::NotFound(Noun::Person))?;
    let unit = unit::load(conn, &party.unit).await?;
    if party.kind != PartyKind::Person || !actor.may(Action::ManagePeople, &unit.path) {
        return Err(Error::NotFound(Noun::Person));
    }
    let left = conn
        .one(sql::LEFT_ON, bind![person.as_str()], |row| {
            row.text_or_null("left_on")
        })
        .await?;
    if left.is_some() {
        return Err(Refusal::HasLeft { name: party.name }.into());
    }
    Ok(party)
}
