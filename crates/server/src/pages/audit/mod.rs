//! Nhật ký: who changed what, for managers.

mod export;
mod filter;
mod show;

use crate::web::{Access, Site};
use domain::authority::Action;

pub(super) fn routes(site: Site) -> Site {
    let managers = Access::May(Action::ReadAudit);
    site.get("/quan-tri/nhat-ky", managers, show::get)
        .get("/quan-tri/nhat-ky/xuat.csv", managers, export::csv)
        .get("/quan-tri/nhat-ky/xuat.jsonl", managers, export::json_lines)
}
