//! What part a person has in a row or in an indicator: what «own work» of the matrix means.
//!
//! An assignment names a party; the person acts for it when they hold its post, belong to its
//! unit, or are in its group (`party_holder`).

use domain::authority::Duty;

use super::sql;
use crate::database::Conn;
use crate::{Actor, EntryId, Fault, RowId, bind};

/// The actor's part in a row.
pub async fn duty_on_row(conn: &mut Conn, actor: &Actor, row: &RowId) -> Result<Duty, Fault> {
    let Some(person) = &actor.person else {
        return Ok(Duty::None);
    };
    let roles = conn
        .all(
            sql::ROLES_ON_ROW,
            bind![row.as_str(), person.as_str()],
            |row| row.text("role"),
        )
        .await?;
    Ok(highest(&roles))
}

/// The actor's part in an entry: in any row of the unit's plans that is about its indicator.
pub async fn duty_on_entry(conn: &mut Conn, actor: &Actor, entry: &EntryId) -> Result<Duty, Fault> {
    let Some(person) = &actor.person else {
        return Ok(Duty::None);
    };
    let roles = conn
        .all(
            sql::ROLES_ON_ENTRY,
            bind![entry.as_str(), person.as_str()],
            |row| row.text("role"),
        )
        .await?;
    Ok(highest(&roles))
}

/// Whose grants count for one's own work: those in the plan's unit, else, where the work lies in a
/// plan of a unit above («UBND các phường, xã chủ trì»), those in one's own.
pub(crate) fn authority_path<'a>(actor: &'a Actor, unit_path: &'a str, duty: Duty) -> &'a str {
    let holds = |path: &str| {
        let grants = &actor.authority.grants;
        grants
            .iter()
            .any(|grant| path.starts_with(&grant.unit_path))
    };
    match &actor.home {
        Some(home) if duty > Duty::None && !holds(unit_path) => &home.path,
        _ => unit_path,
    }
}

/// The most of what the roles leave to do.
pub(crate) fn highest(roles: &[String]) -> Duty {
    let duty = |role: &String| match role.as_str() {
        "lead" => Duty::Lead,
        "supporting" => Duty::Supporting,
        _ => Duty::None,
    };
    roles.iter().map(duty).max().unwrap_or_default()
}
