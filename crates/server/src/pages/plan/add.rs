//! `/ke-hoach/{id}/them-dong`: rows typed one by one or pasted as a block from a worksheet, read
//! at once (rule, deadline, target) and shown before they are written.

use std::collections::BTreeSet;

use app::plan::{self, NewAssignment, Plan, Role, RowFields, State as PlanState, Triage};
use app::{Error, PartyId, RowId};
use askama::Template;
use axum::extract::{Path, State};
use domain::plan::Row;
use reading::words;
use serde::Deserialize;

use super::typed::TypedRow;
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Problems, Section, Typed, Visitor, Web};

/// How columns are understood where a block names none.
const COLUMNS: [&str; 9] = [
    "Mã",
    "Nội dung",
    "Điểm tối đa",
    "Cách tính điểm",
    "Minh chứng",
    "Chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Ghi chú",
];

#[derive(Template)]
#[template(path = "plan/add.html")]
struct Page {
    frame: Frame,
    plan: Plan,
    typed: Form,
    annexes: Vec<String>,
    after: Vec<(String, String)>,
    parties: Vec<(PartyId, String, String)>,
    read: Vec<Read>,
    unknown: BTreeSet<String>,
    problems: Problems,
    refusal: String,
    needs_reason: bool,
    columns: String,
}

/// A row as understood.
struct Read {
    kind: &'static str,
    code: String,
    title: String,
    points: String,
    rule: String,
    deadline: String,
    target: String,
    who: String,
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    #[serde(flatten)]
    row: TypedRow,
    annex: String,
    after: String,
    lead: String,
    supporting: String,
    block: String,
    /// `xem`: show how it is understood; `ghi`: write it.
    buoc: String,
}

impl Page {
    fn kinds(&self) -> [(&'static str, &'static str); 4] {
        [
            ("indicator", "Chỉ số"),
            ("task", "Nhiệm vụ"),
            ("target", "Chỉ tiêu"),
            ("heading", "Nhóm"),
        ]
    }

    fn triages(&self) -> Vec<(&'static str, &'static str)> {
        Triage::ALL
            .iter()
            .map(|one| (one.name(), vi::planning::triage(*one)))
            .collect()
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let row = TypedRow {
        kind: "task".to_owned(),
        triage: "leads".to_owned(),
        ..TypedRow::default()
    };
    shown(
        &page(
            &web,
            &visitor,
            (
                &id,
                Form {
                    row,
                    ..Form::default()
                },
            ),
        )
        .await?,
    )
}

async fn page(web: &Web, visitor: &Visitor, (id, typed): (&str, Form)) -> Result<Page, Failure> {
    let actor = &visitor.actor;
    let plan = plan::head(&web.app, actor, &super::plan_id(id)?).await?;
    actor.require(domain::authority::Action::EditPlan, &plan.unit_path)?;
    let lines = plan::rows(&web.app, actor, &plan).await?;
    let annexes: BTreeSet<String> = lines.iter().map(|line| line.row.annex.clone()).collect();
    let after = lines
        .iter()
        .map(|line| (line.row.id.to_string(), line.row.name()));
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Plans).await?,
        typed,
        annexes: annexes.into_iter().collect(),
        after: after.collect(),
        parties: plan::parties(&web.app, actor, &plan).await?,
        read: Vec::new(),
        unknown: BTreeSet::new(),
        problems: Problems::default(),
        refusal: String::new(),
        needs_reason: plan.state == PlanState::Issued,
        plan,
        columns: COLUMNS.join(", "),
    })
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let mut page = page(&web, &visitor, (&id, form)).await?;
    let rows = if page.typed.block.trim().is_empty() {
        one(&mut page)
    } else {
        pasted(&web, &visitor, &mut page).await?
    };
    page.read = rows.iter().map(|row| understood(row, &page)).collect();
    if !page.problems.none() || !page.refusal.is_empty() {
        return refused(&page);
    }
    if page.typed.buoc != "ghi" {
        return shown(&page);
    }
    let after = RowId::parse(&page.typed.after);
    let annex = reading::text::squash(&page.typed.annex);
    let annex = if annex.is_empty() {
        page.annexes.first().map_or("Phụ lục", String::as_str)
    } else {
        &annex
    };
    let place = (&page.plan.id, annex, after.as_ref());
    match plan::add_rows(
        &web.app,
        &visitor.actor,
        place,
        (rows, &page.typed.row.reason),
    )
    .await
    {
        Ok(ids) if ids.len() == 1 => on_to(&format!("/ke-hoach/{id}/dong/{}", ids[0])),
        Ok(_) => on_to(&format!("/ke-hoach/{id}")),
        Err(Error::Refused(why)) => {
            page.refusal = vi::refused(&why);
            refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}

/// The row of the fields.
fn one(page: &mut Page) -> Vec<plan::TypedRow> {
    let fields = page.typed.row.fields(&mut page.problems);
    let chosen = [
        (Role::Lead, &page.typed.lead),
        (Role::Supporting, &page.typed.supporting),
    ];
    let assignments = chosen.into_iter().filter_map(|(role, id)| {
        let party = page
            .parties
            .iter()
            .find(|one| one.0.as_str() == id.as_str())?;
        Some(NewAssignment {
            role,
            party: party.0.clone(),
            named: party.2.clone(),
        })
    });
    vec![plan::TypedRow {
        assignments: assignments.collect(),
        fields,
    }]
}

/// The rows of the block; the names in it are looked up together.
async fn pasted(
    web: &Web,
    visitor: &Visitor,
    page: &mut Page,
) -> Result<Vec<plan::TypedRow>, Failure> {
    let rows = match read_block(&page.typed.block, page.plan.year) {
        Ok(rows) => rows,
        Err(sentence) => {
            page.problems.say("block", sentence);
            return Ok(Vec::new());
        }
    };
    if rows.is_empty() {
        page.problems.say(
            "block",
            "Không tìm thấy dòng nào trong nội dung đã dán. Đề nghị dán cả hàng tên cột.",
        );
    }
    let names: BTreeSet<String> = rows
        .iter()
        .flat_map(|row| row.lead.iter().chain(&row.supporting))
        .cloned()
        .collect();
    let names: Vec<String> = names.into_iter().collect();
    let known = plan::known_parties(&web.app, &visitor.actor, (&page.plan, &names)).await?;
    let mut typed = Vec::new();
    for row in rows {
        let mut assignments = Vec::new();
        let leads = row.lead.iter().map(|name| (Role::Lead, name));
        for (role, name) in leads.chain(row.supporting.iter().map(|name| (Role::Supporting, name)))
        {
            let party = names
                .iter()
                .position(|one| one == name)
                .and_then(|at| known[at].clone());
            match party {
                Some((party, _)) => assignments.push(NewAssignment {
                    role,
                    party,
                    named: name.clone(),
                }),
                None => {
                    page.unknown.insert(name.clone());
                }
            }
        }
        typed.push(plan::TypedRow {
            assignments,
            fields: fields_of(row),
        });
    }
    Ok(typed)
}

/// The rows of a pasted block that say something.
fn read_block(text: &str, year: i16) -> Result<Vec<Row>, String> {
    let read = reading::plan::pasted(text, &COLUMNS, year).map_err(words::figure::refusal)?;
    let rows = read.annex.rows.into_iter();
    Ok(rows.filter(|row| row.title.is_some()).collect())
}

fn fields_of(row: Row) -> RowFields {
    RowFields {
        kind: row.kind,
        code: row.code,
        title: row.title.unwrap_or_default(),
        max_points: row.max_points,
        rule_text: row.rule_lines.or(row.rule_text),
        evidence_text: row.evidence_text,
        source_text: row.source_text,
        deadline_text: row.deadline_text,
        effective_due: None,
        measure: row.measure,
        target_text: row.target_text,
        note: row.note,
        triage: Triage::Leads,
    }
}

fn understood(row: &plan::TypedRow, page: &Page) -> Read {
    let read = plan::as_read(&row.fields, &page.plan);
    let rule = read.rule.as_ref().map(|rule| match &rule.rule {
        Some(known) => words::rule::in_words(known, rule.max.as_ref(), &rule.labels),
        None => "Chưa hiểu được cách tính, cần người chọn cách hiểu".to_owned(),
    });
    let deadline = read.deadline.as_ref().map(|reading| {
        let due = reading
            .due
            .first()
            .map(|due| format!(", hạn đầu {}", vi::time::date(due)));
        format!(
            "{}{}",
            words::deadline::in_words(&reading.deadline),
            due.unwrap_or_default()
        )
    });
    let target = read.target.as_ref().map(target);
    let who = row
        .assignments
        .iter()
        .map(|one| format!("{}: {}", vi::planning::role(one.role), one.named));
    Read {
        kind: vi::planning::kind(row.fields.kind),
        code: row.fields.code.clone().unwrap_or_default(),
        title: row.fields.title.clone(),
        points: row
            .fields
            .max_points
            .as_ref()
            .map(|points| vi::number::points(points, 2))
            .unwrap_or_default(),
        rule: rule.unwrap_or_default(),
        deadline: vi::planning::capital(&deadline.unwrap_or_default()),
        target: target.unwrap_or_default(),
        who: who.collect::<Vec<_>>().join("; "),
    }
}

/// «≥ 70 %», as understood.
pub(super) fn target(target: &domain::target::Target) -> String {
    use domain::target::Operator;
    let sign = match target.operator {
        Operator::AtLeast => "≥ ",
        Operator::MoreThan => "> ",
        Operator::AtMost => "≤ ",
        Operator::LessThan => "< ",
        Operator::Equal => "",
    };
    let value = target
        .value
        .as_ref()
        .map_or_else(|| "Đạt".to_owned(), |value| vi::number::points(value, 2));
    let measure = target
        .measure
        .as_ref()
        .map(|measure| format!(" {measure}"))
        .unwrap_or_default();
    let per = target
        .per
        .as_ref()
        .map(|per| format!("/{per}"))
        .unwrap_or_default();
    format!("{sign}{value}{measure}{per}")
}
