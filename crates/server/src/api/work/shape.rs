//! How far a row is, as the API shows it.

use app::assignment::{self, Panel};
use serde::Serialize;
use utoipa::ToSchema;

/// How far a row is.
#[derive(Serialize, ToSchema)]
pub(super) struct Work {
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
pub(super) struct DueShape {
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
pub(super) struct HappeningShape {
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

/// The id of something made.
#[derive(Serialize, ToSchema)]
pub(super) struct Made {
    /// Id.
    pub(super) id: String,
}

pub(super) fn shape(panel: &Panel) -> Work {
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

pub(super) fn due(one: &assignment::Due) -> DueShape {
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

pub(super) fn done(one: &assignment::Happening) -> HappeningShape {
    HappeningShape {
        id: one.id.to_string(),
        on: one.on.to_string(),
        note: one.note.clone(),
        by: one.by.clone(),
        removed_at: one.removed_at.clone(),
    }
}
