//! Whom a plan means by a name. Never guessed: what two parties could mean is nobody.

use std::collections::BTreeMap;

use super::{Party, PartyKind, name_key, read, sql};
use crate::database::{Conn, Param, Row};
use crate::{Fault, UnitId, bind};
use reading::text::fold;

/// Spellings asked for in one statement.
const AT_ONCE: usize = 32;

/// How well a party fits a spelling: the least wins, and two that fit alike cancel each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// A spelling of the unit's own directory.
    Alias,
    /// The very name; how far away.
    Name(Distance),
    /// A spelling that agrees in its key.
    AliasKey,
    /// A name that agrees in its key.
    NameKey(Distance),
}

/// From the unit that asks to the directory that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    Own,
    Under,
    Over,
    Elsewhere,
    /// A unit that is no more.
    Ended,
}

struct Found {
    folded: String,
    key: String,
    party: Party,
    distance: Option<Distance>,
}

/// Parties that the unit means by each spelling, through its aliases, then by name: its own
/// directory before those under it, over it, and units elsewhere. `None`: nobody, or several.
pub async fn find_by_name(
    conn: &mut Conn,
    unit: &UnitId,
    spellings: &[String],
) -> Result<Vec<Option<Party>>, Fault> {
    let path = conn
        .one(sql::UNIT_PATH, bind![unit.as_str()], |row| row.text("path"))
        .await?;
    let mut parties = Vec::with_capacity(spellings.len());
    for some in spellings.chunks(AT_ONCE) {
        let keys: Vec<Keys> = some.iter().map(|text| Keys::of(text)).collect();
        let aliases = conn
            .all(sql::BY_ALIAS, &asked(unit.as_str(), &keys), |row| {
                found(row, None)
            })
            .await?;
        let named = conn
            .all(sql::BY_NAME, &asked(&path, &keys), |row| {
                found(row, Some(&path))
            })
            .await?;
        let all: Vec<Found> = aliases.into_iter().chain(named).collect();
        parties.extend(keys.iter().map(|keys| meant(keys, &all)));
    }
    Ok(parties)
}

struct Keys {
    folded: String,
    key: String,
}

impl Keys {
    fn of(spelling: &str) -> Keys {
        Keys {
            folded: fold(spelling),
            key: name_key(spelling),
        }
    }
}

/// The first parameter, then the folded spellings, then their keys; places left over are null.
fn asked<'a>(first: &'a str, keys: &'a [Keys]) -> Vec<Param<'a>> {
    let folded = keys.iter().map(|keys| Some(&keys.folded));
    let key = keys.iter().map(|keys| Some(&keys.key));
    let padded = |values: &mut dyn Iterator<Item = Option<&'a String>>| -> Vec<Param<'a>> {
        values
            .chain(std::iter::repeat(None))
            .take(AT_ONCE)
            .map(Param::from)
            .collect()
    };
    let mut all = vec![Param::from(first)];
    all.extend(padded(&mut folded.into_iter()));
    all.extend(padded(&mut key.into_iter()));
    all
}

fn found(row: &Row, path: Option<&str>) -> Result<Found, Fault> {
    let party = read(row)?;
    let distance = match path {
        Some(path) => Some(distance(path, row)?),
        None => None,
    };
    Ok(Found {
        folded: row.text("name_folded")?,
        key: row.text("name_key")?,
        party,
        distance,
    })
}

fn distance(path: &str, row: &Row) -> Result<Distance, Fault> {
    let theirs = row.text("unit_path")?;
    Ok(if row.text_or_null("valid_to")?.is_some() {
        Distance::Ended
    } else if theirs == path {
        Distance::Own
    } else if theirs.starts_with(path) {
        Distance::Under
    } else if path.starts_with(&theirs) {
        Distance::Over
    } else {
        Distance::Elsewhere
    })
}

/// The party that fits best, if it is one.
fn meant(keys: &Keys, all: &[Found]) -> Option<Party> {
    let mut fits: BTreeMap<Fit, Vec<&Party>> = BTreeMap::new();
    for found in all {
        if let Some(fit) = fit(keys, found) {
            let parties = fits.entry(fit).or_default();
            if !parties.iter().any(|party| party.id == found.party.id) {
                parties.push(&found.party);
            }
        }
    }
    match fits.first_key_value()?.1.as_slice() {
        [one] => Some((*one).clone()),
        several => only_unit(several).cloned(),
    }
}

/// «Phường Hạ Khê» that is both a unit and an outsider's name means the unit.
fn only_unit<'a>(several: &[&'a Party]) -> Option<&'a Party> {
    let mut units = several.iter().filter(|party| party.kind == PartyKind::Unit);
    match (units.next(), units.next()) {
        (Some(unit), None) => Some(unit),
        _ => None,
    }
}

fn fit(keys: &Keys, found: &Found) -> Option<Fit> {
    let very = found.folded == keys.folded;
    match found.distance {
        _ if keys.folded.is_empty() => None,
        None if very => Some(Fit::Alias),
        None if found.key == keys.key => Some(Fit::AliasKey),
        Some(distance) if very => Some(Fit::Name(distance)),
        Some(distance) if found.key == keys.key => Some(Fit::NameKey(distance)),
        _ => None,
    }
}
