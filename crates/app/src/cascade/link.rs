//! A plan that came otherwise (from a file, typed) is linked to the plan above that it carries
//! out: compared row by row, and each pair confirmed, or all whose titles say the same.
//!
//! Two rows are one where `reading::plan::compare` pairs them: by the words of their titles, those
//! that only name the level and the usual abbreviations left out, then by group, evidence and
//! code. A pair is the same from 775 thousandths of shared words and word pairs, similar below.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::Action;
use domain::cascade::Lead;
use reading::plan::compare::{self, Likeness, RowDifference, Tally};
use serde_json::json;

use super::above::{self, Above};
use super::both::{self, Both};
use super::make::set_row;
use super::side::{Side, texts};
use super::{Refusal, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::plan::{self, Plan, PlanRow};
use crate::unit;
use crate::{Actor, App, Error, Noun, PlanId, RowId, bind};

/// How two rows stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// The one carries out the other: a person said so.
    Linked,
    /// Their titles say the same.
    Same,
    /// Their titles share enough words to be looked at.
    Similar,
}

/// A row's end of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Which.
    pub row: RowId,
    /// Mã.
    pub code: String,
    /// Nội dung.
    pub title: String,
}

impl End {
    fn of(row: &PlanRow) -> End {
        End {
            row: row.id.clone(),
            code: row.code.clone().unwrap_or_default(),
            title: row.title.clone(),
        }
    }
}

/// A row of the plan and one above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairing {
    /// How they stand to each other.
    pub tie: Tie,
    /// The unit's own.
    pub own: End,
    /// The one above.
    pub above: End,
    /// Whether their codes differ.
    pub moved: bool,
}

/// A plan compared with a plan above.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The plan.
    pub plan: Plan,
    /// The plan above with which it is compared; `None`: none was chosen.
    pub above: Option<Plan>,
    /// Plans above that may be chosen.
    pub choices: Vec<Above>,
    /// What the comparison counts.
    pub tally: Tally,
    /// Pairs, in the order of the plan.
    pub pairs: Vec<Pairing>,
    /// Rows of the unit's own without a partner.
    pub own_only: Vec<End>,
    /// Rows above without a partner.
    pub above_only: Vec<End>,
    /// What was seen of both.
    pub seen: String,
}

/// A plan compared with the plan above that it carries out, or with the one chosen.
pub async fn compared(
    app: &App,
    actor: &Actor,
    (id, chosen): (&PlanId, Option<&PlanId>),
) -> Result<Compared, Error> {
    let plan = plan::head(app, actor, id).await?;
    actor.require(Action::EditPlan, &plan.unit_path)?;
    let home = unit::by_id(app, actor, &plan.unit).await?;
    let choices = above::above(app, actor, &home).await?;
    let mut conn = app.read().await?;
    let above = match both::above_of(&mut conn, actor, &plan).await? {
        Some(above) => Some(above),
        None => match chosen {
            Some(chosen) => Some(above::open(&mut conn, actor, (&home, chosen)).await?),
            None => None,
        },
    };
    let mut compared = Compared {
        plan: plan.clone(),
        above: above.clone(),
        choices,
        tally: Tally::default(),
        pairs: Vec::new(),
        own_only: Vec::new(),
        above_only: Vec::new(),
        seen: String::new(),
    };
    if let Some(above) = above {
        let both = Both::load(&mut conn, plan, above).await?;
        let (pairs, tally) = pairs(&both);
        compared.tally = tally;
        compared.seen = both.seen();
        compared.own_only = alone(&both.below, pairs.iter().map(|pair| &pair.own.row));
        compared.above_only = alone(&both.above, pairs.iter().map(|pair| &pair.above.row));
        compared.pairs = pairs;
    }
    Ok(compared)
}

fn alone<'p>(side: &Side, paired: impl Iterator<Item = &'p RowId>) -> Vec<End> {
    let paired: BTreeSet<&RowId> = paired.collect();
    let rows = side.rows.iter().map(|(row, _)| row);
    rows.filter(|row| row.is_work() && !paired.contains(&row.id))
        .map(End::of)
        .collect()
}

/// Rows that are linked, then those that the comparison pairs among the rest.
fn pairs(both: &Both) -> (Vec<Pairing>, Tally) {
    let mut by_own: BTreeMap<&RowId, Pairing> = BTreeMap::new();
    let mut taken: BTreeSet<&RowId> = BTreeSet::new();
    let work = |row: &&PlanRow| row.is_work();
    for (row, _) in &both.above.rows {
        if let Some((own, _)) = both.own(&row.id) {
            taken.insert(&row.id);
            by_own.insert(&own.id, pairing(Tie::Linked, own, row));
        }
    }
    let difference = compare::compare(&both.above.compared, &both.below.compared);
    for row in &difference.rows {
        let RowDifference::Both(pair) = row else {
            continue;
        };
        let ends = both
            .above
            .row_at(pair.before)
            .zip(both.below.row_at(pair.after));
        let Some(((above, _), (own, _))) = ends else {
            continue;
        };
        let is_free = !taken.contains(&above.id) && !by_own.contains_key(&own.id);
        if is_free && own.is_work() && above.is_work() {
            let tie = match pair.title {
                Likeness::Same => Tie::Same,
                Likeness::Similar => Tie::Similar,
            };
            by_own.insert(&own.id, pairing(tie, own, above));
        }
    }
    let rows = both.below.rows.iter().map(|(row, _)| row).filter(work);
    let pairs = rows.filter_map(|row| by_own.remove(&row.id)).collect();
    (pairs, difference.tally)
}

fn pairing(tie: Tie, own: &PlanRow, above: &PlanRow) -> Pairing {
    Pairing {
        tie,
        own: End::of(own),
        above: End::of(above),
        moved: own.path != above.path,
    }
}

/// Which pairs are confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pairs {
    /// All whose titles say the same.
    Same,
    /// These, the unit's own row first.
    These(Vec<(RowId, RowId)>),
}

/// Links rows of a plan to rows of a plan above; how many.
pub async fn link(
    app: &App,
    actor: &Actor,
    (id, above): (&PlanId, &PlanId),
    (wanted, seen): (&Pairs, &str),
) -> Result<usize, Error> {
    let mut tx = app.begin(actor).await?;
    let plan = plan::load_to_edit(&mut tx, actor, id).await?;
    let home = unit::load(&mut tx, &plan.unit).await?;
    let above = above::open(&mut tx, actor, (&home, above)).await?;
    if plan
        .parent
        .as_ref()
        .is_some_and(|parent| *parent != above.id)
    {
        let other = plan.parent.clone().unwrap_or_else(|| above.id.clone());
        let other = plan::load_any(&mut tx, &other).await?;
        return Err(Refusal::OtherPlanAbove { name: other.name() }.into());
    }
    let both = Both::load(&mut tx, plan.clone(), above).await?;
    if both.seen() != seen {
        return Err(Error::Stale(Noun::Plan));
    }
    let chosen = chosen(&both, wanted)?;
    if chosen.is_empty() {
        return Err(Refusal::NothingPicked.into());
    }
    let above = &both.above.plan;
    tx.run(sql::SET_ABOVE, bind![id.as_str(), above.id.as_str()])
        .await?;
    let lead = Lead::default();
    tx.run(
        sql::FIRST_LEAD,
        bind![id.as_str(), i32::from(lead.days), lead.counted.name()],
    )
    .await?;
    for (own, row) in &chosen {
        let texts = both.above.row(row).map(texts);
        set_row(&mut tx, id, (row, Some(own)), texts.as_ref()).await?;
    }
    let event = Event::new("cascade.linked", "plan", id.as_str(), &plan.name())
        .within(&plan.unit)
        .after(json!({ "above": above.name(), "rows": chosen.len() }));
    tx.commit(event).await?;
    Ok(chosen.len())
}

/// The pairs meant: rows of work of the two plans that are free, each once.
fn chosen(both: &Both, wanted: &Pairs) -> Result<Vec<(RowId, RowId)>, Error> {
    let these = match wanted {
        Pairs::Same => {
            let (all, _) = pairs(both);
            let same = all.into_iter().filter(|pair| pair.tie == Tie::Same);
            return Ok(same.map(|pair| (pair.own.row, pair.above.row)).collect());
        }
        Pairs::These(these) => these,
    };
    let linked = both.kept.keys().filter_map(|above| both.own(above));
    let mut owns: BTreeSet<RowId> = linked.map(|(own, _)| own.id.clone()).collect();
    let mut aboves: BTreeSet<RowId> = both
        .kept
        .keys()
        .filter(|above| both.own(above).is_some())
        .cloned()
        .collect();
    for (own, above) in these {
        let is_work = |side: &Side, id: &RowId| {
            let row = side.row(id).filter(|(row, _)| row.is_work());
            row.map(|(row, _)| row.name())
                .ok_or(Error::NotFound(Noun::Row))
        };
        let name = is_work(&both.below, own)?;
        is_work(&both.above, above)?;
        if !owns.insert(own.clone()) || !aboves.insert(above.clone()) {
            return Err(Refusal::LinkedTwice { row: name }.into());
        }
    }
    Ok(these.clone())
}

/// Takes links back: of these rows of the unit's own, or all of them with the plan above.
pub async fn unlink(
    app: &App,
    actor: &Actor,
    id: &PlanId,
    (rows, seen): (Option<&BTreeSet<RowId>>, &str),
) -> Result<usize, Error> {
    let mut tx = app.begin(actor).await?;
    let plan = plan::load_to_edit(&mut tx, actor, id).await?;
    let above = both::above_of(&mut tx, actor, &plan).await?;
    let above = above.ok_or(Refusal::NoPlanAbove)?;
    let both = Both::load(&mut tx, plan.clone(), above).await?;
    if both.seen() != seen {
        return Err(Error::Stale(Noun::Plan));
    }
    let linked = both.kept.iter().filter_map(|(row, kept)| {
        let own = kept.own.as_ref()?;
        rows.is_none_or(|rows| rows.contains(own)).then_some(row)
    });
    let gone: Vec<&RowId> = linked.collect();
    if gone.is_empty() && rows.is_some() {
        return Err(Refusal::NothingPicked.into());
    }
    drop_links(&mut tx, &plan, (&gone, rows.is_none())).await?;
    let event = Event::new("cascade.unlinked", "plan", id.as_str(), &plan.name())
        .within(&plan.unit)
        .before(json!({ "above": both.above.plan.name(), "rows": gone.len() }));
    tx.commit(event).await?;
    Ok(gone.len())
}

/// Whether rows of the plan are linked to rows of a plan above.
pub(crate) async fn is_linked(tx: &mut Tx, id: &PlanId) -> Result<bool, Error> {
    let count = tx
        .one(sql::LINKS, bind![id.as_str()], |row| row.count("n"))
        .await?;
    Ok(count > 0)
}

async fn drop_links(
    tx: &mut Tx,
    plan: &Plan,
    (rows, whole): (&[&RowId], bool),
) -> Result<(), Error> {
    if whole {
        tx.run(sql::DROP_ALL, bind![plan.id.as_str()]).await?;
        tx.run(sql::NO_ABOVE, bind![plan.id.as_str()]).await?;
        return Ok(());
    }
    for row in rows {
        tx.run(sql::DROP_ROW, bind![plan.id.as_str(), row.as_str()])
            .await?;
    }
    Ok(())
}
