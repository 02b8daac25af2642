//! `/quan-tri/tai-khoan`: accounts, their roles, links to set passwords.

mod create;
mod list;
mod show;

use app::unit::{self, Unit};
use app::{App, HomeUnit};
use domain::authority::Action;
use reading::text::sort_key;

use crate::pages::choice::Choice;
use crate::web::{Access, Failure, Site, Visitor};

/// Most units under a home that a list offers for a role.
const UNITS_OFFERED: usize = 200;

pub(super) fn routes(site: Site) -> Site {
    let may = Access::May(Action::ManageAccounts);
    let one = "/quan-tri/tai-khoan/{account}";
    site.get("/quan-tri/tai-khoan", may, list::get)
        .get("/quan-tri/tai-khoan/them", may, create::get)
        .post("/quan-tri/tai-khoan/them", may, create::post)
        .get(one, may, show::get)
        .post("/quan-tri/tai-khoan/{account}/lien-ket", may, show::link)
        .post("/quan-tri/tai-khoan/{account}/dat-lai", may, show::reset)
        .post("/quan-tri/tai-khoan/{account}/mo-khoa", may, show::unlock)
        .post("/quan-tri/tai-khoan/{account}/dong", may, show::close)
        .post("/quan-tri/tai-khoan/{account}/mo-lai", may, show::reopen)
        .post("/quan-tri/tai-khoan/{account}/vai-tro", may, show::grant)
        .post(
            "/quan-tri/tai-khoan/{account}/vai-tro/{grant}/thoi",
            may,
            show::end_grant,
        )
}

/// Units where the visitor may give a role to someone of that home: above it and under it.
async fn units_for(
    app: &App,
    visitor: &Visitor,
    home: &HomeUnit,
    typed: &str,
) -> Result<Vec<Choice>, Failure> {
    let actor = &visitor.actor;
    let mut units: Vec<Unit> = unit::along(app, &home.path)
        .await?
        .into_iter()
        .filter(|unit| unit.valid_to.is_none())
        .filter(|unit| actor.may(Action::ManageAccounts, &unit.path))
        .collect();
    units.sort_by_cached_key(|unit| {
        (
            unit.path.matches('/').count(),
            unit.id != home.id,
            sort_key(&unit.name),
        )
    });
    units.truncate(UNITS_OFFERED);
    let typed = if typed.is_empty() {
        home.id.as_str()
    } else {
        typed
    };
    Ok(units
        .into_iter()
        .map(|unit| Choice::of(unit.id.as_str(), unit.name, typed))
        .collect())
}
