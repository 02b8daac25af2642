//! Scorecards made again from the audit log alone: figures as they were saved, decisions as they were
//! made, answers as they were given. Whoever doubts a frozen scorecard compares the hashes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::freeze::{self, Head};
use super::{Adjusted, Card, Kind, Line, sql};
use crate::database::Conn;
use crate::figure::{at_desk, compares, figures, put_range};
use crate::framework::{Edition, edition};
use crate::{AssessmentId, EntryId, Error, Fault, IndicatorId, bind};

/// A scorecard as the log gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// Whose word.
    pub kind: Kind,
    /// 1, 2 … of its kind.
    pub number: i32,
    /// Over its text.
    pub sha256: String,
}

/// Something in the log.
struct Happened {
    kind: String,
    subject: String,
    after: Json,
}

/// The scorecards of an assessment, as the log gives them.
pub async fn replay(conn: &mut Conn, assessment: &AssessmentId) -> Result<Vec<Replayed>, Error> {
    let head = freeze::head(conn, assessment).await?;
    let edition = edition::load(conn, &head.framework).await?;
    let mut story = Story::new(&edition, head);
    story.places(conn, assessment).await?;
    let log = conn
        .all(sql::LOG, bind![story.head.unit.as_str()], |row| {
            Ok(Happened {
                kind: row.text("kind")?,
                subject: row.text("subject_id")?,
                after: serde_json::from_str(&row.text("after_json")?)?,
            })
        })
        .await?;
    for happened in &log {
        story.tell(assessment, happened)?;
    }
    Ok(story.made)
}

/// What is known so far.
struct Story<'e> {
    edition: &'e Edition,
    head: Head,
    /// Of every entry of the unit in the period: its own line, and which figure each key is.
    asks: BTreeMap<String, (Option<usize>, BTreeMap<String, String>)>,
    values: BTreeMap<String, String>,
    lines: Vec<Line>,
    is_open: bool,
    claimed: Option<Card>,
    decided: BTreeMap<(usize, String), Json>,
    answered: BTreeMap<usize, Adjusted>,
    sent_back: BTreeSet<usize>,
    made: Vec<Replayed>,
}

impl<'e> Story<'e> {
    fn new(edition: &'e Edition, head: Head) -> Story<'e> {
        let mut story = Story {
            edition,
            head,
            asks: BTreeMap::new(),
            values: BTreeMap::new(),
            lines: freeze::blank(edition),
            is_open: true,
            claimed: None,
            decided: BTreeMap::new(),
            answered: BTreeMap::new(),
            sent_back: BTreeSet::new(),
            made: Vec::new(),
        };
        for at in 0..edition.lines.len() {
            story.score(at, None);
        }
        story
    }

    async fn places(&mut self, conn: &mut Conn, assessment: &AssessmentId) -> Result<(), Fault> {
        let (unit, period) = (self.head.unit.as_str(), self.head.period.as_str());
        let all = conn
            .all(sql::PLACES, bind![unit, period], |row| {
                let own = row.text("assessment_id")? == assessment.as_str();
                Ok((
                    EntryId::stored(row.text("id")?),
                    own.then_some(IndicatorId::stored(row.text("indicator_id")?)),
                    row.text_or_null("input_key")?
                        .zip(row.text_or_null("figure_id")?),
                ))
            })
            .await?;
        for (entry, indicator, ask) in all {
            let at = indicator.and_then(|indicator| self.edition.line(&indicator));
            let place = self.asks.entry(entry.to_string()).or_default();
            place.0 = at;
            place.1.extend(ask);
        }
        Ok(())
    }

    /// The figures of a line, and its points by its rule.
    fn score(&mut self, at: usize, range: Option<(scoring::Exact, scoring::Exact)>) {
        let line = &self.edition.lines[at];
        self.lines[at].inputs = line
            .asks
            .iter()
            .filter_map(|ask| {
                let value = self.values.get(ask.figure.as_str())?;
                Some((ask.key.clone(), value.clone()))
            })
            .collect();
        let own = &self.lines[at];
        let mut figures = figures(&line.asks, own.applicable, |key| {
            own.inputs.get(key).map(String::as_str)
        });
        put_range(&mut figures, &range);
        let earned = at_desk(self.edition, |desk| {
            desk.line(at, figures, &BTreeMap::new()).1
        });
        self.lines[at].points = earned.points.as_ref().map(ToString::to_string);
        self.lines[at].outcome = earned.outcome.name().to_owned();
    }

    fn tell(&mut self, assessment: &AssessmentId, happened: &Happened) -> Result<(), Fault> {
        let own = happened.subject == assessment.as_str();
        match happened.kind.as_str() {
            "entry.saved" => self.saved(&happened.subject, &happened.after),
            "assessment.submitted" if own => self.submitted(&happened.after)?,
            "assessment.withdrawn" if own => self.is_open = true,
            "assessment.appraised" if own => self.judged(Kind::Appraised)?,
            "assessment.closed" if own => self.judged(Kind::Final)?,
            "decision.made" | "objection.answered" => self.decided(happened),
            _ => {}
        }
        Ok(())
    }

    fn saved(&mut self, entry: &str, after: &Json) {
        let Some((at, asks)) = self.asks.get(entry).cloned() else {
            return;
        };
        let mut touched: BTreeSet<usize> = at.into_iter().collect();
        if let Some(at) = at {
            self.lines[at].applicable = after["applicable"].as_bool().unwrap_or(true);
        }
        for (key, value) in after["values"].as_object().into_iter().flatten() {
            let Some(figure) = asks.get(key) else {
                continue;
            };
            match value.as_str() {
                Some(value) => self.values.insert(figure.clone(), value.to_owned()),
                None => self.values.remove(figure),
            };
            let lines = self.edition.lines.iter().enumerate();
            touched.extend(lines.filter_map(|(at, line)| {
                let asks = line.asks.iter().any(|ask| ask.figure.as_str() == figure);
                asks.then_some(at)
            }));
        }
        for at in touched {
            self.score(at, None);
        }
    }

    fn submitted(&mut self, after: &Json) -> Result<(), Fault> {
        for at in 0..self.lines.len() {
            if compares(&self.edition.lines[at]) {
                let range = &after["ranges"][&self.lines[at].code];
                let exact = |place: usize| range[place].as_str()?.parse().ok();
                self.score(at, exact(0).zip(exact(1)));
            }
        }
        let mut open = self.sent_back.clone();
        for at in &self.sent_back {
            for ask in &self.edition.lines[*at].asks {
                open.extend(self.edition.lines_of(&ask.figure));
            }
        }
        let mut lines = self.lines.clone();
        if let Some(before) = self
            .claimed
            .take()
            .filter(|_| !self.is_open && !open.is_empty())
        {
            for (at, line) in before.lines.into_iter().enumerate() {
                if !open.contains(&at) {
                    lines[at] = line;
                }
            }
        }
        self.decided.retain(|(at, _), _| !open.contains(at));
        self.sent_back.clear();
        self.is_open = false;
        let card = freeze::made(self.edition, &self.head, lines);
        self.keep(Kind::Claimed, &card)?;
        self.claimed = Some(card);
        Ok(())
    }

    fn decided(&mut self, happened: &Happened) {
        let after = &happened.after;
        let entry = after["entry"].as_str().unwrap_or_default();
        let Some((Some(at), _)) = self.asks.get(entry) else {
            return;
        };
        let at = *at;
        if happened.kind == "objection.answered" {
            if let Some(points) = after["points"].as_str() {
                let reason = after["reason"].as_str().unwrap_or_default().to_owned();
                let points = points.to_owned();
                self.answered.insert(at, Adjusted { points, reason });
            }
            return;
        }
        let round = after["round"].as_str().unwrap_or_default().to_owned();
        if round == "first" {
            if after["decided"] == "sent_back" {
                self.sent_back.insert(at);
            } else {
                self.sent_back.remove(&at);
            }
        }
        self.decided.insert((at, round), after.clone());
    }

    fn judged(&mut self, kind: Kind) -> Result<(), Fault> {
        let Some(claimed) = self.claimed.clone() else {
            return Ok(());
        };
        let mut adjusted = BTreeMap::new();
        for at in 0..self.lines.len() {
            let of = |round: &str| self.decided.get(&(at, round.to_owned()));
            let last = of("settled").or_else(|| of("first"));
            let own = last
                .filter(|last| last["decided"] == "adjusted")
                .and_then(|last| {
                    Some(Adjusted {
                        points: last["points"].as_str()?.to_owned(),
                        reason: last["remark"].as_str().unwrap_or_default().to_owned(),
                    })
                });
            let answered = self.answered.get(&at).filter(|_| kind == Kind::Final);
            if let Some(one) = answered.cloned().or(own) {
                adjusted.insert(self.edition.lines[at].indicator.clone(), one);
            }
        }
        let card = freeze::with(self.edition, &self.head, (claimed, &adjusted));
        self.keep(kind, &card)
    }

    fn keep(&mut self, kind: Kind, card: &Card) -> Result<(), Fault> {
        let before = self.made.iter().filter(|one| one.kind == kind).count();
        self.made.push(Replayed {
            kind,
            number: i32::try_from(before + 1).unwrap_or(i32::MAX),
            sha256: Card::sha256(&card.text()?),
        });
        Ok(())
    }
}
