//! Scorecards made again from the audit log alone: figures as they were saved, decisions as they were
//! made, answers as they were given. Whoever doubts a frozen scorecard compares the hashes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::freeze::{self, Head};
use super::{Adjusted, Card, Kind, Line, sql};
use crate::database::Conn;
use crate::figure::{at_desk, compares, figures, put_range};
use crate::framework::{Edition, edition};
use crate::unit::UnitKind;
use crate::{AssessmentId, Error, Fault, FrameworkId, IndicatorId, Noun, PeriodId, UnitId, bind};

/// Events read at once: memory stays small however long the log is.
const STEP: i64 = 2_000;

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

/// An assessment that was judged, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) assessment: AssessmentId,
    pub(super) unit: UnitId,
    pub(super) framework: FrameworkId,
    pub(super) period: PeriodId,
    kind: UnitKind,
    pub(super) unit_name: String,
    pub(super) framework_name: String,
    pub(super) period_name: String,
}

/// Assessments with a frozen scorecard, or one of them.
pub(super) async fn judged(
    conn: &mut Conn,
    only: Option<&AssessmentId>,
) -> Result<Vec<Judged>, Fault> {
    let only = only.map(AssessmentId::as_str);
    conn.all(sql::JUDGED, bind![only], |row| {
        Ok(Judged {
            assessment: AssessmentId::stored(row.text("id")?),
            unit: UnitId::stored(row.text("unit_id")?),
            framework: FrameworkId::stored(row.text("framework_id")?),
            period: PeriodId::stored(row.text("period_id")?),
            kind: UnitKind::parse(&row.text("kind")?).unwrap_or(UnitKind::Other),
            unit_name: row.text("unit_name")?,
            framework_name: row.text("framework_name")?,
            period_name: row.text("period_name")?,
        })
    })
    .await
}

/// Something in the log.
struct Happened {
    seq: i32,
    kind: String,
    subject: String,
    after: Json,
}

/// The scorecards of an assessment, as the log gives them.
pub async fn replay(conn: &mut Conn, assessment: &AssessmentId) -> Result<Vec<Replayed>, Error> {
    let these = judged(conn, Some(assessment)).await?;
    let mut told = tell_all(conn, &these).await?;
    Ok(told.pop().ok_or(Error::NotFound(Noun::Entry))?.replayed)
}

/// What the log says of one assessment.
pub(super) struct Told {
    /// Its scorecards, made again.
    pub(super) replayed: Vec<Replayed>,
    /// Its scorecards, as they were noted when they were frozen.
    pub(super) noted: Vec<Replayed>,
}

/// What the log says of assessments of one framework and period, in their order; it is read once.
pub(super) async fn tell_all(conn: &mut Conn, these: &[Judged]) -> Result<Vec<Told>, Error> {
    let Some(first) = these.first() else {
        return Ok(Vec::new());
    };
    let edition = edition::load(conn, &first.framework).await?;
    let mut stories = Stories::of(&edition, these);
    let only = Some(first.unit.as_str()).filter(|_| these.len() == 1);
    stories.places(conn, (&first.period, only)).await?;
    let mut last = 0;
    loop {
        let log = conn
            .all(sql::LOG, bind![last, STEP], |row| {
                Ok(Happened {
                    seq: row.int("seq")?,
                    kind: row.text("kind")?,
                    subject: row.text("subject_id")?,
                    after: serde_json::from_str(&row.text("after_json")?)?,
                })
            })
            .await?;
        let Some(end) = log.last() else {
            break;
        };
        last = end.seq;
        for happened in &log {
            stories.tell(happened)?;
        }
    }
    let told = stories.all.into_iter().map(|story| Told {
        replayed: story.made,
        noted: story.noted,
    });
    Ok(told.collect())
}

/// The stories of assessments that are told side by side.
struct Stories<'e> {
    all: Vec<Story<'e>>,
    of_unit: BTreeMap<String, usize>,
    of_assessment: BTreeMap<String, usize>,
    of_entry: BTreeMap<String, usize>,
}

impl<'e> Stories<'e> {
    fn of(edition: &'e Edition, these: &[Judged]) -> Stories<'e> {
        let numbered = |word: fn(&Judged) -> String| {
            let all = these.iter().enumerate();
            all.map(|(at, one)| (word(one), at)).collect()
        };
        Stories {
            all: these.iter().map(|one| Story::new(edition, one)).collect(),
            of_unit: numbered(|one| one.unit.to_string()),
            of_assessment: numbered(|one| one.assessment.to_string()),
            of_entry: BTreeMap::new(),
        }
    }

    /// Which line each entry is, and which figures it asks. Entries of the units' other frameworks
    /// count too: one figure serves several.
    async fn places(
        &mut self,
        conn: &mut Conn,
        (period, only): (&PeriodId, Option<&str>),
    ) -> Result<(), Fault> {
        conn.all(sql::PLACES, bind![period.as_str(), only], |row| {
            let Some(at) = self.of_unit.get(&row.text("unit_id")?).copied() else {
                return Ok(());
            };
            let story = &mut self.all[at];
            let entry = row.text("id")?;
            let own = row.text("framework_id")? == story.edition.id.as_str();
            let indicator = IndicatorId::stored(row.text("indicator_id")?);
            let ask = row.text_or_null("input_key")?;
            let place = story.asks.entry(entry.clone()).or_default();
            place.0 = story.edition.line(&indicator).filter(|_| own);
            place.1.extend(ask.zip(row.text_or_null("figure_id")?));
            self.of_entry.insert(entry, at);
            Ok(())
        })
        .await?;
        Ok(())
    }

    fn tell(&mut self, happened: &Happened) -> Result<(), Fault> {
        let at = match happened.kind.as_str() {
            "entry.saved" => self.of_entry.get(&happened.subject),
            "decision.made" | "objection.answered" => {
                let entry = happened.after["entry"].as_str().unwrap_or_default();
                self.of_entry.get(entry)
            }
            _ => self.of_assessment.get(&happened.subject),
        };
        match at {
            Some(at) => self.all[*at].tell(happened),
            None => Ok(()),
        }
    }
}

/// What is known so far of one assessment.
struct Story<'e> {
    edition: &'e Edition,
    head: Head,
    /// Of every entry of the unit in the period: its own line, and which figure each key is.
    asks: BTreeMap<String, (Option<usize>, BTreeMap<String, String>)>,
    values: BTreeMap<String, String>,
    /// Which lines are for units of its kind: what was saved before a draft said otherwise does not
    /// make a line apply.
    fits: Vec<bool>,
    lines: Vec<Line>,
    is_open: bool,
    claimed: Option<Card>,
    decided: BTreeMap<(usize, String), Json>,
    answered: BTreeMap<usize, Adjusted>,
    sent_back: BTreeSet<usize>,
    made: Vec<Replayed>,
    noted: Vec<Replayed>,
}

impl<'e> Story<'e> {
    fn new(edition: &'e Edition, whose: &Judged) -> Story<'e> {
        let fits = edition.lines.iter().map(|line| line.is_for(whose.kind));
        let fits: Vec<bool> = fits.collect();
        let mut lines = freeze::blank(edition);
        for (own, fits) in lines.iter_mut().zip(&fits) {
            own.applicable = *fits;
        }
        let mut story = Story {
            edition,
            head: Head {
                unit: whose.unit.clone(),
                framework: whose.framework.clone(),
                period: whose.period.clone(),
            },
            asks: BTreeMap::new(),
            values: BTreeMap::new(),
            fits,
            lines,
            is_open: true,
            claimed: None,
            decided: BTreeMap::new(),
            answered: BTreeMap::new(),
            sent_back: BTreeSet::new(),
            made: Vec::new(),
            noted: Vec::new(),
        };
        for at in 0..edition.lines.len() {
            story.score(at, None);
        }
        story
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

    fn tell(&mut self, happened: &Happened) -> Result<(), Fault> {
        match happened.kind.as_str() {
            "entry.saved" => self.saved(&happened.subject, &happened.after),
            "assessment.submitted" => {
                self.submitted(&happened.after)?;
                self.note(Kind::Claimed, &happened.after);
            }
            "assessment.withdrawn" => self.is_open = true,
            "assessment.appraised" => {
                self.judged(Kind::Appraised)?;
                self.note(Kind::Appraised, &happened.after);
            }
            "assessment.closed" => {
                self.judged(Kind::Final)?;
                self.note(Kind::Final, &happened.after);
            }
            _ => self.decided(happened),
        }
        Ok(())
    }

    /// What was noted when a scorecard was frozen.
    fn note(&mut self, kind: Kind, after: &Json) {
        let number = after["number"].as_i64().unwrap_or_default();
        self.noted.push(Replayed {
            kind,
            number: i32::try_from(number).unwrap_or_default(),
            sha256: after["sha256"].as_str().unwrap_or_default().to_owned(),
        });
    }

    fn saved(&mut self, entry: &str, after: &Json) {
        let Some((at, asks)) = self.asks.get(entry).cloned() else {
            return;
        };
        let mut touched: BTreeSet<usize> = at.into_iter().collect();
        if let Some(at) = at {
            let said = after["applicable"].as_bool().unwrap_or(true);
            self.lines[at].applicable = said && self.fits[at];
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
