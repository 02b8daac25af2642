//! What is wrong or unclear in an imported document, and the ways to settle each, with what every
//! way would give.

use app::import::{Consequence, Noticed, Opened, Proposal};
use domain::authority::Action;
use reading::words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::opened;
use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Many, Nothing};
use crate::json;
use crate::vi;
use crate::web::{Access, Failure};

/// Something to be settled.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportFinding {
    /// Its key in decisions.
    key: String,
    /// `F012`.
    code: &'static str,
    /// `info`, `warning`, `error`.
    severity: &'static str,
    /// The sentence.
    message: String,
    /// The row's key, `0/1.2.1`: the annex's number and the row's path.
    row: Option<String>,
    /// The line of the document.
    line: Option<u32>,
    /// Ways to settle it: `keep`, `repaired`, `original`, `reading:…`, `points:…`, `due:…`.
    choices: Vec<String>,
    /// What was chosen; null: open.
    chosen: Option<String>,
    /// What was said to it.
    note: Option<String>,
}

/// Something to be settled, with what each way would give.
#[derive(Serialize, ToSchema)]
struct ImportFindingSheet {
    /// It.
    finding: ImportFinding,
    /// What findings of this code are about.
    title: &'static str,
    /// What they mean.
    meaning: &'static str,
    /// Ways to settle it, the proposed one first.
    proposals: Vec<ImportProposal>,
}

/// A way to settle a finding.
#[derive(Serialize, ToSchema)]
struct ImportProposal {
    /// For `choice` in decisions.
    choice: String,
    /// What it does, in Vietnamese.
    words: String,
    /// The rule by this reading, in Vietnamese.
    rule: Option<String>,
    /// What the reading gives for sample figures.
    consequences: Vec<ImportConsequence>,
}

/// What a reading gives for one figure.
#[derive(Serialize, ToSchema)]
struct ImportConsequence {
    /// `yes`, `ratio`, `value`.
    input: &'static str,
    /// The figure, exactly; 1 and 0 for yes and no.
    figure: Option<String>,
    /// Points; null: the rule does not say.
    points: Option<String>,
    /// The same, exactly.
    points_exact: Option<String>,
}

/// Which findings.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// `F012`.
    code: Option<String>,
    /// Only open ones, or only settled ones.
    open: Option<bool>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/imports/{import}/findings",
        Access::May(Action::EditPlan),
        (
            "listImportFindings",
            "Những điểm cần quyết định, các cách xử lý và điểm số theo từng cách",
        ),
        list,
    )
}

/// A finding as the import has it.
pub(super) fn finding(opened: &Opened, noticed: &Noticed) -> ImportFinding {
    let settled = opened.draft.decisions.findings.get(&noticed.key);
    let choices = noticed.proposals.iter();
    ImportFinding {
        key: noticed.key.clone(),
        code: noticed.finding.code.as_str(),
        severity: json::finding::severity(noticed.finding.code.severity()),
        message: words::finding::sentence(&noticed.finding),
        row: noticed.row.clone(),
        line: noticed.finding.line,
        choices: choices.map(|proposal| proposal.choice.text()).collect(),
        chosen: settled.map(|settled| settled.choice.clone()),
        note: settled.map(|settled| settled.note.clone()),
    }
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<ImportFindingSheet>, Failure> {
    let opened = opened(&ask).await?;
    let wanted = &ask.query;
    let is_open = |one: &Noticed| !opened.draft.decisions.findings.contains_key(&one.key);
    let all = opened.noticed.iter().filter(|one| {
        let code = wanted.code.as_deref();
        code.is_none_or(|code| one.finding.code.as_str() == code)
            && wanted.open.is_none_or(|open| is_open(one) == open)
    });
    let all = all.map(|one| sheet(&opened, one)).collect();
    let page = (wanted.limit, wanted.after.as_deref());
    ask.page(all, page, |one: &ImportFindingSheet| &one.finding.key)
}

fn sheet(opened: &Opened, noticed: &Noticed) -> ImportFindingSheet {
    let explained = words::finding::explanation(noticed.finding.code);
    ImportFindingSheet {
        finding: finding(opened, noticed),
        title: explained.title,
        meaning: explained.meaning,
        proposals: noticed.proposals.iter().map(proposal).collect(),
    }
}

fn proposal(proposal: &Proposal) -> ImportProposal {
    let rule = proposal.rule.as_ref();
    ImportProposal {
        choice: proposal.choice.text(),
        words: vi::import::choice(&proposal.choice, false),
        rule: rule.map(|rule| words::rule::in_words(rule, None, &[])),
        consequences: proposal.consequences.iter().map(consequence).collect(),
    }
}

fn consequence(one: &Consequence) -> ImportConsequence {
    ImportConsequence {
        input: one.input,
        figure: fraction(Some(&one.figure)),
        points: decimal(one.points.as_ref()),
        points_exact: fraction(one.points.as_ref()),
    }
}
