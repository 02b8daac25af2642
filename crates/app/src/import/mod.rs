//! Nhập kế hoạch: a file as read, what a person settles, and the writing of it, all or nothing.
//!
//! The file is kept by its hash; what was read from it is computed again whenever it is needed
//! and kept in memory for a while ([`Readings`]). A draft holds only what a person decided
//! ([`Decisions`]), so nothing of the plan exists before [`write()`] and nothing after [`undo()`].

mod amend;
mod carry;
mod decide;
mod decisions;
mod difference;
mod draft;
mod finding;
mod naming;
mod readings;
mod refusal;
mod settled;
pub(crate) mod sql;
mod stored;
mod totals;
mod triage;
mod undo;
mod write;

pub use amend::{Twin, duplicates};
pub use decide::{Decision, decide};
pub use decisions::{Carried, Choice, Decisions, PartyChoice, Settlement, Triage};
pub use difference::{Amendment, difference};
pub use draft::{Draft, Listed, NewImport, Opened, discard, list, open, start};
pub use finding::{Consequence, Noticed, Proposal, certainty};
pub use naming::{Named, parties};
pub use readings::{Reading, Readings};
pub(crate) use readings::{of_arrived, of_file};
pub use refusal::{Hanging, Refusal};
pub use settled::{RowKey, Settled, cell, editable, field_named};
pub use totals::{Deadlines, PillarTotal, Totals};
pub use triage::{Sorted, triage};
pub use undo::undo;
pub use write::write;
