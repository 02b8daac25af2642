//! Nhập liệu và chỉ số của một đơn vị trong một kỳ.

use crate::web::Site;

pub(super) fn routes(site: Site) -> Site {
    site
}
