//! Kế hoạch cấp trên và kế hoạch triển khai: a lower unit takes an issued plan of a unit above it
//! over as its own draft, row by row, and answers when that plan changes; the unit above sees who
//! has a plan and who has none.
//!
//! Which row is which is found by `reading::plan::compare`; what is proposed and what differs is
//! `domain::cascade`'s. A lower unit sees of a plan above what a received document shows: its rows
//! and whom they name, once it is issued; never a draft, a status, a figure, a proof.

mod above;
mod answer;
mod both;
mod carry;
mod difference;
pub(crate) mod follow;
mod link;
mod make;
mod propose;
mod refusal;
mod remind;
mod side;
pub(crate) mod sql;
mod status;

pub use above::{Above, above, homes};
pub use answer::{Answer, Picked, answer};
pub(crate) use carry::carry;
pub use difference::{Answered, Difference, Field, Later, Sheet, sheet};
pub(crate) use link::is_linked;
pub use link::{Compared, End, Pairing, Pairs, Tie, compared, link, unlink};
pub use make::{RowWish, Wish, make};
pub use propose::{Doing, From, Proposal, Proposed, directory, propose, unit_for};
pub use refusal::Refusal;
pub use remind::{Reminded, remind};
pub use side::names;
pub use status::{Sent, Standing, UnitPlan, status};
