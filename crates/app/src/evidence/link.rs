//! Addresses as proof: one, or many at once (the articles of a year). They are never fetched.

use std::collections::BTreeMap;

use jiff::civil::Date;
use reading::text::squash;

use super::attach::{NewUse, attach_in};
use super::take::{insert, may_add_in, new};
use super::{Evidence, Facts, Refusal, Serves, event, fields, index, sql};
use crate::database::Conn;
use crate::unit::Unit;
use crate::{Actor, App, Error, Fault, bind};
use domain::authority::Action;

/// Addresses registered at once.
pub const LINKS_MAX: usize = 200;
/// Letters of a title.
pub const TITLE_MAX: usize = 500;
/// Letters of an address.
const LINK_MAX: usize = 2_000;

/// An address to register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewLink {
    /// What it is called.
    pub title: String,
    /// The address.
    pub link: String,
    /// See [`super::kind`].
    pub kind: Option<String>,
    /// The day it is of.
    pub issued_on: Option<Date>,
    /// Who published it.
    pub issuer: Option<String>,
}

/// Registers addresses, all or none.
pub async fn register(
    app: &App,
    actor: &Actor,
    unit: &Unit,
    (links, serves, new_use): (&[NewLink], Option<&Serves>, &NewUse),
) -> Result<Vec<Evidence>, Error> {
    if links.len() > LINKS_MAX {
        return Err(Refusal::TooMany { limit: LINKS_MAX }.into());
    }
    let facts = links
        .iter()
        .map(checked)
        .collect::<Result<Vec<_>, Refusal>>()?;
    let mut tx = app.begin(actor).await?;
    may_add_in(&mut tx, actor, unit, serves).await?;
    let mut known = links_of(&mut tx, unit).await?;
    let mut written = Vec::new();
    for (facts, link) in facts {
        if let Some(title) = known.insert(link.clone(), facts.title.clone()) {
            return Err(Refusal::LinkTaken { title }.into());
        }
        let mut evidence = new(&tx, actor, unit, facts);
        evidence.link = Some(link);
        insert(&mut tx, &evidence).await?;
        if let Some(serves) = serves {
            attach_in(&mut tx, &evidence, serves, new_use).await?;
        }
        index(&mut tx, &evidence);
        written.push(evidence);
    }
    let Some((last, others)) = written.split_last() else {
        return Ok(written);
    };
    for one in others {
        tx.record(event("evidence.added", one).after(fields(one)));
    }
    tx.commit(event("evidence.added", last).after(fields(last)))
        .await?;
    Ok(written)
}

/// Addresses that the unit has already, with what they are called.
pub async fn known_links(
    app: &App,
    actor: &Actor,
    unit: &Unit,
) -> Result<BTreeMap<String, String>, Error> {
    actor.require(Action::Read, &unit.path)?;
    let mut conn = app.read().await?;
    Ok(links_of(&mut conn, unit).await?)
}

async fn links_of(conn: &mut Conn, unit: &Unit) -> Result<BTreeMap<String, String>, Fault> {
    let found = conn
        .all(sql::LINKS, bind![unit.id.as_str()], |row| {
            Ok((row.text("link")?, row.text("title")?))
        })
        .await?;
    Ok(found.into_iter().collect())
}

fn checked(new: &NewLink) -> Result<(Facts, String), Refusal> {
    let link = address(&new.link)?;
    let title = squash(&new.title);
    if title.is_empty() {
        return Err(Refusal::NoTitle);
    }
    if title.chars().count() > TITLE_MAX {
        return Err(Refusal::TooLong { limit: TITLE_MAX });
    }
    let facts = Facts {
        title,
        kind: new.kind.clone(),
        issued_on: new.issued_on,
        issuer: new.issuer.clone(),
        ..Facts::default()
    };
    Ok((facts, link))
}

/// An address of the web: http or https, a host, nothing that would be another address to a
/// browser, no name or password before the host.
pub fn address(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() > LINK_MAX {
        return Err(Refusal::TooLong { limit: LINK_MAX });
    }
    let lower = text.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let host = rest
        .and_then(|rest| rest.split(['/', '?', '#']).next())
        .unwrap_or_default();
    let strange =
        |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\\' | '"' | '<' | '>' | '`');
    if host.is_empty()
        || host.contains('@')
        || host.starts_with([':', '.'])
        || text.contains(strange)
    {
        return Err(Refusal::BadLink);
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn only_addresses_of_the_web_are_taken() {
        for good in [
            "https://a.vn/tin/1?x=1#y",
            "http://a.vn",
            "HTTPS://A.vn/Tin",
        ] {
            assert_eq!(address(good).as_deref(), Ok(good));
        }
        for bad in [
            "",
            "a.vn",
            "javascript:alert(1)",
            "data:text/html,a",
            "https://",
            "https://?a",
            "ftp://a.vn",
            "https://a.vn/a b",
            "https:\\\\a.vn",
            "https://a@b.vn/",
            "//a.vn",
            "https://a.vn/\"onclick",
            "file:///etc/passwd",
            "https://a.vn/\u{0}",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }
}
