//! What stands around one entry: earlier periods, history, who is responsible.

use domain::authority::Action;

use scoring::Exact;

use super::grid::Entry;
use super::rescore;
use super::score::Earned;
use super::sql;
use super::standing::value;
use super::value::Value;
use crate::database::Row;
use crate::period::Period;
use crate::unit::Unit;
use crate::{Actor, App, EntryId, Error, EvidenceId, Fault, bind};

/// Changes shown; the audit has them all.
const CHANGES_MAX: i64 = 30;

/// A figure of another period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The period's name.
    pub period: String,
    /// Its word in addresses.
    pub code: String,
    /// The figure.
    pub value: Value,
}

/// Points of another period, of the same line or the one that it carries on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastPoints {
    /// The period's name.
    pub period: String,
    /// The framework's name.
    pub framework: String,
    /// The line's code there.
    pub line_code: String,
    /// Its title there.
    pub title: String,
    /// At most.
    pub max: Option<Exact>,
    /// What it earned.
    pub earned: Earned,
}

/// Proof of another period that may serve again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastProof {
    /// Id.
    pub id: EvidenceId,
    /// Its title.
    pub title: String,
    /// «36/KH-UBND».
    pub reference: Option<String>,
    /// The period's name.
    pub period: String,
}

/// One change of the entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: String,
    /// Who, as called then.
    pub by: String,
    /// The fields before, as JSON.
    pub before: String,
    /// The fields after.
    pub after: String,
}

/// Someone responsible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsible {
    /// Who.
    pub name: String,
    /// `lead`, `supporting`, `outside_lead`.
    pub role: String,
    /// The row of the plan that says so.
    pub plan: String,
    /// That row.
    pub row: String,
}

/// What stands around an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Newest first.
    pub earlier: Vec<Earlier>,
    /// Newest first.
    pub points: Vec<PastPoints>,
    /// Newest first; none for whoever may not open proof.
    pub proofs: Vec<PastProof>,
    /// Newest first.
    pub changes: Vec<Change>,
    /// Leads first.
    pub responsible: Vec<Responsible>,
}

/// Reads it, for whoever may see the unit's figures or does the work.
pub async fn around(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    entry: &Entry,
) -> Result<Around, Error> {
    let mut conn = app.read().await?;
    let id = entry.id.as_str();
    let responsible = conn
        .all(sql::RESPONSIBLE, bind![id], |row| {
            Ok(Responsible {
                name: row.text("name")?,
                role: row.text("role")?,
                plan: row.text("plan_id")?,
                row: row.text("row_id")?,
            })
        })
        .await?;
    let sees = actor.may(Action::ReadFigures, &unit.path) || entry.is_mine;
    if !sees {
        return Ok(Around {
            responsible,
            ..Around::default()
        });
    }
    let earlier = conn
        .all(
            sql::EARLIER,
            bind![unit.id.as_str(), period.id.as_str(), id],
            |row| {
                Ok(Earlier {
                    period: row.text("name")?,
                    code: row.text("code")?,
                    value: value(row)?,
                })
            },
        )
        .await?;
    let changes = conn
        .all(sql::CHANGES, bind![id, CHANGES_MAX], |row| {
            Ok(Change {
                at: row.text("at")?,
                by: row.text("actor_name")?,
                before: row.text("before_json")?,
                after: row.text("after_json")?,
            })
        })
        .await?;
    let key = [
        unit.id.as_str().into(),
        period.id.as_str().into(),
        id.into(),
    ];
    let points = conn.all(sql::PAST_POINTS, &key, past_points).await?;
    let proofs = if actor.may(Action::ReadEvidence, &unit.path) {
        conn.all(sql::PAST_PROOF, &key, past_proof).await?
    } else {
        Vec::new()
    };
    Ok(Around {
        earlier,
        points,
        proofs,
        changes,
        responsible,
    })
}

fn past_points(row: &Row) -> Result<PastPoints, Fault> {
    Ok(PastPoints {
        period: row.text("name")?,
        framework: row.text("framework")?,
        line_code: row.text("line_code")?,
        title: row.text("title")?,
        max: row.exact_or_null("max_points")?,
        earned: rescore::earned(row)?,
    })
}

fn past_proof(row: &Row) -> Result<PastProof, Fault> {
    Ok(PastProof {
        id: EvidenceId::stored(row.text("id")?),
        title: row.text("title")?,
        reference: row.text_or_null("reference")?,
        period: row.text("period")?,
    })
}

/// Who saved an entry last, and its version now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latest {
    /// For changes.
    pub version: i32,
    /// Who; `None`: nobody yet, or the program.
    pub by: Option<String>,
    /// When.
    pub at: Option<String>,
}

/// Who saved an entry last, for whoever may see its unit.
pub async fn latest(app: &App, actor: &Actor, entry: &EntryId) -> Result<Latest, Error> {
    let mut conn = app.read().await?;
    let (path, latest) = conn
        .find(sql::LATEST, bind![entry.as_str()], |row| {
            let latest = Latest {
                version: row.int("version")?,
                by: row.text_or_null("name")?,
                at: row.text_or_null("changed_at")?,
            };
            Ok((row.text("path")?, latest))
        })
        .await?
        .ok_or(Error::NotFound(crate::Noun::Entry))?;
    actor.require(Action::Read, &path)?;
    Ok(latest)
}

/// The address of an entry's page: period, unit, code.
pub async fn address(
    app: &App,
    entry: &EntryId,
) -> Result<Option<(String, String, String)>, Error> {
    let mut conn = app.read().await?;
    let found = conn
        .find(sql::ADDRESS, bind![entry.as_str()], |row| {
            Ok((row.text("period")?, row.text("slug")?, row.text("code")?))
        })
        .await?;
    Ok(found)
}
