//! A unit under another one: choose, see what moves, confirm.

use app::Error;
use app::lineage::Decision;
use app::unit::{self, Shift, Unit};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::authority::Action;
use reading::text::{fold, sort_key};
use serde::Deserialize;

use crate::pages::choice::{NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

/// Units offered at once; the search finds the others.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "unit/shift.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    q: String,
    candidates: Vec<Unit>,
    shift: Option<Shift>,
    /// The day that the form proposes.
    today: String,
    refusal: String,
}

/// What is asked for, and what is confirmed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    q: String,
    /// The word of the unit above, from then on.
    den: String,
    version: i32,
    /// From which day on, and by what authority; both may be left out.
    ngay: String,
    can_cu: String,
}

async fn page(web: &Web, visitor: &Visitor, unit: Unit, q: &str) -> Result<Page, Failure> {
    let actor = &visitor.actor;
    let wanted = fold(&q.chars().take(200).collect::<String>());
    let mut candidates = unit::visible(&web.app, actor).await?;
    candidates.retain(|above| {
        above.valid_to.is_none()
            && !above.path.starts_with(&unit.path)
            && Some(&above.id) != unit.parent.as_ref()
            && actor.may(Action::ManagePeople, &above.path)
            && fold(&above.name).contains(&wanted)
    });
    candidates.sort_by_cached_key(|above| sort_key(&above.name));
    candidates.truncate(SHOWN);
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        unit,
        q: q.to_owned(),
        candidates,
        shift: None,
        today: web.app.today().to_string(),
        refusal: String::new(),
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(asked): Query<Form>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    visitor.actor.require(Action::ManagePeople, &unit.path)?;
    let page = page(&web, &visitor, unit, &asked.q).await?;
    if asked.den.is_empty() {
        return shown(&page);
    }
    let to = unit::by_slug(&web.app, &visitor.actor, &asked.den).await?;
    match unit::shift_preview(&web.app, &visitor.actor, &page.unit.id, &to.id).await {
        Ok(shift) => shown(&Page {
            shift: Some(shift),
            ..page
        }),
        Err(Error::Refused(refusal)) => refused(&Page {
            refusal: vi::refused(&refusal),
            ..page
        }),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    let to = unit::by_slug(&web.app, &visitor.actor, &form.den).await?;
    let key = (&unit.id, form.version);
    let decision = match (form.can_cu.trim(), day(&form.ngay)) {
        ("", _) => None,
        (basis, Some(on)) => Some(Decision {
            on,
            legal_basis: basis.to_owned(),
        }),
        (_, None) => {
            let page = page(&web, &visitor, unit, &form.q).await?;
            return refused(&Page {
                refusal: NO_DAY.to_owned(),
                ..page
            });
        }
    };
    match unit::shift_by(&web.app, &visitor.actor, key, (&to.id, decision)).await {
        Ok(()) => on_to(&format!("/don-vi/{slug}")),
        Err(Error::Refused(refusal)) => {
            let page = page(&web, &visitor, unit, &form.q).await?;
            refused(&Page {
                refusal: vi::refused(&refusal),
                ..page
            })
        }
        Err(Error::Stale(noun)) => {
            let page = page(&web, &visitor, unit, &form.q).await?;
            stale(&Page {
                refusal: vi::failure::stale(noun),
                ..page
            })
        }
        Err(error) => Err(error.into()),
    }
}
