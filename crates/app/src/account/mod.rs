//! Tài khoản: signing in and out, sessions, the first administrator.
//!
//! Passwords are Argon2id; a session's cookie is random and only its hash is stored. Ten wrong
//! passwords lock an account for a quarter of an hour. Roles are granted in `grants`.

mod create;
mod first;
mod grants;
mod link;
mod list;
mod manage;
mod own;
mod refusal;
mod session;
pub(crate) mod sql;
mod token;

pub use create::{NewAccount, create};
pub use first::{FirstAdministrator, create_first, first_link, link_works, needs_first};
pub use grants::{end_grant, grant};
pub use link::{LINK_HOURS, LinkOwner, create_link, link_owner, reset, set_password};
pub(crate) use list::like;
pub use list::{AccountFilter, list};
pub(crate) use manage::close_in;
pub use manage::{Account, HeldRole, account, by_login, close, reopen, unlock};
pub use own::{OwnSession, PasswordChange, change_password, end_other_sessions, own, sessions};
pub use refusal::Refusal;
pub use session::{IDLE_HOURS, LIFE_HOURS, Session, sign_in, sign_out, visitor};
pub use token::{
    NewToken, Scope, TOKEN_DAYS_MAX, TOKEN_PREFIX, Token, create_token, revoke_token,
    token_visitor, tokens,
};

use crate::database::{Conn, Row};
use crate::{AccountId, Actor, Fault, HomeUnit, PersonId, UnitId, bind};
use domain::authority::{Authority, Grant, Role};

/// Least length of a password, in characters.
pub const PASSWORD_MIN: usize = 10;
/// Beyond this a password is refused, so that hashing stays cheap.
pub const PASSWORD_MAX: usize = 200;

/// Who the account is, if it is open, with the roles in force: one statement.
pub(crate) async fn actor(conn: &mut Conn, account: &AccountId) -> Result<Option<Actor>, Fault> {
    let rows = conn
        .all(sql::WHO, bind![account.as_str()], |row| {
            Ok((who(row)?, held(row)?))
        })
        .await?;
    Ok(with_grants(rows))
}

fn who(row: &Row) -> Result<Actor, Fault> {
    Ok(Actor {
        account: Some(AccountId::stored(row.text("account_id")?)),
        person: Some(PersonId::stored(row.text("person_id")?)),
        name: row.text("person_name")?,
        home: Some(HomeUnit {
            id: UnitId::stored(row.text("unit_id")?),
            slug: row.text("unit_slug")?,
            name: row.text("unit_name")?,
            path: row.text("unit_path")?,
        }),
        authority: Authority::default(),
    })
}

fn held(row: &Row) -> Result<Option<Grant>, Fault> {
    let Some(role) = row.text_or_null("role")? else {
        return Ok(None);
    };
    Ok(Some(Grant {
        role: Role::parse(&role).ok_or_else(|| Fault::inconsistent("role_grant", &role, "role"))?,
        unit_path: row.text("grant_path")?,
    }))
}

/// Each row has the same person and one of their roles.
fn with_grants(rows: Vec<(Actor, Option<Grant>)>) -> Option<Actor> {
    let mut rows = rows.into_iter();
    let (mut actor, first) = rows.next()?;
    let grants = std::iter::once(first).chain(rows.map(|(_, grant)| grant));
    actor.authority.grants = grants.flatten().collect();
    Some(actor)
}

/// A password that may be set, or why not.
pub(crate) fn check_password(password: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(Refusal::PasswordShort { length });
    }
    if length > PASSWORD_MAX {
        return Err(Refusal::PasswordLong { length });
    }
    Ok(())
}

/// A name to sign in with: as people type it, without regard to case.
pub(crate) fn login_text(typed: &str) -> String {
    reading::text::squash(typed).to_lowercase()
}
