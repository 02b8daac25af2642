//! What every step shares: the draft, the list of steps, the way to the next one.

use app::ImportId;
use app::import::{self, Opened};
use domain::Severity;

use crate::web::{Failure, Frame, Section, Visitor, Web};

/// The steps, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Review,
    Findings,
    Parties,
    Triage,
    Twins,
    Totals,
}

const STEPS: [(Step, &str, &str); 6] = [
    (Step::Review, "Đối chiếu", ""),
    (Step::Findings, "Chỗ cần xử lý", "/phat-hien"),
    (Step::Parties, "Các bên", "/cac-ben"),
    (Step::Triage, "Phân loại", "/phan-loai"),
    (Step::Twins, "Trùng, sửa đổi", "/doi-chieu"),
    (Step::Totals, "Ghi", "/ghi"),
];

/// A line of the list of steps.
pub(super) struct Line {
    pub(super) label: &'static str,
    pub(super) href: String,
    pub(super) is_current: bool,
    pub(super) is_done: bool,
}

/// What stands around a step.
pub(super) struct Around {
    pub(super) steps: Vec<Line>,
    /// Address of the import.
    pub(super) base: String,
    pub(super) version: i32,
    pub(super) file_name: String,
    pub(super) unit_name: String,
    pub(super) year: i16,
    /// Address of the plan that was written.
    pub(super) written: Option<String>,
}

impl Around {
    pub(super) fn of(opened: &Opened, step: Step) -> Around {
        let draft = &opened.draft;
        let base = format!("/nhap-ke-hoach/{}", draft.id);
        let line = |(at, label, end): &(Step, &'static str, &str)| Line {
            label,
            href: format!("{base}{end}"),
            is_current: *at == step,
            is_done: *at < step || draft.written.is_some(),
        };
        Around {
            steps: STEPS.iter().map(line).collect(),
            version: draft.version,
            file_name: draft.file_name.clone(),
            unit_name: opened.unit.name.clone(),
            year: draft.year,
            written: draft
                .written
                .as_ref()
                .map(|plan| format!("/ke-hoach/{plan}")),
            base,
        }
    }
}

/// What stands around every page of the wizard.
pub(super) async fn frame(web: &Web, visitor: &Visitor) -> Result<Frame, Failure> {
    Frame::at_home(web, visitor, Section::Plans).await
}

/// The draft of an address.
pub(super) async fn open(web: &Web, visitor: &Visitor, id: &str) -> Result<Opened, Failure> {
    Ok(import::open(&web.app, &visitor.actor, &id_of(id)?).await?)
}

pub(super) fn id_of(id: &str) -> Result<ImportId, Failure> {
    ImportId::parse(id).ok_or(Failure::NotFound(app::Noun::Import))
}

/// The word of a severity as a badge: its class.
pub(super) fn badge(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "certain",
        Severity::Warning => "assumed",
        Severity::Error => "unread",
    }
}
