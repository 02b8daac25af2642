//! `/dang-nhap`, `/dang-xuat`, `/dat-mat-khau/{link}`.

mod password;
mod show;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    site.get("/dang-nhap", Access::Public, show::get)
        .post("/dang-nhap", Access::Public, show::post)
        .post("/dang-xuat", Access::SignedIn, show::leave)
        .get("/dat-mat-khau/{link}", Access::Public, password::get)
        .post("/dat-mat-khau/{link}", Access::Public, password::post)
}
