//! What the page of a plan shows besides its rows: bases, recipients, plans above and below,
//! findings, history.

use domain::authority::Action;
use domain::plan::Recipient;
use jiff::civil::Date;

use super::new::{NewFinding, Role, State};
use super::read::{self, Plan, PlanRow};
use super::rows::{self, Assigned};
use super::sql;
use crate::database::{Conn, Param, Row};
use crate::{Actor, App, Error, Fault, Noun, PartyId, PlanId, RowId, assignment, bind};

/// A legal basis as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// «39/KH-UBND».
    pub reference: String,
    /// Its date.
    pub issued_on: Option<Date>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// The plan itself, where it is here and the one who looks may see it.
    pub linked: Option<PlanId>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: String,
    /// Who, as they were called then.
    pub who: String,
    /// `plan_row.amended`.
    pub kind: String,
    /// `plan`, `plan_row`.
    pub subject_kind: String,
    /// Its id.
    pub subject_id: String,
    /// What it was called then.
    pub subject_name: String,
    /// Why, where it was said.
    pub reason: Option<String>,
    /// Fields with their values before and after, as text.
    pub fields: Vec<(String, Option<String>, Option<String>)>,
}

/// A plan's head with its bases and recipients.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its head.
    pub plan: Plan,
    /// Căn cứ.
    pub bases: Vec<Basis>,
    /// Nơi nhận.
    pub recipients: Vec<Recipient>,
}

/// A plan with what stands around its rows.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its head.
    pub plan: Plan,
    /// Căn cứ.
    pub bases: Vec<Basis>,
    /// Nơi nhận.
    pub recipients: Vec<Recipient>,
    /// Plans above that the one who looks may see, nearest first.
    pub above: Vec<Plan>,
    /// Plans below that they may see.
    pub below: Vec<Plan>,
    /// What is wrong or unclear.
    pub findings: Vec<NewFinding>,
}

/// A row with who does it and did it, and its history.
#[derive(Clone, Debug)]
pub struct RowSheet {
    /// The plan's head.
    pub plan: Plan,
    /// Whether the one who looks may see the plan, not only this row as their own work. If not,
    /// neither the history nor who else supports it is told.
    pub sees_plan: bool,
    /// The row.
    pub row: PlanRow,
    /// Who does it and who did.
    pub assigned: Vec<Assigned>,
    /// Where its figures are entered: a period and an indicator, by their words in addresses.
    pub entry: Option<(String, String)>,
    /// Newest first.
    pub history: Vec<Happened>,
}

/// How much of a history is shown.
const HISTORY_MAX: i64 = 100;

/// The head of a plan, if the actor may see it.
pub async fn head(app: &App, actor: &Actor, id: &PlanId) -> Result<Plan, Error> {
    let mut conn = app.read().await?;
    read::load(&mut conn, actor, id).await
}

/// A plan's head with its bases and recipients.
pub async fn letter(app: &App, actor: &Actor, id: &PlanId) -> Result<Letter, Error> {
    let mut conn = app.read().await?;
    written(&mut conn, actor, id).await
}

async fn written(conn: &mut Conn, actor: &Actor, id: &PlanId) -> Result<Letter, Error> {
    let plan = read::load(conn, actor, id).await?;
    let key = &[Param::from(id.as_str())];
    let bases = conn
        .all(sql::BASES, key, |row| {
            let path = row.text_or_null("path")?;
            let linked = row.text_or_null("linked_plan_id")?.map(PlanId::stored);
            Ok(Basis {
                reference: row.text("reference")?,
                issued_on: row.date_or_null("issued_on")?,
                issuer: row.text_or_null("issuer")?,
                subject: row.text_or_null("subject")?,
                linked: linked.filter(|_| path.is_some_and(|path| actor.may(Action::Read, &path))),
            })
        })
        .await?;
    let recipients = conn
        .all(sql::RECIPIENTS, key, |row| {
            Ok(Recipient {
                name: row.text("name")?,
                purpose: row.text_or_null("purpose")?,
            })
        })
        .await?;
    Ok(Letter {
        plan,
        bases,
        recipients,
    })
}

/// A plan with what stands around its rows.
pub async fn sheet(app: &App, actor: &Actor, id: &PlanId) -> Result<Sheet, Error> {
    let mut conn = app.read().await?;
    let key = &[Param::from(id.as_str())];
    let letter = written(&mut conn, actor, id).await?;
    let may_see = |plan: &Plan| actor.may(Action::Read, &plan.unit_path);
    let mut above = conn.all(sql::ABOVE, key, read::plan).await?;
    above.retain(may_see);
    let mut below = conn.all(sql::BELOW, key, read::plan).await?;
    below.retain(may_see);
    let findings = findings_of(&mut conn, id).await?;
    Ok(Sheet {
        plan: letter.plan,
        bases: letter.bases,
        recipients: letter.recipients,
        above,
        below,
        findings,
    })
}

/// What is wrong or unclear in a plan.
pub async fn findings(app: &App, actor: &Actor, plan: &Plan) -> Result<Vec<NewFinding>, Error> {
    actor.require(Action::Read, &plan.unit_path)?;
    let mut conn = app.read().await?;
    Ok(findings_of(&mut conn, &plan.id).await?)
}

async fn findings_of(conn: &mut Conn, id: &PlanId) -> Result<Vec<NewFinding>, Fault> {
    conn.all(sql::FINDINGS, bind![id.as_str()], |row| {
        Ok(NewFinding {
            code: row.text("code")?,
            severity: row.text("severity")?,
            row_path: row.text_or_null("row_path")?,
            message: row.text("message")?,
            settlement: row.text_or_null("settlement")?,
        })
    })
    .await
}

/// What happened to a plan and its rows, newest first.
pub async fn history(app: &App, actor: &Actor, plan: &Plan) -> Result<Vec<Happened>, Error> {
    actor.require(Action::Read, &plan.unit_path)?;
    let mut conn = app.read().await?;
    let params = [Param::from(plan.id.as_str()), Param::from(HISTORY_MAX)];
    Ok(conn.all(sql::CHANGES, &params, happened).await?)
}

/// A row with who does it and did it, and its history.
pub async fn row_sheet(
    app: &App,
    actor: &Actor,
    (plan, row): (&PlanId, &RowId),
) -> Result<RowSheet, Error> {
    let mut conn = app.read().await?;
    let plan = read::load_any(&mut conn, plan).await?;
    let (row, entry) = row_and_entry(&mut conn, (&plan.id, row), app.today()).await?;
    let mut assigned =
        rows::assignments(&mut conn, (&plan.id, Some(&row.id)), actor.person.as_ref()).await?;
    let sees_plan = actor.may(Action::Read, &plan.unit_path);
    let mut history = Vec::new();
    if sees_plan {
        history = conn
            .all(
                sql::ROW_CHANGES,
                bind![row.id.as_str(), HISTORY_MAX],
                happened,
            )
            .await?;
    } else {
        require_own(actor, &plan, &assigned)?;
        let leads = |one: &Assigned| one.role != Role::Supporting && one.via.is_none();
        assigned.retain(|one| one.ended_at.is_none() && (one.is_mine || leads(one)));
    }
    Ok(RowSheet {
        plan,
        sees_plan,
        row,
        assigned,
        entry: entry.filter(|_| sees_plan),
        history,
    })
}

async fn row_and_entry(
    conn: &mut Conn,
    (plan, row): (&PlanId, &RowId),
    today: Date,
) -> Result<(PlanRow, Option<(String, String)>), Error> {
    let today = today.to_string();
    let bound = [
        row.as_str().into(),
        plan.as_str().into(),
        today.as_str().into(),
    ];
    conn.find(sql::ROW_AND_ENTRY, &bound, |row| {
        let period = row.text_or_null("period_code")?;
        let entry = period.zip(row.text_or_null("indicator_code")?);
        Ok((read::row(row)?, entry))
    })
    .await?
    .ok_or(Error::NotFound(Noun::Row))
}

/// Of a plan that the actor may not see, only what is assigned to them is there.
fn require_own(actor: &Actor, plan: &Plan, assigned: &[Assigned]) -> Result<(), Error> {
    let own = assigned
        .iter()
        .filter(|one| one.is_mine && one.ended_at.is_none())
        .map(|one| one.role.name().to_owned());
    let duty = assignment::highest(&own.collect::<Vec<_>>());
    let path = assignment::authority_path(actor, &plan.unit_path, duty);
    let seen = plan.state != State::Withdrawn && actor.may_as(Action::Read, path, duty);
    seen.then_some(()).ok_or(Error::NotFound(Noun::Plan))
}

/// Parties that may be chosen for a plan of that unit: id, kind, name.
pub async fn parties(
    app: &App,
    actor: &Actor,
    plan: &Plan,
) -> Result<Vec<(PartyId, String, String)>, Error> {
    actor.require(Action::Read, &plan.unit_path)?;
    let mut conn = app.read().await?;
    let mut all = conn
        .all(sql::PARTIES, bind![&plan.unit_path], |row| {
            Ok((
                PartyId::stored(row.text("id")?),
                row.text("kind")?,
                row.text("name")?,
            ))
        })
        .await?;
    all.sort_by_cached_key(|(_, _, name)| reading::text::fold(name));
    Ok(all)
}

fn happened(row: &Row) -> Result<Happened, Fault> {
    let fields = |name: &str| -> Result<serde_json::Map<String, serde_json::Value>, Fault> {
        Ok(match serde_json::from_str(&row.text(name)?)? {
            serde_json::Value::Object(fields) => fields,
            _ => serde_json::Map::new(),
        })
    };
    let before = fields("before_json")?;
    let mut after = fields("after_json")?;
    let reason = after
        .remove("reason")
        .and_then(|reason| reason.as_str().map(str::to_owned));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let text = |value: Option<&serde_json::Value>| match value? {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let fields = names
        .into_iter()
        .map(|name| (name.clone(), text(before.get(name)), text(after.get(name))))
        .collect();
    Ok(Happened {
        at: row.text("at")?,
        who: row.text("actor_name")?,
        kind: row.text("kind")?,
        subject_kind: row.text("subject_kind")?,
        subject_id: row.text("subject_id")?,
        subject_name: row.text("subject_name")?,
        reason,
        fields,
    })
}
