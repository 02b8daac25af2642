//! `/api/v1/plans/{plan}/rows/{row}/work`: how far a row is, what is due, what was done; one's own
//! tasks at `/api/v1/me/tasks`.

use app::assignment::{self, Brought, Change, Filter, Keep, Panel, Whose};
use app::{AssignmentId, HappeningId, Noun, OccurrenceId, PlanId, RowId};
use axum::http::Method;
use domain::authority::{Action, Duty};
use domain::work::{Bucket, Status};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{decimal, fraction};
use super::wire::{Api, Ask, Body, Created, Done, Many, Nothing, One, Sent, field};
use crate::web::{Access, Failure};

/// How far a row is.
#[derive(Serialize, ToSchema)]
struct Work {
    /// Id of the row.
    row: String,
    /// `not_started`, `in_progress`, `waiting_proof`, `submitted`, `appraised`, `returned`, `done`, `not_applicable`.
    status: &'static str,
    /// Parts of those who do it.
    parts: Vec<Part>,
    /// What is due when, and how often it was done.
    dues: Vec<DueShape>,
    /// Events that it waits for.
    waits: Vec<String>,
    /// What was done.
    happenings: Vec<HappeningShape>,
    /// Whether you may say how far it is.
    may_work: bool,
    /// For `If-Match`.
    version: i32,
}

/// Someone's part.
#[derive(Serialize, ToSchema)]
struct Part {
    /// Id of the assignment.
    assignment: String,
    /// `lead`, `supporting`, `outside_lead`.
    role: String,
    /// Who.
    name: String,
    /// How far they are.
    status: &'static str,
    /// Whether it is you.
    is_mine: bool,
    /// For a change of this part.
    version: i32,
}

/// What is due.
#[derive(Serialize, ToSchema)]
#[schema(as = Due)]
struct DueShape {
    /// Id.
    id: String,
    /// First day.
    #[schema(format = Date)]
    start: Option<String>,
    /// Last day.
    #[schema(format = Date)]
    due: Option<String>,
    /// How often it must happen.
    needed: u32,
    /// How often it did.
    done: u32,
    /// Of those, after the last day.
    late: u32,
    /// The event that started it.
    event: Option<String>,
    /// When that was.
    #[schema(format = Date)]
    event_on: Option<String>,
}

/// Something that was done.
#[derive(Serialize, ToSchema)]
#[schema(as = Happening)]
struct HappeningShape {
    /// Id.
    id: String,
    /// When.
    #[schema(format = Date)]
    on: String,
    /// What.
    note: String,
    /// Who wrote it down.
    by: String,
    /// Since when it is taken back.
    #[schema(format = DateTime)]
    removed_at: Option<String>,
}

/// How far it is now.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StatusChange {
    /// See `Work.status`.
    status: String,
    /// Id of the part; the row's own, that is of its lead, unless said. Its version stands in the
    /// body then.
    assignment: Option<String>,
    /// The part's version.
    assignment_version: Option<i32>,
    /// Why; sending back and «not applicable» need it.
    #[serde(default)]
    note: String,
}

/// Something that was done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HappeningToAdd {
    /// When.
    #[schema(format = Date)]
    on: String,
    /// What.
    #[serde(default)]
    note: String,
}

/// An event that starts a clock.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EventToAdd {
    /// When.
    #[schema(format = Date)]
    on: String,
    /// Number of the document that brought it.
    #[serde(default)]
    reference: String,
    /// What was asked.
    #[serde(default)]
    note: String,
}

/// The id of something made.
#[derive(Serialize, ToSchema)]
struct Made {
    /// Id.
    id: String,
}

/// A task of one's own.
#[derive(Serialize, ToSchema)]
#[schema(as = Task)]
struct TaskShape {
    /// Id of the row.
    row: String,
    /// Id of the plan.
    plan: String,
    /// The plan's name.
    plan_name: String,
    /// Code.
    code: String,
    /// Title.
    title: String,
    /// `lead` or `supporting`.
    duty: &'static str,
    /// How far one's part is.
    status: &'static str,
    /// `overdue`, `today`, `week`, `month`, `later`, `waiting_event`, `continuous`, `done`.
    bucket: &'static str,
    /// Due on.
    #[schema(format = Date)]
    due: Option<String>,
    /// Points at stake.
    points_at_stake: Option<String>,
    /// The same, exactly.
    points_at_stake_exact: Option<String>,
    /// Requirements of proof that are not met.
    proof_missing: usize,
    /// Id of one's assignment.
    assignment: String,
}

/// Which tasks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (read, work) = (Access::SignedIn, Access::May(Action::DoWork));
    let one = "/api/v1/plans/{plan}/rows/{row}/work";
    let did = "/api/v1/plans/{plan}/rows/{row}/happenings/{happening}";
    let began = "/api/v1/plans/{plan}/rows/{row}/events/{event}";
    api.about("Tiến độ")
        .get(
            "/api/v1/me/tasks",
            read,
            ("listTasks", "Việc của tôi"),
            tasks,
        )
        .get(
            one,
            read,
            (
                "showWork",
                "Trạng thái, mốc thời hạn, những lần đã làm của dòng việc",
            ),
            show,
        )
        .change(
            Method::PATCH,
            one,
            work,
            ("changeStatus", "Cập nhật trạng thái"),
            change,
        )
        .post(
            "/api/v1/plans/{plan}/rows/{row}/happenings",
            work,
            ("addHappening", "Ghi một lần đã làm"),
            happened,
        )
        .get(did, read, ("showHappening", "Một lần đã làm"), happening)
        .change(
            Method::DELETE,
            did,
            work,
            ("removeHappening", "Bỏ ghi nhận một lần đã làm"),
            unhappened,
        )
        .post(
            "/api/v1/plans/{plan}/rows/{row}/events",
            work,
            ("addEvent", "Ghi sự kiện làm bắt đầu thời hạn"),
            started,
        )
        .get(began, read, ("showEvent", "Một mốc thời hạn"), event)
        .change(
            Method::DELETE,
            began,
            work,
            ("removeEvent", "Bỏ ghi nhận sự kiện"),
            stopped,
        )
}

/// The row's panel, if it is a row of that plan.
async fn panel<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<Panel, Failure> {
    let plan = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let row = ask.id("row", RowId::parse, Noun::Row)?;
    let panel = assignment::panel(ask.app(), ask.actor(), &row).await?;
    if panel.row.plan != plan {
        return Err(Failure::NotFound(Noun::Row));
    }
    Ok(panel)
}

fn shape(panel: &Panel) -> Work {
    let row = &panel.row;
    Work {
        row: row.id.to_string(),
        status: row.status.name(),
        parts: row
            .members
            .iter()
            .map(|member| Part {
                assignment: member.id.to_string(),
                role: member.role.clone(),
                name: member.name.clone(),
                status: member.status.name(),
                is_mine: member.mine,
                version: member.version,
            })
            .collect(),
        dues: panel.dues.iter().map(due).collect(),
        waits: panel.waits.clone(),
        happenings: panel.happenings.iter().map(done).collect(),
        may_work: panel.may_work,
        version: row.version,
    }
}

fn due(one: &assignment::Due) -> DueShape {
    DueShape {
        id: one.id.to_string(),
        start: one.start.map(|day| day.to_string()),
        due: one.due.map(|day| day.to_string()),
        needed: one.progress.needed,
        done: one.progress.done,
        late: one.progress.late,
        event: one.event.as_ref().map(|(event, _)| event.clone()),
        event_on: one.event.as_ref().map(|(_, on)| on.to_string()),
    }
}

fn done(one: &assignment::Happening) -> HappeningShape {
    HappeningShape {
        id: one.id.to_string(),
        on: one.on.to_string(),
        note: one.note.clone(),
        by: one.by.clone(),
        removed_at: one.removed_at.clone(),
    }
}

async fn show(ask: Ask) -> Result<One<Work>, Failure> {
    let panel = panel(&ask).await?;
    Ok(One::at(panel.row.version, shape(&panel)))
}

async fn change(ask: Ask<Body<StatusChange>>) -> Result<One<Work>, Failure> {
    let before = panel(&ask).await?;
    let Body(asked) = &ask.body;
    let row_version = ask.version()?;
    let member = asked.assignment.as_ref();
    let member = member
        .map(|id| field("/assignment", id, AssignmentId::parse(id)))
        .transpose()?;
    let version = match &member {
        Some(_) => field("/assignment_version", "", asked.assignment_version)?,
        None => row_version,
    };
    let change = Change {
        member,
        to: field("/status", &asked.status, Status::parse(&asked.status))?,
        version,
        note: asked.note.clone(),
    };
    assignment::change_status(ask.app(), ask.actor(), &before.row.id, change).await?;
    let after = panel(&ask).await?;
    Ok(One::at(after.row.version, shape(&after)))
}

async fn happened(ask: Ask<Body<HappeningToAdd>>) -> Result<Created<Made>, Failure> {
    let row = panel(&ask).await?.row;
    let Body(asked) = &ask.body;
    let on = field("/on", &asked.on, asked.on.parse().ok())?;
    let id = assignment::record_happening(ask.app(), ask.actor(), &row.id, on, &asked.note).await?;
    let location = format!("/api/v1/plans/{}/rows/{}/happenings/{id}", row.plan, row.id);
    Ok(Created {
        location,
        one: One::of(Made { id: id.to_string() }),
    })
}

async fn happening(ask: Ask) -> Result<One<HappeningShape>, Failure> {
    let id = ask.id("happening", HappeningId::parse, Noun::Occurrence)?;
    let panel = panel(&ask).await?;
    let found = panel.happenings.iter().find(|one| one.id == id);
    let found = found.ok_or(Failure::NotFound(Noun::Occurrence))?;
    let version = if found.removed_at.is_some() { 2 } else { 1 };
    Ok(One::at(version, done(found)))
}

async fn unhappened(ask: Ask) -> Result<Done, Failure> {
    let id = ask.id("happening", HappeningId::parse, Noun::Occurrence)?;
    let known = panel(&ask).await?.happenings.iter().any(|one| one.id == id);
    ask.version()?;
    if !known {
        return Err(Failure::NotFound(Noun::Occurrence));
    }
    assignment::keep_happening(ask.app(), ask.actor(), &id, Keep::No).await?;
    Ok(Done)
}

async fn started(ask: Ask<Body<EventToAdd>>) -> Result<Created<Made>, Failure> {
    let row = panel(&ask).await?.row;
    let Body(asked) = &ask.body;
    let on = field("/on", &asked.on, asked.on.parse().ok())?;
    let brought = Brought {
        reference: asked.reference.clone(),
        note: asked.note.clone(),
    };
    let id = assignment::record_event(ask.app(), ask.actor(), &row.id, on, &brought).await?;
    let location = format!("/api/v1/plans/{}/rows/{}/events/{id}", row.plan, row.id);
    Ok(Created {
        location,
        one: One::of(Made { id: id.to_string() }),
    })
}

async fn event(ask: Ask) -> Result<One<DueShape>, Failure> {
    let id = ask.id("event", OccurrenceId::parse, Noun::Occurrence)?;
    let panel = panel(&ask).await?;
    let found = panel
        .dues
        .iter()
        .find(|one| one.id == id && one.event.is_some());
    found
        .map(|one| One::at(1, due(one)))
        .ok_or(Failure::NotFound(Noun::Occurrence))
}

async fn stopped(ask: Ask) -> Result<Done, Failure> {
    let id = ask.id("event", OccurrenceId::parse, Noun::Occurrence)?;
    let known = panel(&ask).await?.dues.iter().any(|one| one.id == id);
    ask.version()?;
    if !known {
        return Err(Failure::NotFound(Noun::Occurrence));
    }
    assignment::remove_event(ask.app(), ask.actor(), &id).await?;
    Ok(Done)
}

async fn tasks(ask: Ask<Nothing, Wanted>) -> Result<Many<TaskShape>, Failure> {
    let agenda =
        assignment::tasks(ask.app(), ask.actor(), &Whose::Mine, &Filter::default()).await?;
    let tasks = agenda.tasks.into_iter().map(|task| TaskShape {
        row: task.row.to_string(),
        plan: task.plan.to_string(),
        plan_name: task.plan_name,
        code: task.code,
        title: task.title,
        duty: if task.duty == Duty::Lead {
            "lead"
        } else {
            "supporting"
        },
        status: task.status.name(),
        bucket: bucket(task.bucket),
        due: task.due.map(|day| day.to_string()),
        points_at_stake: decimal(task.at_stake.as_ref()),
        points_at_stake_exact: fraction(task.at_stake.as_ref()),
        proof_missing: task.proof_missing,
        assignment: task.member.to_string(),
    });
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(tasks.collect(), page, |task: &TaskShape| &task.row)
}

fn bucket(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Overdue => "overdue",
        Bucket::Today => "today",
        Bucket::Week => "week",
        Bucket::Month => "month",
        Bucket::Later => "later",
        Bucket::WaitingEvent => "waiting_event",
        Bucket::Continuous => "continuous",
        Bucket::Done => "done",
    }
}
