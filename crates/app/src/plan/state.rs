//! A plan comes into force, is withdrawn, is restored.

use domain::authority::Action;
use domain::deadline::Deadline;
use reading::text::squash;
use serde_json::json;

use super::new::{Role, State, Triage};
use super::read::{self, Plan};
use super::rows::Line;
use super::{Refusal, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::{Actor, App, Error, Noun, PlanId, bind, cascade, notice};

/// What a draft still lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Số, ký hiệu.
    Reference,
    /// Ngày ban hành.
    Date,
    /// There is no row of work.
    Rows,
    /// Cơ quan ban hành.
    Issuer,
    /// Người ký.
    Signatory,
    /// Rows of which nobody said whose they are.
    Undecided(usize),
    /// Rows that the unit leads without anyone leading them.
    WithoutLead(usize),
    /// Deadlines that are no time.
    Unread(usize),
    /// Errors of the document that nobody settled.
    Findings(usize),
}

impl Missing {
    /// Whether the plan cannot be issued without it.
    pub fn is_needed(self) -> bool {
        matches!(self, Missing::Reference | Missing::Date | Missing::Rows)
    }
}

/// What the plan lacks, what is needed first.
pub fn missing(plan: &Plan, lines: &[Line], open_findings: usize) -> Vec<Missing> {
    let work: Vec<&Line> = lines.iter().filter(|line| line.row.is_work()).collect();
    let count = |wanted: &dyn Fn(&Line) -> bool| work.iter().filter(|line| wanted(line)).count();
    let undecided = count(&|line| line.row.triage == Triage::Undecided);
    let without = count(&|line| {
        line.row.triage == Triage::Leads
            && line.assigned.iter().all(|one| one.role == Role::Supporting)
    });
    let unread = count(&|line| {
        let reading = line.row.deadline(plan);
        line.row.effective_due.is_none()
            && reading.is_some_and(|reading| reading.deadline == Deadline::Invalid)
    });
    let all = [
        (plan.reference.is_none(), Missing::Reference),
        (plan.issued_on.is_none(), Missing::Date),
        (work.is_empty(), Missing::Rows),
        (plan.issuer.is_none(), Missing::Issuer),
        (plan.signatory.is_none(), Missing::Signatory),
        (undecided > 0, Missing::Undecided(undecided)),
        (without > 0, Missing::WithoutLead(without)),
        (unread > 0, Missing::Unread(unread)),
        (open_findings > 0, Missing::Findings(open_findings)),
    ];
    all.into_iter()
        .filter(|(lacks, _)| *lacks)
        .map(|(_, what)| what)
        .collect()
}

async fn load(tx: &mut Tx, actor: &Actor, id: &PlanId) -> Result<Plan, Error> {
    let plan = read::load(tx, actor, id).await?;
    actor.require(Action::IssuePlan, &plan.unit_path)?;
    Ok(plan)
}

async fn set(tx: &mut Tx, plan: &Plan, version: i32, to: State) -> Result<(), Error> {
    let done = tx
        .run(sql::SET_STATE, bind![plan.id.as_str(), version, to.name()])
        .await?;
    if done == 0 {
        return Err(Error::Stale(Noun::Plan));
    }
    Ok(())
}

fn event(kind: &'static str, plan: &Plan, to: State) -> Event {
    Event::new(kind, "plan", plan.id.as_str(), &plan.name())
        .within(&plan.unit)
        .before(json!({ "state": plan.state.name() }))
        .after(json!({ "state": to.name() }))
}

/// Brings a draft into force and tells everyone who has work in it.
pub async fn issue(app: &App, actor: &Actor, id: &PlanId, version: i32) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let plan = load(&mut tx, actor, id).await?;
    if plan.state != State::Draft {
        return Err(Refusal::NotDraft.into());
    }
    let lines = super::rows::lines(&mut tx, actor, id).await?;
    if missing(&plan, &lines, 0)
        .into_iter()
        .any(Missing::is_needed)
    {
        return Err(Refusal::Incomplete.into());
    }
    set(&mut tx, &plan, version, State::Issued).await?;
    notice::tell_assigned(&mut tx, id, &plan.name()).await?;
    if let Some(before) = &plan.replaces {
        cascade::follow::succeed(&mut tx, before, id).await?;
    }
    Ok(tx
        .commit(event("plan.issued", &plan, State::Issued))
        .await?)
}

/// Withdraws a plan for a reason; nothing of it is lost.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    id: &PlanId,
    seen: super::Seen,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let plan = load(&mut tx, actor, id).await?;
    let reason = squash(&seen.reason);
    if reason.is_empty() {
        return Err(Refusal::NoReason.into());
    }
    if plan.state == State::Withdrawn {
        return Err(Refusal::Withdrawn.into());
    }
    set(&mut tx, &plan, seen.version, State::Withdrawn).await?;
    if plan.state == State::Issued {
        cascade::follow::tell(&mut tx, &plan, "withdrawn").await?;
    }
    let event = event("plan.withdrawn", &plan, State::Withdrawn)
        .after(json!({ "state": State::Withdrawn.name(), "reason": reason }));
    Ok(tx.commit(event).await?)
}

/// Brings a withdrawn plan back to what it was.
pub async fn restore(app: &App, actor: &Actor, id: &PlanId, version: i32) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let plan = load(&mut tx, actor, id).await?;
    if plan.state != State::Withdrawn {
        return Err(Refusal::NotWithdrawn.into());
    }
    let before = tx
        .find(sql::STATE_BEFORE, bind![id.as_str()], |row| {
            row.text("before_json")
        })
        .await?;
    let was_issued = before.is_some_and(|json| json.contains("\"issued\""));
    let to = if was_issued {
        State::Issued
    } else {
        State::Draft
    };
    set(&mut tx, &plan, version, to).await?;
    Ok(tx.commit(event("plan.restored", &plan, to)).await?)
}
