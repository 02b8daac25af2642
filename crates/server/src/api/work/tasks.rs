//! `/api/v1/me/tasks`: what one owes, by when, with which proof.

use app::assignment::{self, Filter, Task, Whose};
use app::{PersonId, PlanId};
use domain::authority::Duty;
use domain::work::Bucket;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Many, Nothing, field};
use crate::web::{Access, Failure};

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
    /// Id of a person of your unit whose list is wanted; your own unless said.
    person: Option<String>,
    /// Everyone's of your unit.
    whole_unit: Option<bool>,
    /// Id of a plan.
    plan: Option<String>,
    /// `lead`, `supporting`.
    duty: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/me/tasks",
        Access::SignedIn,
        (
            "listTasks",
            "Việc của tôi; việc của một người hoặc của cả đơn vị mình",
        ),
        tasks,
    )
}

async fn tasks(ask: Ask<Nothing, Wanted>) -> Result<Many<TaskShape>, Failure> {
    let (whose, filter) = (whose(&ask)?, filter(&ask.query)?);
    let agenda = assignment::tasks(ask.app(), ask.actor(), &whose, &filter).await?;
    let tasks = agenda.tasks.into_iter().map(shape).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(tasks, page, |task: &TaskShape| &task.assignment)
}

fn whose(ask: &Ask<Nothing, Wanted>) -> Result<Whose, Failure> {
    let home = ask.actor().home.as_ref();
    match (&ask.query.person, ask.query.whole_unit, home) {
        (Some(id), _, _) => Ok(Whose::Person(field("person", id, PersonId::parse(id))?)),
        (None, Some(true), Some(home)) => Ok(Whose::Unit(home.id.clone())),
        _ => Ok(Whose::Mine),
    }
}

fn filter(asked: &Wanted) -> Result<Filter, Failure> {
    let duty = |word: &String| {
        let duty = match word.as_str() {
            "lead" => Some(Duty::Lead),
            "supporting" => Some(Duty::Supporting),
            _ => None,
        };
        field("duty", word, duty)
    };
    let plan = |id: &String| field("plan", id, PlanId::parse(id));
    Ok(Filter {
        plan: asked.plan.as_ref().map(plan).transpose()?,
        duty: asked.duty.as_ref().map(duty).transpose()?,
    })
}

fn shape(task: Task) -> TaskShape {
    TaskShape {
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
    }
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
