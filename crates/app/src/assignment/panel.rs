//! What a row's page shows of its work: who, how far, when due, what was done.

use domain::authority::Action;
use domain::work::{self, Label};
use jiff::civil::Date;

use super::row::{self, Member, WorkRow};
use super::{plan_work, sql};
use crate::database::Row;
use crate::{Actor, App, Error, Fault, HappeningId, OccurrenceId, RowId, bind};

/// A record of something done, as a row's page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Id.
    pub id: HappeningId,
    /// When it was done.
    pub on: Date,
    /// What was said.
    pub note: String,
    /// Who recorded it, by name; empty: the program.
    pub by: String,
    by_account: String,
    /// When it was taken away.
    pub removed_at: Option<String>,
}

/// One time at which a row is due, as a row's page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Id.
    pub id: OccurrenceId,
    /// Which one.
    pub label: Label,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub due: Option<Date>,
    /// Done of needed.
    pub progress: work::Progress,
    /// The event that started it, with its day.
    pub event: Option<(String, Date)>,
    /// The letter that brought the event.
    pub reference: String,
    /// What was said of it.
    pub note: String,
}

/// What a row's page shows of its work.
#[derive(Clone, Debug)]
pub struct Panel {
    /// The row and who does it.
    pub row: WorkRow,
    /// When it is due.
    pub dues: Vec<Due>,
    /// Events that are waited for.
    pub waits: Vec<String>,
    /// What was done, newest first.
    pub happenings: Vec<Happening>,
    /// Whether the actor may record what was done.
    pub may_work: bool,
    /// Whether the actor may set the day that binds.
    pub may_set_due: bool,
}

/// What a row's page shows of its work.
pub async fn panel(app: &App, actor: &Actor, row: &RowId) -> Result<Panel, Error> {
    let mut conn = app.read().await?;
    let mut row = row::load(&mut conn, actor, row).await?;
    let kept = plan_work::load(&mut conn, &row.id).await?;
    let mut happenings = conn
        .all(sql::HAPPENINGS, bind![row.id.as_str()], happening)
        .await?;
    let days: Vec<Date> = happenings
        .iter()
        .filter(|one| one.removed_at.is_none())
        .map(|one| one.on)
        .collect();
    let counted = plan_work::counted(&kept, &days);
    let (mut dues, mut waits) = (Vec::new(), Vec::new());
    for (one, progress) in kept.into_iter().zip(counted) {
        if one.waits() {
            waits.extend(one.event);
            continue;
        }
        dues.push(Due {
            id: one.id,
            label: one.occurrence.label,
            start: one.occurrence.start,
            due: one.occurrence.due,
            progress,
            event: one.event_on.map(|on| (one.event.unwrap_or_default(), on)),
            reference: one.reference.unwrap_or_default(),
            note: one.note.unwrap_or_default(),
        });
    }
    dues.sort_by_key(|one| (one.due.is_none(), one.due, one.start));
    if !row.is_seen_whole(actor) {
        // Their own work in a plan of the unit above: what other units do of it is not theirs.
        let leads = |one: &Member| one.role != "supporting" && one.via.is_none();
        row.members.retain(|one| one.mine || leads(one));
        let me = actor.account.as_ref().map(crate::AccountId::as_str);
        happenings.retain(|one| Some(one.by_account.as_str()) == me);
    }
    Ok(Panel {
        may_work: row.require_work(actor).is_ok(),
        may_set_due: row.is_open && actor.may(Action::EditPlan, &row.unit_path),
        row,
        dues,
        waits,
        happenings,
    })
}

fn happening(row: &Row) -> Result<Happening, Fault> {
    Ok(Happening {
        id: HappeningId::stored(row.text("id")?),
        on: row.date("happened_on")?,
        note: row.text("note")?,
        by: row.text_or_null("by_name")?.unwrap_or_default(),
        by_account: row.text("created_by")?,
        removed_at: row.text_or_null("removed_at")?,
    })
}
