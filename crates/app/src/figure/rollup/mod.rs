//! Tổng hợp: figures of a unit that are computed from the own entries of units below it.
//!
//! Each unit's part and their sum are kept, so that a saved figure moves the sum by the difference
//! and reads no other unit (`follow`). Where units themselves change, a framework is opened, or a
//! sheet brings hundreds of figures, everything is gathered anew (`gather`). What comes out goes into
//! the figures of the unit above and its lines are scored (`carry`); its own figure may be taken by
//! a unit further up. How one is defined is in `framework::rollup`, the arithmetic in `part`, what a
//! page shows of it in `show`.

mod carry;
mod follow;
mod gather;
mod part;
mod show;
pub(crate) mod sql;

pub(crate) use follow::{Changed, follow};
pub(crate) use gather::{from_units, gather_from, gather_of, one as gather_one};
pub use part::{Band, Sum};
pub use show::{Below, Filter, PAGE, Rolled, Whole, below, rolled};

use super::rescore::Spot;
use crate::database::Row;
use crate::{AssessmentId, Fault, FrameworkId, PeriodId, UnitId};

/// An assessment of a unit above, with where the unit stands.
#[derive(Clone, Debug)]
pub(super) struct Holder {
    spot: Spot,
    path: String,
    framework: FrameworkId,
}

fn holder(row: &Row<'_>) -> Result<Holder, Fault> {
    Ok(Holder {
        spot: Spot {
            assessment: AssessmentId::stored(row.text("id")?),
            unit: UnitId::stored(row.text("unit_id")?),
            period: PeriodId::stored(row.text("period_id")?),
        },
        path: row.text("path")?,
        framework: FrameworkId::stored(row.text("framework_id")?),
    })
}
