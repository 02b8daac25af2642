//! `/bo-chi-so`: all frameworks.

use app::framework::{self, Listed};
use askama::Template;
use axum::extract::State;

use crate::pages::{filters, shown};
use crate::web::{Answer, Frame, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/list.html")]
struct Page {
    frame: Frame,
    all: Vec<Listed>,
}

pub(super) async fn get(State(web): State<Web>, visitor: Visitor) -> Answer {
    let all = framework::list(&web.app, &visitor.actor).await?;
    let frame = Frame::at_home(&web, &visitor, Section::Frameworks).await?;
    shown(&Page { frame, all })
}
