//! `/lich/dang-ky/….ics`: what a calendar program fetches. The secret in the address is the right.

use app::Error;
use app::feed;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;

use super::ics::{self, Alarm, Written};
use crate::vi;
use crate::web::{Answer, Web};

pub(super) async fn get(
    State(web): State<Web>,
    Path(address): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let secret = address.strip_suffix(".ics").unwrap_or(&address);
    let fetched = match feed::fetch(&web.app, secret).await {
        Ok(fetched) => fetched,
        Err(Error::Refused(refusal)) => {
            let kind = [
                (CONTENT_TYPE, "text/plain; charset=utf-8"),
                (RETRY_AFTER, "60"),
            ];
            let sentence = vi::refused(&refusal);
            return Ok((StatusCode::TOO_MANY_REQUESTS, kind, sentence).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let site = ics::site(&web, &headers);
    let written = Written {
        name: fetched.unit.as_deref().unwrap_or("Việc của tôi"),
        now: &web.app.now(),
        site: site.as_deref(),
        alarm: Alarm::None,
    };
    let kind = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CACHE_CONTROL, "private, max-age=900"),
    ];
    Ok((kind, ics::calendar(&fetched.days, &written)).into_response())
}
