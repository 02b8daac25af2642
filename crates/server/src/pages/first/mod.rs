//! `/khoi-tao/{link}`: the office and its first administrator.

mod create;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    site.get("/khoi-tao/{link}", Access::Public, create::get)
        .post("/khoi-tao/{link}", Access::Public, create::post)
}
