//! Who provides the figures of a line for all units, and who confirms what is provided: parties of
//! the directory, by name. They stand beside the edition, not in it: a party's name may change, or it
//! may turn out to be another one, after the edition was read.

use std::collections::{BTreeMap, BTreeSet};

use reading::text::squash;

use super::{Refusal, sql};
use crate::database::{Conn, Row};
use crate::party::{self, PartyKind};
use crate::{Actor, App, Error, Fault, FrameworkId, IndicatorId, Noun, PartyId, UnitId, bind};

/// Longest name that is looked up.
const NAME_MAX: usize = 300;

/// Who answers for the figures of a line, each by id and name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Charge {
    /// Who provides them for all units.
    pub provider: Option<(PartyId, String)>,
    /// Who confirms what is provided.
    pub verifier: Option<(PartyId, String)>,
}

impl Charge {
    /// Who provides them.
    pub fn provider_name(&self) -> Option<&str> {
        self.provider.as_ref().map(|(_, name)| name.as_str())
    }

    /// Who confirms them.
    pub fn verifier_name(&self) -> Option<&str> {
        self.verifier.as_ref().map(|(_, name)| name.as_str())
    }

    /// Whether somebody would confirm their own figures.
    pub fn is_one(&self) -> bool {
        let id = |one: &Option<(PartyId, String)>| one.as_ref().map(|(id, _)| id.clone());
        self.provider.is_some() && id(&self.provider) == id(&self.verifier)
    }
}

pub(super) fn read(row: &Row) -> Result<Charge, Fault> {
    let named = |id: &str, name: &str| {
        let id = row.text_or_null(id)?.map(PartyId::stored);
        Ok::<_, Fault>(id.zip(row.text_or_null(name)?))
    };
    Ok(Charge {
        provider: named("provider_id", "provider_name")?,
        verifier: named("verifier_id", "verifier_name")?,
    })
}

/// Of every line of a framework that names somebody.
pub(crate) async fn of(
    conn: &mut Conn,
    framework: &FrameworkId,
) -> Result<BTreeMap<IndicatorId, Charge>, Fault> {
    let all = conn
        .all(sql::CHARGES, bind![framework.as_str()], |row| {
            Ok((IndicatorId::stored(row.text("id")?), read(row)?))
        })
        .await?;
    Ok(all.into_iter().collect())
}

/// Of one line.
pub(crate) async fn of_line(conn: &mut Conn, line: &IndicatorId) -> Result<Charge, Fault> {
    conn.one(sql::CHARGE, bind![line.as_str()], read).await
}

/// Of one line, for whoever may see the framework.
pub async fn charge_of(
    app: &App,
    actor: &Actor,
    (framework, line): (&FrameworkId, &IndicatorId),
) -> Result<Charge, Error> {
    let (edition, _) = super::show(app, actor, framework).await?;
    edition.line(line).ok_or(Error::NotFound(Noun::Indicator))?;
    let mut conn = app.read().await?;
    Ok(of_line(&mut conn, line).await?)
}

/// Whom the names mean in the unit's directory, with the field of each; a name that stands there
/// already stays whom it meant.
pub(super) async fn named(
    conn: &mut Conn,
    unit: &UnitId,
    [provider, verifier]: [(&'static str, &String); 2],
    before: Option<&Charge>,
) -> Result<Charge, Error> {
    let names = [squash(provider.1), squash(verifier.1)];
    if names.iter().all(String::is_empty) {
        return Ok(Charge::default());
    }
    let mut found = party::find_by_name(conn, unit, &names).await?.into_iter();
    let mut one = |field, name: &str, was: Option<&(PartyId, String)>| {
        let found = found.next().flatten();
        let same = was.filter(|(_, was)| was == name).cloned();
        match (
            name.is_empty(),
            same.or(found.map(|one| (one.id, one.name))),
        ) {
            (true, _) => Ok(None),
            (false, Some(party)) => Ok(Some(party)),
            (false, None) => Err(Refusal::NoSuchParty {
                field,
                name: name.chars().take(NAME_MAX).collect(),
            }),
        }
    };
    let was = before.cloned().unwrap_or_default();
    Ok(Charge {
        provider: one(provider.0, &names[0], was.provider.as_ref())?,
        verifier: one(verifier.0, &names[1], was.verifier.as_ref())?,
    })
}

/// Whom the sources of an annex name, by the text: «Công an thành phố» is somebody, «Báo cáo của
/// đơn vị» and a group of units are not.
pub(super) async fn sources(
    conn: &mut Conn,
    unit: &UnitId,
    texts: BTreeSet<String>,
) -> Result<BTreeMap<String, PartyId>, Fault> {
    let texts: Vec<String> = texts
        .into_iter()
        .filter(|text| !text.trim().is_empty() && text.chars().count() <= NAME_MAX)
        .collect();
    if texts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let spellings: Vec<String> = texts.iter().map(|text| squash(text)).collect();
    let found = party::find_by_name(conn, unit, &spellings).await?;
    let named = texts.into_iter().zip(found).filter_map(|(text, party)| {
        let party = party.filter(|one| one.kind != PartyKind::Group)?;
        Some((text, party.id))
    });
    Ok(named.collect())
}
