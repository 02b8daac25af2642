//! The desk: one figure of all units below one, in one table. Whoever provides it (or the focal
//! officer of the unit above) pastes a sheet, looks at what it would do, and writes all of it or
//! nothing; what arrives is locked with its source. Who provides which figure is in `provider`,
//! reading a sheet in `sheet`, writing in `write`, what units say against a figure in `waiting`.

mod confirm;
mod provider;
mod ready;
mod release;
mod sheet;
pub(crate) mod sql;
mod waiting;
mod write;

pub use confirm::{Confirming, Verifier, confirm};
pub use provider::{Choice, Provider, name_provider, parties};
pub use ready::{
    Lack, Lacking, Line, PAGE, Ready, ask, chosen, frameworks as frameworks_here, lacking, ready,
};
pub use release::{may_release, release};
pub use sheet::{Blocked, Change, Control, Look, Sheet, Side};
pub use waiting::{Waiting, waiting};
pub use write::{look, write};

pub(super) use confirm::verifier_of;
pub(super) use provider::take_providers;
pub(super) use release::{desk_of, focals_above, is_above, is_active, provides_entry};

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::authority::{Action, Duty};
use jiff::civil::Date;
use scoring::Exact;

use super::rescore;
use super::score::Earned;
use super::standing::value;
use super::value::{FigureState, Value};
use crate::database::{Conn, Row};
use crate::framework::{Ask, Charge, Edition, EditionLine, charge, shelf};
use crate::period::Period;
use crate::unit::{Unit, UnitKind};
use crate::{Actor, App, AssessmentId, EntryId, Error, Fault, FrameworkId, Noun, UnitId};

/// A framework that units below use in the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// Id.
    pub id: FrameworkId,
    /// Name.
    pub name: String,
    version: i32,
}

/// Frameworks that units below the unit use in the period.
pub async fn frameworks(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
) -> Result<Vec<Used>, Error> {
    actor.require(Action::Read, &unit.path)?;
    let mut conn = app.read().await?;
    let bound = [period.id.as_str().into(), (&unit.path).into()];
    let all = conn.all(sql::FRAMEWORKS, &bound, used);
    Ok(all.await?)
}

fn used(row: &Row) -> Result<Used, Fault> {
    Ok(Used {
        id: FrameworkId::stored(row.text("id")?),
        name: row.text("name")?,
        version: row.int("version")?,
    })
}

/// A line of the framework as the desk lists it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Index of the line in the edition.
    pub line: usize,
    /// Units that use it.
    pub units: i64,
    /// Units with a figure.
    pub given: i64,
    /// Units whose figure is provided.
    pub locked: i64,
    /// Units that say that it is not right.
    pub disputed: i64,
    /// Who provides its figures; `None`: nobody is named. Figures may differ.
    pub providers: Vec<Provider>,
    /// How many of its figures nobody is named for.
    pub unnamed: usize,
    /// Whether the visitor may provide one of them.
    pub is_mine: bool,
}

/// The lines that ask for figures, in the framework's order.
#[derive(Clone, Debug)]
pub struct Desks {
    /// The framework.
    pub edition: Arc<Edition>,
    /// Its lines.
    pub lines: Vec<Listed>,
    /// Whether the visitor names providers here.
    pub names: bool,
}

/// What the desk holds in a framework. Whoever neither reads the figures of all units nor names
/// providers sees the lines that they provide.
pub async fn list(
    app: &App,
    actor: &Actor,
    (unit, period, used): (&Unit, &Period, &Used),
) -> Result<Desks, Error> {
    actor.require_as(Action::EnterFigures, &unit.path, Duty::Supporting)?;
    let mut conn = app.read().await?;
    let edition = shelf::at_version(app, &mut conn, &used.id, used.version).await?;
    let place = (unit, period, &used.id);
    let provisions = provider::of(&mut conn, actor, place).await?;
    let bound = [
        used.id.as_str().into(),
        period.id.as_str().into(),
        (&unit.path).into(),
    ];
    let counts = conn.all(sql::COUNTS, &bound, |row| {
        let counts = (row.count("units")?, row.count("given")?);
        Ok((row.text("indicator_id")?, counts))
    });
    let counts: BTreeMap<String, (i64, i64)> = counts.await?.into_iter().collect();
    let locks = conn.all(sql::LOCKS, &bound, |row| {
        let locks = (row.count("locked")?, row.count("disputed")?);
        Ok((row.text("indicator_id")?, locks))
    });
    let locks: BTreeMap<String, (i64, i64)> = locks.await?.into_iter().collect();
    let names = actor.may(Action::EnterFigures, &unit.path);
    let sees_all = names || actor.may(Action::ReadFigures, &unit.path);
    let mut lines = Vec::new();
    for (at, line) in edition.lines.iter().enumerate() {
        let Some((units, given)) = counts.get(line.indicator.as_str()).copied() else {
            continue;
        };
        let own: Vec<&Provider> = line
            .asks
            .iter()
            .filter_map(|ask| provisions.get(&ask.figure))
            .collect();
        let is_mine = names || own.iter().any(|one| one.is_mine);
        if !line.is_entered() || !(sees_all || is_mine) {
            continue;
        }
        let (locked, disputed) = locks
            .get(line.indicator.as_str())
            .copied()
            .unwrap_or_default();
        let mut providers: Vec<Provider> = Vec::new();
        for one in &own {
            if !providers.iter().any(|known| known.party == one.party) {
                providers.push((*one).clone());
            }
        }
        lines.push(Listed {
            line: at,
            units,
            given,
            locked,
            disputed,
            providers,
            unnamed: line.asks.len() - own.len(),
            is_mine,
        });
    }
    Ok(Desks {
        edition,
        lines,
        names,
    })
}

/// A unit's row in the table.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Its word in addresses.
    pub slug: String,
    /// Mã đơn vị hành chính.
    pub code: Option<String>,
    /// The entry.
    pub entry: EntryId,
    /// Its figures, those that there are.
    pub values: Vec<Value>,
    /// Points and outcome.
    pub earned: Earned,
    /// How sure its figures are.
    pub state: Option<FigureState>,
    /// Whether the line is for the unit.
    pub applicable: bool,
    pub(super) kind: UnitKind,
    pub(super) assessment: AssessmentId,
    pub(super) version: i32,
    pub(super) explanation: Option<String>,
    pub(super) expected: Option<Exact>,
    pub(super) is_open: bool,
    pub(super) sent_back_until: Option<Date>,
    /// Until when the level above lets the unit's figures change.
    pub(super) granted_until: Option<Date>,
    /// Its figures that somebody provided.
    given: Vec<confirm::Given>,
}

impl Seat {
    /// The figure of that key.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|value| value.key == key)
    }
}

/// The table of one line.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The framework.
    pub edition: Arc<Edition>,
    /// Index of the line in it.
    pub at: usize,
    /// Units below, in no order that means anything to people.
    pub seats: Vec<Seat>,
    /// Who provides each of the line's figures.
    pub providers: Vec<Option<Provider>>,
    /// Which of them the visitor may provide.
    pub mine: Vec<bool>,
    /// Whether the visitor names providers here.
    pub names: bool,
    /// Who the framework says provides and confirms them.
    pub charge: Charge,
    /// Who confirms what is provided; `None`: nobody has to.
    pub verifier: Option<Verifier>,
}

impl Desk {
    /// The line.
    pub fn line(&self) -> &EditionLine {
        &self.edition.lines[self.at]
    }

    /// The figures that the visitor may provide.
    pub fn own(&self) -> impl Iterator<Item = &Ask> {
        let asks = self.line().asks.iter().zip(&self.mine);
        asks.filter(|(_, mine)| **mine).map(|(ask, _)| ask)
    }
}

/// Which table.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The unit above.
    pub unit: &'a Unit,
    /// The period.
    pub period: &'a Period,
    /// The framework.
    pub framework: &'a FrameworkId,
    /// The line's code.
    pub code: &'a str,
}

/// The table of one line for all units below.
pub async fn open(app: &App, actor: &Actor, place: Place<'_>) -> Result<Desk, Error> {
    let mut conn = app.read().await?;
    load(app, &mut conn, (actor, place)).await
}

async fn load(
    app: &App,
    conn: &mut Conn,
    (actor, place): (&Actor, Place<'_>),
) -> Result<Desk, Error> {
    let (unit, period) = (place.unit, place.period);
    actor.require_as(Action::EnterFigures, &unit.path, Duty::Supporting)?;
    let edition = crate::framework::scoring(app, conn, place.framework).await?;
    let at = edition
        .by_code(place.code)
        .filter(|at| edition.lines[*at].is_entered())
        .ok_or(Error::NotFound(Noun::Indicator))?;
    let line = &edition.lines[at];
    let provisions = provider::of(conn, actor, (unit, period, place.framework)).await?;
    let names = actor.may(Action::EnterFigures, &unit.path);
    let providers: Vec<Option<Provider>> = line
        .asks
        .iter()
        .map(|ask| provisions.get(&ask.figure).cloned())
        .collect();
    let own = |one: &Option<Provider>| names || one.as_ref().is_some_and(|one| one.is_mine);
    // What is computed from units below nobody provides.
    let entered = line.asks.iter().map(|ask| !ask.rolled);
    let mine: Vec<bool> = providers
        .iter()
        .zip(entered)
        .map(|(one, entered)| entered && own(one))
        .collect();
    let charge = charge::of_line(conn, &line.indicator).await?;
    let verifier = confirm::verifier(conn, actor, &charge).await?;
    let confirms = verifier.as_ref().is_some_and(|one| one.is_mine);
    if !mine.contains(&true) && !confirms {
        actor.require(Action::ReadFigures, &unit.path)?;
    }
    let seats = seats(conn, (place, line)).await?;
    if seats.is_empty() {
        // Of a framework that no unit below uses nothing is told.
        return Err(Error::NotFound(Noun::Indicator));
    }
    Ok(Desk {
        at,
        seats,
        providers,
        mine,
        names,
        charge,
        verifier,
        edition: Arc::clone(&edition),
    })
}

async fn seats(
    conn: &mut Conn,
    (place, line): (Place<'_>, &EditionLine),
) -> Result<Vec<Seat>, Fault> {
    let bound = [
        place.framework.as_str().into(),
        place.period.id.as_str().into(),
        line.indicator.as_str().into(),
        (&place.unit.path).into(),
    ];
    // The rows of one unit follow each other, one for each figure.
    let mut seats: Vec<Seat> = Vec::new();
    conn.all(sql::SEATS, &bound, |row| {
        let entry = row.text("id")?;
        if seats.last().is_none_or(|last| last.entry.as_str() != entry) {
            seats.push(seat(row, EntryId::stored(entry))?);
        }
        if let Some(last) = seats.last_mut()
            && row.text_or_null("state")?.is_some()
        {
            let value = value(row)?;
            last.given.extend(confirm::given(row, &value)?);
            last.values.push(value);
        }
        Ok(())
    })
    .await?;
    // A line that is not for units of a kind has no figure of theirs.
    seats.retain(|seat| line.is_for(seat.kind));
    Ok(seats)
}

fn seat(row: &Row, entry: EntryId) -> Result<Seat, Fault> {
    Ok(Seat {
        assessment: AssessmentId::stored(row.text("assessment_id")?),
        is_open: row.text("assessment_state")? == "open",
        unit: UnitId::stored(row.text("unit_id")?),
        name: row.text("name")?,
        slug: row.text("slug")?,
        kind: UnitKind::parse(&row.text("kind")?).unwrap_or(UnitKind::Other),
        code: row.text_or_null("code")?,
        entry,
        applicable: row.flag("applicable")?,
        explanation: row.text_or_null("explanation")?,
        earned: rescore::earned(row)?,
        expected: row.exact_or_null("expected_points")?,
        state: row
            .text_or_null("entry_state")?
            .as_deref()
            .and_then(FigureState::parse),
        version: row.int("version")?,
        sent_back_until: row.date_or_null("sent_back_until")?,
        granted_until: row.date_or_null("granted_until")?,
        values: Vec::new(),
        given: Vec::new(),
    })
}
