//! A survey as a draft, and the last day that its text gives.

use domain::authority::Action;
use domain::deadline::Deadline;
use domain::work::{Calendar, started_by};
use jiff::civil::Date;
use serde_json::json;

use super::question::{Wanted, wanted};
use super::{NewQuestion, Refusal, State, Whom, load, sql, whom};
use crate::audit::Event;
use crate::database::Tx;
use crate::period::Period;
use crate::unit::Unit;
use crate::{Actor, App, Error, IndicatorId, Noun, SurveyId, bind, workday};

/// Longest title, number, term.
const TITLE_MAX: usize = 200;
/// Longest text.
const BODY_MAX: usize = 4_000;
/// The longest time to answer, in days: a survey of two years is a typing error.
const DAYS_MAX: i32 = 731;

/// A survey as it is typed.
#[derive(Clone, Debug)]
pub struct NewSurvey {
    /// Title.
    pub title: String,
    /// Số, ký hiệu.
    pub reference: String,
    /// The document's day; `None`: the day on which it is issued here.
    pub document_on: Option<Date>,
    /// What it is about.
    pub body: String,
    /// «15 ngày kể từ ngày phát hành», «trước ngày 20/11/2026».
    pub term: String,
    /// Whom it asks.
    pub whom: Whom,
    /// What is asked.
    pub questions: Vec<NewQuestion>,
}

pub(super) fn limited(text: &str, chars_max: usize) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() > chars_max {
        return Err(Refusal::TooLong { chars_max });
    }
    Ok(text.to_owned())
}

/// The last day that the text gives for a survey issued on that day. The day of issue is not
/// counted, and a day off gives way to the next working day (Civil Code 2015, articles 147, 148).
pub fn due(
    term: &str,
    (issued_on, year): (Date, i16),
    calendar: &Calendar,
) -> Result<Date, Refusal> {
    let unread = || Refusal::TermUnread {
        term: term.chars().take(100).collect(),
    };
    // «15», «10 ngày làm việc»: from the issue, which is all that a survey counts from.
    let words = match term.trim().parse::<u16>() {
        Ok(days) => format!("{days} ngày"),
        Err(_) => term.trim().to_owned(),
    };
    let from_issue = format!("{words} kể từ ngày phát hành");
    let due_on = read(&words, (issued_on, year), calendar)
        .or_else(|| read(&from_issue, (issued_on, year), calendar))
        .ok_or_else(unread)?;
    let days = (due_on - issued_on).get_days();
    if !(0..=DAYS_MAX).contains(&days) {
        return Err(Refusal::DueOutside { issued_on, due_on });
    }
    Ok(due_on)
}

fn read(words: &str, (issued_on, year): (Date, i16), calendar: &Calendar) -> Option<Date> {
    let reading = reading::deadline::read(words, year, None);
    match &reading.deadline {
        Deadline::Relative { .. } => started_by(issued_on, &reading.deadline, calendar)?.due,
        _ => match reading.due.as_slice() {
            [one] => Some(*one),
            _ => None,
        },
    }
}

/// What is kept of a draft, read and checked.
struct Checked {
    title: String,
    reference: Option<String>,
    document_on: Option<String>,
    body: String,
    term: String,
    questions: Vec<Wanted>,
}

async fn check(
    app: &App,
    tx: &mut Tx,
    (path, period, year): (&str, &crate::PeriodId, i16),
    new: &NewSurvey,
) -> Result<Checked, Error> {
    let title = limited(&new.title, TITLE_MAX)?;
    if title.is_empty() {
        return Err(Refusal::NoTitle.into());
    }
    let reference = limited(&new.reference, TITLE_MAX)?;
    let term = limited(&new.term, TITLE_MAX)?;
    // As if issued today: the text must give a day before the draft is kept.
    let issued_on = new.document_on.unwrap_or_else(|| app.today());
    let calendar = workday::terms_from(tx, issued_on).await?;
    due(&term, (issued_on, year), &calendar)?;
    Ok(Checked {
        title,
        reference: (!reference.is_empty()).then_some(reference),
        document_on: new.document_on.map(|day| day.to_string()),
        body: limited(&new.body, BODY_MAX)?,
        term,
        questions: wanted(app, tx, (path, period), &new.questions).await?,
    })
}

async fn write_questions(tx: &mut Tx, id: &SurveyId, questions: &[Wanted]) -> Result<(), Error> {
    tx.run(sql::QUESTIONS_DELETE, bind![id.as_str()]).await?;
    for (position, one) in (0..).zip(questions) {
        let of = one.figure.as_ref();
        tx.run(
            sql::QUESTION,
            bind![
                id.as_str(),
                position,
                &one.text,
                one.kind.name(),
                of.map(|(indicator, _)| IndicatorId::as_str(indicator)),
                of.map(|(_, key)| key.as_str()),
            ],
        )
        .await?;
    }
    Ok(())
}

/// Begins a survey: a draft that only the asking unit sees.
pub async fn create(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    new: &NewSurvey,
) -> Result<SurveyId, Error> {
    actor.require(Action::EditPlan, &unit.path)?;
    let mut tx = app.begin(actor).await?;
    let checked = check(app, &mut tx, (&unit.path, &period.id, period.year), new).await?;
    let units = whom::meant(app, &mut tx, (&unit.path, &new.whom)).await?;
    let (id, now, by) = (SurveyId::new(), tx.now().to_owned(), tx.by().to_owned());
    tx.run(
        sql::INSERT,
        bind![
            id.as_str(),
            unit.id.as_str(),
            period.id.as_str(),
            &checked.title,
            &checked.reference,
            &checked.document_on,
            &checked.body,
            &checked.term,
            &new.whom.word(),
            &now,
            &by,
        ],
    )
    .await?;
    write_questions(&mut tx, &id, &checked.questions).await?;
    whom::write(&mut tx, &id, &units).await?;
    let event = Event::new("survey.created", "survey", id.as_str(), &checked.title)
        .within(&unit.id)
        .after(json!({ "title": checked.title, "due": checked.term, "units": units.len() }));
    tx.commit(event).await?;
    Ok(id)
}

/// Writes a draft again.
pub async fn edit(
    app: &App,
    actor: &Actor,
    (id, version): (&SurveyId, i32),
    new: &NewSurvey,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let before = load(&mut tx, id).await?;
    actor.require(Action::EditPlan, &before.path)?;
    if before.state != State::Draft {
        return Err(Refusal::NotDraft.into());
    }
    let place = (before.path.as_str(), &before.period, before.year);
    let checked = check(app, &mut tx, place, new).await?;
    let units = whom::meant(app, &mut tx, (&before.path, &new.whom)).await?;
    let kept = tx
        .run(
            sql::EDIT,
            bind![
                id.as_str(),
                version,
                &checked.title,
                &checked.reference,
                &checked.document_on,
                &checked.body,
                &checked.term,
                &new.whom.word(),
            ],
        )
        .await?;
    if kept == 0 {
        return Err(Error::Stale(Noun::Survey));
    }
    write_questions(&mut tx, id, &checked.questions).await?;
    whom::write(&mut tx, id, &units).await?;
    let event = Event::new("survey.edited", "survey", id.as_str(), &checked.title)
        .within(&before.unit)
        .before(json!({ "title": before.title, "due": before.term, "units": before.units }))
        .after(json!({ "title": checked.title, "due": checked.term, "units": units.len() }));
    tx.commit(event).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::work::{LastDay, national};
    use jiff::civil::date;

    fn calendar() -> Calendar {
        Calendar {
            last_day: LastDay::NextWorkingDay,
            ..national(2026..=2027)
        }
    }

    #[track_caller]
    fn check(term: &str, expected: Date) {
        assert_eq!(
            due(term, (date(2026, 10, 15), 2026), &calendar()),
            Ok(expected),
            "{term}"
        );
    }

    #[test]
    fn a_term_is_counted_from_the_issue_in_days_or_working_days() {
        check("15 ngày kể từ ngày phát hành", date(2026, 10, 30));
        check("15", date(2026, 10, 30));
        check("15 ngày", date(2026, 10, 30));
        check("10 ngày làm việc kể từ ngày phát hành", date(2026, 10, 29));
        check("10 ngày làm việc", date(2026, 10, 29));
        // The 25th is a Sunday.
        check("10 ngày kể từ ngày phát hành", date(2026, 10, 26));
        check("Trước ngày 21/10/2026", date(2026, 10, 20));
        check("20/11/2026", date(2026, 11, 20));
    }

    #[test]
    fn a_text_without_one_day_or_with_one_that_is_over_is_refused() {
        for term in ["", "sớm", "hằng tuần", "999999999999", "<b>"] {
            let read = due(term, (date(2026, 10, 15), 2026), &calendar());
            assert!(
                matches!(read, Err(Refusal::TermUnread { .. })),
                "{term}: {read:?}"
            );
        }
        let past = due("01/10/2026", (date(2026, 10, 15), 2026), &calendar());
        assert!(matches!(past, Err(Refusal::DueOutside { .. })), "{past:?}");
        let far = due("900 ngày", (date(2026, 10, 15), 2026), &calendar());
        assert!(matches!(far, Err(Refusal::DueOutside { .. })), "{far:?}");
    }
}
