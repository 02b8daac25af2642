//! Tài khoản và vai trò, cho quản trị.

use crate::web::Site;

pub(super) fn routes(site: Site) -> Site {
    site
}
