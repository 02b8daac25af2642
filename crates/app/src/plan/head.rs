//! The head of a plan changed: number, date, title, bases, recipients, the plan above.
//!
//! An issued plan is amended: that needs a reason, which stands in its history.

use domain::plan::{LegalBasis, OfficialDocument, Recipient};
use jiff::civil::Date;
use reading::text::{fold, squash};
use serde_json::{Map, Value, json};

use super::follow::Follows;
use super::new::State;
use super::read::{self, Plan};
use super::{Refusal, found, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::{Actor, App, Error, Noun, PlanId, bind, cascade};

/// What a head says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// «Kế hoạch».
    pub kind: String,
    /// Số, ký hiệu.
    pub reference: Option<String>,
    /// Ngày ban hành.
    pub issued_on: Option<Date>,
    /// Where.
    pub place: Option<String>,
    /// Cơ quan ban hành.
    pub issuer: Option<String>,
    /// Trích yếu.
    pub title: String,
    /// Capacity, post, name, one line each.
    pub signatory: Option<String>,
    /// The year it is worked in.
    pub year: i16,
    /// Kế hoạch cấp trên.
    pub parent: Option<PlanId>,
    /// Căn cứ.
    pub bases: Vec<LegalBasis>,
    /// Nơi nhận.
    pub recipients: Vec<Recipient>,
}

/// Which version of something the person saw, and why they change it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The version seen.
    pub version: i32,
    /// Reason or legal basis; needed once the plan is issued.
    pub reason: String,
}

/// The reason, where the plan's state asks for one.
pub(crate) fn reason(plan: &Plan, given: &str) -> Result<Option<String>, Error> {
    let given = squash(given);
    match plan.state {
        State::Issued if given.is_empty() => Err(Refusal::NoReason.into()),
        _ => Ok((!given.is_empty()).then_some(given)),
    }
}

/// Adds the reason to what the audit keeps.
pub(super) fn with_reason(mut fields: Map<String, Value>, reason: Option<&str>) -> Value {
    if let Some(reason) = reason {
        fields.insert("reason".to_owned(), json!(reason));
    }
    Value::Object(fields)
}

/// Changes the head.
pub async fn edit(
    app: &App,
    actor: &Actor,
    id: &PlanId,
    (seen, head): (Seen, Head),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let plan = read::load_to_edit(&mut tx, actor, id).await?;
    let reason = reason(&plan, &seen.reason)?;
    let title = squash(&head.title);
    if title.is_empty() {
        return Err(Refusal::NoTitle.into());
    }
    if plan.state == State::Issued && (head.reference.is_none() || head.issued_on.is_none()) {
        return Err(Refusal::NoNumber.into());
    }
    if plan.parent != head.parent {
        if cascade::is_linked(&mut tx, id).await? {
            return Err(Refusal::Linked.into());
        }
        if let Some(parent) = &head.parent {
            check_parent(&mut tx, actor, id, parent).await?;
        }
    }
    let head = Head { title, ..head };
    let (before, after) = changed(&plan, &head);
    set(&mut tx, &plan, &seen, &head).await?;
    if plan.year != head.year || plan.issued_on != head.issued_on {
        replan(&mut tx, actor, id).await?;
    }
    let kind = if plan.state == State::Issued {
        "plan.amended"
    } else {
        "plan.edited"
    };
    let event = Event::new(kind, "plan", id.as_str(), &plan.name())
        .within(&plan.unit)
        .before(before)
        .after(with_reason(after, reason.as_deref()));
    Ok(tx.commit(event).await?)
}

/// The plan above is one that the actor may see, and not one that stands below this one.
async fn check_parent(
    tx: &mut Tx,
    actor: &Actor,
    id: &PlanId,
    parent: &PlanId,
) -> Result<(), Error> {
    read::load(tx, actor, parent).await?;
    let above = tx
        .all(sql::ABOVE, bind![parent.as_str()], read::plan)
        .await?;
    if parent == id || above.iter().any(|plan| plan.id == *id) {
        return Err(Refusal::OwnParent.into());
    }
    Ok(())
}

async fn set(tx: &mut Tx, plan: &Plan, seen: &Seen, head: &Head) -> Result<(), Error> {
    let done = tx
        .run(
            sql::SET_HEAD,
            bind![
                plan.id.as_str(),
                seen.version,
                &head.kind,
                &head.reference,
                &head.issued_on.map(|date| date.to_string()),
                &head.place,
                &head.issuer,
                &head.title,
                &fold(&head.title),
                &head.signatory,
                head.parent.as_ref().map(PlanId::as_str),
                i32::from(head.year),
            ],
        )
        .await?;
    if done == 0 {
        return Err(Error::Stale(Noun::Plan));
    }
    let document = OfficialDocument {
        kind: Some(head.kind.clone()),
        reference: head.reference.clone(),
        issuer: head.issuer.clone(),
        title: Some(head.title.clone()),
        legal_bases: head.bases.clone(),
        recipients: head.recipients.clone(),
        ..OfficialDocument::default()
    };
    tx.run(sql::DROP_BASES, bind![plan.id.as_str()]).await?;
    tx.run(sql::DROP_RECIPIENTS, bind![plan.id.as_str()])
        .await?;
    super::write::insert_bases(tx, &plan.id, &document).await?;
    super::write::insert_recipients(tx, &plan.id, (&document, &[])).await?;
    tx.index(found::plan(&plan.id, &plan.unit, &document, head.year));
    Ok(())
}

/// Deadlines are read against the plan's year and date, so they are read again.
async fn replan(tx: &mut Tx, actor: &Actor, id: &PlanId) -> Result<(), Error> {
    let plan = read::load(tx, actor, id).await?;
    let rows = tx.all(sql::ROWS, bind![id.as_str()], read::row).await?;
    for row in rows.iter().filter(|row| row.is_work()) {
        let deadline = row.deadline(&plan);
        let follows = Follows {
            row: &row.id,
            year: plan.year,
            deadline: deadline.as_ref(),
            evidence_text: row.evidence_text.as_deref(),
        };
        follows.begin(tx).await?;
    }
    Ok(())
}

fn changed(plan: &Plan, head: &Head) -> (Map<String, Value>, Map<String, Value>) {
    let pairs = [
        ("kind", json!(plan.kind), json!(head.kind)),
        ("reference", json!(plan.reference), json!(head.reference)),
        ("issued_on", day(plan.issued_on), day(head.issued_on)),
        ("place", json!(plan.place), json!(head.place)),
        ("issuer", json!(plan.issuer), json!(head.issuer)),
        ("title", json!(plan.title), json!(head.title)),
        ("signatory", json!(plan.signatory), json!(head.signatory)),
        ("year", json!(plan.year), json!(head.year)),
    ];
    differing(pairs)
}

pub(super) fn day(date: Option<Date>) -> Value {
    json!(date.map(|date| date.to_string()))
}

/// Of named pairs, those whose sides differ, side by side.
pub(super) fn differing<const N: usize>(
    pairs: [(&str, Value, Value); N],
) -> (Map<String, Value>, Map<String, Value>) {
    let (mut before, mut after) = (Map::new(), Map::new());
    for (name, one, other) in pairs {
        if one != other {
            before.insert(name.to_owned(), one);
            after.insert(name.to_owned(), other);
        }
    }
    (before, after)
}
