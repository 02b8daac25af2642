//! Plans that are there already, in the shape in which plans are compared.

use std::collections::BTreeMap;

use domain::plan::{Annex, Field, OfficialDocument, Plan, Row, RowKind};
use reading::text::squash;
use scoring::Exact;

use super::sql;
use crate::database::{Conn, Row as DbRow};
use crate::plan::Role;
use crate::unit::Unit;
use crate::{Fault, FrameworkId, IndicatorId, PartyId, PlanId, RowId, bind};

/// Plans of one unit and year that are looked at.
const PLANS_MAX: i64 = 40;
/// Rows of all of them.
const ROWS_MAX: i64 = 20_000;

/// A plan as kept, with the ids of its rows.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) id: PlanId,
    pub(super) state: String,
    pub(super) sha256: Option<String>,
    pub(super) framework: Option<FrameworkId>,
    pub(super) plan: Plan,
    /// Rows by annex and place, as in `plan`.
    pub(super) rows: Vec<Vec<Kept>>,
}

/// What a row has beside its texts.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) id: RowId,
    pub(super) indicator: Option<IndicatorId>,
    pub(super) effective_due: Option<jiff::civil::Date>,
    /// Who does it now, groups by themselves.
    pub(super) doing: Vec<Doing>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doing {
    pub(super) role: Role,
    pub(super) party: PartyId,
    pub(super) named: String,
}

/// Plans of the unit and year in force or in the making, newest first.
pub(super) async fn of_year(
    conn: &mut Conn,
    unit: &Unit,
    year: i16,
    only: Option<&PlanId>,
) -> Result<Vec<Stored>, Fault> {
    let (year, only) = (i32::from(year), only.map(PlanId::as_str));
    let mut plans = conn
        .all(
            sql::PLANS,
            bind![unit.id.as_str(), year, only, PLANS_MAX],
            head,
        )
        .await?;
    if plans.is_empty() {
        return Ok(plans);
    }
    let doing = conn
        .all(sql::DOING, bind![unit.id.as_str(), year, only], doing)
        .await?;
    let mut by_row: BTreeMap<RowId, Vec<Doing>> = BTreeMap::new();
    for (row, one) in doing {
        let all = by_row.entry(row).or_default();
        if !all.contains(&one) {
            all.push(one);
        }
    }
    let rows = conn
        .all(
            sql::ROWS,
            bind![unit.id.as_str(), year, only, ROWS_MAX],
            row,
        )
        .await?;
    let at: BTreeMap<PlanId, usize> = plans
        .iter()
        .enumerate()
        .map(|(at, plan)| (plan.id.clone(), at))
        .collect();
    for (plan, annex, mut kept, mut row) in rows {
        let Some(stored) = at.get(&plan).and_then(|at| plans.get_mut(*at)) else {
            continue;
        };
        kept.doing = by_row.remove(&kept.id).unwrap_or_default();
        name_parties(&mut row, &kept.doing);
        stored.add(annex, kept, row);
    }
    Ok(plans)
}

impl Stored {
    fn add(&mut self, annex: String, kept: Kept, row: Row) {
        if self
            .plan
            .annexes
            .last()
            .is_none_or(|last| last.name != annex)
        {
            self.plan.annexes.push(Annex {
                name: annex,
                ..Annex::default()
            });
            self.rows.push(Vec::new());
        }
        if let Some((annex, rows)) = self.plan.annexes.last_mut().zip(self.rows.last_mut()) {
            annex.rows.push(row);
            rows.push(kept);
        }
    }

    /// How people know it.
    pub(super) fn name(&self) -> String {
        let document = &self.plan.document;
        crate::plan::name_of(
            document.reference.as_deref(),
            document.title.as_deref().unwrap_or_default(),
        )
    }
}

fn head(row: &DbRow) -> Result<Stored, Fault> {
    let document = OfficialDocument {
        kind: Some(row.text("kind")?),
        reference: row.text_or_null("reference")?,
        date: row.date_or_null("issued_on")?,
        issuer: row.text_or_null("issuer")?,
        title: Some(row.text("title")?),
        ..OfficialDocument::default()
    };
    Ok(Stored {
        id: PlanId::stored(row.text("id")?),
        state: row.text("state")?,
        sha256: row.text_or_null("source_sha256")?,
        framework: row.text_or_null("framework_id")?.map(FrameworkId::stored),
        plan: Plan {
            document,
            ..Plan::default()
        },
        rows: Vec::new(),
    })
}

fn doing(row: &DbRow) -> Result<(RowId, Doing), Fault> {
    let role = row.text("role")?;
    let party = row.text_or_null("via_group_id")?;
    let party = match party {
        Some(group) => group,
        None => row.text("party_id")?,
    };
    let doing = Doing {
        role: Role::parse(&role)
            .ok_or_else(|| Fault::inconsistent("assignment", &party, "role"))?,
        party: PartyId::stored(party),
        named: row.text("named")?,
    };
    Ok((RowId::stored(row.text("row_id")?), doing))
}

fn row(row: &DbRow) -> Result<(PlanId, String, Kept, Row), Fault> {
    let id = row.text("id")?;
    let kind =
        kind(&row.text("kind")?).ok_or_else(|| Fault::inconsistent("plan_row", &id, "kind"))?;
    let kept = Kept {
        id: RowId::stored(id),
        indicator: row.text_or_null("indicator_id")?.map(IndicatorId::stored),
        effective_due: row.date_or_null("effective_due")?,
        doing: Vec::new(),
    };
    let named: BTreeMap<String, String> = match row.text_or_null("named_json")? {
        Some(json) => serde_json::from_str(&json)?,
        None => BTreeMap::new(),
    };
    let named = |name: &str| named.get(name).map(|text| list(text)).unwrap_or_default();
    let rule = row.text_or_null("rule_text")?;
    let domain = Row {
        kind,
        code: row.text_or_null("code")?,
        path: row.text("path")?,
        parent: row.text_or_null("parent_path")?,
        title: Some(row.text("title")?),
        max_points: row.exact_or_null("max_points")?,
        rule_text: rule.as_deref().map(squash),
        rule_lines: rule,
        evidence_text: row.text_or_null("evidence_text")?,
        source_text: row.text_or_null("source_text")?,
        lead: named(Field::Lead.name()),
        supporting: named(Field::Supporting.name()),
        deadline_text: row.text_or_null("deadline_text")?,
        measure: row.text_or_null("measure")?,
        target_text: row.text_or_null("target_text")?,
        note: row.text_or_null("note")?,
        confidence: Exact::ONE,
        ..Row::default()
    };
    Ok((
        PlanId::stored(row.text("plan_id")?),
        row.text("annex")?,
        kept,
        domain,
    ))
}

fn list(text: &str) -> Vec<String> {
    text.split("; ")
        .map(str::to_owned)
        .filter(|name| !name.is_empty())
        .collect()
}

/// Where the text of the cell is not kept beside the row, those who do it say who is named.
fn name_parties(row: &mut Row, doing: &[Doing]) {
    let named = |leads: bool| {
        let mut names: Vec<String> = Vec::new();
        for one in doing
            .iter()
            .filter(|one| (one.role != Role::Supporting) == leads)
        {
            if !names.contains(&one.named) {
                names.push(one.named.clone());
            }
        }
        names
    };
    if row.lead.is_empty() {
        row.lead = named(true);
    }
    if row.supporting.is_empty() {
        row.supporting = named(false);
    }
}

fn kind(name: &str) -> Option<RowKind> {
    Some(match name {
        "banner" => RowKind::Banner,
        "heading" => RowKind::Heading,
        "indicator" => RowKind::Indicator,
        "task" => RowKind::Task,
        "target" => RowKind::Target,
        _ => return None,
    })
}
