//! Plans above: opened as a unit's own draft, linked row by row, their changes answered; and for
//! whoever issued one, which unit below has sent a plan.

mod above;
mod answer;
mod links;
mod make;
mod proposal;
mod status;

use super::wire::Api;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [
        above::routes,
        proposal::routes,
        make::routes,
        answer::routes,
        links::routes,
        status::routes,
    ];
    topics.into_iter().fold(
        api.about("Triển khai kế hoạch cấp trên"),
        |api, topic| topic(api),
    )
}
