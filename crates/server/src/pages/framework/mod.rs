//! Bộ chỉ số: the list, the tree with its points, the rule of one indicator with its readings,
//! opening for units; drafts made, copied and written row by row.

mod create;
mod indicator;
mod list;
mod reading;
mod remove;
mod row;
mod show;
mod write;

pub(crate) use reading::Reading;

use domain::authority::Action;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    let edit = Access::May(Action::EditFramework);
    site.get("/bo-chi-so", Access::SignedIn, list::get)
        .get("/bo-chi-so/them", edit, create::get)
        .post("/bo-chi-so/them", edit, create::post)
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
        .get("/bo-chi-so/{framework}/soan", edit, write::get)
        .post("/bo-chi-so/{framework}/soan/thu-tu", edit, write::shift)
        .get("/bo-chi-so/{framework}/soan/them", edit, row::new)
        .post("/bo-chi-so/{framework}/soan/them", edit, row::add)
        .get("/bo-chi-so/{framework}/soan/{indicator}", edit, row::get)
        .post("/bo-chi-so/{framework}/soan/{indicator}", edit, row::post)
        .get(
            "/bo-chi-so/{framework}/soan/{indicator}/bo",
            edit,
            remove::get,
        )
        .post(
            "/bo-chi-so/{framework}/soan/{indicator}/bo",
            edit,
            remove::post,
        )
}
