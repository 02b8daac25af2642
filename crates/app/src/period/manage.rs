//! Periods opened, closed on a day, locked and unlocked.
//!
//! A period belongs to the whole installation, so only whoever manages periods at its top may
//! change one.

use jiff::civil::{Date, date};

use super::{Period, Refusal, load, sql};
use crate::audit::Event;
use crate::{Actor, App, Error, Noun, PeriodId, bind};
use domain::authority::Action;

/// How much of the year a period counts: from its first day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Năm.
    Year,
    /// Quý I.
    Quarter,
    /// 6 tháng.
    Half,
    /// 9 tháng.
    NineMonths,
}

impl Part {
    /// All, the longest first.
    pub const ALL: [Part; 4] = [Part::Year, Part::NineMonths, Part::Half, Part::Quarter];

    /// In forms.
    pub fn name(self) -> &'static str {
        match self {
            Part::Year => "year",
            Part::Quarter => "quarter",
            Part::Half => "half",
            Part::NineMonths => "nine_months",
        }
    }

    /// The part of that name.
    pub fn parse(name: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.name() == name)
    }

    /// Code, name and last day in that year.
    fn of(self, year: i16) -> (String, String, Date) {
        match self {
            Part::Year => (format!("{year}"), format!("Năm {year}"), date(year, 12, 31)),
            Part::Quarter => (
                format!("{year}-q1"),
                format!("Quý I/{year}"),
                date(year, 3, 31),
            ),
            Part::Half => (
                format!("{year}-6t"),
                format!("6 tháng {year}"),
                date(year, 6, 30),
            ),
            Part::NineMonths => (
                format!("{year}-9t"),
                format!("9 tháng {year}"),
                date(year, 9, 30),
            ),
        }
    }
}

/// A period to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewPeriod {
    /// The year.
    pub year: i16,
    /// How much of it.
    pub part: Part,
    /// Last day of entry.
    pub closes_on: Option<Date>,
}

/// Opens a period.
pub async fn create(app: &App, actor: &Actor, new: NewPeriod) -> Result<Period, Error> {
    let mut tx = app.begin(actor).await?;
    actor.require(Action::ManagePeriods, &top(&mut tx).await?)?;
    if !(2000..=2100).contains(&new.year) {
        return Err(Refusal::BadYear.into());
    }
    let (code, name, ends_on) = new.part.of(new.year);
    let starts_on = date(new.year, 1, 1);
    check_closing(starts_on, new.closes_on)?;
    let id = PeriodId::new();
    let closes_on = new.closes_on.map(|day| day.to_string());
    let kept = tx
        .run_unique(
            sql::INSERT,
            bind![
                id.as_str(),
                &code,
                &name,
                i32::from(new.year),
                &starts_on.to_string(),
                &ends_on.to_string(),
                &closes_on,
            ],
        )
        .await?;
    if !kept {
        return Err(Refusal::Exists { name }.into());
    }
    let period = load(&mut tx, &id).await?;
    let fields = serde_json::json!({ "name": name, "closes_on": closes_on });
    tx.commit(event("period.created", &period).after(fields))
        .await?;
    Ok(period)
}

fn check_closing(starts_on: Date, closes_on: Option<Date>) -> Result<(), Refusal> {
    match closes_on {
        Some(closes_on) if closes_on < starts_on => Err(Refusal::ClosesEarly {
            closes_on,
            starts_on,
        }),
        _ => Ok(()),
    }
}

fn event(kind: &'static str, period: &Period) -> Event {
    Event::new(kind, "period", period.id.as_str(), &period.name)
}

/// The path of the unit at the top: what a right over everything is asked of.
pub(super) async fn top(tx: &mut crate::database::Tx) -> Result<String, Error> {
    let path = tx.find(sql::TOP, &[], |row| row.text("path")).await?;
    path.ok_or(Error::NotFound(Noun::Unit))
}

/// Fixes the last day of entry, or leaves it open.
pub async fn set_closing(
    app: &App,
    actor: &Actor,
    (id, version): (&PeriodId, i32),
    closes_on: Option<Date>,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    actor.require(Action::ManagePeriods, &top(&mut tx).await?)?;
    let before = load(&mut tx, id).await?;
    check_closing(before.starts_on, closes_on)?;
    let day = closes_on.map(|day| day.to_string());
    if tx
        .run(sql::SET_CLOSING, bind![id.as_str(), version, &day])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Period));
    }
    let was = before.closes_on.map(|day| day.to_string());
    let event = event("period.closing_changed", &before)
        .before(serde_json::json!({ "closes_on": was }))
        .after(serde_json::json!({ "closes_on": day }));
    tx.commit(event).await?;
    Ok(())
}

/// Locks a period: nothing is entered in it.
pub async fn lock(app: &App, actor: &Actor, id: &PeriodId, version: i32) -> Result<(), Error> {
    let now = app.now();
    set_lock(app, actor, (id, version), Some(&now)).await
}

/// Unlocks it.
pub async fn unlock(app: &App, actor: &Actor, id: &PeriodId, version: i32) -> Result<(), Error> {
    set_lock(app, actor, (id, version), None).await
}

async fn set_lock(
    app: &App,
    actor: &Actor,
    (id, version): (&PeriodId, i32),
    at: Option<&str>,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    actor.require(Action::ManagePeriods, &top(&mut tx).await?)?;
    let period = load(&mut tx, id).await?;
    if tx
        .run(sql::SET_LOCK, bind![id.as_str(), version, at])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Period));
    }
    let kind = if at.is_some() {
        "period.locked"
    } else {
        "period.unlocked"
    };
    tx.commit(event(kind, &period)).await?;
    Ok(())
}

/// Whether figures may be entered today, or why not.
pub fn open_for_entry(period: &Period, today: Date) -> Result<(), Refusal> {
    if let Some(since) = &period.locked_at {
        let (name, since) = (period.name.clone(), since.clone());
        return Err(Refusal::Locked { name, since });
    }
    match period.closes_on {
        Some(closes_on) if closes_on < today => Err(Refusal::Over {
            name: period.name.clone(),
            closes_on,
        }),
        _ => Ok(()),
    }
}
