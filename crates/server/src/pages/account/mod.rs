//! `/tai-khoan`: one's own account: password, sessions, tokens for programs.

mod show;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    let own = Access::SignedIn;
    site.get("/tai-khoan", own, show::get)
        .post("/tai-khoan/mat-khau", own, show::password)
        .post("/tai-khoan/phien/ket-thuc", own, show::end_others)
        .post("/tai-khoan/lich", own, show::make_feed)
        .post("/tai-khoan/lich/thu-hoi", own, show::revoke_feed)
        .post("/tai-khoan/ma-truy-cap", own, show::create_token)
        .post(
            "/tai-khoan/ma-truy-cap/{token}/thu-hoi",
            own,
            show::revoke_token,
        )
}
