//! Kế hoạch: plans, their rows, amendments.
//!
//! [`write()`] keeps a new plan, whoever made it. Statuses, occurrences and what was done are
//! `assignment`'s; files that prove it are `evidence`'s.

mod add;
mod assign;
mod bulk;
mod copy;
mod follow;
mod found;
mod head;
mod list;
mod new;
mod people;
mod read;
mod refusal;
mod row;
mod rows;
mod show;
pub(crate) mod sql;
mod state;
mod write;

pub use add::{TypedRow, add_rows, as_read, create, known_parties};
pub use bulk::{Bulk, apply};
pub use copy::{Copied, Copy, copy, propose_copy};
pub use head::{Head, Seen, edit as edit_head};
pub use list::{Listed, Wanted, list};
pub use new::{NewAssignment, NewFinding, NewPlan, NewRow, Origin, Role, State, Triage};
pub use people::{assign, end};
pub use read::{Plan, PlanRow, kind_of};
pub use refusal::Refusal;
pub use row::{RowFields, To, edit as edit_row, remove, restore as restore_row, shift};
pub use rows::{Assigned, DueWindow, Filter, Line, Order, StatusWanted, removed, rows};
pub use show::{
    Basis, Happened, Letter, RowSheet, Sheet, findings, head, history, letter, parties, row_sheet,
    sheet,
};
pub use state::{Missing, issue, missing, restore, withdraw};
pub use write::{ROWS_MAX, kind_name, write};

pub(crate) use add::add_in;
pub(crate) use copy::parties_gone;
pub(crate) use head::reason;
pub(crate) use read::{load, load_any, load_to_edit, plan as read_plan};
pub(crate) use row::Change;
pub(crate) use rows::staffed;
pub(crate) use write::keep;

/// How people know a plan: «36/KH-UBND Kế hoạch chuyển đổi số năm 2026».
pub(crate) fn name_of(reference: Option<&str>, title: &str) -> String {
    match reference {
        Some(reference) => format!("{reference} {title}"),
        None => title.to_owned(),
    }
}
