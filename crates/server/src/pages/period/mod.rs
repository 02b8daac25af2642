//! `/quan-tri/ky`: periods.

mod list;

use domain::authority::Action;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    let may = Access::May(Action::ManagePeriods);
    site.get("/quan-tri/ky", may, list::get)
        .post("/quan-tri/ky", may, list::create)
        .post("/quan-tri/ky/{period}/han", may, list::closing)
        .get("/quan-tri/ky/{period}/khoa", may, list::ask)
        .post("/quan-tri/ky/{period}/khoa", may, list::lock)
        .post("/quan-tri/ky/{period}/mo-khoa", may, list::unlock)
}
