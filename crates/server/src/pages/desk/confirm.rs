//! «Đã kiểm tra»: provided figures of the units that are ticked in the table are confirmed, or no
//! longer.

use app::Error;
use app::figure::desk::{self, Place};
use axum::extract::{Path, State};

use super::pick;
use super::table::{Asked, page};
use crate::pages::{on_to, refused, stale};
use crate::vi;
use crate::web::{Answer, Failure, Here, Typed, Visitor, Web};

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Path<(String, String, String)>,
    Typed(pairs): Typed<Vec<(String, String)>>,
) -> Answer {
    let mut asked = Asked::default();
    let (mut ticked, mut taken_back) = (Vec::new(), false);
    for (key, value) in pairs {
        match key.as_str() {
            "bo" => asked.bo = value,
            "q" => asked.q = value,
            "loc" => asked.loc = value,
            "trang" => asked.trang = value.parse().unwrap_or_default(),
            "don-vi" => ticked.push(value),
            "buoc" => taken_back = value == "bo",
            _ => {}
        }
    }
    let (used, _) = pick(&web, &visitor, (&here, &asked.bo)).await?;
    let used = used.ok_or(Failure::NotFound(app::Noun::Indicator))?;
    let place = Place {
        unit: &here.unit,
        period: &here.period,
        framework: &used.id,
        code: &code,
    };
    let what = (ticked.as_slice(), !taken_back);
    let done = desk::confirm(&web.app, &visitor.actor, place, what).await;
    match done {
        Ok(count) => {
            let word = if taken_back { "da-bo" } else { "da-kiem" };
            let code = app::address::part(&code);
            let query = asked.query(asked.trang.max(1));
            let path = here.path();
            on_to(&format!("{path}/cung-cap/{code}{query}&{word}={count}"))
        }
        Err(Error::Refused(why)) => {
            let mut page = page(&web, &visitor, (here, &code), asked).await?;
            page.tick(&ticked);
            page.refusal = vi::refused(&why);
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = page(&web, &visitor, (here, &code), asked).await?;
            page.refusal = vi::failure::stale(noun);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}
