//! «Đã kiểm tra»: whom the framework names to confirm the figures of a line looks at what was
//! provided and says that it is right. Only then are provided figures final; whoever provided one
//! does not confirm it, and any change of it takes the confirmation back.

use domain::authority::{Action, Duty};
use serde_json::json;

use super::{Desk, Place, Seat, load, sheet, sql};
use crate::audit::Event;
use crate::database::{Conn, Row, Tx};
use crate::figure::Refusal;
use crate::figure::packed::Packed;
use crate::figure::value::{FigureState, Value};
use crate::framework::Charge;
use crate::{Actor, App, EntryId, Error, Fault, Noun, bind};

/// Who confirms the figures of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    /// Their name.
    pub name: String,
    /// Whether the visitor acts for them.
    pub is_mine: bool,
}

/// A figure of a unit that somebody provided.
#[derive(Clone, Debug)]
pub(super) struct Given {
    by: String,
    checked_at: Option<String>,
    version: i32,
    state: FigureState,
    disputed: bool,
}

/// How far the confirming of a unit's figures is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirming {
    /// Nothing was provided.
    Nothing,
    /// Nobody has confirmed it yet.
    Waits,
    /// Confirmed, when.
    Done(String),
}

impl Seat {
    /// How far it is.
    pub fn confirming(&self) -> Confirming {
        let mut last = None;
        for one in &self.given {
            match &one.checked_at {
                None => return Confirming::Waits,
                Some(at) => last = last.max(Some(at)),
            }
        }
        last.map_or(Confirming::Nothing, |at| Confirming::Done(at.clone()))
    }

    /// What a person saw: another text once one of its figures is another.
    pub fn seen(&self) -> String {
        let figures: i64 = self.given.iter().map(|one| i64::from(one.version)).sum();
        format!("{}.{}.{figures}", self.entry, self.given.len())
    }
}

/// The entry of [`Seat::seen`].
fn entry_of(seen: &str) -> Option<EntryId> {
    EntryId::parse(seen.split('.').next().unwrap_or_default())
}

pub(super) fn given(row: &Row, value: &Value) -> Result<Option<Given>, Fault> {
    let by = row.text_or_null("provided_by")?;
    let Some(by) = by.filter(|_| value.is_provided && value.value.is_some()) else {
        return Ok(None);
    };
    Ok(Some(Given {
        by,
        checked_at: row.text_or_null("checked_at")?,
        version: row.int("value_version")?,
        state: value.state,
        disputed: value.disputed,
    }))
}

pub(super) async fn verifier(
    conn: &mut Conn,
    actor: &Actor,
    charge: &Charge,
) -> Result<Option<Verifier>, Fault> {
    let Some((party, name)) = &charge.verifier else {
        return Ok(None);
    };
    let is_mine = match &actor.person {
        None => false,
        Some(person) => {
            let bound = [party.as_str().into(), person.as_str().into()];
            let count = conn.one(sql::ACTS_FOR, &bound, |row| row.count("n"));
            count.await? > 0
        }
    };
    Ok(Some(Verifier {
        name: name.clone(),
        is_mine,
    }))
}

/// Who confirms what is provided of an entry.
pub(in crate::figure) async fn verifier_of(
    conn: &mut Conn,
    entry: &EntryId,
) -> Result<Option<String>, Fault> {
    conn.find(sql::VERIFIER_OF, bind![entry.as_str()], |row| {
        row.text("name")
    })
    .await
}

/// Confirms what was provided for units, each as it was seen; or takes that back.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    place: Place<'_>,
    (seen, done): (&[String], bool),
) -> Result<usize, Error> {
    let mut tx = app.begin(actor).await?;
    let desk = load(app, &mut tx, (actor, place)).await?;
    actor.require_as(Action::EnterFigures, &place.unit.path, Duty::Supporting)?;
    if !desk.verifier.as_ref().is_some_and(|one| one.is_mine) {
        let verifier = desk.verifier.map(|one| one.name);
        return Err(Refusal::NotVerifier { verifier }.into());
    }
    let mut seats = chosen(&desk, seen)?;
    // Of those that are confirmed already, or were not, nothing is said again.
    seats.retain(|seat| {
        seat.given
            .iter()
            .any(|one| one.checked_at.is_some() != done)
    });
    if seats.is_empty() {
        return Err(Refusal::NothingToCheck.into());
    }
    let now = sheet::Now {
        today: app.today(),
        period: place.period,
        former: std::collections::BTreeMap::new(),
    };
    for seat in &seats {
        sheet::open(seat, &now).map_err(Error::Refused)?;
        if done {
            require_others(tx.by(), seat)?;
        }
    }
    let state = if done {
        FigureState::Final
    } else {
        FigureState::Provisional
    };
    put(&mut tx, (&desk, place), (&seats, done, state)).await?;
    let line = desk.line();
    let name = format!("{} {}", line.code, line.title);
    let units: Vec<&str> = seats.iter().map(|seat| seat.name.as_str()).collect();
    let kind = if done {
        "figure.checked"
    } else {
        "figure.check_taken_back"
    };
    let event = Event::new(kind, "indicator", line.indicator.as_str(), &name)
        .within(&place.unit.id)
        .after(json!({ "units": units, "state": state.name(), "period": place.period.code }));
    tx.commit(event).await?;
    Ok(seats.len())
}

/// The units whose figures are as they were seen.
fn chosen<'d>(desk: &'d Desk, seen: &[String]) -> Result<Vec<&'d Seat>, Error> {
    let by_entry: std::collections::BTreeMap<&EntryId, &Seat> =
        desk.seats.iter().map(|seat| (&seat.entry, seat)).collect();
    let mut seats = std::collections::BTreeMap::new();
    for one in seen {
        let entry = entry_of(one).ok_or(Error::NotFound(Noun::Entry))?;
        let seat = by_entry.get(&entry).ok_or(Error::NotFound(Noun::Entry))?;
        if seat.seen() != *one || seat.given.is_empty() {
            return Err(Error::Stale(Noun::Entry));
        }
        seats.insert(entry, *seat);
    }
    Ok(seats.into_values().collect())
}

/// Refuses one's own figures, estimates, and those that somebody says are not right.
fn require_others(by: &str, seat: &Seat) -> Result<(), Refusal> {
    let unit = || seat.name.clone();
    if seat.given.iter().any(|one| one.by == by) {
        return Err(Refusal::OwnFigures { unit: unit() });
    }
    if seat
        .given
        .iter()
        .any(|one| one.state == FigureState::Estimate)
    {
        return Err(Refusal::EstimatedFigures { unit: unit() });
    }
    if seat.given.iter().any(|one| one.disputed) {
        return Err(Refusal::DisputedFigures { unit: unit() });
    }
    Ok(())
}

async fn put(
    tx: &mut Tx,
    (desk, place): (&Desk, Place<'_>),
    (seats, done, state): (&[&Seat], bool, FigureState),
) -> Result<(), Error> {
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    let (now, by) = (done.then_some(&now), done.then_some(&by));
    let line = desk.line().indicator.as_str();
    let units = seats.iter().map(|seat| [seat.unit.to_string()]).collect();
    for batch in Packed::new(units).batches([36]) {
        let which = (&batch.text, batch.count, line, place.period.id.as_str());
        let (units, count, line, period) = which;
        tx.run(
            sql::CONFIRM,
            bind![units, count, line, period, state.name(), now, by],
        )
        .await?;
        tx.run(sql::CONFIRM_ENTRIES, bind![units, count, line, period])
            .await?;
    }
    Ok(())
}
