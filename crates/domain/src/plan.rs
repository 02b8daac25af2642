//! A plan (kế hoạch) as read: head, annexes with rows, targets and duties in the prose, findings.

use jiff::civil::Date;
use scoring::Exact;

use crate::Finding;
use crate::deadline::DeadlineReading;
use crate::rule::RuleReading;
use crate::source::Place;
use crate::target::Target;

/// A whole plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Number, date, issuer and the rest of the first and last page.
    pub document: OfficialDocument,
    /// Phụ lục, in order.
    pub annexes: Vec<Annex>,
    /// Numeric targets in the prose.
    pub targets: Vec<ProseTarget>,
    /// Duties in the prose.
    pub duties: Vec<Duty>,
    /// What is wrong or uncertain.
    pub findings: Vec<Finding>,
}

/// An official document (văn bản) as its own text describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficialDocument {
    /// «Kế hoạch», «Quyết định» …
    pub kind: Option<String>,
    /// Số, ký hiệu: «36/KH-UBND»; `None` for a blank («Số: /KH-UBND»).
    pub reference: Option<String>,
    /// Ngày ban hành; `None` when a part is blank.
    pub date: Option<Date>,
    /// Place of issue, as printed.
    pub place: Option<String>,
    /// Cơ quan ban hành.
    pub issuer: Option<String>,
    /// Trích yếu.
    pub title: Option<String>,
    /// Years that the title names, in order.
    pub years: Vec<i16>,
    /// «năm 2023 và các năm tiếp theo».
    pub years_open_ended: bool,
    /// Căn cứ.
    pub legal_bases: Vec<LegalBasis>,
    /// Nơi nhận.
    pub recipients: Vec<Recipient>,
    /// Người ký.
    pub signatory: Option<Signatory>,
}

/// A document on which the plan is based.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalBasis {
    /// «39/KH-UBND».
    pub reference: String,
    /// Its date, where stated.
    pub date: Option<Date>,
    /// Who issued it, where stated.
    pub issuer: Option<String>,
    /// What it is about, where stated.
    pub subject: Option<String>,
    /// Where it is cited.
    pub place: Place,
}

/// Someone to whom the document goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub name: String,
    /// «để B/c», «T/h»; as printed, without parentheses.
    pub purpose: Option<String>,
}

/// Who signs, and in what capacity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signatory {
    /// «KT. CHỦ TỊCH», «TM. ỦY BAN NHÂN DÂN».
    pub capacity: Option<String>,
    /// «PHÓ CHỦ TỊCH».
    pub post: Option<String>,
    /// The name.
    pub name: Option<String>,
}

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// STT, mã.
    Code,
    /// Chỉ số, nhiệm vụ, nội dung.
    Title,
    /// Điểm tối đa.
    MaxPoints,
    /// Cách tính điểm.
    RuleText,
    /// Minh chứng.
    EvidenceText,
    /// Nguồn dữ liệu.
    SourceText,
    /// The first responsible column.
    Lead,
    /// The second responsible column.
    Supporting,
    /// Thời gian.
    DeadlineText,
    /// Đơn vị tính.
    Measure,
    /// Chỉ tiêu.
    TargetText,
    /// Ghi chú.
    Note,
}

impl Field {
    /// The name by which formats and findings call it.
    pub fn name(self) -> &'static str {
        match self {
            Field::Code => "code",
            Field::Title => "title",
            Field::MaxPoints => "max_points",
            Field::RuleText => "rule_text",
            Field::EvidenceText => "evidence_text",
            Field::SourceText => "source_text",
            Field::Lead => "lead",
            Field::Supporting => "supporting",
            Field::DeadlineText => "deadline_text",
            Field::Measure => "measure",
            Field::TargetText => "target_text",
            Field::Note => "note",
        }
    }
}

/// A column as printed, and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub heading: String,
    /// The meaning; `None` when not recognised.
    pub field: Option<Field>,
}

/// One annex table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annex {
    /// «Phụ lục 01».
    pub name: String,
    /// The title under it.
    pub title: Option<String>,
    /// Columns, left to right.
    pub columns: Vec<Column>,
    /// Rows, top to bottom.
    pub rows: Vec<Row>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// A title across the table.
    Banner,
    /// A pillar or group.
    Heading,
    /// A scored or followed indicator.
    #[default]
    Indicator,
    /// A task.
    Task,
    /// A numeric target.
    Target,
}

/// One row. Texts are the document's own words with white space folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// As printed.
    pub code: Option<String>,
    /// Unique in its annex: `1.2.1`, `A.1`, `5.1#2`.
    pub path: String,
    /// Path of the row above it in the tree.
    pub parent: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Điểm tối đa.
    pub max_points: Option<Exact>,
    /// Cách tính điểm, folded.
    pub rule_text: Option<String>,
    /// The same with its lines kept, for the rule reader.
    pub rule_lines: Option<String>,
    /// Minh chứng.
    pub evidence_text: Option<String>,
    /// Nguồn dữ liệu.
    pub source_text: Option<String>,
    /// Who leads.
    pub lead: Vec<String>,
    /// Who supports.
    pub supporting: Vec<String>,
    /// Thời gian.
    pub deadline_text: Option<String>,
    /// Đơn vị tính.
    pub measure: Option<String>,
    /// Chỉ tiêu.
    pub target_text: Option<String>,
    /// Ghi chú.
    pub note: Option<String>,
    /// Certain corrections of faults of extraction; never in place of the original. Lists are
    /// joined with «; ».
    pub corrected: Vec<(Field, String)>,
    /// The rule, read.
    pub rule: Option<RuleReading>,
    /// The deadline, read.
    pub deadline: Option<DeadlineReading>,
    /// The target, read.
    pub target: Option<Target>,
    /// How sure the reader is of the row's cells, 0 to 1.
    pub confidence: Exact,
    /// Where.
    pub place: Place,
}

/// A numeric target found in running text, in a title or in an evidence cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseTarget {
    /// What is to be reached.
    pub target: Target,
    /// Annex and path of the row it belongs to, where one is found.
    pub row: Option<String>,
    /// Where.
    pub place: Place,
}

/// A duty in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Who.
    pub who: Option<String>,
    /// What.
    pub what: String,
    /// When, in the document's words.
    pub when_text: Option<String>,
    /// When, read.
    pub when: Option<DeadlineReading>,
    /// To whom it is reported.
    pub reports_to: Option<String>,
    /// Where.
    pub place: Place,
}
