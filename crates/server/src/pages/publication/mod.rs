//! `/cong-khai`: what was published, for anyone; and publishing, correcting and withdrawing it.

mod card;
mod data;
mod list;
mod publish;
mod show;
mod withdraw;

use app::{Noun, PublicationId};
use domain::authority::Action;

use crate::web::{Access, Failure, Site};

pub(super) fn routes(site: Site) -> Site {
    let may = Access::May(Action::Publish);
    let public = Access::Public;
    site.get("/cong-khai", public, list::get)
        .get("/cong-khai/{publication}", public, show::get)
        .get("/cong-khai/{publication}/du-lieu.csv", public, data::csv)
        .get("/cong-khai/{publication}/du-lieu.json", public, data::json)
        .get("/cong-khai/{publication}/don-vi/{slug}", public, card::get)
        .get(
            "/ky/{period}/don-vi/{unit}/cong-bo/{framework}",
            may,
            publish::get,
        )
        .post(
            "/ky/{period}/don-vi/{unit}/cong-bo/{framework}",
            may,
            publish::post,
        )
        .get("/cong-khai/{publication}/thu-hoi", may, withdraw::get)
        .post("/cong-khai/{publication}/thu-hoi", may, withdraw::post)
}

fn id(text: &str) -> Result<PublicationId, Failure> {
    PublicationId::parse(text).ok_or(Failure::NotFound(Noun::Publication))
}
