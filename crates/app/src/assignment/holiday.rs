//! Days off that stand on the same day every year: Bộ luật Lao động 2019 (45/2019/QH14), điều 112.
//!
//! Tết and Giỗ Tổ Hùng Vương follow the moon and are fixed by decree each year, as is the second
//! day of Quốc khánh (01/9 or 03/9); they are not here, so that a term over them is counted too
//! short rather than by a guess. A row's day can then be set by hand.

use std::collections::BTreeSet;

use jiff::civil::Date;

/// Tết Dương lịch, Ngày Chiến thắng, Ngày Quốc tế lao động, Quốc khánh.
const FIXED: [(i8, i8); 4] = [(1, 1), (4, 30), (5, 1), (9, 2)];

/// Of the year and the one after it: a term may reach into January.
pub(crate) fn fixed(year: i16) -> BTreeSet<Date> {
    let years = [Some(year), year.checked_add(1)];
    years
        .into_iter()
        .flatten()
        .flat_map(|year| FIXED.map(|(month, day)| Date::new(year, month, day).ok()))
        .flatten()
        .collect()
}
