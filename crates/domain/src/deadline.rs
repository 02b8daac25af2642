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
        /// How many times in each period.
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

/// Where in its period a recurring duty falls due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DueWithin {
    /// The last day of the period.
    LastDay,
    /// A day of the period's last month (19 for «trước ngày 20 tháng cuối quý»).
    DayOfLastMonth(i8),
    /// A day of a month, every year (14 December for «trước ngày 15/12 hằng năm»).
    DayOfYear {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// A day in the period after (5 for «trước ngày 06 tháng sau»).
    DayOfNextMonth(i8),
    /// A day of the week, for weekly duties.
    Weekday(jiff::civil::Weekday),
}

/// A deadline with what follows from it in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineReading {
    /// What the text states.
    pub deadline: Deadline,
    /// Last days on which the duty is still met within the year, in order.
    pub due: Vec<Date>,
    /// What the text leaves open.
    pub findings: Vec<crate::Finding>,
}
