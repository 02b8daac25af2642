//! What goes over from a plan to its new version: how far the work is, what was done, proof,
//! discussion. Everything stays with the old plan too, which is withdrawn and keeps its history.

use std::collections::BTreeMap;

use serde_json::json;

use super::amend::Before;
use super::decisions::Carried;
use super::draft::Opened;
use super::settled::{RowKey, key};
use super::sql;
use crate::audit::Event;
use crate::database::Tx;
use crate::{Error, PlanId, RowId, assignment, bind, cascade, id::any_id};

/// Carries over what goes on, and withdraws the old plan.
pub(super) async fn over(
    tx: &mut Tx,
    before: &Before,
    plan: &PlanId,
    opened: &Opened,
) -> Result<Carried, Error> {
    let new_rows = rows(tx, plan, opened).await?;
    let mut next: BTreeMap<String, RowId> = BTreeMap::new();
    for (key, (kept, _)) in before.by_key() {
        let Some(new) = new_rows.get(&key) else {
            continue;
        };
        for statement in [sql::CARRY_STATUS, sql::CARRY_ASSIGNMENTS] {
            tx.run(statement, bind![kept.id.as_str(), new.as_str()])
                .await?;
        }
        next.insert(kept.id.to_string(), new.clone());
    }
    let old = before.stored.id.as_str();
    cascade::carry(tx, (old, plan), &next).await?;
    let carried = Carried {
        happenings: happenings(tx, old, &next).await?,
        comments: comments(tx, old, (&next, plan)).await?,
        evidence: evidence(tx, old, &next).await?,
    };
    recount(tx, opened, &new_rows).await?;
    tx.run(sql::SET_STATE, bind![old, "withdrawn"]).await?;
    let event = Event::new("plan.replaced", "plan", old, &before.stored.name())
        .within(&opened.unit.id)
        .before(json!({ "state": before.state() }))
        .after(json!({ "state": "withdrawn", "replaced_by": plan.as_str(), "rows": next.len() }));
    tx.record(event);
    Ok(carried)
}

async fn rows(
    tx: &mut Tx,
    plan: &PlanId,
    opened: &Opened,
) -> Result<BTreeMap<RowKey, RowId>, Error> {
    let annexes = &opened.settled.annexes;
    let at = |name: &str| {
        annexes
            .iter()
            .position(|annex| annex.name == name)
            .unwrap_or(0)
    };
    let all = tx
        .all(sql::NEW_ROWS, bind![plan.as_str()], |row| {
            Ok((
                row.text("annex")?,
                row.text("path")?,
                RowId::stored(row.text("id")?),
            ))
        })
        .await?;
    Ok(all
        .into_iter()
        .map(|(annex, path, id)| (key(at(&annex), &path), id))
        .collect())
}

async fn happenings(tx: &mut Tx, old: &str, next: &BTreeMap<String, RowId>) -> Result<i64, Error> {
    let done = tx
        .all(sql::HAPPENINGS, bind![old], |row| {
            let columns = ["row_id", "happened_on", "note", "created_by", "created_at"];
            columns
                .into_iter()
                .map(|name| row.text(name))
                .collect::<Result<Vec<_>, _>>()
        })
        .await?;
    let mut count = 0;
    for one in &done {
        let [row, on, note, by, at] = one.as_slice() else {
            continue;
        };
        let Some(row) = next.get(row) else { continue };
        tx.run(
            sql::HAPPENING_INSERT,
            bind![&any_id(), row.as_str(), on, note, by, at],
        )
        .await?;
        count += 1;
    }
    Ok(count)
}

/// Comments on rows and on the plan itself.
async fn comments(
    tx: &mut Tx,
    old: &str,
    (next, plan): (&BTreeMap<String, RowId>, &PlanId),
) -> Result<i64, Error> {
    let said = tx
        .all(sql::COMMENTS, bind![old], |row| {
            let columns = ["id", "subject_kind", "subject_id"];
            columns
                .into_iter()
                .map(|name| row.text(name))
                .collect::<Result<Vec<_>, _>>()
        })
        .await?;
    let mut count = 0;
    for one in &said {
        let [id, kind, subject] = one.as_slice() else {
            continue;
        };
        let subject = match kind.as_str() {
            "plan" => Some(plan.as_str()),
            _ => next.get(subject).map(RowId::as_str),
        };
        let Some(subject) = subject else { continue };
        tx.run(sql::COMMENT_COPY, bind![id, &any_id(), subject])
            .await?;
        count += 1;
    }
    Ok(count)
}

async fn evidence(tx: &mut Tx, old: &str, next: &BTreeMap<String, RowId>) -> Result<i64, Error> {
    let used = tx
        .all(sql::USES, bind![old], |row| {
            Ok((row.text("id")?, row.text("subject_id")?))
        })
        .await?;
    let mut count = 0;
    for (id, row) in &used {
        let Some(row) = next.get(row) else { continue };
        tx.run(sql::USE_COPY, bind![id, &any_id(), row.as_str()])
            .await?;
        count += 1;
    }
    Ok(count)
}

/// Counts what was done against the new rows' times.
async fn recount(
    tx: &mut Tx,
    opened: &Opened,
    new_rows: &BTreeMap<RowKey, RowId>,
) -> Result<(), Error> {
    for (key, row) in opened.settled.rows() {
        if let (Some(id), Some(deadline)) = (new_rows.get(&key), &row.deadline) {
            assignment::plan_work(tx, id, Some(deadline), opened.draft.year).await?;
        }
    }
    Ok(())
}
