//! Các bước của kỳ: when figures are gathered, scored by the units themselves, appraised, objected to
//! and published. The end of scoring is the last day of entry. Steps follow each other and never
//! overlap; a proposal stands where nobody has set any.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use serde_json::json;

use super::{Period, Refusal, load, sql};
use crate::audit::Event;
use crate::database::Row;
use crate::{Actor, App, Error, Fault, Noun, PeriodId, bind};
use domain::authority::Action;

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Thu thập số liệu, minh chứng.
    Collect,
    /// Tự chấm.
    Score,
    /// Thẩm định.
    Appraise,
    /// Giải trình, kiến nghị.
    Object,
    /// Công bố.
    Publish,
}

impl Step {
    /// All, in their order.
    pub const ALL: [Step; 5] = [
        Step::Collect,
        Step::Score,
        Step::Appraise,
        Step::Object,
        Step::Publish,
    ];

    /// As stored and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Step::Collect => "collect",
            Step::Score => "score",
            Step::Appraise => "appraise",
            Step::Object => "object",
            Step::Publish => "publish",
        }
    }

    /// Of that name.
    pub fn parse(name: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.name() == name)
    }
}

/// A step with its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    /// Which.
    pub step: Step,
    /// First day.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Date,
}

/// The steps that are proposed: of a year, evidence closes in the middle of October, as plans of
/// communes have it; of a part, everything follows its last day.
pub fn proposal(period: &Period) -> Vec<Phase> {
    let year = period.year;
    let is_year = period.ends_on == date(year, 12, 31);
    let ends = if is_year {
        [
            date(year, 10, 15),
            date(year, 10, 31),
            date(year, 11, 30),
            date(year, 12, 10),
            date(year, 12, 31),
        ]
    } else {
        [5, 10, 20, 25, 30].map(|days: i64| {
            let last = period.ends_on.checked_add(days.days());
            last.unwrap_or(period.ends_on)
        })
    };
    let mut starts_on = period.starts_on;
    Step::ALL
        .into_iter()
        .zip(ends)
        .map(|(step, ends_on)| {
            let phase = Phase {
                step,
                starts_on,
                ends_on,
            };
            starts_on = ends_on.tomorrow().unwrap_or(ends_on);
            phase
        })
        .collect()
}

/// The steps of every period that has any, in their order.
pub async fn phases(app: &App) -> Result<Vec<(PeriodId, Phase)>, Error> {
    let mut conn = app.read().await?;
    Ok(conn.all(sql::PHASES, &[], read).await?)
}

fn read(row: &Row) -> Result<(PeriodId, Phase), Fault> {
    let step = row.text("step")?;
    let phase = Phase {
        step: Step::parse(&step)
            .ok_or_else(|| Fault::inconsistent("period_phase", &step, "step"))?,
        starts_on: row.date("starts_on")?,
        ends_on: row.date("ends_on")?,
    };
    Ok((PeriodId::stored(row.text("period_id")?), phase))
}

/// Refuses steps that run backwards, overlap, stand in another order, or begin before the period.
fn check(period: &Period, phases: &[Phase]) -> Result<(), Refusal> {
    let mut before: Option<Phase> = None;
    for phase in phases {
        let step = phase.step;
        if phase.starts_on < period.starts_on {
            return Err(Refusal::StepEarly {
                step,
                starts_on: period.starts_on,
            });
        }
        if phase.ends_on < phase.starts_on {
            return Err(Refusal::StepBackwards { step });
        }
        if let Some(before) = before
            && phase.starts_on <= before.ends_on
        {
            return Err(Refusal::StepOverlaps {
                step,
                before: before.step,
                ends_on: before.ends_on,
            });
        }
        before = Some(*phase);
    }
    Ok(())
}

/// Sets the steps of a period, in any order typed; the last day of entry follows.
pub async fn set_phases(
    app: &App,
    actor: &Actor,
    (id, version): (&PeriodId, i32),
    phases: &[Phase],
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    actor.require(Action::ManagePeriods, &super::manage::top(&mut tx).await?)?;
    let period = load(&mut tx, id).await?;
    let mut phases = phases.to_vec();
    phases.sort_by_key(|phase| phase.step);
    check(&period, &phases)?;
    let last = |step| phases.iter().find(|phase| phase.step == step);
    let closes_on = last(Step::Score)
        .or(last(Step::Collect))
        .map(|phase| phase.ends_on);
    let closes_on = closes_on.or(period.closes_on).map(|day| day.to_string());
    if tx
        .run(sql::SET_CLOSING, bind![id.as_str(), version, &closes_on])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Period));
    }
    tx.run(sql::PHASES_DELETE, bind![id.as_str()]).await?;
    // There are five steps at most.
    for phase in &phases {
        let (from, to) = (phase.starts_on.to_string(), phase.ends_on.to_string());
        tx.run(
            sql::PHASE_INSERT,
            bind![id.as_str(), phase.step.name(), &from, &to],
        )
        .await?;
    }
    let days = |phase: &Phase| {
        let days = json!([phase.starts_on.to_string(), phase.ends_on.to_string()]);
        (phase.step.name().to_owned(), days)
    };
    let fields: serde_json::Map<String, serde_json::Value> = phases.iter().map(days).collect();
    let event = Event::new(
        "period.phases_set",
        "period",
        period.id.as_str(),
        &period.name,
    )
    .after(json!({ "phases": fields, "closes_on": closes_on }));
    tx.commit(event).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(ends_on: Date) -> Period {
        Period {
            id: PeriodId::new(),
            code: "2026".to_owned(),
            name: "Năm 2026".to_owned(),
            year: 2026,
            starts_on: date(2026, 1, 1),
            ends_on,
            closes_on: None,
            locked_at: None,
            version: 1,
        }
    }

    #[test]
    fn a_proposal_keeps_its_own_rules() {
        for ends_on in [date(2026, 12, 31), date(2026, 3, 31), date(2026, 9, 30)] {
            let period = period(ends_on);
            let all = proposal(&period);
            assert_eq!(all.len(), 5);
            assert_eq!(check(&period, &all), Ok(()), "{ends_on}");
        }
    }

    #[test]
    fn steps_that_overlap_or_run_backwards_are_refused() {
        let period = period(date(2026, 12, 31));
        let phase = |step, from: (i8, i8), to: (i8, i8)| Phase {
            step,
            starts_on: date(2026, from.0, from.1),
            ends_on: date(2026, to.0, to.1),
        };
        let collect = phase(Step::Collect, (1, 1), (10, 15));
        let same_day = phase(Step::Score, (10, 15), (10, 31));
        let overlaps = Refusal::StepOverlaps {
            step: Step::Score,
            before: Step::Collect,
            ends_on: date(2026, 10, 15),
        };
        assert_eq!(check(&period, &[collect, same_day]), Err(overlaps));
        let backwards = phase(Step::Score, (10, 31), (10, 20));
        let step = Step::Score;
        assert_eq!(
            check(&period, &[backwards]),
            Err(Refusal::StepBackwards { step })
        );
        let next_day = phase(Step::Score, (10, 16), (10, 16));
        assert_eq!(check(&period, &[collect, next_day]), Ok(()));
    }
}
