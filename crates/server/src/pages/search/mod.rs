//! Tìm kiếm: the page of results, and the short list under the box in the head of every page.

mod show;
mod suggest;

use crate::web::{Access, Site};
use domain::authority::Action;

pub(super) fn routes(site: Site) -> Site {
    site.get("/tim-kiem", Access::May(Action::Read), show::get)
        .get("/tim-kiem/goi-y", Access::May(Action::Read), suggest::get)
}
