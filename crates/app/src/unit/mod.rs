//! Đơn vị: a dated tree. A unit's `path` holds the ids from the root down, so that «in this unit
//! or under it» is a prefix.

mod change;
mod create;
mod refusal;
mod shift;
pub(crate) mod sql;

pub use change::{UnitChange, edit, end, reopen};
pub use create::{NewUnit, create};
pub(crate) use create::{create_in, insert, slug};
pub use refusal::Refusal;
pub use shift::{Shift, shift, shift_by, shift_preview};

use jiff::civil::Date;

use crate::database::{Conn, Row, Tx};
use crate::{Actor, App, Error, Fault, Noun, UnitId, bind};
use domain::authority::Action;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitKind {
    /// Tỉnh.
    Province,
    /// Thành phố, huyện (until 2025).
    City,
    /// Xã, phường, đặc khu.
    Commune,
    /// Phòng, ban, trung tâm.
    Office,
    /// Thôn, tổ dân phố.
    Village,
    /// Anything else.
    Other,
}

impl UnitKind {
    /// All, from the top.
    pub const ALL: [UnitKind; 6] = [
        UnitKind::Province,
        UnitKind::City,
        UnitKind::Commune,
        UnitKind::Office,
        UnitKind::Village,
        UnitKind::Other,
    ];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            UnitKind::Province => "province",
            UnitKind::City => "city",
            UnitKind::Commune => "commune",
            UnitKind::Office => "office",
            UnitKind::Village => "village",
            UnitKind::Other => "other",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<UnitKind> {
        UnitKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Id.
    pub id: UnitId,
    /// The unit above.
    pub parent: Option<UnitId>,
    /// Ids from the root down: `/…/…/`.
    pub path: String,
    /// The word in addresses.
    pub slug: String,
    /// What it is.
    pub kind: UnitKind,
    /// Mã đơn vị hành chính.
    pub code: Option<String>,
    /// Name.
    pub name: String,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
    /// For changes.
    pub version: i32,
}

pub(crate) fn read(row: &Row) -> Result<Unit, Fault> {
    let id = row.text("id")?;
    let kind = row.text("kind")?;
    Ok(Unit {
        kind: UnitKind::parse(&kind).ok_or_else(|| Fault::inconsistent("unit", &id, "kind"))?,
        id: UnitId::stored(id),
        parent: row.text_or_null("parent_id")?.map(UnitId::stored),
        path: row.text("path")?,
        slug: row.text("slug")?,
        code: row.text_or_null("code")?,
        name: row.text("name")?,
        valid_from: row.date("valid_from")?,
        valid_to: row.date_or_null("valid_to")?,
        version: row.int("version")?,
    })
}

/// The unit of that word in addresses, if the actor may see it.
pub async fn by_slug(app: &App, actor: &Actor, slug: &str) -> Result<Unit, Error> {
    let mut conn = app.read().await?;
    let unit = conn
        .find(sql::BY_SLUG, bind![slug], read)
        .await?
        .ok_or(Error::NotFound(Noun::Unit))?;
    // Another unit's existence is no secret, its affairs are.
    actor.require(Action::Read, &unit.path)?;
    Ok(unit)
}

/// The unit of that id.
pub(crate) async fn load(conn: &mut Conn, id: &UnitId) -> Result<Unit, Error> {
    conn.find(sql::BY_ID, bind![id.as_str()], read)
        .await?
        .ok_or(Error::NotFound(Noun::Unit))
}

/// Units under the path, the unit itself included, by path.
pub async fn under(app: &App, actor: &Actor, path: &str) -> Result<Vec<Unit>, Error> {
    actor.require(Action::Read, path)?;
    let mut conn = app.read().await?;
    Ok(conn.all(sql::UNDER, bind![path], read).await?)
}

/// Units that the actor may see, by path.
pub async fn visible(app: &App, actor: &Actor) -> Result<Vec<Unit>, Error> {
    let mut conn = app.read().await?;
    let all = conn.all(sql::UNDER, bind!["/"], read).await?;
    Ok(all
        .into_iter()
        .filter(|unit| actor.may(Action::Read, &unit.path))
        .collect())
}

/// The unit of that id, if the actor may see it.
pub async fn by_id(app: &App, actor: &Actor, id: &UnitId) -> Result<Unit, Error> {
    let mut conn = app.read().await?;
    let unit = load(&mut conn, id).await?;
    actor.require(Action::Read, &unit.path)?;
    Ok(unit)
}

/// Longest name, in characters.
pub const NAME_MAX: usize = 200;

/// A name as it is kept, or why it cannot be.
pub(crate) fn name_kept(typed: &str) -> Result<String, Refusal> {
    let name = reading::text::squash(typed);
    let length = name.chars().count();
    match length {
        0 => Err(Refusal::NoName),
        1..=NAME_MAX => Ok(name),
        _ => Err(Refusal::NameLong { length }),
    }
}

/// Every unit, by path.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Unit>, Fault> {
    conn.all(sql::UNDER, bind!["/"], read).await
}

/// The unit over all others; none before the first administrator.
pub(crate) async fn top(conn: &mut Conn) -> Result<Option<Unit>, Fault> {
    conn.find(sql::TOPS, &[], read).await
}

/// Every word in addresses that is taken.
pub(crate) async fn slugs(conn: &mut Conn) -> Result<Vec<String>, Fault> {
    conn.all(sql::SLUGS_LIKE, bind![""], |row| row.text("slug"))
        .await
}

/// Everything under the one path stands under the other.
pub(crate) async fn rewrite_paths(tx: &mut Tx, from: &str, to: &str) -> Result<(), Fault> {
    tx.run(sql::REWRITE_PATHS, bind![from, to]).await?;
    Ok(())
}

/// Refused where another unit has this one's code on a day of this one's.
pub(crate) async fn code_free(conn: &mut Conn, unit: &Unit) -> Result<(), Error> {
    let Some(code) = &unit.code else {
        return Ok(());
    };
    let from = unit.valid_from.to_string();
    let to = unit.valid_to.unwrap_or(Date::MAX).to_string();
    let taken = conn
        .find(
            sql::CODE_TAKEN,
            bind![code, unit.id.as_str(), &from, &to],
            read,
        )
        .await?;
    match taken {
        Some(other) => Err(Refusal::CodeTaken {
            code: code.clone(),
            name: other.name,
            valid_from: other.valid_from,
            valid_to: other.valid_to,
        }
        .into()),
        None => Ok(()),
    }
}

/// The units over a path and under it, itself included, by path; whoever asks filters them.
pub async fn along(app: &App, path: &str) -> Result<Vec<Unit>, Fault> {
    let mut conn = app.read().await?;
    conn.all(sql::ALONG, bind![path], read).await
}
