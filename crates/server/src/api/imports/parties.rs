//! Whom the names of an imported document mean.

use app::import::{self, Named};
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::opened;
use crate::api::wire::{Api, Ask, Many};
use crate::web::{Access, Failure};

/// A name of the document, and whom it means.
#[derive(Serialize, ToSchema)]
struct ImportParty {
    /// What it is called in decisions.
    key: String,
    /// As it is first written.
    name: String,
    /// Every way it is written.
    spellings: Vec<String>,
    /// Rows that it leads.
    leads: usize,
    /// Rows that it supports.
    supports: usize,
    /// Id of the party that will do them, where it is there already.
    party: Option<String>,
    /// Ids of parties that it may mean, the likeliest first.
    proposals: Vec<String>,
    /// What a new party of this name would be.
    kind: &'static str,
    /// Whether nobody knows or said yet who it is.
    is_open: bool,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/imports/{import}/parties",
        Access::May(Action::EditPlan),
        (
            "listImportParties",
            "Các tên trong văn bản và bên được hiểu",
        ),
        parties,
    )
}

async fn parties(ask: Ask) -> Result<Many<ImportParty>, Failure> {
    let opened = opened(&ask).await?;
    let all = import::parties(ask.app(), &opened).await?;
    Ok(Many::all(all.iter().map(party).collect()))
}

fn party(named: &Named) -> ImportParty {
    ImportParty {
        key: named.key.clone(),
        name: named.name.clone(),
        spellings: named.spellings.clone(),
        leads: named.leads,
        supports: named.supports,
        party: named.party().map(|id| id.to_string()),
        proposals: named
            .proposals
            .iter()
            .map(|one| one.id.to_string())
            .collect(),
        kind: named.kind.name(),
        is_open: named.is_open(),
    }
}
