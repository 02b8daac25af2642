//! One line in the assessments of all units, with what it is scored from.

use std::collections::BTreeMap;

use scoring::Figures;

use super::rescore::earned;
use super::score::Earned;
use super::sql;
use super::value::{FigureState, figures};
use crate::database::Conn;
use crate::framework::{Edition, EditionLine};
use crate::unit::UnitKind;
use crate::{AssessmentId, EntryId, Fault, IndicatorId, PeriodId, UnitId};

/// A line of one assessment.
pub(crate) struct Seat {
    pub(crate) assessment: AssessmentId,
    /// The assessment's version, as read.
    pub(super) version: i32,
    pub(crate) unit: UnitId,
    /// The kind that stands for the block in which it is compared.
    pub(super) block: UnitKind,
    pub(super) entry: EntryId,
    pub(super) applicable: bool,
    pub(super) is_open: bool,
    pub(super) earned: Earned,
    pub(super) below: BTreeMap<IndicatorId, Earned>,
    pub(super) values: BTreeMap<String, String>,
    /// How sure the least sure of its figures is.
    pub(super) state: Option<FigureState>,
}

impl Seat {
    /// What the line is scored from.
    pub(super) fn figures(&self, line: &EditionLine) -> Figures {
        figures(&line.asks, self.applicable, |key| {
            self.values.get(key).map(String::as_str)
        })
    }
}

/// The line of every unit of the framework and the period, by unit: two statements, however many
/// they are.
pub(crate) async fn seats(
    conn: &mut Conn,
    (edition, at): (&Edition, usize),
    period: &PeriodId,
) -> Result<Vec<Seat>, Fault> {
    let line = &edition.lines[at];
    let bound = [
        edition.id.as_str().into(),
        period.as_str().into(),
        line.indicator.as_str().into(),
    ];
    let mut seats = BTreeMap::new();
    // The rows of one unit follow each other.
    let mut below: Vec<(UnitId, BTreeMap<IndicatorId, Earned>)> = Vec::new();
    conn.all(sql::FAMILIES, &bound, |row| {
        let unit = row.str("unit_id")?;
        if row.str("indicator_id")? != line.indicator.as_str() {
            if below.last().is_none_or(|(last, _)| last.as_str() != unit) {
                below.push((UnitId::stored(unit.to_owned()), BTreeMap::new()));
            }
            let indicator = IndicatorId::stored(row.text("indicator_id")?);
            if let Some((_, own)) = below.last_mut() {
                own.insert(indicator, earned(row)?);
            }
            return Ok(());
        }
        let unit = UnitId::stored(unit.to_owned());
        let kind = UnitKind::parse(row.str("kind")?).unwrap_or(UnitKind::Other);
        let seat = Seat {
            assessment: AssessmentId::stored(row.text("assessment_id")?),
            version: row.int("assessment_version")?,
            block: edition.blocks.of(kind),
            entry: EntryId::stored(row.text("id")?),
            applicable: row.flag("applicable")?,
            is_open: row.str("assessment_state")? == "open",
            earned: earned(row)?,
            below: BTreeMap::new(),
            values: BTreeMap::new(),
            state: None,
            unit: unit.clone(),
        };
        seats.insert(unit, seat);
        Ok(())
    })
    .await?;
    for (unit, below) in below {
        if let Some(seat) = seats.get_mut(&unit) {
            seat.below.extend(below);
        }
    }
    if !line.asks.is_empty() {
        let bound = [line.indicator.as_str().into(), period.as_str().into()];
        conn.all(sql::FIGURES, &bound, |row| {
            if let Some(seat) = seats.get_mut(&UnitId::stored(row.text("unit_id")?)) {
                seat.values
                    .insert(row.text("input_key")?, row.text("value")?);
                let state = FigureState::parse(row.str("state")?);
                seat.state = match (seat.state, state) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (one, other) => one.or(other),
                };
            }
            Ok(())
        })
        .await?;
    }
    Ok(seats.into_values().collect())
}
