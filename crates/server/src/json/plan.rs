//! `plan read --json`: a whole plan in the shape of the contract.

use std::collections::BTreeMap;

use domain::plan::{Annex, Column, Duty, Field, OfficialDocument, Plan, ProseTarget, Row, RowKind};
use serde::Serialize;

use super::deadline::DeadlineJson;
use super::finding::{self, FindingJson};
use super::rule::ReadingJson;
use super::target::TargetJson;

/// The plan as JSON text, one line, a newline at the end.
pub fn render(plan: &Plan) -> String {
    let json = PlanJson {
        document: DocumentJson::from(&plan.document),
        tables: plan.annexes.iter().map(AnnexJson::from).collect(),
        targets: plan.targets.iter().map(ProseTargetJson::from).collect(),
        duties: plan.duties.iter().map(DutyJson::from).collect(),
        findings: finding::all(&plan.findings),
    };
    let mut text = serde_json::to_string(&json).expect("strings and lists always serialise");
    text.push('\n');
    text
}

/// One row, in the same shape.
pub fn row(row: &Row) -> serde_json::Value {
    serde_json::to_value(RowJson::from(row)).expect("strings and lists always serialise")
}

/// `indicator`, `task` …
pub fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Banner => "banner",
        RowKind::Heading => "heading",
        RowKind::Indicator => "indicator",
        RowKind::Task => "task",
        RowKind::Target => "target",
    }
}

#[derive(Serialize)]
struct PlanJson<'a> {
    document: DocumentJson<'a>,
    tables: Vec<AnnexJson<'a>>,
    targets: Vec<ProseTargetJson<'a>>,
    duties: Vec<DutyJson<'a>>,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    kind: Option<&'a str>,
    reference: Option<&'a str>,
    date: Option<String>,
    place: Option<&'a str>,
    issuer: Option<&'a str>,
    title: Option<&'a str>,
    years: &'a [i16],
    years_open_ended: bool,
    legal_bases: Vec<LegalBasisJson<'a>>,
    recipients: Vec<RecipientJson<'a>>,
    signatory: Option<SignatoryJson<'a>>,
}

#[derive(Serialize)]
struct LegalBasisJson<'a> {
    reference: &'a str,
    date: Option<String>,
    issuer: Option<&'a str>,
    subject: Option<&'a str>,
    line: u32,
}

#[derive(Serialize)]
struct RecipientJson<'a> {
    name: &'a str,
    purpose: Option<&'a str>,
}

#[derive(Serialize)]
struct SignatoryJson<'a> {
    capacity: Option<&'a str>,
    post: Option<&'a str>,
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct AnnexJson<'a> {
    name: &'a str,
    title: Option<&'a str>,
    columns: Vec<ColumnJson<'a>>,
    rows: Vec<RowJson<'a>>,
}

#[derive(Serialize)]
struct ColumnJson<'a> {
    heading: &'a str,
    field: Option<&'static str>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    r#type: &'static str,
    code: Option<&'a str>,
    path: &'a str,
    parent: Option<&'a str>,
    title: Option<&'a str>,
    max_points: Option<String>,
    rule_text: Option<&'a str>,
    evidence_text: Option<&'a str>,
    source_text: Option<&'a str>,
    lead: &'a [String],
    supporting: &'a [String],
    deadline_text: Option<&'a str>,
    measure: Option<&'a str>,
    target_text: Option<&'a str>,
    note: Option<&'a str>,
    corrected: BTreeMap<&'static str, &'a str>,
    rule: Option<ReadingJson<'a>>,
    deadline: Option<DeadlineJson<'a>>,
    target: Option<TargetJson<'a>>,
    confidence: String,
    source: PlaceJson,
}

#[derive(Serialize)]
struct PlaceJson {
    line: u32,
    line_end: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
}

#[derive(Serialize)]
struct ProseTargetJson<'a> {
    text: &'a str,
    line: u32,
    row: Option<&'a str>,
    operator: &'static str,
    value: Option<String>,
    measure: Option<&'a str>,
    base: Option<&'a str>,
    per: Option<&'a str>,
}

#[derive(Serialize)]
struct DutyJson<'a> {
    who: Option<&'a str>,
    what: &'a str,
    when_text: Option<&'a str>,
    deadline: Option<DeadlineJson<'a>>,
    reports_to: Option<&'a str>,
    line: u32,
}

impl<'a> From<&'a OfficialDocument> for DocumentJson<'a> {
    fn from(document: &'a OfficialDocument) -> DocumentJson<'a> {
        DocumentJson {
            kind: document.kind.as_deref(),
            reference: document.reference.as_deref(),
            date: document.date.map(|date| date.to_string()),
            place: document.place.as_deref(),
            issuer: document.issuer.as_deref(),
            title: document.title.as_deref(),
            years: &document.years,
            years_open_ended: document.years_open_ended,
            legal_bases: document
                .legal_bases
                .iter()
                .map(|basis| LegalBasisJson {
                    reference: &basis.reference,
                    date: basis.date.map(|date| date.to_string()),
                    issuer: basis.issuer.as_deref(),
                    subject: basis.subject.as_deref(),
                    line: basis.place.line,
                })
                .collect(),
            recipients: document
                .recipients
                .iter()
                .map(|recipient| RecipientJson {
                    name: &recipient.name,
                    purpose: recipient.purpose.as_deref(),
                })
                .collect(),
            signatory: document.signatory.as_ref().map(|signatory| SignatoryJson {
                capacity: signatory.capacity.as_deref(),
                post: signatory.post.as_deref(),
                name: signatory.name.as_deref(),
            }),
        }
    }
}

impl<'a> From<&'a Annex> for AnnexJson<'a> {
    fn from(annex: &'a Annex) -> AnnexJson<'a> {
        AnnexJson {
            name: &annex.name,
            title: annex.title.as_deref(),
            columns: annex.columns.iter().map(ColumnJson::from).collect(),
            rows: annex.rows.iter().map(RowJson::from).collect(),
        }
    }
}

impl<'a> From<&'a Column> for ColumnJson<'a> {
    fn from(column: &'a Column) -> ColumnJson<'a> {
        ColumnJson {
            heading: &column.heading,
            field: column.field.map(Field::name),
        }
    }
}

impl<'a> From<&'a Row> for RowJson<'a> {
    fn from(row: &'a Row) -> RowJson<'a> {
        RowJson {
            r#type: kind(row.kind),
            code: row.code.as_deref(),
            path: &row.path,
            parent: row.parent.as_deref(),
            title: row.title.as_deref(),
            max_points: row.max_points.as_ref().map(ToString::to_string),
            rule_text: row.rule_text.as_deref(),
            evidence_text: row.evidence_text.as_deref(),
            source_text: row.source_text.as_deref(),
            lead: &row.lead,
            supporting: &row.supporting,
            deadline_text: row.deadline_text.as_deref(),
            measure: row.measure.as_deref(),
            target_text: row.target_text.as_deref(),
            note: row.note.as_deref(),
            corrected: row
                .corrected
                .iter()
                .map(|(at, text)| (at.name(), text.as_str()))
                .collect(),
            rule: row
                .rule
                .as_ref()
                .map(|reading| ReadingJson::of(reading, &[])),
            deadline: row.deadline.as_ref().map(DeadlineJson::from),
            target: row.target.as_ref().map(TargetJson::from),
            confidence: row.confidence.to_fixed(2, scoring::number::Rounding::Down),
            source: PlaceJson {
                line: row.place.line,
                line_end: row.place.line_end,
                page: row.place.page,
            },
        }
    }
}

impl<'a> From<&'a ProseTarget> for ProseTargetJson<'a> {
    fn from(found: &'a ProseTarget) -> ProseTargetJson<'a> {
        let target = &found.target;
        ProseTargetJson {
            text: &target.text,
            line: found.place.line,
            row: found.row.as_deref(),
            operator: target.operator.symbol(),
            value: target.value.as_ref().map(ToString::to_string),
            measure: target.measure.as_deref(),
            base: target.base.as_deref(),
            per: target.per.as_deref(),
        }
    }
}

impl<'a> From<&'a Duty> for DutyJson<'a> {
    fn from(duty: &'a Duty) -> DutyJson<'a> {
        DutyJson {
            who: duty.who.as_deref(),
            what: &duty.what,
            when_text: duty.when_text.as_deref(),
            deadline: duty.when.as_ref().map(DeadlineJson::from),
            reports_to: duty.reports_to.as_deref(),
            line: duty.place.line,
        }
    }
}
