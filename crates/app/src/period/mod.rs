//! Kỳ đánh giá: a year, or a part of it counted from its beginning.

mod exception;
mod manage;
mod phase;
mod refusal;
mod snapshot;
pub(crate) mod sql;

pub use exception::{
    Answer as ExceptionAnswer, Exception, Verdict, answer_exception, ask_exception, exceptions,
    may_ask,
};
pub use manage::{NewPeriod, Part, create, lock, open_for_entry, set_closing, unlock};
pub use phase::{Phase, Step, phases, proposal, set_phases};
pub use refusal::Refusal;
pub use snapshot::{
    Compared, Line as SnapshotLine, Snapshot, Stand, Stood, compare, snapshot, snapshot_unit,
    snapshots, take,
};

use jiff::civil::Date;

use crate::database::{Row, Tx};
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, Fault, Noun, PeriodId, bind};
use domain::authority::Action;

/// A period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Id.
    pub id: PeriodId,
    /// The word in addresses: `2026`.
    pub code: String,
    /// «Năm 2026».
    pub name: String,
    /// The year assessed.
    pub year: i16,
    /// First day of the data.
    pub starts_on: Date,
    /// Last day of the data.
    pub ends_on: Date,
    /// Last day of entry.
    pub closes_on: Option<Date>,
    /// Since when nothing may be entered.
    pub locked_at: Option<String>,
    /// For changes.
    pub version: i32,
}

pub(crate) fn read(row: &Row) -> Result<Period, Fault> {
    let year = row.int("year")?;
    Ok(Period {
        id: PeriodId::stored(row.text("id")?),
        code: row.text("code")?,
        name: row.text("name")?,
        year: i16::try_from(year).map_err(|_| Fault::inconsistent("period", "", "year"))?,
        starts_on: row.date("starts_on")?,
        ends_on: row.date("ends_on")?,
        closes_on: row.date_or_null("closes_on")?,
        locked_at: row.text_or_null("locked_at")?,
        version: row.int("version")?,
    })
}

/// The period of that word in addresses.
pub async fn by_code(app: &App, code: &str) -> Result<Period, Error> {
    let mut conn = app.read().await?;
    conn.find(sql::BY_CODE, bind![code], read)
        .await?
        .ok_or(Error::NotFound(Noun::Period))
}

/// The period of that id.
pub(crate) async fn load(conn: &mut crate::database::Conn, id: &PeriodId) -> Result<Period, Error> {
    conn.find(sql::BY_ID, bind![id.as_str()], read)
        .await?
        .ok_or(Error::NotFound(Noun::Period))
}

/// The shortest period that holds today; else the last one that began.
pub async fn current(app: &App) -> Result<Period, Error> {
    let today = app.today().to_string();
    let mut conn = app.read().await?;
    conn.find(sql::CURRENT, bind![&today], read)
        .await?
        .ok_or(Error::NotFound(Noun::Period))
}

/// What every page begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The unit; the actor may see it.
    pub unit: Unit,
    /// The period.
    pub period: Period,
    /// Messages that the actor has not read.
    pub unread: i64,
    /// The step of the period that runs today, with its last day.
    pub step: Option<(Step, Date)>,
    /// Whether the unit has handed in all that it has to fill in.
    pub handed_in: bool,
}

/// The unit and the period of these words in addresses, if the actor may see the unit; no word for
/// the period: the one of today. One statement.
pub async fn context(
    app: &App,
    actor: &Actor,
    (unit, period): (&str, Option<&str>),
) -> Result<Context, Error> {
    let today = app.today().to_string();
    let account = actor.account.as_ref().map(crate::AccountId::as_str);
    let mut conn = app.read().await?;
    let (unit, period, unread, step, handed_in) = conn
        .find(sql::HERE, bind![unit, period, &today, account], |row| {
            let step = row.text_or_null("step")?;
            let step = step.and_then(|step| Step::parse(&step));
            let step = step.zip(row.date_or_null("step_ends_on")?);
            let handed_in = row.int_or_null("handed_in")? == Some(1);
            let unread = row.count("unread")?;
            Ok((unit::read(row)?, beside(row)?, unread, step, handed_in))
        })
        .await?
        .ok_or(Error::NotFound(Noun::Unit))?;
    actor.require(Action::Read, &unit.path)?;
    Ok(Context {
        unit,
        period: period.ok_or(Error::NotFound(Noun::Period))?,
        unread,
        step,
        handed_in,
    })
}

/// The period that stands beside a unit in a row, where there is one.
pub(crate) fn beside(row: &Row) -> Result<Option<Period>, Fault> {
    let Some(id) = row.text_or_null("period_id")? else {
        return Ok(None);
    };
    let year = row.int("year")?;
    Ok(Some(Period {
        id: PeriodId::stored(id),
        code: row.text("period_code")?,
        name: row.text("period_name")?,
        year: i16::try_from(year).map_err(|_| Fault::inconsistent("period", "", "year"))?,
        starts_on: row.date("starts_on")?,
        ends_on: row.date("ends_on")?,
        closes_on: row.date_or_null("closes_on")?,
        locked_at: row.text_or_null("locked_at")?,
        version: row.int("period_version")?,
    }))
}

/// All periods, newest first.
pub async fn list(app: &App) -> Result<Vec<Period>, Error> {
    let mut conn = app.read().await?;
    Ok(conn.all(sql::LIST, &[], read).await?)
}

/// The calendar year as a period, within a larger change: there already, or new.
pub(crate) async fn ensure_year(tx: &mut Tx, year: i16) -> Result<Period, Error> {
    let code = year.to_string();
    if let Some(period) = tx.find(sql::BY_CODE, bind![&code], read).await? {
        return Ok(period);
    }
    let (starts_on, ends_on) = (format!("{code}-01-01"), format!("{code}-12-31"));
    tx.run(
        sql::INSERT,
        bind![
            PeriodId::new().as_str(),
            &code,
            &format!("Năm {code}"),
            i32::from(year),
            &starts_on,
            &ends_on,
            None::<&str>,
        ],
    )
    .await?;
    tx.find(sql::BY_CODE, bind![&code], read)
        .await?
        .ok_or(Error::NotFound(Noun::Period))
}
