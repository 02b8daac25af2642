//! The proof of a row or an indicator, for the page that shows it.

use app::evidence::{self, Serves};
use askama::Template;

use super::requirement::{Choice, choices};
use crate::pages::filters;
use crate::vi;
use crate::web::{Failure, Visitor, Web};

/// What is asked for, what is there, and the ways to add: written into a page with
/// `{{ panel|safe }}`. The page's head has `evidence.js`.
#[derive(Template)]
#[template(path = "evidence/_panel.html")]
pub(crate) struct Panel {
    panel: evidence::Panel,
    /// `/ky/…/don-vi/…/minh-chung`.
    base: String,
    cho: String,
    requirements: Vec<Choice>,
    today: jiff::civil::Date,
}

impl Panel {
    /// The panel of a row or an entry, as the visitor may see it; proof is added in that period.
    pub(crate) async fn of(
        web: &Web,
        visitor: &Visitor,
        (serves, period): (&Serves, &str),
    ) -> Result<Panel, Failure> {
        let panel = evidence::panel(&web.app, &visitor.actor, serves).await?;
        let base = format!("/ky/{period}/don-vi/{}/minh-chung", panel.unit.slug);
        Ok(Panel {
            cho: serves.word(),
            requirements: choices(&panel.count.asked, ""),
            base,
            today: web.app.today(),
            panel,
        })
    }

    /// Whether a proof is no longer in force.
    fn is_over(&self, proof: &evidence::Evidence) -> bool {
        proof
            .facts
            .effective_to
            .is_some_and(|last| last < self.today)
    }
}
