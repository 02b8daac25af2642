//! Reminders: seven days, three days and one day before something is due, on the day, and on the
//! day after; to the unit's leaders once it is late by as many working days as the unit bears; and
//! on the first working day of a week a summary for each, in one message.
//!
//! One statement sends a batch. A reminder's key names the thing, the person, the due day and the
//! step, so that running this every hour, on two servers, or not for a week, sends each once; and
//! only what holds today is ever sent, so that none is stale.

use std::fmt::Write as _;

use domain::work::Calendar;
use jiff::ToSpan;
use jiff::civil::Date;

use super::setting::{DAYS_MAX, ESCALATE_DAYS};
use super::sql;
use crate::database::Param;
use crate::{Actor, App, Error, NoticeId, bind, workday};

/// Reminders sent by one statement.
const BATCH: i32 = 1_000;
/// Batches of one run: the next run goes on.
const BATCHES_MAX: usize = 50;
/// Days after its day on which a leader is still told of something late, where the server stood
/// still; what is older stands in the week's summary.
const TOLD_WITHIN: i64 = 14;

/// Sends what is to be sent today; how many.
pub async fn remind(app: &App) -> Result<u64, Error> {
    let today = app.today();
    let mut conn = app.read().await?;
    let calendar = workday::calendar(&mut conn, workday::around(today.year())).await?;
    let week = Week::of(today);
    let summed_up = conn
        .find(sql::RAN, bind![&week.name], |row| row.text("done_at"))
        .await?
        .is_some();
    drop(conn);
    let mut sent = steps(app, today, &week).await?;
    if calendar.is_worked(today) {
        sent += escalate(app, today, &calendar).await?;
        if !summed_up {
            sent += digest(app, today, &week).await?;
        }
    }
    Ok(sent)
}

/// The week of a day, from Monday to Sunday.
struct Week {
    /// «week:2026-10-12».
    name: String,
    monday: String,
    sunday: String,
    /// The day before its Monday: what was due then is late on Monday for the first time.
    eve: String,
}

impl Week {
    fn of(today: Date) -> Week {
        let since = i64::from(today.weekday().to_monday_zero_offset());
        let monday = after(today, -since);
        Week {
            name: format!("week:{monday}"),
            sunday: after(today, 6 - since),
            eve: after(today, -since - 1),
            monday,
        }
    }
}

fn after(day: Date, days: i64) -> String {
    day.checked_add(days.days()).unwrap_or(day).to_string()
}

/// Before, on and after the day.
async fn steps(app: &App, today: Date, week: &Week) -> Result<u64, Error> {
    let days = [0, 1, 3, 7].map(|days| after(today, days));
    let rest = bind![&days[0], &days[1], &days[2], &days[3], &week.eve].to_vec();
    batches(app, sql::REMIND, &rest).await
}

/// To leaders, when it is late by working days.
async fn escalate(app: &App, today: Date, calendar: &Calendar) -> Result<u64, Error> {
    let (mut ago, mut since) = (String::new(), String::new());
    for days in 1..=DAYS_MAX {
        let day = calendar.working_days(today, -days).unwrap_or(today);
        let _ = write!(ago, "{day}");
        let _ = write!(since, "{}", after(day, -TOLD_WITHIN));
    }
    let rest = bind![&ago, &since, ESCALATE_DAYS].to_vec();
    batches(app, sql::ESCALATE, &rest).await
}

/// The week in one message each, and that it was told.
async fn digest(app: &App, today: Date, week: &Week) -> Result<u64, Error> {
    let today = today.to_string();
    let rest = bind![&today, &week.sunday, &week.monday].to_vec();
    let sent = batches(app, sql::DIGEST, &rest).await?;
    if sent < most() {
        let mut tx = app.begin(&Actor::program()).await?;
        let now = tx.now().to_owned();
        tx.run(sql::RUN_DONE, bind![&week.name, &now]).await?;
        tx.commit_quietly().await?;
    }
    Ok(sent)
}

/// The most that one run sends of a kind.
fn most() -> u64 {
    u64::from(BATCH.unsigned_abs()) * u64::try_from(BATCHES_MAX).unwrap_or(u64::MAX)
}

/// Runs a statement that sends a batch until it has no more to send: ids and the time come first,
/// the size of a batch last.
async fn batches(app: &App, sql: &'static str, rest: &[Param<'_>]) -> Result<u64, Error> {
    let mut all = 0;
    for _ in 0..BATCHES_MAX {
        // Ids are made here, as all are: the statement takes one after another from this text.
        let mut ids = String::new();
        for _ in 0..BATCH {
            let _ = write!(ids, "{}", NoticeId::new());
        }
        let mut tx = app.begin(&Actor::program()).await?;
        let now = tx.now().to_owned();
        let mut params = bind![&ids, &now].to_vec();
        params.extend_from_slice(rest);
        params.push(i64::from(BATCH).into());
        let sent = tx.run(sql, &params).await?;
        drop(params);
        // Most hours there is nothing to send, and so nothing to keep.
        if sent == 0 {
            break;
        }
        tx.commit_quietly().await?;
        all += sent;
        if sent < u64::from(BATCH.unsigned_abs()) {
            break;
        }
    }
    Ok(all)
}
