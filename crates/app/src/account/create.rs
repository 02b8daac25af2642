//! An account for a person of the directory.

use std::collections::BTreeSet;

use super::{Refusal, grants, login_text, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::{AccountId, Actor, App, Error, Noun, PersonId, UnitId, bind, unit};
use domain::authority::{Action, Role};

/// Longest name to sign in with, in characters.
const LOGIN_MAX: usize = 60;

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Whose.
    pub person: PersonId,
    /// The name to sign in with.
    pub login: String,
    /// Roles.
    pub roles: BTreeSet<Role>,
    /// Where they are held.
    pub unit: UnitId,
}

/// Makes an account and the link with which its owner sets the first password. The link is
/// returned once and stored nowhere.
pub async fn create(
    app: &App,
    actor: &Actor,
    new: NewAccount,
) -> Result<(AccountId, String), Error> {
    let login = checked_login(&new.login)?;
    if new.roles.is_empty() {
        return Err(Refusal::NoRole.into());
    }
    let mut tx = app.begin(actor).await?;
    let (name, home) = person(&mut tx, actor, &new.person).await?;
    require_there(&mut tx, &new.person, None).await?;
    let unit = unit::load(&mut tx, &new.unit).await?;
    actor.require(Action::ManageAccounts, &unit.path)?;
    let id = AccountId::new();
    let person = new.person.as_str();
    if !tx
        .run_unique(
            sql::INSERT,
            bind![id.as_str(), person, &login, None::<&str>],
        )
        .await?
    {
        return Err(Refusal::LoginTaken { login }.into());
    }
    for role in &new.roles {
        grants::insert(&mut tx, &id, *role, &unit.id).await?;
    }
    let link = super::link::give_out(app, &mut tx, &id).await?;
    let roles: Vec<&str> = new.roles.iter().map(|role| role.name()).collect();
    let fields = serde_json::json!({ "login": login, "roles": roles, "unit": unit.name });
    let subject = format!("{name} ({login})");
    let event = Event::new("account.created", "account", id.as_str(), &subject).within(&home);
    tx.commit(event.after(fields)).await?;
    Ok((id, link))
}

/// Letters, digits, dots, dashes, `@` and `_`: what can be typed on any keyboard.
fn checked_login(typed: &str) -> Result<String, Refusal> {
    let login = login_text(typed);
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    let length = login.chars().count();
    if length == 0 || length > LOGIN_MAX || !login.chars().all(fits) {
        return Err(Refusal::BadLogin);
    }
    Ok(login)
}

/// The person's name and home, if the actor administrates there.
async fn person(tx: &mut Tx, actor: &Actor, id: &PersonId) -> Result<(String, UnitId), Error> {
    let found = tx
        .find(sql::PERSON_HOME, bind![id.as_str()], |row| {
            Ok((
                row.text("name")?,
                row.text("unit_id")?,
                row.text("unit_path")?,
            ))
        })
        .await?;
    let (name, unit, path) = found.ok_or(Error::NotFound(Noun::Person))?;
    if !actor.may(Action::ManageAccounts, &path) {
        return Err(Error::NotFound(Noun::Person));
    }
    Ok((name, UnitId::stored(unit)))
}

/// Refuses for a person who left, or who has another account.
pub(super) async fn require_there(
    tx: &mut Tx,
    person: &PersonId,
    but: Option<&AccountId>,
) -> Result<(), Error> {
    let (name, left) = tx
        .one(sql::PERSON_HOME, bind![person.as_str()], |row| {
            Ok((row.text("name")?, row.text_or_null("left_on")?))
        })
        .await?;
    if left.is_some() {
        return Err(Refusal::HasLeft { name }.into());
    }
    let accounts = tx
        .all(sql::OF_PERSON, bind![person.as_str()], |row| row.text("id"))
        .await?;
    if accounts
        .iter()
        .any(|id| but.is_none_or(|but| but.as_str() != id))
    {
        return Err(Refusal::HasAccount { name }.into());
    }
    Ok(())
}
