//! The proof of a row or an indicator, for the page that shows it.

use app::evidence::{self, Force, Serves};
use askama::Template;

use super::requirement::{self, Choice, choices};
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
    /// Where to go after a change: this panel.
    tiep: String,
    requirements: Vec<Choice>,
    today: jiff::civil::Date,
}

impl Panel {
    /// Whether the visitor may attach proof here.
    pub(crate) fn may_attach(&self) -> bool {
        self.panel.may_attach
    }

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
            tiep: format!("{}#minh-chung", panel.place.address),
            requirements: choices(&panel.count.asked, ""),
            base,
            today: web.app.today(),
            panel,
        })
    }

    /// What an attached proof serves, in words.
    fn serving(&self, one: &evidence::Attached) -> String {
        let asked = &self.panel.count.asked;
        let served = one.requirement.as_ref();
        let served = served.and_then(|id| asked.iter().find(|asked| asked.id == *id));
        vi::evidence::serving(served.map(|asked| asked.text.as_str()), one.is_named)
    }

    /// What it could serve instead, for whoever may say so.
    fn choices(&self, one: &evidence::Attached) -> Vec<Choice> {
        if !self.panel.may_attach {
            return Vec::new();
        }
        let named = one.requirement.as_ref().filter(|_| one.is_named);
        let asked = self.panel.count.asked.iter();
        let labels = asked.map(|one| (&one.id, requirement::label(one)));
        requirement::others(labels, (one.requirement.as_ref(), named))
    }
}
