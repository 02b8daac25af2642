//! What a person decides about an import: rows, findings, parties, whose work, what it amends.

use std::collections::BTreeMap;

use app::import::{self, Decision, PartyChoice, Settlement, Triage};
use app::{ImportId, Noun, PlanId};
use axum::http::Method;
use domain::authority::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::draft::{Import, shape};
use crate::api::wire::{Api, Ask, Body, One, field};
use crate::web::{Access, Failure};

/// Decisions; what is not sent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DecisionsSent {
    /// Cells by row key and field name; an empty text takes the change back.
    #[serde(default)]
    rows: BTreeMap<String, BTreeMap<String, String>>,
    /// By finding key; null opens it again.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, SettlementSent>)]
    findings: BTreeMap<String, Option<SettlementSent>>,
    /// By the name in the document; null leaves it open.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, PartySent>)]
    parties: BTreeMap<String, Option<PartySent>>,
    /// By row key: `leads`, `supports`, `not_ours`, `undecided`; null: as proposed.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>)]
    triage: BTreeMap<String, Option<String>>,
    /// Id of the plan that this one is a new version of; empty: none.
    amends: Option<String>,
}

/// What is said to a finding.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SettlementSent {
    /// One of its choices.
    choice: String,
    /// A note.
    #[serde(default)]
    note: String,
}

/// Whom a name means.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PartySent {
    /// Id of a party that is there.
    party: Option<String>,
    /// Whether the spelling means that party from now on.
    #[serde(default)]
    remember: bool,
    /// Kind of a party to be made: `post`, `person`, `group`, `outsider`.
    kind: Option<String>,
    /// Its name.
    name: Option<String>,
}
/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.change(
        Method::PATCH,
        "/api/v1/imports/{import}",
        Access::May(Action::EditPlan),
        ("decideImport", "Ghi các quyết định"),
        decide,
    )
}

async fn decide(ask: Ask<Body<DecisionsSent>>) -> Result<One<Import>, Failure> {
    let id = ask.id("import", ImportId::parse, Noun::Import)?;
    let decided = decisions(&ask.body.0)?;
    import::decide(ask.app(), ask.actor(), &id, ask.version()?, decided).await?;
    let opened = import::open(ask.app(), ask.actor(), &id).await?;
    Ok(One::at(opened.draft.version, shape(&opened)?))
}

fn decisions(sent: &DecisionsSent) -> Result<Vec<Decision>, Failure> {
    let mut all = Vec::new();
    for (key, cells) in &sent.rows {
        all.push(Decision::Row(key.clone(), cells.clone()));
    }
    for (key, said) in &sent.findings {
        let said = said.as_ref().map(|said| Settlement {
            choice: said.choice.clone(),
            note: said.note.clone(),
        });
        all.push(Decision::Finding(key.clone(), said));
    }
    for (name, who) in &sent.parties {
        let who = who
            .as_ref()
            .map(|who| party(&format!("/parties/{name}"), who))
            .transpose()?;
        all.push(Decision::Party(name.clone(), who));
    }
    for (key, word) in &sent.triage {
        let read = |word: &String| field(&format!("/triage/{key}"), word, Triage::parse(word));
        all.push(Decision::Triage(
            key.clone(),
            word.as_ref().map(read).transpose()?,
        ));
    }
    if let Some(plan) = &sent.amends {
        let plan = (!plan.is_empty())
            .then(|| field("/amends", plan, PlanId::parse(plan)))
            .transpose()?;
        all.push(Decision::Amends(plan));
    }
    Ok(all)
}

fn party(pointer: &str, sent: &PartySent) -> Result<PartyChoice, Failure> {
    match (&sent.party, &sent.kind, &sent.name) {
        (Some(party), None, None) => Ok(PartyChoice::Existing {
            party: party.clone(),
            remember: sent.remember,
        }),
        (None, Some(kind), Some(name)) => Ok(PartyChoice::Create {
            kind: kind.clone(),
            name: name.clone(),
        }),
        (None, None, None) => Ok(PartyChoice::Leave),
        _ => field(pointer, "party, kind, name", None),
    }
}
