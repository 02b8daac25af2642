//! Takes a plan above over as the unit's own draft: all of it or nothing, and only as it was seen.
//! The draft can be withdrawn like any other.

use std::collections::{BTreeMap, BTreeSet};

use domain::cascade::{Ahead, LEAD_DAYS_MAX, Lead};
use domain::plan::{LegalBasis, OfficialDocument, RowKind};
use jiff::civil::Date;
use serde_json::json;

use super::propose::{Asked, Doing, From, Proposal, Proposed, assignments};
use super::side::{self, Side};
use super::{Refusal, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::party::{self, PartyKind};
use crate::plan::{self, NewPlan, NewRow, Origin, Plan, Role, Triage};
use crate::unit::Unit;
use crate::{Actor, App, Error, Fault, Noun, PlanId, RowId, bind};

/// What a person wants of a row; `None`: as proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowWish {
    /// What it is to the unit.
    pub triage: Option<Triage>,
    /// Who leads it in the unit, by name, several parted by «;»; empty: nobody yet.
    pub lead: Option<String>,
    /// By when; `None` within: no day of the unit's own.
    pub due: Option<Option<Date>>,
}

/// What a person wants of the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// How long before the plan above.
    pub lead: Lead,
    /// Of each row.
    pub rows: BTreeMap<RowId, RowWish>,
    /// Whether rows that are none of the unit's are in the draft too.
    pub whole: bool,
    /// Whether days that have passed are meant.
    pub past: bool,
    /// What was seen of the plan above.
    pub seen: String,
}

/// A row as it will be.
struct Decided<'p> {
    proposed: &'p Proposed,
    triage: Triage,
    doing: Vec<Doing>,
    due: Option<Date>,
}

impl Decided<'_> {
    fn is_ours(&self) -> bool {
        self.triage != Triage::NotOurs
    }
}

/// Writes the unit's draft of a plan above.
pub async fn make(
    app: &App,
    actor: &Actor,
    (unit, above): (&Unit, &PlanId),
    wish: &Wish,
) -> Result<PlanId, Error> {
    if wish.lead.days > LEAD_DAYS_MAX {
        let days = wish.lead.days;
        return Err(Refusal::LeadDays { days }.into());
    }
    let mut tx = app.begin(actor).await?;
    let asked = Asked {
        actor,
        unit,
        lead: wish.lead,
        today: app.today(),
    };
    let (proposal, side) = asked.propose(&mut tx, above).await?;
    if proposal.seen != wish.seen {
        return Err(Error::Stale(Noun::Plan));
    }
    if let Some(own) = &proposal.own {
        return Err(Refusal::AlreadyMade { name: own.name() }.into());
    }
    let known = named(&mut tx, unit, (&proposal, wish)).await?;
    let decided = decide(&proposal, (wish, &known), app.today())?;
    let kept = kept(&decided, wish.whole);
    let new = new_plan(&proposal, &kept);
    let rows = new.rows.len();
    let (id, created) = plan::keep(&mut tx, actor, new).await?;
    tx.record(created);
    link(&mut tx, (&id, wish.lead), (&side, &kept)).await?;
    let event = Event::new("cascade.made", "plan", id.as_str(), &proposal.above.name())
        .within(&unit.id)
        .after(json!({
            "above": proposal.above.name(),
            "rows": rows,
            "lead_days": wish.lead.days,
            "lead_counted": wish.lead.counted.name(),
        }));
    tx.commit(event).await?;
    Ok(id)
}

/// Whom the names mean that a person typed in place of those proposed.
async fn named(
    tx: &mut Tx,
    unit: &Unit,
    (proposal, wish): (&Proposal, &Wish),
) -> Result<BTreeMap<String, Doing>, Fault> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for proposed in &proposal.rows {
        let typed = wish
            .rows
            .get(&proposed.row.id)
            .and_then(|row| row.lead.as_ref());
        names.extend(typed.into_iter().flat_map(|text| split(text)));
    }
    let names: Vec<String> = names.into_iter().collect();
    let found = party::find_by_name(tx, &unit.id, &names).await?;
    let found = names.into_iter().zip(found);
    Ok(found
        .filter_map(|(name, party)| {
            let party = party?;
            let role = match party.kind {
                PartyKind::Outsider => Role::OutsideLead,
                _ => Role::Lead,
            };
            let doing = Doing {
                role,
                party: party.id,
                name: party.name,
                from: From::SameName,
            };
            Some((name, doing))
        })
        .collect())
}

fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(';')
        .map(reading::text::squash)
        .filter(|name| !name.is_empty())
}

fn decide<'p>(
    proposal: &'p Proposal,
    (wish, known): (&Wish, &BTreeMap<String, Doing>),
    today: Date,
) -> Result<Vec<Decided<'p>>, Error> {
    let mut all = Vec::with_capacity(proposal.rows.len());
    let mut past = 0;
    for proposed in &proposal.rows {
        let default = RowWish::default();
        let wanted = wish.rows.get(&proposed.row.id).unwrap_or(&default);
        let decided = decide_row(proposed, (wanted, known))?;
        let is_past = decided.due.is_some_and(|due| due < today);
        past += usize::from(is_past && decided.is_ours() && proposed.row.is_work());
        all.push(decided);
    }
    if past > 0 && !wish.past {
        return Err(Refusal::Past { count: past }.into());
    }
    let taken = |one: &Decided<'_>| one.is_ours() && one.proposed.row.is_work();
    if !all.iter().any(taken) {
        return Err(Refusal::NothingTaken.into());
    }
    Ok(all)
}

fn decide_row<'p>(
    proposed: &'p Proposed,
    (wanted, known): (&RowWish, &BTreeMap<String, Doing>),
) -> Result<Decided<'p>, Error> {
    let row = || proposed.row.name();
    let mut doing = proposed.doing.clone();
    let as_proposed = proposed.leads();
    if let Some(typed) = wanted.lead.as_ref().filter(|typed| **typed != as_proposed) {
        doing.retain(|one| one.role == Role::Supporting);
        for name in split(typed) {
            let own = proposed.doing.iter().find(|one| one.name == name);
            let lead = known.get(&name).or(own).cloned();
            let lead = lead.ok_or_else(|| Refusal::UnknownParty {
                row: row(),
                name: name.clone(),
            })?;
            doing.retain(|one| one.party != lead.party);
            doing.push(lead);
        }
    }
    let due = wanted.due.unwrap_or(proposed.day.map(Ahead::day));
    if let (Some(due), Some(above)) = (due, proposed.above_day)
        && due > above
    {
        return Err(Refusal::LaterThanAbove {
            row: row(),
            due,
            above,
        }
        .into());
    }
    Ok(Decided {
        triage: wanted.triage.unwrap_or(proposed.triage),
        proposed,
        doing,
        due,
    })
}

/// Rows that are in the draft: the unit's own with everything above them in the tree, and titles
/// over what is kept.
fn kept<'d, 'p>(decided: &'d [Decided<'p>], whole: bool) -> Vec<&'d Decided<'p>> {
    let mut needed: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut annexes_with_rows: BTreeSet<&str> = BTreeSet::new();
    let mut kept: Vec<&Decided<'_>> = Vec::new();
    // From the end, so that a row is met before what stands above it.
    for one in decided.iter().rev() {
        let row = &one.proposed.row;
        let key = (row.annex.as_str(), row.path.as_str());
        let is_kept = match row.kind {
            RowKind::Banner => annexes_with_rows.remove(row.annex.as_str()),
            RowKind::Heading => needed.contains(&key),
            _ => whole || one.is_ours() || needed.contains(&key),
        };
        if !is_kept {
            continue;
        }
        if let Some(parent) = row.parent.as_deref() {
            needed.insert((row.annex.as_str(), parent));
        }
        annexes_with_rows.insert(row.annex.as_str());
        kept.push(one);
    }
    kept.reverse();
    kept
}

fn new_plan(proposal: &Proposal, kept: &[&Decided<'_>]) -> NewPlan {
    let above = &proposal.above;
    // The unit's own plan has no date yet against which deadlines are read.
    let plan = Plan {
        issued_on: None,
        reference: None,
        ..above.clone()
    };
    let basis = above.reference.as_ref().map(|reference| LegalBasis {
        reference: reference.clone(),
        date: above.issued_on,
        issuer: above.issuer.clone(),
        subject: Some(above.title.clone()),
        place: domain::source::Place::default(),
    });
    NewPlan {
        unit: proposal.unit.id.clone(),
        year: above.year,
        document: OfficialDocument {
            kind: Some(above.kind.clone()),
            title: Some(above.title.clone()),
            legal_bases: basis.into_iter().collect(),
            ..OfficialDocument::default()
        },
        recipient_parties: Vec::new(),
        parent: Some(above.id.clone()),
        replaces: None,
        framework: above.framework.clone(),
        origin: Origin::Copied,
        rows: kept.iter().map(|one| new_row(one, &plan)).collect(),
        findings: Vec::new(),
    }
}

fn new_row(one: &Decided<'_>, plan: &Plan) -> NewRow {
    let above = &one.proposed.row;
    let fields = side::meant(above);
    let mut row = plan::as_read(&fields, plan);
    row.path.clone_from(&above.path);
    row.parent.clone_from(&above.parent);
    let is_work = above.is_work();
    NewRow {
        annex: above.annex.clone(),
        row,
        triage: if is_work {
            one.triage
        } else {
            Triage::Undecided
        },
        indicator: above.indicator.clone(),
        effective_due: own_day(one.proposed, one.due),
        assignments: if is_work && one.is_ours() {
            assignments(&one.doing)
        } else {
            Vec::new()
        },
    }
}

/// The day as it is kept: none where the text of the plan above says the same.
fn own_day(proposed: &Proposed, due: Option<Date>) -> Option<Date> {
    let says_the_same = due == proposed.above_day && proposed.row.effective_due.is_none();
    due.filter(|_| !says_the_same)
}

/// Keeps which row carries out which, and which rows above were left out.
async fn link(
    tx: &mut Tx,
    (id, lead): (&PlanId, Lead),
    (side, kept): (&Side, &[&Decided<'_>]),
) -> Result<(), Error> {
    let days = i32::from(lead.days);
    tx.run(sql::SET_LEAD, bind![id.as_str(), days, lead.counted.name()])
        .await?;
    let written = tx
        .all(sql::WRITTEN, bind![id.as_str()], |row| {
            let key = (row.text("annex")?, row.text("path")?);
            Ok((key, RowId::stored(row.text("id")?)))
        })
        .await?;
    let written: BTreeMap<(String, String), RowId> = written.into_iter().collect();
    let kept: BTreeSet<&RowId> = kept.iter().map(|one| &one.proposed.row.id).collect();
    for staffed in side.rows.iter().filter(|(row, _)| row.is_work()) {
        let row = &staffed.0;
        let key = (row.annex.clone(), row.path.clone());
        let own = written.get(&key).filter(|_| kept.contains(&row.id));
        set_row(tx, id, (&row.id, own), Some(&side::texts(staffed))).await?;
    }
    Ok(())
}

/// Keeps which row carries out a row above, and what of that was answered to.
pub(super) async fn set_row(
    tx: &mut Tx,
    plan: &PlanId,
    (above, own): (&RowId, Option<&RowId>),
    taken: Option<&domain::cascade::Texts>,
) -> Result<(), Error> {
    let taken = match taken {
        Some(texts) => Some(serde_json::to_string(texts).map_err(Fault::from)?),
        None => None,
    };
    tx.run(
        sql::SET_ROW,
        bind![
            plan.as_str(),
            above.as_str(),
            own.map(RowId::as_str),
            &taken
        ],
    )
    .await?;
    Ok(())
}
