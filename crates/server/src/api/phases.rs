//! `/api/v1/periods/{period}/phases`: the steps of a period with their days.

use app::period::{self, Phase, Step};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::date;
use super::wire::{Api, Ask, Body, Many, field};
use crate::web::{Access, Failure};

/// A step of a period.
#[derive(Serialize, Deserialize, ToSchema)]
#[schema(as = Phase)]
#[serde(deny_unknown_fields)]
struct PhaseShape {
    /// `collect`, `score`, `appraise`, `object`, `publish`.
    step: String,
    /// First day.
    #[schema(format = Date)]
    starts_on: String,
    /// Last day.
    #[schema(format = Date)]
    ends_on: String,
}

/// All steps of a period; one that is left out is not fixed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PhasesToSet {
    /// In their order.
    phases: Vec<PhaseShape>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let at = "/api/v1/periods/{period}/phases";
    api.about("Kỳ đánh giá")
        .get(
            at,
            Access::SignedIn,
            ("listPhases", "Các bước của kỳ, theo thứ tự"),
            list,
        )
        .change(
            Method::PUT,
            at,
            Access::May(Action::ManagePeriods),
            (
                "setPhases",
                "Đặt các bước của kỳ; If-Match là ETag của kỳ hoặc của danh sách bước",
            ),
            set,
        )
}

fn shape(phase: &Phase) -> PhaseShape {
    PhaseShape {
        step: phase.step.name().to_owned(),
        starts_on: phase.starts_on.to_string(),
        ends_on: phase.ends_on.to_string(),
    }
}

fn read(at: usize, asked: &PhaseShape) -> Result<Phase, Failure> {
    let day = |name: &str, text: &str| {
        let pointer = format!("/phases/{at}/{name}");
        field(&pointer, text, date(&pointer, Some(text))?)
    };
    let step = format!("/phases/{at}/step");
    Ok(Phase {
        step: field(&step, &asked.step, Step::parse(&asked.step))?,
        starts_on: day("starts_on", &asked.starts_on)?,
        ends_on: day("ends_on", &asked.ends_on)?,
    })
}

async fn list(ask: Ask) -> Result<Many<PhaseShape>, Failure> {
    let wanted = ask.period().await?;
    let all = period::phases(ask.app()).await?;
    let own = all.iter().filter(|(id, _)| *id == wanted.id);
    Ok(Many::all(own.map(|(_, one)| shape(one)).collect()))
}

async fn set(ask: Ask<Body<PhasesToSet>>) -> Result<Many<PhaseShape>, Failure> {
    let period = ask.period().await?;
    let asked = ask.body.0.phases.iter().enumerate();
    let phases = asked.map(|(at, one)| read(at, one));
    let phases = phases.collect::<Result<Vec<_>, Failure>>()?;
    // The list has no version of its own; where its tag agreed, the period is the one that was read.
    let version = ask.version_or(period.version)?;
    let key = (&period.id, version);
    period::set_phases(ask.app(), ask.actor(), key, &phases).await?;
    let all = period::phases(ask.app()).await?;
    let own = all.iter().filter(|(id, _)| *id == period.id);
    Ok(Many::all(own.map(|(_, one)| shape(one)).collect()))
}
