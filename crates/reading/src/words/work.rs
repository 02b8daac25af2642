//! Words for the work: statuses, how time stands, which occurrence, why a status did not change.

use domain::deadline::Every;
use domain::work::{Bucket, Duty, Label, Refusal, Standing, Status};

use super::number::date;

/// «chờ minh chứng».
pub fn status(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "chưa bắt đầu",
        Status::InProgress => "đang thực hiện",
        Status::WaitingProof => "chờ minh chứng",
        Status::Submitted => "đã nộp",
        Status::Appraised => "đã thẩm định",
        Status::Returned => "trả lại",
        Status::Done => "hoàn thành",
        Status::NotApplicable => "không áp dụng",
    }
}

/// «chủ trì».
pub fn duty(duty: Duty) -> &'static str {
    match duty {
        Duty::Lead => "chủ trì",
        Duty::Supporting => "phối hợp",
        Duty::Focal => "theo dõi",
        Duty::Appraiser => "thẩm định",
        Duty::Observer => "xem",
    }
}

/// «quá hạn 3 ngày», «còn 5 ngày»; empty where time does not press.
///
/// ```
/// use domain::work::Standing;
/// use reading::words::work::standing;
/// assert_eq!(standing(Standing::Overdue { days: 3 }), "quá hạn 3 ngày");
/// assert_eq!(standing(Standing::InTime { days: 0 }), "hạn hôm nay");
/// ```
pub fn standing(standing: Standing) -> String {
    match standing {
        Standing::Overdue { days } => format!("quá hạn {days} ngày"),
        Standing::InTime { days: 0 } => "hạn hôm nay".to_owned(),
        Standing::InTime { days } => format!("còn {days} ngày"),
        Standing::Undated | Standing::HandedIn | Standing::Exempt => String::new(),
    }
}

/// Heading of a group of «Việc của tôi».
pub fn bucket(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Overdue => "Quá hạn",
        Bucket::Today => "Hôm nay",
        Bucket::Week => "Trong 7 ngày",
        Bucket::Month => "Trong 30 ngày",
        Bucket::Later => "Sau đó",
        Bucket::WaitingEvent => "Chờ sự kiện",
        Bucket::Continuous => "Thường xuyên",
        Bucket::Done => "Đã xong",
    }
}

/// «Quý II/2024», «Tuần 10/2024», «Tháng 3–4/2024»; empty for the only one.
///
/// ```
/// use domain::{deadline::Every, work::Label};
/// use reading::words::work::label;
/// let second = Label::Period { every: Every::Quarter, year: 2024, first: 2, last: 2 };
/// assert_eq!(label(second), "Quý II/2024");
/// ```
pub fn label(label: Label) -> String {
    match label {
        Label::Once => String::new(),
        Label::Period {
            every,
            year,
            first,
            last,
        } => period(every, year, first, last),
        Label::Event { on } => format!("Từ ngày {}", date(on)),
        Label::Unstated => "Định kỳ".to_owned(),
        Label::Ongoing => "Thường xuyên".to_owned(),
    }
}

fn period(every: Every, year: i16, first: i8, last: i8) -> String {
    let span = |one: fn(i8) -> String| {
        if first == last {
            one(first)
        } else {
            format!("{}–{}", one(first), one(last))
        }
    };
    let plain = |count: i8| count.to_string();
    match every {
        Every::Week => format!("Tuần {}/{year}", span(plain)),
        Every::Month => format!("Tháng {}/{year}", span(plain)),
        Every::Quarter => format!("Quý {}/{year}", span(roman)),
        Every::HalfYear if first == last && first == 1 => format!("6 tháng đầu năm {year}"),
        Every::HalfYear if first == last => format!("6 tháng cuối năm {year}"),
        Every::HalfYear | Every::Year => format!("Năm {year}"),
    }
}

fn roman(quarter: i8) -> String {
    match quarter {
        1 => "I".to_owned(),
        2 => "II".to_owned(),
        3 => "III".to_owned(),
        4 => "IV".to_owned(),
        other => other.to_string(),
    }
}

/// Why the status was not changed, and what to do.
///
/// ```
/// use domain::work::{Duty, Status, change};
/// use reading::words::work::refusal;
/// let refused = change(Status::Submitted, Status::Appraised, Duty::Lead).unwrap_err();
/// assert_eq!(
///     refusal(&refused),
///     "Không chuyển được sang «đã thẩm định»: việc đang ở trạng thái «đã nộp» và bước này thuộc \
///      trách nhiệm thẩm định, không thuộc chủ trì. Đề nghị liên hệ người có trách nhiệm thẩm định."
/// );
/// ```
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Already(own) => {
            let own = status(*own);
            format!(
                "Không chuyển được trạng thái: việc đã ở trạng thái «{own}». Đề nghị tải lại trang để xem ai đã cập nhật."
            )
        }
        Refusal::NoSuchStep { from, to, open } => {
            let (from, to) = (status(*from), status(*to));
            let advice = if open.is_empty() {
                "Đề nghị liên hệ người theo dõi kế hoạch.".to_owned()
            } else {
                let open: Vec<String> =
                    open.iter().map(|to| format!("«{}»", status(*to))).collect();
                format!("Đề nghị chọn {}.", open.join(" hoặc "))
            };
            format!(
                "Không chuyển được sang «{to}»: việc đang ở trạng thái «{from}», không chuyển thẳng được. {advice}"
            )
        }
        Refusal::NotYours {
            from,
            to,
            by,
            allowed,
        } => {
            let (from, to, by) = (status(*from), status(*to), duty(*by));
            let allowed: Vec<&str> = allowed.iter().map(|other| duty(*other)).collect();
            let allowed = allowed.join(" hoặc ");
            format!(
                "Không chuyển được sang «{to}»: việc đang ở trạng thái «{from}» và bước này thuộc trách nhiệm {allowed}, không thuộc {by}. Đề nghị liên hệ người có trách nhiệm {allowed}."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::work::change;

    use super::*;

    #[track_caller]
    fn check(every: Every, first: i8, last: i8, expected: &str) {
        let year = 2024;
        let period = Label::Period {
            every,
            year,
            first,
            last,
        };
        assert_eq!(label(period), expected);
    }

    #[test]
    fn periods_are_named_as_plans_name_them() {
        check(Every::Week, 10, 10, "Tuần 10/2024");
        check(Every::Month, 3, 4, "Tháng 3–4/2024");
        check(Every::Quarter, 4, 4, "Quý IV/2024");
        check(Every::HalfYear, 1, 1, "6 tháng đầu năm 2024");
        check(Every::HalfYear, 2, 2, "6 tháng cuối năm 2024");
        check(Every::Year, 1, 1, "Năm 2024");
    }

    #[test]
    fn every_refusal_says_what_why_and_what_to_do() {
        for from in Status::ALL {
            for to in Status::ALL {
                for by in Duty::ALL {
                    if let Err(refused) = change(from, to, by) {
                        let sentence = refusal(&refused);
                        assert!(sentence.starts_with("Không chuyển được"), "{sentence}");
                        assert!(sentence.contains(". Đề nghị "), "{sentence}");
                        assert!(sentence.ends_with('.'), "{sentence}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_drawing_shows_statuses_in_these_words() {
        let document = include_str!("../../../../docs/states.md");
        for own in Status::ALL {
            let line = format!("| `{}` | {} |", own.name(), status(own));
            assert!(document.contains(&line), "{line}");
        }
    }
}
