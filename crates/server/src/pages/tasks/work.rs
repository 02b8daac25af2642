//! What `_work.html` shows: the work of one row.

use app::assignment::{self, Panel};
use app::{Actor, AssignmentId, RowId};
use domain::work::{self, Label, Status};
use jiff::civil::Date;
use reading::words;

use crate::vi;
use crate::web::{Failure, Problems, Visitor, Web};

/// The work of a row on its page.
pub(crate) struct Work {
    /// Which row: `/dong/{row}/…`.
    pub(crate) row: RowId,
    /// Code and title.
    pub(crate) name: String,
    /// The row's page.
    pub(crate) address: String,
    /// The row's version.
    pub(crate) version: i32,
    /// As the plan says it.
    pub(crate) deadline_text: String,
    /// The day that a person set instead.
    pub(crate) effective_due: Option<Date>,
    /// Next day on which something is due, and how time stands.
    pub(crate) due: Option<Date>,
    pub(crate) standing: String,
    pub(crate) late: bool,
    /// The row's status.
    pub(crate) status: Status,
    /// What the visitor can do with the row's status.
    pub(crate) steps: Vec<Step>,
    /// Who does it.
    pub(crate) members: Vec<MemberLine>,
    /// Times at which it is due.
    pub(crate) dues: Vec<DueLine>,
    /// Done of needed over all of them.
    pub(crate) done: u32,
    pub(crate) needed: u32,
    /// Events that are waited for.
    pub(crate) waits: Vec<String>,
    pub(crate) happenings: Vec<assignment::Happening>,
    pub(crate) may_work: bool,
    pub(crate) may_set_due: bool,
    /// What was typed and refused.
    pub(crate) typed: Typing,
    pub(crate) problems: Problems,
    pub(crate) today: Date,
}

/// What was typed in any of the forms.
#[derive(Clone, Default)]
pub(crate) struct Typing {
    pub(crate) note: String,
    pub(crate) on: String,
    pub(crate) happening_note: String,
    pub(crate) event_on: String,
    pub(crate) reference: String,
    pub(crate) event_note: String,
    pub(crate) due: String,
}

/// A step that the visitor can take.
pub(crate) struct Step {
    pub(crate) to: &'static str,
    pub(crate) words: &'static str,
    /// Whether a reason is needed.
    pub(crate) reason: bool,
}

pub(crate) struct MemberLine {
    pub(crate) id: AssignmentId,
    pub(crate) role: &'static str,
    pub(crate) name: String,
    pub(crate) via: Option<String>,
    pub(crate) status: Status,
    pub(crate) version: i32,
    pub(crate) mine: bool,
    pub(crate) steps: Vec<Step>,
}

pub(crate) struct DueLine {
    pub(crate) id: String,
    pub(crate) words: String,
    pub(crate) due: Option<Date>,
    pub(crate) done: u32,
    pub(crate) needed: u32,
    pub(crate) late: u32,
    /// `done`, `overdue`, or empty.
    pub(crate) state: &'static str,
    pub(crate) event: Option<String>,
}

impl Work {
    /// The work of a row that the visitor may see.
    pub(crate) async fn of(web: &Web, visitor: &Visitor, row: &RowId) -> Result<Work, Failure> {
        let panel = assignment::panel(&web.app, &visitor.actor, row).await?;
        Ok(Work::shown(panel, &visitor.actor, web.app.today()))
    }

    fn shown(panel: Panel, actor: &Actor, today: Date) -> Work {
        let Panel {
            row,
            dues,
            waits,
            happenings,
            may_work,
            may_set_due,
        } = panel;
        let standing = work::standing(row.status, row.next_due, today);
        let leads: Vec<&assignment::Member> = row
            .members
            .iter()
            .filter(|member| member.role == "lead")
            .collect();
        let own = leads.iter().copied().find(|member| member.mine);
        let duties = row.duties(actor, own.or(leads.first().copied()));
        let members = row
            .members
            .iter()
            .map(|member| MemberLine {
                id: member.id.clone(),
                role: vi::work::role(&member.role),
                name: member.name.clone(),
                via: member.via.clone(),
                status: member.status,
                version: member.version,
                mine: member.mine,
                // One lead is the row itself, whose steps stand above.
                steps: if member.role == "outside_lead"
                    || (member.role == "lead" && leads.len() == 1)
                {
                    Vec::new()
                } else {
                    steps(member.status, &row.duties(actor, Some(member)), row.is_open)
                },
            })
            .collect();
        Work {
            name: row.name(),
            address: row.address(),
            version: row.version,
            deadline_text: row.deadline_text.clone().unwrap_or_default(),
            effective_due: row.effective_due,
            due: row.next_due,
            late: matches!(standing, work::Standing::Overdue { .. }),
            standing: vi::work::standing(standing),
            status: row.status,
            steps: steps(row.status, &duties, row.is_open),
            members,
            done: dues
                .iter()
                .map(|due| due.progress.done.min(due.progress.needed))
                .sum(),
            needed: dues.iter().map(|due| due.progress.needed).sum(),
            dues: dues
                .into_iter()
                .map(|due| line(due, row.status, today))
                .collect(),
            waits,
            happenings,
            may_work,
            may_set_due,
            typed: Typing::default(),
            problems: Problems::default(),
            today,
            row: row.id,
        }
    }

    /// Whether counting makes sense: it recurs, or it is counted without being owed.
    pub(crate) fn counts(&self) -> bool {
        self.needed > 1 || self.dues.len() > 1 || !self.happenings.is_empty()
    }
}

fn steps(from: Status, duties: &[work::Duty], open: bool) -> Vec<Step> {
    let mut to: Vec<Status> = duties.iter().flat_map(|duty| from.open_to(*duty)).collect();
    to.sort_unstable();
    to.dedup();
    to.into_iter()
        .filter(|_| open)
        .map(|to| Step {
            to: to.name(),
            words: vi::work::step(from, to),
            reason: matches!(to, Status::Returned | Status::NotApplicable),
        })
        .collect()
}

fn line(due: assignment::Due, status: Status, today: Date) -> DueLine {
    let met = due.progress.is_met() && due.progress.needed > 0;
    let passed = due.due.is_some_and(|day| day < today) && status.is_open();
    DueLine {
        id: due.id.to_string(),
        words: match (due.label, &due.event) {
            (Label::Once, _) => "Thời hạn".to_owned(),
            (Label::Event { on }, Some((event, _))) if !event.is_empty() => {
                format!("{event} ({})", vi::number::date(on))
            }
            (label, _) => words::work::label(label),
        },
        due: due.due,
        done: due.progress.done,
        needed: due.progress.needed,
        late: due.progress.late,
        state: if met {
            "done"
        } else if passed {
            "overdue"
        } else {
            ""
        },
        event: due.event.map(|_| {
            let said = [due.reference, due.note];
            let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
            said.join(", ")
        }),
    }
}
