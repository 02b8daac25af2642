//! What a calendar program gets for a secret: what falls due around today, with the rights that the
//! feed's person has now.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Gate, PER_MINUTE, Refusal, sql};
use crate::assignment::{self, CalendarDay};
use crate::{AccountId, Actor, App, Error, Noun, UnitId, account, bind, secret, unit};

/// Days back and ahead.
pub const BACK: i64 = 60;
/// See [`BACK`].
pub const AHEAD: i64 = 400;
/// The most that one calendar holds: the nearest are kept.
pub const EVENTS_MAX: usize = 2_000;
/// A title is cut after so many characters: a calendar is no document.
const TITLE_MAX: usize = 200;
/// The last fetch is written at most this often.
const WRITTEN_EVERY: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);

/// A calendar.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The unit's name; `None`: a person's own work.
    pub unit: Option<String>,
    /// What falls due.
    pub days: Vec<CalendarDay>,
}

/// The calendar of a secret. Unknown, ended, or of a closed account: not found.
pub async fn fetch(app: &App, token: &str) -> Result<Fetched, Error> {
    let hash = secret::token_hash(token);
    let mut conn = app.read().await?;
    let found = conn
        .find(sql::BY_TOKEN, bind![&hash], |row| {
            Ok((
                row.text_or_null("account_id")?,
                row.text_or_null("unit_id")?,
                row.text_or_null("fetched_at")?,
            ))
        })
        .await?;
    let (account_id, unit_id, fetched_at) = found.ok_or(Error::NotFound(Noun::Feed))?;
    pass(app.feed_gate(), &hash, app.timestamp().as_second())?;
    let (actor, unit) = match (account_id, unit_id) {
        (Some(id), _) => {
            let found = account::actor(&mut conn, &AccountId::stored(id)).await?;
            (found.ok_or(Error::NotFound(Noun::Feed))?, None)
        }
        (None, id) => {
            let id = UnitId::stored(id.unwrap_or_default());
            (Actor::program(), Some(unit::load(&mut conn, &id).await?))
        }
    };
    drop(conn);
    let whose = unit.as_ref().map(|unit| &unit.id);
    let days = assignment::calendar(app, &actor, whose, window(app.today())).await?;
    let now = app.now();
    let before = crate::instant_text(app.timestamp() - WRITTEN_EVERY);
    if fetched_at.is_none_or(|at| at < before) {
        let mut tx = app.begin(&Actor::program()).await?;
        tx.run(sql::FETCHED, bind![&hash, &now]).await?;
        tx.commit_quietly().await?;
    }
    Ok(Fetched {
        unit: unit.map(|unit| unit.name),
        days: nearest(days, app.today()),
    })
}

fn pass(gate: &Gate, hash: &str, second: i64) -> Result<(), Refusal> {
    if gate.lets_pass(hash, second) {
        return Ok(());
    }
    Err(Refusal::TooOften {
        per_minute: PER_MINUTE,
    })
}

fn window(today: Date) -> (Date, Date) {
    let from = today.checked_sub(BACK.days()).unwrap_or(today);
    (from, today.checked_add(AHEAD.days()).unwrap_or(today))
}

/// The nearest days to come first of all, then what is late; titles cut.
fn nearest(mut days: Vec<CalendarDay>, today: Date) -> Vec<CalendarDay> {
    days.sort_by(|a, b| {
        let key = |one: &CalendarDay| (one.day < today, one.day);
        key(a).cmp(&key(b))
    });
    days.truncate(EVENTS_MAX);
    days.sort_by_key(|one| one.day);
    for one in &mut days {
        if one.title.chars().count() > TITLE_MAX {
            one.title = one.title.chars().take(TITLE_MAX).chain(['…']).collect();
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use domain::work::Label;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_calendar_is_bounded_and_what_is_to_come_goes_before_what_is_late() {
        let today = date(2026, 10, 15);
        let one = |ahead: i64| CalendarDay {
            key: ahead.to_string(),
            day: today.checked_add(ahead.days()).unwrap(),
            code: String::new(),
            title: "Báo cáo ".repeat(100),
            plan_name: String::new(),
            label: Label::Once,
            done: false,
            address: String::new(),
        };
        let many: Vec<CalendarDay> = (-30..0)
            .chain((0..30).flat_map(|day| std::iter::repeat_n(day, 70)))
            .map(one)
            .collect();
        let kept = nearest(many, today);
        assert_eq!(kept.len(), EVENTS_MAX);
        assert!(kept.iter().all(|one| today <= one.day));
        assert!(
            kept.iter()
                .all(|one| one.title.chars().count() == TITLE_MAX + 1)
        );
    }
}
