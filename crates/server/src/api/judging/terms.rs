//! How a period is appraised: days to object and to put right, lines that two people decide.

use app::appraisal::{self, FrameworkTerms, Terms};
use app::{FrameworkId, Noun};
use axum::http::Method;
use domain::authority::Action;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::wire::{Api, Ask, Body, Many, One, Sent};
use crate::web::{Access, Failure};

/// How a framework is appraised in a period.
#[derive(Serialize, ToSchema)]
struct AppraisalTerms {
    /// Id of the framework.
    framework: String,
    /// Its name.
    framework_name: String,
    /// Calendar days to explain and object.
    objection_days: i32,
    /// Calendar days to put right what was sent back.
    return_days: i32,
    /// Per cent of the lines that two people decide.
    second_share: i32,
    /// For `If-Match`; 0: nobody has set them.
    version: i32,
}

/// How it is to be appraised.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TermsToSet {
    /// Calendar days to explain and object.
    objection_days: i32,
    /// Calendar days to put right what was sent back.
    return_days: i32,
    /// Per cent of the lines that two people decide.
    second_share: i32,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let judge = Access::May(Action::Appraise);
    let one = "/api/v1/periods/{period}/appraisal-terms/{framework}";
    api.get(
        "/api/v1/periods/{period}/appraisal-terms",
        judge,
        (
            "listAppraisalTerms",
            "Cách thẩm định từng bộ chỉ số trong kỳ",
        ),
        list,
    )
    .get(
        one,
        judge,
        ("showAppraisalTerms", "Cách thẩm định một bộ chỉ số"),
        show,
    )
    .change(
        Method::PUT,
        one,
        judge,
        (
            "setAppraisalTerms",
            "Đặt số ngày kiến nghị, số ngày làm lại, phần trăm chỉ số hai người thẩm định",
        ),
        set,
    )
}

fn shape(one: FrameworkTerms) -> AppraisalTerms {
    AppraisalTerms {
        framework: one.framework.to_string(),
        framework_name: one.name,
        objection_days: one.terms.objection_days,
        return_days: one.terms.return_days,
        second_share: one.terms.second_share,
        version: one.terms.version,
    }
}

async fn all<B: Sent, Q: DeserializeOwned>(
    ask: &Ask<B, Q>,
) -> Result<Vec<FrameworkTerms>, Failure> {
    let period = ask.period().await?;
    Ok(appraisal::terms(ask.app(), ask.actor(), &period.id).await?)
}

async fn one<B: Sent, Q: DeserializeOwned>(
    ask: &Ask<B, Q>,
    id: &FrameworkId,
) -> Result<One<AppraisalTerms>, Failure> {
    let mut all = all(ask).await?.into_iter();
    let found = all.find(|one| one.framework == *id);
    let found = found.ok_or(Failure::NotFound(Noun::Framework))?;
    Ok(One::at(found.terms.version, shape(found)))
}

async fn list(ask: Ask) -> Result<Many<AppraisalTerms>, Failure> {
    Ok(Many::all(all(&ask).await?.into_iter().map(shape).collect()))
}

async fn show(ask: Ask) -> Result<One<AppraisalTerms>, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    one(&ask, &id).await
}

async fn set(ask: Ask<Body<TermsToSet>>) -> Result<One<AppraisalTerms>, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    let period = ask.period().await?;
    let Body(asked) = &ask.body;
    let new = Terms {
        objection_days: asked.objection_days,
        return_days: asked.return_days,
        second_share: asked.second_share,
        version: ask.version()?,
    };
    appraisal::set_terms(ask.app(), ask.actor(), (&id, &period.id), new).await?;
    one(&ask, &id).await
}
