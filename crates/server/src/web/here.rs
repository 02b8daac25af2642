//! The context of a page: a unit in a period. Addresses under `/ky/{period}/don-vi/{unit}` carry it.

use app::period::Period;
use app::unit::Unit;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::Deserialize;

use super::{Failure, Visitor, Web};

/// A unit in a period.
#[derive(Clone, Debug)]
pub struct Here {
    /// The unit; the visitor may see it.
    pub unit: Unit,
    /// The period.
    pub period: Period,
    /// Today, for what is left of it.
    pub today: jiff::civil::Date,
    /// Messages that the visitor has not read.
    pub unread: i64,
    /// The step of the period that runs today, with its last day.
    pub step: Option<(app::period::Step, jiff::civil::Date)>,
}

#[derive(Deserialize)]
struct Words {
    period: String,
    unit: String,
}

impl Here {
    /// `/ky/2026/don-vi/ha-khe`.
    pub fn path(&self) -> String {
        format!("/ky/{}/don-vi/{}", self.period.code, self.unit.slug)
    }

    /// The visitor's own unit in the period that runs today.
    pub async fn home(web: &Web, visitor: &Visitor) -> Result<Here, Failure> {
        let home = visitor.actor.home.as_ref().ok_or(Failure::NotSignedIn)?;
        Here::at(web, visitor, &home.slug, None).await
    }

    /// The unit and the period of these words in addresses; no period: the one of today.
    pub(crate) async fn at(
        web: &Web,
        visitor: &Visitor,
        unit: &str,
        period: Option<&str>,
    ) -> Result<Here, Failure> {
        let words = (unit, period);
        let context = app::period::context(&web.app, &visitor.actor, words).await?;
        Ok(Here {
            unit: context.unit,
            period: context.period,
            unread: context.unread,
            step: context.step,
            today: web.app.today(),
        })
    }

    /// «Thẩm định, còn 12 ngày»: the step that runs today; `None`: none is set for today.
    pub fn step_said(&self) -> Option<String> {
        let (step, ends_on) = self.step?;
        let left = (ends_on - self.today).get_days();
        Some(format!(
            "{}, còn {left} ngày",
            crate::vi::people::step(step)
        ))
    }

    /// Days until entry closes; `None`: not fixed. Negative: closed.
    pub fn days_left(&self) -> Option<i32> {
        let closes = self.period.closes_on?;
        Some((closes - self.today).get_days())
    }
}

impl FromRequestParts<Web> for Here {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Here, Failure> {
        let visitor = <Visitor as FromRequestParts<Web>>::from_request_parts(parts, web).await?;
        let Path(words) = Path::<Words>::from_request_parts(parts, web)
            .await
            .map_err(|_| Failure::NotFound(app::Noun::Page))?;
        Here::at(web, &visitor, &words.unit, Some(&words.period)).await
    }
}
