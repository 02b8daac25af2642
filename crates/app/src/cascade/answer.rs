//! A lower unit answers to what changed above: takes it over, or declines it and says why. What was
//! answered is kept and never altered; the rows themselves keep their own history.

use std::collections::{BTreeMap, BTreeSet};

use domain::cascade::{Ahead, Kind, Texts};
use serde_json::json;

use super::above;
use super::both::{self, Both};
use super::difference::{Difference, differences};
use super::make::set_row;
use super::propose::{Known, assignments, day_above};
use super::side::{self, Staffed};
use super::{Refusal, follow, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::plan::{self, Change, RowFields, State, Triage, TypedRow};
use crate::unit;
use crate::{Actor, App, Error, Fault, Noun, PlanId, RowId, bind, id::any_id};

/// Which differences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// Those of these rows above.
    Rows(BTreeSet<RowId>),
    /// All of a kind.
    All(Kind),
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether the changes are taken over.
    pub accept: bool,
    /// To which.
    pub picked: Picked,
    /// Why: needed to decline, and to change a plan that is in force.
    pub reason: String,
    /// What was seen of both plans.
    pub seen: String,
}

/// Answers to differences; to how many.
pub async fn answer(app: &App, actor: &Actor, id: &PlanId, given: &Answer) -> Result<usize, Error> {
    let mut tx = app.begin(actor).await?;
    let plan = plan::load_to_edit(&mut tx, actor, id).await?;
    let above = both::above_of(&mut tx, actor, &plan).await?;
    let above = above.ok_or(Refusal::NoPlanAbove)?;
    if above.state != State::Issued {
        return Err(Refusal::NotIssued { name: above.name() }.into());
    }
    let both = Both::load(&mut tx, plan.clone(), above).await?;
    if both.seen() != given.seen {
        return Err(Error::Stale(Noun::Plan));
    }
    let mut picked = differences(&both, app.today());
    picked.retain(|one| match &given.picked {
        Picked::Rows(rows) => rows.contains(&one.above),
        Picked::All(kind) => one.kind == *kind,
    });
    if picked.is_empty() {
        return Err(Refusal::NothingPicked.into());
    }
    let reason = plan::reason(&plan, &given.reason)?;
    if !given.accept && reason.is_none() {
        return Err(plan::Refusal::NoReason.into());
    }
    let change = Change {
        actor,
        plan: &plan,
        reason: reason.as_deref(),
    };
    let mut added: BTreeMap<RowId, RowId> = BTreeMap::new();
    if given.accept {
        added = take_over(&mut tx, &change, (&both, &picked)).await?;
    }
    keep(
        &mut tx,
        (&both, given.accept, reason.as_deref()),
        (&picked, &added),
    )
    .await?;
    let kind = if given.accept {
        "cascade.accepted"
    } else {
        "cascade.declined"
    };
    let event = Event::new(kind, "plan", id.as_str(), &plan.name())
        .within(&plan.unit)
        .after(json!({
            "above": both.above.plan.name(),
            "rows": picked.len(),
            "reason": reason,
        }));
    follow::commit(tx, &plan, event).await?;
    Ok(picked.len())
}

/// Changes the plan as the plan above changed; new rows by the row above.
async fn take_over(
    tx: &mut Tx,
    change: &Change<'_>,
    (both, picked): (&Both, &[Difference]),
) -> Result<BTreeMap<RowId, RowId>, Error> {
    for one in picked {
        let event = match (one.kind, both.own(&one.above)) {
            (Kind::Removed, Some((own, _))) => {
                Some(change.put_away(tx, (own, own.version), true).await?)
            }
            (Kind::Moved | Kind::Changed, Some((own, _))) => {
                let Some((above, _)) = both.above.row(&one.above) else {
                    continue;
                };
                let before = both
                    .kept
                    .get(&one.above)
                    .and_then(|kept| kept.taken.as_ref());
                let fields = changed(own, (above, before), (one, both));
                change.set(tx, (own, own.version), &fields).await?
            }
            _ => None,
        };
        if let Some(event) = event {
            tx.record(event);
        }
    }
    add(tx, change, (both, picked)).await
}

/// The unit's own row with what changed above. A number of the unit's own stays.
fn changed(
    own: &plan::PlanRow,
    (above, before): (&plan::PlanRow, Option<&Texts>),
    (one, both): (&Difference, &Both),
) -> RowFields {
    let now = side::meant(above);
    let mut fields = RowFields::of(own);
    for field in &one.fields {
        match field.name.as_str() {
            "kind" => fields.kind = now.kind,
            "code" => {
                let old = before.and_then(|texts| texts.get("code"));
                if fields.code.as_ref() == old {
                    fields.code.clone_from(&now.code);
                }
            }
            "title" => fields.title.clone_from(&now.title),
            "max_points" => fields.max_points = now.max_points.clone(),
            "rule_text" => fields.rule_text.clone_from(&now.rule_text),
            "evidence_text" => fields.evidence_text.clone_from(&now.evidence_text),
            "source_text" => fields.source_text.clone_from(&now.source_text),
            "deadline_text" => fields.deadline_text.clone_from(&now.deadline_text),
            "measure" => fields.measure.clone_from(&now.measure),
            "target_text" => fields.target_text.clone_from(&now.target_text),
            "note" => fields.note.clone_from(&now.note),
            // Who does it above is told, not taken: the unit's own people do its rows.
            _ => {}
        }
    }
    if one
        .fields
        .iter()
        .any(|field| super::difference::is_when(&field.name))
    {
        let day = one.day.map(Ahead::day);
        let above_day = day_above(above, &both.above.plan);
        let says_the_same = day == above_day && above.effective_due.is_none();
        fields.effective_due = day.filter(|_| !says_the_same);
    }
    fields
}

/// Rows that are added together: behind which row of the unit's own, in which annex.
struct Together<'d> {
    annex: String,
    after: Option<RowId>,
    rows: Vec<(&'d Difference, &'d Staffed)>,
}

/// Adds new rows where they stand above: behind the row that carries out the one before them.
async fn add(
    tx: &mut Tx,
    change: &Change<'_>,
    (both, picked): (&Both, &[Difference]),
) -> Result<BTreeMap<RowId, RowId>, Error> {
    let new: BTreeMap<&RowId, &Difference> = picked
        .iter()
        .filter(|one| one.kind == Kind::Added)
        .map(|one| (&one.above, one))
        .collect();
    let mut added = BTreeMap::new();
    if new.is_empty() {
        return Ok(added);
    }
    let home = unit::load(tx, &change.plan.unit).await?;
    let own = above::own(tx, (&home.id, &both.above.plan)).await?;
    let known = Known::load(tx, (&home, own.before), &both.above).await?;
    for group in together(both, &new, picked) {
        let typed = group.rows.iter().map(|(one, staffed)| {
            let proposed = known.proposed(staffed, &home);
            let day = one.day.map(Ahead::day);
            let above_day = day_above(&staffed.0, &both.above.plan);
            let says_the_same = day == above_day && staffed.0.effective_due.is_none();
            TypedRow {
                fields: RowFields {
                    triage: match proposed.triage {
                        Triage::NotOurs => Triage::Undecided,
                        triage => triage,
                    },
                    effective_due: day.filter(|_| !says_the_same),
                    ..side::meant(&staffed.0)
                },
                assignments: assignments(&proposed.doing),
            }
        });
        let place = (group.annex.as_str(), group.after.as_ref());
        let (ids, events) = plan::add_in(tx, change, place, typed.collect()).await?;
        for event in events {
            tx.record(event);
        }
        for ((one, staffed), id) in group.rows.iter().zip(ids) {
            if let Some(indicator) = &staffed.0.indicator {
                tx.run(sql::SET_INDICATOR, bind![id.as_str(), indicator.as_str()])
                    .await?;
            }
            added.insert(one.above.clone(), id);
        }
    }
    Ok(added)
}

fn together<'d>(
    both: &'d Both,
    new: &BTreeMap<&RowId, &'d Difference>,
    picked: &[Difference],
) -> Vec<Together<'d>> {
    let gone: BTreeSet<&RowId> = picked
        .iter()
        .filter(|one| one.kind == Kind::Removed)
        .filter_map(|one| both.own(&one.above).map(|(own, _)| &own.id))
        .collect();
    let mut groups: Vec<Together<'d>> = Vec::new();
    let mut before: Option<&plan::PlanRow> = None;
    let mut is_open = false;
    for staffed in both.above.rows.iter().filter(|(row, _)| row.is_work()) {
        let row = &staffed.0;
        if let Some((own, _)) = both.own(&row.id) {
            if !gone.contains(&own.id) {
                before = Some(own);
            }
            is_open = false;
            continue;
        }
        let Some(one) = new.get(&row.id) else {
            continue;
        };
        let after = before.map(|own| (own.annex.clone(), own.id.clone()));
        match groups.last_mut().filter(|_| is_open) {
            Some(group) => group.rows.push((one, staffed)),
            None => groups.push(Together {
                annex: after
                    .as_ref()
                    .map_or_else(|| row.annex.clone(), |(annex, _)| annex.clone()),
                after: after.map(|(_, id)| id),
                rows: vec![(one, staffed)],
            }),
        }
        is_open = true;
    }
    groups
}

/// Keeps what was answered, and that it was.
async fn keep(
    tx: &mut Tx,
    (both, accept, reason): (&Both, bool, Option<&str>),
    (picked, added): (&[Difference], &BTreeMap<RowId, RowId>),
) -> Result<(), Error> {
    let plan = &both.below.plan.id;
    let (now, by, name) = (
        tx.now().to_owned(),
        tx.by().to_owned(),
        tx.by_name().to_owned(),
    );
    for one in picked {
        let kept = both.kept.get(&one.above);
        let texts = Both::now(both.above.row(&one.above));
        let own = added
            .get(&one.above)
            .or_else(|| kept.and_then(|kept| kept.own.as_ref()));
        set_row(tx, plan, (&one.above, own), texts.as_ref()).await?;
        let json = |texts: Option<&Texts>| -> Result<Option<String>, Fault> {
            Ok(match texts {
                Some(texts) => Some(serde_json::to_string(texts)?),
                None => None,
            })
        };
        let before = json(kept.and_then(|kept| kept.taken.as_ref()))?;
        let after = json(texts.as_ref())?;
        tx.run(
            sql::INSERT_ANSWER,
            bind![
                &any_id(),
                plan.as_str(),
                one.above.as_str(),
                own.map(RowId::as_str),
                one.kind.name(),
                if accept { "accepted" } else { "declined" },
                reason,
                &one.name,
                &before,
                &after,
                &by,
                &name,
                &now,
            ],
        )
        .await?;
    }
    Ok(())
}
