//! Hộp thư.

mod list;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    site.get("/hop-thu", Access::SignedIn, list::get)
        .get("/hop-thu/{id}", Access::SignedIn, list::open)
        .post("/hop-thu/da-doc", Access::SignedIn, list::read_all)
}
