//! Giải trình, kiến nghị: what the unit says of an appraised line while its clock runs, and what the
//! panel answers.

use domain::authority::Action;
use scoring::Exact;
use serde_json::json;

use super::case::Case;
use super::decide::points_within;
use super::line::is_decided;
use super::refusal::Refusal;
use super::tell::{Told, tell};
use super::{TEXT_MAX, decision, limited, sql};
use crate::database::Conn;
use crate::framework;
use crate::{
    Actor, App, AssessmentId, EntryId, Error, EvidenceId, Fault, IndicatorId, Noun, any_id, bind,
};

/// What the panel answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The points stand.
    Kept,
    /// Other points.
    Changed {
        /// As typed.
        points: String,
    },
}

/// An objection, with its answer where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Id.
    pub id: String,
    /// On which entry.
    pub entry: EntryId,
    /// On which indicator.
    pub indicator: IndicatorId,
    /// What the unit says.
    pub reason: String,
    /// The proof it names.
    pub evidence: Option<(EvidenceId, String)>,
    /// When.
    pub at: String,
    /// Whether points were changed; `None`: no answer yet.
    pub answer: Option<bool>,
    /// What the line counts with, where it was changed.
    pub points: Option<Exact>,
    /// Why.
    pub answer_reason: Option<String>,
    /// For changes.
    pub version: i32,
}

pub(crate) async fn of_assessment(
    conn: &mut Conn,
    assessment: &AssessmentId,
) -> Result<Vec<Objection>, Fault> {
    conn.all(sql::OBJECTIONS, bind![assessment.as_str()], |row| {
        let evidence = row.text_or_null("evidence_id")?.map(EvidenceId::stored);
        Ok(Objection {
            id: row.text("id")?,
            entry: EntryId::stored(row.text("entry_id")?),
            indicator: IndicatorId::stored(row.text("indicator_id")?),
            reason: row.text("reason")?,
            evidence: evidence.zip(row.text_or_null("evidence_title")?),
            at: row.text("made_at")?,
            answer: row
                .text_or_null("answer")?
                .map(|answer| answer == "changed"),
            points: row.exact_or_null("points")?,
            answer_reason: row.text_or_null("answer_reason")?,
            version: row.int("version")?,
        })
    })
    .await
}

/// What the form of an objection shows.
#[derive(Clone, Debug)]
pub struct Objecting {
    /// The case.
    pub case: Case,
    /// The entry.
    pub entry: EntryId,
    /// The indicator's title.
    pub title: String,
    /// Proofs that serve the entry.
    pub proofs: Vec<(EvidenceId, String)>,
}

/// Proofs that serve an entry.
pub(super) async fn proofs(
    conn: &mut Conn,
    entry: &EntryId,
) -> Result<Vec<(EvidenceId, String)>, Fault> {
    conn.all(sql::PROOFS, bind![entry.as_str()], |row| {
        Ok((EvidenceId::stored(row.text("id")?), row.text("title")?))
    })
    .await
}

/// What the form of an objection shows.
pub async fn objecting(
    app: &App,
    actor: &Actor,
    (assessment, code): (&AssessmentId, &str),
) -> Result<Objecting, Error> {
    let mut conn = app.read().await?;
    let case = Case::load(&mut conn, assessment).await?;
    actor.require(Action::Submit, &case.unit_path)?;
    let edition = framework::scoring(app, &mut conn, &case.framework).await?;
    let at = edition
        .by_code(code)
        .filter(|at| is_decided(&edition, *at))
        .ok_or(Error::NotFound(Noun::Indicator))?;
    let entry = decision::entries(&mut conn, assessment)
        .await?
        .remove(&edition.lines[at].indicator)
        .ok_or(Error::NotFound(Noun::Entry))?
        .entry;
    Ok(Objecting {
        proofs: proofs(&mut conn, &entry).await?,
        title: edition.lines[at].title.clone(),
        entry,
        case,
    })
}

/// The unit objects to what was decided on a line.
pub async fn object(
    app: &App,
    actor: &Actor,
    entry: &EntryId,
    (reason, evidence): (&str, Option<&EvidenceId>),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (case, indicator) = Case::of_entry(&mut tx, entry).await?;
    actor.require(Action::Submit, &case.unit_path)?;
    case.require_firm()?;
    case.require_ended()?;
    if let Some(until) = case.objection_until.filter(|until| *until < app.today()) {
        return Err(Refusal::ObjectionOver { until }.into());
    }
    let edition = framework::scoring(app, &mut tx, &case.framework).await?;
    let at = edition
        .line(&indicator)
        .ok_or(Error::NotFound(Noun::Indicator))?;
    let line = &edition.lines[at];
    let code = line.code.clone();
    if !is_decided(&edition, at) {
        return Err(Refusal::NothingToDecide { code }.into());
    }
    let reason = limited(reason, TEXT_MAX)?.ok_or(Refusal::NoReason)?;
    if let Some(evidence) = evidence {
        let serves = tx
            .one(
                sql::SERVES,
                bind![evidence.as_str(), entry.as_str()],
                |row| row.count("n"),
            )
            .await?;
        if serves == 0 {
            return Err(Error::NotFound(Noun::Evidence));
        }
    }
    let (id, now, by) = (any_id(), tx.now().to_owned(), tx.by().to_owned());
    if !tx
        .run_unique(
            sql::OBJECT,
            bind![
                &id,
                entry.as_str(),
                &reason,
                evidence.map(EvidenceId::as_str),
                &now,
                &by
            ],
        )
        .await?
    {
        return Err(Refusal::ObjectedAlready { code }.into());
    }
    let name = format!("{code} {}", line.title);
    let event = crate::audit::Event::new("objection.made", "entry", entry.as_str(), &name)
        .within(&case.unit)
        .after(json!({ "reason": reason, "evidence": evidence.map(EvidenceId::as_str) }));
    tell(&mut tx, (actor, &case), Told::Objected(&code, &line.title)).await?;
    tx.commit(event).await?;
    Ok(())
}

/// The panel answers an objection, once.
pub async fn answer(
    app: &App,
    actor: &Actor,
    (entry, version): (&EntryId, i32),
    (answer, reason): (&Answer, &str),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (case, indicator) = Case::of_entry(&mut tx, entry).await?;
    case.require_judge(&mut tx, actor).await?;
    case.require_firm()?;
    case.require_ended()?;
    let objection = of_assessment(&mut tx, &case.assessment)
        .await?
        .into_iter()
        .find(|one| one.entry == *entry)
        .ok_or(Error::NotFound(Noun::Objection))?;
    if objection.answer.is_some() {
        return Err(Refusal::AnsweredAlready.into());
    }
    let edition = framework::scoring(app, &mut tx, &case.framework).await?;
    let at = edition
        .line(&indicator)
        .ok_or(Error::NotFound(Noun::Indicator))?;
    let points = match answer {
        Answer::Kept => None,
        Answer::Changed { points } => Some(points_within(&edition, at, points)?.to_string()),
    };
    let reason = limited(reason, TEXT_MAX)?.ok_or(Refusal::NoReason)?;
    let word = if points.is_some() { "changed" } else { "kept" };
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    if tx
        .run(
            sql::ANSWER,
            bind![&objection.id, version, word, &points, &reason, &now, &by],
        )
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Objection));
    }
    let line = &edition.lines[at];
    let name = format!("{} {}", line.code, line.title);
    let fields = json!({
        "entry": entry.as_str(),
        "answer": word,
        "points": points,
        "reason": reason,
    });
    let event = case
        .judges_event("objection.answered", &objection.id, &name)
        .after(fields);
    tx.commit(event).await?;
    Ok(())
}
