//! `/don-vi`: the tree of units, and each unit's directory.

mod add;
mod edit;
mod hand_over;
mod history;
mod list;
mod merge;
mod party;
mod rename;
mod results;
mod shift;
mod show;
mod split;
mod unite;

use app::party::{Directory, PartyKind};
use app::unit::{self, Unit};
use app::{Noun, PartyId};
use domain::authority::Action;

use crate::pages::choice::Choice;
use crate::web::{Access, Failure, Site, Visitor, Web};

pub(super) fn routes(site: Site) -> Site {
    let read = Access::May(Action::Read);
    let may = Access::May(Action::ManagePeople);
    let site = site
        .get("/don-vi", read, list::get)
        .get("/don-vi/{unit}", read, show::get)
        .get("/don-vi/{unit}/them", may, edit::new)
        .post("/don-vi/{unit}/them", may, edit::create)
        .get("/don-vi/{unit}/sua", may, edit::get)
        .post("/don-vi/{unit}/sua", may, edit::post)
        .post("/don-vi/{unit}/ket-thuc", may, edit::end)
        .post("/don-vi/{unit}/mo-lai", may, edit::reopen)
        .get("/don-vi/{unit}/chuyen", may, shift::get)
        .post("/don-vi/{unit}/chuyen", may, shift::post)
        .get("/don-vi/{unit}/lich-su", read, history::get)
        .post("/don-vi/{unit}/lich-su/hoan-tac", may, history::undo)
        .post("/don-vi/{unit}/lich-su/don-vi-cu", may, history::load)
        .post("/don-vi/{unit}/lich-su/don-vi-cu/go", may, history::unload)
        .get(
            "/don-vi/{unit}/ket-qua",
            Access::May(Action::ReadFigures),
            results::get,
        )
        .get("/don-vi/{unit}/doi-ten", may, rename::get)
        .post("/don-vi/{unit}/doi-ten", may, rename::post)
        .get("/don-vi/{unit}/sap-nhap", may, unite::get)
        .post("/don-vi/{unit}/sap-nhap", may, unite::post)
        .get("/don-vi/{unit}/chia", may, split::get)
        .post("/don-vi/{unit}/chia", may, split::post);
    site.get("/don-vi/{unit}/danh-ba/them", may, add::get)
        .post("/don-vi/{unit}/danh-ba/them", may, add::post)
        .get("/don-vi/{unit}/danh-ba/{party}", read, party::get)
        .post("/don-vi/{unit}/danh-ba/{party}", may, party::post)
        .post(
            "/don-vi/{unit}/danh-ba/{party}/cach-goi",
            may,
            party::add_alias,
        )
        .post(
            "/don-vi/{unit}/danh-ba/{party}/cach-goi/go",
            may,
            party::remove_alias,
        )
        .post("/don-vi/{unit}/danh-ba/{party}/mo-lai", may, party::reopen)
        .get(
            "/don-vi/{unit}/danh-ba/{party}/ban-giao",
            may,
            hand_over::get,
        )
        .post(
            "/don-vi/{unit}/danh-ba/{party}/ban-giao",
            may,
            hand_over::post,
        )
        .post("/don-vi/{unit}/danh-ba/{party}/thoi", may, hand_over::leave)
        .post("/don-vi/{unit}/danh-ba/{party}/dong", may, hand_over::close)
        .get("/don-vi/{unit}/danh-ba/{party}/gop", may, merge::get)
        .post("/don-vi/{unit}/danh-ba/{party}/gop", may, merge::post)
}

/// The unit of the address, with its directory.
async fn directory(web: &Web, visitor: &Visitor, slug: &str) -> Result<Directory, Failure> {
    let unit = unit::by_slug(&web.app, &visitor.actor, slug).await?;
    Ok(app::party::directory(&web.app, &visitor.actor, &unit.id).await?)
}

fn party_id(text: &str) -> Result<PartyId, Failure> {
    PartyId::parse(text).ok_or(Failure::NotFound(Noun::Party))
}

/// People of the directory who are here, to choose one.
fn people(directory: &Directory, typed: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::of("", "Chưa chọn", typed)];
    let here = directory
        .of(PartyKind::Person)
        .filter(|listed| listed.ended_on.is_none());
    choices.extend(here.filter_map(|listed| {
        let person = listed.party.person_ref.as_ref()?;
        Some(Choice::of(person.as_str(), &*listed.party.name, typed))
    }));
    choices
}

/// Whom a group may hold: the directory's posts, persons, groups and outsiders, then units.
async fn members(
    web: &Web,
    visitor: &Visitor,
    directory: &Directory,
    chosen: &[String],
) -> Result<Vec<(&'static str, Vec<Choice>)>, Failure> {
    let choice = |party: &app::party::Party| Choice {
        value: party.id.to_string(),
        label: party.name.clone(),
        chosen: chosen.iter().any(|id| id == party.id.as_str()),
    };
    let units = app::party::units_at(&web.app, &visitor.actor, &directory.unit).await?;
    let mut all = vec![(
        "Đơn vị này và đơn vị trực thuộc",
        units.iter().map(choice).collect(),
    )];
    for (kind, words) in [
        (PartyKind::Post, "Chức danh"),
        (PartyKind::Person, "Cán bộ"),
        (PartyKind::Group, "Nhóm"),
        (PartyKind::Outsider, "Bên ngoài"),
    ] {
        let here = directory
            .of(kind)
            .filter(|listed| listed.ended_on.is_none());
        all.push((words, here.map(|listed| choice(&listed.party)).collect()));
    }
    all.retain(|(_, choices): &(&str, Vec<Choice>)| !choices.is_empty());
    Ok(all)
}

/// Ticked boxes and typed fields, as a browser sends them.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn one(&self, name: &str) -> String {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn all(&self, name: &str) -> Vec<String> {
        let these = self.0.iter().filter(|(field, _)| field == name);
        these.map(|(_, value)| value.clone()).collect()
    }

    fn version(&self) -> i32 {
        self.one("version").parse().unwrap_or(0)
    }

    fn parties(&self, name: &str) -> Result<Vec<PartyId>, Failure> {
        self.all(name).iter().map(|id| party_id(id)).collect()
    }
}

/// Units over this one, from the top, that the visitor may see: the path to it.
async fn crumbs(web: &Web, visitor: &Visitor, unit: &Unit) -> Result<Vec<Unit>, Failure> {
    let mut over: Vec<Unit> = unit::along(&web.app, &unit.path)
        .await?
        .into_iter()
        .filter(|over| unit.path.starts_with(&over.path) && over.id != unit.id)
        .filter(|over| visitor.actor.may(Action::Read, &over.path))
        .collect();
    over.sort_by_key(|over| over.path.len());
    Ok(over)
}
