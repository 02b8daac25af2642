//! The context of a page: a unit in a period. Addresses under `/ky/{period}/don-vi/{unit}` carry it.

use app::period::{Period, Step};
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
    pub step: Option<(Step, jiff::civil::Date)>,
    /// Whether the unit has handed in all that it has to fill in.
    pub handed_in: bool,
}

/// Where the unit stands in the year, in a few words.
pub struct Stand {
    /// «Thẩm định, còn 12 ngày».
    pub said: String,
    /// Whether its last day is over.
    pub late: bool,
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
            handed_in: context.handed_in,
            today: web.app.today(),
        })
    }

    /// The step that runs today, or the last day of entry; a unit that has handed in is not asked
    /// to enter figures. `None`: nothing is fixed.
    pub fn stand(&self) -> Option<Stand> {
        let entering = self
            .step
            .is_none_or(|(step, _)| matches!(step, Step::Collect | Step::Score));
        if entering && self.handed_in {
            return Some(Stand {
                said: "Đã nộp bảng điểm".to_owned(),
                late: false,
            });
        }
        let (step, ends_on) = match self.step {
            Some((step, ends_on)) => (crate::vi::people::step(step), ends_on),
            None => ("Nhập liệu", self.period.closes_on?),
        };
        let left = (ends_on - self.today).get_days();
        let said = if left < 0 {
            "Đã hết hạn nhập liệu".to_owned()
        } else {
            format!("{step}, còn {left} ngày")
        };
        Some(Stand {
            said,
            late: left < 0,
        })
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
