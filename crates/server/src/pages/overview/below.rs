//! Units below as the table shows them.

use app::overview::Below;
use app::period::Period;
use scoring::Exact;

use super::drawn::share;
use crate::vi::number;

/// One unit below.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) entry: String,
    pub(super) points: String,
    pub(super) expected: String,
    pub(super) max: String,
    pub(super) done: usize,
    pub(super) count: usize,
    pub(super) proven: usize,
    pub(super) late: i64,
    order: Exact,
}

impl Line {
    pub(super) fn of(below: &Below, period: &Period) -> Line {
        let base = format!("/ky/{}/don-vi/{}", period.code, below.unit.slug);
        let totals = below.totals.clone().unwrap_or_default();
        let points = |value: &Exact| match below.totals {
            Some(_) => number::points(value, 2),
            None => "–".to_owned(),
        };
        Line {
            name: below.unit.name.clone(),
            href: format!("{base}/tong-quan"),
            entry: format!("{base}/nhap-lieu"),
            points: points(&totals.points),
            expected: points(&totals.expected),
            max: points(&totals.max),
            done: totals.done,
            count: totals.count,
            proven: totals.proven,
            late: below.late,
            order: totals.points,
        }
    }
}

/// What the table is sorted by.
pub(super) const ORDERS: [(&str, &str); 4] = [
    ("ten", "Tên"),
    ("diem", "Điểm hiện có"),
    ("day-du", "Mức đã nhập"),
    ("qua-han", "Quá hạn"),
];

/// Sorts by the order asked for; by name they come.
pub(super) fn sort(lines: &mut [Line], order: &str) {
    match order {
        "diem" => lines.sort_by(|one, other| other.order.cmp(&one.order)),
        "day-du" => {
            lines.sort_by_cached_key(|line| std::cmp::Reverse(share(line.done, line.count)));
        }
        "qua-han" => lines.sort_by_key(|line| std::cmp::Reverse(line.late)),
        _ => {}
    }
}
