//! What a row would earn, without saving: while it is typed, and for «nếu số liệu là …».

use domain::authority::Action;
use scoring::rule::Because;

use super::comparison::{Comparison, Range, compares, put_range};
use super::draft::{self, Known, Typed, Warning};
use super::grid::{Entry, Grid};
use super::rescore;
use super::save::known;
use super::score::{Earned, at_desk};
use super::standing::Standing;
use super::value::figures;
use crate::framework::{self, EditionLine};
use crate::period::Period;
use crate::unit::Unit;
use crate::{Actor, App, EntryId, Error, Noun, assignment};

/// What would be.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// Points and outcome.
    pub earned: Earned,
    /// Why.
    pub because: Option<Because>,
    /// What is worth a look.
    pub warnings: Vec<Warning>,
    /// Least and greatest of the units compared, where units are.
    pub range: Range,
}

/// Scores what was typed; nothing is kept.
pub async fn what_if(
    app: &App,
    actor: &Actor,
    entry: &EntryId,
    typed: &Typed,
) -> Result<WhatIf, Error> {
    let mut conn = app.read().await?;
    let standing = Standing::load(&mut conn, entry).await?;
    if !actor.may(Action::ReadFigures, &standing.unit_path) {
        let duty = assignment::duty_on_entry(&mut conn, actor, entry).await?;
        actor.require_as(Action::ReadFigures, &standing.unit_path, duty)?;
    }
    let (id, version) = (&standing.framework, standing.framework_version);
    let edition = framework::shelf::at_version(app, &mut conn, id, version).await?;
    let at = edition
        .line(&standing.indicator)
        .ok_or(Error::NotFound(Noun::Indicator))?;
    let line: &EditionLine = &edition.lines[at];
    let stored = standing.values(&mut conn, line).await?;
    let (values, warnings) = draft::values(line, typed, &known(app, line, &standing, &stored))?;
    let value = |key: &str| values.get(key).and_then(Option::as_deref);
    let mut figures = figures(&line.asks, typed.applicable, value);
    let mut range = None;
    if compares(line) {
        let look = Comparison::look(&mut conn, &edition, &standing.spot.period, at).await?;
        let now = look.supposing((&edition, at), entry, (&values, typed.applicable));
        range = now.of_kind(&edition, &standing.unit_kind);
        put_range(&mut figures, &range);
    }
    let below = rescore::below(&mut conn, line, &standing.spot).await?;
    let (line_now, earned) = at_desk(&edition, |desk| desk.line(at, figures, &below));
    Ok(WhatIf {
        earned,
        because: line_now.because,
        warnings,
        range,
    })
}

/// Why a row of the grid has the points it has. What the grid holds is not read again; only a rule
/// that compares units asks for the others.
pub async fn as_it_stands(
    app: &App,
    (grid, entry): (&Grid, &Entry),
    (unit, period): (&Unit, &Period),
) -> Result<WhatIf, Error> {
    let edition = &grid.edition;
    let line = &edition.lines[entry.line];
    let known = Known {
        values: &entry.values,
        state: entry.state,
        has_evidence: entry.evidence_count > 0,
        today: app.today(),
        year: Some(period.year),
        max: line.max_points.as_ref(),
        provides: false,
        verifier: None,
    };
    let (values, warnings) = draft::values(line, &Typed::default(), &known)?;
    let value = |key: &str| values.get(key).and_then(Option::as_deref);
    let mut figures = figures(&line.asks, entry.applicable, value);
    let mut range = None;
    if compares(line) {
        let mut conn = app.read().await?;
        let look = Comparison::look(&mut conn, edition, &period.id, entry.line).await?;
        range = look.ranges().of_kind(edition, unit.kind.name());
        put_range(&mut figures, &range);
    }
    let below = grid
        .entries
        .iter()
        .filter(|one| line.children.contains(&one.line))
        .map(|one| {
            let indicator = edition.lines[one.line].indicator.clone();
            (indicator, one.earned.clone())
        })
        .collect();
    let (line_now, earned) = at_desk(edition, |desk| desk.line(entry.line, figures, &below));
    Ok(WhatIf {
        earned,
        because: line_now.because,
        warnings,
        range,
    })
}
