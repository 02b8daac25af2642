//! `/trao-doi/{kind}/{id}`: a discussion by itself, and the fragment that other pages show.
//!
//! A page that shows one has a field `discussion: Discussion` and the line
//! `{% include "comment/_comments.html" %}`.

mod discussion;
mod show;

pub(crate) use discussion::Discussion;

use domain::authority::Action;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    site.get("/trao-doi/{kind}/{id}", Access::SignedIn, show::get)
        .post(
            "/trao-doi/{kind}/{id}",
            Access::May(Action::Comment),
            show::post,
        )
        .post(
            "/trao-doi/y-kien/{id}/go",
            Access::May(Action::Comment),
            show::remove,
        )
}
