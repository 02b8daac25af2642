//! The accounts that an administrator looks after.

use std::collections::BTreeMap;

use super::manage::{Account, HeldRole, read, read_grant};
use super::sql;
use crate::unit;
use crate::{AccountId, Actor, App, Error, Noun, UnitId, bind};
use domain::authority::Action;
use reading::text::{fold, person_sort_key};

/// Which accounts are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// Of people at home in this unit and under it; `None`: where the actor administrates.
    pub unit: Option<UnitId>,
    /// A piece of the name or of the login, in any writing.
    pub text: String,
    /// Open ones, closed ones, or both.
    pub active: Option<bool>,
}

/// Accounts of people at home under a unit, sorted as Vietnamese lists are.
pub async fn list(app: &App, actor: &Actor, filter: &AccountFilter) -> Result<Vec<Account>, Error> {
    let mut conn = app.read().await?;
    let path = match &filter.unit {
        Some(unit) => unit::load(&mut conn, unit).await?.path,
        None => root(actor)?,
    };
    actor.require(Action::ManageAccounts, &path)?;
    let state = filter
        .active
        .map(|active| if active { "active" } else { "closed" });
    let folded = fold(&filter.text);
    let piece = (!folded.is_empty()).then(|| like(&folded));
    let mut accounts = conn
        .all(sql::LIST, bind![&path, state, &piece], read)
        .await?;
    let mut grants: BTreeMap<AccountId, Vec<HeldRole>> = BTreeMap::new();
    for grant in conn.all(sql::LIST_GRANTS, bind![&path], read_grant).await? {
        grants.entry(grant.account.clone()).or_default().push(grant);
    }
    for account in &mut accounts {
        account.grants = grants.remove(&account.id).unwrap_or_default();
    }
    accounts.sort_by_cached_key(|account| person_sort_key(&account.name));
    Ok(accounts)
}

/// The unit under which the actor administrates: their own if they do there, else the first.
fn root(actor: &Actor) -> Result<String, Error> {
    let paths = actor.authority.everywhere_under(Action::ManageAccounts);
    let widest = paths.iter().min_by_key(|path| path.len());
    widest
        .map(|path| (*path).to_owned())
        .ok_or(Error::NotFound(Noun::Account))
}

/// A pattern that finds the piece anywhere; `!` escapes what patterns mean.
pub(crate) fn like(piece: &str) -> String {
    let mut pattern = String::from("%");
    for c in piece.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
