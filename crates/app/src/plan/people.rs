//! Who does a row, changed: someone added, ended, replaced. Who did it before stays in its history.

use serde_json::{Map, json};

use super::assign::{self, Chosen};
use super::head::{Seen, reason};
use super::new::{NewAssignment, Role, State};
use super::read::{self, Plan, PlanRow};
use super::row::Change;
use super::rows::{self, Assigned};
use super::sql;
use crate::audit::Event;
use crate::cascade::follow;
use crate::database::Tx;
use crate::notice::{self, NoticeKind, Tell};
use crate::{Actor, App, AssignmentId, Error, Noun, PartyId, PlanId, RowId, bind};

/// Adds someone to a row.
pub async fn assign(
    app: &App,
    actor: &Actor,
    ids: (&PlanId, &RowId),
    (role, party, why): (Role, PartyId, &str),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let plan = read::load_to_edit(&mut tx, actor, ids.0).await?;
    let reason = reason(&plan, why)?;
    let row = load(&mut tx, &plan, ids.1).await?;
    let change = Change {
        actor,
        plan: &plan,
        reason: reason.as_deref(),
    };
    let chosen = assign::choose(&mut tx, actor, &party).await?;
    let event = change.add(&mut tx, &row, (role, &chosen)).await?;
    follow::commit(tx, &plan, event).await
}

/// Ends someone's part in a row; through a group, the part of all who came through it. `next`
/// takes it over.
pub async fn end(
    app: &App,
    actor: &Actor,
    (plan, row, id): (&PlanId, &RowId, &AssignmentId),
    (seen, next): (Seen, Option<PartyId>),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let plan = read::load_to_edit(&mut tx, actor, plan).await?;
    let reason = reason(&plan, &seen.reason)?;
    let row = load(&mut tx, &plan, row).await?;
    let all = rows::assignments(&mut tx, (&plan.id, Some(&row.id)), None).await?;
    let old = all
        .into_iter()
        .find(|one| one.id == *id)
        .ok_or(Error::NotFound(Noun::Assignment))?;
    let change = Change {
        actor,
        plan: &plan,
        reason: reason.as_deref(),
    };
    let ended = change.drop(&mut tx, &row, (&old, seen.version)).await?;
    let Some(next) = next else {
        change.find_again(&mut tx, &row).await?;
        return follow::commit(tx, &plan, ended).await;
    };
    tx.record(ended);
    let chosen = assign::choose(&mut tx, actor, &next).await?;
    let event = change.add(&mut tx, &row, (old.role, &chosen)).await?;
    follow::commit(tx, &plan, event).await
}

async fn load(tx: &mut Tx, plan: &Plan, row: &RowId) -> Result<PlanRow, Error> {
    let row = read::load_row(tx, &plan.id, row).await?;
    if row.removed_at.is_some() || !row.is_work() {
        return Err(Error::NotFound(Noun::Row));
    }
    Ok(row)
}

impl Change<'_> {
    /// Adds a party, tells the persons who are new to the row, and finds it by their names.
    pub(super) async fn add(
        &self,
        tx: &mut Tx,
        row: &PlanRow,
        (role, chosen): (Role, &Chosen),
    ) -> Result<Event, Error> {
        let before = notice::accounts_on_row(tx, &row.id, None).await?;
        let new = NewAssignment {
            role,
            party: chosen.party.clone(),
            named: chosen.name.clone(),
        };
        assign::insert(tx, (&row.id, row.status), &new, chosen).await?;
        // Work in a draft is nobody's yet: its people are told when it is issued.
        if self.plan.state == State::Issued {
            let mut to = notice::accounts_on_row(tx, &row.id, None).await?;
            to.retain(|account| !before.contains(account));
            let message = Tell {
                to,
                kind: NoticeKind::Assigned,
                subject_kind: "plan_row",
                subject_id: row.id.to_string(),
                detail: json!({ "by": self.actor.name, "what": row.name() }),
                address: format!("/ke-hoach/{}/dong/{}", self.plan.id, row.id),
                once: None,
            };
            notice::tell(tx, message).await?;
        }
        self.find_again(tx, row).await?;
        let mut after = Map::new();
        after.insert(role.name().to_owned(), json!(chosen.name));
        Ok(self.event_of("plan_row.assigned", row, (Map::new(), after)))
    }

    async fn drop(
        &self,
        tx: &mut Tx,
        row: &PlanRow,
        (old, version): (&Assigned, i32),
    ) -> Result<Event, Error> {
        let now = tx.now().to_owned();
        let done = tx
            .run(sql::END_ASSIGNMENT, bind![old.id.as_str(), version, &now])
            .await?;
        if done == 0 {
            return Err(Error::Stale(Noun::Assignment));
        }
        let mut name = &old.name;
        if let Some((group, group_name)) = &old.via {
            name = group_name;
            tx.run(
                sql::END_GROUP,
                bind![row.id.as_str(), old.role.name(), group.as_str(), &now],
            )
            .await?;
        }
        let mut before = Map::new();
        before.insert(old.role.name().to_owned(), json!(name));
        Ok(self.event_of("plan_row.unassigned", row, (before, Map::new())))
    }
}
