//! Deadlines in words again, such that reading them gives the same deadline.

use domain::deadline::{Deadline, DueWithin, Every};
use jiff::civil::{Date, Weekday};

/// The deadline as an official would write it: «hằng quý, chậm nhất ngày 19 tháng thứ 3 của quý».
///
/// ```
/// use reading::{deadline::read, words::deadline::in_words};
/// let reading = read("Xong trước 15/10/2024", 2024, None);
/// assert_eq!(in_words(&reading.deadline), "chậm nhất ngày 14/10/2024");
/// ```
pub fn in_words(deadline: &Deadline) -> String {
    match deadline {
        Deadline::ByDate { last_day, event } => with_event(
            format!("chậm nhất ngày {}", day(*last_day)),
            event.as_deref(),
        ),
        Deadline::Window { start, end, event } => {
            with_event(window(*start, *end), event.as_deref())
        }
        Deadline::Recurring {
            every,
            interval,
            min_count,
            due,
            event,
        } => {
            let often = every.map_or("định kỳ".to_owned(), |every| often(every, *interval));
            let count = min_count
                .filter(|count| *count > 1)
                .map_or(String::new(), |count| format!(", ít nhất {count} lần"));
            let place = every.map_or(String::new(), |every| place(every, *due));
            with_event(often + &count + &place, event.as_deref())
        }
        Deadline::Continuous => "thường xuyên".to_owned(),
        Deadline::OnEvent { event } if event.starts_with("theo ") => event.clone(),
        Deadline::OnEvent { event } => format!("khi {event}"),
        Deadline::Done => "đã hoàn thành".to_owned(),
        Deadline::Relative {
            offset,
            working_days,
            event,
        } => relative(offset, *working_days, event),
        Deadline::FromDate { start } => format!("từ ngày {}", day(*start)),
        Deadline::Invalid => "chưa xác định được".to_owned(),
        Deadline::None => "không nêu".to_owned(),
    }
}

fn day(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

fn with_event(words: String, event: Option<&str>) -> String {
    match event {
        Some(event) => format!("{words}, khi {event}"),
        None => words,
    }
}

fn window(start: Option<Date>, end: Option<Date>) -> String {
    match (start, end) {
        (Some(start), Some(end)) => format!("từ ngày {} đến ngày {}", day(start), day(end)),
        (None, Some(end)) => format!("từ nay đến hết ngày {}", day(end)),
        (Some(start), None) => format!("từ ngày {}", day(start)),
        (None, None) => "nhiều năm".to_owned(),
    }
}

fn often(every: Every, interval: u8) -> String {
    let name = match every {
        Every::Week => "tuần",
        Every::Month => "tháng",
        Every::Quarter => "quý",
        Every::HalfYear => return "6 tháng một lần".to_owned(),
        Every::Year => "năm",
    };
    if interval > 1 {
        format!("{interval} {name} một lần")
    } else {
        format!("hằng {name}")
    }
}

fn place(every: Every, due: DueWithin) -> String {
    let (month, day) = match due {
        DueWithin::LastDay => return String::new(),
        DueWithin::Weekday(day) => return format!(", chậm nhất {}", weekday(day)),
        DueWithin::DayOfMonth { month, day } => (month, day),
    };
    let length = every.months().unwrap_or(1);
    let number = if day == -1 {
        "cuối".to_owned()
    } else {
        format!("{day:02}")
    };
    match every {
        Every::Year if day == -1 => format!(", chậm nhất ngày cuối tháng {month}"),
        Every::Year => format!(", chậm nhất ngày {day:02}/{month:02}"),
        Every::Quarter if month > length => format!(
            ", chậm nhất ngày {number} tháng thứ {} của quý sau",
            month - length
        ),
        Every::Quarter => format!(", chậm nhất ngày {number} tháng thứ {month} của quý"),
        Every::Month if month > 1 => format!(", chậm nhất ngày {number} tháng sau"),
        Every::Week | Every::Month | Every::HalfYear => format!(", chậm nhất ngày {number}"),
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "thứ Hai",
        Weekday::Tuesday => "thứ Ba",
        Weekday::Wednesday => "thứ Tư",
        Weekday::Thursday => "thứ Năm",
        Weekday::Friday => "thứ Sáu",
        Weekday::Saturday => "thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}

/// «15 ngày kể từ ngày ký» for `P15D`, «5 ngày làm việc trước khi họp» for `-P5D`.
fn relative(offset: &str, working_days: bool, event: &str) -> String {
    let (before, length) = offset
        .strip_prefix('-')
        .map_or((false, offset), |length| (true, length));
    let number: String = length.chars().filter(char::is_ascii_digit).collect();
    let unit = match length.chars().next_back() {
        Some('W') => "tuần",
        Some('M') => "tháng",
        Some('Y') => "năm",
        Some('H') => "giờ",
        _ if working_days => "ngày làm việc",
        _ => "ngày",
    };
    if event.is_empty() {
        return format!("trong {number} {unit}");
    }
    let when = if event.starts_with("ngày") {
        ""
    } else {
        " khi"
    };
    let link = if before { "trước" } else { "kể từ" };
    format!("trong {number} {unit} {link}{when} {event}")
}
