//! The whole site on one screen: one line for each noun's folder.
//!
//! A screen is a pair with one name, `show.rs` and `show.html`. GET reads and answers 200; POST
//! redirects (303) or shows the same page with what was typed and a sentence (422).

mod assets;
pub(crate) mod filters;
mod first;
mod health;
mod home;
mod sign_in;

use crate::web::Site;

/// Every page.
pub(crate) fn routes(site: Site) -> Site {
    let site = health::routes(site);
    let site = assets::routes(site);
    let site = home::routes(site);
    let site = sign_in::routes(site);
    first::routes(site)
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
pub(crate) fn on_to(address: &str) -> Answer {
    Ok(Redirect::to(address).into_response())
}
