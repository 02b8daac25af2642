//! How far the work is, as a person says: one step of `domain::work`, with its reason.
//!
//! The lead's status is the row's. Where several lead (a group that was fanned out), each has its
//! own, and the row's follows from them. Taking a step back is the way to undo one.

use domain::work::{self, Status};
use serde_json::json;

use super::plan_work::recount;
use super::row::{self, Member, WorkRow};
use super::{Refusal, sql};
use crate::audit::Event;
use crate::comment::{self, Subject};
use crate::database::Tx;
use crate::notice::{self, NoticeKind, Tell};
use crate::{Actor, App, AssignmentId, Error, Noun, RowId, bind};

/// What a person says.
#[derive(Clone, Debug)]
pub struct Change {
    /// Whose part; `None`: the row's, that is of its lead or leads.
    pub member: Option<AssignmentId>,
    /// Where to.
    pub to: Status,
    /// The version that the person saw: of the part, or of the row.
    pub version: i32,
    /// Why. Sending back and «không áp dụng» need it.
    pub note: String,
}

/// Changes the status, if `domain::work` has that step for this person.
pub async fn change_status(
    app: &App,
    actor: &Actor,
    id: &RowId,
    change: Change,
) -> Result<WorkRow, Error> {
    let mut tx = app.begin(actor).await?;
    let row = row::load(&mut tx, actor, id).await?;
    if !row.is_open {
        return Err(Refusal::Closed.into());
    }
    let note = row::note(&change.note)?;
    let reason = matches!(change.to, Status::Returned | Status::NotApplicable);
    if reason && note.is_empty() {
        return Err(Refusal::NoReason { to: change.to }.into());
    }
    let targets = targets(&row, actor, &change)?;
    for member in &targets {
        allowed(member.status, &change, &row.duties(actor, Some(member)))?;
    }
    let before = row.status;
    let after = if targets.is_empty() {
        allowed(row.status, &change, &row.duties(actor, None))?
    } else {
        save_members(&mut tx, &change, &targets).await?;
        row_status(&row, &targets, change.to)
    };
    save_row(&mut tx, &row, &change, after).await?;
    recount(&mut tx, id).await?;
    if !note.is_empty() {
        let (_, event) = comment::add_in(&mut tx, actor, &Subject::Row(id.clone()), &note).await?;
        tx.record(event);
    }
    if change.to == Status::Returned {
        tell_returned(&mut tx, actor, &row, &note).await?;
    }
    let who: Vec<&str> = targets.iter().map(|member| member.name.as_str()).collect();
    let event = Event::new("assignment.status_changed", "plan_row", id.as_str(), &row.name())
        .within(&row.unit)
        .before(json!({ "status": targets.first().map_or(before, |one| one.status).name(), "row": before.name() }))
        .after(json!({ "status": change.to.name(), "row": after.name(), "who": who, "note": note }));
    let changed = row::load(&mut tx, actor, id).await?;
    tx.commit(event).await?;
    Ok(changed)
}

/// Whose status changes: the part that is named; else the leads whom the actor acts for; else all
/// that stand where the row stands. Empty: the row has no lead of its own.
fn targets<'a>(row: &'a WorkRow, actor: &Actor, change: &Change) -> Result<Vec<&'a Member>, Error> {
    if let Some(id) = &change.member {
        let member = row.members.iter().find(|member| member.id == *id);
        let member = member.ok_or(Error::NotFound(Noun::Assignment))?;
        return Ok(vec![member]);
    }
    let own: Vec<&Member> = row.leads().filter(|member| member.mine).collect();
    let by_lead = own.iter().any(|one| {
        row.duties(actor, Some(one)).contains(&work::Duty::Lead)
            && work::change(one.status, change.to, work::Duty::Lead).is_ok()
    });
    if by_lead {
        return Ok(own);
    }
    let all: Vec<&Member> = row.leads().filter(|one| one.status == row.status).collect();
    Ok(if all.is_empty() {
        row.leads().collect()
    } else {
        all
    })
}

fn allowed(from: Status, change: &Change, duties: &[work::Duty]) -> Result<Status, Refusal> {
    let mut refused = None;
    for duty in duties {
        match work::change(from, change.to, *duty) {
            Ok(reached) => return Ok(reached),
            Err(refusal) => refused = refused.or(Some(refusal)),
        }
    }
    let nobody = || work::change(from, change.to, work::Duty::Observer);
    match refused {
        Some(refusal) => Err(refusal.into()),
        None => Ok(nobody()?),
    }
}

async fn save_members(tx: &mut Tx, change: &Change, targets: &[&Member]) -> Result<(), Error> {
    for member in targets {
        // A part that is named has its own version; otherwise the row's is compared.
        let seen = if change.member.is_some() {
            change.version
        } else {
            member.version
        };
        let to = change.to.name();
        if tx
            .run(sql::MEMBER_STATUS, bind![member.id.as_str(), seen, to])
            .await?
            == 0
        {
            return Err(Error::Stale(Noun::Assignment));
        }
    }
    Ok(())
}

async fn save_row(tx: &mut Tx, row: &WorkRow, change: &Change, after: Status) -> Result<(), Error> {
    let seen = if change.member.is_some() {
        row.version
    } else {
        change.version
    };
    if after == row.status && change.member.is_some() {
        return Ok(());
    }
    match tx
        .run(sql::ROW_STATUS, bind![row.id.as_str(), seen, after.name()])
        .await?
    {
        0 => Err(Error::Stale(Noun::Row)),
        _ => Ok(()),
    }
}

fn row_status(row: &WorkRow, changed: &[&Member], to: Status) -> Status {
    let leads: Vec<Status> = row
        .leads()
        .map(|lead| {
            if changed.iter().any(|one| one.id == lead.id) {
                to
            } else {
                lead.status
            }
        })
        .collect();
    if leads.is_empty() {
        row.status
    } else {
        together(&leads)
    }
}

/// The status of a row that several lead: sent back if one is; closed only when all are, and then
/// as far as the last of them; begun as soon as one has.
fn together(leads: &[Status]) -> Status {
    let live: Vec<Status> = leads
        .iter()
        .copied()
        .filter(|one| *one != Status::NotApplicable)
        .collect();
    let rank = |status: &Status| match status {
        Status::Returned => 0,
        Status::NotStarted => 1,
        Status::InProgress => 2,
        Status::WaitingProof => 3,
        Status::Submitted => 4,
        Status::Appraised => 5,
        Status::Done => 6,
        Status::NotApplicable => 7,
    };
    let Some(least) = live.iter().copied().min_by_key(rank) else {
        return Status::NotApplicable;
    };
    let begun = live.iter().any(|one| *one != Status::NotStarted);
    if least == Status::NotStarted && begun {
        Status::InProgress
    } else {
        least
    }
}

async fn tell_returned(tx: &mut Tx, actor: &Actor, row: &WorkRow, note: &str) -> Result<(), Error> {
    let to = notice::accounts_on_row(tx, &row.id, None).await?;
    let message = Tell {
        to,
        kind: NoticeKind::Returned,
        subject_kind: "plan_row",
        subject_id: row.id.to_string(),
        detail: json!({ "by": actor.name, "what": row.name(), "text": note }),
        address: row.address(),
        once: None,
    };
    notice::tell(tx, message).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::{Done, InProgress, NotApplicable, NotStarted, Returned, Submitted};

    #[track_caller]
    fn check(leads: &[Status], expected: Status) {
        assert_eq!(together(leads), expected, "{leads:?}");
    }

    #[test]
    fn a_row_that_several_lead_is_as_far_as_the_last_of_them() {
        check(&[Submitted], Submitted);
        check(&[Submitted, Done], Submitted);
        check(&[Submitted, NotStarted], InProgress);
        check(&[NotStarted, NotStarted], NotStarted);
        check(&[InProgress, Done], InProgress);
        check(&[Done, Returned], Returned);
        check(&[Done, NotApplicable], Done);
        check(&[NotApplicable, NotApplicable], NotApplicable);
    }
}
