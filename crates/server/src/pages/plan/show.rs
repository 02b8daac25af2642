//! `/ke-hoach/{id}`: the rows of a plan, filtered, sorted, paged, and picked for one change.

use app::PartyId;
use app::plan::{self, DueWindow, Line, Plan, Role, State as PlanState, Triage};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::authority::Action;
use domain::work::Status;
use jiff::civil::Date;
use reading::words;

use super::asked::{Asked, PAGE};
use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Frame, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "plan/show.html")]
struct Page {
    frame: Frame,
    plan: Plan,
    state: (&'static str, &'static str),
    tab: &'static str,
    may_edit: bool,
    may_issue: bool,
    may_pick: bool,
    asked: Asked,
    annexes: Vec<String>,
    leads: Vec<(String, String)>,
    parties: Vec<(PartyId, String, String)>,
    all: usize,
    done: usize,
    late: usize,
    wanted: usize,
    narrow: bool,
    rows: Vec<Shown>,
    pages: usize,
    page: usize,
}

/// A row of the table.
pub(super) struct Shown {
    pub(super) id: String,
    pub(super) version: i32,
    pub(super) is_work: bool,
    pub(super) annex: Option<String>,
    pub(super) level: usize,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) points: String,
    pub(super) badge: (&'static str, String),
    pub(super) deadline: String,
    pub(super) due: Option<Date>,
    pub(super) due_set: bool,
    pub(super) leads: Vec<String>,
    pub(super) supporting: Vec<String>,
    pub(super) proofs: String,
    pub(super) triage: &'static str,
}

impl Shown {
    /// As it stands today.
    pub(super) fn of(line: &Line, plan: &Plan, today: Date) -> Shown {
        let row = &line.row;
        let names = |role| line.names(role).into_iter().map(str::to_owned);
        let deadline = row
            .deadline(plan)
            .map(|reading| words::deadline::in_words(&reading.deadline));
        Shown {
            id: row.id.to_string(),
            version: row.version,
            is_work: row.is_work(),
            annex: None,
            level: row.path.split('.').count().min(4),
            code: row.code.clone().unwrap_or_default(),
            title: row.title.clone(),
            points: row
                .max_points
                .as_ref()
                .map(|points| vi::number::points(points, 2))
                .unwrap_or_default(),
            badge: vi::planning::standing(row, today),
            deadline: vi::planning::capital(&deadline.unwrap_or_default()),
            due: row.next_due.filter(|_| row.status.is_open()),
            due_set: row.effective_due.is_some(),
            leads: names(Role::Lead).chain(names(Role::OutsideLead)).collect(),
            supporting: names(Role::Supporting).collect(),
            proofs: match (line.proofs, line.proofs_needed) {
                (0, 0) => String::new(),
                (have, 0) => have.to_string(),
                (have, need) => format!("{have}/{need}"),
            },
            triage: if row.triage == Triage::Leads {
                ""
            } else {
                vi::planning::triage(row.triage)
            },
        }
    }
}

impl Page {
    fn statuses(&self) -> Vec<(&'static str, String)> {
        let stored = Status::ALL
            .into_iter()
            .map(|status| (status.name(), vi::planning::status(status)));
        std::iter::once(("overdue", "Quá hạn".to_owned()))
            .chain(stored)
            .collect()
    }

    fn dues(&self) -> Vec<(&'static str, &'static str)> {
        DueWindow::ALL
            .into_iter()
            .map(|due| (due.name(), vi::planning::due(due)))
            .collect()
    }

    fn triages(&self) -> Vec<(&'static str, &'static str)> {
        Triage::ALL
            .iter()
            .map(|one| (one.name(), vi::planning::triage(*one)))
            .collect()
    }

    fn sorted(&self, by: &str) -> &'static str {
        match self.asked.order == by {
            true if by == "diem" => "descending",
            true => "ascending",
            false => "none",
        }
    }

    fn kind_of(&self, kind: &str) -> &'static str {
        vi::planning::party_kind(kind)
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let actor = &visitor.actor;
    let plan = plan::head(&web.app, actor, &super::plan_id(&id)?).await?;
    let lines = plan::rows(&web.app, actor, &plan).await?;
    let today = web.app.today();
    let may_edit = plan.is_editable_by(actor);
    let may_pick = may_edit && plan.state != PlanState::Withdrawn;
    let parties = if may_pick {
        plan::parties(&web.app, actor, &plan).await?
    } else {
        Vec::new()
    };
    let work = || lines.iter().filter(|line| line.row.is_work());
    let is_late = |line: &&Line| vi::planning::standing(&line.row, today).0 == "overdue";
    let is_done = |line: &&Line| matches!(line.row.status, Status::Done | Status::NotApplicable);
    let (all, done, late) = (
        work().count(),
        work().filter(is_done).count(),
        work().filter(is_late).count(),
    );
    let (annexes, leads) = (annexes(&lines), leads(&lines));
    let filter = asked.filter();
    let lines = filter.apply(lines, today);
    let wanted = lines.iter().filter(|line| line.row.is_work()).count();
    let pages = lines.len().div_ceil(PAGE).max(1);
    let page = asked.page().min(pages);
    let first = (page - 1) * PAGE;
    let mut annex = String::new();
    let mut rows = Vec::new();
    for line in lines.iter().skip(first).take(PAGE) {
        let mut row = Shown::of(line, &plan, today);
        if annexes.len() > 1 && line.row.annex != annex && asked.order.is_empty() {
            annex.clone_from(&line.row.annex);
            row.annex = Some(annex.clone());
        }
        rows.push(row);
    }
    let frame = Frame::at_home(&web, &visitor, Section::Plans).await?;
    shown(&Page {
        frame,
        state: vi::planning::state(plan.state),
        tab: "rows",
        may_edit,
        may_issue: actor.may(Action::IssuePlan, &plan.unit_path),
        may_pick,
        plan,
        annexes,
        leads,
        parties,
        all,
        done,
        late,
        wanted,
        narrow: filter.is_narrow() || filter.annex.is_some(),
        rows,
        pages,
        page,
        asked,
    })
}

fn annexes(lines: &[Line]) -> Vec<String> {
    let mut annexes: Vec<String> = Vec::new();
    for line in lines {
        if !annexes.contains(&line.row.annex) {
            annexes.push(line.row.annex.clone());
        }
    }
    annexes
}

/// Whoever leads a row, groups by their own name, for the filter.
fn leads(lines: &[Line]) -> Vec<(String, String)> {
    let mut leads: Vec<(String, String)> = Vec::new();
    for one in lines
        .iter()
        .flat_map(|line| &line.assigned)
        .filter(|one| one.role != Role::Supporting)
    {
        let (id, name) = one
            .via
            .as_ref()
            .map_or((&one.party, &one.name), |(id, name)| (id, name));
        if !leads.iter().any(|(known, _)| known == id.as_str()) {
            leads.push((id.to_string(), name.clone()));
        }
    }
    leads.sort_by_cached_key(|(_, name)| reading::text::fold(name));
    leads
}
