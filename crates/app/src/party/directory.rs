//! A unit's directory as its page shows it: five statements, whatever its size.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Party, PartyKind, read, sql};
use crate::database::Row;
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, Fault, Noun, PartyId, PersonId, UnitId};
use domain::authority::Action;
use reading::text::{person_sort_key, sort_key};

/// A party with what the directory says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The party.
    pub party: Party,
    /// Of a person.
    pub email: Option<String>,
    /// Of a person.
    pub phone: Option<String>,
    /// Of a person: the name to sign in with, if they have an open account.
    pub login: Option<String>,
    /// A person's last day here, a post's last day.
    pub ended_on: Option<Date>,
    /// For changes of the person or post.
    pub detail_version: i32,
    /// Of a post: who holds it now or from a later day.
    pub tenures: Vec<Tenure>,
    /// Of a group: its members.
    pub members: Vec<Party>,
    /// Spellings that mean it.
    pub aliases: Vec<String>,
    /// Assignments of its own that are not done.
    pub open_work: i64,
}

/// Someone who holds a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Id.
    pub id: String,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// From this day.
    pub from: Date,
    /// To this day.
    pub to: Option<Date>,
}

/// A unit's directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    /// The unit.
    pub unit: Unit,
    /// Its parties: units, posts, persons, groups, outsiders; each sorted by name.
    pub parties: Vec<Listed>,
}

impl Directory {
    /// Those of a kind.
    pub fn of(&self, kind: PartyKind) -> impl Iterator<Item = &Listed> {
        self.parties
            .iter()
            .filter(move |listed| listed.party.kind == kind)
    }

    /// The party of that id.
    pub fn listed(&self, id: &PartyId) -> Result<&Listed, Error> {
        self.parties
            .iter()
            .find(|listed| listed.party.id == *id)
            .ok_or(Error::NotFound(Noun::Party))
    }
}

fn listed(row: &Row) -> Result<Listed, Fault> {
    Ok(Listed {
        party: read(row)?,
        email: row.text_or_null("email")?,
        phone: row.text_or_null("phone")?,
        login: row.text_or_null("login")?,
        ended_on: row.date_or_null("ended_on")?,
        detail_version: row.int_or_null("detail_version")?.unwrap_or(0),
        tenures: Vec::new(),
        members: Vec::new(),
        aliases: Vec::new(),
        open_work: row.count("open_work")?,
    })
}

/// The directory of a unit that the actor may see.
pub async fn directory(app: &App, actor: &Actor, id: &UnitId) -> Result<Directory, Error> {
    let mut conn = app.read().await?;
    let unit = unit::load(&mut conn, id).await?;
    actor.require(Action::Read, &unit.path)?;
    let today = app.today().to_string();
    let bound = [id.as_str().into(), today.as_str().into()];
    let mut parties = conn.all(sql::DIRECTORY, &bound[..1], listed).await?;
    let tenures = conn
        .all(sql::TENURES, &bound, |row| {
            Ok((row.text("post_id")?, tenure(row)?))
        })
        .await?;
    let members = conn
        .all(sql::MEMBERS, &bound[..1], |row| {
            Ok((row.text("group_id")?, read(row)?))
        })
        .await?;
    let aliases = conn
        .all(sql::ALIASES, &bound[..1], |row| {
            Ok((row.text("party_id")?, row.text("text")?))
        })
        .await?;
    let (mut tenures, mut members, mut aliases) =
        (grouped(tenures), grouped(members), grouped(aliases));
    for listed in &mut parties {
        let id = listed.party.id.as_str();
        let post = listed.party.post_ref.as_ref().map(crate::PostId::as_str);
        listed.tenures = post
            .and_then(|post| tenures.remove(post))
            .unwrap_or_default();
        listed.members = members.remove(id).unwrap_or_default();
        listed.aliases = aliases.remove(id).unwrap_or_default();
        listed
            .members
            .sort_by_cached_key(|member| sort_key(&member.name));
        listed.aliases.sort_by_cached_key(|alias| sort_key(alias));
    }
    // Whoever is here before whoever left; people by their given names.
    parties.sort_by_cached_key(|listed| {
        let name = &listed.party.name;
        let key = match listed.party.kind {
            PartyKind::Person => person_sort_key(name),
            _ => [sort_key(name), (Vec::new(), Vec::new())],
        };
        (listed.party.kind, listed.ended_on.is_some(), key)
    });
    Ok(Directory { unit, parties })
}

pub(super) fn tenure(row: &Row) -> Result<Tenure, Fault> {
    Ok(Tenure {
        id: row.text("id")?,
        person: PersonId::stored(row.text("person_id")?),
        name: row.text("name")?,
        from: row.date("from_on")?,
        to: row.date_or_null("to_on")?,
    })
}

fn grouped<T>(pairs: Vec<(String, T)>) -> BTreeMap<String, Vec<T>> {
    let mut map: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for (key, value) in pairs {
        map.entry(key).or_default().push(value);
    }
    map
}
