//! `/api/v1/frameworks`: frameworks, their indicators, and readings of rules chosen while a
//! framework is a draft.

mod indicators;
mod list;
mod openings;

use super::wire::Api;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [list::routes, indicators::routes, openings::routes];
    topics
        .into_iter()
        .fold(api.about("Bộ chỉ số"), |api, topic| topic(api))
}
