//! Plans and rows as kept, and who may see them.

use std::collections::BTreeMap;

use domain::authority::Action;
use domain::deadline::DeadlineReading;
use domain::plan::{Field, RowKind};
use domain::rule::RuleReading;
use domain::target::Target;
use domain::work::{Standing, Status, standing};
use jiff::civil::Date;
use reading::rule::RuleText;
use scoring::Exact;

use super::new::{State, Triage};
use super::sql;
use crate::database::{Conn, Row};
use crate::{Actor, Error, Fault, FrameworkId, IndicatorId, Noun, PlanId, RowId, UnitId, bind};

/// A plan's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Id.
    pub id: PlanId,
    /// Whose.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// The unit's word in addresses.
    pub unit_slug: String,
    /// The unit's path.
    pub unit_path: String,
    /// The year it is worked in.
    pub year: i16,
    /// «Kế hoạch».
    pub kind: String,
    /// Số, ký hiệu.
    pub reference: Option<String>,
    /// Ngày ban hành.
    pub issued_on: Option<Date>,
    /// Where it was issued.
    pub place: Option<String>,
    /// Cơ quan ban hành.
    pub issuer: Option<String>,
    /// Trích yếu.
    pub title: String,
    /// Who signs: capacity, post, name, one line each.
    pub signatory: Option<String>,
    /// How far it is.
    pub state: State,
    /// Kế hoạch cấp trên.
    pub parent: Option<PlanId>,
    /// The plan that this one amends or replaces.
    pub replaces: Option<PlanId>,
    /// The framework adopted from it.
    pub framework: Option<FrameworkId>,
    /// `imported`, `typed`, `copied`.
    pub origin: String,
    /// The file's name.
    pub source_name: Option<String>,
    /// When it came here.
    pub created_at: String,
    /// For changes.
    pub version: i32,
}

impl Plan {
    /// How people know it.
    pub fn name(&self) -> String {
        super::name_of(self.reference.as_deref(), &self.title)
    }

    /// Whether the actor may change it, whatever its state.
    pub fn is_editable_by(&self, actor: &Actor) -> bool {
        actor.may(Action::EditPlan, &self.unit_path)
    }
}

/// A row as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRow {
    /// Id.
    pub id: RowId,
    /// Of which plan.
    pub plan: PlanId,
    /// Phụ lục.
    pub annex: String,
    /// Order.
    pub position: i32,
    /// What it is.
    pub kind: RowKind,
    /// As printed.
    pub code: Option<String>,
    /// Unique in its annex.
    pub path: String,
    /// Path of the row above.
    pub parent: Option<String>,
    /// Title.
    pub title: String,
    /// Its comparison key.
    pub title_folded: String,
    /// Điểm tối đa.
    pub max_points: Option<Exact>,
    /// Cách tính điểm, lines kept.
    pub rule_text: Option<String>,
    /// Minh chứng.
    pub evidence_text: Option<String>,
    /// Nguồn dữ liệu.
    pub source_text: Option<String>,
    /// Thời gian.
    pub deadline_text: Option<String>,
    /// The last day set in place of the text's.
    pub effective_due: Option<Date>,
    /// Đơn vị tính.
    pub measure: Option<String>,
    /// Chỉ tiêu.
    pub target_text: Option<String>,
    /// Ghi chú.
    pub note: Option<String>,
    /// Texts as they were meant, where extraction damaged them.
    pub corrected: BTreeMap<String, String>,
    /// Whom the document names, by part (`lead`, `supporting`), where those are not the ones
    /// assigned: somebody whom the directory does not know.
    pub named: BTreeMap<String, String>,
    /// What it is to the unit.
    pub triage: Triage,
    /// The indicator that it became.
    pub indicator: Option<IndicatorId>,
    /// Next day on which something is due.
    pub next_due: Option<Date>,
    /// As stored: that of its lead.
    pub status: Status,
    /// Since when it is put away.
    pub removed_at: Option<String>,
    /// Its line in the file.
    pub source_line: Option<i32>,
    /// For changes.
    pub version: i32,
}

impl PlanRow {
    /// Whether it is work, not a title.
    pub fn is_work(&self) -> bool {
        matches!(
            self.kind,
            RowKind::Indicator | RowKind::Task | RowKind::Target
        )
    }

    /// How people know it: «1.2.1 Tỷ lệ …».
    pub fn name(&self) -> String {
        let code = self.code.as_deref().unwrap_or_default();
        format!("{code} {}", self.title).trim().to_owned()
    }

    /// How it stands today.
    pub fn standing(&self, today: Date) -> Standing {
        standing(self.status, self.next_due, today)
    }

    /// A text as it was meant: corrected where extraction damaged it.
    pub fn meant(&self, field: Field) -> Option<&str> {
        let corrected = self.corrected.get(field.name()).map(String::as_str);
        corrected.or(match field {
            Field::Title => Some(self.title.as_str()),
            Field::RuleText => self.rule_text.as_deref(),
            Field::DeadlineText => self.deadline_text.as_deref(),
            Field::TargetText => self.target_text.as_deref(),
            Field::Measure => self.measure.as_deref(),
            Field::EvidenceText => self.evidence_text.as_deref(),
            Field::SourceText => self.source_text.as_deref(),
            Field::Note => self.note.as_deref(),
            Field::Code => self.code.as_deref(),
            Field::MaxPoints | Field::Lead | Field::Supporting => None,
        })
    }

    /// Its rule, read.
    pub fn rule(&self) -> Option<RuleReading> {
        let text = self.meant(Field::RuleText)?;
        let title = self.meant(Field::Title);
        Some(reading::rule::read(RuleText {
            text,
            max: self.max_points.as_ref(),
            title,
        }))
    }

    /// Its deadline, read for the plan's year.
    pub fn deadline(&self, plan: &Plan) -> Option<DeadlineReading> {
        let text = self.meant(Field::DeadlineText)?;
        Some(reading::deadline::read(text, plan.year, plan.issued_on))
    }

    /// Its target, read.
    pub fn target(&self) -> Option<Target> {
        let text = self.meant(Field::TargetText)?;
        reading::target::read_cell(text, self.meant(Field::Measure))
    }
}

pub(crate) fn plan(row: &Row) -> Result<Plan, Fault> {
    let id = row.text("id")?;
    let bad = |what| Fault::inconsistent("plan", &id, what);
    Ok(Plan {
        unit: UnitId::stored(row.text("unit_id")?),
        unit_name: row.text("unit_name")?,
        unit_slug: row.text("unit_slug")?,
        unit_path: row.text("unit_path")?,
        year: i16::try_from(row.int("year")?).map_err(|_| bad("year"))?,
        kind: row.text("kind")?,
        reference: row.text_or_null("reference")?,
        issued_on: row.date_or_null("issued_on")?,
        place: row.text_or_null("place")?,
        issuer: row.text_or_null("issuer")?,
        title: row.text("title")?,
        signatory: row.text_or_null("signatory")?,
        state: State::parse(&row.text("state")?).ok_or_else(|| bad("state"))?,
        parent: row.text_or_null("parent_plan_id")?.map(PlanId::stored),
        replaces: row.text_or_null("replaces_plan_id")?.map(PlanId::stored),
        framework: row.text_or_null("framework_id")?.map(FrameworkId::stored),
        origin: row.text("origin")?,
        source_name: row.text_or_null("source_name")?,
        created_at: row.text("created_at")?,
        version: row.int("version")?,
        id: PlanId::stored(id),
    })
}

pub(super) fn row(row: &Row) -> Result<PlanRow, Fault> {
    let id = row.text("id")?;
    let bad = |what| Fault::inconsistent("plan_row", &id, what);
    let texts = |column| match row.text_or_null(column)? {
        Some(json) => serde_json::from_str(&json).map_err(|_| bad(column)),
        None => Ok(BTreeMap::new()),
    };
    Ok(PlanRow {
        plan: PlanId::stored(row.text("plan_id")?),
        annex: row.text("annex")?,
        position: row.int("position")?,
        kind: kind_of(&row.text("kind")?).ok_or_else(|| bad("kind"))?,
        code: row.text_or_null("code")?,
        path: row.text("path")?,
        parent: row.text_or_null("parent_path")?,
        title: row.text("title")?,
        title_folded: row.text("title_folded")?,
        max_points: row.exact_or_null("max_points")?,
        rule_text: row.text_or_null("rule_text")?,
        evidence_text: row.text_or_null("evidence_text")?,
        source_text: row.text_or_null("source_text")?,
        deadline_text: row.text_or_null("deadline_text")?,
        effective_due: row.date_or_null("effective_due")?,
        measure: row.text_or_null("measure")?,
        target_text: row.text_or_null("target_text")?,
        note: row.text_or_null("note")?,
        corrected: texts("corrected_json")?,
        named: texts("named_json")?,
        triage: Triage::parse(&row.text("triage")?).ok_or_else(|| bad("triage"))?,
        indicator: row.text_or_null("indicator_id")?.map(IndicatorId::stored),
        next_due: row.date_or_null("next_due")?,
        status: Status::parse(&row.text("status")?).ok_or_else(|| bad("status"))?,
        removed_at: row.text_or_null("removed_at")?,
        source_line: row.int_or_null("source_line")?,
        version: row.int("version")?,
        id: RowId::stored(id),
    })
}

/// The kind of that stored name.
pub fn kind_of(name: &str) -> Option<RowKind> {
    [
        RowKind::Banner,
        RowKind::Heading,
        RowKind::Indicator,
        RowKind::Task,
        RowKind::Target,
    ]
    .into_iter()
    .find(|kind| super::write::kind_name(*kind) == name)
}

/// The plan, if the actor may see it: another unit's is not found.
pub(crate) async fn load(conn: &mut Conn, actor: &Actor, id: &PlanId) -> Result<Plan, Error> {
    let plan = load_any(conn, id).await?;
    if actor.may(Action::Read, &plan.unit_path) {
        Ok(plan)
    } else {
        Err(Error::NotFound(Noun::Plan))
    }
}

/// The plan; whoever asks decides what the actor may see of it.
pub(crate) async fn load_any(conn: &mut Conn, id: &PlanId) -> Result<Plan, Error> {
    conn.find(sql::BY_ID, bind![id.as_str()], plan)
        .await?
        .ok_or(Error::NotFound(Noun::Plan))
}

/// The same for a change: whoever may see but not change it is told so.
pub(crate) async fn load_to_edit(
    conn: &mut Conn,
    actor: &Actor,
    id: &PlanId,
) -> Result<Plan, Error> {
    let plan = load(conn, actor, id).await?;
    actor.require(Action::EditPlan, &plan.unit_path)?;
    if plan.state == State::Withdrawn {
        return Err(super::Refusal::Withdrawn.into());
    }
    Ok(plan)
}

/// A row of that plan.
pub(super) async fn load_row(conn: &mut Conn, plan: &PlanId, id: &RowId) -> Result<PlanRow, Error> {
    conn.find(sql::ROW, bind![id.as_str(), plan.as_str()], row)
        .await?
        .ok_or(Error::NotFound(Noun::Row))
}
