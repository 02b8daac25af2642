//! What stands behind a computed figure: what the units come to, and each with its own. Whoever may
//! not read a unit's figures sees of it only that there is one or not; whoever may not see the unit
//! at all, a number.

use std::collections::BTreeMap;

use domain::authority::Action;
use scoring::Exact;

use super::follow::{sum_of, take};
use super::part::{Band, Own, Stand, Sum, amount, stand};
use super::sql;
use crate::database::Row;
use crate::figure::rescore::Spot;
use crate::figure::standing::Standing;
use crate::figure::value::FigureState;
use crate::framework::{RollUp, shelf};
use crate::{Actor, App, EntryId, Error, Fault, FrameworkId, UnitId};

/// Units on a page of the list.
pub const PAGE: usize = 50;
/// Units without a figure that are named beside the figure itself.
const NAMED_MAX: usize = 12;

/// A computed figure of an entry.
#[derive(Clone, Debug)]
pub struct Rolled {
    /// How it is computed.
    pub rollup: RollUp,
    /// What the units come to.
    pub sum: Sum,
    /// How sure it is.
    pub state: FigureState,
    /// Between what it lies while figures are missing.
    pub band: Option<Band>,
    /// The first units without a figure, by name.
    pub missing: Vec<String>,
}

/// A unit below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Below {
    /// Its name.
    pub name: String,
    /// Its word in addresses.
    pub slug: String,
    /// Framework and code of the line where the figure is entered, for whoever may read it there.
    pub link: Option<(FrameworkId, String)>,
    /// How it stands.
    pub whole: Whole,
    /// Somebody of the unit says that it is not right.
    pub disputed: bool,
}

/// How a unit stands to the figure above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Chưa có số liệu.
    Missing,
    /// Không áp dụng.
    Aside,
    /// It has one that the visitor may not read.
    Hidden,
    /// It has one.
    Given {
        /// Counted part and whole, where it has them.
        counts: Option<(Exact, Exact)>,
        /// The number that they make; `None` where there is none to show.
        amount: Option<Exact>,
        /// «Có» or «không».
        yes: Option<bool>,
        /// Whether it reaches what is asked.
        met: bool,
        /// How sure it is.
        state: FigureState,
    },
}

/// Which units are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Without a figure.
    Missing,
    /// That reach what is asked.
    Met,
    /// That do not.
    Unmet,
}

struct Loaded {
    standing: Standing,
    rollups: Vec<RollUp>,
    spot: Spot,
}

async fn load(
    app: &App,
    conn: &mut crate::database::Conn,
    (actor, entry): (&Actor, &EntryId),
) -> Result<Loaded, Error> {
    let standing = Standing::load(conn, entry).await?;
    let reads = (actor, Action::ReadFigures);
    standing.require_to(conn, reads).await?;
    let key = (&standing.framework, standing.framework_version);
    let edition = shelf::at_version(app, conn, key.0, key.1).await?;
    let rollups = edition
        .line(&standing.indicator)
        .map(|at| edition.lines[at].rollups.clone())
        .unwrap_or_default();
    Ok(Loaded {
        spot: standing.spot.clone(),
        standing,
        rollups,
    })
}

/// The computed figures of an entry.
pub async fn rolled(app: &App, actor: &Actor, entry: &EntryId) -> Result<Vec<Rolled>, Error> {
    let mut conn = app.read().await?;
    let loaded = load(app, &mut conn, (actor, entry)).await?;
    let mut all = Vec::with_capacity(loaded.rollups.len());
    // Three of them at most: a line has few figures.
    for rollup in loaded.rollups {
        let sum = sum_of(&mut conn, &rollup, &loaded.spot).await?;
        let sum = sum.unwrap_or_default();
        let mut missing = Vec::new();
        if sum.missing() > 0 {
            let units = units(&mut conn, &rollup, &loaded.standing).await?;
            let named = units
                .into_iter()
                .filter(|one| one.stand == Stand::Missing && actor.may(Action::Read, &one.path))
                .map(|one| one.name);
            missing.extend(named);
            missing.sort_by_cached_key(|name| reading::text::sort_key(name));
            missing.truncate(NAMED_MAX);
        }
        all.push(Rolled {
            state: sum.state(&rollup),
            band: sum.band(&rollup),
            sum,
            missing,
            rollup,
        });
    }
    Ok(all)
}

/// The units behind one of an entry's figures, by name, with how many there are of them and how
/// many more the visitor may not see.
pub async fn below(
    app: &App,
    actor: &Actor,
    (entry, target): (&EntryId, &str),
    filter: Filter,
) -> Result<(Rolled, Vec<Below>, usize), Error> {
    let mut conn = app.read().await?;
    let loaded = load(app, &mut conn, (actor, entry)).await?;
    let rollup = loaded.rollups.into_iter().find(|one| one.target == target);
    let rollup = rollup.ok_or(Error::NotFound(crate::Noun::Indicator))?;
    let sum = sum_of(&mut conn, &rollup, &loaded.spot).await?;
    let sum = sum.unwrap_or_default();
    let bound = [
        rollup.indicator.as_str().into(),
        rollup.target.as_str().into(),
        loaded.spot.period.as_str().into(),
    ];
    let links = conn
        .all(sql::LINKS, &bound, |row| {
            let line = (
                FrameworkId::stored(row.text("framework_id")?),
                row.text("code")?,
            );
            Ok((UnitId::stored(row.text("unit_id")?), line))
        })
        .await?;
    // The last one read is the oldest, and stays.
    let mut links: BTreeMap<UnitId, (FrameworkId, String)> = links.into_iter().collect();
    let mut units = units(&mut conn, &rollup, &loaded.standing).await?;
    let count = units.len();
    units.retain(|one| actor.may(Action::Read, &one.path));
    let unseen = count - units.len();
    let mut all: Vec<Below> = units
        .into_iter()
        .filter(|one| filter.keeps(&one.stand))
        .map(|one| {
            let reads = actor.may(Action::ReadFigures, &one.path);
            Below {
                link: links.remove(&one.id).filter(|_| reads),
                whole: one.whole(reads),
                disputed: one.disputed && reads,
                name: one.name,
                slug: one.slug,
            }
        })
        .collect();
    all.sort_by_cached_key(|one| reading::text::sort_key(&one.name));
    let rolled = Rolled {
        state: sum.state(&rollup),
        band: sum.band(&rollup),
        sum,
        missing: Vec::new(),
        rollup,
    };
    Ok((rolled, all, unseen))
}

impl Filter {
    fn keeps(self, stand: &Stand) -> bool {
        match (self, stand) {
            (Filter::All, _) | (Filter::Missing, Stand::Missing) => true,
            (Filter::Met, Stand::Given(part)) => part.met,
            (Filter::Unmet, Stand::Given(part)) => !part.met,
            _ => false,
        }
    }
}

/// A unit as read.
struct Unit {
    id: UnitId,
    name: String,
    slug: String,
    path: String,
    own: Own,
    stand: Stand,
    is_aside: bool,
    disputed: bool,
}

impl Unit {
    fn whole(&self, reads: bool) -> Whole {
        let part = match &self.stand {
            Stand::Missing => return Whole::Missing,
            Stand::Aside => return Whole::Aside,
            Stand::Given(_) if !reads => return Whole::Hidden,
            Stand::Given(part) => part,
        };
        let number = |part: &str| self.own.get(part)?.0.parse::<Exact>().ok();
        Whole::Given {
            counts: number("num").zip(number("den")),
            amount: amount(&self.own),
            yes: self.own.get("yes").map(|(value, _)| value == "true"),
            met: part.met,
            state: part.state,
        }
    }
}

async fn units(
    conn: &mut crate::database::Conn,
    rollup: &RollUp,
    standing: &Standing,
) -> Result<Vec<Unit>, Fault> {
    let bound = [
        rollup.indicator.as_str().into(),
        rollup.target.as_str().into(),
        standing.spot.period.as_str().into(),
        (&standing.unit_path).into(),
    ];
    // The rows of one unit follow each other, one for each figure.
    let mut units: Vec<Unit> = Vec::new();
    conn.all(sql::GATHER, &bound, |row| {
        let id = row.text("id")?;
        if units.last().is_none_or(|last| last.id.as_str() != id) {
            units.push(unit(row, id)?);
        }
        if let Some(last) = units.last_mut() {
            last.disputed |= row.flag("disputed")?;
            take(&mut last.own, row)?;
        }
        Ok(())
    })
    .await?;
    for unit in &mut units {
        unit.stand = stand(rollup, &unit.own, unit.is_aside);
    }
    Ok(units)
}

fn unit(row: &Row<'_>, id: String) -> Result<Unit, Fault> {
    Ok(Unit {
        id: UnitId::stored(id),
        name: row.text("name")?,
        slug: row.text("slug")?,
        path: row.text("path")?,
        own: Own::new(),
        stand: Stand::Missing,
        is_aside: row.flag("aside")?,
        disputed: false,
    })
}
