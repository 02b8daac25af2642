//! `/api/v1/plans`: plans, typed, amended, issued, withdrawn, copied. Rows are `rows`'s.

mod change;
mod list;
mod make;
mod shape;
mod sheet;
mod state;

use super::wire::Api;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [
        list::routes,
        sheet::routes,
        make::routes,
        change::routes,
        state::routes,
    ];
    topics
        .into_iter()
        .fold(api.about("Kế hoạch"), |api, topic| topic(api))
}
