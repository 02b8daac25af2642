//! A unit's results over the years, as they were and «on today's map»: by a named rule
//! (`domain::restatement`), what the units that it was made of had reached, as one.
//!
//! What cannot be restated says why; nothing is guessed. A predecessor that was split went to
//! several, so its counts belong to none of them whole: only the mean is offered then.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::Action;
use domain::restatement::{Rule, mean_of_pillars, sum_of_counts};
use jiff::civil::Date;
use scoring::Exact;
use scoring::scorecard::Line;

use super::{edges, sql};
use crate::database::Conn;
use crate::figure::{Outcome, at_desk, figures};
use crate::framework::{self, Edition};
use crate::scorecard::{self, Card, Kind};
use crate::unit;
use crate::{Actor, App, AssessmentId, Error, Fault, FrameworkId, UnitId, bind};

/// Scorecards looked at: years and predecessors of one unit.
const CARDS_MAX: i64 = 60;

/// One framework in one period.
#[derive(Clone, Debug)]
pub struct Standing {
    /// «Năm 2026».
    pub period: String,
    /// «DTI cấp xã 2026».
    pub framework: String,
    /// The most that the framework gives.
    pub max: Exact,
    /// As published, or as it stands.
    pub own: Option<Own>,
    /// Names of the units from which the restated result is made.
    pub from: Vec<String>,
    /// On today's map; none where there is nothing to restate.
    pub restated: Option<Restated>,
}

/// A unit's own result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Exact.
    pub points: Exact,
    /// Whose word; `None`: as its figures stand now.
    pub kind: Option<Kind>,
}

/// A result on today's map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restated {
    /// It is this.
    Points {
        /// Code, title and points of each pillar.
        pillars: Vec<(String, Exact)>,
        /// Of all.
        points: Exact,
        /// Indicators without data once counts are added.
        missing: usize,
    },
    /// A predecessor went to several units: its counts cannot be parted.
    Split,
    /// A predecessor's result is not the actor's to read.
    Hidden,
    /// The framework was changed between the results.
    Unlike,
}

/// An assessment with what is needed to place it.
struct Found {
    assessment: AssessmentId,
    unit: UnitId,
    name: String,
    path: String,
    /// The first year in which it is no unit of its own any more.
    gone: i16,
    framework: FrameworkId,
    framework_name: String,
    period: String,
    period_name: String,
    year: i16,
}

/// The results of a unit and of those it was made of, the newest first.
pub async fn results(
    app: &App,
    actor: &Actor,
    (unit, rule): (&UnitId, Rule),
) -> Result<Vec<Standing>, Error> {
    let mut conn = app.read().await?;
    let unit = unit::load(&mut conn, unit).await?;
    actor.require(Action::ReadFigures, &unit.path)?;
    let (made_of, split) = predecessors(&mut conn, &unit.id).await?;
    let mut wanted = unit.id.to_string();
    wanted.extend(made_of.iter().map(UnitId::as_str));
    let found = found(&mut conn, &wanted).await?;
    let cards = cards(&mut conn, &found).await?;
    let mut groups: BTreeMap<(i16, String, String), Vec<Found>> = BTreeMap::new();
    for one in found {
        let key = (-one.year, one.period.clone(), one.framework.to_string());
        groups.entry(key).or_default().push(one);
    }
    let mut all = Vec::new();
    for group in groups.into_values() {
        let asked = Asked {
            actor,
            unit: &unit.id,
            rule,
            split: &split,
            cards: &cards,
        };
        all.extend(asked.standing(app, &mut conn, group).await?);
    }
    Ok(all)
}

/// What is asked about each group.
struct Asked<'a> {
    actor: &'a Actor,
    unit: &'a UnitId,
    rule: Rule,
    split: &'a BTreeSet<UnitId>,
    cards: &'a BTreeMap<AssessmentId, (Kind, Card)>,
}

impl Asked<'_> {
    async fn standing(
        &self,
        app: &App,
        conn: &mut Conn,
        group: Vec<Found>,
    ) -> Result<Option<Standing>, Error> {
        let Some(first) = group.first() else {
            return Ok(None);
        };
        let edition = framework::scoring(app, conn, &first.framework).await?;
        let has_own = group.iter().any(|one| one.unit == *self.unit);
        // In the year of the change itself the unit's own result is already that of the whole.
        let before: Vec<&Found> = group
            .iter()
            .filter(|one| one.unit != *self.unit && (!has_own || one.year < one.gone))
            .collect();
        let hidden = before
            .iter()
            .any(|one| !self.actor.may(Action::ReadFigures, &one.path));
        let mut own = None;
        let mut parts = Vec::new();
        for one in &group {
            let is_own = one.unit == *self.unit;
            let counts = is_own || before.iter().any(|other| other.unit == one.unit);
            if !counts || (hidden && !is_own) {
                continue;
            }
            let (kind, card) = match self.cards.get(&one.assessment) {
                Some((kind, card)) => (Some(*kind), card.clone()),
                None => (
                    None,
                    scorecard::as_it_stands(conn, &one.assessment, &edition).await?,
                ),
            };
            if is_own {
                let points = card.points.parse().unwrap_or(Exact::ZERO);
                own = Some(Own { points, kind });
            }
            parts.push((one, card));
        }
        let restated = if before.is_empty() {
            None
        } else if hidden {
            Some(Restated::Hidden)
        } else {
            let split = parts.iter().any(|(one, _)| self.split.contains(&one.unit));
            let cards: Vec<&Card> = parts.iter().map(|(_, card)| card).collect();
            Some(match self.rule {
                Rule::MeanOfPillars => mean(&cards),
                Rule::SumOfCounts if split => Restated::Split,
                Rule::SumOfCounts => sum(&edition, &cards),
            })
        };
        let from = if restated.is_some() {
            parts.iter().map(|(one, _)| one.name.clone()).collect()
        } else {
            Vec::new()
        };
        Ok(Some(Standing {
            period: first.period_name.clone(),
            framework: first.framework_name.clone(),
            max: edition_max(&edition),
            own,
            from,
            restated,
        }))
    }
}

fn edition_max(edition: &Edition) -> Exact {
    let none = vec![Line::default(); edition.lines.len()];
    at_desk(edition, |desk| desk.sums(&none).max)
}

fn mean(cards: &[&Card]) -> Restated {
    let heads = |card: &Card| -> Vec<String> {
        let pillars = card.pillars.iter();
        pillars.map(|pillar| pillar.code.clone()).collect()
    };
    let Some(first) = cards.first() else {
        return Restated::Unlike;
    };
    if cards.iter().any(|card| heads(card) != heads(first)) {
        return Restated::Unlike;
    }
    let points: Vec<Vec<Option<Exact>>> = cards
        .iter()
        .map(|card| {
            card.pillars
                .iter()
                .map(|pillar| pillar.points.parse().ok())
                .collect()
        })
        .collect();
    let means: Option<Vec<Exact>> = mean_of_pillars(&points).into_iter().collect();
    let Some(means) = means else {
        return Restated::Unlike;
    };
    let sum = means
        .iter()
        .fold(Exact::ZERO, |sum, mean| sum + mean.clone());
    let named = first.pillars.iter().map(named).zip(means).collect();
    Restated::Points {
        pillars: named,
        points: sum,
        missing: 0,
    }
}

fn named(pillar: &scorecard::Pillar) -> String {
    format!("{} {}", pillar.code, pillar.title)
        .trim()
        .to_owned()
}

fn sum(edition: &Edition, cards: &[&Card]) -> Restated {
    let like = |card: &&Card| {
        card.lines.len() == edition.lines.len()
            && card
                .lines
                .iter()
                .zip(&edition.lines)
                .all(|(line, own)| line.code == own.code)
    };
    if !cards.iter().all(like) {
        return Restated::Unlike;
    }
    at_desk(edition, |desk| {
        let mut now = vec![Line::default(); edition.lines.len()];
        let (mut below, mut missing) = (BTreeMap::new(), 0);
        // From the last line up: what stands above is scored after what it gathers.
        for at in (0..edition.lines.len()).rev() {
            let line = &edition.lines[at];
            let each: Vec<_> = cards
                .iter()
                .filter_map(|card| card.lines.get(at))
                .map(|own| {
                    figures(&line.asks, own.applicable, |key| {
                        own.inputs.get(key).map(String::as_str)
                    })
                })
                .collect();
            let earned = desk.line(at, sum_of_counts(&each), &below).1;
            missing += usize::from(desk.is_counted(at) && earned.outcome == Outcome::Missing);
            now[at] = earned.line();
            below.insert(line.indicator.clone(), earned);
        }
        let sums = desk.sums(&now);
        let titles = edition.pillars.iter().map(|pillar| {
            format!("{} {}", pillar.code, pillar.title)
                .trim()
                .to_owned()
        });
        Restated::Points {
            pillars: titles
                .zip(sums.pillars.into_iter().map(|(points, _)| points))
                .collect(),
            points: sums.points,
            missing,
        }
    })
}

async fn found(conn: &mut Conn, units: &str) -> Result<Vec<Found>, Fault> {
    conn.all(sql::RESULTS, bind![units, CARDS_MAX], |row| {
        let last_day = row.date_or_null("valid_to")?;
        Ok(Found {
            assessment: AssessmentId::stored(row.text("id")?),
            unit: UnitId::stored(row.text("unit_id")?),
            name: row.text("unit_name")?,
            path: row.text("path")?,
            gone: last_day
                .and_then(|day| day.tomorrow().ok())
                .map_or(i16::MAX, Date::year),
            framework: FrameworkId::stored(row.text("framework_id")?),
            framework_name: row.text("framework_name")?,
            period: row.text("period_id")?,
            period_name: row.text("period_name")?,
            year: i16::try_from(row.int("year")?).unwrap_or(i16::MAX),
        })
    })
    .await
}

/// The best scorecard of each that has handed one in.
async fn cards(
    conn: &mut Conn,
    found: &[Found],
) -> Result<BTreeMap<AssessmentId, (Kind, Card)>, Fault> {
    let wanted: String = found.iter().map(|one| one.assessment.as_str()).collect();
    let all = conn
        .all(sql::CARDS, bind![&wanted], |row| {
            let kind = Kind::stored(&row.text("kind")?)?;
            let card = Card::read(&row.text("body_json")?)?;
            Ok((
                AssessmentId::stored(row.text("assessment_id")?),
                (kind, card),
            ))
        })
        .await?;
    Ok(all.into_iter().collect())
}

/// Everything that a unit was made of, however many steps ago, itself left out; and which of these
/// reached it through a split.
async fn predecessors(
    conn: &mut Conn,
    unit: &UnitId,
) -> Result<(BTreeSet<UnitId>, BTreeSet<UnitId>), Fault> {
    let edges = edges(conn).await?;
    let mut into: BTreeMap<&UnitId, Vec<&UnitId>> = BTreeMap::new();
    let mut became: BTreeMap<&UnitId, usize> = BTreeMap::new();
    for (from, to) in &edges {
        into.entry(to).or_default().push(from);
        *became.entry(from).or_default() += 1;
    }
    let mut found: BTreeMap<&UnitId, bool> = BTreeMap::new();
    let mut waiting = vec![(unit, false)];
    while let Some((to, parted)) = waiting.pop() {
        for from in into.get(to).into_iter().flatten() {
            let parted = parted || became.get(from).is_some_and(|count| 1 < *count);
            let known = found.get(from);
            // Seen again only where it turns out to have come through a split.
            if known.is_none_or(|known| parted && !known) {
                found.insert(from, parted);
                waiting.push((from, parted));
            }
        }
    }
    found.remove(unit);
    let split = found.iter().filter(|(_, parted)| **parted);
    let split = split.map(|(unit, _)| (*unit).clone()).collect();
    Ok((found.into_keys().cloned().collect(), split))
}
