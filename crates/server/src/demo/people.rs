//! Offices, people, groups, accounts.

use app::account::{self, NewAccount};
use app::party::{self, NewParty, What};
use app::unit::{self, NewUnit, Unit, UnitKind};
use app::{Actor, App, PartyId, UnitId};
use domain::authority::Role;
use jiff::civil::{Date, date};

use super::fill::Error;
use super::{Account, names};

/// Since when the units are as they are: the two-level system of 1 July 2025, and the year before
/// for what the demo tells of it.
const SINCE: Date = date(2025, 1, 1);

/// Someone to be entered.
pub(super) struct Newcomer<'a> {
    pub(super) unit: &'a UnitId,
    /// Where the roles hold.
    pub(super) over: &'a UnitId,
    pub(super) name: String,
    pub(super) login: String,
    pub(super) title: String,
    pub(super) roles: &'a [Role],
    pub(super) ward: Option<usize>,
}

pub(super) async fn unit(
    app: &App,
    actor: &Actor,
    (parent, kind, name): (&UnitId, UnitKind, &str),
) -> Result<Unit, Error> {
    let new = NewUnit {
        parent: Some(parent.clone()),
        kind,
        name: name.to_owned(),
        code: None,
        valid_from: SINCE,
    };
    Ok(unit::create(app, actor, new).await?)
}

pub(super) async fn outsider(
    app: &App,
    actor: &Actor,
    (unit, name): (&UnitId, &str),
) -> Result<PartyId, Error> {
    let new = NewParty {
        unit: unit.clone(),
        name: name.to_owned(),
        what: What::Outsider,
    };
    Ok(party::create(app, actor, new).await?.id)
}

/// Enters a person and gives them an account with this password.
pub(super) async fn account(
    app: &App,
    actor: &Actor,
    newcomer: Newcomer<'_>,
    password: &str,
) -> Result<Account, Error> {
    let new = NewParty {
        unit: newcomer.unit.clone(),
        name: newcomer.name.clone(),
        what: What::Person {
            email: None,
            phone: None,
        },
    };
    let person = party::create(app, actor, new).await?;
    let person = person
        .person_ref
        .ok_or(Error::Story("a person without a person"))?;
    let new = NewAccount {
        person,
        login: newcomer.login.clone(),
        roles: newcomer.roles.iter().copied().collect(),
        unit: newcomer.over.clone(),
    };
    let (_, link) = account::create(app, actor, new).await?;
    account::set_password(app, &link, (password, password)).await?;
    Ok(Account {
        login: newcomer.login,
        name: newcomer.name,
        title: newcomer.title,
        roles: newcomer.roles.to_vec(),
        ward: newcomer.ward,
    })
}

/// People of the city itself: one for each role that is held there.
pub(super) fn of_the_city(city: &UnitId) -> Vec<Newcomer<'_>> {
    let people: [(&str, &str, &[Role]); 6] = [
        ("kythuat", "Quản trị hệ thống", &[Role::Administrator]),
        ("lanhdao", "Lãnh đạo thành phố", &[Role::Leader]),
        ("daumoi", "Đầu mối thành phố", &[Role::Focal]),
        ("thamdinh", "Tổ thẩm định", &[Role::Appraiser]),
        ("cungcap", "Đơn vị cung cấp số liệu", &[Role::Provider]),
        ("xem", "Người xem", &[Role::Reader]),
    ];
    let newcomer =
        |(number, (login, title, roles)): (usize, (&str, &str, &'static [Role]))| Newcomer {
            unit: city,
            over: city,
            name: names::person(number),
            login: login.to_owned(),
            title: title.to_owned(),
            roles,
            ward: None,
        };
    people.into_iter().enumerate().map(newcomer).collect()
}
