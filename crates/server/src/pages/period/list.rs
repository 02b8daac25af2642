//! Periods: opened, closed on a day, locked after a question.

use app::PeriodId;
use app::period::{self, NewPeriod, Part, Period, Phase};
use app::{Error, Refusal};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

use crate::pages::choice::{Choice, NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "period/list.html")]
struct Page {
    frame: Frame,
    periods: Vec<Period>,
    phases: Vec<(PeriodId, Phase)>,
    today: jiff::civil::Date,
    parts: Vec<Choice>,
    typed: Form,
    /// The period whose closing day was typed.
    at: String,
    refusal: String,
}

impl Page {
    /// «Tự chấm, đến 31/10/2026»: the step of today, or the next one.
    fn step(&self, period: &PeriodId) -> String {
        let own = self.phases.iter().filter(|(id, _)| id == period);
        let mut own = own
            .map(|(_, phase)| phase)
            .filter(|phase| self.today <= phase.ends_on);
        let Some(phase) = own.next() else {
            return String::new();
        };
        let name = vi::people::step(phase.step);
        if self.today < phase.starts_on {
            return format!("{name}, từ {}", vi::time::date(&phase.starts_on));
        }
        format!("{name}, đến {}", vi::time::date(&phase.ends_on))
    }
}

#[derive(Template)]
#[template(path = "period/lock.html")]
struct Ask {
    frame: Frame,
    period: Period,
}

/// What the forms of the page send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    year: String,
    part: String,
    closes_on: String,
    version: i32,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    typed: Form,
    (at, refusal): (&str, String),
) -> Result<Page, Failure> {
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Periods).await?,
        periods: period::list(&web.app).await?,
        phases: period::phases(&web.app).await?,
        today: web.app.today(),
        parts: Part::ALL
            .map(|part| Choice::of(part.name(), vi::people::part(part), &typed.part))
            .into(),
        typed,
        at: at.to_owned(),
        refusal,
    })
}

pub(super) async fn get(State(web): State<Web>, visitor: Visitor) -> Answer {
    shown(&page(&web, &visitor, Form::default(), ("", String::new())).await?)
}

/// On to the list, or the list with why not.
async fn done(
    web: &Web,
    visitor: &Visitor,
    (typed, at): (Form, &str),
    outcome: Result<(), Error>,
) -> Answer {
    match outcome {
        Ok(()) => on_to("/quan-tri/ky"),
        Err(Error::Refused(refusal)) => {
            refused(&page(web, visitor, typed, (at, vi::refused(&refusal))).await?)
        }
        Err(Error::Stale(noun)) => {
            stale(&page(web, visitor, typed, (at, vi::failure::stale(noun))).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// A day or none; `Err` when something is typed that is no day.
fn closing_day(typed: &str) -> Result<Option<jiff::civil::Date>, ()> {
    match typed.trim() {
        "" => Ok(None),
        typed => day(typed).map(Some).ok_or(()),
    }
}

pub(super) async fn create(
    State(web): State<Web>,
    visitor: Visitor,
    Typed(form): Typed<Form>,
) -> Answer {
    let Ok(closes_on) = closing_day(&form.closes_on) else {
        return refused(&page(&web, &visitor, form, ("", NO_DAY.to_owned())).await?);
    };
    let part = Part::parse(&form.part).ok_or(Failure::Unreadable)?;
    let outcome = match form.year.trim().parse() {
        Ok(year) => {
            let new = NewPeriod {
                year,
                part,
                closes_on,
            };
            period::create(&web.app, &visitor.actor, new)
                .await
                .map(|_| ())
        }
        Err(_) => Err(Error::Refused(Refusal::from(period::Refusal::BadYear))),
    };
    done(&web, &visitor, (form, ""), outcome).await
}

pub(super) async fn closing(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let Ok(closes_on) = closing_day(&form.closes_on) else {
        return refused(&page(&web, &visitor, form, (&code, NO_DAY.to_owned())).await?);
    };
    let period = period::by_code(&web.app, &code).await?;
    let key = (&period.id, form.version);
    let outcome = period::set_closing(&web.app, &visitor.actor, key, closes_on).await;
    done(&web, &visitor, (form, &code), outcome).await
}

pub(super) async fn ask(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Answer {
    let frame = Frame::at_home(&web, &visitor, Section::Periods).await?;
    shown(&Ask {
        frame,
        period: period::by_code(&web.app, &code).await?,
    })
}

pub(super) async fn lock(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let period = period::by_code(&web.app, &code).await?;
    let outcome = period::lock(&web.app, &visitor.actor, &period.id, form.version).await;
    done(&web, &visitor, (form, &code), outcome).await
}

pub(super) async fn unlock(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let period = period::by_code(&web.app, &code).await?;
    let outcome = period::unlock(&web.app, &visitor.actor, &period.id, form.version).await;
    done(&web, &visitor, (form, &code), outcome).await
}
