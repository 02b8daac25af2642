//! Lịch.

mod feed;
pub(super) mod ics;
mod month;
mod unit;

use domain::authority::Action;
use serde::Deserialize;

use crate::web::{Access, Site};

/// What the form that makes an address sends.
#[derive(Deserialize)]
pub(super) struct Former {
    /// The address that works until now, by its id; empty: none. It must be sent: what says nothing
    /// is no form of ours.
    pub(super) former: String,
}

pub(super) fn routes(site: Site) -> Site {
    let keeps = Access::May(Action::EditPlan);
    site.get("/lich", Access::SignedIn, month::get)
        .get("/lich/viec-cua-toi.ics", Access::SignedIn, ics::get)
        // Calendar programs cannot sign in: the secret in the address is what lets them in.
        .get("/lich/dang-ky/{address}", Access::Public, feed::get)
        .get("/don-vi/{unit}/lich", keeps, unit::get)
        .post("/don-vi/{unit}/lich", keeps, unit::make)
        .post("/don-vi/{unit}/lich/thu-hoi", keeps, unit::revoke)
        .post("/don-vi/{unit}/lich/nhac-viec", keeps, unit::set)
}
