//! Roles given and taken. A role may be given only where the giver administrates.

use super::manage::{event, load, read_grant, require_over};
use super::{Refusal, sql};
use crate::database::Tx;
use crate::{AccountId, Actor, App, Error, GrantId, Noun, UnitId, bind, unit};
use domain::authority::{Action, Role};

pub(super) async fn insert(
    tx: &mut Tx,
    account: &AccountId,
    role: Role,
    unit: &UnitId,
) -> Result<(), Error> {
    let now = tx.now().to_owned();
    let id = GrantId::new();
    tx.run(
        sql::GRANT,
        bind![
            id.as_str(),
            account.as_str(),
            role.name(),
            unit.as_str(),
            &now
        ],
    )
    .await?;
    Ok(())
}

/// Gives an account a role in a unit and under it.
pub async fn grant(
    app: &App,
    actor: &Actor,
    id: &AccountId,
    (role, unit): (Role, &UnitId),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let account = load(&mut tx, actor, id).await?;
    require_over(actor, &account)?;
    let unit = unit::load(&mut tx, unit).await?;
    actor.require(Action::ManageAccounts, &unit.path)?;
    let held = |grant: &super::HeldRole| grant.role == role && grant.unit == unit.id;
    if account.grants.iter().any(held) {
        return Err(Refusal::RoleHeld { unit: unit.name }.into());
    }
    insert(&mut tx, id, role, &unit.id).await?;
    end_sessions(&mut tx, actor, id).await?;
    let fields = serde_json::json!({ "role": role.name(), "unit": unit.name });
    tx.commit(event("account.role_granted", &account).after(fields))
        .await?;
    Ok(())
}

/// Takes a role away.
pub async fn end_grant(
    app: &App,
    actor: &Actor,
    id: &AccountId,
    grant: &GrantId,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let account = load(&mut tx, actor, id).await?;
    require_over(actor, &account)?;
    let held = tx
        .find(sql::GRANT_BY_ID, bind![grant.as_str()], read_grant)
        .await?
        .filter(|held| held.account == *id)
        .ok_or(Error::NotFound(Noun::Account))?;
    let now = tx.now().to_owned();
    let before = tx
        .one(sql::ADMINISTRATES_ALL, bind![id.as_str()], |row| {
            row.count("n")
        })
        .await?;
    tx.run(sql::GRANT_END, bind![grant.as_str(), &now]).await?;
    let after = tx
        .one(sql::ADMINISTRATES_ALL, bind![id.as_str()], |row| {
            row.count("n")
        })
        .await?;
    if after == 0 && 0 < before {
        let others = tx
            .one(sql::OTHER_ADMINISTRATORS, bind![id.as_str()], |row| {
                row.count("n")
            })
            .await?;
        if others == 0 {
            return Err(Refusal::LastAdministrator.into());
        }
    }
    end_sessions(&mut tx, actor, id).await?;
    let fields = serde_json::json!({ "role": held.role.name(), "unit": held.unit_name });
    tx.commit(event("account.role_ended", &account).before(fields))
        .await?;
    Ok(())
}

/// Whoever worked with other roles signs in again. One's own session goes on: roles are read anew
/// with every request.
async fn end_sessions(tx: &mut Tx, actor: &Actor, id: &AccountId) -> Result<(), Error> {
    if actor.account.as_ref() != Some(id) {
        let now = tx.now().to_owned();
        tx.run(sql::SESSIONS_END, bind![id.as_str(), &now, None::<&str>])
            .await?;
    }
    Ok(())
}
