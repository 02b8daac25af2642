//! Names and contacts changed; members of a group set.

use super::{Party, PartyKind, create, group, load, name, name_key, refresh_holders, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, Noun, PartyId, PersonId, PostId, bind};
use domain::authority::Action;
use reading::text::{fold, squash};

/// What a party is called, as typed.
#[derive(Clone, Debug, Default)]
pub struct PartyChange {
    /// Name.
    pub name: String,
    /// Of a person.
    pub email: Option<String>,
    /// Of a person.
    pub phone: Option<String>,
    /// Of a group.
    pub members: Vec<PartyId>,
}

/// A party that the actor may change, with its unit. A unit's party changes with the unit.
pub(super) async fn changeable(
    tx: &mut Tx,
    actor: &Actor,
    id: &PartyId,
) -> Result<(Party, Unit), Error> {
    let party = load(tx, id).await?;
    let unit = unit::load(tx, &party.unit).await?;
    if !actor.may(Action::Read, &unit.path) {
        return Err(Error::NotFound(Noun::Party));
    }
    actor.require(Action::ManagePeople, &unit.path)?;
    if party.merged_into.is_some() {
        return Err(Error::NotFound(Noun::Party));
    }
    Ok((party, unit))
}

/// An event about a party.
pub(super) fn event(kind: &'static str, party: &Party) -> Event {
    Event::new(kind, "party", party.id.as_str(), &party.name).within(&party.unit)
}

/// Changes what a party is called, how a person is reached, who a group is.
pub async fn edit(
    app: &App,
    actor: &Actor,
    (id, version): (&PartyId, i32),
    change: PartyChange,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (party, unit) = changeable(&mut tx, actor, id).await?;
    if party.kind == PartyKind::Unit {
        return Err(Error::NotFound(Noun::Party));
    }
    let name = name::kept(&change.name)?;
    if party.kind != PartyKind::Person {
        create::free(&mut tx, &unit, &name, Some(id)).await?;
    }
    let (folded, key) = (fold(&name), name_key(&name));
    if tx
        .run(
            sql::RENAME,
            bind![id.as_str(), version, &name, &folded, &key],
        )
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Party));
    }
    let after = Party {
        name,
        ..party.clone()
    };
    detail(&mut tx, &after, &change).await?;
    if party.kind == PartyKind::Group {
        group::set_members(&mut tx, &unit, &after, &change.members).await?;
        refresh_holders(&mut tx, app.today()).await?;
    }
    create::find_from_now_on(&mut tx, &unit, &after);
    let event = event("party.changed", &after)
        .before(serde_json::json!({ "name": party.name }))
        .after(serde_json::json!({ "name": after.name }));
    tx.commit(event).await?;
    Ok(())
}

async fn detail(tx: &mut Tx, after: &Party, change: &PartyChange) -> Result<(), Error> {
    let kept = |text: &Option<String>| text.as_deref().map(squash).filter(|text| !text.is_empty());
    let (email, phone) = (kept(&change.email), kept(&change.phone));
    let folded = fold(&after.name);
    if let Some(person) = after.person_ref.as_ref().map(PersonId::as_str) {
        tx.run(
            sql::PERSON_EDIT,
            bind![person, &after.name, &folded, &email, &phone],
        )
        .await?;
    }
    if let Some(post) = after.post_ref.as_ref().map(PostId::as_str) {
        tx.run(sql::POST_EDIT, bind![post, &after.name, &folded])
            .await?;
    }
    Ok(())
}
