//! A sheet looked at, and written: all of it or nothing, in one transaction, by statements that
//! take hundreds of units each.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::{Action, Duty};
use serde_json::{Value as Json, json};

use super::sheet::{Change, Now, read};
use super::{Desk, Look, Place, Seat, Sheet, load, sql};
use crate::audit::Event;
use crate::database::{Conn, Tx};
use crate::figure::Refusal;
use crate::figure::packed::{self, Packed};
use crate::figure::rollup;
use crate::figure::score::Earned;
use crate::figure::value::FigureState;
use crate::figure::wave::{Units, Wave};
use crate::registry;
use crate::unit::Unit;
use crate::{
    Actor, App, Error, Fault, FrameworkId, IndicatorId, Noun, UnitId, any_id, bind, framework,
};

/// Why a sheet cannot be looked at: it cannot be cut into rows.
type Unreadable = reading::figure::Refusal;

/// What a sheet would do, with the table as it is.
pub async fn look(
    app: &App,
    actor: &Actor,
    place: Place<'_>,
    sheet: &Sheet,
) -> Result<(Desk, Result<Look, Unreadable>), Error> {
    let mut conn = app.read().await?;
    looked(app, &mut conn, (actor, place), sheet).await
}

async fn looked(
    app: &App,
    conn: &mut Conn,
    (actor, place): (&Actor, Place<'_>),
    sheet: &Sheet,
) -> Result<(Desk, Result<Look, Unreadable>), Error> {
    let desk = load(app, conn, (actor, place)).await?;
    if !desk.mine.contains(&true) {
        return Err(Error::NotAllowed(Action::EnterFigures));
    }
    let now = Now {
        today: app.today(),
        period: place.period,
        former: former(conn, place.unit, &desk).await?,
    };
    let look = read(&desk, sheet, &now);
    Ok((desk, look))
}

/// Names of before: of the unit itself, of units that went into it here, and of those that the list
/// of the country's units knows.
async fn former(
    conn: &mut Conn,
    unit: &Unit,
    desk: &Desk,
) -> Result<BTreeMap<UnitId, Vec<String>>, Fault> {
    let mut former: BTreeMap<UnitId, Vec<String>> = BTreeMap::new();
    conn.all(sql::FORMER, bind![&unit.path], |row| {
        if let Some(name) = row.text_or_null("name")? {
            let unit = UnitId::stored(row.text("unit_id")?);
            former.entry(unit).or_default().push(name);
        }
        Ok(())
    })
    .await?;
    for seat in &desk.seats {
        if let Some(code) = seat.code.as_deref() {
            let made_of = registry::registry().made_of(code);
            let names = made_of.map(|one| one.name.to_owned());
            former.entry(seat.unit.clone()).or_default().extend(names);
        }
    }
    Ok(former)
}

/// Writes what was looked at: how many units. `seen` is [`Look::seen`] of what was shown.
pub async fn write(
    app: &App,
    actor: &Actor,
    place: Place<'_>,
    (sheet, seen): (&Sheet, &str),
) -> Result<usize, Error> {
    let mut tx = app.begin(actor).await?;
    let (desk, look) = looked(app, &mut tx, (actor, place), sheet).await?;
    actor.require_as(Action::EnterFigures, &place.unit.path, Duty::Supporting)?;
    let look = look.map_err(|_| Refusal::NothingToProvide)?;
    if look.seen != seen {
        return Err(Error::Stale(Noun::Entry));
    }
    if !look.agrees() {
        return Err(Refusal::TotalsDiffer.into());
    }
    if look.left_out() > 0 && !sheet.skip {
        let count = look.left_out();
        return Err(Refusal::RowsLeftOut { count }.into());
    }
    if look.changes.is_empty() {
        return Err(Refusal::NothingToProvide.into());
    }
    let writing = Writing {
        desk: &desk,
        changes: &look.changes,
        place,
    };
    writing.values(&mut tx).await?;
    writing.entries(&mut tx).await?;
    let earned = writing.follow(app, &mut tx).await?;
    rollup::gather_from(&mut tx, (place.framework, &place.period.id)).await?;
    for change in &look.changes {
        tx.record(writing.event(change, &earned));
    }
    let line = desk.line();
    let name = format!("{} {}", line.code, line.title);
    let after =
        json!({ "units": look.changes.len(), "source": sheet.source, "as_of": sheet.as_of });
    let event = Event::new(
        "figure.provided",
        "indicator",
        line.indicator.as_str(),
        &name,
    )
    .within(&place.unit.id)
    .after(after);
    tx.commit(event).await?;
    Ok(look.changes.len())
}

/// What is being written.
struct Writing<'w> {
    desk: &'w Desk,
    changes: &'w [Change],
    place: Place<'w>,
}

impl Writing<'_> {
    fn seat(&self, change: &Change) -> &Seat {
        &self.desk.seats[change.seat]
    }

    /// The figures, each locked with its source.
    async fn values(&self, tx: &mut Tx) -> Result<(), Fault> {
        let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
        for (at, ask) in self.desk.line().asks.iter().enumerate() {
            // The state is typed once for the whole sheet, or is what each row had.
            let mut by_state: BTreeMap<&str, Vec<[String; 5]>> = BTreeMap::new();
            for change in self
                .changes
                .iter()
                .filter(|one| one.draft.changed.contains(&at))
            {
                let value = change.draft.values.get(&ask.key).cloned().flatten();
                by_state
                    .entry(change.draft.state.name())
                    .or_default()
                    .push([
                        any_id(),
                        self.seat(change).unit.to_string(),
                        change.as_of.clone(),
                        value.unwrap_or_default(),
                        change.source.clone(),
                    ]);
            }
            for (state, rows) in by_state {
                for batch in Packed::new(rows).batches([36, 36, 10, 0, 0]) {
                    let bound = [
                        (&batch.text).into(),
                        batch.widths[3].into(),
                        batch.widths[4].into(),
                        batch.count.into(),
                        self.place.period.id.as_str().into(),
                        ask.figure.as_str().into(),
                        state.into(),
                        (&now).into(),
                        (&by).into(),
                    ];
                    tx.run(sql::VALUES_PUT, &bound).await?;
                }
            }
        }
        Ok(())
    }

    /// The entries, each if it is still the one that was read.
    async fn entries(&self, tx: &mut Tx) -> Result<(), Error> {
        let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
        let row = |change: &Change| {
            let seat = self.seat(change);
            let state = self
                .state(change)
                .map(FigureState::name)
                .unwrap_or_default();
            [
                seat.entry.to_string(),
                seat.version.to_string(),
                state.to_owned(),
            ]
        };
        for batch in Packed::new(self.changes.iter().map(row).collect()).batches([36, 10, 12]) {
            let bound = [
                (&batch.text).into(),
                batch.count.into(),
                (&now).into(),
                (&by).into(),
            ];
            let saved = tx.run(sql::ENTRIES_SAVE, &bound).await?;
            if saved != u64::from(batch.count.unsigned_abs()) {
                return Err(Error::Stale(Noun::Entry));
            }
        }
        Ok(())
    }

    /// How sure the least sure of the unit's figures is.
    fn state(&self, change: &Change) -> Option<FigureState> {
        let draft = &change.draft;
        let asks = self.desk.line().asks.iter().enumerate();
        let known = asks.filter(|(_, ask)| draft.values.get(&ask.key).is_some_and(Option::is_some));
        known
            .filter_map(|(at, ask)| {
                if draft.changed.contains(&at) {
                    return Some(draft.state);
                }
                self.seat(change).value(&ask.key).map(|value| value.state)
            })
            .min()
    }

    /// Points, of this line and of all that share one of its figures.
    async fn follow(&self, app: &App, tx: &mut Tx) -> Result<BTreeMap<UnitId, Earned>, Error> {
        let seats = self.changes.iter().map(|change| self.seat(change));
        let units: BTreeSet<UnitId> = seats.clone().map(|seat| seat.unit.clone()).collect();
        let handed_in = seats.filter(|seat| !seat.is_open);
        let reopened = handed_in.map(|seat| seat.assessment.clone()).collect();
        let wave = Wave {
            period: &self.place.period.id,
            units: Units::These(&units),
            reopened: &reopened,
        };
        let (edition, at) = (&self.desk.edition, self.desk.at);
        let scored = wave.rescore(tx, edition, at).await?;
        // Sums show how much is in: they are others even where the points are the same.
        let seats = self
            .changes
            .iter()
            .map(|change| &self.seat(change).assessment);
        let silent = seats.filter(|own| !scored.touched.contains(own));
        packed::touch(tx, silent.map(ToString::to_string)).await?;
        let others = scored
            .earned
            .keys()
            .filter(|unit| !units.contains(unit))
            .count();
        if others > 0 {
            let line = self.desk.line();
            let name = format!("{} {}", line.code, line.title);
            let event = Event::new(
                "entry.compared",
                "indicator",
                line.indicator.as_str(),
                &name,
            )
            .within(&self.place.unit.id)
            .after(json!({ "units": others }));
            tx.record(event);
        }
        for (framework, indicator) in self.fed(tx).await? {
            let edition = framework::scoring(app, tx, &framework).await?;
            let Some(at) = edition.line(&indicator) else {
                continue;
            };
            wave.rescore(tx, &edition, at).await?;
            wave.note(tx, (&edition, at)).await?;
        }
        Ok(scored.earned)
    }

    /// Other lines, of any framework, that one of the written figures feeds.
    async fn fed(&self, tx: &mut Tx) -> Result<BTreeSet<(FrameworkId, IndicatorId)>, Fault> {
        let line = self.desk.line();
        let mut fed = BTreeSet::new();
        for (at, ask) in line.asks.iter().enumerate() {
            if !self
                .changes
                .iter()
                .any(|one| one.draft.changed.contains(&at))
            {
                continue;
            }
            let all = tx
                .all(sql::FED, bind![ask.figure.as_str()], |row| {
                    let framework = FrameworkId::stored(row.text("framework_id")?);
                    Ok((framework, IndicatorId::stored(row.text("indicator_id")?)))
                })
                .await?;
            fed.extend(all);
        }
        fed.remove(&(self.desk.edition.id.clone(), line.indicator.clone()));
        Ok(fed)
    }

    /// What the audit keeps of a unit: the same as of a row that the unit saves itself.
    fn event(&self, change: &Change, earned: &BTreeMap<UnitId, Earned>) -> Event {
        let (line, seat, draft) = (self.desk.line(), self.seat(change), &change.draft);
        let first = seat.values.iter().find(|value| value.value.is_some());
        let was: BTreeMap<&str, Option<&String>> = line
            .asks
            .iter()
            .map(|ask| (ask.key.as_str(), change.before.values.get(&ask.key)))
            .collect();
        let points = |earned: &Earned| earned.points.as_ref().map(ToString::to_string);
        let now = earned.get(&seat.unit).unwrap_or(&seat.earned);
        let before = json!({
            "values": was,
            "source": first.map(|value| value.source.as_str()),
            "as_of": first.map(|value| value.as_of.as_str()),
            "state": seat.state.map(FigureState::name),
            "applicable": seat.applicable,
            "explanation": seat.explanation,
            "points": points(&seat.earned),
            "outcome": seat.earned.outcome.name(),
        });
        let mut after: Json = json!({
            "values": draft.values,
            "source": draft.source,
            "as_of": draft.as_of,
            "state": self.state(change).map(FigureState::name),
            "applicable": draft.applicable,
            "explanation": seat.explanation,
            "points": points(now),
            "outcome": now.outcome.name(),
            "provided": true,
        });
        if let Some(reason) = &draft.reason {
            after["reason"] = reason.as_str().into();
        }
        let name = format!("{} {}", line.code, line.title);
        Event::new("entry.saved", "entry", seat.entry.as_str(), &name)
            .within(&seat.unit)
            .before(before)
            .after(after)
    }
}
