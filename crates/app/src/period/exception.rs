//! Gia hạn: a unit asks to enter figures after the period closed for it; the level above grants it
//! until a day, or refuses. The grant holds for that unit only: statements that load a unit's
//! period put its day in the place of the period's own.

use domain::authority::Action;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::json;

use super::{Period, Refusal, sql};
use crate::audit::Event;
use crate::database::{Conn, Row, Tx};
use crate::notice::{self, NoticeKind, Tell};
use crate::unit::{self, Unit};
use crate::{AccountId, Actor, App, Error, ExceptionId, Fault, Noun, UnitId, address, bind};

/// Longest reason.
const REASON_MAX: usize = 1_000;
/// The most days that are given at once.
const DAYS_MAX: i64 = 90;

/// How it was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Entry is possible until the day.
    Granted,
    /// It is not.
    Refused,
    /// It was, and was taken back.
    Ended,
}

impl Answer {
    fn name(self) -> &'static str {
        match self {
            Answer::Granted => "granted",
            Answer::Refused => "refused",
            Answer::Ended => "ended",
        }
    }

    fn stored(name: &str) -> Result<Answer, Fault> {
        let all = [Answer::Granted, Answer::Refused, Answer::Ended];
        let found = all.into_iter().find(|answer| answer.name() == name);
        found.ok_or_else(|| Fault::inconsistent("period_exception", name, "answer"))
    }
}

/// What a unit asked for, with the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Id.
    pub id: ExceptionId,
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Why.
    pub reason: String,
    /// Until when it asks.
    pub wanted: Date,
    /// When it asked.
    pub asked_at: String,
    /// Who asked, by name.
    pub asked_by: String,
    /// `None`: nobody has answered.
    pub answer: Option<Answer>,
    /// Until when it was granted.
    pub until: Option<Date>,
    /// What the level above says.
    pub said: Option<String>,
    /// Who answered, by name.
    pub answered_by: Option<String>,
    /// For changes.
    pub version: i32,
    path: String,
}

impl Exception {
    /// Whether the actor decides on it: they manage periods above the unit.
    pub fn may_answer(&self, actor: &Actor) -> bool {
        let above = self
            .path
            .trim_end_matches('/')
            .rsplit_once('/')
            .map(|(above, _)| above);
        above.is_some_and(|above| actor.may(Action::ManagePeriods, &format!("{above}/")))
    }
}

fn read(row: &Row) -> Result<Exception, Fault> {
    let answer = row.text_or_null("answer")?;
    Ok(Exception {
        id: ExceptionId::stored(row.text("id")?),
        unit: UnitId::stored(row.text("unit_id")?),
        unit_name: row.text("unit_name")?,
        path: row.text("path")?,
        reason: row.text("reason")?,
        wanted: row.date("wanted_on")?,
        asked_at: row.text("asked_at")?,
        asked_by: row.text("asked_name")?,
        answer: answer.as_deref().map(Answer::stored).transpose()?,
        until: row.date_or_null("until_on")?,
        said: row.text_or_null("said")?,
        answered_by: row.text_or_null("answered_name")?,
        version: row.int("version")?,
    })
}

/// Whether the actor speaks for the unit: its focal officer or its leader.
pub fn may_ask(actor: &Actor, unit: &Unit) -> bool {
    actor.may(Action::EnterFigures, &unit.path) || actor.may(Action::Submit, &unit.path)
}

/// What the unit and the units below it asked for in a period: what waits first, then the newest.
pub async fn exceptions(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
) -> Result<Vec<Exception>, Error> {
    actor.require(Action::ReadFigures, &unit.path)?;
    let mut conn = app.read().await?;
    let bound = [period.id.as_str().into(), (&unit.path).into()];
    Ok(conn.all(sql::EXCEPTIONS, &bound, read).await?)
}

fn words(said: &str) -> Result<&str, Refusal> {
    let said = said.trim();
    match said.chars().count() {
        0 => Err(Refusal::NoReason),
        1..=REASON_MAX => Ok(said),
        _ => Err(Refusal::TooLong {
            chars_max: REASON_MAX,
        }),
    }
}

fn check_until(app: &App, until: Date) -> Result<(), Refusal> {
    let today = app.today();
    let most = today.checked_add(DAYS_MAX.days()).unwrap_or(today);
    if until < today || most < until {
        return Err(Refusal::UntilOutside { today, most });
    }
    Ok(())
}

/// The unit asks to enter figures until a day. Once at a time, and only when entry is closed for it.
pub async fn ask_exception(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    (until, reason): (Date, &str),
) -> Result<ExceptionId, Error> {
    if !may_ask(actor, unit) {
        return Err(Error::NotAllowed(Action::EnterFigures));
    }
    let reason = words(reason)?;
    check_until(app, until)?;
    let mut tx = app.begin(actor).await?;
    // The period as it stands for this very unit, exceptions of before included.
    let today = app.today().to_string();
    let now = tx
        .find(
            sql::HERE,
            bind![&unit.slug, Some(&period.code), &today, None::<&str>],
            super::beside,
        )
        .await?
        .flatten();
    let now = now.ok_or(Error::NotFound(Noun::Period))?;
    if super::open_for_entry(&now, app.today()).is_ok() {
        return Err(Refusal::StillOpen { name: now.name }.into());
    }
    let (id, at, by) = (ExceptionId::new(), tx.now().to_owned(), tx.by().to_owned());
    let wanted = until.to_string();
    let asked = tx
        .run(
            sql::EXCEPTION_ASK,
            bind![
                id.as_str(),
                period.id.as_str(),
                unit.id.as_str(),
                reason,
                &wanted,
                &at,
                &by
            ],
        )
        .await?;
    if asked == 0 {
        return Err(Refusal::AskedAlready.into());
    }
    let to = tx
        .all(sql::MANAGERS_ABOVE, bind![&unit.path], |row| {
            Ok((AccountId::stored(row.text("id")?), row.text("slug")?))
        })
        .await?;
    // Nearest above first; each opens the page of their own unit.
    let mut told = std::collections::BTreeSet::new();
    for (account, slug) in to {
        if told.insert(account.clone()) {
            let what = ("exception_asked", unit.name.as_str(), reason);
            let page = address::exceptions(&period.code, &slug);
            tell(&mut tx, (actor, period), (account, page), (what, until)).await?;
        }
    }
    let event = Event::new(
        "period.exception_asked",
        "period",
        period.id.as_str(),
        &period.name,
    )
    .within(&unit.id)
    .after(json!({ "reason": reason, "until": wanted }));
    tx.commit(event).await?;
    Ok(id)
}

async fn tell(
    tx: &mut Tx,
    (actor, period): (&Actor, &Period),
    (to, address): (AccountId, String),
    ((topic, unit, text), until): ((&str, &str, &str), Date),
) -> Result<(), Error> {
    let message = Tell {
        to: vec![to],
        kind: NoticeKind::Request,
        subject_kind: "period",
        subject_id: period.id.to_string(),
        detail: json!({ "topic": topic, "by": actor.name, "what": period.name, "unit": unit,
            "due": until.to_string(), "text": text }),
        address,
        once: None,
    };
    notice::tell(tx, message).await
}

/// What the level above decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Until that day.
    Grant(Date),
    /// Not at all.
    Refuse,
    /// No longer.
    End,
}

/// The level above grants, refuses, or takes back what it granted.
pub async fn answer_exception(
    app: &App,
    actor: &Actor,
    (id, version): (&ExceptionId, i32),
    (verdict, said): (&Verdict, &str),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let found = load(&mut tx, id).await?;
    let (exception, period) = found;
    if !exception.may_answer(actor) {
        return Err(Error::NotAllowed(Action::ManagePeriods));
    }
    let said = said.trim();
    let (answer, until) = match verdict {
        Verdict::Grant(until) => {
            check_until(app, *until)?;
            (Answer::Granted, Some(*until))
        }
        Verdict::Refuse => (Answer::Refused, None),
        Verdict::End => (Answer::Ended, None),
    };
    // A grant may be silent; whoever gets nothing is told why.
    if answer != Answer::Granted || !said.is_empty() {
        words(said)?;
    }
    let is_waiting = exception.answer.is_none();
    let is_granted = exception.answer == Some(Answer::Granted);
    let fits = if answer == Answer::Ended {
        is_granted
    } else {
        is_waiting
    };
    if !fits {
        return Err(Refusal::AnsweredAlready.into());
    }
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    let day = until.map(|day| day.to_string());
    let note = (!said.is_empty()).then_some(said);
    let kept = tx
        .run(
            sql::EXCEPTION_ANSWER,
            bind![id.as_str(), version, answer.name(), &day, note, &now, &by],
        )
        .await?;
    if kept == 0 {
        return Err(Error::Stale(Noun::Period));
    }
    let unit = unit::load(&mut tx, &exception.unit).await?;
    let asked_by = tx
        .find(sql::EXCEPTION_ASKER, bind![id.as_str()], |row| {
            Ok(AccountId::stored(row.text("id")?))
        })
        .await?;
    if let Some(account) = asked_by {
        let topic = match answer {
            Answer::Granted => "exception_granted",
            Answer::Refused => "exception_refused",
            Answer::Ended => "exception_ended",
        };
        let what = (topic, unit.name.as_str(), said);
        let page = address::exceptions(&period.code, &unit.slug);
        let day = until.unwrap_or(exception.wanted);
        tell(&mut tx, (actor, &period), (account, page), (what, day)).await?;
    }
    let kind = match answer {
        Answer::Granted => "period.exception_granted",
        Answer::Refused => "period.exception_refused",
        Answer::Ended => "period.exception_ended",
    };
    let event = Event::new(kind, "period", period.id.as_str(), &period.name)
        .within(&unit.id)
        .after(json!({ "until": day, "said": note }));
    tx.commit(event).await?;
    Ok(())
}

async fn load(conn: &mut Conn, id: &ExceptionId) -> Result<(Exception, Period), Error> {
    let bound = [id.as_str().into()];
    let (exception, period) = conn
        .find(sql::EXCEPTION, &bound, |row| {
            let period = crate::PeriodId::stored(row.text("period_id")?);
            Ok((read(row)?, period))
        })
        .await?
        .ok_or(Error::NotFound(Noun::Period))?;
    let period = super::load(conn, &period).await?;
    Ok((exception, period))
}
