//! Vietnam's public holidays: Labour Code 2019 (45/2019/QH14), articles 111 and 112.
//!
//! Three kinds of certainty meet here. The law names most days outright; it leaves the days of Tết
//! and the second day of the National Day to a decision of each year, which is known for the years
//! in [`DECIDED`] and assumed for the others; a holiday on a day of the weekend gives the next
//! working day in return. Days that a person enters stand in the database and are none of this.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::{Calendar, LastDay};

/// Why nobody works on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holiday {
    /// Tết Dương lịch.
    NewYear,
    /// Tết Nguyên đán.
    LunarNewYear,
    /// Giỗ Tổ Hùng Vương, the tenth of the third lunar month.
    HungKings,
    /// Ngày Chiến thắng.
    Victory,
    /// Ngày Quốc tế lao động.
    Labour,
    /// Quốc khánh.
    National,
    /// A working day exchanged for one of a weekend, so that days off join.
    Bridge,
}

/// How certain it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// The law names the day.
    Law,
    /// The government chose it for that year.
    Decided,
    /// The government will choose: this is the likeliest.
    Assumed,
    /// In return for a holiday on a day of the weekend (article 111, clause 3).
    InReturn,
}

/// A day off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayOff {
    /// The day.
    pub day: Date,
    /// Why.
    pub holiday: Holiday,
    /// How certain it is.
    pub ground: Ground,
}

/// The first day of the lunar year and the tenth of its third month, as month and day, from 2020.
///
/// Computed with Hồ Ngọc Đức's algorithm («Thuật toán tính âm lịch») for the meridian of 105° east,
/// which Vietnam's calendar follows since Decision 121-CP of 1967. In 2030 it differs by a day from
/// the calendar of China.
const LUNAR: [(OfYear, OfYear); 31] = [
    ((1, 25), (4, 2)),
    ((2, 12), (4, 21)),
    ((2, 1), (4, 10)),
    ((1, 22), (4, 29)),
    ((2, 10), (4, 18)),
    ((1, 29), (4, 7)),
    ((2, 17), (4, 26)),
    ((2, 6), (4, 16)),
    ((1, 26), (4, 4)),
    ((2, 13), (4, 23)),
    ((2, 2), (4, 12)),
    ((1, 23), (4, 1)),
    ((2, 11), (4, 19)),
    ((1, 31), (4, 9)),
    ((2, 19), (4, 28)),
    ((2, 8), (4, 17)),
    ((1, 28), (4, 6)),
    ((2, 15), (4, 24)),
    ((2, 4), (4, 13)),
    ((1, 24), (4, 3)),
    ((2, 12), (4, 20)),
    ((2, 1), (4, 10)),
    ((1, 22), (4, 29)),
    ((2, 10), (4, 19)),
    ((1, 30), (4, 7)),
    ((2, 17), (4, 26)),
    ((2, 6), (4, 15)),
    ((1, 26), (4, 4)),
    ((2, 14), (4, 22)),
    ((2, 2), (4, 11)),
    ((1, 23), (4, 1)),
];
/// The year of the first line of [`LUNAR`].
const LUNAR_FROM: i16 = 2020;

/// Month and day.
type OfYear = (i8, i8);

/// What the government chose for a year.
struct Choice {
    year: i16,
    /// Days of Tết before the first day of the lunar year; five in all.
    before_tet: i8,
    /// Whether the second day of the National Day is 3 September rather than the first.
    third_of_september: bool,
    /// A working day that is off, and the Saturday worked instead.
    bridges: &'static [(OfYear, OfYear)],
}

/// Years whose days were announced by the Government Office when this was written.
const DECIDED: [Choice; 3] = [
    Choice {
        year: 2024,
        before_tet: 2,
        third_of_september: true,
        bridges: &[((4, 29), (5, 4))],
    },
    Choice {
        year: 2025,
        before_tet: 2,
        third_of_september: false,
        bridges: &[((5, 2), (4, 26))],
    },
    Choice {
        year: 2026,
        before_tet: 1,
        third_of_september: false,
        bridges: &[((1, 2), (1, 10)), ((8, 31), (8, 22))],
    },
];

/// The first day of the lunar year and the day of the Hùng Kings; `None` outside the table.
pub fn lunar(year: i16) -> Option<(Date, Date)> {
    let ((month, day), (kings_month, kings_day)) =
        *LUNAR.get(usize::try_from(year - LUNAR_FROM).ok()?)?;
    let new_year = Date::new(year, month, day).ok()?;
    Some((new_year, Date::new(year, kings_month, kings_day).ok()?))
}

/// Days of a year on which nobody works besides weekends, in order.
///
/// ```
/// use domain::work::{Ground, days_off};
/// use jiff::civil::date;
/// let off: Vec<_> = days_off(2026).into_iter().map(|one| one.day).collect();
/// // Giỗ Tổ of 2026 is a Sunday: the Monday after it is given in return.
/// assert!(off.contains(&date(2026, 4, 26)) && off.contains(&date(2026, 4, 27)));
/// assert!(days_off(2031).iter().any(|one| one.ground == Ground::Assumed));
/// ```
pub fn days_off(year: i16) -> Vec<DayOff> {
    let mut all: Vec<DayOff> = Vec::new();
    let mut put = |day: Option<Date>, holiday, ground| {
        // Two holidays of one day are one day off; the weekend's is given in return all the same.
        all.extend(day.map(|day| DayOff {
            day,
            holiday,
            ground,
        }));
    };
    let on = |month, day| Date::new(year, month, day).ok();
    let choice = DECIDED.iter().find(|choice| choice.year == year);
    let ground = choice.map_or(Ground::Assumed, |_| Ground::Decided);
    put(on(1, 1), Holiday::NewYear, Ground::Law);
    if let Some((new_year, kings)) = lunar(year) {
        let before =
            i64::from(choice.map_or_else(|| likely_before(new_year), |one| one.before_tet));
        for offset in -before..5 - before {
            // Whatever the decision: the last day of the old year and the first three of the new.
            let ground = if (-1..3).contains(&offset) {
                Ground::Law
            } else {
                ground
            };
            put(
                new_year.checked_add(offset.days()).ok(),
                Holiday::LunarNewYear,
                ground,
            );
        }
        put(Some(kings), Holiday::HungKings, Ground::Law);
    }
    put(on(4, 30), Holiday::Victory, Ground::Law);
    put(on(5, 1), Holiday::Labour, Ground::Law);
    put(on(9, 2), Holiday::National, Ground::Law);
    let third = choice.map_or_else(|| likely_third(year), |one| one.third_of_september);
    put(on(9, if third { 3 } else { 1 }), Holiday::National, ground);
    for ((month, day), _) in choice.map_or(&[][..], |one| one.bridges) {
        put(on(*month, *day), Holiday::Bridge, Ground::Decided);
    }
    all.sort_by_key(|one| one.day);
    given_in_return(&mut all);
    all
}

/// Two days before, unless one joins the weekend: so it was decided from 2022 to 2026.
fn likely_before(new_year: Date) -> i8 {
    match new_year.weekday() {
        Weekday::Tuesday => 1,
        _ => 2,
    }
}

/// The day that joins the weekend, or the day before.
fn likely_third(year: i16) -> bool {
    Date::new(year, 9, 2).is_ok_and(|day| {
        matches!(
            day.weekday(),
            Weekday::Sunday | Weekday::Monday | Weekday::Thursday
        )
    })
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Adds the next working day for each holiday on a day of the weekend.
fn given_in_return(all: &mut Vec<DayOff>) {
    let mut taken: BTreeSet<Date> = all.iter().map(|one| one.day).collect();
    let on_weekend: Vec<DayOff> = all
        .iter()
        .filter(|one| is_weekend(one.day))
        .copied()
        .collect();
    for one in on_weekend {
        let free = one
            .day
            .series(1.day())
            .take(30)
            .find(|day| !is_weekend(*day) && !taken.contains(day));
        if let Some(day) = free {
            taken.insert(day);
            all.push(DayOff {
                day,
                holiday: one.holiday,
                ground: match one.ground {
                    Ground::Assumed => Ground::Assumed,
                    _ => Ground::InReturn,
                },
            });
        }
    }
    all.sort_by_key(|one| one.day);
    all.dedup_by_key(|one| one.day);
}

/// Saturdays of a year that are worked in exchange for a working day off.
pub fn days_worked(year: i16) -> Vec<Date> {
    let choice = DECIDED.iter().find(|choice| choice.year == year);
    let bridges = choice.map_or(&[][..], |one| one.bridges);
    let days = bridges.iter();
    days.filter_map(|(_, (month, day))| Date::new(year, *month, *day).ok())
        .collect()
}

/// Which days of these years are worked as far as the state's calendar says.
pub fn national(years: std::ops::RangeInclusive<i16>) -> Calendar {
    let mut calendar = Calendar {
        last_day: LastDay::AsCounted,
        ..Calendar::default()
    };
    for year in years {
        let off = days_off(year);
        calendar.holidays.extend(off.iter().map(|one| one.day));
        calendar.worked.extend(days_worked(year));
    }
    calendar
}

#[cfg(test)]
mod tests;
