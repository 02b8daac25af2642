//! `/ky/{kỳ}/don-vi/{đơn vị}/cung-cap`: figures provided for all units below, one table each; and
//! `/y-kien-so-lieu`: what units say against them.

mod confirm;
mod disputes;
mod list;
mod paste;
mod ready;
mod table;

use domain::authority::Action;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    let may = Access::May(Action::EnterFigures);
    let paste = "/ky/{period}/don-vi/{unit}/cung-cap/{code}/dan";
    let ready = "/ky/{period}/don-vi/{unit}/san-sang";
    let disputes = "/ky/{period}/don-vi/{unit}/y-kien-so-lieu";
    site.get("/ky/{period}/don-vi/{unit}/cung-cap", may, list::get)
        .get(
            "/ky/{period}/don-vi/{unit}/cung-cap/{code}",
            may,
            table::get,
        )
        .post(
            "/ky/{period}/don-vi/{unit}/cung-cap/{code}",
            may,
            table::post,
        )
        .post(
            "/ky/{period}/don-vi/{unit}/cung-cap/{code}/kiem-tra",
            may,
            confirm::post,
        )
        .get(paste, may, paste::get)
        .upload(paste, may, paste::BYTES_MAX, paste::post)
        .get(disputes, may, disputes::get)
        .post(disputes, may, disputes::post)
        .get(ready, Access::May(Action::ReadFigures), ready::get)
        .post(ready, may, ready::post)
}

use app::FrameworkId;
use app::figure::desk::{self, Used};

use crate::web::{Failure, Here, Visitor, Web};

/// The framework asked for among those in use below the unit, or the first; with all of them.
async fn pick(
    web: &Web,
    visitor: &Visitor,
    (here, asked): (&Here, &str),
) -> Result<(Option<Used>, Vec<Used>), Failure> {
    let place = (&here.unit, &here.period);
    let all = desk::frameworks(&web.app, &visitor.actor, place).await?;
    let wanted = FrameworkId::parse(asked);
    let found = all.iter().find(|one| Some(&one.id) == wanted.as_ref());
    Ok((found.or(all.first()).cloned(), all))
}
