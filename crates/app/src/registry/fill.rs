//! The units of the list entered into the tree, and taken out again.
//!
//! A unit that has its code already is left as it is; so is one of the same name in the same
//! province that has no code, which the preview names so that a person gives it its code. One
//! event tells the whole: three thousand would bury what people did.

use std::collections::{BTreeMap, BTreeSet};

use super::{FROM, Present, Rank, Refusal, Registry, registry, sql};
use crate::audit::Event;
use crate::database::{Conn, Tx};
use crate::figure::rollup;
use crate::search::SearchEntry;
use crate::unit::{self, Unit, UnitKind};
use crate::{Actor, App, ChangeId, Error, FillId, UnitId, bind, party};
use domain::authority::Action;
use reading::text::fold;

/// What would be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The unit at the top.
    pub top: Unit,
    /// By province.
    pub parts: Vec<Parts>,
}

/// A province of the list beside what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The province.
    pub province: &'static Present,
    /// It is there; its communes are entered under it.
    pub is_here: Option<UnitId>,
    /// Communes in the list.
    pub listed: usize,
    /// Communes that are there, by code.
    pub here: usize,
    /// Communes that are there by name and have no code: left as they are.
    pub without_code: Vec<&'static str>,
    /// Communes to enter.
    pub new: Vec<&'static Present>,
}

impl Plan {
    /// Provinces to enter.
    pub fn new_provinces(&self) -> usize {
        self.parts
            .iter()
            .filter(|part| part.is_here.is_none())
            .count()
    }

    /// Communes to enter.
    pub fn new_communes(&self) -> usize {
        self.parts.iter().map(|part| part.new.len()).sum()
    }

    /// Communes in the list.
    pub fn listed(&self) -> usize {
        self.parts.iter().map(|part| part.listed).sum()
    }

    /// Communes that are there, with their code or without.
    pub fn here(&self) -> usize {
        let own = |part: &Parts| part.here + part.without_code.len();
        self.parts.iter().map(own).sum()
    }
}

/// What was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Which time.
    pub id: FillId,
    /// When.
    pub at: String,
    /// Units.
    pub units: i64,
}

/// What `fill` would do now.
pub async fn preview(app: &App, actor: &Actor, province: Option<&str>) -> Result<Plan, Error> {
    let mut conn = app.read().await?;
    planned(&mut conn, actor, province).await
}

async fn planned(conn: &mut Conn, actor: &Actor, province: Option<&str>) -> Result<Plan, Error> {
    let units = unit::all(conn).await?;
    let top = units
        .iter()
        .find(|unit| unit.parent.is_none())
        .ok_or(Refusal::NoTop)?;
    actor.require(Action::ManagePeople, &top.path)?;
    let list = registry();
    let (is_top, provinces) = asked(list, top, province)?;
    let parts = provinces
        .into_iter()
        .map(|province| part(list, &units, (province, is_top.then_some(top))));
    Ok(Plan {
        top: top.clone(),
        parts: parts.collect(),
    })
}

/// Whether the unit at the top is the province itself, and which provinces are meant.
fn asked<'r>(
    list: &'r Registry,
    top: &Unit,
    code: Option<&str>,
) -> Result<(bool, Vec<&'r Present>), Refusal> {
    let by_code = |code: &str| list.by_code(code).filter(|unit| unit.rank.is_province());
    let wanted = match code {
        Some(code) => Some(by_code(code).ok_or_else(|| Refusal::NoProvince {
            code: code.to_owned(),
        })?),
        None => None,
    };
    let own = match top.kind {
        UnitKind::Province | UnitKind::City => top
            .code
            .as_deref()
            .and_then(by_code)
            .or_else(|| list.province_named(&top.name)),
        _ => None,
    };
    let top_name = || top.name.clone();
    match (own, wanted) {
        (Some(own), Some(wanted)) if own.code != wanted.code => Err(Refusal::OtherProvince {
            top: top_name(),
            asked: wanted.name.to_owned(),
        }),
        (Some(own), _) => Ok((true, vec![own])),
        (None, _) if top.kind != UnitKind::Other => Err(Refusal::NotAProvince { top: top_name() }),
        (None, Some(wanted)) => Ok((false, vec![wanted])),
        (None, None) => Ok((false, list.provinces().collect())),
    }
}

fn part(
    list: &'static Registry,
    units: &[Unit],
    (province, top): (&Present, Option<&Unit>),
) -> Parts {
    // The list lives as long as the program; its entry is the one to keep.
    let province = list.by_code(province.code).expect("it is of the list");
    let open = |unit: &&Unit| unit.valid_to.is_none_or(|last_day| FROM <= last_day);
    let coded = |code: &str| {
        let mut open = units.iter().filter(open);
        open.find(|unit| unit.code.as_deref() == Some(code))
    };
    let above = top.or_else(|| coded(province.code));
    let codes: BTreeSet<&str> = units
        .iter()
        .filter(open)
        .filter_map(|unit| unit.code.as_deref())
        .collect();
    let names: BTreeSet<String> = units
        .iter()
        .filter(open)
        .filter(|unit| {
            unit.code.is_none()
                && above.is_some_and(|above| unit.parent.as_ref() == Some(&above.id))
        })
        .map(|unit| fold(&unit.name))
        .collect();
    let mut parts = Parts {
        province,
        is_here: above.map(|above| above.id.clone()),
        listed: 0,
        here: 0,
        without_code: Vec::new(),
        new: Vec::new(),
    };
    for commune in list.communes(province.code) {
        parts.listed += 1;
        if codes.contains(commune.code) {
            parts.here += 1;
        } else if names.contains(&fold(commune.name)) {
            parts.without_code.push(commune.name);
        } else {
            parts.new.push(commune);
        }
    }
    parts
}

/// Enters what `preview` showed: everything, or the communes of one province.
pub async fn fill(app: &App, actor: &Actor, province: Option<&str>) -> Result<Filled, Error> {
    let mut tx = app.begin(actor).await?;
    let plan = planned(&mut tx, actor, province).await?;
    let units = plan.new_provinces() + plan.new_communes();
    if units == 0 {
        return Err(Refusal::NothingNew { here: plan.here() }.into());
    }
    let mut entering = Entering::begin(&mut tx, (&plan.top.id, "present")).await?;
    for part in &plan.parts {
        let above = match &part.is_here {
            Some(id) => unit::load(&mut tx, id).await?,
            None => entering.unit(&mut tx, &plan.top, part.province).await?,
        };
        for commune in &part.new {
            entering.unit(&mut tx, &above, commune).await?;
        }
    }
    let fields = serde_json::json!({
        "province": province.and_then(|code| registry().by_code(code)).map(|unit| unit.name),
        "provinces": plan.new_provinces(),
        "communes": plan.new_communes(),
        "here": plan.here(),
    });
    let filled = entering.filled(&tx, units);
    let event = Event::new(
        "registry.filled",
        "unit",
        plan.top.id.as_str(),
        &plan.top.name,
    )
    .within(&plan.top.id)
    .after(fields);
    rollup::from_units(&mut tx).await?;
    tx.commit(event).await?;
    Ok(filled)
}

/// Units being entered, under one number.
pub(super) struct Entering {
    id: FillId,
    /// Words in addresses that are taken.
    taken: BTreeSet<String>,
    /// The number that a word was last given.
    last: BTreeMap<String, usize>,
}

impl Entering {
    pub(super) async fn begin(
        tx: &mut Tx,
        (about, kind): (&UnitId, &str),
    ) -> Result<Entering, Error> {
        let id = FillId::new();
        let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
        tx.run(
            sql::INSERT,
            bind![id.as_str(), about.as_str(), kind, &now, &by],
        )
        .await?;
        let slugs = unit::slugs(tx).await?;
        Ok(Entering {
            id,
            taken: slugs.into_iter().collect(),
            last: BTreeMap::new(),
        })
    }

    /// The decision under which lineage is entered with them.
    pub(super) fn change(&self) -> ChangeId {
        ChangeId::stored(self.id.to_string())
    }

    pub(super) fn slug(&mut self, name: &str) -> String {
        let wanted = unit::slug(name);
        let mut free = wanted.clone();
        let number = self.last.entry(wanted.clone()).or_insert(1);
        while self.taken.contains(&free) {
            *number += 1;
            free = format!("{wanted}-{number}");
        }
        self.taken.insert(free.clone());
        free
    }

    async fn unit(&mut self, tx: &mut Tx, above: &Unit, listed: &Present) -> Result<Unit, Error> {
        let id = UnitId::new();
        let unit = Unit {
            path: format!("{}{id}/", above.path),
            slug: self.slug(listed.name),
            id,
            parent: Some(above.id.clone()),
            kind: match listed.rank {
                Rank::Province | Rank::City => UnitKind::Province,
                Rank::Commune | Rank::Ward | Rank::SpecialZone => UnitKind::Commune,
            },
            code: Some(listed.code.to_owned()),
            name: listed.name.to_owned(),
            valid_from: FROM,
            valid_to: None,
            version: 1,
        };
        self.enter(tx, &unit).await?;
        Ok(unit)
    }

    pub(super) async fn enter(&mut self, tx: &mut Tx, unit: &Unit) -> Result<(), Error> {
        unit::insert(tx, unit).await?;
        party::of_unit(tx, unit).await?;
        tx.run(sql::INSERT_UNIT, bind![self.id.as_str(), unit.id.as_str()])
            .await?;
        Ok(())
    }

    pub(super) fn filled(self, tx: &Tx, units: usize) -> Filled {
        Filled {
            id: self.id,
            at: tx.now().to_owned(),
            units: i64::try_from(units).unwrap_or(i64::MAX),
        }
    }
}

/// The last time that units of the list were entered, while it can be taken back.
pub async fn last_fill(app: &App, actor: &Actor) -> Result<Option<Filled>, Error> {
    let mut conn = app.read().await?;
    let top = unit::top(&mut conn).await?.ok_or(Refusal::NoTop)?;
    actor.require(Action::ManagePeople, &top.path)?;
    last(&mut conn, ("present", &top.id)).await
}

pub(super) async fn last(
    conn: &mut Conn,
    (kind, about): (&str, &UnitId),
) -> Result<Option<Filled>, Error> {
    let read = |row: &crate::database::Row| {
        Ok(Filled {
            id: FillId::stored(row.text("id")?),
            at: row.text("made_at")?,
            units: row.count("n")?,
        })
    };
    Ok(conn
        .find(sql::LAST, bind![kind, about.as_str()], read)
        .await?)
}

/// Takes out what was entered last, while nothing hangs on it.
pub async fn undo(app: &App, actor: &Actor) -> Result<Filled, Error> {
    let mut tx = app.begin(actor).await?;
    let top = unit::top(&mut tx).await?.ok_or(Refusal::NoTop)?;
    actor.require(Action::ManagePeople, &top.path)?;
    let filled = last(&mut tx, ("present", &top.id))
        .await?
        .ok_or(Refusal::NothingToUndo)?;
    take_out(&mut tx, &filled.id).await?;
    let event = Event::new("registry.undone", "unit", top.id.as_str(), &top.name)
        .within(&top.id)
        .before(serde_json::json!({ "units": filled.units }));
    rollup::from_units(&mut tx).await?;
    tx.commit(event).await?;
    Ok(filled)
}

pub(super) async fn take_out(tx: &mut Tx, fill: &FillId) -> Result<(), Error> {
    let fill = fill.as_str();
    let count = tx
        .one(sql::IN_USE, bind![fill], |row| row.count("n"))
        .await?;
    if 0 < count {
        return Err(Refusal::InUse { count }.into());
    }
    let gone = tx
        .all(sql::PARTIES, bind![fill], |row| {
            Ok(SearchEntry {
                subject_kind: "party",
                subject_id: row.text("id")?,
                unit: UnitId::stored(row.text("unit_id")?),
                title: row.text("name")?,
                body: String::new(),
                address: String::new(),
                removed: true,
            })
        })
        .await?;
    for entry in gone {
        tx.index(entry);
    }
    let units = tx
        .all(sql::UNITS, bind![fill], |row| row.text("id"))
        .await?;
    for statement in [
        sql::DELETE_LINEAGE,
        sql::DELETE_HOLDERS,
        sql::DELETE_PARTIES,
        sql::FORGET_UNITS,
        sql::FORGET,
    ] {
        tx.run(statement, bind![fill]).await?;
    }
    for unit in units {
        tx.run(sql::DELETE_UNIT, bind![&unit]).await?;
    }
    Ok(())
}
