//! A person says which of several things asked for an attached proof serves, or leaves it to the
//! proof's kind again. Where the same indicator asks for the same words elsewhere, the proof serves
//! that there too.

use super::access::require_open;
use super::attach::{linked, place_for, recount};
use super::fit::{Fit, fitting, keep, known};
use super::{Evidence, Refusal, Serves, event, load};
use crate::{Actor, App, Error, EvidenceId, Noun, RequirementId};

/// Names the requirement that a proof serves in a row or entry where it is attached; `None`: found
/// by its kind, as long as nobody names one.
pub async fn name_requirement(
    app: &App,
    actor: &Actor,
    id: &EvidenceId,
    (serves, wanted): (&Serves, Option<&RequirementId>),
) -> Result<Evidence, Error> {
    let mut tx = app.begin(actor).await?;
    let evidence = load(&mut tx, id).await?;
    require_open(&mut tx, actor, &evidence).await?;
    place_for(&mut tx, actor, serves).await?;
    if evidence.removed_at.is_some() {
        return Err(Refusal::PutAway.into());
    }
    let named = match wanted {
        Some(wanted) => Some(known(&mut tx, serves, wanted).await?),
        None => None,
    };
    for (one, is_linked) in linked(&mut tx, serves).await? {
        let fit = match &named {
            Some(named) if !is_linked => Fit::named(named.id.clone()),
            named => fitting(&mut tx, &evidence, (&one, named.as_ref())).await?,
        };
        // Another row that asks in other words keeps what a person may have named there.
        if is_linked && named.is_some() && !fit.is_named {
            continue;
        }
        let kept = keep(&mut tx, &evidence, (&one, &fit)).await?;
        if kept == 0 && !is_linked {
            return Err(Error::NotFound(Noun::Evidence));
        }
    }
    recount(&mut tx, id.as_str()).await?;
    let text = named.map(|named| named.text);
    let said = serde_json::json!({ "serves": serves.word(), "requirement": text });
    tx.commit(event("evidence.requirement_named", &evidence).after(said))
        .await?;
    Ok(evidence)
}
