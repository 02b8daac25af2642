//! Danh bạ: posts, persons, groups, outsiders; spellings that mean them.
//!
//! A party is whoever a plan can name. Who acts for it today (`party_holder`) is derived: see
//! [`refresh_holders`]. Names are found through [`find_by_name`], which never guesses: what two
//! parties could mean is nobody.

mod alias;
mod create;
mod directory;
mod edit;
mod find;
mod group;
mod hand_over;
mod holders;
mod leave;
mod merge;
mod name;
mod people;
mod refusal;
pub(crate) mod sql;
mod tenure;
mod work;

pub use alias::{add_alias, remember_alias, remove_alias};
pub use create::{NewParty, What, create, create_in};
pub use directory::{Directory, Listed, Tenure, directory};
pub use edit::{PartyChange, edit};
pub use find::find_by_name;
pub use group::fan_out;
pub use hand_over::{HandOver, Hanging, hand_over, hanging};
pub use holders::refresh_holders;
pub use leave::{Leaving, close_post, come_back, leave, reopen_post};
pub use merge::{Merge, merge, merge_preview};
pub use name::{NAME_MAX, name_key};
pub use people::{Candidate, person_home, without_account};
pub use refusal::Refusal;
pub use work::{OPEN_WORK_SHOWN, OpenWork};

pub(crate) use create::{entry, of_first, of_unit, rename_unit};
pub(crate) use holders::{HoldersDay, keep_up};

use crate::database::{Conn, Row};
use crate::{Actor, App, Error, Fault, Noun, PartyId, PersonId, PostId, UnitId, bind};

/// What a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartyKind {
    /// A unit of the tree.
    Unit,
    /// Chức danh.
    Post,
    /// Cán bộ.
    Person,
    /// Nhóm: «UBND các phường, xã».
    Group,
    /// Someone whose directory is not here: «Công an tỉnh», «Viettel».
    Outsider,
}

impl PartyKind {
    /// All, as a directory lists them.
    pub const ALL: [PartyKind; 5] = [
        PartyKind::Unit,
        PartyKind::Post,
        PartyKind::Person,
        PartyKind::Group,
        PartyKind::Outsider,
    ];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            PartyKind::Unit => "unit",
            PartyKind::Post => "post",
            PartyKind::Person => "person",
            PartyKind::Group => "group",
            PartyKind::Outsider => "outsider",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<PartyKind> {
        PartyKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Whoever a plan can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Id.
    pub id: PartyId,
    /// The unit whose directory lists it.
    pub unit: UnitId,
    /// What it is.
    pub kind: PartyKind,
    /// Name.
    pub name: String,
    /// Of a unit: which.
    pub unit_ref: Option<UnitId>,
    /// Of a post: which.
    pub post_ref: Option<PostId>,
    /// Of a person: which.
    pub person_ref: Option<PersonId>,
    /// The party that it was merged into.
    pub merged_into: Option<PartyId>,
    /// For changes.
    pub version: i32,
}

pub(crate) fn read(row: &Row) -> Result<Party, Fault> {
    let id = row.text("id")?;
    let kind = row.text("kind")?;
    Ok(Party {
        kind: PartyKind::parse(&kind).ok_or_else(|| Fault::inconsistent("party", &id, "kind"))?,
        id: PartyId::stored(id),
        unit: UnitId::stored(row.text("unit_id")?),
        name: row.text("name")?,
        unit_ref: row.text_or_null("unit_ref")?.map(UnitId::stored),
        post_ref: row.text_or_null("post_ref")?.map(PostId::stored),
        person_ref: row.text_or_null("person_ref")?.map(PersonId::stored),
        merged_into: row.text_or_null("merged_into")?.map(PartyId::stored),
        version: row.int("version")?,
    })
}

/// The party of that id.
pub(crate) async fn load(conn: &mut Conn, id: &PartyId) -> Result<Party, Error> {
    conn.find(sql::BY_ID, bind![id.as_str()], read)
        .await?
        .ok_or(Error::NotFound(Noun::Party))
}

/// The parties of a unit and of those right under it that have not ended: whom a group may hold
/// beside its directory's.
pub async fn units_at(
    app: &App,
    actor: &Actor,
    unit: &crate::unit::Unit,
) -> Result<Vec<Party>, Error> {
    actor.require(domain::authority::Action::Read, &unit.path)?;
    let mut conn = app.read().await?;
    let mut parties = conn
        .all(sql::UNITS_AT, bind![unit.id.as_str()], read)
        .await?;
    parties.sort_by_cached_key(|party| reading::text::sort_key(&party.name));
    Ok(parties)
}
