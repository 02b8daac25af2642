//! The times at which a row is due, kept beside it: spread by `domain::work` when the row is
//! written or its due date is set by a person, counted again when something was done.
//!
//! What waits for an event is one entry without a day; recording the event adds another one.

use domain::deadline::{Deadline, DeadlineReading};
use domain::work::{self, Label, Occurrence, Status};
use jiff::civil::Date;

use super::sql;
use super::stored::{self, Kept};
use crate::database::{Conn, Tx};
use crate::{Error, Fault, Noun, OccurrenceId, RowId, bind};

/// Spreads a row's deadline over the plan's year and says when the row is due next. What was
/// recorded of events and of things done stays.
pub async fn plan_work(
    tx: &mut Tx,
    row: &RowId,
    deadline: Option<&DeadlineReading>,
    year: i16,
) -> Result<(), Error> {
    let effective = tx
        .find(sql::EFFECTIVE_DUE, bind![row.as_str()], |row| {
            row.date_or_null("effective_due")
        })
        .await?
        .ok_or(Error::NotFound(Noun::Row))?;
    tx.run(sql::OCCURRENCES_CLEAR, bind![row.as_str()]).await?;
    let (spread, waits) = match deadline {
        Some(reading) => (
            work::occurrences(reading, year, effective),
            waited_for(reading),
        ),
        // A row without a word about time can still be given a day.
        None => (effective.into_iter().map(by_day).collect(), Vec::new()),
    };
    let mut position = 0;
    for one in &spread {
        insert(tx, row, position, one, &Event::default()).await?;
        position += 1;
    }
    for event in waits {
        let waiting = Occurrence {
            start: None,
            due: None,
            needed: 0,
            label: Label::Ongoing,
        };
        let event = Event {
            text: Some(event),
            ..Event::default()
        };
        insert(tx, row, position, &waiting, &event).await?;
        position += 1;
    }
    recount(tx, row).await?;
    Ok(())
}

fn by_day(due: Date) -> Occurrence {
    Occurrence {
        start: None,
        due: Some(due),
        needed: 1,
        label: Label::Once,
    }
}

/// Events that start a clock of this deadline.
fn waited_for(reading: &DeadlineReading) -> Vec<&str> {
    std::iter::once(&reading.deadline)
        .chain(&reading.also)
        .filter_map(|term| match term {
            Deadline::OnEvent { event } | Deadline::Relative { event, .. } => Some(event.as_str()),
            Deadline::ByDate { event, .. }
            | Deadline::Window { event, .. }
            | Deadline::Recurring { event, .. } => event.as_deref(),
            _ => None,
        })
        .collect()
}

/// What is known of the event that an occurrence hangs on.
#[derive(Default)]
pub(super) struct Event<'a> {
    /// As the deadline names it.
    pub(super) text: Option<&'a str>,
    /// When it happened.
    pub(super) on: Option<Date>,
    /// Number of the letter that brought it.
    pub(super) reference: Option<&'a str>,
    /// What was said.
    pub(super) note: Option<&'a str>,
}

pub(super) async fn insert(
    tx: &mut Tx,
    row: &RowId,
    position: i32,
    one: &Occurrence,
    event: &Event<'_>,
) -> Result<OccurrenceId, Error> {
    let id = OccurrenceId::new();
    let waiting = event.text.is_some() && event.on.is_none();
    let label = if waiting {
        "event".to_owned()
    } else {
        stored::label_text(one.label)
    };
    tx.run(
        sql::OCCURRENCE_INSERT,
        bind![
            id.as_str(),
            row.as_str(),
            position,
            &one.start.map(|day| day.to_string()),
            &one.due.map(|day| day.to_string()),
            i32::try_from(one.needed).unwrap_or(i32::MAX),
            &label,
            event.text,
            &event.on.map(|day| day.to_string()),
            event.reference,
            event.note,
        ],
    )
    .await?;
    Ok(id)
}

/// Counts what was done again and says when the row is due next.
pub(crate) async fn recount(tx: &mut Tx, row: &RowId) -> Result<(), Error> {
    let (status, issued_on) = tx
        .find(sql::STATUS_AND_ISSUE, bind![row.as_str()], |row| {
            Ok((row.text("status")?, row.date_or_null("issued_on")?))
        })
        .await?
        .ok_or(Error::NotFound(Noun::Row))?;
    let status = Status::parse(&status)
        .ok_or_else(|| Fault::inconsistent("plan_row", row.as_str(), "status"))?;
    let kept = load(tx, row).await?;
    let done = happened(tx, row).await?;
    let counted = counted(&kept, &done);
    for (one, progress) in kept.iter().zip(&counted) {
        let done = i32::try_from(progress.done).unwrap_or(i32::MAX);
        if done != one.done {
            tx.run(sql::OCCURRENCE_DONE, bind![one.id.as_str(), done])
                .await?;
        }
    }
    let next = next_due(&kept, &counted, issued_on).filter(|_| status.is_open());
    tx.run(
        sql::NEXT_DUE,
        bind![row.as_str(), &next.map(|day| day.to_string())],
    )
    .await?;
    Ok(())
}

/// The first day that is still owed. Periods that were over before the plan was issued are owed by
/// nobody.
fn next_due(kept: &[Kept], counted: &[work::Progress], issued_on: Option<Date>) -> Option<Date> {
    kept.iter()
        .zip(counted)
        .filter(|(one, progress)| {
            let before = one.occurrence.is_period()
                && issued_on
                    .is_some_and(|issued| one.occurrence.due.is_some_and(|due| due < issued));
            !progress.is_met() && !before
        })
        .filter_map(|(one, _)| one.occurrence.due)
        .min()
}

/// Progress of each; what only waits for its event has none.
pub(super) fn counted(kept: &[Kept], happened: &[Date]) -> Vec<work::Progress> {
    let live: Vec<usize> = (0..kept.len()).filter(|at| !kept[*at].waits()).collect();
    let occurrences: Vec<Occurrence> = live.iter().map(|at| kept[*at].occurrence.clone()).collect();
    let mut all = vec![work::Progress::default(); kept.len()];
    for (at, progress) in live.into_iter().zip(work::progress(&occurrences, happened)) {
        all[at] = progress;
    }
    all
}

pub(super) async fn load(conn: &mut Conn, row: &RowId) -> Result<Vec<Kept>, Fault> {
    conn.all(sql::OCCURRENCES, bind![row.as_str()], stored::kept)
        .await
}

pub(super) async fn happened(conn: &mut Conn, row: &RowId) -> Result<Vec<Date>, Fault> {
    conn.all(sql::HAPPENED, bind![row.as_str()], |row| {
        row.date("happened_on")
    })
    .await
}
