//! `/api/v1`: the same use cases as the pages, for programs.

use crate::web::Site;

/// Its routes.
pub(crate) fn routes(site: Site) -> Site {
    site
}
