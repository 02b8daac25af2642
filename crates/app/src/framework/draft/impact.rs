//! What a draft would do: the figures of a period that was assessed, scored by the edition of that
//! time and by the draft, unit by unit.
//!
//! Both sides come from the same figures and the same few lines of scoring, so that a difference is
//! the rules' and nothing else's. What an appraiser decided by hand is not in it.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::Action;
use scoring::Exact;

use super::desk::head;
use super::sql;
use crate::database::Conn;
use crate::figure::Outcome;
use crate::framework::{self, Edition, FrameworkState, Refusal, edition};
use crate::period::Period;
use crate::publication::compute::{Computed, Given, compute};
use crate::publication::document::LinePart;
use crate::ranking::{self, Assessed};
use crate::unit::{self, Unit, UnitKind};
use crate::{Actor, App, Error, Fault, FrameworkId, IndicatorId, Noun, UnitId, bind};

/// An edition with a period in which units were assessed on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The edition.
    pub framework: FrameworkId,
    /// Its name.
    pub name: String,
    /// The period's word in addresses.
    pub code: String,
    /// Its name.
    pub period: String,
    /// How many units.
    pub units: i64,
}

/// A unit by both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The word in addresses.
    pub slug: String,
    /// Name.
    pub name: String,
    /// The kind that stands for its block in the draft.
    pub block: UnitKind,
    /// The name of that block, where it has one.
    pub block_name: Option<String>,
    /// Published number and rank by the edition before.
    pub before: (Exact, u32),
    /// The same by the draft.
    pub after: (Exact, u32),
    /// Lines of the draft that the figures of the period say nothing about.
    pub missing: usize,
}

/// What a draft would do.
#[derive(Clone, Debug)]
pub struct Impact {
    /// The most that the edition before gives, and the draft.
    pub max: (Exact, Exact),
    /// By block, rank by the draft, and id.
    pub rows: Vec<Moved>,
}

/// A draft with what it can be measured on.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Whose it is.
    pub unit: Unit,
    /// Its name.
    pub name: String,
    /// The edition whose place it takes first, then the newest period.
    pub measured: Vec<Measured>,
}

/// Editions and periods on which a draft can be measured, for whoever may write it.
pub async fn ground(app: &App, actor: &Actor, id: &FrameworkId) -> Result<Ground, Error> {
    let mut conn = app.read().await?;
    let head = head(&mut conn, id).await?;
    let unit = unit::load(&mut conn, &head.unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    actor.require(Action::ReadFigures, &unit.path)?;
    if head.state != FrameworkState::Draft {
        return Err(Refusal::Issued { name: head.name }.into());
    }
    let follows = head.follows.as_ref().map(FrameworkId::as_str);
    let measured = conn
        .all(
            sql::MEASURED,
            bind![&unit.path, id.as_str(), follows],
            |row| {
                Ok(Measured {
                    framework: FrameworkId::stored(row.text("id")?),
                    name: row.text("name")?,
                    code: row.text("code")?,
                    period: row.text("period")?,
                    units: row.count("n")?,
                })
            },
        )
        .await?;
    Ok(Ground {
        unit,
        name: head.name,
        measured,
    })
}

/// Scores the figures of a period by the edition of that time and by the draft.
pub async fn impact(
    app: &App,
    actor: &Actor,
    (id, ground): (&FrameworkId, &Ground),
    (followed, period): (&FrameworkId, &Period),
) -> Result<Impact, Error> {
    let path = &ground.unit.path;
    actor.require(Action::ReadFigures, path)?;
    if ground.measured.iter().all(|one| one.framework != *followed) {
        return Err(Error::NotFound(Noun::Framework));
    }
    let mut conn = app.read().await?;
    let draft = edition::load(&mut conn, id).await?;
    let before = framework::scoring(app, &mut conn, followed).await?;
    let units = ranking::assessed(&mut conn, followed, (path, period)).await?;
    let figures = Figures::load(&mut conn, (&draft, &before), (path, period)).await?;
    let (was, is) = (
        figures.score(&before, &units)?,
        figures.score(&draft, &units)?,
    );
    let mut rows: Vec<(UnitId, Moved)> = units
        .into_iter()
        .zip(was.into_iter().zip(is))
        .map(|(unit, (was, is))| {
            let missing = is.lines.iter();
            let moved = Moved {
                slug: unit.slug,
                name: unit.name,
                block: draft.blocks.of(unit.kind),
                block_name: draft.blocks.name(unit.kind).map(str::to_owned),
                missing: missing
                    .filter(|(outcome, _)| *outcome == Outcome::Missing)
                    .count(),
                before: (was.number, was.rank),
                after: (is.number, is.rank),
            };
            (unit.unit, moved)
        })
        .collect();
    rows.sort_by(|(one, left), (other, right)| {
        (left.block, left.after.1, one).cmp(&(right.block, right.after.1, other))
    });
    Ok(Impact {
        max: (
            before.layout().max_points().clone(),
            draft.layout().max_points().clone(),
        ),
        rows: rows.into_iter().map(|(_, moved)| moved).collect(),
    })
}

/// The figures of a period, as the lines of both editions ask for them.
struct Figures {
    /// By unit and line: text by key.
    values: BTreeMap<(UnitId, IndicatorId), BTreeMap<String, String>>,
    /// Lines that a unit set aside.
    aside: BTreeSet<(UnitId, IndicatorId)>,
}

impl Figures {
    async fn load(
        conn: &mut Conn,
        (draft, before): (&Edition, &Edition),
        (path, period): (&str, &Period),
    ) -> Result<Figures, Fault> {
        let bound = [
            draft.id.as_str().into(),
            before.id.as_str().into(),
            period.id.as_str().into(),
            path.into(),
        ];
        let mut values: BTreeMap<(UnitId, IndicatorId), BTreeMap<String, String>> = BTreeMap::new();
        conn.all(sql::MEASURED_VALUES, &bound, |row| {
            let line = IndicatorId::stored(row.text("indicator_id")?);
            let key = (UnitId::stored(row.text("unit_id")?), line);
            let inputs = values.entry(key).or_default();
            inputs.insert(row.text("input_key")?, row.text("value")?);
            Ok(())
        })
        .await?;
        let aside = conn
            .all(sql::SET_ASIDE, &bound, |row| {
                let line = IndicatorId::stored(row.text("indicator_id")?);
                Ok((UnitId::stored(row.text("unit_id")?), line))
            })
            .await?;
        Ok(Figures {
            values,
            aside: aside.into_iter().collect(),
        })
    }

    fn score(&self, edition: &Edition, units: &[Assessed]) -> Result<Vec<Computed>, Fault> {
        let lines: Vec<Vec<LinePart>> =
            units.iter().map(|unit| self.lines(edition, unit)).collect();
        let given: Vec<Given<'_>> = units
            .iter()
            .zip(&lines)
            .map(|(unit, lines)| Given {
                block: edition.blocks.word(unit.kind),
                lines,
            })
            .collect();
        compute(&edition.framework, &given)
            .map_err(|unsound| Fault::new(format!("stored figures: {unsound:?}")))
    }

    fn lines(&self, edition: &Edition, unit: &Assessed) -> Vec<LinePart> {
        let part = |line: &framework::EditionLine| {
            let key = (unit.unit.clone(), line.indicator.clone());
            LinePart {
                adjusted: false,
                applicable: line.is_for(unit.kind) && !self.aside.contains(&key),
                inputs: self.values.get(&key).cloned().unwrap_or_default(),
                outcome: String::new(),
                points: None,
            }
        };
        edition.lines.iter().map(part).collect()
    }
}
