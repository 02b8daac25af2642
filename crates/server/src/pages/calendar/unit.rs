//! `/don-vi/…/lich`: the address at which a whole unit's calendar is fetched, and when its leaders
//! hear of what is late.

use app::Error;
use app::feed::{self, Feed, Whose};
use app::notice::{self, Setting};
use app::unit::{self, Unit};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Deserialize;

use super::{Former, ics};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Problems, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "calendar/unit.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    feed: Option<Feed>,
    /// Where forms about the feed go.
    feed_form: String,
    /// Its address, shown once.
    feed_address: String,
    /// What was typed, else what holds.
    days: String,
    version: i32,
    problems: Problems,
    refusal: String,
}

/// What the form about reminders sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    days: String,
    version: i32,
}

async fn page(web: &Web, visitor: &Visitor, slug: &str) -> Result<Page, Failure> {
    let unit = unit::by_slug(&web.app, &visitor.actor, slug).await?;
    let whose = Whose::Unit(unit.id.clone());
    let setting = notice::setting(&web.app, &visitor.actor, &unit.id).await?;
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        feed: feed::current(&web.app, &visitor.actor, &whose).await?,
        feed_form: format!("/don-vi/{}/lich", unit.slug),
        feed_address: String::new(),
        days: setting.escalate_days.to_string(),
        version: setting.version,
        problems: Problems::default(),
        refusal: String::new(),
        unit,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    shown(&page(&web, &visitor, &slug).await?)
}

pub(super) async fn make(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    headers: HeaderMap,
    Typed(former): Typed<Former>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    let secret = feed::make(
        &web.app,
        &visitor.actor,
        &Whose::Unit(unit.id),
        &former.former,
    )
    .await?;
    // Shown here and never again, so this is no redirect.
    let page = page(&web, &visitor, &slug).await?;
    shown(&Page {
        feed_address: ics::address(&web, &headers, &secret),
        ..page
    })
}

pub(super) async fn revoke(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    feed::revoke(&web.app, &visitor.actor, &Whose::Unit(unit.id)).await?;
    on_to(&format!("/don-vi/{}/lich", unit.slug))
}

pub(super) async fn set(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    let new = Setting {
        // What is no number is no number of days that can be meant.
        escalate_days: form.days.trim().parse().unwrap_or(-1),
        version: form.version,
    };
    let done = notice::set(&web.app, &visitor.actor, &unit.id, new).await;
    match done {
        Ok(()) => on_to(&format!("/don-vi/{}/lich#nhac-viec", unit.slug)),
        Err(Error::Refused(refusal)) => {
            let mut page = page(&web, &visitor, &slug).await?;
            page.days = form.days;
            page.problems.say("days", vi::refused(&refusal));
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = page(&web, &visitor, &slug).await?;
            page.refusal = format!(
                "{} Bạn đã nhập: {} ngày.",
                vi::failure::stale(noun),
                form.days.trim()
            );
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}
