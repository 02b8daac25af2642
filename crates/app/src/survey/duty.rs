//! What falls to a person as focal officer or leader: surveys that wait for their unit.

use domain::work::Label;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::sql;
use crate::assignment::CalendarDay;
use crate::database::{Conn, Row};
use crate::{Actor, App, Error, Fault, SurveyId, UnitId, address, bind};

/// Days back and ahead in which a survey is somebody's task.
const DAYS: i64 = 1_000;

/// A survey to be answered for a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The survey.
    pub id: SurveyId,
    /// Its title.
    pub title: String,
    /// Số, ký hiệu.
    pub reference: Option<String>,
    /// Who asks, by name.
    pub asked_by: String,
    /// For which unit.
    pub unit_id: UnitId,
    /// The same, by name.
    pub unit: String,
    /// The last day.
    pub due_on: Date,
    /// Whether it was answered.
    pub sent: bool,
    /// Where it is answered.
    pub address: String,
}

fn duty(row: &Row) -> Result<Duty, Fault> {
    let id = SurveyId::stored(row.text("id")?);
    Ok(Duty {
        address: address::survey(&row.text("period_code")?, &row.text("slug")?, id.as_str()),
        title: row.text("title")?,
        reference: row.text_or_null("reference")?,
        asked_by: row.text("asked_by")?,
        unit_id: UnitId::stored(row.text("unit_id")?),
        unit: row.text("name")?,
        due_on: row.date("due_on")?,
        sent: row.text_or_null("sent_at")?.is_some(),
        id,
    })
}

/// Surveys that wait for the actor's units, the nearest day first.
pub async fn duties(app: &App, actor: &Actor) -> Result<Vec<Duty>, Error> {
    let account = actor.account()?.as_str();
    let today = app.today();
    let from = today.checked_sub(DAYS.days()).unwrap_or(today).to_string();
    let to = today.checked_add(DAYS.days()).unwrap_or(today).to_string();
    let mut conn = app.read().await?;
    let mut all = conn
        .all(sql::DUTIES, bind![account, None::<&str>, &from, &to], duty)
        .await?;
    all.retain(|one| !one.sent);
    Ok(all)
}

/// The same as days of a calendar: an account's own, or those of units at a path.
pub(crate) async fn calendar_days(
    conn: &mut Conn,
    (account, path): (Option<&str>, Option<&str>),
    (from, to): (&str, &str),
) -> Result<Vec<CalendarDay>, Fault> {
    let all = conn
        .all(sql::DUTIES, bind![account, path, from, to], duty)
        .await?;
    Ok(all
        .into_iter()
        .map(|one| CalendarDay {
            key: format!("{}-{}", one.id, one.unit_id),
            day: one.due_on,
            code: String::new(),
            plan_name: one.reference.unwrap_or(one.asked_by),
            title: format!("Trả lời khảo sát: {}", one.title),
            label: Label::Once,
            done: one.sent,
            address: one.address,
        })
        .collect())
}
