//! The whole site on one screen: one line for each noun's folder.
//!
//! A screen is a pair with one name, `show.rs` and `show.html`. GET reads and answers 200; POST
//! redirects (303) or shows the same page with what was typed and a sentence (422).

mod account;
mod accounts;
mod appraisal;
mod assets;
mod audit;
mod calendar;
mod cascade;
pub(crate) mod choice;
mod comment;
pub(crate) mod csv;
mod desk;
mod download;
mod entry;
mod evidence;
pub(crate) mod filters;
mod first;
mod framework;
mod health;
mod home;
pub(crate) mod import;
mod inbox;
mod overview;
mod paper;
mod period;
mod plan;
mod publication;
mod ranking;
mod registry;
mod search;
mod sign_in;
mod survey;
mod tasks;
mod unit;
mod workday;

use crate::web::Site;

/// Every page.
pub(crate) fn routes(site: Site) -> Site {
    let nouns = [
        account::routes,
        accounts::routes,
        appraisal::routes,
        assets::routes,
        audit::routes,
        calendar::routes,
        cascade::routes,
        comment::routes,
        desk::routes,
        entry::routes,
        evidence::routes,
        first::routes,
        framework::routes,
        health::routes,
        home::routes,
        import::routes,
        inbox::routes,
        overview::routes,
        paper::routes,
        period::routes,
        plan::routes,
        publication::routes,
        registry::routes,
        ranking::routes,
        search::routes,
        sign_in::routes,
        survey::routes,
        tasks::routes,
        unit::routes,
        workday::routes,
    ];
    nouns.into_iter().fold(site, |site, noun| noun(site))
}

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Redirect};

use crate::web::Answer;

/// A page that was found or done.
pub(crate) fn shown(page: &impl Template) -> Answer {
    Ok(Html(page.render()?).into_response())
}

/// The page of a form that was refused: what was typed stands in it.
pub(crate) fn refused(page: &impl Template) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}

/// Both versions of something that someone else changed first.
pub(crate) fn stale(page: &impl Template) -> Answer {
    Ok((StatusCode::CONFLICT, Html(page.render()?)).into_response())
}

/// On to the page that shows what was done.
#[expect(clippy::unnecessary_wraps, reason = "handlers answer with it as it is")]
pub(crate) fn on_to(address: &str) -> Answer {
    Ok(Redirect::to(address).into_response())
}
