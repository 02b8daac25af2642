//! What would be published: every unit that handed in, computed anew from rule and inputs, so that
//! the file says nothing that does not follow.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::authority::Action;
use scoring::Exact;

use super::compute::{Computed, Given, compute, control_points, written};
use super::document::{FrameworkPart, LinePart, Totals, UnitPart, text};
use super::{Refusal, sql};
use crate::database::Conn;
use crate::figure::{Outcome, compares};
use crate::framework::{self, Edition, FrameworkState};
use crate::period::Period;
use crate::ranking::{self, Assessed, Basis};
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, Fault, FrameworkId, UnitId, bind, scorecard, secret};

/// What would be published, for whoever decides.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The framework's name.
    pub framework: String,
    /// Control totals.
    pub totals: Totals,
    /// Units by block, as stored.
    pub blocks: Vec<(String, usize)>,
    /// Units by the card that their points are of.
    pub bases: Vec<(Basis, usize)>,
    /// Lines without points.
    pub missing: usize,
    /// Lines that compare units and were computed anew, since the others' figures have moved.
    pub moved: usize,
    /// The first of each block: block, rank, name, number.
    pub leading: Vec<(String, u32, String, String)>,
    /// The publication that it would take the place of: number and state.
    pub last: Option<(i32, String)>,
    /// Over what would be published, to publish what was seen.
    pub seen: String,
}

/// What would be published.
pub(super) struct Draft {
    pub(super) framework: FrameworkPart,
    pub(super) totals: Totals,
    /// With the unit's id, in the order of the file.
    pub(super) units: Vec<(UnitId, UnitPart)>,
    pub(super) moved: usize,
    pub(super) seen: String,
}

/// Shows what would be published. The unit is the one whose framework it is.
pub async fn preview(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    id: &FrameworkId,
) -> Result<Preview, Error> {
    let mut conn = app.read().await?;
    let edition = framework::scoring(app, &mut conn, id).await?;
    let owner = require(&mut conn, actor, &edition).await?;
    if owner.id != unit.id {
        return Err(Error::NotFound(crate::Noun::Framework));
    }
    let draft = draft(&mut conn, &edition, (&owner.path, period)).await?;
    let last = conn
        .find(sql::LAST, bind![id.as_str(), period.id.as_str()], |row| {
            Ok((row.int("number")?, row.text("state")?))
        })
        .await?;
    Ok(draft.preview(&edition, last))
}

/// The unit whose framework it is, if the actor may publish there.
pub(super) async fn require(
    conn: &mut Conn,
    actor: &Actor,
    edition: &Edition,
) -> Result<Unit, Error> {
    let owner = unit::load(conn, &edition.unit).await?;
    actor.require(Action::Publish, &owner.path)?;
    Ok(owner)
}

/// A unit's lines before they are computed.
struct Handed {
    assessed: Assessed,
    basis: Basis,
    lines: Vec<LinePart>,
}

/// Puts together what would be published.
pub(super) async fn draft(
    conn: &mut Conn,
    edition: &Arc<Edition>,
    (path, period): (&str, &Period),
) -> Result<Draft, Error> {
    if edition.state == FrameworkState::Draft {
        return Err(Refusal::FrameworkNotIssued.into());
    }
    let (handed, without) = handed(conn, edition, (path, period)).await?;
    if handed.is_empty() {
        return Err(Refusal::NothingHandedIn.into());
    }
    let given: Vec<Given<'_>> = handed
        .iter()
        .map(|one| Given {
            block: edition.blocks.word(one.assessed.kind),
            lines: &one.lines,
        })
        .collect();
    let computed = compute(&edition.framework, &given)
        .map_err(|unsound| Fault::new(format!("a stored result: {unsound:?}")))?;
    let moved = follows(edition, &handed, &computed)?;
    let totals = Totals {
        adjusted: handed
            .iter()
            .flat_map(|one| &one.lines)
            .filter(|line| line.adjusted)
            .count(),
        lines: handed.len() * edition.lines.len(),
        points: control_points(&computed),
        units: handed.len(),
        without,
    };
    let mut units: Vec<(UnitId, UnitPart)> = handed
        .into_iter()
        .zip(computed)
        .map(|(one, computed)| {
            let block = edition.blocks.word(one.assessed.kind);
            (one.assessed.unit.clone(), part(one, computed, block))
        })
        .collect();
    units.sort_by(|(_, one), (_, other)| {
        (&one.block, one.rank, &one.unit).cmp(&(&other.block, other.rank, &other.unit))
    });
    let framework = written(edition);
    let parts: Vec<&UnitPart> = units.iter().map(|(_, part)| part).collect();
    let seen = secret::sha256(text(&(&framework, &totals, &parts))?.as_bytes());
    Ok(Draft {
        framework,
        totals,
        units,
        moved,
        seen,
    })
}

impl Draft {
    fn preview(&self, edition: &Edition, last: Option<(i32, String)>) -> Preview {
        let mut blocks: BTreeMap<&str, usize> = BTreeMap::new();
        let mut bases: BTreeMap<Basis, usize> = BTreeMap::new();
        let mut missing = 0;
        for (_, unit) in &self.units {
            *blocks.entry(&unit.block).or_default() += 1;
            let basis = Basis::parse(&unit.basis).unwrap_or(Basis::Claimed);
            *bases.entry(basis).or_default() += 1;
            let lacks = |line: &&LinePart| line.outcome == Outcome::Missing.name();
            missing += unit.lines.iter().filter(lacks).count();
        }
        let leading = self.units.iter().filter(|(_, unit)| unit.rank <= 3);
        Preview {
            framework: edition.name.clone(),
            totals: self.totals.clone(),
            blocks: blocks
                .into_iter()
                .map(|(block, count)| (block.to_owned(), count))
                .collect(),
            bases: bases.into_iter().collect(),
            missing,
            moved: self.moved,
            leading: leading
                .take(30)
                .map(|(_, unit)| {
                    let (name, number) = (unit.name.clone(), unit.number.clone());
                    (unit.block.clone(), unit.rank, name, number)
                })
                .collect(),
            last,
            seen: self.seen.clone(),
        }
    }
}

/// What was handed in: the best scorecard of each unit. Reasons of appraisers stay where they are.
async fn handed(
    conn: &mut Conn,
    edition: &Edition,
    (path, period): (&str, &Period),
) -> Result<(Vec<Handed>, usize), Error> {
    let all = ranking::assessed(conn, &edition.id, (path, period)).await?;
    let mut cards = scorecard::latest(conn, &edition.id, &period.id).await?;
    let before = all.len();
    let handed: Vec<Handed> = all
        .into_iter()
        .filter_map(|assessed| {
            let (kind, card) = cards.remove(&assessed.unit)?;
            let fits = card.lines.len() == edition.lines.len();
            fits.then(|| Handed {
                assessed,
                basis: Basis::of(kind),
                lines: card.lines.into_iter().map(line).collect(),
            })
        })
        .collect();
    let without = before - handed.len();
    Ok((handed, without))
}

fn line(line: scorecard::Line) -> LinePart {
    LinePart {
        adjusted: line.adjusted.is_some(),
        applicable: line.applicable,
        inputs: line.inputs,
        outcome: line.outcome,
        points: line.points,
    }
}

/// Whether every line has the points that rule and inputs give; of those that compare units, how
/// many others' figures have moved since.
fn follows(edition: &Edition, handed: &[Handed], computed: &[Computed]) -> Result<usize, Error> {
    let free = free(edition);
    let mut moved = 0;
    for (one, computed) in handed.iter().zip(computed) {
        for (at, (line, (_, points))) in one.lines.iter().zip(&computed.lines).enumerate() {
            let stored: Option<Exact> = line.points.as_deref().and_then(|text| text.parse().ok());
            if stored == *points {
                continue;
            }
            if !free[at] {
                return Err(Refusal::DoesNotFollow {
                    unit: one.assessed.name.clone(),
                    code: edition.lines[at].code.clone(),
                }
                .into());
            }
            moved += 1;
        }
    }
    Ok(moved)
}

/// Lines whose points hang on other units, themselves or by a line below them.
fn free(edition: &Edition) -> Vec<bool> {
    let mut free: Vec<bool> = edition.lines.iter().map(compares).collect();
    for at in (0..free.len()).rev() {
        // What only gathers follows what is below it, whatever was stored of it.
        let gathers = !edition.lines[at].children.is_empty();
        free[at] |= gathers;
    }
    free
}

fn part(one: Handed, computed: Computed, block: &str) -> UnitPart {
    let Handed {
        assessed,
        basis,
        lines,
    } = one;
    let lines = lines.into_iter().zip(computed.lines);
    UnitPart {
        basis: basis.name().to_owned(),
        block: block.to_owned(),
        code: assessed.code,
        grade: computed.grade,
        lines: lines
            .map(|(line, (outcome, points))| LinePart {
                outcome: outcome.name().to_owned(),
                points: points.as_ref().map(ToString::to_string),
                ..line
            })
            .collect(),
        max_points: computed.achieved.attainable.to_string(),
        name: assessed.name,
        number: computed.number.to_string(),
        pillars: computed
            .achieved
            .pillars
            .iter()
            .map(|(points, _)| points.to_string())
            .collect(),
        points: computed.achieved.total.to_string(),
        rank: computed.rank,
        unit: assessed.slug,
    }
}
