//! What was decided on a line, as stored.

use std::collections::BTreeMap;

use jiff::civil::Date;
use scoring::Exact;

use super::sql;
use crate::database::Conn;
use crate::{AccountId, AssessmentId, EntryId, Fault, IndicatorId, bind};

/// What somebody decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decided {
    /// As claimed.
    Accepted,
    /// With other points.
    Adjusted,
    /// Back to the unit.
    SentBack,
}

impl Decided {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Decided::Accepted => "accepted",
            Decided::Adjusted => "adjusted",
            Decided::SentBack => "sent_back",
        }
    }

    pub(crate) fn stored(name: &str) -> Result<Decided, Fault> {
        [Decided::Accepted, Decided::Adjusted, Decided::SentBack]
            .into_iter()
            .find(|decided| decided.name() == name)
            .ok_or_else(|| Fault::inconsistent("decision", name, "outcome"))
    }
}

/// A decision on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Id.
    pub id: String,
    /// What.
    pub decided: Decided,
    /// What the line counts with; `None`: nothing, or it was sent back.
    pub points: Option<Exact>,
    /// Why, or what is asked.
    pub remark: Option<String>,
    /// Of a line sent back: the last day.
    pub due_on: Option<Date>,
    /// Whether the unit has handed in again since: it is to be decided anew.
    pub is_void: bool,
    /// When.
    pub at: String,
    /// Whose account.
    pub by: Option<AccountId>,
    /// By name.
    pub by_name: String,
    /// For changes.
    pub version: i32,
}

impl Decision {
    /// Whether it stands as a decision on points.
    pub fn stands(&self) -> bool {
        !self.is_void && self.decided != Decided::SentBack
    }

    /// Whether the unit is to put the line right.
    pub fn waits_for_unit(&self) -> bool {
        !self.is_void && self.decided == Decided::SentBack
    }
}

/// The decisions on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rounds {
    pub(crate) first: Option<Decision>,
    pub(crate) second: Option<Decision>,
    pub(crate) settled: Option<Decision>,
}

impl Rounds {
    fn round(&mut self, name: &str) -> &mut Option<Decision> {
        match name {
            "first" => &mut self.first,
            "second" => &mut self.second,
            _ => &mut self.settled,
        }
    }

    pub(crate) fn standing(of: Option<&Decision>) -> Option<&Decision> {
        of.filter(|decision| decision.stands())
    }

    /// Whether two people decided differently.
    pub(crate) fn differ(&self) -> bool {
        match (
            Rounds::standing(self.first.as_ref()),
            Rounds::standing(self.second.as_ref()),
        ) {
            (Some(first), Some(second)) => first.points != second.points,
            _ => false,
        }
    }

    /// Whether they differ and nobody has settled it.
    pub(crate) fn is_open(&self) -> bool {
        self.differ() && Rounds::standing(self.settled.as_ref()).is_none()
    }
}

/// All decisions of an assessment, by indicator.
pub(crate) async fn of_assessment(
    conn: &mut Conn,
    assessment: &AssessmentId,
) -> Result<BTreeMap<IndicatorId, Rounds>, Fault> {
    let all = conn
        .all(sql::DECISIONS, bind![assessment.as_str()], |row| {
            let by = row.text("decided_by")?;
            let decision = Decision {
                id: row.text("id")?,
                decided: Decided::stored(&row.text("outcome")?)?,
                points: row.exact_or_null("points")?,
                remark: row.text_or_null("remark")?,
                due_on: row.date_or_null("due_on")?,
                is_void: row.text_or_null("answered_at")?.is_some(),
                at: row.text("decided_at")?,
                by_name: row
                    .text_or_null("decided_name")?
                    .unwrap_or_else(|| by.clone()),
                by: AccountId::parse(&by),
                version: row.int("version")?,
            };
            Ok((
                IndicatorId::stored(row.text("indicator_id")?),
                row.text("round")?,
                decision,
            ))
        })
        .await?;
    let mut rounds: BTreeMap<IndicatorId, Rounds> = BTreeMap::new();
    for (indicator, round, decision) in all {
        *rounds.entry(indicator).or_default().round(&round) = Some(decision);
    }
    Ok(rounds)
}

/// Entries of an assessment.
#[derive(Clone, Debug)]
pub(crate) struct Entered {
    pub(crate) entry: EntryId,
    pub(crate) explanation: Option<String>,
    pub(crate) evidence_count: i32,
}

/// Its entries, by indicator.
pub(crate) async fn entries(
    conn: &mut Conn,
    assessment: &AssessmentId,
) -> Result<BTreeMap<IndicatorId, Entered>, Fault> {
    let all = conn
        .all(sql::ENTRIES, bind![assessment.as_str()], |row| {
            Ok((
                IndicatorId::stored(row.text("indicator_id")?),
                Entered {
                    entry: EntryId::stored(row.text("id")?),
                    explanation: row.text_or_null("explanation")?,
                    evidence_count: row.int("evidence_count")?,
                },
            ))
        })
        .await?;
    Ok(all.into_iter().collect())
}
