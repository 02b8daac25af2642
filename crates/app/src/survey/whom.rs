//! Whom a survey asks: everybody below, a kind of unit, a group of the directory, or chosen ones.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::Action;
use reading::text::fold;

use super::{Refusal, sql};
use crate::database::{Conn, Tx};
use crate::party;
use crate::unit::{self, Unit, UnitKind};
use crate::{Actor, App, Error, PartyId, SurveyId, UnitId, bind};

/// Units written by one statement.
const BATCH: usize = 200;
/// Names that are chosen at once.
const CHOSEN_MAX: usize = 4_000;

/// Whom it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// All units below.
    All,
    /// Those of a kind.
    Kind(UnitKind),
    /// Members of a group of the directory.
    Group(PartyId),
    /// These, by name or code.
    Chosen(Vec<String>),
}

impl Whom {
    /// As stored and in forms; of chosen ones the names stand apart.
    pub fn word(&self) -> String {
        match self {
            Whom::All => "all".to_owned(),
            Whom::Kind(kind) => format!("kind:{}", kind.name()),
            Whom::Group(group) => format!("group:{group}"),
            Whom::Chosen(_) => "chosen".to_owned(),
        }
    }

    /// From a form, with the names that stand beside it, one a line.
    pub fn parse(word: &str, names: &str) -> Option<Whom> {
        match word.split_once(':') {
            None if word == "all" => Some(Whom::All),
            None if word == "chosen" => Some(Whom::Chosen(
                names
                    .lines()
                    .map(|line| line.trim().to_owned())
                    .filter(|line| !line.is_empty())
                    .collect(),
            )),
            Some(("kind", kind)) => UnitKind::parse(kind).map(Whom::Kind),
            Some(("group", group)) => PartyId::parse(group).map(Whom::Group),
            _ => None,
        }
    }
}

/// Kinds of units below with how many there are, and groups of the unit's directory.
pub async fn choices(
    app: &App,
    actor: &Actor,
    unit: &Unit,
) -> Result<(Vec<(UnitKind, usize)>, Vec<(PartyId, String)>), Error> {
    actor.require(Action::Read, &unit.path)?;
    let mut conn = app.read().await?;
    let below = below(app, &mut conn, &unit.path).await?;
    let count = |kind: UnitKind| below.iter().filter(|one| one.kind == kind).count();
    let kinds = UnitKind::ALL
        .into_iter()
        .map(|kind| (kind, count(kind)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let groups = conn
        .all(sql::GROUPS, bind![unit.id.as_str()], |row| {
            Ok((PartyId::stored(row.text("id")?), row.text("name")?))
        })
        .await?;
    Ok((kinds, groups))
}

async fn below(app: &App, conn: &mut Conn, path: &str) -> Result<Vec<Unit>, Error> {
    let today = app.today();
    let mut all = conn.all(sql::BELOW, bind![path], unit::read).await?;
    all.retain(|one| one.path != path && one.valid_to.is_none_or(|last| today <= last));
    Ok(all)
}

/// The units that are meant, of those below a path today.
pub(super) async fn meant(
    app: &App,
    conn: &mut Conn,
    (path, whom): (&str, &Whom),
) -> Result<BTreeSet<UnitId>, Error> {
    let all = below(app, conn, path).await?;
    let meant: BTreeSet<UnitId> = match whom {
        Whom::All => all.into_iter().map(|unit| unit.id).collect(),
        Whom::Kind(kind) => all
            .into_iter()
            .filter(|unit| unit.kind == *kind)
            .map(|unit| unit.id)
            .collect(),
        Whom::Group(group) => {
            let members = party::fan_out(conn, group).await?;
            let members: BTreeSet<UnitId> = members
                .into_iter()
                .filter_map(|party| party.unit_ref)
                .collect();
            all.into_iter()
                .map(|unit| unit.id)
                .filter(|unit| members.contains(unit))
                .collect()
        }
        Whom::Chosen(names) => chosen(&all, names)?,
    };
    if meant.is_empty() {
        return Err(Refusal::NobodyAsked.into());
    }
    Ok(meant)
}

fn chosen(all: &[Unit], names: &[String]) -> Result<BTreeSet<UnitId>, Refusal> {
    let mut by_name: BTreeMap<String, Vec<&Unit>> = BTreeMap::new();
    for unit in all {
        by_name.entry(fold(&unit.name)).or_default().push(unit);
        if let Some(code) = &unit.code {
            by_name.entry(fold(code)).or_default().push(unit);
        }
    }
    let mut meant = BTreeSet::new();
    for name in names.iter().take(CHOSEN_MAX) {
        let said = || name.chars().take(100).collect::<String>();
        match by_name.get(&fold(name)).map(Vec::as_slice) {
            Some([one]) => {
                meant.insert(one.id.clone());
            }
            Some([_, ..]) => return Err(Refusal::ManyUnits { name: said() }),
            _ => return Err(Refusal::UnknownUnit { name: said() }),
        }
    }
    Ok(meant)
}

/// Writes whom a survey asks.
pub(super) async fn write(
    tx: &mut Tx,
    id: &SurveyId,
    units: &BTreeSet<UnitId>,
) -> Result<(), Error> {
    tx.run(sql::UNITS_DELETE, bind![id.as_str()]).await?;
    let all: Vec<&str> = units.iter().map(UnitId::as_str).collect();
    for some in all.chunks(BATCH) {
        let ids = format!("|{}|", some.join("|"));
        tx.run(sql::UNITS, bind![id.as_str(), &ids]).await?;
    }
    Ok(())
}
