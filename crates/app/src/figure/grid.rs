//! The entry grid: every indicator of a unit's assessment with its figures, points and proof. Few
//! statements, whatever the size.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::authority::{Action, Duty};
use jiff::civil::Date;
use scoring::Exact;

use super::score::Earned;
use super::standing::value;
use super::totals::{self, Totals};
use super::value::{FigureState, Value};
use super::{rescore, sql};
use crate::database::{Conn, Row};
use crate::framework::{Edition, shelf};
use crate::period::Period;
use crate::unit::Unit;
use crate::{
    Actor, App, AssessmentId, EntryId, Error, Fault, FrameworkId, IndicatorId, Noun, bind,
};

/// A unit's work on a framework in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Id.
    pub id: AssessmentId,
    /// The framework.
    pub framework: FrameworkId,
    /// Its name.
    pub name: String,
    /// Whether figures may still be entered.
    pub is_open: bool,
    framework_version: i32,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Id.
    pub id: EntryId,
    /// Index of its line in the edition.
    pub line: usize,
    /// For changes.
    pub version: i32,
    /// Whether it applies to the unit.
    pub applicable: bool,
    /// Why there is no proof.
    pub explanation: Option<String>,
    /// Points and outcome.
    pub earned: Earned,
    /// Points expected by the deadline.
    pub expected: Option<Exact>,
    /// How sure its figures are.
    pub state: Option<FigureState>,
    /// How many proofs.
    pub evidence_count: i32,
    /// Its figures, those that there are.
    pub values: Vec<Value>,
    /// Whether it is the visitor's own work.
    pub is_mine: bool,
    /// How much was said about it.
    pub comments: i64,
    /// Whether its line is for units of this kind at all.
    pub in_scope: bool,
    /// Sent back by appraisal: the last day to put it right.
    pub sent_back_until: Option<Date>,
}

impl Entry {
    /// The figure of that key.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|value| value.key == key)
    }

    /// Whether appraisal sent it back and it may be entered today.
    pub fn is_reopened(&self, period: &Period, today: Date) -> bool {
        period.locked_at.is_none() && self.sent_back_until.is_some_and(|until| today <= until)
    }

    /// The first figure with a value: where it comes from stands for the row.
    pub fn first(&self) -> Option<&Value> {
        self.values.iter().find(|value| value.value.is_some())
    }
}

/// The whole grid.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Which assessment.
    pub assessment: Assessment,
    /// Its framework.
    pub edition: Arc<Edition>,
    /// One for each line of the edition, in its order.
    pub entries: Vec<Entry>,
    /// Sums.
    pub totals: Totals,
    /// Whether the visitor may enter figures for the whole unit.
    pub enters_all: bool,
    /// Whether what the visitor enters is provided for the unit: what is locked is theirs to change.
    pub provides: bool,
}

impl Grid {
    /// Whether the visitor may enter this row.
    pub fn may_enter(&self, actor: &Actor, unit: &Unit, entry: &Entry) -> bool {
        let duty = if entry.is_mine {
            Duty::Supporting
        } else {
            Duty::None
        };
        entry.in_scope && (self.enters_all || actor.may_as(Action::EnterFigures, &unit.path, duty))
    }
}

/// The assessments of a unit in a period, the oldest first.
pub async fn assessments(
    app: &App,
    actor: &Actor,
    unit: &Unit,
    period: &Period,
) -> Result<Vec<Assessment>, Error> {
    actor.require(Action::Read, &unit.path)?;
    let mut conn = app.read().await?;
    Ok(conn
        .all(
            sql::ASSESSMENTS,
            bind![unit.id.as_str(), period.id.as_str()],
            assessment,
        )
        .await?)
}

/// The grid of one of them.
pub async fn grid(
    app: &App,
    actor: &Actor,
    unit: &Unit,
    assessment: &Assessment,
) -> Result<Grid, Error> {
    let mut conn = app.read().await?;
    let (id, version) = (&assessment.framework, assessment.framework_version);
    let edition = shelf::at_version(app, &mut conn, id, version).await?;
    let everything = actor.may(Action::ReadFigures, &unit.path);
    // Whoever sees only their own rows sees a grid without the others' figures, and sums of theirs.
    actor.require_as(Action::ReadFigures, &unit.path, Duty::Supporting)?;
    let mut values = values(&mut conn, assessment).await?;
    let person = actor.person.as_ref().map(crate::PersonId::as_str);
    let bound = [
        assessment.id.as_str().into(),
        unit.id.as_str().into(),
        person.into(),
    ];
    let mut stored = conn.all(sql::GRID, &bound, of_grid).await?;
    for (indicator, entry) in &mut stored {
        if !everything && !entry.is_mine {
            hide(entry);
            values.remove(indicator);
        }
    }
    let totals = totals::of_entries(&edition, &stored);
    let mut entries: Vec<Entry> = stored
        .into_iter()
        .filter_map(|(indicator, entry)| {
            let line = edition.line(&indicator)?;
            Some(Entry {
                line,
                values: values.remove(&indicator).unwrap_or_default(),
                in_scope: edition.lines[line].is_for(unit.kind),
                ..entry
            })
        })
        .collect();
    entries.sort_by_key(|entry| entry.line);
    let enters_all = actor.may(Action::EnterFigures, &unit.path);
    Ok(Grid {
        assessment: assessment.clone(),
        edition,
        entries,
        totals,
        enters_all,
        provides: actor.authority.provides(&unit.path),
    })
}

/// Somebody who only provides figures sees those of their own rows.
fn hide(entry: &mut Entry) {
    entry.explanation = None;
    entry.expected = None;
    entry.earned.points = None;
    entry.state = None;
}

async fn values(
    conn: &mut Conn,
    assessment: &Assessment,
) -> Result<BTreeMap<IndicatorId, Vec<Value>>, Fault> {
    let all = conn
        .all(sql::CARD_VALUES, bind![assessment.id.as_str()], |row| {
            Ok((IndicatorId::stored(row.text("indicator_id")?), value(row)?))
        })
        .await?;
    let mut values: BTreeMap<IndicatorId, Vec<Value>> = BTreeMap::new();
    for (indicator, value) in all {
        values.entry(indicator).or_default().push(value);
    }
    Ok(values)
}

fn assessment(row: &Row) -> Result<Assessment, Fault> {
    Ok(Assessment {
        id: AssessmentId::stored(row.text("id")?),
        framework: FrameworkId::stored(row.text("framework_id")?),
        name: row.text("name")?,
        is_open: row.text("state")? == "open",
        framework_version: row.int("version")?,
    })
}

/// As in the grid: with what the visitor has to do with it.
fn of_grid(row: &Row) -> Result<(IndicatorId, Entry), Fault> {
    let (indicator, entry) = stored(row)?;
    let entry = Entry {
        is_mine: row.flag("mine")?,
        comments: row.count("comments")?,
        sent_back_until: row.date_or_null("sent_back_until")?,
        ..entry
    };
    Ok((indicator, entry))
}

pub(super) fn stored(row: &Row) -> Result<(IndicatorId, Entry), Fault> {
    let entry = Entry {
        id: EntryId::stored(row.text("id")?),
        line: 0,
        version: row.int("version")?,
        applicable: row.flag("applicable")?,
        explanation: row.text_or_null("explanation")?,
        earned: rescore::earned(row)?,
        expected: row.exact_or_null("expected_points")?,
        state: row
            .text_or_null("state")?
            .as_deref()
            .and_then(FigureState::parse),
        evidence_count: row.int("evidence_count")?,
        values: Vec::new(),
        is_mine: false,
        comments: 0,
        in_scope: true,
        sent_back_until: None,
    };
    Ok((IndicatorId::stored(row.text("indicator_id")?), entry))
}

/// The entry of an indicator of that code in the grid.
pub fn by_code<'g>(grid: &'g Grid, code: &str) -> Result<&'g Entry, Error> {
    let line = grid
        .edition
        .by_code(code)
        .ok_or(Error::NotFound(Noun::Indicator))?;
    grid.entries
        .iter()
        .find(|entry| entry.line == line)
        .ok_or(Error::NotFound(Noun::Entry))
}
