//! Which of several things asked for a proof is to meet: a field of every form that adds proof.
//!
//! Where only one thing is asked for, there is nothing to choose and no field; where nobody
//! chooses, the proof meets what asks for its kind.

use app::RequirementId;
use app::evidence::{Asked, NewUse};

use crate::vi;
use crate::web::Failure;

/// One of the things asked for.
pub(super) struct Choice {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// What the field offers; `chosen` is what was chosen before. Empty: no field.
pub(super) fn choices(asked: &[Asked], chosen: &str) -> Vec<Choice> {
    if asked.len() < 2 {
        return Vec::new();
    }
    let choice = |one: &Asked| Choice {
        id: one.id.to_string(),
        label: format!("{} ({})", one.text, vi::evidence::progress(one)),
        chosen: one.id.as_str() == chosen,
    };
    asked.iter().map(choice).collect()
}

/// What the form says of the use.
pub(super) fn new_use(chosen: &str) -> Result<NewUse, Failure> {
    let requirement = match chosen.trim() {
        "" => None,
        id => Some(RequirementId::parse(id).ok_or(Failure::NotFound(app::Noun::Evidence))?),
    };
    Ok(NewUse {
        requirement,
        page: None,
    })
}
