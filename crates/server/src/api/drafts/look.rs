//! What is wrong or doubtful about a draft before it is issued.

use app::framework::draft::{self, Flaw, Flawed};
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::framework;
use super::tables::severity;
use crate::api::wire::{Api, Ask, One};
use crate::vi;
use crate::web::{Access, Failure};

/// A draft, checked.
#[derive(Serialize, ToSchema)]
struct DraftCheck {
    /// How many must be put right before it is issued.
    errors: usize,
    /// How many are to be looked at.
    warnings: usize,
    /// The worst first, then in the order of the lines.
    findings: Vec<DraftFinding>,
    /// Of the draft, for `If-Match` of issuing.
    version: i32,
}

/// Something about a draft.
#[derive(Serialize, ToSchema)]
struct DraftFinding {
    /// `F402`, or the name of what only the whole shows: `sum_differs`, `nothing_below` …
    code: String,
    /// `error`, `warning`, `info`.
    severity: &'static str,
    /// Id of the line; null: the whole.
    line: Option<String>,
    /// Its code.
    line_code: Option<String>,
    /// The sentence.
    message: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/frameworks/{framework}/draft/findings",
        Access::May(Action::EditFramework),
        (
            "checkDraft",
            "Những chỗ phải sửa, cần xem của dự thảo trước khi ban hành",
        ),
        check,
    )
}

fn code(flaw: &Flaw) -> String {
    let own = match flaw {
        Flaw::Said { code, .. } => code.as_str(),
        Flaw::SumDiffers { .. } => "sum_differs",
        Flaw::Empty => "empty",
        Flaw::NothingScored => "nothing_scored",
        Flaw::Circle => "circle",
        Flaw::NothingBelow => "nothing_below",
        Flaw::NoRule => "no_rule",
        Flaw::MandatoryUnscored => "mandatory_unscored",
        Flaw::OneUnit => "one_unit",
        Flaw::GradeTooHigh { .. } => "grade_too_high",
        Flaw::NoProvider { .. } => "no_provider",
        Flaw::SameParty { .. } => "same_party",
    };
    own.to_owned()
}

fn finding(one: &Flawed) -> DraftFinding {
    let row = one.row.as_ref();
    DraftFinding {
        code: code(&one.flaw),
        severity: severity(one.flaw.severity()),
        line: row.map(|row| row.id.to_string()),
        line_code: row.map(|row| row.code.clone()),
        message: vi::framework::flaw(&one.flaw),
    }
}

async fn check(ask: Ask) -> Result<One<DraftCheck>, Failure> {
    let check = draft::check(ask.app(), ask.actor(), &framework(&ask)?).await?;
    let shown = DraftCheck {
        errors: check.count(draft::Severity::Error),
        warnings: check.count(draft::Severity::Warning),
        findings: check.all.iter().map(finding).collect(),
        version: check.version,
    };
    Ok(One::at(check.version, shown))
}
