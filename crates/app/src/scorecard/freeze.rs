//! A scorecard frozen: the claimed one from the entries as they stand, the appraised one from the
//! claimed one and the decisions, the final one from the appraised one and the answers to
//! objections. Lines that sum others are scored again from what stands below them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Adjusted, Card, Kind, Line, Pillar, sql};
use crate::database::{Conn, Tx};
use crate::figure::{Outcome, at_desk, figures};
use crate::framework::{Edition, edition};
use crate::{
    AssessmentId, Error, Fault, FrameworkId, IndicatorId, Noun, PeriodId, UnitId, any_id, bind,
};

/// A scorecard just frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// What it says.
    pub card: Card,
    /// 1, 2 … of its kind.
    pub number: i32,
    /// Over its text.
    pub sha256: String,
}

/// Whose assessment it is.
pub(crate) struct Head {
    pub(crate) unit: UnitId,
    pub(crate) framework: FrameworkId,
    pub(crate) period: PeriodId,
}

/// Freezes the assessment as it stands, as the next scorecard of that kind.
pub async fn freeze(tx: &mut Tx, assessment: &AssessmentId, kind: Kind) -> Result<Frozen, Error> {
    let head = head(tx, assessment).await?;
    let edition = edition::load(tx, &head.framework).await?;
    let last = last(tx, assessment, kind).await?;
    let number = last.as_ref().map_or(1, |(number, _)| number + 1);
    let card = match kind {
        Kind::Claimed => claimed(tx, (assessment, &head), &edition, last).await?,
        Kind::Appraised | Kind::Final => judged(tx, assessment, &edition, kind).await?,
    };
    let text = card.text()?;
    let sha256 = Card::sha256(&text);
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    tx.run(
        sql::INSERT,
        bind![
            &any_id(),
            assessment.as_str(),
            kind.name(),
            number,
            &now,
            &by,
            edition.version,
            &text,
            &sha256
        ],
    )
    .await?;
    Ok(Frozen {
        card,
        number,
        sha256,
    })
}

pub(crate) async fn head(conn: &mut Conn, assessment: &AssessmentId) -> Result<Head, Error> {
    conn.find(sql::HEAD, bind![assessment.as_str()], |row| {
        Ok(Head {
            unit: UnitId::stored(row.text("unit_id")?),
            framework: FrameworkId::stored(row.text("framework_id")?),
            period: PeriodId::stored(row.text("period_id")?),
        })
    })
    .await?
    .ok_or(Error::NotFound(Noun::Entry))
}

/// What would be frozen if it were handed in now.
pub(crate) async fn as_it_stands(
    conn: &mut Conn,
    assessment: &AssessmentId,
    edition: &Edition,
) -> Result<Card, Error> {
    let head = head(conn, assessment).await?;
    let lines = live(conn, assessment, edition).await?;
    Ok(made(edition, &head, lines))
}

async fn last(
    conn: &mut Conn,
    assessment: &AssessmentId,
    kind: Kind,
) -> Result<Option<(i32, Card)>, Fault> {
    conn.find(sql::LAST, bind![assessment.as_str(), kind.name()], |row| {
        Ok((row.int("number")?, Card::read(&row.text("body_json")?)?))
    })
    .await
}

/// What was claimed last.
pub(crate) async fn last_claimed(
    conn: &mut Conn,
    assessment: &AssessmentId,
) -> Result<Option<Card>, Fault> {
    Ok(last(conn, assessment, Kind::Claimed)
        .await?
        .map(|(_, card)| card))
}

/// A line as it was claimed last.
pub(crate) async fn claimed_line(
    conn: &mut Conn,
    assessment: &AssessmentId,
    at: usize,
) -> Result<Line, Error> {
    last(conn, assessment, Kind::Claimed)
        .await?
        .and_then(|(_, mut card)| (at < card.lines.len()).then(|| card.lines.swap_remove(at)))
        .ok_or(Error::NotFound(Noun::Entry))
}

/// As the entries stand. After lines were sent back only those are taken anew, with what shares
/// their figures: nothing else was open, whatever became of its figures elsewhere.
async fn claimed(
    conn: &mut Conn,
    (assessment, head): (&AssessmentId, &Head),
    edition: &Edition,
    before: Option<(i32, Card)>,
) -> Result<Card, Error> {
    let mut lines = live(conn, assessment, edition).await?;
    let open = reopened(conn, assessment, edition).await?;
    if let Some((_, before)) = before.filter(|_| !open.is_empty()) {
        for (at, line) in lines.iter_mut().enumerate() {
            if let Some(kept) = before.lines.get(at).filter(|_| !open.contains(&at)) {
                *line = kept.clone();
            }
        }
    }
    Ok(made(edition, head, lines))
}

/// Lines that were sent back, and those that share a figure with one.
pub(crate) async fn reopened(
    conn: &mut Conn,
    assessment: &AssessmentId,
    edition: &Edition,
) -> Result<BTreeSet<usize>, Fault> {
    let sent_back = conn
        .all(sql::SENT_BACK, bind![assessment.as_str()], |row| {
            Ok(IndicatorId::stored(row.text("indicator_id")?))
        })
        .await?;
    let mut open = BTreeSet::new();
    for at in sent_back.iter().filter_map(|id| edition.line(id)) {
        open.insert(at);
        for ask in &edition.lines[at].asks {
            open.extend(edition.lines_of(&ask.figure));
        }
    }
    Ok(open)
}

/// Every line as its entry stands.
pub(crate) async fn live(
    conn: &mut Conn,
    assessment: &AssessmentId,
    edition: &Edition,
) -> Result<Vec<Line>, Error> {
    let mut lines = blank(edition);
    let rows = conn
        .all(sql::LINES, bind![assessment.as_str()], |row| {
            Ok((
                IndicatorId::stored(row.text("indicator_id")?),
                row.flag("applicable")?,
                row.text_or_null("points")?,
                row.text("outcome")?,
            ))
        })
        .await?;
    for (indicator, applicable, points, outcome) in rows {
        if let Some(at) = edition.line(&indicator) {
            lines[at].applicable = applicable;
            lines[at].points = points;
            lines[at].outcome = outcome;
        }
    }
    let inputs = conn
        .all(sql::INPUTS, bind![assessment.as_str()], |row| {
            Ok((
                IndicatorId::stored(row.text("indicator_id")?),
                row.text("input_key")?,
                row.text("value")?,
            ))
        })
        .await?;
    for (indicator, key, value) in inputs {
        if let Some(at) = edition.line(&indicator) {
            lines[at].inputs.insert(key, value);
        }
    }
    Ok(lines)
}

/// Every line of an edition, with nothing said about it yet.
pub(crate) fn blank(edition: &Edition) -> Vec<Line> {
    let layout = edition.layout();
    edition
        .lines
        .iter()
        .zip(&layout.places)
        .map(|(line, place)| Line {
            adjusted: None,
            applicable: true,
            code: line.code.clone(),
            inputs: BTreeMap::new(),
            max_points: line.max_points.as_ref().map(ToString::to_string),
            outcome: Outcome::Missing.name().to_owned(),
            path: place.path.clone(),
            points: None,
        })
        .collect()
}

/// The lines with everything that follows from them: lines above, pillars, the whole.
pub(crate) fn made(edition: &Edition, head: &Head, mut lines: Vec<Line>) -> Card {
    at_desk(edition, |desk| {
        // From the last line up: what stands above is scored after what it gathers.
        for at in (0..lines.len()).rev() {
            let children = &edition.lines[at].children;
            if children.is_empty() || lines[at].adjusted.is_some() {
                continue;
            }
            let below = children
                .iter()
                .map(|child| {
                    (
                        edition.lines[*child].indicator.clone(),
                        lines[*child].earned(),
                    )
                })
                .collect();
            let line = &lines[at];
            let figures = figures(&edition.lines[at].asks, line.applicable, |key| {
                line.inputs.get(key).map(String::as_str)
            });
            let earned = desk.line(at, figures, &below).1;
            lines[at].points = earned.points.as_ref().map(ToString::to_string);
            lines[at].outcome = earned.outcome.name().to_owned();
        }
        let all: Vec<_> = lines.iter().map(|line| line.earned().line()).collect();
        let sums = desk.sums(&all);
        let pillar = |(pillar, (points, max)): (&crate::framework::EditionPillar, _)| {
            let (points, max): (scoring::Exact, scoring::Exact) = (points, max);
            Pillar {
                code: pillar.code.clone(),
                max_points: max.to_string(),
                points: points.to_string(),
                title: pillar.title.clone(),
            }
        };
        Card {
            framework: head.framework.to_string(),
            framework_version: edition.version,
            max_points: sums.max.to_string(),
            period: head.period.to_string(),
            pillars: edition
                .pillars
                .iter()
                .zip(sums.pillars)
                .map(pillar)
                .collect(),
            points: sums.points.to_string(),
            unit: head.unit.to_string(),
            lines,
        }
    })
}

/// The claimed scorecard as it was decided on; the final one with what objections changed.
async fn judged(
    conn: &mut Conn,
    assessment: &AssessmentId,
    edition: &Edition,
    kind: Kind,
) -> Result<Card, Error> {
    let (_, card) = last(conn, assessment, Kind::Claimed)
        .await?
        .ok_or_else(|| Fault::inconsistent("scorecard", assessment.as_str(), "claimed"))?;
    let decided = decided(conn, assessment, kind).await?;
    Ok(with(
        edition,
        &head(conn, assessment).await?,
        (card, &decided),
    ))
}

/// The scorecard with these lines decided otherwise.
pub(crate) fn with(
    edition: &Edition,
    head: &Head,
    (card, decided): (Card, &BTreeMap<IndicatorId, Adjusted>),
) -> Card {
    let mut lines = card.lines;
    for (indicator, adjusted) in decided {
        if let Some(line) = edition.line(indicator).and_then(|at| lines.get_mut(at)) {
            line.points = Some(adjusted.points.clone());
            line.outcome = Outcome::Scored.name().to_owned();
            line.adjusted = Some(adjusted.clone());
        }
    }
    made(edition, head, lines)
}

/// Where somebody decided otherwise than the unit claimed.
async fn decided(
    conn: &mut Conn,
    assessment: &AssessmentId,
    kind: Kind,
) -> Result<BTreeMap<IndicatorId, Adjusted>, Fault> {
    struct Decided {
        indicator: IndicatorId,
        round: String,
        own: Option<Adjusted>,
        answered: Option<Adjusted>,
    }
    let all = conn
        .all(sql::DECIDED, bind![assessment.as_str()], |row| {
            let adjusts = row.text("outcome")? == "adjusted";
            let changed = row.text_or_null("answer")?.as_deref() == Some("changed");
            let adjusted = |points: Option<String>, reason: Option<String>| {
                points.map(|points| Adjusted {
                    points,
                    reason: reason.unwrap_or_default(),
                })
            };
            Ok(Decided {
                indicator: IndicatorId::stored(row.text("indicator_id")?),
                round: row.text("round")?,
                own: adjusted(row.text_or_null("points")?, row.text_or_null("remark")?)
                    .filter(|_| adjusts),
                answered: adjusted(
                    row.text_or_null("objection_points")?,
                    row.text_or_null("answer_reason")?,
                )
                .filter(|_| changed),
            })
        })
        .await?;
    let mut decided: BTreeMap<IndicatorId, (u8, Option<Adjusted>)> = BTreeMap::new();
    for one in all {
        // A second opinion changes nothing by itself; whoever settles has the last word.
        let weight = match one.round.as_str() {
            "settled" => 2,
            "first" => 1,
            _ => continue,
        };
        let answered = one.answered.filter(|_| kind == Kind::Final);
        let (weight, own) = match answered {
            Some(answered) => (3, Some(answered)),
            None => (weight, one.own),
        };
        let kept = decided.entry(one.indicator).or_default();
        if kept.0 < weight {
            *kept = (weight, own);
        }
    }
    Ok(decided
        .into_iter()
        .filter_map(|(indicator, (_, adjusted))| Some((indicator, adjusted?)))
        .collect())
}
