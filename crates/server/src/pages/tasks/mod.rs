//! Việc của tôi.

use crate::web::Site;

pub(super) fn routes(site: Site) -> Site {
    site
}
