//! Writing a framework in the browser: drafts made from nothing or copied from the edition before,
//! and their rows added, changed, moved and removed.
//!
//! What was issued never changes: every use case here begins at [`desk::Desk::open`], which refuses
//! it. What a rule means is settled in `choose`; putting into force is there too.

mod create;
mod desk;
mod fields;
mod line;
mod remove;
mod sheet;
mod shift;
pub(crate) mod sql;

pub use create::{Followed, NewDraft, create, to_follow};
pub use desk::{DraftRow, RowKind};
pub use fields::{Fields, Place};
pub use line::{add, change};
pub use remove::{Removal, removal, remove};
pub use sheet::{Sheet, sheet};
pub use shift::{Direction, shift};
