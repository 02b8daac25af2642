//! The first administrator: a link that works once, printed at the first start.

use jiff::SignedDuration;

use super::{Refusal, check_password, login_text, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::unit::{self, NewUnit, Unit, UnitKind};
use crate::{
    AccountId, Actor, App, Error, Fault, GrantId, bind, instant_text, party, period, secret,
};
use reading::text::squash;

/// How long the link works. Another start prints another one.
const LINK_HOURS: i64 = 24;

/// What the first administrator says of themselves and of the office.
#[derive(Clone, Debug)]
pub struct FirstAdministrator {
    /// The office at the top: «UBND phường Hạ Khê».
    pub unit_name: String,
    /// What it is.
    pub unit_kind: UnitKind,
    /// Their own name.
    pub name: String,
    /// The name to sign in with.
    pub login: String,
    /// The password.
    pub password: String,
}

/// Whether nobody has an account yet.
pub async fn needs_first(app: &App) -> Result<bool, Fault> {
    let mut conn = app.read().await?;
    let count = conn.one(sql::COUNT, &[], |row| row.count("n")).await?;
    Ok(count == 0)
}

/// A new link for the first administrator; earlier ones end.
pub async fn first_link(app: &App) -> Result<String, Error> {
    let token = secret::token()?;
    let expires = instant_text(app.timestamp() + SignedDuration::from_hours(LINK_HOURS));
    let mut tx = app.begin(&Actor::program()).await?;
    let now = tx.now().to_owned();
    tx.run(sql::LINKS_END, bind!["first_administrator", &now])
        .await?;
    tx.run(
        sql::LINK_INSERT,
        bind![
            &secret::token_hash(&token),
            "first_administrator",
            None::<&str>,
            &now,
            &expires
        ],
    )
    .await?;
    tx.commit(Event::new("account.first_link", "one_time_link", "", ""))
        .await?;
    Ok(token)
}

/// Whether the link would work.
pub async fn link_works(app: &App, token: &str) -> Result<bool, Fault> {
    let mut conn = app.read().await?;
    let found = conn
        .find(
            sql::LINK,
            bind![&secret::token_hash(token), &app.now()],
            |row| row.text("purpose"),
        )
        .await?;
    Ok(found.as_deref() == Some("first_administrator"))
}

/// Creates the office at the top and its first administrator.
pub async fn create_first(
    app: &App,
    token: &str,
    first: FirstAdministrator,
) -> Result<AccountId, Error> {
    if !link_works(app, token).await? {
        return Err(Refusal::LinkInvalid.into());
    }
    if !needs_first(app).await? {
        return Err(Refusal::NotFirst.into());
    }
    check_password(&first.password)?;
    let login = login_text(&first.login);
    if login.is_empty() {
        return Err(Refusal::BadLogin.into());
    }
    if squash(&first.name).is_empty() {
        return Err(Refusal::NoName.into());
    }
    let hash = secret::hash_password(first.password).await?;
    let program = Actor::program();
    let new = NewUnit {
        parent: None,
        kind: first.unit_kind,
        name: first.unit_name,
        code: None,
        valid_from: app.today(),
    };
    let mut tx = app.begin(&program).await?;
    let unit = unit::create_in(&mut tx, &program, new).await?;
    period::ensure_year(&mut tx, app.today().year()).await?;
    let account = enter(&mut tx, &unit, &first.name, &login, &hash).await?;
    party::refresh_holders(&mut tx, app.today()).await?;
    let now = tx.now().to_owned();
    if tx
        .run(sql::LINK_USED, bind![&secret::token_hash(token), &now])
        .await?
        == 0
    {
        return Err(Refusal::LinkInvalid.into());
    }
    let event = Event::new(
        "account.first_administrator",
        "account",
        account.as_str(),
        &first.name,
    )
    .within(&unit.id);
    tx.commit(event).await?;
    Ok(account)
}

async fn enter(
    tx: &mut Tx,
    unit: &Unit,
    name: &str,
    login: &str,
    hash: &str,
) -> Result<AccountId, Error> {
    let account = AccountId::new();
    let person = party::of_first(tx, unit, name).await?;
    tx.run(
        sql::INSERT,
        bind![account.as_str(), person.as_str(), login, hash],
    )
    .await?;
    let now = tx.now().to_owned();
    for role in ["administrator", "focal"] {
        tx.run(
            sql::GRANT,
            bind![
                GrantId::new().as_str(),
                account.as_str(),
                role,
                unit.id.as_str(),
                &now
            ],
        )
        .await?;
    }
    Ok(account)
}
