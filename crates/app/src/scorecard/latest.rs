//! Scorecards as they were frozen, read back.

use std::collections::BTreeMap;

use super::{Card, Kind, sql};
use crate::database::Conn;
use crate::{AssessmentId, Fault, FrameworkId, PeriodId, UnitId, bind};

/// The best that each unit has: final, else appraised, else claimed. Units that have handed nothing
/// in are not in it.
pub async fn latest(
    conn: &mut Conn,
    framework: &FrameworkId,
    period: &PeriodId,
) -> Result<BTreeMap<UnitId, (Kind, Card)>, Fault> {
    let all = conn
        .all(
            sql::LATEST,
            bind![framework.as_str(), period.as_str()],
            |row| {
                let kind = Kind::stored(&row.text("kind")?)?;
                let card = Card::read(&row.text("body_json")?)?;
                Ok((UnitId::stored(row.text("unit_id")?), (kind, card)))
            },
        )
        .await?;
    Ok(all.into_iter().collect())
}

/// A scorecard of an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Whose word.
    pub kind: Kind,
    /// 1, 2 … of its kind.
    pub number: i32,
    /// When it was frozen.
    pub made_at: String,
    /// What it says.
    pub card: Card,
    /// Over its text.
    pub sha256: String,
}

/// All scorecards of an assessment, the oldest first. Whoever asks has decided who may see which.
pub async fn of_assessment(conn: &mut Conn, assessment: &AssessmentId) -> Result<Vec<Kept>, Fault> {
    conn.all(sql::OF_ASSESSMENT, bind![assessment.as_str()], |row| {
        Ok(Kept {
            kind: Kind::stored(&row.text("kind")?)?,
            number: row.int("number")?,
            made_at: row.text("made_at")?,
            card: Card::read(&row.text("body_json")?)?,
            sha256: row.text("sha256")?,
        })
    })
    .await
}
