//! Minh chứng: the library, adding, one proof, its file, and the panel that other pages include.
//!
//! `Panel` is what the page of a row or an indicator shows: `{{ panel|safe }}` in its template, and
//! `evidence.js` in its head.

mod add;
mod confirm;
mod edit;
mod file;
mod links;
mod list;
mod missing;
mod panel;
mod put_away;
mod requirement;
mod show;
mod uses;

pub(crate) use panel::Panel;

use app::EvidenceId;
use app::evidence::Serves;
use app::unit::Unit;
use domain::authority::Action;

use crate::web::{Access, Failure, Frame, Here, Section, Site, Visitor, Web};

/// Bytes of all files of one sending.
const SENDING_BYTES_MAX: usize = 200 << 20;

pub(super) fn routes(site: Site) -> Site {
    let reads = Access::May(Action::Read);
    let adds = Access::May(Action::AttachEvidence);
    site.get("/ky/{period}/don-vi/{unit}/minh-chung", reads, list::get)
        .get(
            "/ky/{period}/don-vi/{unit}/minh-chung/con-thieu",
            reads,
            missing::get,
        )
        .get("/ky/{period}/don-vi/{unit}/minh-chung/them", adds, add::get)
        .upload(
            "/ky/{period}/don-vi/{unit}/minh-chung/them",
            adds,
            SENDING_BYTES_MAX,
            add::post,
        )
        .get(
            "/ky/{period}/don-vi/{unit}/minh-chung/lien-ket",
            adds,
            links::get,
        )
        .post(
            "/ky/{period}/don-vi/{unit}/minh-chung/lien-ket",
            adds,
            links::post,
        )
        .get("/minh-chung/{id}", reads, show::get)
        .get("/minh-chung/{id}/tep", reads, file::download)
        .get("/minh-chung/{id}/hinh", reads, file::picture)
        .get("/minh-chung/{id}/sua", adds, edit::get)
        .post("/minh-chung/{id}/sua", adds, edit::post)
        .post("/minh-chung/{id}/xac-nhan", adds, confirm::post)
        .get("/minh-chung/{id}/cat", adds, put_away::get)
        .post("/minh-chung/{id}/cat", adds, put_away::post)
        .post("/minh-chung/{id}/khoi-phuc", adds, put_away::restore)
        .get("/minh-chung/{id}/dung", adds, uses::get)
        .post("/minh-chung/{id}/dung", adds, uses::post)
        .post("/minh-chung/{id}/go-dung", adds, uses::end)
        .post("/minh-chung/{id}/yeu-cau", adds, requirement::post)
}

/// The id in an address.
fn id(text: &str) -> Result<EvidenceId, Failure> {
    EvidenceId::parse(text).ok_or(Failure::NotFound(app::Noun::Evidence))
}

/// What a proof is for, in an address or a form: nothing where nothing is said.
fn serves(text: &str) -> Result<Option<Serves>, Failure> {
    if text.is_empty() {
        return Ok(None);
    }
    Serves::parse(text)
        .map(Some)
        .ok_or(Failure::NotFound(app::Noun::Page))
}

/// The frame of a proof's page: its unit, in the period that runs.
async fn frame(web: &Web, visitor: &Visitor, unit: &Unit) -> Result<Frame, Failure> {
    let here = Here::at(web, visitor, &unit.slug, None).await?;
    Ok(Frame::of(visitor, Section::Evidence, here))
}

/// Where to go after: an address of ours, else this one.
fn back<'a>(wanted: &'a str, otherwise: &'a str) -> &'a str {
    let own = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && !wanted.contains(['\\', '\r', '\n']);
    if own { wanted } else { otherwise }
}
