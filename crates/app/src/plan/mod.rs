//! Kế hoạch: plans, their rows, amendments.
//!
//! [`write()`] keeps a new plan, whoever made it. Statuses, occurrences and what was done are
//! `assignment`'s; files that prove it are `evidence`'s.

mod assign;
mod follow;
mod found;
mod new;
mod refusal;
pub(crate) mod sql;
mod write;

pub use new::{NewAssignment, NewFinding, NewPlan, NewRow, Origin, Role, State, Triage};
pub use refusal::Refusal;
pub use write::{ROWS_MAX, write};

/// How people know a plan: «36/KH-UBND Kế hoạch chuyển đổi số năm 2026».
pub(crate) fn name_of(reference: Option<&str>, title: &str) -> String {
    match reference {
        Some(reference) => format!("{reference} {title}"),
        None => title.to_owned(),
    }
}
