//! `/api/v1/plans/{plan}/rows`: a plan's rows and who does them.

use app::plan::{
    self, Assigned, DueWindow, Filter, Line, NewAssignment, Role, RowFields, Seen, StatusWanted,
    To, Triage, TypedRow,
};
use app::{AssignmentId, Noun, PartyId, PlanId, RowId};
use axum::http::Method;
use domain::authority::Action;
use domain::plan::RowKind;
use domain::work::Status;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{date, decimal, fraction, number, sent};
use super::wire::{Api, Ask, Body, Created, Done, Many, Nothing, One, Sent, field};
use crate::web::{Access, Failure};

/// A row.
#[derive(Serialize, ToSchema)]
#[schema(as = Row)]
struct RowShape {
    /// Id.
    id: String,
    /// Phụ lục.
    annex: String,
    /// `banner`, `heading`, `indicator`, `task`, `target`.
    r#type: &'static str,
    /// As printed.
    code: Option<String>,
    /// Unique in its annex.
    path: String,
    /// The path of the row above.
    parent: Option<String>,
    /// Title.
    title: String,
    /// Maximum points.
    max_points: Option<String>,
    /// The same, exactly.
    max_points_exact: Option<String>,
    /// The rule in the document's words.
    rule_text: Option<String>,
    /// The proof it asks for.
    evidence_text: Option<String>,
    /// Where figures come from.
    source_text: Option<String>,
    /// The deadline in the document's words.
    deadline_text: Option<String>,
    /// The day that a person set in its place.
    #[schema(format = Date)]
    effective_due: Option<String>,
    /// The next day on which something is due.
    #[schema(format = Date)]
    next_due: Option<String>,
    /// Unit of measure.
    measure: Option<String>,
    /// Target.
    target_text: Option<String>,
    /// Note.
    note: Option<String>,
    /// `leads`, `supports`, `not_ours`, `undecided`.
    triage: &'static str,
    /// `not_started`, `in_progress`, `waiting_proof`, `submitted`, `appraised`, `returned`, `done`, `not_applicable`.
    status: &'static str,
    /// Id of the indicator it became.
    indicator: Option<String>,
    /// Who does it.
    assignments: Vec<AssignmentShape>,
    /// Since when it is put away.
    #[schema(format = DateTime)]
    removed_at: Option<String>,
    /// For `If-Match`.
    version: i32,
}

/// Who does a row.
#[derive(Serialize, ToSchema)]
#[schema(as = Assignment)]
struct AssignmentShape {
    /// Id.
    id: String,
    /// `lead`, `supporting`, `outside_lead`.
    role: &'static str,
    /// Id of the party.
    party: String,
    /// The party's name today.
    name: String,
    /// As the plan names them.
    named: String,
    /// The group through which it came.
    via: Option<String>,
    /// How far they are.
    status: &'static str,
    /// Whether it is you.
    is_mine: bool,
    /// For `If-Match`.
    version: i32,
}

/// Fields of a row: on a change, what is not sent stays and null empties.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RowChange {
    /// Reason or legal basis; needed once the plan is issued.
    #[serde(default)]
    reason: String,
    /// `banner`, `heading`, `indicator`, `task`, `target`.
    r#type: Option<String>,
    /// Title.
    title: Option<String>,
    /// `leads`, `supports`, `not_ours`, `undecided`.
    triage: Option<String>,
    /// Code.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    code: Option<Option<String>>,
    /// Maximum points.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    max_points: Option<Option<String>>,
    /// Rule.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    rule_text: Option<Option<String>>,
    /// Proof.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    evidence_text: Option<Option<String>>,
    /// Source.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    source_text: Option<Option<String>>,
    /// Deadline.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    deadline_text: Option<Option<String>>,
    /// The day that binds in place of the text's.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = Date)]
    effective_due: Option<Option<String>>,
    /// Unit of measure.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    measure: Option<Option<String>>,
    /// Target.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    target_text: Option<Option<String>>,
    /// Note.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    note: Option<Option<String>>,
}

/// Rows to be added to an annex.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RowsToAdd {
    /// Reason or legal basis; needed once the plan is issued.
    #[serde(default)]
    reason: String,
    /// Phụ lục.
    #[serde(default)]
    annex: String,
    /// Id of the row after which they stand; at the end unless said.
    after: Option<String>,
    /// The rows.
    rows: Vec<RowToAdd>,
}

/// A row to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RowToAdd {
    /// Its fields; `title` is needed, `reason` is not looked at.
    fields: RowChange,
    /// Who does it.
    #[serde(default)]
    assignments: Vec<AssignmentToMake>,
}

/// Who is to do a row.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AssignmentToMake {
    /// Reason or legal basis; needed once the plan is issued.
    #[serde(default)]
    reason: String,
    /// `lead`, `supporting`, `outside_lead`.
    role: String,
    /// Id of the party.
    party: String,
}

/// Where a row is to stand: `up`, `down`, or the id of the row before it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Move {
    /// Reason or legal basis; needed once the plan is issued.
    #[serde(default)]
    reason: String,
    /// Where to.
    to: String,
}

/// The rows that were added.
#[derive(Serialize, ToSchema)]
struct AddedRows {
    /// Their ids, in order.
    ids: Vec<String>,
}

/// Which rows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Words.
    q: Option<String>,
    /// Phụ lục.
    annex: Option<String>,
    /// A status, or `overdue`.
    status: Option<String>,
    /// `overdue`, `week`, `month`, `later`, `undated`.
    due: Option<String>,
    /// `leads`, `supports`, `not_ours`, `undecided`.
    triage: Option<String>,
    /// Id of a leading party.
    lead: Option<String>,
    /// Only what you do.
    mine: Option<bool>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Why {
    /// Reason or legal basis; needed once the plan is issued.
    reason: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (read, edit) = (Access::SignedIn, Access::May(Action::EditPlan));
    let all = "/api/v1/plans/{plan}/rows";
    let one = "/api/v1/plans/{plan}/rows/{row}";
    let does = "/api/v1/plans/{plan}/rows/{row}/assignments/{assignment}";
    api.about("Dòng việc")
        .get(all, read, ("listRows", "Các dòng của kế hoạch"), list)
        .post(all, edit, ("addRows", "Thêm dòng vào phụ lục"), add)
        .get(one, read, ("showRow", "Một dòng và ai thực hiện"), show)
        .change(Method::PATCH, one, edit, ("changeRow", "Sửa dòng"), change)
        .change(
            Method::DELETE,
            one,
            edit,
            ("removeRow", "Gỡ dòng; vẫn còn trong lịch sử"),
            remove,
        )
        .post(
            "/api/v1/plans/{plan}/rows/{row}/restore",
            edit,
            ("restoreRow", "Đưa dòng đã gỡ trở lại; cần If-Match"),
            restore,
        )
        .post(
            "/api/v1/plans/{plan}/rows/{row}/moves",
            edit,
            ("moveRow", "Chuyển chỗ dòng"),
            shift,
        )
        .post(
            "/api/v1/plans/{plan}/rows/{row}/assignments",
            edit,
            ("assignRow", "Giao thêm người thực hiện"),
            assign,
        )
        .get(does, read, ("showAssignment", "Một phân công"), assignment)
        .change(
            Method::DELETE,
            does,
            edit,
            ("endAssignment", "Thôi giao"),
            end,
        )
}

fn kind_name(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Banner => "banner",
        RowKind::Heading => "heading",
        RowKind::Indicator => "indicator",
        RowKind::Task => "task",
        RowKind::Target => "target",
    }
}

fn shape(row: &plan::PlanRow, assigned: &[Assigned]) -> RowShape {
    RowShape {
        id: row.id.to_string(),
        annex: row.annex.clone(),
        r#type: kind_name(row.kind),
        code: row.code.clone(),
        path: row.path.clone(),
        parent: row.parent.clone(),
        title: row.title.clone(),
        max_points: decimal(row.max_points.as_ref()),
        max_points_exact: fraction(row.max_points.as_ref()),
        rule_text: row.rule_text.clone(),
        evidence_text: row.evidence_text.clone(),
        source_text: row.source_text.clone(),
        deadline_text: row.deadline_text.clone(),
        effective_due: row.effective_due.map(|day| day.to_string()),
        next_due: row.next_due.map(|day| day.to_string()),
        measure: row.measure.clone(),
        target_text: row.target_text.clone(),
        note: row.note.clone(),
        triage: row.triage.name(),
        status: row.status.name(),
        indicator: row.indicator.as_ref().map(ToString::to_string),
        assignments: assigned
            .iter()
            .filter(|one| one.ended_at.is_none())
            .map(who)
            .collect(),
        removed_at: row.removed_at.clone(),
        version: row.version,
    }
}

fn who(one: &Assigned) -> AssignmentShape {
    AssignmentShape {
        id: one.id.to_string(),
        role: one.role.name(),
        party: one.party.to_string(),
        name: one.name.clone(),
        named: one.named.clone(),
        via: one.via.as_ref().map(|(_, name)| name.clone()),
        status: one.status.name(),
        is_mine: one.is_mine,
        version: one.version,
    }
}

fn ids<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<(PlanId, RowId), Failure> {
    let plan = ask.id("plan", PlanId::parse, Noun::Plan)?;
    Ok((plan, ask.id("row", RowId::parse, Noun::Row)?))
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<RowShape>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let plan = plan::head(ask.app(), ask.actor(), &id).await?;
    let filter = filter(&ask.query)?;
    let lines = plan::rows(ask.app(), ask.actor(), &plan).await?;
    let lines: Vec<Line> = filter.apply(lines, ask.app().today());
    let shapes = lines
        .iter()
        .map(|line| shape(&line.row, &line.assigned))
        .collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(shapes, page, |row: &RowShape| &row.id)
}

fn filter(asked: &Wanted) -> Result<Filter, Failure> {
    let status = |word: &String| {
        let wanted = match word.as_str() {
            "overdue" => Some(StatusWanted::Overdue),
            word => Status::parse(word).map(StatusWanted::Is),
        };
        field("status", word, wanted)
    };
    Ok(Filter {
        words: asked.q.clone().unwrap_or_default(),
        annex: asked.annex.clone(),
        status: asked.status.as_ref().map(status).transpose()?,
        lead: asked
            .lead
            .as_ref()
            .map(|id| field("lead", id, PartyId::parse(id)))
            .transpose()?,
        due: asked
            .due
            .as_ref()
            .map(|word| field("due", word, DueWindow::parse(word)))
            .transpose()?,
        triage: asked
            .triage
            .as_ref()
            .map(|word| field("triage", word, Triage::parse(word)))
            .transpose()?,
        mine: asked.mine.unwrap_or_default(),
        ..Filter::default()
    })
}

async fn show(ask: Ask) -> Result<One<RowShape>, Failure> {
    let ids = ids(&ask)?;
    let sheet = plan::row_sheet(ask.app(), ask.actor(), (&ids.0, &ids.1)).await?;
    Ok(One::at(
        sheet.row.version,
        shape(&sheet.row, &sheet.assigned),
    ))
}

/// The fields as they will be: what was sent in place of what was there.
fn fields(at: &str, asked: &RowChange, before: RowFields) -> Result<RowFields, Failure> {
    let kept =
        |sent: &Option<Option<String>>, before: Option<String>| sent.clone().unwrap_or(before);
    let kind = |word: &String| field(&format!("{at}/type"), word, plan::kind_of(word));
    let triage = |word: &String| field(&format!("{at}/triage"), word, Triage::parse(word));
    Ok(RowFields {
        kind: asked
            .r#type
            .as_ref()
            .map(kind)
            .transpose()?
            .unwrap_or(before.kind),
        code: kept(&asked.code, before.code),
        title: asked.title.clone().unwrap_or(before.title),
        max_points: match &asked.max_points {
            Some(sent) => number(&format!("{at}/max_points"), sent.as_deref())?,
            None => before.max_points,
        },
        rule_text: kept(&asked.rule_text, before.rule_text),
        evidence_text: kept(&asked.evidence_text, before.evidence_text),
        source_text: kept(&asked.source_text, before.source_text),
        deadline_text: kept(&asked.deadline_text, before.deadline_text),
        effective_due: match &asked.effective_due {
            Some(sent) => date(&format!("{at}/effective_due"), sent.as_deref())?,
            None => before.effective_due,
        },
        measure: kept(&asked.measure, before.measure),
        target_text: kept(&asked.target_text, before.target_text),
        note: kept(&asked.note, before.note),
        triage: asked
            .triage
            .as_ref()
            .map(triage)
            .transpose()?
            .unwrap_or(before.triage),
    })
}

/// A row before anything is said of it.
fn blank() -> RowFields {
    RowFields {
        kind: RowKind::Task,
        code: None,
        title: String::new(),
        max_points: None,
        rule_text: None,
        evidence_text: None,
        source_text: None,
        deadline_text: None,
        effective_due: None,
        measure: None,
        target_text: None,
        note: None,
        triage: Triage::Undecided,
    }
}

async fn add(ask: Ask<Body<RowsToAdd>>) -> Result<Created<AddedRows>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let Body(asked) = &ask.body;
    let after = asked
        .after
        .as_ref()
        .map(|row| field("/after", row, RowId::parse(row)))
        .transpose()?;
    let typed = asked
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| typed(&format!("/rows/{at}"), row));
    let typed = typed.collect::<Result<Vec<_>, Failure>>()?;
    let place = (&id, asked.annex.as_str(), after.as_ref());
    let made = plan::add_rows(ask.app(), ask.actor(), place, (typed, &asked.reason)).await?;
    let ids = made.iter().map(ToString::to_string).collect();
    Ok(Created {
        location: format!("/api/v1/plans/{id}/rows"),
        one: One::of(AddedRows { ids }),
    })
}

fn typed(at: &str, row: &RowToAdd) -> Result<TypedRow, Failure> {
    let assignments = row.assignments.iter().enumerate().map(|(nth, one)| {
        let at = format!("{at}/assignments/{nth}");
        Ok(NewAssignment {
            role: field(&format!("{at}/role"), &one.role, Role::parse(&one.role))?,
            party: field(
                &format!("{at}/party"),
                &one.party,
                PartyId::parse(&one.party),
            )?,
            named: String::new(),
        })
    });
    Ok(TypedRow {
        fields: fields(&format!("{at}/fields"), &row.fields, blank())?,
        assignments: assignments.collect::<Result<_, Failure>>()?,
    })
}

async fn change(ask: Ask<Body<RowChange>>) -> Result<One<RowShape>, Failure> {
    let (plan, row) = ids(&ask)?;
    let seen = Seen {
        version: ask.version()?,
        reason: ask.body.0.reason.clone(),
    };
    let before = plan::row_sheet(ask.app(), ask.actor(), (&plan, &row)).await?;
    let fields = fields("", &ask.body.0, RowFields::of(&before.row))?;
    plan::edit_row(ask.app(), ask.actor(), (&plan, &row), (seen, fields)).await?;
    let after = plan::row_sheet(ask.app(), ask.actor(), (&plan, &row)).await?;
    Ok(One::at(
        after.row.version,
        shape(&after.row, &after.assigned),
    ))
}

async fn remove(ask: Ask<Nothing, Why>) -> Result<Done, Failure> {
    let (plan, row) = ids(&ask)?;
    let seen = Seen {
        version: ask.version()?,
        reason: ask.query.reason.clone().unwrap_or_default(),
    };
    plan::remove(ask.app(), ask.actor(), (&plan, &row), seen).await?;
    Ok(Done)
}

async fn restore(ask: Ask<Nothing, Why>) -> Result<Done, Failure> {
    let (plan, row) = ids(&ask)?;
    let seen = Seen {
        version: ask.version()?,
        reason: ask.query.reason.clone().unwrap_or_default(),
    };
    plan::restore_row(ask.app(), ask.actor(), (&plan, &row), seen).await?;
    Ok(Done)
}

async fn shift(ask: Ask<Body<Move>>) -> Result<Done, Failure> {
    let (plan, row) = ids(&ask)?;
    let Body(asked) = &ask.body;
    let to = match asked.to.as_str() {
        "up" => To::Up,
        "down" => To::Down,
        id => To::After(field("/to", id, RowId::parse(id))?),
    };
    plan::shift(ask.app(), ask.actor(), (&plan, &row), (to, &asked.reason)).await?;
    Ok(Done)
}

async fn assign(ask: Ask<Body<AssignmentToMake>>) -> Result<One<RowShape>, Failure> {
    let (plan, row) = ids(&ask)?;
    let Body(asked) = &ask.body;
    let role = field("/role", &asked.role, Role::parse(&asked.role))?;
    let party = field("/party", &asked.party, PartyId::parse(&asked.party))?;
    plan::assign(
        ask.app(),
        ask.actor(),
        (&plan, &row),
        (role, party, &asked.reason),
    )
    .await?;
    let after = plan::row_sheet(ask.app(), ask.actor(), (&plan, &row)).await?;
    Ok(One::at(
        after.row.version,
        shape(&after.row, &after.assigned),
    ))
}

async fn assignment(ask: Ask) -> Result<One<AssignmentShape>, Failure> {
    let (plan, row) = ids(&ask)?;
    let id = ask.id("assignment", AssignmentId::parse, Noun::Assignment)?;
    let sheet = plan::row_sheet(ask.app(), ask.actor(), (&plan, &row)).await?;
    let found = sheet
        .assigned
        .iter()
        .find(|one| one.id == id && one.ended_at.is_none());
    let found = found.ok_or(Failure::NotFound(Noun::Assignment))?;
    Ok(One::at(found.version, who(found)))
}

async fn end(ask: Ask<Nothing, Why>) -> Result<Done, Failure> {
    let (plan, row) = ids(&ask)?;
    let id = ask.id("assignment", AssignmentId::parse, Noun::Assignment)?;
    let seen = Seen {
        version: ask.version()?,
        reason: ask.query.reason.clone().unwrap_or_default(),
    };
    plan::end(ask.app(), ask.actor(), (&plan, &row, &id), (seen, None)).await?;
    Ok(Done)
}
