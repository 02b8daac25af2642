//! Old names: the commune of today behind one, and former units entered where somebody wants them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::fill::{Entering, Filled, last, take_out};
use super::{FROM, Former, Present, Refusal, UNTIL, registry};
use crate::audit::Event;
use crate::lineage::{self, Kind, NewLine};
use crate::unit::{self, Unit, UnitKind};
use crate::{Actor, App, Error, UnitId};
use domain::authority::Action;
use reading::text::fold;

/// Old communes shown for one search.
const SHOWN: usize = 50;

/// An old commune and what it became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerHit {
    /// The old commune.
    pub former: &'static Former,
    /// What it became, and the unit that stands for it here where the actor sees one.
    pub became: Vec<(&'static Present, Option<Unit>)>,
}

/// The old communes whose name, district and province hold the words, or whose code they are.
pub async fn find_former(
    app: &App,
    actor: &Actor,
    words: &str,
) -> Result<(Vec<FormerHit>, usize), Error> {
    let wanted = fold(words);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    if words.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let says = |former: &&Former| {
        let name = fold(former.name);
        let place = format!("{name} {} {}", fold(former.district), fold(former.province));
        former.code == wanted
            || place.starts_with(&wanted)
            || (words.iter().any(|word| name.contains(word))
                && words
                    .iter()
                    .all(|word| place.split([' ', ',']).any(|own| own == *word)))
    };
    let found: Vec<&'static Former> = registry().former().iter().filter(says).collect();
    let total = found.len();
    let mut conn = app.read().await?;
    let units = unit::all(&mut conn).await?;
    let here: BTreeMap<&str, &Unit> = units
        .iter()
        .filter(|unit| unit.valid_to.is_none() && actor.may(Action::Read, &unit.path))
        .filter_map(|unit| Some((unit.code.as_deref()?, unit)))
        .collect();
    let hits = found.into_iter().take(SHOWN).map(|former| FormerHit {
        former,
        became: former
            .became
            .iter()
            .filter_map(|code| registry().by_code(code))
            .map(|present| (present, here.get(present.code).map(|unit| (*unit).clone())))
            .collect(),
    });
    Ok((hits.collect(), total))
}

/// The old names of a commune of today, for the search: «Phường Trúc Bạch, Quận Ba Đình; …».
pub(crate) fn former_names(unit: &Unit) -> String {
    let Some(code) = unit.code.as_deref() else {
        return String::new();
    };
    if unit.valid_to.is_some() || unit.kind != UnitKind::Commune {
        return String::new();
    }
    let names = registry()
        .made_of(code)
        .map(|former| format!("{}, {}", former.name, former.district));
    names.collect::<Vec<_>>().join("; ")
}

/// Former units of a unit of today: what the list has, what is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerUnits {
    /// What the list says the unit was made of.
    pub listed: Vec<&'static Former>,
    /// The last time that they were entered.
    pub entered: Option<Filled>,
}

/// The former units of a unit of today.
pub async fn waiting(app: &App, actor: &Actor, id: &UnitId) -> Result<FormerUnits, Error> {
    let mut conn = app.read().await?;
    let unit = unit::load(&mut conn, id).await?;
    actor.require(Action::Read, &unit.path)?;
    Ok(FormerUnits {
        listed: made_of(&unit),
        entered: last(&mut conn, ("former", id)).await?,
    })
}

fn made_of(unit: &Unit) -> Vec<&'static Former> {
    match unit.code.as_deref() {
        Some(code) if unit.valid_to.is_none() => registry().made_of(code).collect(),
        _ => Vec::new(),
    }
}

/// Enters the former units of a unit of today as ended units beside it, with what they became. The
/// list does not say when they began: whoever enters them says from when they are needed.
pub async fn load_former(
    app: &App,
    actor: &Actor,
    id: &UnitId,
    begins: Date,
) -> Result<Filled, Error> {
    let mut tx = app.begin(actor).await?;
    let unit = unit::load(&mut tx, id).await?;
    let parent = match &unit.parent {
        Some(parent) => unit::load(&mut tx, parent).await?,
        None => return Err(unit::Refusal::Top.into()),
    };
    actor.require(Action::ManagePeople, &parent.path)?;
    if FROM <= begins {
        return Err(Refusal::BeginsLate.into());
    }
    let listed = made_of(&unit);
    if listed.is_empty() {
        return Err(Refusal::NotListed { name: unit.name }.into());
    }
    let units = unit::all(&mut tx).await?;
    let mut entering = Entering::begin(&mut tx, (id, "former")).await?;
    let change = entering.change();
    let (mut count, mut lines) = (0, 0);
    for former in listed {
        let there = units
            .iter()
            .find(|unit| unit.code.as_deref() == Some(former.code) && unit.valid_to == Some(UNTIL));
        let old = match there {
            Some(there) if lineage::is_known(&mut tx, (&there.id, id)).await? => continue,
            Some(there) => there.id.clone(),
            None => {
                let old = entering.former(&parent, (former, begins));
                entering.enter(&mut tx, &old).await?;
                count += 1;
                old.id
            }
        };
        let line = NewLine {
            from: &old,
            to: id,
            on: FROM,
            kind: if 1 < former.became.len() {
                Kind::Split
            } else {
                Kind::Merge
            },
            legal_basis: "Nghị quyết 202/2025/QH15",
            share: None,
            before: None,
            made_unit: false,
        };
        lineage::insert(&mut tx, &change, line).await?;
        lines += 1;
    }
    if lines == 0 {
        return Err(Refusal::NothingNew {
            here: made_of(&unit).len(),
        }
        .into());
    }
    let filled = entering.filled(&tx, count);
    let event = Event::new("registry.former_loaded", "unit", id.as_str(), &unit.name)
        .within(id)
        .after(serde_json::json!({ "units": count }));
    tx.commit(event).await?;
    Ok(filled)
}

impl Entering {
    fn former(&mut self, parent: &Unit, (former, begins): (&Former, Date)) -> Unit {
        let id = UnitId::new();
        Unit {
            path: format!("{}{id}/", parent.path),
            slug: self.slug(&format!("{} cũ", former.name)),
            id,
            parent: Some(parent.id.clone()),
            kind: UnitKind::Commune,
            code: Some(former.code.to_owned()),
            name: former.name.to_owned(),
            valid_from: begins,
            valid_to: Some(UNTIL),
            version: 1,
        }
    }
}

/// Takes out the former units of a unit that were entered last, while nothing hangs on them.
pub async fn undo_former(app: &App, actor: &Actor, id: &UnitId) -> Result<Filled, Error> {
    let mut tx = app.begin(actor).await?;
    let unit = unit::load(&mut tx, id).await?;
    let parent = match &unit.parent {
        Some(parent) => unit::load(&mut tx, parent).await?,
        None => return Err(unit::Refusal::Top.into()),
    };
    actor.require(Action::ManagePeople, &parent.path)?;
    let filled = last(&mut tx, ("former", id))
        .await?
        .ok_or(Refusal::NothingToUndo)?;
    take_out(&mut tx, &filled.id).await?;
    let event = Event::new("registry.former_undone", "unit", id.as_str(), &unit.name)
        .within(id)
        .before(serde_json::json!({ "units": filled.units }));
    tx.commit(event).await?;
    Ok(filled)
}
