//! One row saved, with its new score, in one transaction: figures, entry, what follows from them,
//! and the audit. The hot path of the whole product: every statement here is paid a thousand
//! times an hour. The row itself is in `place`, what follows from it in `follow`.

use std::collections::BTreeMap;
use std::sync::Arc;

use scoring::rule::Because;

use super::Refusal;
use super::desk;
use super::draft::{self, Draft, Known, Typed, Warning};
use super::place::Place;
use super::rescore;
use super::rollup::{self, Changed};
use super::score::Earned;
use super::standing::Standing;
use super::totals::{Totals, totals};
use super::value::Value;
use crate::audit::Event;
use crate::database::Tx;
use crate::framework::{self, Edition, EditionLine};
use crate::unit::UnitKind;
use crate::{Actor, App, AssessmentId, EntryId, Error, Noun};

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
    /// Lines of units above that take its figures and were scored again.
    pub rolled: usize,
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
        rolled: done.rolled,
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
    rolled: usize,
}

async fn save_in(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    order: Ordered<'_>,
) -> Result<(Done, Event), Error> {
    let mut standing = Standing::load(tx, order.entry).await?.seen_by(actor);
    standing.require(tx, actor).await?;
    if standing.provides {
        standing.verifier = desk::verifier_of(tx, order.entry).await?;
    }
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
    let place = Place {
        edition: &edition,
        at,
        standing: &standing,
    };
    let scored = place.score(tx, &draft).await?;
    place.write_values(tx, &draft).await?;
    place.write(tx, &draft, &scored.earned).await?;
    rescore::touch(tx, &standing.spot.assessment).await?;
    let also = place.follow(tx, &draft, &scored).await?;
    let rolled = if draft.changed.is_empty() && draft.applicable == standing.applicable {
        0
    } else {
        let changed = Changed {
            unit: standing.spot.unit.clone(),
            path: standing.unit_path.clone(),
            period: standing.spot.period.clone(),
            indicator: standing.indicator.clone(),
        };
        rollup::follow(Some(app), tx, changed).await?
    };
    let codes: Vec<&str> = also.values().map(String::as_str).collect();
    let event = place.event(&before, &draft, &scored.earned, &codes);
    let done = Done {
        assessment: standing.spot.assessment.clone(),
        version: standing.version + 1,
        earned: scored.earned,
        because: scored.because,
        warnings: draft.warnings,
        also,
        rolled,
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
    let kind = UnitKind::parse(&standing.unit_kind).unwrap_or(UnitKind::Other);
    if typed.applicable && !line.is_for(kind) {
        return Err(Refusal::OutOfScope {
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
        year: Some(standing.year()),
        max: line.max_points.as_ref(),
        provides: standing.provides,
        verifier: standing.verifier.as_deref(),
    }
}
