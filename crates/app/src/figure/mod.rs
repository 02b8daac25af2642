//! Số liệu và điểm: a unit's assessment, its entries, the figures it reports, what they earn.

pub mod book;
mod comparison;
pub mod desk;
mod draft;
mod follow;
mod grid;
mod indicator;
mod open;
mod packed;
mod paste;
mod place;
mod provided;
mod refusal;
pub(crate) mod rescore;
pub(crate) mod rollup;
mod save;
mod score;
mod seat;
pub(crate) mod sql;
mod standing;
mod still;
mod sums;
mod take;
mod totals;
mod value;
mod wave;
mod what_if;

pub(crate) use comparison::{Comparison, compares, put_range};
pub use draft::{Typed, Warning};
pub use grid::{Assessment, Entry, Grid, assessments, by_code, grid};
pub use indicator::{
    Around, Change, Earlier, Latest, PastPoints, PastProof, Responsible, address, around, latest,
};
pub(crate) use open::entries as enter;
pub use open::{Opening, close_unused, open_assessment, open_for_units};
pub use paste::{Common, Pasted};
pub use provided::{Answer, Dispute, Provided, answer, dispute, provided};
pub use refusal::Refusal;
pub use rollup::{
    Band, Below, Filter as BelowFilter, PAGE as BELOW_PAGE, Rolled, Sum as RolledSum, Whole, below,
    rolled,
};
pub use save::{Row, Saved, save, save_all};
pub use score::{Earned, Outcome};
pub(crate) use score::{at_desk, became};
pub use still::Still;
pub(crate) use sums::{Move, Sums, sums_under};
pub(crate) use take::{Proposed, take};
pub use totals::{PillarTotals, Totals, totals_of};
pub(crate) use totals::{totals, totals_of_card};
pub(crate) use value::stored as kept;
pub use value::{FigureState, Value, figures, parts, retyped};
pub use what_if::{WhatIf, as_it_stands, what_if};
