//! `/van-ban/…`: official papers drafted from the data, edited, issued, signed.

mod edit;
mod file;
mod issue;
mod list;
mod show;
mod signed;

use app::{Noun, PaperId};
use domain::authority::Action;

use crate::web::{Access, Failure, Site};

/// A signed copy and what a form puts around it.
const UPLOAD_BYTES_MAX: usize = 65 << 20;

pub(super) fn routes(site: Site) -> Site {
    let (read, edit, issue) = (
        Access::May(Action::Read),
        Access::May(Action::EditPlan),
        Access::May(Action::IssuePlan),
    );
    let list = "/ky/{period}/don-vi/{unit}/van-ban";
    site.get(list, read, list::get)
        .post(list, edit, list::post)
        .get("/van-ban/{paper}", read, show::get)
        .get("/van-ban/{paper}/sua", edit, edit::get)
        .post("/van-ban/{paper}/sua", edit, edit::post)
        .post("/van-ban/{paper}/so-lieu", edit, show::gather)
        .get("/van-ban/{paper}/phat-hanh", issue, issue::get)
        .post("/van-ban/{paper}/phat-hanh", issue, issue::post)
        .get("/van-ban/{paper}/tai.docx", read, file::docx)
        .get("/van-ban/{paper}/tai.pdf", read, file::pdf)
        .upload(
            "/van-ban/{paper}/ban-ky",
            edit,
            UPLOAD_BYTES_MAX,
            signed::post,
        )
        .get("/van-ban/{paper}/ban-ky/{number}", read, signed::get)
}

fn id(text: &str) -> Result<PaperId, Failure> {
    PaperId::parse(text).ok_or(Failure::NotFound(Noun::Paper))
}
