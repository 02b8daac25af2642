//! `/api/v1/accounts`: accounts and roles, for whoever administrates them.
//!
//! A program may read, close and unlock. What lets somebody in for longer than its token lives (an
//! account, a link, a role) is given only by someone who signed in with a password.

use std::collections::BTreeSet;

use app::account::{self, Account, AccountFilter, HeldRole, LINK_HOURS, NewAccount};
use app::{AccountId, GrantId, Noun, PersonId, unit};
use axum::http::Method;
use domain::authority::{Action, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::wire::{Api, Ask, Body, Created, Done, Many, Nothing, One, Sent, Shown, field};
use crate::web::{Access, Failure};

/// An account.
#[derive(Serialize, ToSchema)]
#[schema(as = Account)]
struct AccountShape {
    /// Id.
    id: String,
    /// The name to sign in with.
    login: String,
    /// The person's id.
    person: String,
    /// Their name.
    name: String,
    /// The word in addresses of the unit where they work.
    unit: String,
    /// Whether it is open.
    active: bool,
    /// Whether a password was set.
    has_password: bool,
    /// Until when it is locked after wrong passwords.
    #[schema(format = DateTime)]
    locked_until: Option<String>,
    /// Signed in last.
    #[schema(format = DateTime)]
    last_seen_at: Option<String>,
    /// Roles in force.
    roles: Vec<RoleShape>,
    /// For `If-Match`.
    version: i32,
}

/// A role held in a unit and everything under it.
#[derive(Serialize, ToSchema)]
#[schema(as = HeldRole)]
struct RoleShape {
    /// Id.
    id: String,
    /// `administrator`, `leader`, `focal`, `officer`, `provider`, `appraiser`, `reader`.
    role: &'static str,
    /// Name of the unit.
    unit_name: String,
    /// Since when.
    #[schema(format = DateTime)]
    granted_at: String,
}

/// A link with which the owner of an account sets a password.
#[derive(Clone, Serialize, ToSchema)]
struct PasswordLink {
    /// Id of the account.
    account: String,
    /// To be put behind the site's address: shown now and never again.
    link: Option<String>,
    /// How many hours it works, once.
    hours: i64,
}

/// Which accounts.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// A piece of the name or of the login.
    q: Option<String>,
    /// The word in addresses of a unit; where you administrate unless said.
    unit: Option<String>,
    /// Only open ones, or only closed ones.
    active: Option<bool>,
    limit: Option<i64>,
    after: Option<String>,
}

/// An account to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AccountToMake {
    /// Id of the person.
    person: String,
    /// The name to sign in with.
    login: String,
    /// `administrator`, `leader`, `focal`, `officer`, `provider`, `appraiser`, `reader`.
    roles: Vec<String>,
    /// The word in addresses of the unit in which they are held.
    unit: String,
}

/// What is changed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AccountChange {
    /// Whether it is open.
    active: bool,
}

/// A link to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkToMake {
    /// Whether the old password and all sessions end at once.
    #[serde(default)]
    reset: bool,
}

/// A role to be given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoleToGive {
    /// `administrator`, `leader`, `focal`, `officer`, `provider`, `appraiser`, `reader`.
    role: String,
    /// The word in addresses of the unit.
    unit: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let may = Access::May(Action::ManageAccounts);
    let all = "/api/v1/accounts";
    let one = "/api/v1/accounts/{account}";
    let role = "/api/v1/accounts/{account}/roles/{role}";
    api.about("Tài khoản")
        .get(
            all,
            may,
            ("listAccounts", "Tài khoản trong phạm vi quản trị"),
            list,
        )
        .post(
            all,
            may,
            (
                "createAccount",
                "Tạo tài khoản; trả về liên kết đặt mật khẩu, chỉ hiện một lần",
            ),
            create,
        )
        .get(one, may, ("showAccount", "Một tài khoản và vai trò"), show)
        .change(
            Method::PATCH,
            one,
            may,
            ("changeAccount", "Đóng hoặc mở lại tài khoản"),
            change,
        )
        .post(
            "/api/v1/accounts/{account}/unlock",
            may,
            ("unlockAccount", "Mở khóa sau nhiều lần nhập sai mật khẩu"),
            unlock,
        )
        .post(
            "/api/v1/accounts/{account}/links",
            may,
            (
                "createPasswordLink",
                "Tạo liên kết đặt mật khẩu, hoặc đặt lại mật khẩu; chỉ hiện một lần",
            ),
            link,
        )
        .post(
            "/api/v1/accounts/{account}/roles",
            may,
            ("giveRole", "Giao vai trò trong một đơn vị"),
            give,
        )
        .get(role, may, ("showRole", "Một vai trò đang giữ"), one_role)
        .change(
            Method::DELETE,
            role,
            may,
            ("endRole", "Thôi giao vai trò"),
            end,
        )
}

fn shape(account: &Account) -> AccountShape {
    AccountShape {
        id: account.id.to_string(),
        login: account.login.clone(),
        person: account.person.to_string(),
        name: account.name.clone(),
        unit: account.home.slug.clone(),
        active: account.active,
        has_password: account.has_password,
        locked_until: account.locked_until.clone(),
        last_seen_at: account.last_seen_at.clone(),
        roles: account.grants.iter().map(held).collect(),
        version: account.version,
    }
}

fn held(grant: &HeldRole) -> RoleShape {
    RoleShape {
        id: grant.id.to_string(),
        role: grant.role.name(),
        unit_name: grant.unit_name.clone(),
        granted_at: grant.granted_at.clone(),
    }
}

async fn load<B: Sent, Q: serde::de::DeserializeOwned>(
    ask: &Ask<B, Q>,
) -> Result<Account, Failure> {
    let id = ask.id("account", AccountId::parse, Noun::Account)?;
    Ok(account::account(ask.app(), ask.actor(), &id).await?)
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<AccountShape>, Failure> {
    let wanted = &ask.query;
    let unit = match &wanted.unit {
        Some(word) => Some(unit::by_slug(ask.app(), ask.actor(), word).await?.id),
        None => None,
    };
    let filter = AccountFilter {
        unit,
        text: wanted
            .q
            .iter()
            .flat_map(|text| text.chars())
            .take(200)
            .collect(),
        active: wanted.active,
    };
    let all = account::list(ask.app(), ask.actor(), &filter).await?;
    let page = (wanted.limit, wanted.after.as_deref());
    ask.page(
        all.iter().map(shape).collect(),
        page,
        |one: &AccountShape| &one.id,
    )
}

async fn show(ask: Ask) -> Result<One<AccountShape>, Failure> {
    let account = load(&ask).await?;
    Ok(One::at(account.version, shape(&account)))
}

async fn create(ask: Ask<Body<AccountToMake>>) -> Result<Shown<PasswordLink>, Failure> {
    ask.visitor.require_session()?;
    let Body(asked) = &ask.body;
    let roles = asked
        .roles
        .iter()
        .enumerate()
        .map(|(at, role)| field(&format!("/roles/{at}"), role, Role::parse(role)));
    let new = NewAccount {
        person: field("/person", &asked.person, PersonId::parse(&asked.person))?,
        login: asked.login.clone(),
        roles: roles.collect::<Result<BTreeSet<Role>, Failure>>()?,
        unit: unit::by_slug(ask.app(), ask.actor(), &asked.unit).await?.id,
    };
    let (id, secret) = account::create(ask.app(), ask.actor(), new).await?;
    Ok(told(&id, &secret))
}

async fn link(ask: Ask<Body<LinkToMake>>) -> Result<Shown<PasswordLink>, Failure> {
    ask.visitor.require_session()?;
    let id = ask.id("account", AccountId::parse, Noun::Account)?;
    let (app, actor) = (ask.app(), ask.actor());
    let secret = if ask.body.0.reset {
        account::reset(app, actor, &id).await?
    } else {
        account::create_link(app, actor, &id).await?
    };
    Ok(told(&id, &secret))
}

/// The link, once: whoever sends the request again learns only that it was made.
fn told(id: &AccountId, secret: &str) -> Shown<PasswordLink> {
    let made = |link| PasswordLink {
        account: id.to_string(),
        link,
        hours: LINK_HOURS,
    };
    Shown {
        location: format!("/api/v1/accounts/{id}"),
        once: made(Some(format!("/dat-mat-khau/{secret}"))),
        again: made(None),
    }
}

async fn change(ask: Ask<Body<AccountChange>>) -> Result<One<AccountShape>, Failure> {
    let (id, version) = (load(&ask).await?.id, ask.version()?);
    if ask.body.0.active {
        account::reopen(ask.app(), ask.actor(), &id, version).await?;
    } else {
        account::close(ask.app(), ask.actor(), &id, version).await?;
    }
    let after = load(&ask).await?;
    Ok(One::at(after.version, shape(&after)))
}

async fn unlock(ask: Ask) -> Result<One<AccountShape>, Failure> {
    let id = load(&ask).await?.id;
    account::unlock(ask.app(), ask.actor(), &id).await?;
    let after = load(&ask).await?;
    Ok(One::at(after.version, shape(&after)))
}

async fn give(ask: Ask<Body<RoleToGive>>) -> Result<Created<AccountShape>, Failure> {
    ask.visitor.require_session()?;
    let id = load(&ask).await?.id;
    let Body(asked) = &ask.body;
    let role = field("/role", &asked.role, Role::parse(&asked.role))?;
    let unit = unit::by_slug(ask.app(), ask.actor(), &asked.unit).await?.id;
    account::grant(ask.app(), ask.actor(), &id, (role, &unit)).await?;
    let after = load(&ask).await?;
    let is_new = |grant: &&HeldRole| grant.role == role && grant.unit == unit;
    let grant = after.grants.iter().find(is_new);
    let grant = grant.map_or(String::new(), |grant| grant.id.to_string());
    Ok(Created {
        location: format!("/api/v1/accounts/{id}/roles/{grant}"),
        one: One::at(after.version, shape(&after)),
    })
}

async fn one_role(ask: Ask) -> Result<One<RoleShape>, Failure> {
    let account = load(&ask).await?;
    let id = ask.id("role", GrantId::parse, Noun::Account)?;
    let found = account.grants.iter().find(|grant| grant.id == id);
    // A role is held or not: it has no later version.
    found
        .map(|grant| One::at(1, held(grant)))
        .ok_or(Failure::NotFound(Noun::Account))
}

async fn end(ask: Ask) -> Result<Done, Failure> {
    let id = load(&ask).await?.id;
    let grant = ask.id("role", GrantId::parse, Noun::Account)?;
    ask.version()?;
    account::end_grant(ask.app(), ask.actor(), &id, &grant).await?;
    Ok(Done)
}
