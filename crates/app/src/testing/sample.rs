//! A plan as an office has it: the sample of Sơn Khê, read and kept through the use cases.

use std::collections::BTreeMap;

use crate::party::{NewParty, What};
use crate::plan::{NewAssignment, NewPlan, NewRow, Origin, Role, Triage};
use crate::{Actor, App, Error, Fault, PartyId, PlanId, UnitId};

/// The plan's text.
const TEXT: &str = include_str!("../../../../samples/son-khe/ke-hoach.txt");

/// A party in the unit's directory: there already, or new.
pub async fn party(app: &App, actor: &Actor, unit: &UnitId, name: &str) -> Result<PartyId, Error> {
    let mut conn = app.read().await?;
    let known = crate::party::find_by_name(&mut conn, unit, &[name.to_owned()]).await?;
    drop(conn);
    if let Some(party) = known.into_iter().flatten().find(|party| party.name == name) {
        return Ok(party.id);
    }
    let new = NewParty {
        unit: unit.clone(),
        name: name.to_owned(),
        what: What::Outsider,
    };
    Ok(crate::party::create(app, actor, new).await?.id)
}

/// The sample plan as it would be imported, with a party for each name.
pub async fn new_plan(app: &App, actor: &Actor, unit: &UnitId) -> Result<NewPlan, Error> {
    let source = documents::read(TEXT.as_bytes(), Some("ke-hoach.txt"))
        .map_err(|refusal| Fault::new(format!("the sample is read: {refusal:?}")))?;
    let plan = reading::plan::read(&source, Some(2026));
    let mut parties: BTreeMap<String, PartyId> = BTreeMap::new();
    let mut rows = Vec::new();
    for annex in plan.annexes {
        for row in annex.rows {
            let mut assignments = Vec::new();
            let leads = row.lead.iter().map(|name| (Role::Lead, name));
            for (role, name) in
                leads.chain(row.supporting.iter().map(|name| (Role::Supporting, name)))
            {
                if !parties.contains_key(name) {
                    parties.insert(name.clone(), party(app, actor, unit, name).await?);
                }
                assignments.push(NewAssignment {
                    role,
                    party: parties[name].clone(),
                    named: name.clone(),
                });
            }
            rows.push(NewRow {
                annex: annex.name.clone(),
                row,
                triage: Triage::Leads,
                indicator: None,
                effective_due: None,
                assignments,
            });
        }
    }
    Ok(NewPlan {
        unit: unit.clone(),
        year: 2026,
        document: plan.document,
        recipient_parties: Vec::new(),
        parent: None,
        replaces: None,
        framework: None,
        origin: Origin::Imported {
            sha256: "0".repeat(64),
            name: "ke-hoach.txt".to_owned(),
        },
        rows,
        findings: Vec::new(),
    })
}

/// The sample plan, kept as a draft.
pub async fn plan(app: &App, actor: &Actor, unit: &UnitId) -> Result<PlanId, Error> {
    let new = new_plan(app, actor, unit).await?;
    let mut tx = app.begin(actor).await?;
    let id = crate::plan::write(&mut tx, actor, new).await?;
    tx.commit(
        crate::audit::Event::new("import.written", "import", id.as_str(), "ke-hoach.txt")
            .within(unit),
    )
    .await?;
    Ok(id)
}
