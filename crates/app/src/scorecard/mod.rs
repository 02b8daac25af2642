//! Bảng điểm: what a unit claimed, what appraisal made of it, and what is final, each as it was
//! frozen. A scorecard is written once and never changed; what comes later is another one beside
//! it. Ranking and publication read [`latest()`].

mod card;
mod freeze;
mod latest;
mod recheck;
mod replay;
pub(crate) mod sql;

pub use card::{Adjusted, Card, Kind, Line, Pillar};
pub(crate) use freeze::as_it_stands;
pub use freeze::{Frozen, freeze};
pub(crate) use freeze::{claimed_line, last_claimed, reopened};
pub use latest::{Kept, latest, of_assessment};
pub use recheck::{Differing, Rechecked, Unlike, recheck};
pub use replay::{Replayed, replay};
