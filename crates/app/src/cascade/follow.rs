//! What a change of a plan in force means for the plans below it: their focal officers are told,
//! once until they look; and where a new version takes its place, they go on with that.

use std::collections::BTreeMap;

use reading::plan::compare::{self, Likeness, RowDifference};
use serde_json::json;

use super::side::Side;
use super::sql;
use crate::audit::Event;
use crate::database::Tx;
use crate::notice::{self, NoticeKind, Tell};
use crate::plan::{self, Plan, State};
use crate::{AccountId, Error, PlanId, bind};

/// Commits a change of a plan's rows. Those below a plan in force are told of it.
pub(crate) async fn commit(mut tx: Tx, plan: &Plan, event: Event) -> Result<(), Error> {
    if plan.state == State::Issued {
        tell(&mut tx, plan, "changed").await?;
    }
    Ok(tx.commit(event).await?)
}

/// Tells the focal officers of the units below who carry the plan out: `changed`, `withdrawn`. Who
/// has such a message that they have not read gets no other.
pub(crate) async fn tell(tx: &mut Tx, plan: &Plan, what: &str) -> Result<(), Error> {
    let found = tx
        .all(sql::TO_TELL, bind![plan.id.as_str()], |row| {
            Ok((
                PlanId::stored(row.text("plan_id")?),
                AccountId::stored(row.text("account_id")?),
            ))
        })
        .await?;
    let mut below: BTreeMap<PlanId, Vec<AccountId>> = BTreeMap::new();
    for (id, account) in found {
        below.entry(id).or_default().push(account);
    }
    for (id, to) in below {
        let message = Tell {
            to,
            kind: NoticeKind::System,
            subject_kind: "cascade",
            subject_id: id.to_string(),
            detail: json!({ "what": plan.name(), "cascade": what }),
            address: format!("/ke-hoach/{id}/cap-tren"),
            once: None,
        };
        notice::tell(tx, message).await?;
    }
    Ok(())
}

/// Plans below that carry out the one plan carry out the other from now on, row by row where the
/// two say the same: a new version came into force, or was taken back.
pub(crate) async fn succeed(tx: &mut Tx, from: &PlanId, to: &PlanId) -> Result<(), Error> {
    let below = tx
        .one(sql::BELOW_COUNT, bind![from.as_str()], |row| row.count("n"))
        .await?;
    if below == 0 {
        return Ok(());
    }
    let from = plan::load_any(tx, from).await?;
    let to = plan::load_any(tx, to).await?;
    let from = Side::load(tx, from).await?;
    let to = Side::load(tx, to).await?;
    let difference = compare::compare(&from.compared, &to.compared);
    for row in &difference.rows {
        let RowDifference::Both(pair) = row else {
            continue;
        };
        let is_one = pair.title == Likeness::Same || pair.moved.is_none();
        let ends = from.row_at(pair.before).zip(to.row_at(pair.after));
        if let Some(((old, _), (new, _))) = ends.filter(|_| is_one) {
            tx.run(sql::REPOINT, bind![old.id.as_str(), new.id.as_str()])
                .await?;
        }
    }
    tx.run(
        sql::REPARENT,
        bind![from.plan.id.as_str(), to.plan.id.as_str()],
    )
    .await?;
    tell(tx, &to.plan, "changed").await
}
