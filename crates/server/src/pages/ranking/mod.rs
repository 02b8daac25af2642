//! `/ky/…/don-vi/…/xep-hang`: how the units under one stand among each other.

mod show;

use domain::authority::Action;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    site.get(
        "/ky/{period}/don-vi/{unit}/xep-hang",
        Access::May(Action::ReadFigures),
        show::get,
    )
}
