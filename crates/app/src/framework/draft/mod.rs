//! Writing a framework in the browser: drafts made from nothing or copied from the edition before,
//! and their rows added, changed, moved and removed.
//!
//! What was issued never changes: every use case here begins at [`desk::Desk::open`], which refuses
//! it. What a rule means is settled in `choose`; putting into force is there too.

pub(in crate::framework) mod check;
mod create;
mod crosswalk;
mod desk;
mod fields;
mod impact;
mod line;
mod remove;
mod rollup;
mod settings;
mod sheet;
mod shift;
pub(crate) mod sql;
mod table;

pub use check::{Check, Flaw, Flawed, Severity, check};
pub use create::{Followed, NewDraft, create, to_follow};
pub use crosswalk::{Crosswalk, Known, Old, Pair, confirm, crosswalk, follow};
pub use desk::{DraftRow, RowKind};
pub use fields::{Fields, Place};
pub use impact::{Ground, Impact, Measured, Moved, ground, impact};
pub use line::{add, change, take_sum};
pub use remove::{Removal, removal, remove};
pub use rollup::{Chosen, Source, enter_again, roll_up, sources, targets};
pub use settings::{Declared, Settled, TypedGrade, declare, settled};
pub use sheet::{Sheet, sheet};
pub use shift::{Direction, shift};
pub use table::{read_table, tables, write_table};
