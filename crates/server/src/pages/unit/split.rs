//! A unit becomes several: name them, see what hangs on it, confirm.

use app::Error;
use app::lineage::{self, Decision, Effect, Part, Split};
use app::unit::{self, Unit};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::authority::Action;

use super::Fields;
use crate::pages::choice::{NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

/// Parts that the form asks for.
const ASKED: usize = 4;

#[derive(Template)]
#[template(path = "unit/split.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    /// As typed, empty ones too.
    parts: Vec<Part>,
    typed: Fields,
    effects: Vec<Effect>,
    refusal: String,
}

async fn load(web: &Web, visitor: &Visitor, slug: &str) -> Result<Unit, Failure> {
    let unit = unit::by_slug(&web.app, &visitor.actor, slug).await?;
    visitor.actor.require(Action::ManagePeople, &unit.path)?;
    Ok(unit)
}

fn parts(fields: &Fields) -> Vec<Part> {
    let (names, codes, shares) = (fields.all("ten"), fields.all("ma"), fields.all("ty_le"));
    let at = |all: &[String], at: usize| all.get(at).cloned().unwrap_or_default();
    let part = |number: usize| Part {
        name: at(&names, number),
        code: Some(at(&codes, number)),
        share: at(&shares, number),
    };
    (0..ASKED.max(names.len())).map(part).collect()
}

fn asked(unit: &Unit, fields: &Fields) -> Result<Split, String> {
    let on = day(&fields.one("ngay")).ok_or_else(|| NO_DAY.to_owned())?;
    let mut parts = parts(fields);
    parts.retain(|part| !part.name.trim().is_empty());
    Ok(Split {
        unit: unit.id.clone(),
        parts,
        decision: Decision {
            on,
            legal_basis: fields.one("can_cu"),
        },
    })
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    unit: Unit,
    (typed, effects, refusal): (Fields, Vec<Effect>, String),
) -> Result<Page, Failure> {
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        parts: parts(&typed),
        unit,
        typed,
        effects,
        refusal,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(sent): Query<Vec<(String, String)>>,
) -> Answer {
    let unit = load(&web, &visitor, &slug).await?;
    let fields = Fields(sent);
    if fields.one("xem").is_empty() {
        let day = ("ngay".to_owned(), web.app.today().to_string());
        let typed = (Fields(vec![day]), Vec::new(), String::new());
        return shown(&page(&web, &visitor, unit, typed).await?);
    }
    let split = match asked(&unit, &fields) {
        Ok(split) => split,
        Err(why) => return refused(&page(&web, &visitor, unit, (fields, Vec::new(), why)).await?),
    };
    match lineage::split_preview(&web.app, &visitor.actor, &split).await {
        Ok(effects) => {
            let typed = (fields, effects, String::new());
            shown(&page(&web, &visitor, unit, typed).await?)
        }
        Err(error) => again(&web, &visitor, unit, (fields, error)).await,
    }
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(typed): Typed<Vec<(String, String)>>,
) -> Answer {
    let unit = load(&web, &visitor, &slug).await?;
    let fields = Fields(typed);
    let split = match asked(&unit, &fields) {
        Ok(split) => split,
        Err(why) => return refused(&page(&web, &visitor, unit, (fields, Vec::new(), why)).await?),
    };
    match lineage::split(&web.app, &visitor.actor, split).await {
        Ok(_) => on_to(&format!("/don-vi/{slug}/lich-su")),
        Err(error) => again(&web, &visitor, unit, (fields, error)).await,
    }
}

async fn again(
    web: &Web,
    visitor: &Visitor,
    unit: Unit,
    (fields, error): (Fields, Error),
) -> Answer {
    match error {
        Error::Refused(refusal) => {
            let typed = (fields, Vec::new(), vi::refused(&refusal));
            refused(&page(web, visitor, unit, typed).await?)
        }
        error => Err(error.into()),
    }
}
