//! `/bo-chi-so`: all frameworks.

use app::framework::{self, Listed};
use askama::Template;
use axum::extract::State;
use domain::authority::Action;

use crate::pages::{filters, shown};
use crate::web::{Answer, Frame, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/list.html")]
struct Page {
    frame: Frame,
    all: Vec<Listed>,
    may_make: bool,
}

pub(super) async fn get(State(web): State<Web>, visitor: Visitor) -> Answer {
    let all = framework::list(&web.app, &visitor.actor).await?;
    let frame = Frame::at_home(&web, &visitor, Section::Frameworks).await?;
    let may_make = visitor.actor.authority.may_somewhere(Action::EditFramework);
    shown(&Page {
        frame,
        all,
        may_make,
    })
}
