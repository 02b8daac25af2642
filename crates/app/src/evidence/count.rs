//! How far what is asked for is proven: «13/20 bài», counted within the time that is asked for.

use std::collections::{BTreeMap, BTreeSet};

use domain::deadline::Every;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::require::per_of;
use super::{Serves, sql};
use crate::database::{Conn, Row};
use crate::{AssessmentId, Fault, PlanId, RequirementId, bind};

/// One thing that is asked for, and how far it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Id.
    pub id: RequirementId,
    /// In the document's words.
    pub text: String,
    /// Kinds that serve, apart by `|`; empty: any.
    pub accepts: String,
    /// How many in all, over every week, month or quarter where it is asked so.
    pub needed: u32,
    /// How many of them are there.
    pub done: u32,
    /// In each of these.
    pub per: Option<Every>,
    /// First day of the time that is asked for.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Attached, but without a date, so that nobody can say whether they are in time.
    pub undated: u32,
    /// Attached, but dated outside the time.
    pub outside: u32,
}

impl Asked {
    /// Whether enough is there.
    pub fn is_met(&self) -> bool {
        self.done >= self.needed
    }
}

/// The proof of one row or entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Proofs attached.
    pub attached: u32,
    /// What is asked for, in the document's order.
    pub asked: Vec<Asked>,
}

impl Count {
    /// Things asked for that are met.
    pub fn met(&self) -> usize {
        self.asked.iter().filter(|asked| asked.is_met()).count()
    }

    /// Whether something that is asked for is not there yet.
    pub fn is_missing(&self) -> bool {
        self.met() < self.asked.len()
    }
}

/// Which rows or entries.
#[derive(Clone, Copy, Debug)]
pub enum Subjects<'a> {
    /// Every row of a plan.
    Plan(&'a PlanId),
    /// Every entry of an assessment.
    Assessment(&'a AssessmentId),
    /// This one.
    One(&'a Serves),
}

/// Counts by id of the row or entry, in two statements whatever their number. What neither asks
/// for proof nor has any is left out.
pub async fn counts(
    conn: &mut Conn,
    subjects: Subjects<'_>,
) -> Result<BTreeMap<String, Count>, Fault> {
    let (kind, id, asked, used) = match subjects {
        Subjects::Plan(plan) => (
            "plan_row",
            plan.as_str(),
            sql::ASKED_OF_PLAN,
            sql::USED_IN_PLAN,
        ),
        Subjects::Assessment(one) => (
            "entry",
            one.as_str(),
            sql::ASKED_OF_ASSESSMENT,
            sql::USED_IN_ASSESSMENT,
        ),
        Subjects::One(Serves::Row(row)) => (
            "plan_row",
            row.as_str(),
            sql::ASKED_OF_ROW,
            sql::USED_BY_ONE,
        ),
        Subjects::One(Serves::Entry(entry)) => (
            "entry",
            entry.as_str(),
            sql::ASKED_OF_ENTRY,
            sql::USED_BY_ONE,
        ),
    };
    let asked = conn.all(asked, bind![id], read_asked).await?;
    let used = conn.all(used, bind![kind, id], read_used).await?;
    Ok(together(asked, used))
}

/// What one row or entry asks for.
pub(super) async fn asked_of(
    conn: &mut Conn,
    serves: &Serves,
) -> Result<Vec<(String, Asked)>, Fault> {
    let statement = match serves {
        Serves::Row(_) => sql::ASKED_OF_ROW,
        Serves::Entry(_) => sql::ASKED_OF_ENTRY,
    };
    conn.all(statement, bind![serves.id()], read_asked).await
}

/// A use: the requirement that it serves, and the day that counts.
pub(crate) struct Used {
    subject: String,
    requirement: Option<String>,
    dated: Option<Date>,
}

pub(crate) fn read_used(row: &Row) -> Result<Used, Fault> {
    Ok(Used {
        subject: row.text("subject_id")?,
        requirement: row.text_or_null("requirement_id")?,
        dated: row.date_or_null("issued_on")?,
    })
}

pub(crate) fn read_asked(row: &Row) -> Result<(String, Asked), Fault> {
    let id = row.text("id")?;
    let needed = u32::try_from(row.int("needed")?)
        .map_err(|_| Fault::inconsistent("evidence_requirement", &id, "needed"))?;
    let per = row.text_or_null("per")?;
    let per = per
        .map(|per| {
            per_of(&per).ok_or_else(|| Fault::inconsistent("evidence_requirement", &id, "per"))
        })
        .transpose()?;
    let window = (
        row.date_or_null("window_from")?,
        row.date_or_null("window_to")?,
    );
    let (from, to) = in_year(window, row.int_or_null("year")?);
    let asked = Asked {
        id: RequirementId::stored(id),
        text: row.text("text")?,
        accepts: row.text("accepts")?,
        needed,
        done: 0,
        per,
        from,
        to,
        undated: 0,
        outside: 0,
    };
    Ok((row.text("subject_id")?, asked))
}

type Window = (Option<Date>, Option<Date>);

/// A framework asks in each year what it asked in the year of its plan: the time moves with the
/// period. `None`: the words are a row's, of one year only.
fn in_year((from, to): Window, year: Option<i32>) -> Window {
    let (Some(year), Some(last)) = (year, to.or(from)) else {
        return (from, to);
    };
    let years = year - i32::from(last.year());
    let moved = |day: Date| day.checked_add(years.years()).unwrap_or(day);
    (from.map(moved), to.map(moved))
}

/// Fills in how many are there.
pub(crate) fn together(asked: Vec<(String, Asked)>, used: Vec<Used>) -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut dates: BTreeMap<(String, String), Vec<Option<Date>>> = BTreeMap::new();
    for one in used {
        counts.entry(one.subject.clone()).or_default().attached += 1;
        if let Some(requirement) = one.requirement {
            dates
                .entry((one.subject, requirement))
                .or_default()
                .push(one.dated);
        }
    }
    for (subject, mut asked) in asked {
        let key = (subject.clone(), asked.id.to_string());
        fill(&mut asked, dates.get(&key).map_or(&[], Vec::as_slice));
        counts.entry(subject).or_default().asked.push(asked);
    }
    counts
}

fn fill(asked: &mut Asked, dates: &[Option<Date>]) {
    let timed = asked.from.is_some() || asked.to.is_some();
    let inside = |date: &Date| {
        asked.from.is_none_or(|from| from <= *date) && asked.to.is_none_or(|to| *date <= to)
    };
    let known: Vec<Date> = dates.iter().flatten().copied().collect();
    let within: Vec<Date> = known.iter().copied().filter(|date| inside(date)).collect();
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    if !timed {
        asked.done = count(dates.len()).min(asked.needed);
        return;
    }
    asked.undated = count(dates.len() - known.len());
    asked.outside = count(known.len() - within.len());
    let Some((every, from, to)) = asked
        .per
        .zip(asked.from)
        .zip(asked.to)
        .map(|((a, b), c)| (a, b, c))
    else {
        asked.done = count(within.len()).min(asked.needed);
        return;
    };
    let mut by_period: BTreeMap<(i16, i32), u32> = BTreeMap::new();
    for date in &within {
        *by_period.entry(period(every, *date)).or_default() += 1;
    }
    let each = asked.needed;
    asked.done = by_period.values().map(|found| (*found).min(each)).sum();
    asked.needed = each.saturating_mul(periods(every, from, to));
}

/// Which week, month, quarter … a day is in.
fn period(every: Every, date: Date) -> (i16, i32) {
    let month = i32::from(date.month()) - 1;
    match every {
        Every::Week => {
            let week = date.iso_week_date();
            (week.year(), i32::from(week.week()))
        }
        Every::Month => (date.year(), month),
        Every::Quarter => (date.year(), month / 3),
        Every::HalfYear => (date.year(), month / 6),
        Every::Year => (date.year(), 0),
    }
}

/// How many of them touch the time from one day to another: at most some years of weeks.
fn periods(every: Every, from: Date, to: Date) -> u32 {
    let mut seen = BTreeSet::new();
    let mut day = from;
    while day <= to && seen.len() < 600 {
        seen.insert(period(every, day));
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    u32::try_from(seen.len()).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn check(per: Option<Every>, needed: u32, days: &[(i8, i8)], expected: (u32, u32)) {
        let mut asked = Asked {
            id: RequirementId::new(),
            text: String::new(),
            accepts: String::new(),
            needed,
            done: 0,
            per,
            from: Some(date(2026, 1, 1)),
            to: Some(date(2026, 12, 31)),
            undated: 0,
            outside: 0,
        };
        let days: Vec<Option<Date>> = days
            .iter()
            .map(|(month, day)| Some(date(2026, *month, *day)))
            .collect();
        fill(&mut asked, &days);
        assert_eq!((asked.done, asked.needed), expected);
    }

    #[test]
    fn a_meeting_a_quarter_needs_all_four_quarters() {
        check(
            Some(Every::Quarter),
            1,
            &[(1, 5), (2, 6), (3, 7), (4, 1)],
            (2, 4),
        );
        check(Some(Every::Month), 2, &[(1, 5), (1, 6), (1, 7)], (2, 24));
        check(Some(Every::Week), 1, &[(1, 1), (12, 31)], (2, 53));
        check(None, 20, &[(1, 5), (2, 5)], (2, 20));
        check(None, 1, &[(1, 5), (2, 5)], (1, 1));
    }

    #[test]
    fn a_framework_asks_in_each_year_for_the_same_time_of_that_year() {
        let quarter = (Some(date(2026, 1, 1)), Some(date(2026, 3, 31)));
        assert_eq!(in_year(quarter, None), quarter);
        assert_eq!(in_year(quarter, Some(2026)), quarter);
        let next = (Some(date(2027, 1, 1)), Some(date(2027, 3, 31)));
        assert_eq!(in_year(quarter, Some(2027)), next);
        let across = (Some(date(2025, 12, 1)), Some(date(2026, 6, 14)));
        let before = (Some(date(2024, 12, 1)), Some(date(2025, 6, 14)));
        assert_eq!(in_year(across, Some(2025)), before);
        assert_eq!(in_year((None, None), Some(2025)), (None, None));
    }

    #[test]
    fn what_is_undated_or_out_of_time_does_not_count() {
        let mut asked = Asked {
            id: RequirementId::new(),
            text: String::new(),
            accepts: String::new(),
            needed: 3,
            done: 0,
            per: None,
            from: None,
            to: Some(date(2026, 6, 14)),
            undated: 0,
            outside: 0,
        };
        fill(
            &mut asked,
            &[None, Some(date(2026, 6, 14)), Some(date(2026, 6, 15))],
        );
        assert_eq!((asked.done, asked.undated, asked.outside), (1, 1, 1));
    }
}
