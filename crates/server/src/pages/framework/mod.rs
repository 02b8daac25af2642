//! Bộ chỉ số: the list, the tree with its points, the rule of one indicator with its readings,
//! opening for units.

mod indicator;
mod list;
mod reading;
mod show;

pub(crate) use reading::Reading;

use domain::authority::Action;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    let edit = Access::May(Action::EditFramework);
    site.get("/bo-chi-so", Access::SignedIn, list::get)
        .get("/bo-chi-so/{framework}", Access::SignedIn, show::get)
        .post("/bo-chi-so/{framework}/ban-hanh", edit, show::issue)
        .post("/bo-chi-so/{framework}/mo", edit, show::open)
        .get(
            "/bo-chi-so/{framework}/chi-so/{indicator}",
            Access::SignedIn,
            indicator::get,
        )
        .post(
            "/bo-chi-so/{framework}/chi-so/{indicator}",
            edit,
            indicator::post,
        )
}
