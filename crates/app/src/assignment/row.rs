//! What every change of a row's work needs to know of it, and whether the actor may.

use domain::authority::{Action, Duty};
use domain::work::{self, Status};
use jiff::civil::Date;

use super::{Refusal, authority_path, highest, sql};
use crate::database::{Conn, Row};
use crate::{Actor, AssignmentId, Error, Fault, Noun, PartyId, PlanId, RowId, UnitId, bind};

/// Longest note, in characters.
pub const NOTE_MAX: usize = 1_000;

/// A row, as its work needs it.
#[derive(Clone, Debug)]
pub struct WorkRow {
    /// Id.
    pub id: RowId,
    /// Of which plan.
    pub plan: PlanId,
    /// The plan's title.
    pub plan_title: String,
    /// Whose plan.
    pub unit: UnitId,
    /// The unit's path.
    pub unit_path: String,
    /// The plan's year.
    pub year: i16,
    /// When the plan was issued.
    pub issued_on: Option<Date>,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// As the plan says it.
    pub deadline_text: Option<String>,
    /// The day that a person set instead.
    pub effective_due: Option<Date>,
    /// Next day on which something is due.
    pub next_due: Option<Date>,
    /// The lead's status.
    pub status: Status,
    /// For changes.
    pub version: i32,
    /// Whether anything may still be done with it.
    pub is_open: bool,
    /// Who does it.
    pub members: Vec<Member>,
    /// The actor's part.
    pub duty: Duty,
}

/// Who does a row, and how far they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Id.
    pub id: AssignmentId,
    /// `lead`, `supporting`, `outside_lead`.
    pub role: String,
    /// Who.
    pub party: PartyId,
    /// Its name.
    pub name: String,
    /// As the plan names it.
    pub named: String,
    /// The group through which it came.
    pub via: Option<String>,
    /// How far.
    pub status: Status,
    /// For changes.
    pub version: i32,
    /// Whether the actor acts for it.
    pub mine: bool,
}

impl WorkRow {
    /// Code and title.
    pub fn name(&self) -> String {
        format!("{} {}", self.code, self.title).trim().to_owned()
    }

    /// Its page.
    pub fn address(&self) -> String {
        format!("/ke-hoach/{}/dong/{}", self.plan, self.id)
    }

    /// Those whose status is the row's.
    pub(super) fn leads(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.role == "lead")
    }

    /// What the actor is to one who does it, or to the row itself.
    pub fn duties(&self, actor: &Actor, member: Option<&Member>) -> Vec<work::Duty> {
        let mut duties = Vec::new();
        let path = authority_path(actor, &self.unit_path, self.duty);
        if actor.may_as(Action::DoWork, path, self.duty)
            && let Some(member) = member.filter(|member| member.mine)
        {
            match member.role.as_str() {
                "lead" => duties.push(work::Duty::Lead),
                "supporting" => duties.push(work::Duty::Supporting),
                _ => {}
            }
        }
        if actor.may(Action::DoWork, &self.unit_path)
            && actor.may(Action::EditPlan, &self.unit_path)
        {
            duties.push(work::Duty::Focal);
        }
        if actor.may(Action::Appraise, &self.unit_path) {
            duties.push(work::Duty::Appraiser);
        }
        duties
    }

    /// Whether the actor sees all of it, not only their own part in another unit's plan.
    pub(super) fn is_seen_whole(&self, actor: &Actor) -> bool {
        actor.may(Action::Read, &self.unit_path)
    }

    /// Refuses unless the actor may record what was done here.
    pub(super) fn require_work(&self, actor: &Actor) -> Result<(), Error> {
        let path = authority_path(actor, &self.unit_path, self.duty);
        actor.require_as(Action::DoWork, path, self.duty)?;
        if self.is_open {
            Ok(())
        } else {
            Err(Refusal::Closed.into())
        }
    }
}

/// The row, if the actor may see it.
pub(crate) async fn load(conn: &mut Conn, actor: &Actor, id: &RowId) -> Result<WorkRow, Error> {
    let person = actor.person.as_ref().map(crate::PersonId::as_str);
    let all = conn
        .all(sql::WORK_ROW, bind![id.as_str(), person], |row| {
            Ok((read(row, id)?, member(row)?))
        })
        .await?;
    let (rows, members): (Vec<WorkRow>, Vec<Option<Member>>) = all.into_iter().unzip();
    let mut row = rows.into_iter().next().ok_or(Error::NotFound(Noun::Row))?;
    row.members = members.into_iter().flatten().collect();
    let mine = row.members.iter().filter(|member| member.mine);
    row.duty = highest(&mine.map(|member| member.role.clone()).collect::<Vec<_>>());
    let path = authority_path(actor, &row.unit_path, row.duty);
    if !actor.may_as(Action::Read, path, row.duty) {
        return Err(Error::NotFound(Noun::Row));
    }
    Ok(row)
}

fn read(row: &Row, id: &RowId) -> Result<WorkRow, Fault> {
    let year = row.int("year")?;
    Ok(WorkRow {
        id: id.clone(),
        plan: PlanId::stored(row.text("plan_id")?),
        plan_title: row.text("plan_title")?,
        unit: UnitId::stored(row.text("unit_id")?),
        unit_path: row.text("unit_path")?,
        year: i16::try_from(year).map_err(|_| Fault::inconsistent("plan", "", "year"))?,
        issued_on: row.date_or_null("issued_on")?,
        code: row.text_or_null("code")?.unwrap_or_default(),
        title: row.text("title")?,
        deadline_text: row.text_or_null("deadline_text")?,
        effective_due: row.date_or_null("effective_due")?,
        next_due: row.date_or_null("next_due")?,
        status: status(&row.text("status")?)?,
        version: row.int("version")?,
        is_open: row.text("state")? != "withdrawn" && row.text_or_null("removed_at")?.is_none(),
        members: Vec::new(),
        duty: Duty::None,
    })
}

fn member(row: &Row) -> Result<Option<Member>, Fault> {
    let Some(id) = row.text_or_null("member_id")? else {
        return Ok(None);
    };
    Ok(Some(Member {
        id: AssignmentId::stored(id),
        role: row.text("role")?,
        party: PartyId::stored(row.text("party_id")?),
        name: row.text("name")?,
        named: row.text("named")?,
        via: row.text_or_null("via")?,
        status: status(&row.text("member_status")?)?,
        version: row.int("member_version")?,
        mine: row.count("mine")? > 0,
    }))
}

pub(super) fn status(text: &str) -> Result<Status, Fault> {
    Status::parse(text).ok_or_else(|| Fault::inconsistent("status", text, "unknown"))
}

/// A note as kept: trimmed, not longer than is kept.
pub(super) fn note(typed: &str) -> Result<String, Refusal> {
    let note = typed.trim();
    let length = note.chars().count();
    if length > NOTE_MAX {
        return Err(Refusal::NoteLong { length });
    }
    Ok(note.to_owned())
}
