//! `/quan-tri/ky`: periods, their steps; `/ky/…/gia-han`: entry after a period closed.

mod exceptions;
mod list;
mod phases;
mod snapshot;
mod snapshots;

use domain::authority::Action;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    let may = Access::May(Action::ManagePeriods);
    let reads = Access::May(Action::ReadFigures);
    let snapshots = "/ky/{period}/don-vi/{unit}/so-lieu-chot";
    let exceptions = "/ky/{period}/don-vi/{unit}/gia-han";
    site.get("/quan-tri/ky", may, list::get)
        .post("/quan-tri/ky", may, list::create)
        .get("/quan-tri/ky/{period}/cac-buoc", may, phases::get)
        .post("/quan-tri/ky/{period}/cac-buoc", may, phases::post)
        .get(snapshots, reads, snapshots::get)
        .post(snapshots, may, snapshots::post)
        .get("/so-lieu-chot/{snapshot}", reads, snapshot::get)
        .get(exceptions, reads, exceptions::get)
        .post(exceptions, reads, exceptions::post)
        .post("/quan-tri/ky/{period}/han", may, list::closing)
        .get("/quan-tri/ky/{period}/khoa", may, list::ask)
        .post("/quan-tri/ky/{period}/khoa", may, list::lock)
        .post("/quan-tri/ky/{period}/mo-khoa", may, list::unlock)
}
