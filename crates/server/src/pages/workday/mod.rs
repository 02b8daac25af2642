//! `/ngay-nghi`: which days are not worked; everyone reads it, the administrator enters.

mod list;

use domain::authority::Action;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    site.get("/ngay-nghi", Access::SignedIn, list::get).post(
        "/ngay-nghi",
        Access::May(Action::ManagePeriods),
        list::post,
    )
}
