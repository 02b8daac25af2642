//! One row changed: its texts, its place, put away and brought back.

use domain::plan::RowKind;
use jiff::civil::Date;
use reading::text::fold;
use scoring::Exact;
use serde_json::{Map, Value, json};

use super::follow::Follows;
use super::head::{Seen, day, differing, reason, with_reason};
use super::new::{State, Triage};
use super::read::{self, Plan, PlanRow};
use super::{Refusal, found, rows, sql, write};
use crate::audit::Event;
use crate::cascade::follow;
use crate::database::Tx;
use crate::{Actor, App, Error, Noun, PlanId, RowId, bind};

/// What a person can type of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFields {
    /// What it is.
    pub kind: RowKind,
    /// Mã.
    pub code: Option<String>,
    /// Nội dung.
    pub title: String,
    /// Điểm tối đa.
    pub max_points: Option<Exact>,
    /// Cách tính điểm.
    pub rule_text: Option<String>,
    /// Minh chứng.
    pub evidence_text: Option<String>,
    /// Nguồn dữ liệu.
    pub source_text: Option<String>,
    /// Thời gian.
    pub deadline_text: Option<String>,
    /// The last day that counts in place of the text's.
    pub effective_due: Option<Date>,
    /// Đơn vị tính.
    pub measure: Option<String>,
    /// Chỉ tiêu.
    pub target_text: Option<String>,
    /// Ghi chú.
    pub note: Option<String>,
    /// What it is to the unit.
    pub triage: Triage,
}

impl RowFields {
    /// The fields of a row as it is.
    pub fn of(row: &PlanRow) -> RowFields {
        RowFields {
            kind: row.kind,
            code: row.code.clone(),
            title: row.title.clone(),
            max_points: row.max_points.clone(),
            rule_text: row.rule_text.clone(),
            evidence_text: row.evidence_text.clone(),
            source_text: row.source_text.clone(),
            deadline_text: row.deadline_text.clone(),
            effective_due: row.effective_due,
            measure: row.measure.clone(),
            target_text: row.target_text.clone(),
            note: row.note.clone(),
            triage: row.triage,
        }
    }

    /// What a change to `other` changes, by name, before and after.
    fn to(&self, other: &RowFields) -> (Map<String, Value>, Map<String, Value>) {
        let points = |one: &RowFields| json!(one.max_points.as_ref().map(ToString::to_string));
        differing([
            (
                "kind",
                json!(write::kind_name(self.kind)),
                json!(write::kind_name(other.kind)),
            ),
            ("code", json!(self.code), json!(other.code)),
            ("title", json!(self.title), json!(other.title)),
            ("max_points", points(self), points(other)),
            ("rule_text", json!(self.rule_text), json!(other.rule_text)),
            (
                "evidence_text",
                json!(self.evidence_text),
                json!(other.evidence_text),
            ),
            (
                "source_text",
                json!(self.source_text),
                json!(other.source_text),
            ),
            (
                "deadline_text",
                json!(self.deadline_text),
                json!(other.deadline_text),
            ),
            (
                "effective_due",
                day(self.effective_due),
                day(other.effective_due),
            ),
            ("measure", json!(self.measure), json!(other.measure)),
            (
                "target_text",
                json!(self.target_text),
                json!(other.target_text),
            ),
            ("note", json!(self.note), json!(other.note)),
            (
                "triage",
                json!(self.triage.name()),
                json!(other.triage.name()),
            ),
        ])
    }
}

/// A change about to be made to the rows of one plan.
pub(crate) struct Change<'a> {
    pub(crate) actor: &'a Actor,
    pub(crate) plan: &'a Plan,
    pub(crate) reason: Option<&'a str>,
}

impl Change<'_> {
    /// `plan_row.edited` in a draft, `plan_row.amended` once it is issued.
    pub(super) fn event(
        &self,
        row: &PlanRow,
        (before, after): (Map<String, Value>, Map<String, Value>),
    ) -> Event {
        let kind = match self.plan.state {
            State::Issued => "plan_row.amended",
            State::Draft | State::Withdrawn => "plan_row.edited",
        };
        self.event_of(kind, row, (before, after))
    }

    pub(super) fn event_of(
        &self,
        kind: &'static str,
        row: &PlanRow,
        (before, after): (Map<String, Value>, Map<String, Value>),
    ) -> Event {
        Event::new(kind, "plan_row", row.id.as_str(), &row.name())
            .within(&self.plan.unit)
            .before(Value::Object(before))
            .after(with_reason(after, self.reason))
    }

    /// Writes the fields and what follows from them; `None`: they are as they were.
    pub(crate) async fn set(
        &self,
        tx: &mut Tx,
        (row, version): (&PlanRow, i32),
        fields: &RowFields,
    ) -> Result<Option<Event>, Error> {
        if row.removed_at.is_some() {
            return Err(Error::NotFound(Noun::Row));
        }
        if version != row.version {
            return Err(Error::Stale(Noun::Row));
        }
        let (before, after) = RowFields::of(row).to(fields);
        if after.is_empty() {
            return Ok(None);
        }
        if fields.title.is_empty() {
            return Err(Refusal::NoRowTitle.into());
        }
        self.store(tx, (row, version), (fields, &after)).await?;
        self.follow(tx, &row.id, &after).await?;
        Ok(Some(self.event(row, (before, after))))
    }

    /// Puts a row away, or brings it back.
    pub(crate) async fn put_away(
        &self,
        tx: &mut Tx,
        (row, version): (&PlanRow, i32),
        away: bool,
    ) -> Result<Event, Error> {
        let now = tx.now().to_owned();
        let removed = away.then_some(now.as_str());
        let done = tx
            .run(sql::SET_REMOVED, bind![row.id.as_str(), version, removed])
            .await?;
        if done == 0 || row.removed_at.is_some() == away {
            return Err(Error::Stale(Noun::Row));
        }
        let row = PlanRow {
            removed_at: removed.map(str::to_owned),
            ..row.clone()
        };
        self.find_again(tx, &row).await?;
        let kind = if away {
            "plan_row.removed"
        } else {
            "plan_row.restored"
        };
        Ok(self.event_of(kind, &row, (Map::new(), Map::new())))
    }

    async fn store(
        &self,
        tx: &mut Tx,
        (row, version): (&PlanRow, i32),
        (fields, after): (&RowFields, &Map<String, Value>),
    ) -> Result<(), Error> {
        // What a person typed is what they meant.
        let mut corrected = row.corrected.clone();
        corrected.retain(|field, _| !after.contains_key(field));
        let corrected = (!corrected.is_empty()).then(|| json!(corrected).to_string());
        let done = tx
            .run(
                sql::SET_ROW,
                bind![
                    row.id.as_str(),
                    version,
                    write::kind_name(fields.kind),
                    &fields.code,
                    &fields.title,
                    &fold(&fields.title),
                    &fields.max_points.as_ref().map(ToString::to_string),
                    &fields.rule_text,
                    &fields.evidence_text,
                    &fields.source_text,
                    &fields.deadline_text,
                    &fields.effective_due.map(|due| due.to_string()),
                    &fields.measure,
                    &fields.target_text,
                    &fields.note,
                    &corrected,
                    fields.triage.name(),
                ],
            )
            .await?;
        if done == 0 {
            return Err(Error::Stale(Noun::Row));
        }
        Ok(())
    }

    async fn follow(
        &self,
        tx: &mut Tx,
        id: &RowId,
        after: &Map<String, Value>,
    ) -> Result<(), Error> {
        let row = read::load_row(tx, &self.plan.id, id).await?;
        let deadline = row.deadline(self.plan);
        let follows = Follows {
            row: id,
            year: self.plan.year,
            deadline: deadline.as_ref(),
            evidence_text: row.evidence_text.as_deref(),
        };
        if after.contains_key("deadline_text") || after.contains_key("effective_due") {
            follows.due(tx).await?;
        }
        if after.contains_key("evidence_text") {
            follows.proof(tx).await?;
        }
        self.find_again(tx, &row).await
    }

    /// What searches find of the row, as it is now.
    pub(super) async fn find_again(&self, tx: &mut Tx, row: &PlanRow) -> Result<(), Error> {
        let people = rows::assignments(tx, (&self.plan.id, Some(&row.id)), None).await?;
        let now = people.iter().filter(|one| one.ended_at.is_none());
        let names: Vec<&str> = now.map(|one| one.named.as_str()).collect();
        let texts = found::Texts {
            code: row.code.as_deref(),
            title: &row.title,
            body: [
                row.deadline_text.as_deref(),
                row.evidence_text.as_deref(),
                row.target_text.as_deref(),
                row.note.as_deref(),
            ],
        };
        let mut entry = texts.entry((&self.plan.id, &row.id), &self.plan.unit, &names);
        entry.removed = row.removed_at.is_some();
        if row.kind != RowKind::Banner {
            tx.index(entry);
        }
        Ok(())
    }
}

/// Changes a row's texts.
pub async fn edit(
    app: &App,
    actor: &Actor,
    (plan, row): (&PlanId, &RowId),
    (seen, fields): (Seen, RowFields),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let plan = read::load_to_edit(&mut tx, actor, plan).await?;
    let reason = reason(&plan, &seen.reason)?;
    let row = read::load_row(&mut tx, &plan.id, row).await?;
    let change = Change {
        actor,
        plan: &plan,
        reason: reason.as_deref(),
    };
    match change.set(&mut tx, (&row, seen.version), &fields).await? {
        Some(event) => follow::commit(tx, &plan, event).await,
        None => Ok(()),
    }
}

/// Puts a row away; it can be brought back.
pub async fn remove(
    app: &App,
    actor: &Actor,
    ids: (&PlanId, &RowId),
    seen: Seen,
) -> Result<(), Error> {
    put(app, actor, ids, (seen, true)).await
}

/// Brings a row back.
pub async fn restore(
    app: &App,
    actor: &Actor,
    ids: (&PlanId, &RowId),
    seen: Seen,
) -> Result<(), Error> {
    put(app, actor, ids, (seen, false)).await
}

async fn put(
    app: &App,
    actor: &Actor,
    (plan, row): (&PlanId, &RowId),
    (seen, away): (Seen, bool),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let plan = read::load_to_edit(&mut tx, actor, plan).await?;
    let reason = reason(&plan, &seen.reason)?;
    let row = read::load_row(&mut tx, &plan.id, row).await?;
    let change = Change {
        actor,
        plan: &plan,
        reason: reason.as_deref(),
    };
    let event = change.put_away(&mut tx, (&row, seen.version), away).await?;
    follow::commit(tx, &plan, event).await
}

/// Where a row goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// Before the row that stands before it.
    Up,
    /// After the row that stands after it.
    Down,
    /// Right after this row.
    After(RowId),
}

/// Moves a row among the others.
pub async fn shift(
    app: &App,
    actor: &Actor,
    (plan, row): (&PlanId, &RowId),
    (to, why): (To, &str),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let plan = read::load_to_edit(&mut tx, actor, plan).await?;
    let reason = reason(&plan, why)?;
    let row = read::load_row(&mut tx, &plan.id, row).await?;
    let all = tx
        .all(sql::ROWS, bind![plan.id.as_str()], read::row)
        .await?;
    let rows: Vec<PlanRow> = all
        .into_iter()
        .filter(|one| one.removed_at.is_none())
        .collect();
    let at = rows
        .iter()
        .position(|one| one.id == row.id)
        .ok_or(Error::NotFound(Noun::Row))?;
    let after = match &to {
        To::Up => match at {
            0 => return Ok(()),
            1 => None,
            at => Some(&rows[at - 2]),
        },
        To::Down => match rows.get(at + 1) {
            None => return Ok(()),
            next => next,
        },
        To::After(id) => Some(
            rows.iter()
                .find(|one| one.id == *id)
                .ok_or(Error::NotFound(Noun::Row))?,
        ),
    };
    let from = after.map_or(rows[0].position - 1, |after| after.position);
    tx.run(sql::MAKE_ROOM, bind![plan.id.as_str(), from, 1])
        .await?;
    tx.run(sql::SET_POSITION, bind![row.id.as_str(), from + 1])
        .await?;
    let change = Change {
        actor,
        plan: &plan,
        reason: reason.as_deref(),
    };
    let mut where_to = Map::new();
    where_to.insert("after".to_owned(), json!(after.map(PlanRow::name)));
    Ok(tx
        .commit(change.event_of("plan_row.moved", &row, (Map::new(), where_to)))
        .await?)
}
