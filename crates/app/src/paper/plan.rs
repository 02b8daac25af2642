//! A plan as an official paper: its head, its bases, the text of its file or the usual one, its
//! rows as annexes. A draft says beside each row why it is there.

use std::collections::BTreeMap;

use domain::authority::Action;
use domain::plan::Field;
use papers::annex::Entry;
use papers::{Block, Head, Paper, wording};
use reading::plan::head::passages;

use super::sql;
use crate::database::Conn;
use crate::plan::{self, Letter, Line, Plan, PlanRow, Role, State};
use crate::{Actor, App, Error, PlanId, RowId, bind, import};

/// The paper of a plan as it stands now.
pub async fn of_plan(app: &App, actor: &Actor, id: &PlanId) -> Result<Paper, Error> {
    let letter = plan::letter(app, actor, id).await?;
    let lines = plan::rows(app, actor, &letter.plan).await?;
    let mut conn = app.read().await?;
    let source = conn
        .find(sql::SOURCE, bind![id.as_str()], |row| {
            Ok((row.text("source_sha256")?, row.text("source_name")?))
        })
        .await?;
    let is_draft = letter.plan.state == State::Draft;
    let mut reasons = BTreeMap::new();
    if is_draft {
        reasons = reasons_of(&mut conn, actor, id).await?;
    }
    drop(conn);
    let mut paper = frame(&letter);
    paper.draft = is_draft;
    let mut titles = BTreeMap::new();
    if let Some((sha256, name)) = source {
        match import::of_file(app, &sha256, &name, letter.plan.year).await {
            Ok(reading) => {
                paper.body = text(&passages(&reading.source.blocks));
                let annexes = reading.plan.annexes.iter();
                titles = annexes
                    .filter_map(|annex| Some((annex.name.clone(), annex.title.clone()?)))
                    .collect();
            }
            // The rows are here; a file that was lost takes only its running text along.
            Err(error) => tracing::warn!(cause = ?error, "the file of a plan cannot be read"),
        }
    }
    paper.annexes = annexes(&lines, &reasons, &titles);
    if paper.body.is_empty() {
        let names: Vec<&str> = paper.annexes.iter().map(|one| one.name.as_str()).collect();
        paper.body = wording::plan_text(&paper.head.agency, &paper.title, &names);
    }
    Ok(paper)
}

/// Why rows are in the plan: what they carry out, where the one who looks may see that.
async fn reasons_of(
    conn: &mut Conn,
    actor: &Actor,
    id: &PlanId,
) -> Result<BTreeMap<RowId, String>, Error> {
    let found = conn
        .all(sql::REASONS, bind![id.as_str()], |row| {
            Ok((
                (RowId::stored(row.text("row_id")?), row.text("path")?),
                (row.text_or_null("code")?, row.text("annex")?),
                (row.text("kind")?, row.text_or_null("reference")?),
            ))
        })
        .await?;
    let seen = found
        .into_iter()
        .filter(|((_, path), ..)| actor.may(Action::Read, path));
    Ok(seen
        .map(|((row, _), (code, annex), (kind, reference))| {
            let place = wording::place_of_row(code.as_deref(), &annex);
            (
                row,
                wording::carries_out(&place, &kind, reference.as_deref()),
            )
        })
        .collect())
}

/// Everything but the text and the annexes.
fn frame(letter: &Letter) -> Paper {
    let plan = &letter.plan;
    Paper {
        head: head(plan),
        kind: plan.kind.clone(),
        title: plan.title.clone(),
        bases: letter
            .bases
            .iter()
            .map(|basis| {
                let (issuer, subject) = (basis.issuer.as_deref(), basis.subject.as_deref());
                wording::basis(&basis.reference, basis.issued_on, issuer, subject)
            })
            .collect(),
        recipients: wording::recipients(
            letter
                .recipients
                .iter()
                .map(|one| (one.name.as_str(), one.purpose.as_deref())),
        ),
        signatory: wording::signatory(plan.signatory.as_deref().unwrap_or_default()),
        ..Paper::default()
    }
}

fn head(plan: &Plan) -> Head {
    Head {
        above: None,
        agency: plan
            .issuer
            .clone()
            .unwrap_or_else(|| plan.unit_name.clone()),
        reference: plan.reference.clone(),
        symbol: wording::symbol_of(&plan.kind),
        place: plan.place.clone().unwrap_or_default(),
        date: plan.issued_on,
        year: plan.year,
    }
}

fn text(passages: &[reading::plan::head::Passage]) -> Vec<Block> {
    passages
        .iter()
        .map(|passage| match passage.level {
            0 => Block::Paragraph(passage.text.clone()),
            level => Block::Heading(level, passage.text.clone()),
        })
        .collect()
}

/// Rows by annex, in order.
fn annexes(
    lines: &[Line],
    reasons: &BTreeMap<RowId, String>,
    titles: &BTreeMap<String, String>,
) -> Vec<papers::Annex> {
    let mut grouped: Vec<(&str, Vec<Entry>)> = Vec::new();
    for line in lines {
        let entry = entry(line, reasons.get(&line.row.id));
        match grouped.last_mut() {
            Some((name, entries)) if *name == line.row.annex => entries.push(entry),
            _ => grouped.push((&line.row.annex, vec![entry])),
        }
    }
    grouped
        .iter()
        .map(|(name, entries)| {
            let title = titles.get(*name).map(String::as_str);
            papers::annex::annex(name, title, entries)
        })
        .collect()
}

fn entry(line: &Line, reason: Option<&String>) -> Entry {
    let row = &line.row;
    let text = |field| meant(row, field);
    Entry {
        kind: row.kind,
        code: row.code.clone(),
        title: text(Field::Title).unwrap_or_default(),
        points: row
            .max_points
            .as_ref()
            .map(|points| (points.clone(), reading::words::number::number(points))),
        rule: text(Field::RuleText),
        evidence: text(Field::EvidenceText),
        source: text(Field::SourceText),
        lead: who(line, "lead", &[Role::Lead, Role::OutsideLead]),
        supporting: who(line, "supporting", &[Role::Supporting]),
        deadline: text(Field::DeadlineText).or_else(|| row.effective_due.map(wording::by_day)),
        measure: text(Field::Measure),
        target: text(Field::TargetText),
        note: text(Field::Note),
        reason: reason.cloned(),
    }
}

fn meant(row: &PlanRow, field: Field) -> Option<String> {
    row.meant(field).map(str::to_owned)
}

/// Whom the document names; else whoever it is assigned to, as the plan names them.
fn who(line: &Line, part: &str, roles: &[Role]) -> Option<String> {
    if let Some(named) = line.row.named.get(part) {
        return Some(named.clone());
    }
    let mut names: Vec<&str> = Vec::new();
    for one in line.assigned.iter().filter(|one| roles.contains(&one.role)) {
        let name = if one.named.is_empty() {
            &one.name
        } else {
            &one.named
        };
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join("; "))
}
