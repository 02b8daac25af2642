//! Another name by a decision; the unit stays itself.

use app::Error;
use app::lineage::{self, Decision, Effect, Rename};
use app::unit::{self, Unit};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::choice::{NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "unit/rename.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    effects: Vec<Effect>,
    typed: Form,
    refusal: String,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    name: String,
    ngay: String,
    can_cu: String,
    version: i32,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    unit: Unit,
    (typed, refusal): (Form, String),
) -> Result<Page, Failure> {
    visitor.actor.require(Action::ManagePeople, &unit.path)?;
    let effect = lineage::effect(&web.app, &visitor.actor, &unit.id).await?;
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        effects: vec![effect],
        unit,
        typed,
        refusal,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    let typed = Form {
        name: unit.name.clone(),
        ngay: web.app.today().to_string(),
        can_cu: String::new(),
        version: unit.version,
    };
    shown(&page(&web, &visitor, unit, (typed, String::new())).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    let Some(on) = day(&form.ngay) else {
        return refused(&page(&web, &visitor, unit, (form, NO_DAY.to_owned())).await?);
    };
    let rename = Rename {
        unit: (unit.id.clone(), form.version),
        name: form.name.clone(),
        decision: Decision {
            on,
            legal_basis: form.can_cu.clone(),
        },
    };
    match lineage::rename(&web.app, &visitor.actor, rename).await {
        Ok(()) => on_to(&format!("/don-vi/{slug}/lich-su")),
        Err(Error::Refused(refusal)) => {
            refused(&page(&web, &visitor, unit, (form, vi::refused(&refusal))).await?)
        }
        Err(Error::Stale(noun)) => {
            let form = Form {
                version: unit.version,
                ..form
            };
            stale(&page(&web, &visitor, unit, (form, vi::failure::stale(noun))).await?)
        }
        Err(error) => Err(error.into()),
    }
}
