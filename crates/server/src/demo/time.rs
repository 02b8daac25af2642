//! A bridge before New Year that the city announced: a day off, and the Saturday worked instead.

use app::workday::{self, Kind, NewDay};
use domain::work::national;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::fill::{Error, Stage};

/// The last working day of the year and the Saturday before it.
pub(super) async fn tell(stage: &Stage<'_>) -> Result<(), Error> {
    let focal = stage.actor("daumoi").await?;
    let year = stage.years.now;
    let calendar = national(year..=year);
    let back = |day: Date, fits: &dyn Fn(Date) -> bool| {
        let mut days = day.series(-1.day()).take(31);
        days.find(|day| fits(*day))
            .ok_or(Error::Story("a year without a working day"))
    };
    let last = Date::new(year, 12, 31).map_err(|_| Error::Story("a year without an end"))?;
    let off = back(last, &|day| calendar.is_worked(day))?;
    let worked = back(off, &|day| day.weekday() == Weekday::Saturday)?;
    for (day, kind) in [(off, Kind::Off), (worked, Kind::Worked)] {
        let new = NewDay {
            day,
            kind: Some(kind),
            why: "Thông báo 88/TB-UBND của UBND thành phố Đông Lĩnh".to_owned(),
            version: 0,
        };
        workday::set(stage.app, &focal, new).await?;
    }
    Ok(())
}
