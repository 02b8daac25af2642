//! Nộp, thẩm định, giải trình và kiến nghị: the unit's leader hands in, the level above decides line
//! by line, the unit objects, the panel answers and closes. Each step freezes a scorecard
//! (`scorecard`). Nobody judges a unit that is their own, and what is not released yet is read only
//! by those who judge.

mod agreement;
mod case;
mod check;
mod decide;
mod decision;
mod finish;
mod line;
mod objection;
mod queue;
mod refusal;
mod sheet;
pub(crate) mod sql;
mod submit;
mod tell;
mod terms;
mod work;

pub use agreement::{Agreement, Pair, agreement};
pub use case::{Case, Stage, case};
pub use check::{CheckList, Doubt, Item, check_list};
pub use decide::{Verdict, decide, second, settle};
pub use decision::{Decided, Decision};
pub use finish::{close, finish};
pub use line::{Desk, Like, limits, line};
pub use objection::{Answer, Objecting, Objection, answer, object, objecting};
pub use queue::{Queued, queue};
pub use refusal::{Conflict, Left, Refusal};
pub use sheet::{Note, Sheet, sheet};
pub use submit::{before_submitting, submit, withdraw};
pub use terms::{FrameworkTerms, Terms, set_terms, terms};
pub use work::{Step, Work, WorkLine, work};

/// Longest text of a reason.
pub(crate) const TEXT_MAX: usize = 4000;

/// A text without the white space around it; `None`: nothing was typed.
pub(crate) fn limited(text: &str, chars_max: usize) -> Result<Option<String>, Refusal> {
    let text = text.trim();
    if text.chars().count() > chars_max {
        return Err(Refusal::TooLong { chars_max });
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}
