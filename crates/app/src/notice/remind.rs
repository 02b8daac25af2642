//! Reminders: seven days, three days and one day before something is due, on the day, on the day
//! after, and then on every Monday.
//!
//! One statement sends a batch. A reminder's key names the row, the person, the due day and the
//! step, so that running this every hour, or not for two days, sends each once and none late.

use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::Date;

use super::sql;
use crate::{Actor, App, Error, NoticeId, bind};

/// Reminders sent by one statement.
const BATCH: i32 = 1_000;
/// Batches of one run: the next run goes on.
const BATCHES_MAX: usize = 50;

/// Sends what is to be sent today; how many.
pub async fn remind(app: &App) -> Result<u64, Error> {
    let steps = Steps::on(app.today());
    let mut sent = 0;
    for _ in 0..BATCHES_MAX {
        let now_sent = batch(app, &steps).await?;
        sent += now_sent;
        if now_sent < u64::from(BATCH.unsigned_abs()) {
            break;
        }
    }
    Ok(sent)
}

/// The days that part the steps.
struct Steps {
    today: String,
    tomorrow: String,
    in_three: String,
    in_seven: String,
    /// The Monday of this week, and the day before it.
    monday: String,
    sunday: String,
}

impl Steps {
    fn on(today: Date) -> Steps {
        let after = |days: i64| today.checked_add(days.days()).unwrap_or(today).to_string();
        let from_monday = i64::from(today.weekday().to_monday_zero_offset());
        Steps {
            today: today.to_string(),
            tomorrow: after(1),
            in_three: after(3),
            in_seven: after(7),
            monday: after(-from_monday),
            sunday: after(-from_monday - 1),
        }
    }
}

async fn batch(app: &App, steps: &Steps) -> Result<u64, Error> {
    // Ids are made here, as all are: the statement takes one after another from this text.
    let mut ids = String::new();
    for _ in 0..BATCH {
        let _ = write!(ids, "{}", NoticeId::new());
    }
    let mut tx = app.begin(&Actor::program()).await?;
    let now = tx.now().to_owned();
    let sent = tx
        .run(
            sql::REMIND,
            bind![
                &ids,
                &now,
                &steps.today,
                &steps.tomorrow,
                &steps.in_three,
                &steps.in_seven,
                &steps.monday,
                &steps.sunday,
                i64::from(BATCH),
            ],
        )
        .await?;
    tx.commit_quietly().await?;
    Ok(sent)
}
