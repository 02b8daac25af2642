//! `/api/v1/me`: whose token it is, and what they may do where.

use serde::Serialize;
use utoipa::ToSchema;

use super::wire::{Api, Ask, One};
use crate::web::{Access, Failure, Through};

/// Whoever asks.
#[derive(Serialize, ToSchema)]
struct Me {
    /// Account's id.
    account: Option<String>,
    /// Person's id.
    person: Option<String>,
    /// Name.
    name: String,
    /// The unit they work in.
    unit: Option<MyUnit>,
    /// Roles in force.
    roles: Vec<MyRole>,
    /// By which door: `session` or `token`.
    through: &'static str,
}

/// A unit, briefly.
#[derive(Serialize, ToSchema)]
struct MyUnit {
    /// The word in addresses.
    unit: String,
    /// Name.
    name: String,
}

/// A role held in a unit and everything under it.
#[derive(Serialize, ToSchema)]
struct MyRole {
    /// `administrator`, `leader`, `focal`, `officer`, `provider`, `appraiser`, `reader`.
    role: &'static str,
    /// The unit's word in addresses; null: a unit that they may not see.
    unit: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.about("Tài khoản").get(
        "/api/v1/me",
        Access::SignedIn,
        (
            "showMe",
            "Người dùng, đơn vị và vai trò của mã truy cập hoặc phiên đang dùng",
        ),
        show,
    )
}

async fn show(ask: Ask) -> Result<One<Me>, Failure> {
    let actor = ask.actor();
    let units = app::unit::visible(ask.app(), actor).await?;
    let roles = actor.authority.grants.iter().map(|grant| MyRole {
        role: grant.role.name(),
        unit: units
            .iter()
            .find(|unit| unit.path == grant.unit_path)
            .map(|unit| unit.slug.clone()),
    });
    Ok(One::of(Me {
        account: actor.account.as_ref().map(ToString::to_string),
        person: actor.person.as_ref().map(ToString::to_string),
        name: actor.name.clone(),
        unit: actor.home.as_ref().map(|home| MyUnit {
            unit: home.slug.clone(),
            name: home.name.clone(),
        }),
        roles: roles.collect(),
        through: match ask.visitor.through {
            Through::Session => "session",
            Through::Token => "token",
        },
    }))
}
