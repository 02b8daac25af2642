//! Decisions about a draft. Two people on one draft do not overwrite each other: whoever decides
//! upon an older version is shown the newer one.

use std::collections::BTreeMap;

use domain::plan::Field;
use reading::text::squash;

use super::decisions::{Choice, Decisions, PartyChoice, Settlement, Triage};
use super::settled::{self, RowKey, field_named};
use super::{Draft, Refusal, draft, sql};
use crate::audit::Event;
use crate::{Actor, App, Error, ImportId, Noun, PlanId, bind};

/// A hundred times what the largest plan needs.
const DECISIONS_BYTES_MAX: usize = 4 << 20;

/// One thing decided; `None` takes back what was.
#[derive(Clone, Debug)]
pub enum Decision {
    /// Cells of a row.
    Row(RowKey, BTreeMap<String, String>),
    /// A finding.
    Finding(String, Option<Settlement>),
    /// Who a name means.
    Party(String, Option<PartyChoice>),
    /// Whose work a row is.
    Triage(RowKey, Option<Triage>),
    /// Of which plan this one is a new version.
    Amends(Option<PlanId>),
}

/// Decides several things at once; the draft's new version.
pub async fn decide(
    app: &App,
    actor: &Actor,
    id: &ImportId,
    version: i32,
    decided: Vec<Decision>,
) -> Result<i32, Error> {
    let mut tx = app.begin(actor).await?;
    let (mut draft, unit) = draft::load(&mut tx, actor, id).await?;
    if draft.written.is_some() {
        return Err(Refusal::Written.into());
    }
    let before = draft.decisions.clone();
    for decision in decided {
        apply(&mut draft, decision)?;
    }
    let json = serde_json::to_string(&draft.decisions).map_err(crate::Fault::from)?;
    if json.len() > DECISIONS_BYTES_MAX {
        return Err(Refusal::TooMuch.into());
    }
    let amends = draft.amends.as_ref().map(PlanId::as_str);
    if tx
        .run(sql::DECIDE, bind![id.as_str(), version, &json, amends])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Import));
    }
    let (before, after) = changed(&before, &draft.decisions);
    let event = Event::new(
        "import.decided",
        "import_draft",
        id.as_str(),
        &draft.file_name,
    )
    .within(&unit.id)
    .before(before)
    .after(after);
    tx.commit(event).await?;
    Ok(version + 1)
}

fn apply(draft: &mut Draft, decision: Decision) -> Result<(), Error> {
    let decisions = &mut draft.decisions;
    match decision {
        Decision::Row(row, fields) => {
            for (name, text) in &fields {
                check(name, text)?;
            }
            put(
                &mut decisions.rows,
                row,
                (!fields.is_empty()).then_some(fields),
            );
        }
        Decision::Finding(key, settlement) => {
            if let Some(settlement) = &settlement {
                let whole = Choice::parse(&settlement.choice).is_some();
                let typed = settlement
                    .choice
                    .rsplit(':')
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                let due = settlement.choice.starts_with("due:");
                match (whole, due) {
                    (true, _) => {}
                    (false, true) => return Err(Refusal::BadDay { typed }.into()),
                    (false, false) => return Err(Refusal::BadPoints { typed }.into()),
                }
            }
            put(&mut decisions.findings, key, settlement);
        }
        Decision::Party(key, choice) => put(&mut decisions.parties, key, choice),
        Decision::Triage(row, triage) => put(&mut decisions.triage, row, triage),
        Decision::Amends(plan) => draft.amends = plan,
    }
    Ok(())
}

fn check(name: &str, text: &str) -> Result<(), Refusal> {
    let text = squash(text);
    match field_named(name) {
        Some(Field::MaxPoints) if !text.is_empty() && settled::points(&text).is_none() => {
            Err(Refusal::BadPoints { typed: text })
        }
        Some(Field::Title) if text.is_empty() => Err(Refusal::NoTitle),
        _ => Ok(()),
    }
}

fn put<V>(map: &mut BTreeMap<String, V>, key: String, value: Option<V>) {
    match value {
        Some(value) => {
            map.insert(key, value);
        }
        None => {
            map.remove(&key);
        }
    }
}

/// Only what differs, for the audit.
fn changed(before: &Decisions, after: &Decisions) -> (Decisions, Decisions) {
    let (mut old, mut new) = (before.clone(), after.clone());
    differing(&mut old.rows, &mut new.rows);
    differing(&mut old.findings, &mut new.findings);
    differing(&mut old.parties, &mut new.parties);
    differing(&mut old.triage, &mut new.triage);
    (old, new)
}

fn differing<V: PartialEq + Clone>(old: &mut BTreeMap<String, V>, new: &mut BTreeMap<String, V>) {
    let was = old.clone();
    old.retain(|key, value| new.get(key) != Some(value));
    new.retain(|key, value| was.get(key) != Some(value));
}
