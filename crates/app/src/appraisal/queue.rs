//! What waits for appraisers: units that handed in, with how much is left of each.

use domain::authority::Action;
use jiff::civil::Date;

use super::case::Stage;
use super::sql;
use crate::{Actor, App, AssessmentId, Error, FrameworkId, PeriodId, bind};

/// Units on one page.
const PAGE: i64 = 50;

/// A unit in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Its assessment.
    pub assessment: AssessmentId,
    /// The unit's word in addresses.
    pub slug: String,
    /// Its name.
    pub unit: String,
    /// The framework.
    pub framework: FrameworkId,
    /// Its name.
    pub framework_name: String,
    /// How far.
    pub stage: Stage,
    /// When it was handed in.
    pub submitted_at: String,
    /// Last day to object.
    pub objection_until: Option<Date>,
    /// Lines to be decided.
    pub lines: i64,
    /// Lines decided.
    pub decided: i64,
    /// Lines that are with the unit.
    pub sent_back: i64,
    /// Objections without an answer.
    pub objections: i64,
    /// Whether the unit is the actor's own.
    pub is_own: bool,
}

impl Queued {
    /// Lines that nobody has decided.
    pub fn left(&self) -> i64 {
        (self.lines - self.decided - self.sent_back).max(0)
    }
}

/// A page of the queue, the longest waiting first; whether there are more.
pub async fn queue(
    app: &App,
    actor: &Actor,
    (period, page): (&PeriodId, i64),
) -> Result<(Vec<Queued>, bool), Error> {
    let mut conn = app.read().await?;
    let places = actor.places(Action::Appraise);
    let offset = page.clamp(1, 10_000).saturating_sub(1) * PAGE;
    let mut all = conn
        .all(
            sql::QUEUE,
            bind![&places, period.as_str(), PAGE + 1, offset],
            |row| {
                let path = row.text("path")?;
                Ok(Queued {
                    assessment: AssessmentId::stored(row.text("id")?),
                    slug: row.text("slug")?,
                    unit: row.text("unit_name")?,
                    framework: FrameworkId::stored(row.text("framework_id")?),
                    framework_name: row.text("framework_name")?,
                    stage: match row.text("stage")?.as_str() {
                        "appraised" => Stage::Appraised,
                        "closed" => Stage::Closed,
                        _ => Stage::Submitted,
                    },
                    submitted_at: row.text("submitted_at")?,
                    objection_until: row.date_or_null("objection_until")?,
                    lines: row.count("lines")?,
                    decided: row.count("decided")?,
                    sent_back: row.count("sent_back")?,
                    objections: row.count("objections")?,
                    is_own: actor
                        .home
                        .as_ref()
                        .is_some_and(|home| home.path.starts_with(&path)),
                })
            },
        )
        .await?;
    let size = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = all.len() > size;
    all.truncate(size);
    Ok((all, more))
}
