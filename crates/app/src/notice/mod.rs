//! Hộp thư: reminders and mentions.

mod list;
mod remind;
mod setting;
pub(crate) mod sql;
mod tell;

pub use list::{Inbox, Notice, PAGE, Shown, list, open, read_all};
pub use remind::remind;
pub use setting::{DAYS_MAX, ESCALATE_DAYS, Refusal, Setting, set, setting};
pub(crate) use tell::accounts_on_row;
pub use tell::{NoticeKind, Tell, tell, tell_assigned};

use crate::{Actor, App, Error, bind};

/// Messages not read.
pub async fn unread(app: &App, actor: &Actor) -> Result<i64, Error> {
    let mut conn = app.read().await?;
    let count = conn
        .one(sql::UNREAD, bind![actor.account()?.as_str()], |row| {
            row.count("n")
        })
        .await?;
    Ok(count)
}
