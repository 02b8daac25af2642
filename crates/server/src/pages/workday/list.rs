//! The days of a year that are not as the week would have them, and the form that says otherwise.

use app::Error;
use app::workday::{self, Kind, NewDay, Said, Year};
use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::pages::choice::{Choice, NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Problems, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "workday/list.html")]
struct Page {
    frame: Frame,
    year: Year,
    lines: Vec<Shown>,
    may: bool,
    kinds: Vec<Choice>,
    typed: Form,
    problems: Problems,
    refusal: String,
}

struct Shown {
    day: jiff::civil::Date,
    weekday: &'static str,
    off: bool,
    what: String,
    by: String,
    entered: bool,
    assumed: bool,
}

/// What is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The year.
    nam: String,
    /// A day to say otherwise.
    ngay: String,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    day: String,
    kind: String,
    why: String,
    version: i32,
}

async fn page(web: &Web, visitor: &Visitor, nam: i16, typed: Form) -> Result<Page, Failure> {
    let year = workday::list(&web.app, nam).await?;
    let lines = year.lines.iter().map(|line| {
        let (what, by) = vi::workday::said(&line.said);
        Shown {
            day: line.day,
            weekday: vi::work::weekday(line.day.weekday()),
            off: line.kind() == Kind::Off,
            what,
            by,
            entered: matches!(line.said, Said::Entered(_)),
            assumed: matches!(line.said, Said::Off(_, domain::work::Ground::Assumed)),
        }
    });
    let kinds = [
        (Kind::Off.name(), "Ngày nghỉ"),
        (Kind::Worked.name(), "Ngày làm việc"),
        ("", "Theo lịch chung"),
    ];
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::WorkDays).await?,
        lines: lines.collect(),
        may: workday::may_set(&web.app, &visitor.actor).await?,
        kinds: kinds
            .map(|(name, label)| Choice::of(name, label, &typed.kind))
            .into(),
        year,
        typed,
        problems: Problems::default(),
        refusal: String::new(),
    })
}

fn year_of(text: &str, web: &Web) -> i16 {
    let typed = text.trim().parse().ok();
    typed
        .filter(|year| (2000..=2100).contains(year))
        .unwrap_or_else(|| web.app.today().year())
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    let chosen = day(&asked.ngay);
    let year = chosen.map_or_else(|| year_of(&asked.nam, &web), jiff::civil::Date::year);
    let empty = Form {
        kind: Kind::Off.name().to_owned(),
        ..Form::default()
    };
    let mut page = page(&web, &visitor, year, empty).await?;
    if let Some(chosen) = chosen {
        page.typed.day = chosen.to_string();
        let known = page.year.lines.iter().find(|line| line.day == chosen);
        if let Some(Said::Entered(one)) = known.map(|line| &line.said) {
            page.typed.why = one.why.clone();
            page.typed.version = one.version;
            for kind in &mut page.kinds {
                kind.chosen = kind.value == one.kind.name();
            }
        } else {
            // The state's day off is opened to be worked, and the other way round.
            let other = match known.map(workday::Line::kind) {
                Some(Kind::Off) => Kind::Worked,
                _ => Kind::Off,
            };
            for kind in &mut page.kinds {
                kind.chosen = kind.value == other.name();
            }
        }
    }
    shown(&page)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Typed(form): Typed<Form>,
) -> Answer {
    let Some(chosen) = day(&form.day) else {
        let mut page = page(&web, &visitor, web.app.today().year(), form).await?;
        page.problems.say("day", NO_DAY.to_owned());
        return refused(&page);
    };
    let new = NewDay {
        day: chosen,
        kind: Kind::parse(&form.kind),
        why: form.why.clone(),
        version: form.version,
    };
    let year = chosen.year();
    match workday::set(&web.app, &visitor.actor, new).await {
        Ok(()) => on_to(&format!("/ngay-nghi?nam={year}")),
        Err(Error::Refused(refusal)) => {
            let mut page = page(&web, &visitor, year, form).await?;
            let field = match &refusal {
                app::Refusal::WorkDay(
                    workday::Refusal::NoReason | workday::Refusal::TooLong { .. },
                ) => "why",
                _ => "day",
            };
            page.problems.say(field, vi::refused(&refusal));
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = page(&web, &visitor, year, form).await?;
            page.refusal = vi::failure::stale(noun);
            let known = page.year.lines.iter().find(|line| line.day == chosen);
            page.typed.version = match known.map(|line| &line.said) {
                Some(Said::Entered(one)) => one.version,
                _ => 0,
            };
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}
