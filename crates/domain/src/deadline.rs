//! When work is due. A deadline column is rarely a date: eleven shapes cover what officials write.

use jiff::civil::Date;

/// A deadline as the text states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// «Trước ngày 15/10/2024»: `last_day` is the 14th, the last day on which the duty is met.
    ByDate {
        /// Last day that still counts.
        last_day: Date,
        /// Only once this has happened, where stated.
        event: Option<String>,
    },
    /// «Quý I/2024», «từ tháng 3 đến tháng 10/2024».
    Window {
        /// First day, where stated.
        start: Option<Date>,
        /// Last day, where stated.
        end: Option<Date>,
        /// «khi có chỉ đạo của tỉnh»: binds only once this has happened.
        event: Option<String>,
    },
    /// «Ít nhất 1 cuộc/quý», «hằng tuần», «trước ngày 20 tháng cuối quý».
    Recurring {
        /// How often; `None` when the text says only «định kỳ».
        every: Option<Every>,
        /// Every how many of these periods: 1, or 2 for «2 tuần/lần».
        interval: u8,
        /// How many times in each period: 1 unless stated; `None` only when `every` is.
        min_count: Option<u32>,
        /// Where in the period it falls due.
        due: DueWithin,
        /// Only once this has happened, where stated.
        event: Option<String>,
    },
    /// «Thường xuyên»: never overdue.
    Continuous,
    /// «Khi có yêu cầu».
    OnEvent {
        /// What must happen.
        event: String,
    },
    /// «Đã ban hành»: a status written in a date column.
    Done,
    /// «15 ngày kể từ ngày phát hành văn bản khảo sát».
    Relative {
        /// ISO 8601 duration: `P15D`.
        offset: String,
        /// Working days rather than calendar days.
        working_days: bool,
        /// What starts the clock.
        event: String,
    },
    /// «Bắt đầu từ năm 2023».
    FromDate {
        /// First day.
        start: Date,
    },
    /// The cell holds something that is no time (a unit's name, say).
    Invalid,
    /// The cell is empty.
    None,
}

/// The period of a recurring duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Every {
    /// Monday to Sunday, ISO 8601.
    Week,
    /// Calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// Calendar year.
    Year,
}

impl Every {
    /// Months in the period; `None` for weeks.
    pub fn months(self) -> Option<i8> {
        match self {
            Every::Week => None,
            Every::Month => Some(1),
            Every::Quarter => Some(3),
            Every::HalfYear => Some(6),
            Every::Year => Some(12),
        }
    }
}

/// Where in its period a recurring duty falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueWithin {
    /// The last day of the period; Sunday for weeks.
    LastDay,
    /// A day of one of its months: `{ month: 3, day: 19 }` for «trước ngày 20 tháng cuối quý»,
    /// `{ month: 10, day: 14 }` for «trước ngày 15/10 hằng năm», `{ month: 2, day: 5 }` for a
    /// monthly duty on «ngày 05 tháng sau». A day that a month lacks is that month's last day.
    DayOfMonth {
        /// Counted within the period from 1; one more than the period has is the month after it.
        month: i8,
        /// 1 to 31, or -1 for the month's last day.
        day: i8,
    },
    /// A day of the week, for weekly duties.
    Weekday(jiff::civil::Weekday),
}

/// A deadline with what follows from it in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineReading {
    /// What the text states; of several terms, the one that binds first.
    pub deadline: Deadline,
    /// The other terms of the same text: «hằng quý …, hằng năm trước ngày 15/12».
    pub also: Vec<Deadline>,
    /// Last days on which the duty is still met, of all terms, in order. Recurring duties give
    /// those of the plan's year; a stated date stands even when it lies outside that year.
    pub due: Vec<Date>,
    /// What the text leaves open.
    pub findings: Vec<crate::Finding>,
}
