//! A plan typed by hand: its head, then rows one by one or in a block.

use std::collections::BTreeSet;

use domain::authority::Action;
use domain::plan::{OfficialDocument, Row, RowKind};
use reading::rule::RuleText;
use serde_json::{Map, json};

use super::head::reason;
use super::new::{NewAssignment, NewPlan, NewRow, Origin};
use super::read::{self, Plan, PlanRow};
use super::row::{Change, RowFields};
use super::write::{Keeper, ROWS_MAX, keep, position_of};
use super::{Refusal, sql};
use crate::audit::Event;
use crate::cascade::follow;
use crate::database::Tx;
use crate::{Actor, App, Error, Noun, PartyId, PlanId, RowId, UnitId, bind, party, unit};

/// A row typed by hand.
#[derive(Clone, Debug)]
pub struct TypedRow {
    /// Its texts.
    pub fields: RowFields,
    /// Who does it.
    pub assignments: Vec<NewAssignment>,
}

/// Begins a plan by its head.
pub async fn create(
    app: &App,
    actor: &Actor,
    unit: UnitId,
    (year, document): (i16, OfficialDocument),
) -> Result<PlanId, Error> {
    let mut tx = app.begin(actor).await?;
    let new = NewPlan {
        unit,
        year,
        document,
        recipient_parties: Vec::new(),
        parent: None,
        replaces: None,
        framework: None,
        origin: Origin::Typed,
        rows: Vec::new(),
        findings: Vec::new(),
    };
    let (id, event) = keep(&mut tx, actor, new).await?;
    tx.commit(event).await?;
    Ok(id)
}

/// The row as a reader would have it: rule, deadline and target read for the plan's year.
pub fn as_read(fields: &RowFields, plan: &Plan) -> Row {
    let rule = fields.rule_text.as_deref().map(|text| {
        reading::rule::read(RuleText {
            text,
            max: fields.max_points.as_ref(),
            title: Some(&fields.title),
        })
    });
    let deadline = fields.deadline_text.as_deref();
    let target = fields.target_text.as_deref();
    Row {
        kind: fields.kind,
        code: fields.code.clone(),
        title: Some(fields.title.clone()),
        max_points: fields.max_points.clone(),
        rule_text: fields.rule_text.clone(),
        rule_lines: fields.rule_text.clone(),
        evidence_text: fields.evidence_text.clone(),
        source_text: fields.source_text.clone(),
        deadline_text: fields.deadline_text.clone(),
        measure: fields.measure.clone(),
        target_text: fields.target_text.clone(),
        note: fields.note.clone(),
        rule,
        deadline: deadline.map(|text| reading::deadline::read(text, plan.year, plan.issued_on)),
        target: target.and_then(|text| reading::target::read_cell(text, fields.measure.as_deref())),
        ..Row::default()
    }
}

/// Adds rows to an annex, after a row or at the end.
pub async fn add_rows(
    app: &App,
    actor: &Actor,
    (plan, annex, after): (&PlanId, &str, Option<&RowId>),
    (typed, why): (Vec<TypedRow>, &str),
) -> Result<Vec<RowId>, Error> {
    let mut tx = app.begin(actor).await?;
    let plan = read::load_to_edit(&mut tx, actor, plan).await?;
    let reason = reason(&plan, why)?;
    let change = Change {
        actor,
        plan: &plan,
        reason: reason.as_deref(),
    };
    let (ids, mut events) = add_in(&mut tx, &change, (annex, after), typed).await?;
    let last = events.pop().ok_or(Refusal::NoRowTitle)?;
    for event in events {
        tx.record(event);
    }
    follow::commit(tx, &plan, last).await?;
    Ok(ids)
}

/// Adds rows within a larger change; what happened is the caller's to record.
pub(crate) async fn add_in(
    tx: &mut Tx,
    change: &Change<'_>,
    (annex, after): (&str, Option<&RowId>),
    typed: Vec<TypedRow>,
) -> Result<(Vec<RowId>, Vec<Event>), Error> {
    let plan = change.plan;
    let rows = tx
        .all(sql::ROWS, bind![plan.id.as_str()], read::row)
        .await?;
    if rows.len() + typed.len() > ROWS_MAX {
        return Err(Refusal::TooManyRows {
            given: rows.len() + typed.len(),
        }
        .into());
    }
    if typed.is_empty() || typed.iter().any(|row| row.fields.title.is_empty()) {
        return Err(Refusal::NoRowTitle.into());
    }
    let end = rows.iter().map(|row| row.position).max().unwrap_or(-1);
    let from = match after {
        None => end,
        Some(id) => {
            rows.iter()
                .find(|row| row.id == *id)
                .ok_or(Error::NotFound(Noun::Row))?
                .position
        }
    };
    let count = position_of(typed.len());
    tx.run(sql::MAKE_ROOM, bind![plan.id.as_str(), from, count])
        .await?;
    let unit = unit::load(tx, &plan.unit).await?;
    let mut keeper = Keeper::new(change.actor, &unit, (&plan.id, plan.year));
    let mut paths = Paths::of(&rows, (annex, from));
    let (mut ids, mut events) = (Vec::new(), Vec::new());
    for (row, position) in typed.into_iter().zip(from + 1..) {
        let mut read = as_read(&row.fields, plan);
        (read.path, read.parent) = paths.next(&row.fields);
        let new = NewRow {
            annex: annex.to_owned(),
            row: read,
            triage: row.fields.triage,
            indicator: None,
            effective_due: row.fields.effective_due,
            assignments: row.assignments,
        };
        let id = keeper.row(tx, position, &new).await?;
        let kept = read::load_row(tx, &plan.id, &id).await?;
        let mut after = Map::new();
        after.insert("title".to_owned(), json!(kept.title));
        events.push(change.event_of("plan_row.added", &kept, (Map::new(), after)));
        ids.push(id);
    }
    Ok((ids, events))
}

/// Parties that the plan's unit means by names, as a person typed them; `None`: nobody or several.
pub async fn known_parties(
    app: &App,
    actor: &Actor,
    (plan, names): (&Plan, &[String]),
) -> Result<Vec<Option<(PartyId, String)>>, Error> {
    actor.require(Action::EditPlan, &plan.unit_path)?;
    let mut conn = app.read().await?;
    let found = party::find_by_name(&mut conn, &plan.unit, names).await?;
    Ok(found
        .into_iter()
        .map(|party| party.map(|party| (party.id, party.name)))
        .collect())
}

/// Paths of rows in an annex: that of the code, marked where it is taken.
struct Paths {
    taken: BTreeSet<String>,
    heading: Option<String>,
}

impl Paths {
    fn of(rows: &[PlanRow], (annex, until): (&str, i32)) -> Paths {
        let own = || rows.iter().filter(|row| row.annex == annex);
        let mut above = own().filter(|row| row.position <= until && row.removed_at.is_none());
        let heading = above.rfind(|row| row.kind == RowKind::Heading);
        Paths {
            taken: own().map(|row| row.path.clone()).collect(),
            heading: heading.map(|row| row.path.clone()),
        }
    }

    /// The path of the next row, and of the row above it: «1.2» for «1.2.3» where there is one,
    /// else the last heading.
    fn next(&mut self, fields: &RowFields) -> (String, Option<String>) {
        let code = fields
            .code
            .as_deref()
            .unwrap_or_default()
            .trim_end_matches('.');
        let base = if code.is_empty() { "dong" } else { code };
        let mut path = base.to_owned();
        let mut number = 2;
        while self.taken.contains(&path) {
            path = format!("{base}#{number}");
            number += 1;
        }
        let above = code.rsplit_once('.').map(|(above, _)| above.to_owned());
        let parent = above.filter(|above| self.taken.contains(above));
        self.taken.insert(path.clone());
        if fields.kind == RowKind::Heading {
            self.heading = Some(path.clone());
            return (path, parent);
        }
        (path, parent.or_else(|| self.heading.clone()))
    }
}
