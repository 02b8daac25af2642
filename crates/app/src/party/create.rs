//! New posts, persons, groups, outsiders: each with its party.

use jiff::civil::Date;

use super::{Party, PartyKind, Refusal, name, name_key, refresh_holders, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::search::SearchEntry;
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, PartyId, PersonId, PostId, UnitId, bind};
use domain::authority::Action;
use reading::text::fold;

/// What is said of a new party.
#[derive(Clone, Debug)]
pub struct NewParty {
    /// The unit whose directory lists it.
    pub unit: UnitId,
    /// Name.
    pub name: String,
    /// What it is, with what belongs to it.
    pub what: What,
}

/// What a new party is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Cán bộ.
    Person {
        /// Thư điện tử.
        email: Option<String>,
        /// Điện thoại.
        phone: Option<String>,
    },
    /// Chức danh, with who holds it from which day.
    Post {
        /// The holder.
        holder: Option<(PersonId, Date)>,
    },
    /// Nhóm, with its members.
    Group {
        /// Parties of the same directory, or units.
        members: Vec<PartyId>,
    },
    /// Someone whose directory is not here.
    Outsider,
}

impl What {
    /// The party's kind.
    pub fn kind(&self) -> PartyKind {
        match self {
            What::Person { .. } => PartyKind::Person,
            What::Post { .. } => PartyKind::Post,
            What::Group { .. } => PartyKind::Group,
            What::Outsider => PartyKind::Outsider,
        }
    }
}

/// Enters a party into a unit's directory.
pub async fn create(app: &App, actor: &Actor, new: NewParty) -> Result<Party, Error> {
    let mut tx = app.begin(actor).await?;
    let party = create_in(&mut tx, actor, new).await?;
    refresh_holders(&mut tx, app.today()).await?;
    tx.commit(created(&party)).await?;
    Ok(party)
}

fn created(party: &Party) -> Event {
    Event::new("party.created", "party", party.id.as_str(), &party.name)
        .within(&party.unit)
        .after(serde_json::json!({ "name": party.name, "kind": party.kind.name() }))
}

/// The same within a larger change, whose event says so and which refreshes the holders once, at
/// its end.
pub async fn create_in(tx: &mut Tx, actor: &Actor, new: NewParty) -> Result<Party, Error> {
    let unit = unit::load(tx, &new.unit).await?;
    actor.require(Action::ManagePeople, &unit.path)?;
    let name = name::kept(&new.name)?;
    let kind = new.what.kind();
    // Two people may have one name; two posts, groups or outsiders of one directory may not.
    if kind != PartyKind::Person {
        free(tx, &unit, &name, None).await?;
    }
    let mut party = party(&unit.id, kind, name);
    match &new.what {
        What::Person { email, phone } => {
            party.person_ref = Some(person(tx, &party, email.as_ref(), phone.as_ref()).await?);
        }
        What::Post { holder } => party.post_ref = Some(post(tx, &party, holder.as_ref()).await?),
        What::Group { .. } | What::Outsider => {}
    }
    insert(tx, &party).await?;
    if let What::Group { members } = &new.what {
        super::group::set_members(tx, &unit, &party, members).await?;
    }
    find_from_now_on(tx, &unit, &party);
    Ok(party)
}

/// The party of a new unit; its name is the unit's.
pub(crate) async fn of_unit(tx: &mut Tx, unit: &Unit) -> Result<(), Error> {
    let mut party = party(&unit.id, PartyKind::Unit, unit.name.clone());
    party.unit_ref = Some(unit.id.clone());
    insert(tx, &party).await?;
    find_from_now_on(tx, unit, &party);
    Ok(())
}

/// A unit has another name; so has its party.
pub(crate) async fn rename_unit(tx: &mut Tx, unit: &Unit) -> Result<(), Error> {
    let party = tx
        .one(sql::OF_UNIT, bind![unit.id.as_str()], super::read)
        .await?;
    let party = Party {
        name: unit.name.clone(),
        ..party
    };
    tx.run(
        sql::RENAME,
        bind![
            party.id.as_str(),
            party.version,
            &party.name,
            &fold(&party.name),
            &name_key(&party.name)
        ],
    )
    .await?;
    find_from_now_on(tx, unit, &party);
    Ok(())
}

/// The party of the first administrator, who is entered before anyone has rights.
pub(crate) async fn of_first(tx: &mut Tx, unit: &Unit, name: &str) -> Result<PersonId, Error> {
    let mut party = party(&unit.id, PartyKind::Person, name::kept(name)?);
    let person = person(tx, &party, None, None).await?;
    party.person_ref = Some(person.clone());
    insert(tx, &party).await?;
    find_from_now_on(tx, unit, &party);
    Ok(person)
}

fn party(unit: &UnitId, kind: PartyKind, name: String) -> Party {
    Party {
        id: PartyId::new(),
        unit: unit.clone(),
        kind,
        name,
        unit_ref: None,
        post_ref: None,
        person_ref: None,
        merged_into: None,
        version: 1,
    }
}

/// Refuses a name that another party of the directory has.
pub(super) async fn free(
    tx: &mut Tx,
    unit: &Unit,
    name: &str,
    but: Option<&PartyId>,
) -> Result<(), Error> {
    let but = but.map(PartyId::as_str);
    let taken = tx
        .find(
            sql::NAME_TAKEN,
            bind![unit.id.as_str(), &fold(name), but],
            |row| row.text("name"),
        )
        .await?;
    match taken {
        Some(name) => Err(Refusal::NameTaken { name }.into()),
        None => Ok(()),
    }
}

async fn person(
    tx: &mut Tx,
    party: &Party,
    email: Option<&String>,
    phone: Option<&String>,
) -> Result<PersonId, Error> {
    let id = PersonId::new();
    tx.run(
        sql::PERSON_INSERT,
        bind![
            id.as_str(),
            party.unit.as_str(),
            &party.name,
            &fold(&party.name),
            email,
            phone
        ],
    )
    .await?;
    Ok(id)
}

async fn post(
    tx: &mut Tx,
    party: &Party,
    holder: Option<&(PersonId, Date)>,
) -> Result<PostId, Error> {
    let id = PostId::new();
    tx.run(
        sql::POST_INSERT,
        bind![
            id.as_str(),
            party.unit.as_str(),
            &party.name,
            &fold(&party.name)
        ],
    )
    .await?;
    if let Some((person, from)) = holder {
        super::tenure::begin(tx, &id, person, *from).await?;
    }
    Ok(id)
}

async fn insert(tx: &mut Tx, party: &Party) -> Result<(), Error> {
    tx.run(
        sql::INSERT,
        bind![
            party.id.as_str(),
            party.unit.as_str(),
            party.kind.name(),
            party.unit_ref.as_ref().map(UnitId::as_str),
            party.post_ref.as_ref().map(PostId::as_str),
            party.person_ref.as_ref().map(PersonId::as_str),
            &party.name,
            &fold(&party.name),
            &name_key(&party.name),
        ],
    )
    .await?;
    Ok(())
}

/// Lets a party be found, at its place in the directory.
pub(super) fn find_from_now_on(tx: &mut Tx, unit: &Unit, party: &Party) {
    tx.index(entry(unit, party, false));
}

/// What the search knows of a party.
pub(crate) fn entry(unit: &Unit, party: &Party, removed: bool) -> SearchEntry {
    SearchEntry {
        subject_kind: "party",
        subject_id: party.id.to_string(),
        unit: unit.id.clone(),
        title: party.name.clone(),
        body: if party.kind == PartyKind::Unit {
            // An old name in a letter finds the commune of today.
            crate::registry::former_names(unit)
        } else {
            unit.name.clone()
        },
        address: match party.kind {
            PartyKind::Unit => format!("/don-vi/{}", unit.slug),
            _ => format!("/don-vi/{}/danh-ba/{}", unit.slug, party.id),
        },
        removed,
    }
}
