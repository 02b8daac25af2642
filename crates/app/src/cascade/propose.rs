//! What a lower unit's draft of a plan above would be. Nothing is written.
//!
//! Whose work a row is and who does it in the unit is proposed from what the plan above says and
//! from the unit's own plan of the last year before, whose rows are found by what they say; else
//! from a post or office of the unit's own directory with the same name. The day is earlier than
//! that of the plan above by what was set.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::Action;
use domain::cascade::{self, Ahead, Lead, Part, Said, Why};
use domain::deadline::DeadlineReading;
use domain::work::{self, Occurrence};
use jiff::civil::Date;
use reading::plan::compare::{self, RowDifference};

use super::side::{Side, Staffed, names};
use super::{above, sql};
use crate::database::Conn;
use crate::party::{self, Party, PartyKind};
use crate::plan::{self, NewAssignment, Plan, PlanRow, Role, Triage};
use crate::unit::{self, Unit, UnitKind};
use crate::{Actor, App, Error, Fault, PartyId, PlanId, RowId, UnitId, bind, workday};

/// Why someone is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// They did the same row, or one like it, in an earlier year.
    Before,
    /// The unit's directory has someone of the same name.
    SameName,
}

/// Someone proposed for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doing {
    /// In what part.
    pub role: Role,
    /// Who.
    pub party: PartyId,
    /// Under what name.
    pub name: String,
    /// Why.
    pub from: From,
}

/// A row of the plan above as the unit's own would be.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The row above.
    pub row: PlanRow,
    /// Whom the plan above names as those who lead it.
    pub leads_above: String,
    /// Whom it names as those who support it.
    pub supports_above: String,
    /// What it is to the unit.
    pub triage: Triage,
    /// Why.
    pub why: Why,
    /// The unit's row of an earlier year that says the same, and its name.
    pub before: Option<String>,
    /// Who does it in the unit.
    pub doing: Vec<Doing>,
    /// The day of the plan above, where it has one that can be moved.
    pub above_day: Option<Date>,
    /// The day proposed.
    pub day: Option<Ahead>,
}

impl Proposed {
    /// Names of those proposed as leading it.
    pub fn leads(&self) -> String {
        self.names(true)
    }

    /// Names of those proposed as supporting it.
    pub fn supports(&self) -> String {
        self.names(false)
    }

    fn names(&self, leads: bool) -> String {
        let wanted = |one: &&Doing| (one.role != Role::Supporting) == leads;
        let names = self.doing.iter().filter(wanted);
        let names: Vec<&str> = names.map(|one| one.name.as_str()).collect();
        names.join("; ")
    }
}

/// A draft as it would be.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Whose.
    pub unit: Unit,
    /// The plan above.
    pub above: Plan,
    /// The unit's own plan of an earlier year from which was proposed.
    pub before: Option<Plan>,
    /// The unit's plan that carries it out already.
    pub own: Option<Plan>,
    /// How long before.
    pub lead: Lead,
    /// Rows of work and their headings, in order.
    pub rows: Vec<Proposed>,
    /// What was seen of the plan above.
    pub seen: String,
}

/// What the unit's draft of a plan above would be.
pub async fn propose(
    app: &App,
    actor: &Actor,
    (unit, above): (&Unit, &PlanId),
    lead: Lead,
) -> Result<Proposal, Error> {
    let mut conn = app.read().await?;
    let asked = Asked {
        actor,
        unit,
        lead,
        today: app.today(),
    };
    Ok(asked.propose(&mut conn, above).await?.0)
}

/// Names in the unit's directory and in those under it, for choosing.
pub async fn directory(app: &App, actor: &Actor, unit: &Unit) -> Result<Vec<String>, Error> {
    actor.require(Action::EditPlan, &unit.path)?;
    let mut conn = app.read().await?;
    let mut names = conn
        .all(sql::DIRECTORY, bind![&unit.path], |row| row.text("name"))
        .await?;
    names.sort_by_cached_key(|name| reading::text::sort_key(name));
    Ok(names)
}

/// Who asks, for which unit.
pub(super) struct Asked<'a> {
    pub(super) actor: &'a Actor,
    pub(super) unit: &'a Unit,
    pub(super) lead: Lead,
    pub(super) today: Date,
}

impl Asked<'_> {
    pub(super) async fn propose(
        &self,
        conn: &mut Conn,
        above: &PlanId,
    ) -> Result<(Proposal, Side), Error> {
        self.actor.require(Action::EditPlan, &self.unit.path)?;
        let above = above::open(conn, self.actor, (self.unit, above)).await?;
        let own = above::own(conn, (&self.unit.id, &above)).await?;
        let side = Side::load(conn, above.clone()).await?;
        let known = Known::load(conn, (self.unit, own.before), &side).await?;
        let calendar = workday::calendar(conn, workday::around(above.year)).await?;
        let rows = side.rows.iter().map(|staffed| {
            let mut proposed = known.proposed(staffed, self.unit);
            proposed.above_day = day_above(&proposed.row, &above);
            proposed.day = proposed
                .above_day
                .map(|day| cascade::ahead(day, self.lead, (&calendar, self.today)));
            proposed
        });
        let proposal = Proposal {
            unit: self.unit.clone(),
            lead: self.lead,
            rows: rows.collect(),
            seen: side.seen(),
            before: known.before,
            above,
            own: own.plan,
        };
        Ok((proposal, side))
    }
}

/// The one day by which a row above is to be done. Rows that recur, wait for an event or go on all
/// year have none: their terms are the lower unit's as well.
pub(super) fn day_above(row: &PlanRow, plan: &Plan) -> Option<Date> {
    let Some(reading) = row.deadline(plan).filter(|_| row.is_work()) else {
        return row.effective_due.filter(|_| row.is_work());
    };
    let first = DeadlineReading {
        also: Vec::new(),
        ..reading
    };
    let all = work::occurrences(&first, plan.year, row.effective_due);
    if all.iter().any(Occurrence::is_period) {
        return None;
    }
    all.iter().filter_map(|one| one.due).min()
}

/// Everything that proposals are made from.
pub(super) struct Known {
    pub(super) before: Option<Plan>,
    /// Rows of the earlier plan, by the row above that says the same.
    earlier: BTreeMap<RowId, Staffed>,
    gone: Vec<PartyId>,
    /// Rows above that name us, and in what part.
    ours: BTreeMap<RowId, BTreeSet<Role>>,
    /// Parties of the unit's own directory, by the names that the plan above uses.
    local: BTreeMap<String, Party>,
}

impl Known {
    pub(super) async fn load(
        conn: &mut Conn,
        (unit, before): (&Unit, Option<Plan>),
        above: &Side,
    ) -> Result<Known, Fault> {
        let mut known = Known {
            before: before.clone(),
            earlier: BTreeMap::new(),
            gone: Vec::new(),
            ours: ours(conn, unit, &above.plan.id).await?,
            local: local(conn, unit, above).await?,
        };
        if let Some(before) = before {
            known.gone = plan::parties_gone(conn, &before.id).await?;
            known.earlier = earlier(&Side::load(conn, before).await?, above);
        }
        Ok(known)
    }

    pub(super) fn proposed(&self, staffed: &Staffed, unit: &Unit) -> Proposed {
        let (row, assigned) = staffed;
        let (leads_above, supports_above) =
            (names(row, assigned, true), names(row, assigned, false));
        let earlier = self.earlier.get(&row.id);
        let named = self.ours.get(&row.id);
        let says = |role: Role| named.is_some_and(|roles| roles.contains(&role));
        let level = |names: &str| {
            unit.kind == UnitKind::Commune && names.split("; ").any(reading::party::names_communes)
        };
        // An outsider whom the unit's directory lists is known to it, and not of it.
        let of_it = |party: &Party| party.kind != PartyKind::Outsider;
        let local = |names: &str| {
            let mut names = names.split("; ");
            names.any(|name| self.local.get(name).is_some_and(of_it))
        };
        let said = Said {
            leads: says(Role::Lead)
                || says(Role::OutsideLead)
                || level(&leads_above)
                || local(&leads_above),
            supports: says(Role::Supporting) || level(&supports_above) || local(&supports_above),
            all_known: !assigned.is_empty() && row.named.is_empty(),
            before: earlier.map(|(row, _)| part_of(row.triage)),
        };
        let (part, why) = cascade::part(said);
        let doing = match earlier {
            Some((_, doing)) if !doing.is_empty() => self.as_before(doing),
            _ => self.of_same_name(&leads_above, &supports_above),
        };
        Proposed {
            triage: triage_of(part),
            why,
            before: earlier.map(|(row, _)| row.name()),
            doing,
            above_day: None,
            day: None,
            leads_above,
            supports_above,
            row: row.clone(),
        }
    }

    /// Those who did it then and are still there, groups by themselves.
    fn as_before(&self, assigned: &[plan::Assigned]) -> Vec<Doing> {
        let mut doing: Vec<Doing> = Vec::new();
        for one in assigned {
            let (party, name) = one
                .via
                .as_ref()
                .map_or((&one.party, &one.name), |(id, name)| (id, name));
            let is_there = doing
                .iter()
                .any(|there| there.role == one.role && there.party == *party);
            if !is_there && !self.gone.contains(party) {
                doing.push(Doing {
                    role: one.role,
                    party: party.clone(),
                    name: name.clone(),
                    from: From::Before,
                });
            }
        }
        doing
    }

    fn of_same_name(&self, leads: &str, supports: &str) -> Vec<Doing> {
        let mut doing: Vec<Doing> = Vec::new();
        for (role, names) in [(Role::Lead, leads), (Role::Supporting, supports)] {
            for party in names.split("; ").filter_map(|name| self.local.get(name)) {
                let role = match (role, party.kind) {
                    (Role::Lead, PartyKind::Outsider) => Role::OutsideLead,
                    (role, _) => role,
                };
                if !doing.iter().any(|there| there.party == party.id) {
                    doing.push(Doing {
                        role,
                        party: party.id.clone(),
                        name: party.name.clone(),
                        from: From::SameName,
                    });
                }
            }
        }
        doing
    }
}

/// Rows of the unit's earlier plan by the row above with which they are paired.
fn earlier(before: &Side, above: &Side) -> BTreeMap<RowId, Staffed> {
    let difference = compare::compare(&before.compared, &above.compared);
    let pairs = difference.rows.iter().filter_map(|row| match row {
        RowDifference::Both(pair) => Some(pair),
        RowDifference::Added(_) | RowDifference::Removed(_) => None,
    });
    pairs
        .filter_map(|pair| {
            let (row, _) = above.row_at(pair.after)?;
            Some((row.id.clone(), before.row_at(pair.before)?.clone()))
        })
        .collect()
}

async fn ours(
    conn: &mut Conn,
    unit: &Unit,
    above: &PlanId,
) -> Result<BTreeMap<RowId, BTreeSet<Role>>, Fault> {
    let found = conn
        .all(
            sql::OURS,
            bind![above.as_str(), &unit.path, unit.id.as_str()],
            |row| Ok((RowId::stored(row.text("row_id")?), row.text("role")?)),
        )
        .await?;
    let mut ours: BTreeMap<RowId, BTreeSet<Role>> = BTreeMap::new();
    for (row, role) in found {
        ours.entry(row).or_default().extend(Role::parse(&role));
    }
    Ok(ours)
}

/// Whom the unit's directory, or one under it, means by the names that the plan above uses. The unit itself is
/// not among them: that it does its own rows says nothing of who.
async fn local(
    conn: &mut Conn,
    unit: &Unit,
    above: &Side,
) -> Result<BTreeMap<String, Party>, Fault> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for (row, assigned) in &above.rows {
        for leads in [true, false] {
            let text = names(row, assigned, leads);
            all.extend(
                text.split("; ")
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned),
            );
        }
    }
    let all: Vec<String> = all.into_iter().collect();
    let found = party::find_by_name(conn, &unit.id, &all).await?;
    let within = conn
        .all(sql::WITHIN, bind![&unit.path], |row| {
            Ok(UnitId::stored(row.text("id")?))
        })
        .await?;
    let within: BTreeSet<UnitId> = within.into_iter().collect();
    let own =
        |party: &Party| within.contains(&party.unit) && party.unit_ref.as_ref() != Some(&unit.id);
    let found = all.into_iter().zip(found);
    Ok(found
        .filter_map(|(name, party)| Some((name, party.filter(own)?)))
        .collect())
}

pub(super) fn triage_of(part: Part) -> Triage {
    match part {
        Part::Leads => Triage::Leads,
        Part::Supports => Triage::Supports,
        Part::None => Triage::NotOurs,
        Part::Unknown => Triage::Undecided,
    }
}

fn part_of(triage: Triage) -> Part {
    match triage {
        Triage::Leads => Part::Leads,
        Triage::Supports => Part::Supports,
        Triage::NotOurs => Part::None,
        Triage::Undecided => Part::Unknown,
    }
}

/// Those proposed, as they are kept.
pub(super) fn assignments(doing: &[Doing]) -> Vec<NewAssignment> {
    doing
        .iter()
        .map(|one| NewAssignment {
            role: one.role,
            party: one.party.clone(),
            named: one.name.clone(),
        })
        .collect()
}

/// The unit of that word, for which the actor may make plans.
pub async fn unit_for(app: &App, actor: &Actor, slug: &str) -> Result<Unit, Error> {
    let unit = unit::by_slug(app, actor, slug).await?;
    actor.require(Action::EditPlan, &unit.path)?;
    Ok(unit)
}
