//! `/ke-hoach/{id}/lien-ket`: a plan compared with the plan above that it carries out; pairs of
//! rows confirmed one by one or all that say the same; links taken back.

use std::collections::BTreeSet;

use app::cascade::{self, Compared, Pairs, Tie};
use app::{Error, Noun, PlanId, RowId};
use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::Fields;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "cascade/link.html")]
struct Page {
    frame: Frame,
    compared: Compared,
    linked: usize,
    same: usize,
    picked: BTreeSet<String>,
    is_first: bool,
    refusal: String,
}

/// With which plan above.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(rename = "cap-tren")]
    above: String,
}

impl Page {
    fn tie(&self, tie: &Tie) -> (&'static str, &'static str) {
        vi::cascade::tie(*tie)
    }

    fn is_picked(&self, own: &RowId, above: &RowId, tie: &Tie) -> bool {
        let key = format!("{own}:{above}");
        self.picked.contains(&key) || (self.is_first && *tie == Tie::Same)
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (id, above, fields): (&str, &str, Option<&Fields>),
) -> Result<Page, Failure> {
    let chosen = PlanId::parse(above);
    let id = super::plan_id(id)?;
    let compared = cascade::compared(&web.app, &visitor.actor, (&id, chosen.as_ref())).await?;
    let count = |tie: Tie| compared.pairs.iter().filter(|pair| pair.tie == tie).count();
    let picked = fields.map(|fields| fields.all("chon").map(str::to_owned).collect());
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Plans).await?,
        linked: count(Tie::Linked),
        same: count(Tie::Same),
        is_first: fields.is_none(),
        picked: picked.unwrap_or_default(),
        refusal: String::new(),
        compared,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    shown(&page(&web, &visitor, (&id, &asked.above, None)).await?)
}

fn pair(text: &str) -> Option<(RowId, RowId)> {
    let (own, above) = text.split_once(':')?;
    Some((RowId::parse(own)?, RowId::parse(above)?))
}

async fn change(
    web: &Web,
    visitor: &Visitor,
    (id, fields): (&PlanId, &Fields),
) -> Result<(), Error> {
    let (app, actor) = (&web.app, &visitor.actor);
    let seen = fields.at("da-xem");
    let above = || PlanId::parse(fields.at("cap-tren")).ok_or(Error::NotFound(Noun::Plan));
    let pairs = match fields.at("viec") {
        "giong" => Pairs::Same,
        "chon" => Pairs::These(fields.all("chon").filter_map(pair).collect()),
        "cap" => {
            let ends = RowId::parse(fields.at("dong")).zip(RowId::parse(fields.at("dong-tren")));
            Pairs::These(ends.into_iter().collect())
        }
        "go" => {
            let rows = fields.all("go").filter_map(RowId::parse).collect();
            cascade::unlink(app, actor, id, (Some(&rows), seen)).await?;
            return Ok(());
        }
        "go-het" if fields.at("chac") == "1" => {
            cascade::unlink(app, actor, id, (None, seen)).await?;
            return Ok(());
        }
        "go-het" => return Err(cascade::Refusal::NotSure.into()),
        _ => return Err(Error::NotFound(Noun::Page)),
    };
    cascade::link(app, actor, (id, &above()?), (&pairs, seen)).await?;
    Ok(())
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(fields): Typed<Vec<(String, String)>>,
) -> Answer {
    let fields = Fields(fields);
    let plan = super::plan_id(&id)?;
    let (sentence, is_stale) = match change(&web, &visitor, (&plan, &fields)).await {
        Ok(()) => return on_to(&format!("/ke-hoach/{id}/lien-ket")),
        Err(Error::Refused(why)) => (vi::refused(&why), false),
        Err(Error::Stale(noun)) => (vi::failure::stale(noun), true),
        Err(error) => return Err(error.into()),
    };
    let mut page = page(&web, &visitor, (&id, fields.at("cap-tren"), Some(&fields))).await?;
    page.refusal = sentence;
    if is_stale {
        stale(&page)
    } else {
        refused(&page)
    }
}
