//! `/quan-tri/danh-muc-don-vi`: the list of the country's units entered into the tree;
//! `/don-vi-cu`: what an old commune became.

mod fill;
mod former;

use domain::authority::Action;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    let may = Access::May(Action::ManagePeople);
    site.get("/quan-tri/danh-muc-don-vi", may, fill::get)
        .post("/quan-tri/danh-muc-don-vi", may, fill::post)
        .post("/quan-tri/danh-muc-don-vi/hoan-tac", may, fill::undo)
        .get("/don-vi-cu", Access::May(Action::Read), former::get)
}
