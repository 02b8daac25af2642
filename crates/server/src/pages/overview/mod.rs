//! Tổng quan: the page a leader opens first.

mod below;
mod drawn;
mod show;

use crate::web::{Access, Site};
use domain::authority::Action;

pub(super) fn routes(site: Site) -> Site {
    site.get(
        "/ky/{period}/don-vi/{unit}/tong-quan",
        Access::May(Action::Read),
        show::get,
    )
}
