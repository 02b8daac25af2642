//! Writes a draft as a plan: parties, framework, rows, assignments, findings, in one transaction.

use std::collections::BTreeMap;

use domain::Severity;
use domain::authority::Action;
use domain::plan::{Annex, Field, OfficialDocument, Row};
use reading::party::canonical;
use reading::plan::compare::Pair;
use serde_json::json;

use super::decisions::{Choice, Decisions, PartyChoice, Triage};
use super::draft::{self, Opened};
use super::naming::{self, Named, names};
use super::settled::{RowKey, key, repaired};
use super::stored::{Doing, Kept};
use super::triage::{Sorted, triage};
use super::{Refusal, amend, carry, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::framework::{self, Adoption};
use crate::party::{self, NewParty, PartyKind, What};
use crate::plan::{self, NewAssignment, NewFinding, NewPlan, NewRow, Origin, Role};
use crate::unit::{self, NewUnit, UnitKind};
use crate::{
    Actor, App, Error, FrameworkId, ImportId, IndicatorId, Noun, PartyId, PlanId, bind, figure,
    period,
};

/// Writes everything that was decided, or nothing.
pub async fn write(app: &App, actor: &Actor, id: &ImportId, version: i32) -> Result<PlanId, Error> {
    let opened = draft::open(app, actor, id).await?;
    actor.require(Action::EditPlan, &opened.unit.path)?;
    if opened.draft.written.is_some() {
        return Err(Refusal::Written.into());
    }
    let named = naming::parties(app, &opened).await?;
    let sorted = triage(&opened, &named);
    let before = amend::before(app, actor, &opened).await?;
    let mut tx = app.begin(actor).await?;
    let known = enter(&mut tx, actor, app, &opened, &named).await?;
    let same = before
        .as_ref()
        .filter(|before| before.keeps_framework(&opened));
    let adopted = match same {
        Some(before) => before.adopted(),
        None => adopt(&mut tx, actor, &opened).await?,
    };
    let going_on = before
        .as_ref()
        .map(amend::Before::by_key)
        .unwrap_or_default();
    let parts = Parts {
        opened: &opened,
        sorted: &sorted,
        known: &known,
        adopted: &adopted,
        going_on: &going_on,
    };
    let plan = plan::write(&mut tx, actor, parts.plan()).await?;
    let mut decisions = opened.draft.decisions.clone();
    if let Some(before) = &before {
        decisions.amended_state = Some(before.state().to_owned());
        decisions.carried = carry::over(&mut tx, before, &plan, &opened).await?;
    }
    done(&mut tx, &opened, (id, version), &decisions, &plan).await?;
    party::refresh_holders(&mut tx, app.today()).await?;
    let event = Event::new(
        "import.written",
        "import_draft",
        id.as_str(),
        &opened.draft.file_name,
    )
    .within(&opened.unit.id)
    .after(json!({ "plan": plan.as_str() }));
    tx.commit(event).await?;
    Ok(plan)
}

async fn done(
    tx: &mut Tx,
    opened: &Opened,
    (id, version): (&ImportId, i32),
    decisions: &Decisions,
    plan: &PlanId,
) -> Result<(), Error> {
    let json = serde_json::to_string(decisions).map_err(crate::Fault::from)?;
    // What is shown as the totals is what is written, or nothing is.
    let stale = version != opened.draft.version
        || tx
            .run(
                sql::WRITTEN,
                bind![id.as_str(), version, plan.as_str(), &json],
            )
            .await?
            == 0;
    if stale {
        return Err(Error::Stale(Noun::Import));
    }
    Ok(())
}

/// Enters the parties that a person wants, remembers spellings; who each name means then.
async fn enter(
    tx: &mut Tx,
    actor: &Actor,
    app: &App,
    opened: &Opened,
    named: &[Named],
) -> Result<BTreeMap<String, (PartyId, bool)>, Error> {
    let mut known = BTreeMap::new();
    for one in named {
        let party = match (&one.choice, one.party()) {
            (Some(PartyChoice::Existing { remember: true, .. }), Some(party)) => {
                for spelling in &one.spellings {
                    party::remember_alias(tx, &opened.unit.id, spelling, &party).await?;
                }
                party
            }
            (_, Some(party)) => party,
            (Some(PartyChoice::Create { kind, name }), None) => {
                let party = create(tx, actor, app, opened, (kind, name)).await?;
                for spelling in one.spellings.iter().filter(|spelling| *spelling != name) {
                    party::remember_alias(tx, &opened.unit.id, spelling, &party).await?;
                }
                party
            }
            _ => continue,
        };
        known.insert(one.key.clone(), (party, one.is_own.unwrap_or(false)));
    }
    Ok(known)
}

async fn create(
    tx: &mut Tx,
    actor: &Actor,
    app: &App,
    opened: &Opened,
    (kind, name): (&str, &str),
) -> Result<PartyId, Error> {
    let what = match PartyKind::parse(kind) {
        Some(PartyKind::Unit) => {
            let new = NewUnit {
                parent: Some(opened.unit.id.clone()),
                kind: UnitKind::Office,
                name: name.to_owned(),
                code: None,
                valid_from: app.today(),
            };
            let unit = unit::create_in(tx, actor, new).await?;
            tx.record(
                Event::new("unit.created", "unit", unit.id.as_str(), &unit.name)
                    .within(&unit.id)
                    .after(json!({ "name": unit.name, "kind": unit.kind.name() })),
            );
            let found = tx
                .one(sql::PARTY_OF_UNIT, bind![unit.id.as_str()], |row| {
                    row.text("id")
                })
                .await?;
            return Ok(PartyId::stored(found));
        }
        Some(PartyKind::Post) => What::Post { holder: None },
        Some(PartyKind::Person) => What::Person {
            email: None,
            phone: None,
        },
        Some(PartyKind::Group) => What::Group {
            members: Vec::new(),
        },
        Some(PartyKind::Outsider) | None => What::Outsider,
    };
    let new = NewParty {
        unit: opened.unit.id.clone(),
        name: name.to_owned(),
        what,
    };
    let party = party::create_in(tx, actor, new).await?;
    tx.record(
        Event::new("party.created", "party", party.id.as_str(), &party.name)
            .within(&party.unit)
            .after(json!({ "name": party.name, "kind": party.kind.name() })),
    );
    Ok(party.id)
}

/// The framework and what each row became in it.
#[derive(Debug, Default)]
pub(super) struct Frameworks {
    pub(super) first: Option<FrameworkId>,
    pub(super) indicators: BTreeMap<RowKey, IndicatorId>,
}

/// Makes a framework of each annex that has rules, unless it repeats one that is here, and opens
/// it for the year.
async fn adopt(tx: &mut Tx, actor: &Actor, opened: &Opened) -> Result<Frameworks, Error> {
    let mut out = Frameworks::default();
    for (at, annex) in opened.settled.annexes.iter().enumerate() {
        let annex = Annex {
            rows: annex.rows.iter().map(repaired).collect(),
            ..annex.clone()
        };
        if reading::plan::framework::from_annex(&annex).is_none() {
            continue;
        }
        let chosen = opened.settled.chosen.iter().filter_map(|(row, name)| {
            let path = row.strip_prefix(&format!("{at}/"))?;
            Some((path.to_owned(), name.clone()))
        });
        let document = &opened.reading.plan.document;
        let adoption = Adoption {
            unit: opened.unit.id.clone(),
            name: reading::plan::framework::name(
                document,
                (&opened.settled.annexes, at),
                opened.draft.year,
            ),
            legal_basis: document.reference.clone(),
            annex: &annex,
            chosen: chosen.collect(),
            year: opened.draft.year,
        };
        let adopted = match framework::matching(tx, &opened.unit, &annex).await? {
            Some(known) => known,
            None => framework::adopt(tx, actor, adoption).await?,
        };
        let period = period::ensure_year(tx, opened.draft.year).await?;
        figure::open_assessment(tx, &opened.unit.id, &adopted.framework, &period.id).await?;
        let indicators = adopted.indicators.into_iter();
        out.indicators
            .extend(indicators.map(|(path, id)| (key(at, &path), id)));
        out.first.get_or_insert(adopted.framework);
    }
    Ok(out)
}

/// What the plan is made of.
struct Parts<'a> {
    opened: &'a Opened,
    sorted: &'a BTreeMap<RowKey, Sorted>,
    known: &'a BTreeMap<String, (PartyId, bool)>,
    adopted: &'a Frameworks,
    /// Rows of the plan that is amended, by the key of the new row.
    going_on: &'a BTreeMap<RowKey, (&'a Kept, &'a Pair)>,
}

impl Parts<'_> {
    fn plan(&self) -> NewPlan {
        let draft = &self.opened.draft;
        let annexes = self.opened.settled.annexes.iter().enumerate();
        let rows =
            annexes.flat_map(|(at, annex)| annex.rows.iter().map(move |row| (at, annex, row)));
        NewPlan {
            unit: self.opened.unit.id.clone(),
            year: draft.year,
            document: self.document(),
            recipient_parties: Vec::new(),
            parent: None,
            replaces: draft.amends.clone(),
            framework: self.adopted.first.clone(),
            origin: Origin::Imported {
                sha256: draft.sha256.clone(),
                name: draft.file_name.clone(),
            },
            rows: rows
                .map(|(at, annex, row)| self.row(at, annex, row))
                .collect(),
            findings: self.findings(),
        }
    }

    /// A plan without a title goes by its file's name.
    fn document(&self) -> OfficialDocument {
        let mut document = self.opened.reading.plan.document.clone();
        if document
            .title
            .as_deref()
            .is_none_or(|title| title.trim().is_empty())
        {
            document.title = Some(self.opened.draft.file_name.clone());
        }
        document
    }

    fn row(&self, at: usize, annex: &Annex, row: &Row) -> NewRow {
        let key = key(at, &row.path);
        let triage = self
            .sorted
            .get(&key)
            .map_or(Triage::Undecided, |sorted| sorted.taken());
        let mut kept = row.clone();
        let mut assignments: Vec<NewAssignment> = Vec::new();
        for field in [Field::Lead, Field::Supporting] {
            let names = names(row, field);
            let mut is_left = false;
            for name in &names {
                let Some((party, is_own)) = self.known.get(&canonical(name)) else {
                    is_left = true;
                    continue;
                };
                let role = match (field, is_own) {
                    (Field::Lead, true) => Role::Lead,
                    (Field::Lead, false) => Role::OutsideLead,
                    _ => Role::Supporting,
                };
                let is_there = |one: &NewAssignment| one.role == role && one.party == *party;
                if !assignments.iter().any(is_there) {
                    assignments.push(NewAssignment {
                        role,
                        party: party.clone(),
                        named: name.clone(),
                    });
                }
            }
            // Whoever is nobody's party is kept as the text that names them.
            let is_lead =
                |one: &&NewAssignment| (one.role != Role::Supporting) == (field == Field::Lead);
            let assigned: Vec<&String> = assignments
                .iter()
                .filter(is_lead)
                .map(|one| &one.named)
                .collect();
            if is_left || !names.iter().eq(assigned) {
                kept.corrected.retain(|(corrected, _)| *corrected != field);
                kept.corrected.push((field, names.join("; ")));
            }
        }
        let mut effective_due = self.opened.settled.due.get(&key).copied();
        if let Some((before, pair)) = self.going_on.get(&key) {
            let same = |field: Field| pair.changes.iter().all(|change| change.field != field);
            if same(Field::DeadlineText) {
                effective_due = effective_due.or(before.effective_due);
            }
            if same(Field::Lead) && same(Field::Supporting) && !before.doing.is_empty() {
                assignments = before.doing.iter().map(taken_over).collect();
            }
        }
        NewRow {
            annex: annex.name.clone(),
            triage: plan::Triage::parse(triage.name()).unwrap_or(plan::Triage::Undecided),
            indicator: self.adopted.indicators.get(&key).cloned(),
            effective_due,
            assignments,
            row: kept,
        }
    }

    fn findings(&self) -> Vec<NewFinding> {
        let settled = &self.opened.draft.decisions.findings;
        let noticed = self.opened.noticed.iter();
        noticed
            .map(|one| NewFinding {
                code: one.finding.code.as_str().to_owned(),
                severity: severity(one.finding.code.severity()).to_owned(),
                row_path: one.finding.row.clone(),
                message: reading::words::finding::sentence(&one.finding),
                settlement: settled.get(&one.key).map(|settlement| {
                    let said = Choice::parse(&settlement.choice)
                        .map(|choice| reading::words::settlement::in_words(&choice.text()))
                        .unwrap_or_default();
                    if settlement.note.is_empty() {
                        said
                    } else {
                        format!("{said}: {}", settlement.note)
                    }
                }),
            })
            .collect()
    }
}

/// Who does a row now does its new version too.
fn taken_over(doing: &Doing) -> NewAssignment {
    NewAssignment {
        role: doing.role,
        party: doing.party.clone(),
        named: doing.named.clone(),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
