//! «Việc của tôi» and «Lịch»: what a person or an office owes, and on which days.

use std::collections::BTreeMap;

use domain::authority::{Action, Duty};
use domain::work::{self, Bucket, Label, Pace, Status};
use jiff::civil::Date;
use scoring::Exact;

use super::row::status;
use super::{sql, stored};
use crate::database::{Conn, Row};
use crate::evidence;
use crate::survey;
use crate::{Actor, App, AssignmentId, Error, Fault, Noun, PersonId, PlanId, RowId, UnitId, bind};

/// Whose work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One's own.
    Mine,
    /// A person's: leaders and focal officers may look.
    Person(PersonId),
    /// Everyone's in a unit.
    Unit(UnitId),
}

/// What is shown of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this plan.
    pub plan: Option<PlanId>,
    /// Only as lead, or only as supporting.
    pub duty: Option<Duty>,
}

/// One row that someone has a part in.
#[derive(Clone, Debug)]
pub struct Task {
    /// The row.
    pub row: RowId,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Its plan.
    pub plan: PlanId,
    /// The plan's number, else its title.
    pub plan_name: String,
    /// Whether the plan is still a draft.
    pub draft: bool,
    /// The part.
    pub duty: Duty,
    /// Whose part, by name: for an office's list.
    pub party: String,
    /// The part's id.
    pub member: AssignmentId,
    /// The part's status.
    pub status: Status,
    /// The part's version.
    pub version: i32,
    /// Next day on which something is due.
    pub due: Option<Date>,
    /// Done of needed, where more than once is needed.
    pub progress: Option<(i64, i64)>,
    /// Points that the row can still bring; `None`: not scored, or nothing is known.
    pub at_stake: Option<Exact>,
    /// Things asked for as proof that are not there.
    pub proof_missing: usize,
    /// Where it is done.
    pub address: String,
    /// The group in which it is shown.
    pub bucket: Bucket,
    /// How time stands.
    pub standing: work::Standing,
    unit_path: String,
}

/// Someone whose list can be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Rows that are still open.
    pub open: i64,
}

/// «Việc của tôi».
#[derive(Clone, Debug)]
pub struct Agenda {
    /// Whose it is, by name; `None`: one's own.
    pub of: Option<String>,
    /// All of it, in the order in which it is shown, filtered.
    pub tasks: Vec<Task>,
    /// The plans in it, before filtering.
    pub plans: Vec<(PlanId, String)>,
    /// Others whose list may be looked at.
    pub colleagues: Vec<Colleague>,
}

/// What someone owes, in the order in which it is shown.
pub async fn tasks(
    app: &App,
    actor: &Actor,
    whose: &Whose,
    filter: &Filter,
) -> Result<Agenda, Error> {
    let mut conn = app.read().await?;
    let (of, person, unit) = target(&mut conn, actor, whose).await?;
    let today = app.today();
    let whom = [person.as_deref().into(), unit.as_deref().into()];
    let day = today.to_string();
    let of_today = [whom[0], whom[1], day.as_str().into()];
    let mut all = conn
        .all(sql::TASKS, &of_today, |row| task(row, actor, today))
        .await?;
    let asked = conn
        .all(sql::TASKS_ASKED, &whom, evidence::read_asked)
        .await?;
    let used = conn
        .all(sql::TASKS_USED, &whom, evidence::read_used)
        .await?;
    let counts = evidence::together(asked, used);
    for task in &mut all {
        if let Some(count) = counts.get(task.row.as_str()) {
            task.proof_missing = count.asked.len() - count.met();
        }
    }
    if *whose != Whose::Mine {
        all.retain(|task| actor.may(Action::Read, &task.unit_path));
    }
    let colleagues = colleagues(&mut conn, actor).await?;
    let mut plans: Vec<(PlanId, String)> = all
        .iter()
        .map(|task| (task.plan.clone(), task.plan_name.clone()))
        .collect();
    plans.sort();
    plans.dedup();
    let mut tasks = once_each(all, whose);
    tasks.retain(|task| {
        filter.plan.as_ref().is_none_or(|plan| *plan == task.plan)
            && filter.duty.is_none_or(|duty| duty == task.duty)
    });
    tasks.sort_by(|a, b| order(a).cmp(&order(b)));
    Ok(Agenda {
        of,
        tasks,
        plans,
        colleagues,
    })
}

fn order(task: &Task) -> (Bucket, Option<Date>, &str, Vec<u32>) {
    let numbers = task
        .code
        .split(['.', ' '])
        .map(|part| part.parse().unwrap_or(u32::MAX));
    (task.bucket, task.due, &task.plan_name, numbers.collect())
}

/// Someone who has two parts in a row has the higher one.
fn once_each(all: Vec<Task>, whose: &Whose) -> Vec<Task> {
    if matches!(whose, Whose::Unit(_)) {
        return all;
    }
    let mut rows: BTreeMap<RowId, Task> = BTreeMap::new();
    for task in all {
        match rows.get(&task.row) {
            Some(known) if known.duty >= task.duty => {}
            _ => {
                rows.insert(task.row.clone(), task);
            }
        }
    }
    rows.into_values().collect()
}

type Target = (Option<String>, Option<String>, Option<String>);

async fn target(conn: &mut Conn, actor: &Actor, whose: &Whose) -> Result<Target, Error> {
    let own = actor.person.as_ref().ok_or(Error::NotFound(Noun::Person))?;
    match whose {
        Whose::Mine => Ok((None, Some(own.to_string()), None)),
        Whose::Person(person) if person == own => Ok((None, Some(own.to_string()), None)),
        Whose::Person(person) => {
            let (name, path) = conn
                .find(sql::PERSON_PLACE, bind![person.as_str()], named_place)
                .await?
                .ok_or(Error::NotFound(Noun::Person))?;
            look(actor, &path, Noun::Person)?;
            Ok((Some(name), Some(person.to_string()), None))
        }
        Whose::Unit(unit) => {
            let (name, path) = conn
                .find(sql::UNIT_PLACE, bind![unit.as_str()], named_place)
                .await?
                .ok_or(Error::NotFound(Noun::Unit))?;
            look(actor, &path, Noun::Unit)?;
            Ok((Some(name), None, Some(unit.to_string())))
        }
    }
}

fn named_place(row: &Row) -> Result<(String, String), Fault> {
    Ok((row.text("name")?, row.text("path")?))
}

/// Leaders and focal officers look at others' work: those who may issue the unit's plans.
fn look(actor: &Actor, path: &str, noun: Noun) -> Result<(), Error> {
    if !actor.may(Action::Read, path) {
        return Err(Error::NotFound(noun));
    }
    actor.require(Action::IssuePlan, path)
}

async fn colleagues(conn: &mut Conn, actor: &Actor) -> Result<Vec<Colleague>, Error> {
    let Some(home) = actor
        .home
        .as_ref()
        .filter(|home| actor.may(Action::IssuePlan, &home.path))
    else {
        return Ok(Vec::new());
    };
    let found = conn
        .all(sql::COLLEAGUES, bind![&home.path], |row| {
            Ok(Colleague {
                id: PersonId::stored(row.text("id")?),
                name: row.text("name")?,
                open: row.count("open_rows")?,
            })
        })
        .await?;
    Ok(found)
}

fn task(row: &Row, actor: &Actor, today: Date) -> Result<Task, Fault> {
    let duty = if row.text("role")? == "lead" {
        Duty::Lead
    } else {
        Duty::Supporting
    };
    let own = status(&row.text("status")?)?;
    let open = own.is_open() && status(&row.text("row_status")?)?.is_open();
    let due = row.date_or_null("next_due")?.filter(|_| open);
    let (needed, done) = (row.count("needed")?, row.count("done")?);
    let pace = if !open {
        Pace::Over
    } else if row.count("waiting")? > 0 && row.count("started")? == 0 {
        Pace::AwaitsEvent
    } else if row.count("ongoing")? > 0 && needed == 0 {
        Pace::Continuous
    } else {
        Pace::Dated
    };
    let (id, plan) = (
        RowId::stored(row.text("id")?),
        PlanId::stored(row.text("plan_id")?),
    );
    let code = row.text_or_null("code")?.unwrap_or_default();
    let unit_path = row.text("unit_path")?;
    let address = match (
        row.text_or_null("period_code")?,
        row.text_or_null("indicator_code")?,
    ) {
        // Of another unit's plan only the row opens.
        (Some(period), Some(indicator)) if actor.may(Action::Read, &unit_path) => {
            crate::address::indicator(&period, &row.text("slug")?, &indicator)
        }
        _ => format!("/ke-hoach/{plan}/dong/{id}"),
    };
    let max = row.exact_or_null("max_points")?;
    let claimed = row.exact_or_null("points")?;
    let at_stake = match (max, row.text_or_null("outcome")?.as_deref()) {
        (_, Some("not_applicable" | "unscored" | "heading")) => None,
        (Some(max), _) => {
            Some(max - claimed.unwrap_or(Exact::ZERO)).filter(|left| !left.is_negative())
        }
        (None, _) => None,
    };
    let title = row.text("plan_title")?;
    Ok(Task {
        row: id,
        code,
        title: row.text("title")?,
        plan_name: row.text_or_null("reference")?.unwrap_or(title),
        plan,
        draft: row.text("state")? == "draft",
        duty,
        party: row.text("party_name")?,
        member: AssignmentId::stored(row.text("member_id")?),
        status: own,
        version: row.int("version")?,
        due,
        progress: (needed > 1).then_some((done, needed)),
        at_stake,
        proof_missing: 0,
        address,
        bucket: work::bucket(due, today, pace),
        standing: work::standing(if open { own } else { Status::Done }, due, today),
        unit_path,
    })
}

/// Something due on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// Row and label: the same whenever the row is planned anew, for calendars outside.
    pub key: String,
    /// The day.
    pub day: Date,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// The plan's number, else its title.
    pub plan_name: String,
    /// Which one of several.
    pub label: Label,
    /// Whether nothing more is asked of it.
    pub done: bool,
    /// Its page.
    pub address: String,
}

/// What falls due from one day to another, both included: one's own work, or everyone's in a unit
/// that the actor may see.
pub async fn calendar(
    app: &App,
    actor: &Actor,
    unit: Option<&UnitId>,
    (from, to): (Date, Date),
) -> Result<Vec<CalendarDay>, Error> {
    let mut conn = app.read().await?;
    let (from, to) = (from.to_string(), to.to_string());
    let all = match unit {
        None => {
            let own = actor.person.as_ref().ok_or(Error::NotFound(Noun::Person))?;
            let mut all = conn
                .all(
                    sql::CALENDAR_MINE,
                    bind![own.as_str(), &from, &to],
                    calendar_day,
                )
                .await?;
            if let Some(account) = &actor.account {
                let mine = (Some(account.as_str()), None);
                all.extend(survey::calendar_days(&mut conn, mine, (&from, &to)).await?);
            }
            all
        }
        Some(unit) => {
            let (_, path) = conn
                .find(sql::UNIT_PLACE, bind![unit.as_str()], named_place)
                .await?
                .ok_or(Error::NotFound(Noun::Unit))?;
            actor.require(Action::Read, &path)?;
            let mut all = conn
                .all(sql::CALENDAR_UNIT, bind![&path, &from, &to], calendar_day)
                .await?;
            let here = (None, Some(path.as_str()));
            all.extend(survey::calendar_days(&mut conn, here, (&from, &to)).await?);
            all
        }
    };
    Ok(all)
}

fn calendar_day(row: &Row) -> Result<CalendarDay, Fault> {
    let (needed, done) = (row.int("needed")?, row.int("done")?);
    let (id, named) = (row.text("row_id")?, row.text("label")?);
    let event_on = row.date_or_null("event_on")?;
    let label = stored::label(&named, event_on)
        .ok_or_else(|| Fault::inconsistent("occurrence", &id, "label"))?;
    let title = row.text("plan_title")?;
    Ok(CalendarDay {
        day: row.date("due_on")?,
        code: row.text_or_null("code")?.unwrap_or_default(),
        title: row.text("title")?,
        plan_name: row.text_or_null("reference")?.unwrap_or(title),
        label,
        done: done >= needed || !status(&row.text("status")?)?.is_open(),
        address: format!(
            "/ke-hoach/{}/dong/{}",
            row.text("plan_id")?,
            row.text("row_id")?
        ),
        key: match event_on {
            Some(on) => format!("{id}-{named}-{on}"),
            None => format!("{id}-{named}"),
        },
    })
}
