//! Units become one: choose, see what hangs on each, confirm.

use app::Error;
use app::lineage::{self, Decision, Effect, Into, Merge};
use app::unit::{self, Unit};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::authority::Action;
use reading::text::sort_key;

use super::Fields;
use crate::pages::choice::{Choice, NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

/// What a new unit is chosen by.
const NEW: &str = "moi";

#[derive(Template)]
#[template(path = "unit/unite.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    others: Vec<Choice>,
    targets: Vec<Choice>,
    typed: Fields,
    /// Shown before it is confirmed.
    effects: Vec<Effect>,
    refusal: String,
}

/// The unit with its open brothers.
struct Place {
    unit: Unit,
    brothers: Vec<Unit>,
}

async fn place(web: &Web, visitor: &Visitor, slug: &str) -> Result<Place, Failure> {
    let (app, actor) = (&web.app, &visitor.actor);
    let unit = unit::by_slug(app, actor, slug).await?;
    let Some(parent) = &unit.parent else {
        return Err(Error::from(unit::Refusal::Top).into());
    };
    let parent = unit::by_id(app, actor, parent).await?;
    actor.require(Action::ManagePeople, &parent.path)?;
    let mut brothers = unit::under(app, actor, &parent.path).await?;
    brothers.retain(|other| {
        other.parent == unit.parent && other.id != unit.id && other.valid_to.is_none()
    });
    brothers.sort_by_cached_key(|other| sort_key(&other.name));
    Ok(Place { unit, brothers })
}

impl Place {
    fn slug<'p>(&'p self, slug: &'p str) -> Option<&'p Unit> {
        let all = std::iter::once(&self.unit).chain(&self.brothers);
        all.into_iter().find(|unit| unit.slug == slug)
    }

    fn asked(&self, fields: &Fields) -> Result<Merge, String> {
        let on = day(&fields.one("ngay")).ok_or_else(|| NO_DAY.to_owned())?;
        let target = fields.one("vao");
        let into = match self.slug(&target) {
            Some(target) => Into::Existing(target.id.clone()),
            None => Into::New {
                name: fields.one("ten"),
                code: Some(fields.one("ma")),
            },
        };
        let mut sources = vec![self.unit.id.clone()];
        let chosen = fields.all("voi");
        sources.extend(
            chosen
                .iter()
                .filter_map(|slug| self.slug(slug))
                .map(|unit| unit.id.clone()),
        );
        Ok(Merge {
            sources,
            into,
            decision: Decision {
                on,
                legal_basis: fields.one("can_cu"),
            },
        })
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    place: Place,
    (typed, effects, refusal): (Fields, Vec<Effect>, String),
) -> Result<Page, Failure> {
    let chosen = typed.all("voi");
    let others = place.brothers.iter().map(|other| Choice {
        value: other.slug.clone(),
        label: other.name.clone(),
        chosen: chosen.contains(&other.slug),
    });
    let target = typed.one("vao");
    let mut targets = vec![Choice::of(NEW, "Lập đơn vị mới", &target)];
    let existing = |other: &Unit| {
        Choice::of(
            other.slug.clone(),
            format!("Nhập vào {}", other.name),
            &target,
        )
    };
    targets.extend(place.brothers.iter().map(existing));
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        others: others.collect(),
        targets,
        unit: place.unit,
        typed,
        effects,
        refusal,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Answer {
    let place = place(&web, &visitor, &slug).await?;
    let fields = Fields(asked);
    if fields.one("xem").is_empty() {
        let day = ("ngay".to_owned(), web.app.today().to_string());
        let typed = (Fields(vec![day]), Vec::new(), String::new());
        return shown(&page(&web, &visitor, place, typed).await?);
    }
    let merge = match place.asked(&fields) {
        Ok(merge) => merge,
        Err(why) => {
            return refused(&page(&web, &visitor, place, (fields, Vec::new(), why)).await?);
        }
    };
    match lineage::merge_preview(&web.app, &visitor.actor, &merge).await {
        Ok(effects) => {
            let typed = (fields, effects, String::new());
            shown(&page(&web, &visitor, place, typed).await?)
        }
        Err(error) => again(&web, &visitor, place, (fields, error)).await,
    }
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(typed): Typed<Vec<(String, String)>>,
) -> Answer {
    let place = place(&web, &visitor, &slug).await?;
    let fields = Fields(typed);
    let merge = match place.asked(&fields) {
        Ok(merge) => merge,
        Err(why) => {
            return refused(&page(&web, &visitor, place, (fields, Vec::new(), why)).await?);
        }
    };
    match lineage::merge(&web.app, &visitor.actor, merge).await {
        Ok(into) => on_to(&format!("/don-vi/{}/lich-su", into.slug)),
        Err(error) => again(&web, &visitor, place, (fields, error)).await,
    }
}

async fn again(
    web: &Web,
    visitor: &Visitor,
    place: Place,
    (fields, error): (Fields, Error),
) -> Answer {
    match error {
        Error::Refused(refusal) => {
            let typed = (fields, Vec::new(), vi::refused(&refusal));
            refused(&page(web, visitor, place, typed).await?)
        }
        error => Err(error.into()),
    }
}
