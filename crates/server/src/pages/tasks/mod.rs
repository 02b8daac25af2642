//! Việc của tôi; and the work of a row: its status, what was done, events, the day that binds.
//!
//! A row's page shows the latter with a field `work: Work` and the line
//! `{% include "tasks/_work.html" %}`; its forms come back to `/dong/{row}/…`, which is also a
//! page by itself, for what was refused.

mod list;
mod show;
mod work;

pub(crate) use work::Work;

use domain::authority::Action;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    let work = Access::May(Action::DoWork);
    site.get("/viec-cua-toi", Access::SignedIn, list::get)
        .get("/dong/{row}", Access::May(Action::Read), show::get)
        // Appraisers change a status too; the use case asks who may take which step.
        .post(
            "/dong/{row}/tinh-trang",
            Access::May(Action::Read),
            show::status,
        )
        .post("/dong/{row}/lan-thuc-hien", work, show::happening)
        .post(
            "/dong/{row}/lan-thuc-hien/{id}/go",
            work,
            show::remove_happening,
        )
        .post(
            "/dong/{row}/lan-thuc-hien/{id}/khoi-phuc",
            work,
            show::restore_happening,
        )
        .post("/dong/{row}/su-kien", work, show::event)
        .post("/dong/{row}/su-kien/{id}/go", work, show::remove_event)
        .post("/dong/{row}/han", Access::May(Action::EditPlan), show::due)
}
