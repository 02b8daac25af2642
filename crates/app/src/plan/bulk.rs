//! One change to many rows: proposed, shown, then written all or nothing.

use jiff::civil::Date;

use super::Refusal;
use super::assign;
use super::head::reason;
use super::new::{Role, Triage};
use super::read;
use super::row::{Change, RowFields};
use super::rows::{self, Line};
use crate::cascade::follow;
use crate::{Actor, App, Error, Noun, PartyId, PlanId, RowId};

/// What is to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bulk {
    /// Someone more does the rows.
    Assign {
        /// In what part.
        role: Role,
        /// Who.
        party: PartyId,
    },
    /// The last day that counts; `None`: the text's own again.
    Due(Option<Date>),
    /// What the rows are to the unit.
    Triage(Triage),
}

impl Bulk {
    /// Whether it would change the row.
    pub fn changes(&self, line: &Line) -> bool {
        if !line.row.is_work() {
            return false;
        }
        match self {
            Bulk::Assign { role, party } => !line.assigned.iter().any(|one| {
                let is_party = one.party == *party
                    || one.via.as_ref().is_some_and(|(group, _)| group == party);
                one.role == *role && is_party
            }),
            Bulk::Due(due) => line.row.effective_due != *due,
            Bulk::Triage(triage) => line.row.triage != *triage,
        }
    }
}

/// Changes the rows, each at the version that the person saw; how many were changed.
pub async fn apply(
    app: &App,
    actor: &Actor,
    plan: &PlanId,
    (bulk, picked, why): (&Bulk, &[(RowId, i32)], &str),
) -> Result<usize, Error> {
    let mut tx = app.begin(actor).await?;
    let plan = read::load_to_edit(&mut tx, actor, plan).await?;
    let reason = reason(&plan, why)?;
    let change = Change {
        actor,
        plan: &plan,
        reason: reason.as_deref(),
    };
    let lines = rows::lines(&mut tx, actor, &plan.id).await?;
    let chosen = match bulk {
        Bulk::Assign { party, .. } => Some(assign::choose(&mut tx, actor, party).await?),
        Bulk::Due(_) | Bulk::Triage(_) => None,
    };
    let mut events = Vec::new();
    for (id, version) in picked {
        let line = lines
            .iter()
            .find(|line| line.row.id == *id)
            .ok_or(Error::NotFound(Noun::Row))?;
        if line.row.version != *version {
            return Err(Error::Stale(Noun::Row));
        }
        if !bulk.changes(line) {
            continue;
        }
        let mut fields = RowFields::of(&line.row);
        match (bulk, &chosen) {
            (Bulk::Assign { role, .. }, Some(chosen)) => {
                events.push(change.add(&mut tx, &line.row, (*role, chosen)).await?);
                continue;
            }
            (Bulk::Due(due), _) => fields.effective_due = *due,
            (Bulk::Triage(triage), _) => fields.triage = *triage,
            (Bulk::Assign { .. }, None) => continue,
        }
        events.extend(change.set(&mut tx, (&line.row, *version), &fields).await?);
    }
    let Some(last) = events.pop() else {
        return Err(Refusal::NothingToChange.into());
    };
    let count = events.len() + 1;
    for event in events {
        tx.record(event);
    }
    follow::commit(tx, &plan, last).await?;
    Ok(count)
}
