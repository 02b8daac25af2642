//! A plan and the plan above that it carries out, side by side, with which row carries out which.

use std::collections::BTreeMap;

use domain::authority::Action;
use domain::cascade::{Counted, Lead, Taken, Texts};
use domain::work::Calendar;

use super::side::{Side, Staffed, texts};
use super::sql;
use crate::database::{Conn, Row};
use crate::plan::{self, Plan, State};
use crate::{Actor, Error, Fault, RowId, bind, workday};

/// What is kept of a row above.
pub(super) struct Kept {
    /// The row that carries it out, or did.
    pub(super) own: Option<RowId>,
    /// The row above as it was when last answered to; `None`: gone.
    pub(super) taken: Option<Texts>,
}

/// The two plans.
pub(super) struct Both {
    pub(super) below: Side,
    pub(super) above: Side,
    /// What is kept, by the row above.
    pub(super) kept: BTreeMap<RowId, Kept>,
    pub(super) lead: Lead,
    /// Days worked around the year of the plan above.
    pub(super) calendar: Calendar,
    pub(super) answers: i64,
}

/// The plan that a plan carries out, as far as those who see the lower one may know of it.
pub(super) async fn above_of(
    conn: &mut Conn,
    actor: &Actor,
    below: &Plan,
) -> Result<Option<Plan>, Error> {
    let Some(id) = &below.parent else {
        return Ok(None);
    };
    let above = plan::load_any(conn, id).await?;
    let is_over = above.unit != below.unit && below.unit_path.starts_with(&above.unit_path);
    let is_told = is_over && above.state != State::Draft;
    Ok((is_told || actor.may(Action::Read, &above.unit_path)).then_some(above))
}

impl Both {
    pub(super) async fn load(conn: &mut Conn, below: Plan, above: Plan) -> Result<Both, Fault> {
        let id = below.id.clone();
        let below = Side::load(conn, below).await?;
        let above = Side::load(conn, above).await?;
        let kept = conn.all(sql::KEPT, bind![id.as_str()], kept).await?;
        let (lead, answers) = conn
            .one(sql::LEAD, bind![id.as_str()], |row| {
                let days = row.int_or_null("lead_days")?;
                let counted = row.text_or_null("lead_counted")?;
                let counted = counted.and_then(|name| Counted::parse(&name));
                let lead = days
                    .and_then(|days| u16::try_from(days).ok())
                    .zip(counted)
                    .map(|(days, counted)| Lead { days, counted });
                Ok((lead, row.count("answers")?))
            })
            .await?;
        let calendar = workday::calendar(conn, workday::around(above.plan.year)).await?;
        Ok(Both {
            below,
            above,
            kept: kept.into_iter().collect(),
            lead: lead.unwrap_or_default(),
            calendar,
            answers,
        })
    }

    /// What was seen of both: another text as soon as either, or an answer, is changed.
    pub(super) fn seen(&self) -> String {
        let links = self.kept.values().filter(|kept| kept.own.is_some()).count();
        let all = [
            self.above.seen(),
            self.below.seen(),
            links.to_string(),
            self.answers.to_string(),
        ];
        crate::secret::sha256(all.join(":").as_bytes())[..16].to_owned()
    }

    /// The live row that carries out a row above.
    pub(super) fn own(&self, above: &RowId) -> Option<&Staffed> {
        let own = self.kept.get(above)?.own.as_ref()?;
        self.below.row(own)
    }

    /// What was answered to last.
    pub(super) fn taken(&self, above: &RowId) -> Option<Taken> {
        let kept = self.kept.get(above)?;
        Some(Taken {
            texts: kept.taken.clone(),
            is_carried_out: self.own(above).is_some(),
        })
    }

    /// Every row of work above, there or gone, in the order of the plan above.
    pub(super) fn rows_above(&self) -> Vec<(RowId, Option<&Staffed>)> {
        let here = self.above.rows.iter().filter(|(row, _)| row.is_work());
        let mut all: Vec<(RowId, Option<&Staffed>)> = here
            .map(|staffed| (staffed.0.id.clone(), Some(staffed)))
            .collect();
        let gone = self.kept.keys().filter(|id| self.above.row(id).is_none());
        all.extend(gone.map(|id| (id.clone(), None)));
        all
    }

    /// The texts of a row above now.
    pub(super) fn now(staffed: Option<&Staffed>) -> Option<Texts> {
        staffed.map(texts)
    }
}

fn kept(row: &Row) -> Result<(RowId, Kept), Fault> {
    let taken = match row.text_or_null("taken_json")? {
        Some(json) => Some(serde_json::from_str(&json)?),
        None => None,
    };
    Ok((
        RowId::stored(row.text("above_row_id")?),
        Kept {
            own: row.text_or_null("row_id")?.map(RowId::stored),
            taken,
        },
    ))
}
