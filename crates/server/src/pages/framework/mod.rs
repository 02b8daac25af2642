//! Bộ chỉ số: the list, the tree with its points, the rule of one indicator with its readings,
//! opening for units; drafts made, copied and written row by row.

mod check;
mod create;
mod crosswalk;
mod impact;
mod indicator;
mod list;
mod reading;
mod remove;
mod rollup;
mod row;
mod settings;
mod show;
mod table;
mod write;

pub(crate) use reading::Reading;

use domain::authority::Action;

use crate::web::{Access, Site};

/// Bytes of the other fields of a form with a file, the table as text among them.
const FIELDS_BYTES_MAX: usize = 2 << 20;

pub(super) fn routes(site: Site) -> Site {
    let edit = Access::May(Action::EditFramework);
    let file = usize::try_from(documents::limits::UPLOAD_BYTES_MAX).unwrap_or(usize::MAX);
    let upload = file.saturating_add(FIELDS_BYTES_MAX);
    let site = site
        .get("/bo-chi-so", Access::SignedIn, list::get)
        .get("/bo-chi-so/them", edit, create::get)
        .post("/bo-chi-so/them", edit, create::post)
        .get("/bo-chi-so/tu-tep", edit, table::get)
        .upload("/bo-chi-so/tu-tep", edit, upload, table::post)
        .get("/bo-chi-so/{framework}", Access::SignedIn, show::get)
        .post("/bo-chi-so/{framework}/ban-hanh", edit, check::issue)
        .post("/bo-chi-so/{framework}/mo", edit, show::open)
        .post("/bo-chi-so/{framework}/thoi-mo", edit, show::close)
        .get(
            "/bo-chi-so/{framework}/chi-so/{indicator}",
            Access::SignedIn,
            indicator::get,
        )
        .post(
            "/bo-chi-so/{framework}/chi-so/{indicator}",
            edit,
            indicator::post,
        );
    drafts(site, edit)
}

/// Pages of a draft being written.
fn drafts(site: Site, edit: Access) -> Site {
    let site = site
        .get("/bo-chi-so/{framework}/kiem-tra", edit, check::get)
        .get("/bo-chi-so/{framework}/thiet-lap", edit, settings::get)
        .post("/bo-chi-so/{framework}/thiet-lap", edit, settings::post)
        .get("/bo-chi-so/{framework}/tac-dong", edit, impact::get)
        .get("/bo-chi-so/{framework}/doi-chieu", edit, crosswalk::get)
        .post("/bo-chi-so/{framework}/doi-chieu", edit, crosswalk::confirm)
        .post(
            "/bo-chi-so/{framework}/doi-chieu/chon",
            edit,
            crosswalk::follow,
        )
        .get("/bo-chi-so/{framework}/soan", edit, write::get)
        .post("/bo-chi-so/{framework}/soan/thu-tu", edit, write::shift);
    site.get("/bo-chi-so/{framework}/soan/them", edit, row::new)
        .post("/bo-chi-so/{framework}/soan/them", edit, row::add)
        .get("/bo-chi-so/{framework}/soan/{indicator}", edit, row::get)
        .post("/bo-chi-so/{framework}/soan/{indicator}", edit, row::post)
        .post(
            "/bo-chi-so/{framework}/soan/{indicator}/lay-tong",
            edit,
            check::take_sum,
        )
        .get(
            "/bo-chi-so/{framework}/soan/{indicator}/tong-hop",
            edit,
            rollup::get,
        )
        .post(
            "/bo-chi-so/{framework}/soan/{indicator}/tong-hop",
            edit,
            rollup::post,
        )
        .post(
            "/bo-chi-so/{framework}/soan/{indicator}/nhap-lai",
            edit,
            rollup::again,
        )
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
