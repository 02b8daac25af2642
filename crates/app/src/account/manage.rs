//! What an administrator sees and does of accounts: closing, opening again, unlocking.
//!
//! Whoever may reset a password may act as its owner. So an account can be touched only by an
//! administrator of the person's home and of every unit where the account has a role.

use super::{Refusal, sql};
use crate::audit::Event;
use crate::database::{Conn, Row, Tx};
use crate::{AccountId, Actor, App, Error, Fault, GrantId, HomeUnit, Noun, PersonId, UnitId, bind};
use domain::authority::{Action, Role};

/// An account, as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Id.
    pub id: AccountId,
    /// The name to sign in with.
    pub login: String,
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub home: HomeUnit,
    /// Not closed.
    pub active: bool,
    /// A password was set.
    pub has_password: bool,
    /// Until when it is locked after wrong passwords.
    pub locked_until: Option<String>,
    /// Signed in last.
    pub last_seen_at: Option<String>,
    /// Roles in force.
    pub grants: Vec<HeldRole>,
    /// For changes.
    pub version: i32,
}

impl Account {
    /// Whether it may not even try to sign in.
    pub fn is_locked(&self, now: &str) -> bool {
        self.locked_until
            .as_deref()
            .is_some_and(|until| now < until)
    }
}

/// A role held in a unit and under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// Id.
    pub id: GrantId,
    /// Whose.
    pub account: AccountId,
    /// Which.
    pub role: Role,
    /// Where.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Its path.
    pub unit_path: String,
    /// Since when.
    pub granted_at: String,
}

pub(super) fn read(row: &Row) -> Result<Account, Fault> {
    Ok(Account {
        id: AccountId::stored(row.text("id")?),
        login: row.text("login")?,
        person: PersonId::stored(row.text("person_id")?),
        name: row.text("person_name")?,
        home: HomeUnit {
            id: UnitId::stored(row.text("unit_id")?),
            slug: row.text("unit_slug")?,
            name: row.text("unit_name")?,
            path: row.text("unit_path")?,
        },
        active: row.text("state")? == "active",
        has_password: row.flag("has_password")?,
        locked_until: row.text_or_null("locked_until")?,
        last_seen_at: row.text_or_null("last_seen_at")?,
        grants: Vec::new(),
        version: row.int("version")?,
    })
}

pub(super) fn read_grant(row: &Row) -> Result<HeldRole, Fault> {
    let (id, role) = (row.text("id")?, row.text("role")?);
    Ok(HeldRole {
        role: Role::parse(&role).ok_or_else(|| Fault::inconsistent("role_grant", &id, "role"))?,
        id: GrantId::stored(id),
        account: AccountId::stored(row.text("account_id")?),
        unit: UnitId::stored(row.text("unit_id")?),
        unit_name: row.text("unit_name")?,
        unit_path: row.text("unit_path")?,
        granted_at: row.text("granted_at")?,
    })
}

/// An account that the actor administrates; others are not there.
pub async fn account(app: &App, actor: &Actor, id: &AccountId) -> Result<Account, Error> {
    let mut conn = app.read().await?;
    load(&mut conn, actor, id).await
}

/// The same within a change.
pub(super) async fn load(conn: &mut Conn, actor: &Actor, id: &AccountId) -> Result<Account, Error> {
    let found = conn.find(sql::ACCOUNT, bind![id.as_str()], read).await?;
    let mut account = found.ok_or(Error::NotFound(Noun::Account))?;
    if !actor.may(Action::ManageAccounts, &account.home.path) {
        return Err(Error::NotFound(Noun::Account));
    }
    account.grants = conn
        .all(sql::ACCOUNT_GRANTS, bind![id.as_str()], read_grant)
        .await?;
    Ok(account)
}

/// Refuses an account that has a role where the actor does not administrate.
pub(super) fn require_over(actor: &Actor, account: &Account) -> Result<(), Refusal> {
    let higher = account
        .grants
        .iter()
        .find(|grant| !actor.may(Action::ManageAccounts, &grant.unit_path));
    match higher {
        Some(grant) => Err(Refusal::HigherAccount {
            unit: grant.unit_name.clone(),
        }),
        None => Ok(()),
    }
}

/// Refuses when nobody else administrates everything and this account does.
pub(super) async fn require_another(tx: &mut Tx, account: &AccountId) -> Result<(), Error> {
    let id = [account.as_str().into()];
    let all = tx
        .one(sql::ADMINISTRATES_ALL, &id, |row| row.count("n"))
        .await?;
    if all == 0 {
        return Ok(());
    }
    let others = tx
        .one(sql::OTHER_ADMINISTRATORS, &id, |row| row.count("n"))
        .await?;
    if others == 0 {
        return Err(Refusal::LastAdministrator.into());
    }
    Ok(())
}

/// An event about an account.
pub(super) fn event(kind: &'static str, account: &Account) -> Event {
    let name = format!("{} ({})", account.name, account.login);
    Event::new(kind, "account", account.id.as_str(), &name).within(&account.home.id)
}

/// Closes an account: its sessions end, nobody signs in with it.
pub async fn close(app: &App, actor: &Actor, id: &AccountId, version: i32) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let account = load(&mut tx, actor, id).await?;
    require_over(actor, &account)?;
    close_in(&mut tx, id, version).await?;
    tx.commit(event("account.closed", &account)).await?;
    Ok(())
}

/// The same within a larger change (a person leaves), which says so.
pub(crate) async fn close_in(tx: &mut Tx, id: &AccountId, version: i32) -> Result<(), Error> {
    require_another(tx, id).await?;
    let now = tx.now().to_owned();
    if tx
        .run(sql::SET_STATE, bind![id.as_str(), version, "closed"])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Account));
    }
    tx.run(sql::SESSIONS_END, bind![id.as_str(), &now, None::<&str>])
        .await?;
    tx.run(sql::ACCOUNT_LINKS_END, bind![id.as_str(), &now])
        .await?;
    Ok(())
}

/// Opens a closed account again, with the roles it had.
pub async fn reopen(app: &App, actor: &Actor, id: &AccountId, version: i32) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let account = load(&mut tx, actor, id).await?;
    require_over(actor, &account)?;
    super::create::require_there(&mut tx, &account.person, Some(id)).await?;
    if tx
        .run(sql::SET_STATE, bind![id.as_str(), version, "active"])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Account));
    }
    tx.commit(event("account.reopened", &account)).await?;
    Ok(())
}

/// Lets a locked account try again.
pub async fn unlock(app: &App, actor: &Actor, id: &AccountId) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let account = load(&mut tx, actor, id).await?;
    require_over(actor, &account)?;
    tx.run(sql::UNLOCK, bind![id.as_str()]).await?;
    tx.commit(event("account.unlocked", &account)).await?;
    Ok(())
}

/// The account of that name to sign in with, for the command line.
pub async fn by_login(app: &App, actor: &Actor, login: &str) -> Result<Account, Error> {
    let mut conn = app.read().await?;
    let login = super::login_text(login);
    let id = conn
        .find(sql::BY_LOGIN, bind![&login], |row| row.text("id"))
        .await?
        .ok_or(Error::NotFound(Noun::Account))?;
    load(&mut conn, actor, &AccountId::stored(id)).await
}
