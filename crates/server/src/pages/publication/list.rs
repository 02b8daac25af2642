//! What was published, newest first.

use app::publication::{self, Publication, State};
use askama::Template;
use axum::extract::State as Given;

use crate::pages::{filters, shown};
use crate::vi::publication::state;
use crate::web::{Answer, Web};

#[derive(Template)]
#[template(path = "publication/list.html")]
struct Page {
    publications: Vec<Line>,
}

struct Line {
    href: String,
    one: Publication,
    state: (&'static str, &'static str),
    is_open: bool,
}

pub(super) async fn get(Given(web): Given<Web>) -> Answer {
    let all = publication::list(&web.app).await?;
    let line = |one: Publication| Line {
        href: format!("/cong-khai/{}", one.id),
        state: state(one.state),
        is_open: one.state != State::Withdrawn,
        one,
    };
    shown(&Page {
        publications: all.into_iter().map(line).collect(),
    })
}
