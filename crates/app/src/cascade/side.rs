//! One of two plans that stand side by side: its rows as kept, and in the shape in which plans are
//! compared.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::cascade::Texts;
use domain::plan::{Annex, Field, Row};
use reading::plan::compare::RowAt;
use scoring::Exact;

use crate::database::Conn;
use crate::plan::{self, Assigned, Plan, PlanRow, Role, RowFields, kind_name};
use crate::{Fault, RowId};

/// A row with who does it.
pub(super) type Staffed = (PlanRow, Vec<Assigned>);

/// A plan with its rows that are not put away.
pub(super) struct Side {
    pub(super) plan: Plan,
    pub(super) rows: Vec<Staffed>,
    /// The same in the shape in which plans are compared.
    pub(super) compared: domain::plan::Plan,
    /// Where in `rows` each row of `compared` stands.
    at: Vec<Vec<usize>>,
    by_id: BTreeMap<RowId, usize>,
}

impl Side {
    pub(super) async fn load(conn: &mut Conn, plan: Plan) -> Result<Side, Fault> {
        let rows = plan::staffed(conn, &plan.id, None).await?;
        let mut compared = domain::plan::Plan::default();
        let mut at: Vec<Vec<usize>> = Vec::new();
        for (index, (row, assigned)) in rows.iter().enumerate() {
            let is_other = |last: &Annex| last.name != row.annex;
            if compared.annexes.last().is_none_or(is_other) {
                compared.annexes.push(Annex {
                    name: row.annex.clone(),
                    ..Annex::default()
                });
                at.push(Vec::new());
            }
            if let Some((annex, at)) = compared.annexes.last_mut().zip(at.last_mut()) {
                annex.rows.push(as_compared(row, assigned));
                at.push(index);
            }
        }
        let by_id = rows.iter().enumerate();
        Ok(Side {
            by_id: by_id.map(|(at, (row, _))| (row.id.clone(), at)).collect(),
            plan,
            rows,
            compared,
            at,
        })
    }

    /// The row at a place of `compared`.
    pub(super) fn row_at(&self, place: RowAt) -> Option<&Staffed> {
        self.rows.get(*self.at.get(place.annex)?.get(place.row)?)
    }

    /// The row of that id.
    pub(super) fn row(&self, id: &RowId) -> Option<&Staffed> {
        self.rows.get(*self.by_id.get(id)?)
    }

    /// What a person saw of the plan: another text as soon as any row of it is changed.
    pub(super) fn seen(&self) -> String {
        let mut all = format!("{}:{}", self.plan.id, self.plan.version);
        for (row, assigned) in &self.rows {
            let _ = write!(all, "|{}:{}", row.id, row.version);
            for one in assigned {
                let _ = write!(all, ":{}:{}", one.id, one.version);
            }
        }
        crate::secret::sha256(all.as_bytes())[..16].to_owned()
    }
}

fn as_compared(row: &PlanRow, assigned: &[Assigned]) -> Row {
    let list = |text: String| -> Vec<String> {
        text.split("; ")
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    };
    Row {
        kind: row.kind,
        code: row.code.clone(),
        path: row.path.clone(),
        parent: row.parent.clone(),
        title: Some(row.title.clone()),
        max_points: row.max_points.clone(),
        rule_text: row.rule_text.as_deref().map(reading::text::squash),
        evidence_text: row.evidence_text.clone(),
        source_text: row.source_text.clone(),
        lead: list(names(row, assigned, true)),
        supporting: list(names(row, assigned, false)),
        deadline_text: row.deadline_text.clone(),
        measure: row.measure.clone(),
        target_text: row.target_text.clone(),
        note: row.note.clone(),
        confidence: Exact::ONE,
        ..Row::default()
    }
}

/// Whom the document names as those who lead the row, or support it: its own words where they are
/// kept, else those assigned.
pub fn names(row: &PlanRow, assigned: &[Assigned], leads: bool) -> String {
    let field = if leads {
        Field::Lead
    } else {
        Field::Supporting
    };
    if let Some(text) = row.named.get(field.name()) {
        return text.clone();
    }
    let mut names: Vec<&str> = Vec::new();
    for one in assigned {
        if (one.role != Role::Supporting) == leads && !names.contains(&one.named.as_str()) {
            names.push(&one.named);
        }
    }
    names.join("; ")
}

/// A row's fields as they were meant: a new plan does not repeat the damage of a file.
pub(super) fn meant(row: &PlanRow) -> RowFields {
    let text = |field: Field| row.meant(field).map(str::to_owned);
    RowFields {
        code: text(Field::Code),
        title: text(Field::Title).unwrap_or_default(),
        rule_text: text(Field::RuleText),
        evidence_text: text(Field::EvidenceText),
        source_text: text(Field::SourceText),
        deadline_text: text(Field::DeadlineText),
        measure: text(Field::Measure),
        target_text: text(Field::TargetText),
        note: text(Field::Note),
        ..RowFields::of(row)
    }
}

/// What a row above says, field by field: what is kept when a lower unit answers to it.
pub(super) fn texts((row, assigned): &Staffed) -> Texts {
    let fields = meant(row);
    let day = fields.effective_due.map(|day| day.to_string());
    let points = fields.max_points.as_ref().map(ToString::to_string);
    let all = [
        ("kind", Some(kind_name(fields.kind).to_owned())),
        ("code", fields.code),
        ("title", Some(fields.title)),
        ("max_points", points),
        ("rule_text", fields.rule_text),
        ("evidence_text", fields.evidence_text),
        ("source_text", fields.source_text),
        ("deadline_text", fields.deadline_text),
        ("effective_due", day),
        ("measure", fields.measure),
        ("target_text", fields.target_text),
        ("note", fields.note),
        ("lead", Some(names(row, assigned, true))),
        ("supporting", Some(names(row, assigned, false))),
    ];
    all.into_iter()
        .filter_map(|(field, text)| {
            let text = text.filter(|text| !text.is_empty())?;
            Some((field.to_owned(), text))
        })
        .collect()
}
