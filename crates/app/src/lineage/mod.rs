//! What a unit was and became: renamed, merged, split, put under another one.
//!
//! A unit that is renamed or moved stays itself, with its plans, accounts and results; a unit that
//! is merged or split ends the day before, and its plans and results stay with it; [`results`] shows
//! them «on today's map». People, posts, roles and open work of a merged unit follow it. Every
//! decision is shown with its effect first, kept in one transaction, and can be taken back while
//! nothing new hangs on it.

mod check;
mod effect;
mod follow;
mod merge;
mod refusal;
mod rename;
mod restate;
mod split;
pub(crate) mod sql;
mod undo;

pub(crate) use effect::effects;
pub use effect::{Effect, effect};
pub use follow::Follows;
pub use merge::{Into, Merge, SOURCES_MAX, merge, merge_preview};
pub use refusal::Refusal;
pub use rename::{Rename, rename};
pub use restate::{Own, Restated, Standing, results};
pub use split::{PARTS_MAX, Part, Split, split, split_preview};
pub use undo::undo;

pub(crate) use check::decided;
pub(crate) use rename::moved;

use jiff::civil::Date;

use crate::database::{Conn, Row, Tx};
use crate::unit;
use crate::{Actor, App, ChangeId, Error, Fault, UnitId, any_id, bind};
use domain::authority::Action;

/// What happened to a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Đổi tên.
    Rename,
    /// Nhập, sáp nhập.
    Merge,
    /// Chia, tách.
    Split,
    /// Chuyển về cấp trên khác.
    Reparent,
}

impl Kind {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Rename => "rename",
            Kind::Merge => "merge",
            Kind::Split => "split",
            Kind::Reparent => "reparent",
        }
    }

    fn parse(name: &str) -> Option<Kind> {
        let all = [Kind::Rename, Kind::Merge, Kind::Split, Kind::Reparent];
        all.into_iter().find(|kind| kind.name() == name)
    }
}

/// When a decision holds and by what authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The first day.
    pub on: Date,
    /// «Nghị quyết 1234/NQ-UBTVQH15».
    pub legal_basis: String,
}

/// A unit on one side of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Id.
    pub id: UnitId,
    /// Name today, or when it ended.
    pub name: String,
    /// The word in addresses.
    pub slug: String,
}

/// One unit became one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The decision; three units merged into one are three lines of one decision.
    pub change: ChangeId,
    /// What it was.
    pub from: Side,
    /// What it became; the same for a rename or a move.
    pub to: Side,
    /// The first day.
    pub on: Date,
    /// What happened.
    pub kind: Kind,
    /// By what authority.
    pub legal_basis: String,
    /// Of a split: which part came here, in percent.
    pub share: Option<String>,
    /// Its name before, or the name of the unit that was above.
    pub before: Option<String>,
    /// The unit was made by the decision.
    pub made_unit: bool,
}

/// A line to keep.
pub(crate) struct NewLine<'a> {
    pub(crate) from: &'a UnitId,
    pub(crate) to: &'a UnitId,
    pub(crate) on: Date,
    pub(crate) kind: Kind,
    pub(crate) legal_basis: &'a str,
    pub(crate) share: Option<&'a str>,
    /// The name before, or the id of the unit that was above.
    pub(crate) before: Option<&'a str>,
    pub(crate) made_unit: bool,
}

pub(crate) async fn insert(tx: &mut Tx, change: &ChangeId, line: NewLine<'_>) -> Result<(), Fault> {
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    tx.run(
        sql::INSERT,
        bind![
            &any_id(),
            change.as_str(),
            line.from.as_str(),
            line.to.as_str(),
            &line.on.to_string(),
            line.kind.name(),
            line.legal_basis,
            line.share,
            line.before,
            i32::from(line.made_unit),
            &now,
            &by,
        ],
    )
    .await?;
    Ok(())
}

/// Whether the one is known to have become the other.
pub(crate) async fn is_known(
    conn: &mut Conn,
    (from, to): (&UnitId, &UnitId),
) -> Result<bool, Fault> {
    let count = conn
        .one(sql::KNOWN, bind![from.as_str(), to.as_str()], |row| {
            row.count("n")
        })
        .await?;
    Ok(0 < count)
}

fn read(row: &Row) -> Result<Line, Fault> {
    let kind = row.text("kind")?;
    let change = row.text("change_id")?;
    let side = |id: &str, name: &str, slug: &str| -> Result<Side, Fault> {
        Ok(Side {
            id: UnitId::stored(row.text(id)?),
            name: row.text(name)?,
            slug: row.text(slug)?,
        })
    };
    Ok(Line {
        kind: Kind::parse(&kind)
            .ok_or_else(|| Fault::inconsistent("unit_lineage", &change, "kind"))?,
        change: ChangeId::stored(change),
        from: side("from_unit", "from_name", "from_slug")?,
        to: side("to_unit", "to_name", "to_slug")?,
        on: row.date("on_date")?,
        legal_basis: row.text("legal_basis")?,
        share: row.text_or_null("share")?,
        before: match row.text_or_null("above_name")? {
            Some(above) => Some(above),
            None => row.text_or_null("before_text")?,
        },
        made_unit: row.int("made_unit")? == 1,
    })
}

/// What a unit was and became, the first first.
pub async fn lines(app: &App, actor: &Actor, unit: &UnitId) -> Result<Vec<Line>, Error> {
    let mut conn = app.read().await?;
    let unit = unit::load(&mut conn, unit).await?;
    actor.require(Action::Read, &unit.path)?;
    Ok(conn
        .all(sql::OF_UNIT, bind![unit.id.as_str()], read)
        .await?)
}

/// Every «became» between two different units.
async fn edges(conn: &mut Conn) -> Result<Vec<(UnitId, UnitId)>, Fault> {
    conn.all(sql::EDGES, &[], |row| {
        Ok((
            UnitId::stored(row.text("from_unit")?),
            UnitId::stored(row.text("to_unit")?),
        ))
    })
    .await
}
