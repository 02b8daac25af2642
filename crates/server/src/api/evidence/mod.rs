//! `/api/v1/units/{unit}/evidence`, `/api/v1/evidence/{evidence}`: proof (files and links), what is
//! said of it, what it serves.
//!
//! Who reads somewhere may ask; whether they may open this proof, the use case decides.

mod add;
mod asked;
mod change;
mod file;
mod list;
mod shape;
mod show;
mod uses;

use app::RequirementId;
use app::evidence::{NewUse, Serves};

use super::wire::{Api, field};
use crate::web::Failure;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [
        list::routes,
        add::routes,
        show::routes,
        change::routes,
        file::routes,
        uses::routes,
        asked::routes,
    ];
    topics
        .into_iter()
        .fold(api.about("Minh chứng"), |api, topic| topic(api))
}

fn serving(pointer: &str, text: Option<&String>) -> Result<Option<Serves>, Failure> {
    text.map(|text| field(pointer, text, Serves::parse(text)))
        .transpose()
}

/// What is said of the use.
fn serving_as(pointer: &str, id: Option<&String>) -> Result<NewUse, Failure> {
    let requirement = id
        .map(|id| field(pointer, id, RequirementId::parse(id)))
        .transpose()?;
    Ok(NewUse {
        requirement,
        page: None,
    })
}
