//! `/dang-nhap`, `/dang-xuat`.

mod show;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    site.get("/dang-nhap", Access::Public, show::get)
        .post("/dang-nhap", Access::Public, show::post)
        .post("/dang-xuat", Access::SignedIn, show::leave)
}
