//! Số liệu và điểm: a unit's assessment, its entries, the figures it reports, what they earn.

mod open;
mod refusal;
pub(crate) mod rescore;
mod score;
pub(crate) mod sql;
mod value;

pub use open::{Opening, open_assessment, open_for_units};
pub use refusal::Refusal;
pub use score::{Earned, Outcome};
pub use value::{FigureState, Value, figures, parts, retyped};
