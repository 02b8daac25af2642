//! The work of a unit's plans in a year: how much, how much done, what is late and whose it is.

use std::collections::BTreeMap;

use domain::work::{Standing, Status, standing};
use jiff::civil::Date;
use scoring::Exact;

use super::sql;
use crate::database::{Conn, Row};
use crate::period::Period;
use crate::unit::Unit;
use crate::{Fault, IndicatorId, PlanId, RowId, bind};

/// Late rows shown; the number is of all.
const LATE_SHOWN: usize = 10;

/// The work of a unit.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Rows in all.
    pub rows: usize,
    /// Done, appraised or not applicable.
    pub done: usize,
    /// Late ones in all.
    pub late_count: usize,
    /// The latest of them, the longest overdue first.
    pub late: Vec<Late>,
    /// Whether there is a plan at all.
    pub planned: bool,
    pub(super) rows_by_indicator: BTreeMap<IndicatorId, Doing>,
}

/// Who does an indicator, and by when.
#[derive(Clone, Debug, Default)]
pub(super) struct Doing {
    pub(super) leads: Vec<String>,
    pub(super) due: Option<Date>,
}

/// A row whose day has passed.
#[derive(Clone, Debug)]
pub struct Late {
    /// The row.
    pub row: RowId,
    /// Its plan.
    pub plan: PlanId,
    /// Its code, where it has one.
    pub code: Option<String>,
    /// What is to be done.
    pub title: String,
    /// Who leads it.
    pub leads: Vec<String>,
    /// Days since it was due.
    pub days: u32,
    /// What it is worth.
    pub points: Option<Exact>,
}

struct Stored {
    late: Late,
    status: Status,
    due: Option<Date>,
    indicator: Option<IndicatorId>,
}

pub(super) async fn load(
    conn: &mut Conn,
    unit: &Unit,
    period: &Period,
    today: Date,
) -> Result<Work, Fault> {
    let year = i32::from(period.year);
    let stored = conn
        .all(sql::WORK, bind![unit.id.as_str(), year], |row| {
            Ok((stored(row)?, row.text_or_null("lead")?))
        })
        .await?;
    let mut rows: Vec<Stored> = Vec::new();
    for (one, lead) in stored {
        if rows.last().is_none_or(|last| last.late.row != one.late.row) {
            rows.push(one);
        }
        if let Some(last) = rows.last_mut() {
            last.late.leads.extend(lead);
        }
    }
    let mut work = Work {
        planned: !rows.is_empty(),
        rows: rows.len(),
        ..Work::default()
    };
    for one in rows {
        work.take(one, today);
    }
    work.late_count = work.late.len();
    work.late.sort_by_key(|late| std::cmp::Reverse(late.days));
    work.late.truncate(LATE_SHOWN);
    Ok(work)
}

impl Work {
    fn take(&mut self, one: Stored, today: Date) {
        let closed = matches!(
            one.status,
            Status::Done | Status::Appraised | Status::NotApplicable
        );
        self.done += usize::from(closed);
        if let Some(indicator) = one.indicator {
            let doing = self.rows_by_indicator.entry(indicator).or_default();
            doing.leads.extend(one.late.leads.iter().cloned());
            let dues = [doing.due, one.due];
            doing.due = dues.into_iter().flatten().min();
        }
        if let Standing::Overdue { days } = standing(one.status, one.due, today) {
            self.late.push(Late { days, ..one.late });
        }
    }
}

fn stored(row: &Row) -> Result<Stored, Fault> {
    let id = row.text("id")?;
    let status = row.text("status")?;
    Ok(Stored {
        status: Status::parse(&status)
            .ok_or_else(|| Fault::inconsistent("plan_row", &id, "status"))?,
        due: row.date_or_null("next_due")?,
        indicator: row.text_or_null("indicator_id")?.map(IndicatorId::stored),
        late: Late {
            row: RowId::stored(id),
            plan: PlanId::stored(row.text("plan_id")?),
            code: row.text_or_null("code")?,
            title: row.text("title")?,
            leads: Vec::new(),
            days: 0,
            points: row.exact_or_null("max_points")?,
        },
    })
}
