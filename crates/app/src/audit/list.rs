//! Nhật ký for managers: events of a unit and everything under it, the last first.
//!
//! The chain is long and never shortened, so pages go by number («older than 1.204»), not by
//! counting. Words are compared without marks, which neither engine can; they are looked for in
//! steps here, and a page says how far it looked.

use domain::authority::Action;
use jiff::civil::Date;
use jiff::tz::Offset;
use reading::text::fold;

use super::recorded::{self, Recorded};
use super::sql;
use crate::database::Conn;
use crate::unit::Unit;
use crate::{Actor, App, Error, Fault, bind, clock};

/// Events on a page.
pub const PAGE: usize = 50;
/// Events read at once.
const STEP: usize = 1_000;
/// Events looked through for one page of a search by words.
const LOOKED_AT_MAX: usize = 10_000;

/// Which events.
#[derive(Clone, Debug)]
pub struct Filter {
    /// In this unit and under it.
    pub unit: Unit,
    /// Of this account.
    pub account: Option<String>,
    /// Of this kind, or, where it ends in a point, of these kinds: `plan.`.
    pub kind: Option<String>,
    /// About this thing: its kind and id.
    pub subject: Option<(String, String)>,
    /// From this day on, in Vietnam.
    pub from: Option<Date>,
    /// Up to and with this day.
    pub to: Option<Date>,
    /// Words of names, of what was changed, of what was written.
    pub words: String,
}

impl Filter {
    /// Everything in the unit and under it.
    pub fn of(unit: Unit) -> Filter {
        Filter {
            unit,
            account: None,
            kind: None,
            subject: None,
            from: None,
            to: None,
            words: String::new(),
        }
    }
}

/// Which part of the list.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Only events before this number; `None`: from the last one on.
    pub before: Option<i32>,
    /// How many.
    pub most: usize,
}

/// A part of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The last first.
    pub events: Vec<Recorded>,
    /// The number before which the next part goes on; `None`: this was all.
    pub older: Option<i32>,
    /// The search by words stopped at this instant before the page was full.
    pub looked_back_to: Option<String>,
}

/// The part of the events that pass the filter.
pub async fn list(app: &App, actor: &Actor, filter: &Filter, part: Part) -> Result<Listed, Error> {
    actor.require(Action::ReadAudit, &filter.unit.path)?;
    let mut conn = app.read().await?;
    let wanted = Wanted::new(filter);
    let step = if wanted.words.is_empty() {
        part.most.saturating_add(1).min(STEP)
    } else {
        STEP
    };
    let mut listed = Listed::default();
    let (mut before, mut looked_at) = (part.before, 0);
    loop {
        let events = wanted.step(&mut conn, before, step).await?;
        let ended = events.len() < step;
        looked_at += events.len();
        let reached = events.last().map(|event| event.at.clone());
        for event in events {
            if listed.events.len() == part.most {
                listed.older = before;
                return Ok(listed);
            }
            before = Some(event.seq);
            if wanted.says(&event) {
                listed.events.push(event);
            }
        }
        if ended {
            return Ok(listed);
        }
        if looked_at >= LOOKED_AT_MAX.max(part.most) {
            listed.older = before;
            listed.looked_back_to = reached;
            return Ok(listed);
        }
    }
}

/// Accounts that did something in the unit or under it, with the names of their people, sorted by
/// these: for the filter.
pub async fn authors(
    app: &App,
    actor: &Actor,
    unit: &Unit,
) -> Result<Vec<(String, String)>, Error> {
    actor.require(Action::ReadAudit, &unit.path)?;
    let mut conn = app.read().await?;
    let mut people = conn
        .all(sql::PEOPLE, bind![&unit.path, whole(unit)], |row| {
            Ok((row.text("id")?, row.text("name")?))
        })
        .await?;
    people.sort_by_cached_key(|(_, name)| fold(name));
    Ok(people)
}

/// What happened in no unit (the first link, the program's own work) belongs to whoever reads the
/// audit of the whole tree.
fn whole(unit: &Unit) -> i32 {
    i32::from(unit.parent.is_none())
}

struct Wanted<'f> {
    path: &'f str,
    whole: i32,
    filter: &'f Filter,
    kind: Option<&'f str>,
    kinds: Option<&'f str>,
    from: Option<String>,
    until: Option<String>,
    words: Vec<String>,
}

impl<'f> Wanted<'f> {
    fn new(filter: &'f Filter) -> Wanted<'f> {
        let many = filter.kind.as_deref().filter(|kind| kind.ends_with('.'));
        Wanted {
            path: &filter.unit.path,
            whole: whole(&filter.unit),
            filter,
            kind: filter.kind.as_deref().filter(|kind| !kind.ends_with('.')),
            kinds: many,
            from: filter.from.and_then(midnight),
            until: filter.to.and_then(|day| midnight(day.tomorrow().ok()?)),
            words: fold(&filter.words)
                .split_whitespace()
                .map(ToOwned::to_owned)
                .collect(),
        }
    }

    async fn step(
        &self,
        conn: &mut Conn,
        before: Option<i32>,
        most: usize,
    ) -> Result<Vec<Recorded>, Fault> {
        let (kind, id) = self
            .filter
            .subject
            .as_ref()
            .map(|(kind, id)| (kind, id))
            .unzip();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        conn.all(
            sql::LIST,
            bind![
                self.path,
                self.whole,
                before.unwrap_or(i32::MAX),
                &self.filter.account,
                self.kind,
                self.kinds,
                kind,
                id,
                &self.from,
                &self.until,
                most,
            ],
            recorded::read,
        )
        .await
    }

    fn says(&self, event: &Recorded) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let mut text = fold(&event.subject_name);
        for part in [
            &event.actor_name,
            &event.before.to_string(),
            &event.after.to_string(),
        ] {
            text.push(' ');
            text.push_str(&fold(part));
        }
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

/// When a day begins in Vietnam, as instants are stored.
fn midnight(day: Date) -> Option<String> {
    let begins = Offset::constant(7).to_timestamp(day.at(0, 0, 0, 0)).ok()?;
    Some(clock::instant_text(begins))
}
