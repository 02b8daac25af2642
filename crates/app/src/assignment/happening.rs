//! What was done («2/4 cuộc họp»), events that start a clock, a day that binds instead of the
//! text's: each changes when the row is due next, in the same transaction.

use domain::work;
use jiff::civil::Date;
use serde_json::json;

use super::plan_work::{self, plan_work, recount};
use super::row::{self, WorkRow};
use super::{Refusal, sql};
use crate::audit::Event;
use crate::{
    Actor, App, Error, HappeningId, Noun, OccurrenceId, RowId, bind, cascade, plan, workday,
};

/// Records that it was done once on a day.
pub async fn record_happening(
    app: &App,
    actor: &Actor,
    row: &RowId,
    on: Date,
    note: &str,
) -> Result<HappeningId, Error> {
    let mut tx = app.begin(actor).await?;
    let row = row::load(&mut tx, actor, row).await?;
    row.require_work(actor)?;
    past(app, on)?;
    near(&row, on)?;
    let (id, note, now, by) = (
        HappeningId::new(),
        row::note(note)?,
        tx.now().to_owned(),
        tx.by().to_owned(),
    );
    tx.run(
        sql::HAPPENING_INSERT,
        bind![
            id.as_str(),
            row.id.as_str(),
            &on.to_string(),
            &note,
            &by,
            &now
        ],
    )
    .await?;
    recount(&mut tx, &row.id).await?;
    let fields = json!({ "on": on.to_string(), "note": note });
    tx.commit(event("happening.recorded", &row).after(fields))
        .await?;
    Ok(id)
}

/// Takes a record away, or puts it back.
pub async fn keep_happening(
    app: &App,
    actor: &Actor,
    id: &HappeningId,
    keep: Keep,
) -> Result<RowId, Error> {
    let mut tx = app.begin(actor).await?;
    let (row, on, note, by) = tx
        .find(sql::HAPPENING, bind![id.as_str()], |row| {
            let id = RowId::stored(row.text("row_id")?);
            let (on, note) = (row.text("happened_on")?, row.text("note")?);
            Ok((id, on, note, row.text("created_by")?))
        })
        .await?
        .ok_or(Error::NotFound(Noun::Occurrence))?;
    let row = row::load(&mut tx, actor, &row).await?;
    row.require_work(actor)?;
    if !row.is_seen_whole(actor) && by != tx.by() {
        return Err(Error::NotFound(Noun::Occurrence));
    }
    let now = tx.now().to_owned();
    let removed = (keep == Keep::No).then_some(now.as_str());
    tx.run(sql::HAPPENING_REMOVED, bind![id.as_str(), removed])
        .await?;
    recount(&mut tx, &row.id).await?;
    let fields = json!({ "on": on, "note": note });
    let event = match keep {
        Keep::No => event("happening.removed", &row).before(fields),
        Keep::Yes => event("happening.restored", &row).after(fields),
    };
    tx.commit(event).await?;
    Ok(row.id)
}

/// Whether a record counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It counts again.
    Yes,
    /// It no longer counts.
    No,
}

/// What brought an event.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// Number of the letter: «125/UBND-VX».
    pub reference: String,
    /// What was said.
    pub note: String,
}

/// Records the event that the row's deadline waits for: its clock starts.
pub async fn record_event(
    app: &App,
    actor: &Actor,
    row: &RowId,
    on: Date,
    brought: &Brought,
) -> Result<OccurrenceId, Error> {
    let mut tx = app.begin(actor).await?;
    let row = row::load(&mut tx, actor, row).await?;
    row.require_work(actor)?;
    past(app, on)?;
    near(&row, on)?;
    let reading = reading_of(&row).ok_or(Refusal::NoEvent)?;
    let calendar = workday::terms_from(&mut tx, on).await?;
    let mut terms = std::iter::once(&reading.deadline).chain(&reading.also);
    let started = terms
        .find_map(|term| work::started_by(on, term, &calendar))
        .ok_or(Refusal::NoEvent)?;
    let kept = plan_work::load(&mut tx, &row.id).await?;
    let text = kept
        .iter()
        .find(|one| one.waits())
        .and_then(|one| one.event.clone());
    let (reference, note) = (row::note(&brought.reference)?, row::note(&brought.note)?);
    let known = plan_work::Event {
        text: text.as_deref(),
        on: Some(on),
        reference: Some(&reference),
        note: Some(&note),
    };
    let position = i32::try_from(kept.len()).unwrap_or(i32::MAX);
    let id = plan_work::insert(&mut tx, &row.id, position, &started, &known).await?;
    recount(&mut tx, &row.id).await?;
    let fields = json!({
        "on": on.to_string(), "due": started.due.map(|due| due.to_string()),
        "reference": reference, "note": note,
    });
    tx.commit(event("occurrence.started", &row).after(fields))
        .await?;
    Ok(id)
}

/// Takes a recorded event away: its clock stops.
pub async fn remove_event(app: &App, actor: &Actor, id: &OccurrenceId) -> Result<RowId, Error> {
    let mut tx = app.begin(actor).await?;
    let (row, on) = tx
        .find(sql::STARTED, bind![id.as_str()], |row| {
            Ok((RowId::stored(row.text("row_id")?), row.text("event_on")?))
        })
        .await?
        .ok_or(Error::NotFound(Noun::Occurrence))?;
    let row = row::load(&mut tx, actor, &row).await?;
    row.require_work(actor)?;
    tx.run(sql::STARTED_REMOVE, bind![id.as_str()]).await?;
    recount(&mut tx, &row.id).await?;
    tx.commit(event("occurrence.stopped", &row).before(json!({ "on": on })))
        .await?;
    Ok(row.id)
}

/// Sets the day that binds instead of the text's; `None`: the text's again. The focal officer's.
pub async fn set_due(
    app: &App,
    actor: &Actor,
    row: &RowId,
    due: Option<Date>,
    version: i32,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let row = row::load(&mut tx, actor, row).await?;
    actor.require(domain::authority::Action::EditPlan, &row.unit_path)?;
    if !row.is_open {
        return Err(Refusal::Closed.into());
    }
    if let Some(day) = due {
        near(&row, day)?;
    }
    let text = due.map(|day| day.to_string());
    let kept = tx
        .run(
            sql::EFFECTIVE_DUE_SET,
            bind![row.id.as_str(), version, &text],
        )
        .await?;
    if kept == 0 {
        return Err(Error::Stale(Noun::Row));
    }
    plan_work(&mut tx, &row.id, reading_of(&row).as_ref(), row.year).await?;
    let before = row.effective_due.map(|day| day.to_string());
    let event = event("plan_row.due_set", &row)
        .before(json!({ "effective_due": before }))
        .after(json!({ "effective_due": text }));
    let plan = plan::load_any(&mut tx, &row.plan).await?;
    cascade::follow::commit(tx, &plan, event).await
}

fn reading_of(row: &WorkRow) -> Option<domain::deadline::DeadlineReading> {
    let text = row
        .deadline_text
        .as_deref()
        .filter(|text| !text.trim().is_empty())?;
    Some(reading::deadline::read(text, row.year, row.issued_on))
}

fn event(kind: &'static str, row: &WorkRow) -> Event {
    Event::new(kind, "plan_row", row.id.as_str(), &row.name()).within(&row.unit)
}

fn past(app: &App, day: Date) -> Result<(), Refusal> {
    if app.today() < day {
        Err(Refusal::InFuture { day })
    } else {
        Ok(())
    }
}

/// A year before and a year after the plan's: a slip of the finger lies further off.
fn near(row: &WorkRow, day: Date) -> Result<(), Refusal> {
    if (row.year - 1..=row.year + 1).contains(&day.year()) {
        return Ok(());
    }
    Err(Refusal::OutsideYear {
        day,
        year: row.year,
    })
}
