//! Lịch.

mod ics;
mod month;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    site.get("/lich", Access::SignedIn, month::get).get(
        "/lich/viec-cua-toi.ics",
        Access::SignedIn,
        ics::get,
    )
}
