//! A table of lines before it becomes a draft: taken out of a file, and how it is understood.

use app::App;
use app::framework::draft;
use axum::http::StatusCode;
use domain::authority::Action;
use domain::finding::Severity;
use domain::plan::RowKind;
use domain::rule::Certainty;
use reading::plan::Pasted;
use reading::words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::shape::decimal;
use crate::api::wire::{Api, Ask, Body, Many, One, Upload};
use crate::web::{Access, Failure, Problem};

/// A table of a file that has rules in it.
#[derive(Serialize, ToSchema)]
struct TableOfFile {
    /// What it is called there.
    title: String,
    /// Its rows as text, cells apart by tabs.
    table: String,
}

/// A table to be read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TableToRead {
    /// Rows of text, cells apart by tabs.
    table: String,
}

/// How a table is understood.
#[derive(Serialize, ToSchema)]
struct TableRead {
    /// Its lines.
    lines: Vec<LineRead>,
    /// What is doubtful, the worst first.
    findings: Vec<TableFinding>,
}

/// A line of a table.
#[derive(Serialize, ToSchema)]
struct LineRead {
    /// Code.
    code: String,
    /// Title.
    title: Option<String>,
    /// Whether it is a heading.
    heading: bool,
    /// Maximum.
    max_points: Option<String>,
    /// The rule in the table's words.
    rule_text: Option<String>,
    /// `certain`, `assumed`, `unread`; null: no rule.
    reading: Option<&'static str>,
    /// What the rule means, in Vietnamese.
    meant: Option<String>,
}

/// What is doubtful in a table.
#[derive(Serialize, ToSchema)]
struct TableFinding {
    /// `F412`.
    code: String,
    /// `error`, `warning`, `info`.
    severity: &'static str,
    /// The line's code.
    line: Option<String>,
    /// The sentence.
    message: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditFramework);
    api.post(
        "/api/v1/framework-tables",
        edit,
        (
            "takeFrameworkTables",
            "Gửi tệp, nhận các bảng có cách tính điểm trong tệp; không ghi",
        ),
        take,
    )
    .post(
        "/api/v1/framework-tables/reading",
        edit,
        (
            "readFrameworkTable",
            "Bảng được hiểu thế nào: từng dòng, từng cách tính, chỗ cần xem; không ghi",
        ),
        look,
    )
}

async fn take(ask: Ask<Upload>) -> Result<Many<TableOfFile>, Failure> {
    let mut all = Vec::new();
    for sent in &ask.body.files {
        let file = (&sent.file, sent.name.as_str());
        let tables = draft::tables(ask.app(), ask.actor(), file).await?;
        let tables = tables.into_iter();
        all.extend(tables.map(|(title, table)| TableOfFile { title, table }));
    }
    Ok(Many::all(all))
}

/// A table read, or a refusal that points at it.
pub(super) fn read(app: &App, table: &str) -> Result<Pasted, Failure> {
    draft::read_table(table, app.today().year()).map_err(|why| {
        let why = words::figure::refusal(why);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let problem = Problem::new(status, "bad_block", why.clone());
        problem.at("/table", why).into()
    })
}

async fn look(ask: Ask<Body<TableToRead>>) -> Result<One<TableRead>, Failure> {
    let read = read(ask.app(), &ask.body.0.table)?;
    let rows = read.annex.rows.iter();
    let lines = rows.filter(|row| row.kind != RowKind::Banner).map(line);
    let mut findings: Vec<&domain::Finding> = read.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.code.severity()));
    let findings = findings.into_iter().map(|one| TableFinding {
        code: one.code.as_str().to_owned(),
        severity: severity(one.code.severity()),
        line: one.row.clone(),
        message: words::finding::sentence(one),
    });
    Ok(One::of(TableRead {
        lines: lines.collect(),
        findings: findings.collect(),
    }))
}

/// The word of a severity.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn line(row: &domain::plan::Row) -> LineRead {
    let reading = row.rule.as_ref();
    let meant = reading.and_then(|reading| {
        let (rule, max) = (reading.rule.as_ref()?, reading.max.as_ref());
        Some(words::rule::in_words(rule, max, &reading.labels))
    });
    LineRead {
        code: row.path.clone(),
        title: row.title.clone(),
        heading: row.kind == RowKind::Heading,
        max_points: decimal(row.max_points.as_ref()),
        rule_text: row.rule_text.clone(),
        reading: reading.map(|reading| match (&reading.rule, reading.certainty) {
            (None, _) | (_, Certainty::Unread) => "unread",
            (_, Certainty::Assumed) => "assumed",
            (_, Certainty::Certain) => "certain",
        }),
        meant,
    }
}
