//! Số liệu và điểm: a unit's assessment, its entries, the figures it reports, what they earn.

mod draft;
mod open;
mod refusal;
pub(crate) mod rescore;
mod save;
mod score;
pub(crate) mod sql;
mod standing;
mod totals;
mod value;

pub use draft::{Typed, Warning};
pub use open::{Opening, open_assessment, open_for_units};
pub use refusal::Refusal;
pub use save::{Row, Saved, save, save_all};
pub use score::{Earned, Outcome};
pub use totals::{PillarTotals, Totals, totals_of};
pub use value::{FigureState, Value, figures, parts, retyped};
