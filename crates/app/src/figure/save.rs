//! One row saved, with its new score, in one transaction: figures, entry, what follows from them,
//! and the audit. The hot path of the whole product: every statement here is paid a thousand
//! times an hour.

use std::collections::BTreeMap;
use std::sync::Arc;

use scoring::rule::{Because, Points};
use serde_json::{Value as Json, json};

use super::draft::{self, Draft, Known, Typed, Warning};
use super::rescore::{self, Comparison, Spot, put_range};
use super::score::{Earned, at_desk};
use super::standing::Standing;
use super::totals::{Totals, totals};
use super::value::{FigureState, Value};
use super::{Refusal, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::framework::{self, Edition, EditionLine};
use crate::{Actor, App, AssessmentId, EntryId, Error, IndicatorId, Noun, any_id, bind};

/// What a saved row earned.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The entry.
    pub entry: EntryId,
    /// Of the row now: what the next change must name.
    pub version: i32,
    /// Its points and outcome.
    pub earned: Earned,
    /// Why; `None` where there is no rule.
    pub because: Option<Because>,
    /// What is worth a look.
    pub warnings: Vec<Warning>,
    /// Other rows whose figures or points are others now, by code.
    pub also: Vec<String>,
    /// The sums of the assessment.
    pub totals: Totals,
}

/// One row to be saved among others.
#[derive(Clone, Debug)]
pub struct Row {
    /// The entry.
    pub entry: EntryId,
    /// What was typed.
    pub typed: Typed,
    /// The version that was shown.
    pub version: i32,
}

/// Saves a row and scores it.
pub async fn save(
    app: &App,
    actor: &Actor,
    entry: &EntryId,
    typed: &Typed,
    version: i32,
) -> Result<Saved, Error> {
    let mut tx = app.begin(actor).await?;
    let (done, event) = save_in(
        app,
        &mut tx,
        actor,
        Ordered {
            entry,
            typed,
            version,
        },
    )
    .await?;
    tx.commit(event).await?;
    // The sums are read after the commit: other writers need not wait for them.
    let mut conn = app.read().await?;
    let totals = totals(&mut conn, &done.edition, &done.assessment).await?;
    Ok(Saved {
        entry: entry.clone(),
        version: done.version,
        earned: done.earned,
        because: done.because,
        warnings: done.warnings,
        also: done.also.into_values().collect(),
        totals,
    })
}

/// Saves many rows or none: a pasted block.
pub async fn save_all(app: &App, actor: &Actor, rows: &[Row]) -> Result<usize, Error> {
    let mut tx = app.begin(actor).await?;
    let mut last = None;
    // A figure that two rows of the block share renews the second row when the first is saved.
    // That is this block's own doing; only what others did makes a row stale.
    let mut renewed: BTreeMap<EntryId, i32> = BTreeMap::new();
    for row in rows {
        let order = Ordered {
            entry: &row.entry,
            typed: &row.typed,
            version: row.version + renewed.get(&row.entry).copied().unwrap_or_default(),
        };
        let (done, event) = save_in(app, &mut tx, actor, order).await?;
        for entry in done.also.into_keys() {
            *renewed.entry(entry).or_default() += 1;
        }
        if let Some(before) = last.replace(event) {
            tx.record(before);
        }
    }
    match last {
        Some(event) => tx.commit(event).await?,
        None => return Ok(0),
    }
    Ok(rows.len())
}

#[derive(Clone, Copy)]
struct Ordered<'a> {
    entry: &'a EntryId,
    typed: &'a Typed,
    version: i32,
}

struct Done {
    edition: Arc<Edition>,
    assessment: AssessmentId,
    version: i32,
    earned: Earned,
    because: Option<Because>,
    warnings: Vec<Warning>,
    /// Other rows renewed once each, with their codes.
    also: BTreeMap<EntryId, String>,
}

async fn save_in(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    order: Ordered<'_>,
) -> Result<(Done, Event), Error> {
    let standing = Standing::load(tx, order.entry).await?;
    standing.require(tx, actor).await?;
    standing.require_open(app)?;
    if standing.version != order.version {
        return Err(Error::Stale(Noun::Entry));
    }
    let edition =
        framework::shelf::at_version(app, tx, &standing.framework, standing.framework_version)
            .await?;
    let at = edition
        .line(&standing.indicator)
        .ok_or(Error::NotFound(Noun::Indicator))?;
    let line = &edition.lines[at];
    let before = standing.values(tx, line).await?;
    let draft = read(app, line, order.typed, (&standing, &before))?;
    write_values(tx, &standing, line, &draft).await?;
    let place = Place {
        edition: &edition,
        at,
        standing: &standing,
    };
    let scored = place.score(tx, &draft).await?;
    place.write(tx, &draft, &scored.earned).await?;
    rescore::touch(tx, &standing.spot.assessment).await?;
    let also = place.follow(tx, &draft, &scored).await?;
    let codes: Vec<&str> = also.values().map(String::as_str).collect();
    let event = place.event(&before, &draft, &scored.earned, &codes);
    let done = Done {
        assessment: standing.spot.assessment.clone(),
        version: standing.version + 1,
        earned: scored.earned,
        because: scored.because,
        warnings: draft.warnings,
        also,
        edition: Arc::clone(&edition),
    };
    Ok((done, event))
}

/// Reads what was typed against what is there.
pub(super) fn read(
    app: &App,
    line: &EditionLine,
    typed: &Typed,
    (standing, values): (&Standing, &[Value]),
) -> Result<Draft, Error> {
    if line.asks.is_empty() && typed.inputs.values().any(|text| !text.trim().is_empty()) {
        return Err(Refusal::NothingAsked {
            code: line.code.clone(),
        }
        .into());
    }
    let asked = |key: &String| line.asks.iter().any(|ask| ask.key == *key);
    if let Some(key) = typed.inputs.keys().find(|key| !asked(key))
        && !line.asks.is_empty()
    {
        let key = key.chars().take(60).collect();
        return Err(Refusal::NotAsked {
            code: line.code.clone(),
            key,
        }
        .into());
    }
    Ok(draft::draft(
        line,
        typed,
        &known(app, line, standing, values),
    )?)
}

pub(super) fn known<'a>(
    app: &App,
    line: &'a EditionLine,
    standing: &'a Standing,
    values: &'a [Value],
) -> Known<'a> {
    Known {
        values,
        state: standing.state,
        has_evidence: standing.evidence_count > 0,
        today: app.today(),
        year: standing.year(),
        max: line.max_points.as_ref(),
    }
}

async fn write_values(
    tx: &mut Tx,
    standing: &Standing,
    line: &EditionLine,
    draft: &Draft,
) -> Result<(), Error> {
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    for at in &draft.changed {
        let ask = &line.asks[*at];
        let value = draft.values.get(&ask.key).cloned().flatten();
        tx.run(
            sql::VALUE_PUT,
            bind![
                &any_id(),
                standing.spot.unit.as_str(),
                standing.spot.period.as_str(),
                ask.figure.as_str(),
                &value,
                draft.state.name(),
                &draft.source,
                &draft.as_of,
                &now,
                &by,
            ],
        )
        .await?;
    }
    Ok(())
}

struct Scored {
    earned: Earned,
    because: Option<Because>,
    comparison: Option<Comparison>,
}

/// The row being saved.
struct Place<'p> {
    edition: &'p Edition,
    at: usize,
    standing: &'p Standing,
}

impl Place<'_> {
    fn line(&self) -> &EditionLine {
        &self.edition.lines[self.at]
    }

    async fn score(&self, tx: &mut Tx, draft: &Draft) -> Result<Scored, Error> {
        let mut figures = draft.figures(self.line());
        let mut comparison = None;
        if rescore::compares(self.line()) {
            let look =
                Comparison::look(tx, self.edition, &self.standing.spot.period, self.at).await?;
            let entry = &self.standing.entry;
            let look = look.with_applicable(self.edition, self.at, entry, draft.applicable);
            put_range(&mut figures, &look.range(&self.standing.unit_kind));
            comparison = Some(look);
        }
        let below = rescore::below(tx, self.line(), &self.standing.spot).await?;
        let (line, earned) = at_desk(self.edition, |desk| desk.line(self.at, figures, &below));
        Ok(Scored {
            earned,
            because: line.because,
            comparison,
        })
    }

    async fn write(&self, tx: &mut Tx, draft: &Draft, earned: &Earned) -> Result<(), Error> {
        let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
        let text = |points: &Option<Points>| points.as_ref().map(ToString::to_string);
        let changed = tx
            .run(
                sql::SAVE,
                bind![
                    self.standing.entry.as_str(),
                    self.standing.version,
                    i32::from(draft.applicable),
                    &draft.explanation,
                    &text(&earned.points),
                    earned.outcome.name(),
                    draft.entry_state().map(FigureState::name),
                    &text(&draft.expected),
                    &now,
                    &by,
                ],
            )
            .await?;
        if changed == 0 {
            return Err(Error::Stale(Noun::Entry));
        }
        Ok(())
    }

    /// What follows: units compared, lines above, rows that share a figure. Those rows and their
    /// codes.
    async fn follow(
        &self,
        tx: &mut Tx,
        draft: &Draft,
        scored: &Scored,
    ) -> Result<BTreeMap<EntryId, String>, Error> {
        if let Some(comparison) = &scored.comparison {
            let own = Some(&self.standing.spot.assessment);
            let changed = comparison
                .rescore_others(tx, self.edition, self.at, own)
                .await?;
            if changed > 0 {
                tx.record(self.compared(changed));
            }
        }
        if scored.earned != self.standing.earned {
            rescore::above(tx, self.edition, &self.standing.spot, self.at).await?;
        }
        let mut also = BTreeMap::new();
        for at in &draft.changed {
            self.fed(tx, *at, &mut also).await?;
        }
        Ok(also)
    }

    fn compared(&self, changed: usize) -> Event {
        Event::new(
            "entry.compared",
            "indicator",
            self.line().indicator.as_str(),
            &self.name(),
        )
        .within(&self.standing.spot.unit)
        .after(json!({ "units": changed }))
    }

    fn name(&self) -> String {
        format!("{} {}", self.line().code, self.line().title)
    }

    /// Other rows of the unit that the figure feeds: their points, and their forms must notice.
    async fn fed(
        &self,
        tx: &mut Tx,
        ask: usize,
        also: &mut BTreeMap<EntryId, String>,
    ) -> Result<(), Error> {
        let figure = &self.line().asks[ask].figure;
        let spot = &self.standing.spot;
        let fed = tx
            .all(
                sql::ALSO_FED,
                bind![
                    spot.unit.as_str(),
                    spot.period.as_str(),
                    figure.as_str(),
                    self.standing.entry.as_str()
                ],
                |row| {
                    Ok(Fed {
                        entry: EntryId::stored(row.text("id")?),
                        spot: Spot {
                            assessment: AssessmentId::stored(row.text("assessment_id")?),
                            ..spot.clone()
                        },
                        indicator: IndicatorId::stored(row.text("indicator_id")?),
                        framework: crate::FrameworkId::stored(row.text("framework_id")?),
                    })
                },
            )
            .await?;
        for one in fed {
            if also.contains_key(&one.entry) {
                continue;
            }
            if one.spot.assessment != spot.assessment {
                rescore::touch(tx, &one.spot.assessment).await?;
            }
            let code = self.refresh(tx, &one).await?;
            also.insert(one.entry, code);
        }
        Ok(())
    }

    async fn refresh(&self, tx: &mut Tx, fed: &Fed) -> Result<String, Error> {
        let other;
        let edition = if fed.framework == self.edition.id {
            self.edition
        } else {
            other = framework::edition::load(tx, &fed.framework).await?;
            &other
        };
        let at = edition
            .line(&fed.indicator)
            .ok_or(Error::NotFound(Noun::Indicator))?;
        if rescore::compares(&edition.lines[at]) {
            let look = Comparison::look(tx, edition, &fed.spot.period, at).await?;
            look.rescore_others(tx, edition, at, None).await?;
        } else {
            rescore::one(tx, edition, &fed.spot, at).await?;
            rescore::above(tx, edition, &fed.spot, at).await?;
        }
        rescore::note(tx, &edition.lines[at], &fed.entry, &fed.spot).await?;
        Ok(edition.lines[at].code.clone())
    }

    fn event(&self, before: &[Value], draft: &Draft, earned: &Earned, also: &[&str]) -> Event {
        let standing = self.standing;
        let line = self.line();
        let old = |key: &str| {
            before
                .iter()
                .find(|value| value.key == key)
                .and_then(|value| value.value.clone())
        };
        let first = before.iter().find(|value| value.value.is_some());
        let was: BTreeMap<&str, Option<String>> = line
            .asks
            .iter()
            .map(|ask| (ask.key.as_str(), old(&ask.key)))
            .collect();
        let text = |points: &Option<Points>| points.as_ref().map(ToString::to_string);
        let after = json!({
            "values": draft.values,
            "source": draft.source,
            "as_of": draft.as_of,
            "state": draft.entry_state().map(FigureState::name),
            "applicable": draft.applicable,
            "explanation": draft.explanation,
            "expected_points": text(&draft.expected),
            "points": text(&earned.points),
            "outcome": earned.outcome.name(),
        });
        let before = json!({
            "values": was,
            "source": first.map(|value| value.source.as_str()),
            "as_of": first.map(|value| value.as_of.as_str()),
            "state": standing.state.map(FigureState::name),
            "applicable": standing.applicable,
            "explanation": standing.explanation,
            "expected_points": text(&standing.expected),
            "points": text(&standing.earned.points),
            "outcome": standing.earned.outcome.name(),
        });
        Event::new(
            "entry.saved",
            "entry",
            standing.entry.as_str(),
            &self.name(),
        )
        .within(&standing.spot.unit)
        .before(before)
        .after(with(after, draft.reason.as_deref(), also))
    }
}

/// What is said only where there is something to say.
fn with(mut after: Json, reason: Option<&str>, also: &[&str]) -> Json {
    if let Some(reason) = reason {
        after["reason"] = reason.into();
    }
    if !also.is_empty() {
        after["also"] = also.into();
    }
    after
}

struct Fed {
    entry: EntryId,
    spot: Spot,
    indicator: IndicatorId,
    framework: crate::FrameworkId,
}
