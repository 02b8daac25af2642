//! The time terms that a text is made of, before they are put together.

use domain::deadline::Every;
use jiff::civil::Weekday;

use super::span::Span;

/// How a date is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// «trước»: the day before is the last one.
    Before,
    /// «đến hết», «chậm nhất», or a bare day.
    By,
    /// «trong», or a bare month, quarter or year.
    In,
    /// «từ».
    From,
    /// «sau».
    After,
}

/// How often, as a text says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Often {
    pub(super) every: Every,
    pub(super) interval: u8,
    pub(super) count: Option<u32>,
    /// «06 tháng» alone: how often, unless something better stands beside it.
    pub(super) weak: bool,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// A stretch of the calendar, or from one to another.
    Dated {
        relation: Relation,
        span: Span,
        to: Option<Span>,
    },
    /// «trước ngày 25»: waits for the month.
    DayOnly { relation: Relation, day: i8 },
    /// «ngày 20 tháng cuối quý».
    Within {
        relation: Relation,
        every: Every,
        month: i8,
        day: i8,
        vague: bool,
    },
    /// «thứ Sáu».
    Weekday { relation: Relation, day: Weekday },
    /// «hằng tuần», «2 lần/năm».
    Often(Often),
    /// «9 tháng»: up to the end of September.
    NineMonths,
    /// «định kỳ», «theo quy định».
    Periodic,
    /// «thường xuyên».
    Continuous,
    /// «đã ban hành».
    Done,
    /// «khi có …»; `after` for «sau khi …», `apart` for «và khi …», which is another occasion.
    Event {
        text: String,
        after: bool,
        apart: bool,
    },
    /// «15 ngày kể từ ngày …».
    Relative {
        offset: String,
        days: Option<u32>,
        working_days: bool,
        stated: bool,
        event: String,
    },
    /// «và các năm tiếp theo».
    OpenEnded,
    /// «5 năm».
    Duration,
    /// A date that no calendar has.
    Impossible,
}
