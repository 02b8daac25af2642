//! Keeps a new plan: head, bases, recipients, rows, findings, assignments, and what follows from
//! them: due days, what is asked as proof, what can be found.

use std::collections::BTreeMap;

use domain::authority::Action;
use domain::deadline::Deadline;
use domain::plan::{Field, OfficialDocument, Row, RowKind, Signatory};
use domain::work::Status;
use reading::text::{fold, squash};
use serde_json::json;

use super::assign::{self, Chosen};
use super::new::{NewFinding, NewPlan, NewRow, Origin, State};
use super::{follow, refusal::Refusal, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::unit::{self, Unit};
use crate::{Actor, Error, PartyId, PlanId, RowId, bind};

/// Rows of one plan at most: many times the longest plan known.
pub const ROWS_MAX: usize = 5_000;

/// Keeps a plan within a larger change (an import), whose own event is committed after.
pub async fn write(tx: &mut Tx, actor: &Actor, new: NewPlan) -> Result<PlanId, Error> {
    let (id, event) = keep(tx, actor, new).await?;
    tx.record(event);
    Ok(id)
}

/// Keeps a plan; the event that says so is the caller's to commit.
pub(crate) async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    new: NewPlan,
) -> Result<(PlanId, Event), Error> {
    let unit = unit::load(tx, &new.unit).await?;
    actor.require(Action::EditPlan, &unit.path)?;
    if new.rows.len() > ROWS_MAX {
        return Err(Refusal::TooManyRows {
            given: new.rows.len(),
        }
        .into());
    }
    let id = PlanId::new();
    insert_head(tx, &id, &new).await?;
    insert_bases(tx, &id, &new.document).await?;
    insert_recipients(tx, &id, (&new.document, &new.recipient_parties)).await?;
    let mut keeper = Keeper::new(actor, &unit, (&id, new.year));
    for (position, row) in new.rows.iter().enumerate() {
        keeper.row(tx, position_of(position), row).await?;
    }
    for (position, finding) in new.findings.iter().enumerate() {
        insert_finding(tx, &id, position_of(position), finding).await?;
    }
    tx.index(super::found::plan(&id, &unit.id, &new.document, new.year));
    let name = super::name_of(
        new.document.reference.as_deref(),
        new.document.title.as_deref().unwrap_or_default(),
    );
    let event = Event::new("plan.created", "plan", id.as_str(), &name)
        .within(&unit.id)
        .after(json!({
            "title": new.document.title,
            "reference": new.document.reference,
            "year": new.year,
            "origin": new.origin.name(),
            "rows": new.rows.len(),
        }));
    Ok((id, event))
}

pub(super) fn position_of(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}

async fn insert_head(tx: &mut Tx, id: &PlanId, new: &NewPlan) -> Result<(), Error> {
    let document = &new.document;
    let title = squash(document.title.as_deref().unwrap_or_default());
    if title.is_empty() {
        return Err(Refusal::NoTitle.into());
    }
    let (sha256, name) = match &new.origin {
        Origin::Imported { sha256, name } => (Some(sha256), Some(name)),
        Origin::Typed | Origin::Copied => (None, None),
    };
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    tx.run(
        sql::INSERT,
        bind![
            id.as_str(),
            new.unit.as_str(),
            i32::from(new.year),
            document.kind.as_deref().unwrap_or("Kế hoạch"),
            &document.reference,
            &document.date.map(|date| date.to_string()),
            &document.place,
            &document.issuer,
            &title,
            &fold(&title),
            &document.signatory.as_ref().and_then(signatory),
            State::Draft.name(),
            new.parent.as_ref().map(PlanId::as_str),
            new.replaces.as_ref().map(PlanId::as_str),
            new.framework.as_ref().map(crate::FrameworkId::as_str),
            new.origin.name(),
            sha256,
            name,
            &now,
            &by,
        ],
    )
    .await?;
    Ok(())
}

/// Capacity, post and name, one line each.
fn signatory(signatory: &Signatory) -> Option<String> {
    let lines = [&signatory.capacity, &signatory.post, &signatory.name];
    let lines: Vec<&str> = lines.into_iter().flatten().map(String::as_str).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

pub(super) async fn insert_bases(
    tx: &mut Tx,
    id: &PlanId,
    document: &OfficialDocument,
) -> Result<(), Error> {
    for (position, basis) in document.legal_bases.iter().enumerate() {
        tx.run(
            sql::INSERT_BASIS,
            bind![
                id.as_str(),
                position_of(position),
                &basis.reference,
                &basis.date.map(|date| date.to_string()),
                &basis.issuer,
                &basis.subject,
            ],
        )
        .await?;
    }
    Ok(())
}

pub(super) async fn insert_recipients(
    tx: &mut Tx,
    id: &PlanId,
    (document, parties): (&OfficialDocument, &[Option<PartyId>]),
) -> Result<(), Error> {
    for (position, recipient) in document.recipients.iter().enumerate() {
        let party = parties.get(position).and_then(Option::as_ref);
        tx.run(
            sql::INSERT_RECIPIENT,
            bind![
                id.as_str(),
                position_of(position),
                &recipient.name,
                &recipient.purpose,
                party.map(PartyId::as_str),
            ],
        )
        .await?;
    }
    Ok(())
}

async fn insert_finding(
    tx: &mut Tx,
    id: &PlanId,
    position: i32,
    finding: &NewFinding,
) -> Result<(), Error> {
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    let settled = finding.settlement.is_some();
    tx.run(
        sql::INSERT_FINDING,
        bind![
            id.as_str(),
            position,
            &finding.code,
            &finding.severity,
            &finding.row_path,
            &finding.message,
            &finding.settlement,
            settled.then_some(by.as_str()),
            settled.then_some(now.as_str()),
        ],
    )
    .await?;
    Ok(())
}

/// Keeps rows of one plan; what a party stands for is looked up once.
pub(super) struct Keeper<'a> {
    actor: &'a Actor,
    unit: &'a Unit,
    plan: &'a PlanId,
    year: i16,
    chosen: BTreeMap<PartyId, Chosen>,
}

impl<'a> Keeper<'a> {
    pub(super) fn new(
        actor: &'a Actor,
        unit: &'a Unit,
        (plan, year): (&'a PlanId, i16),
    ) -> Keeper<'a> {
        Keeper {
            actor,
            unit,
            plan,
            year,
            chosen: BTreeMap::new(),
        }
    }

    /// Keeps a row with who does it and what follows from its texts.
    pub(super) async fn row(
        &mut self,
        tx: &mut Tx,
        position: i32,
        new: &NewRow,
    ) -> Result<RowId, Error> {
        let id = RowId::new();
        let status = first_status(&new.row);
        self.insert(tx, (&id, position, status), new).await?;
        for assignment in &new.assignments {
            if !self.chosen.contains_key(&assignment.party) {
                let chosen = assign::choose(tx, self.actor, &assignment.party).await?;
                self.chosen.insert(assignment.party.clone(), chosen);
            }
            let chosen = &self.chosen[&assignment.party];
            assign::insert(tx, (&id, status), assignment, chosen).await?;
        }
        let follows = follow::Follows {
            row: &id,
            year: self.year,
            deadline: new.row.deadline.as_ref(),
            evidence_text: new.row.evidence_text.as_deref(),
        };
        if matches!(
            new.row.kind,
            RowKind::Indicator | RowKind::Task | RowKind::Target
        ) {
            follows.begin(tx).await?;
        }
        if let Some(entry) = super::found::row((self.plan, &id), &self.unit.id, new) {
            tx.index(entry);
        }
        Ok(id)
    }

    async fn insert(
        &self,
        tx: &mut Tx,
        (id, position, status): (&RowId, i32, Status),
        new: &NewRow,
    ) -> Result<(), Error> {
        let row = &new.row;
        let title = row.title.as_deref().unwrap_or_default();
        let rule_text = row.rule_lines.as_ref().or(row.rule_text.as_ref());
        let line = i32::try_from(row.place.line).ok().filter(|line| *line > 0);
        tx.run(
            sql::INSERT_ROW,
            bind![
                id.as_str(),
                self.plan.as_str(),
                &new.annex,
                position,
                kind_name(row.kind),
                &row.code,
                &row.path,
                &row.parent,
                title,
                &fold(title),
                &row.max_points.as_ref().map(ToString::to_string),
                rule_text,
                &row.evidence_text,
                &row.source_text,
                &row.deadline_text,
                &new.effective_due.map(|due| due.to_string()),
                &row.measure,
                &row.target_text,
                &row.note,
                &texts(row, |field| !names_people(field)),
                new.triage.name(),
                new.indicator.as_ref().map(crate::IndicatorId::as_str),
                status.name(),
                line,
                &texts(row, names_people),
            ],
        )
        .await?;
        Ok(())
    }
}

/// «Đã ban hành» in a deadline column is a status.
fn first_status(row: &Row) -> Status {
    match &row.deadline {
        Some(reading) if reading.deadline == Deadline::Done => Status::Done,
        _ => Status::NotStarted,
    }
}

/// Whom the document names is kept apart from texts that extraction damaged: nobody corrected it.
fn names_people(field: Field) -> bool {
    matches!(field, Field::Lead | Field::Supporting)
}

/// The row's texts beside its own, of these fields, for storage.
fn texts(row: &Row, of: impl Fn(Field) -> bool) -> Option<String> {
    let fields: BTreeMap<&str, &str> = row
        .corrected
        .iter()
        .filter(|(field, _)| of(*field))
        .map(|(field, text): &(Field, String)| (field.name(), text.as_str()))
        .collect();
    (!fields.is_empty()).then(|| json!(fields).to_string())
}

/// A row's kind as stored.
pub fn kind_name(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Banner => "banner",
        RowKind::Heading => "heading",
        RowKind::Indicator => "indicator",
        RowKind::Task => "task",
        RowKind::Target => "target",
    }
}
