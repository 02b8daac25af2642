//! Words of the work on pages: a sentence begins with a capital, a badge has its class.

use app::notice::NoticeKind;
use domain::authority::Duty;
use domain::work::{Standing, Status};
use jiff::civil::{Date, Weekday};
use reading::words;
use serde_json::Value;

use super::number::date;

/// «Đang thực hiện».
pub fn status(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "Chưa bắt đầu",
        Status::InProgress => "Đang thực hiện",
        Status::WaitingProof => "Chờ minh chứng",
        Status::Submitted => "Đã nộp",
        Status::Appraised => "Đã thẩm định",
        Status::Returned => "Trả lại",
        Status::Done => "Hoàn thành",
        Status::NotApplicable => "Không áp dụng",
    }
}

/// The class of its badge.
pub fn badge(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "not-started",
        Status::InProgress => "in-progress",
        Status::WaitingProof => "waiting-proof",
        Status::Submitted => "submitted",
        Status::Appraised => "appraised",
        Status::Returned => "returned",
        Status::Done => "done",
        Status::NotApplicable => "not-applicable",
    }
}

/// What the button says that takes the step.
pub fn step(from: Status, to: Status) -> &'static str {
    match (from, to) {
        (Status::Submitted, Status::InProgress) => "Rút lại để làm tiếp",
        (Status::InProgress, Status::NotStarted) => "Đưa về chưa bắt đầu",
        (Status::WaitingProof, Status::InProgress) => "Đưa về đang thực hiện",
        (Status::Done, Status::Returned) => "Mở lại, trả về để làm tiếp",
        (Status::NotApplicable, Status::NotStarted) => "Áp dụng trở lại",
        (_, Status::NotStarted) => "Chưa bắt đầu",
        (_, Status::InProgress) => "Đang thực hiện",
        (_, Status::WaitingProof) => "Đã làm, chờ minh chứng",
        (_, Status::Submitted) => "Nộp",
        (_, Status::Appraised) => "Đã thẩm định",
        (_, Status::Returned) => "Trả lại",
        (_, Status::Done) => "Hoàn thành",
        (_, Status::NotApplicable) => "Không áp dụng",
    }
}

/// «Chủ trì».
pub fn duty(duty: Duty) -> &'static str {
    match duty {
        Duty::Lead => "Chủ trì",
        Duty::Supporting => "Phối hợp",
        Duty::None => "",
    }
}

/// «Chủ trì», of a stored role.
pub fn role(role: &str) -> &'static str {
    match role {
        "lead" => "Chủ trì",
        "supporting" => "Phối hợp",
        _ => "Chủ trì (ngoài đơn vị)",
    }
}

/// «Quá hạn 3 ngày»; empty where time does not press.
pub fn standing(standing: Standing) -> String {
    let words = words::work::standing(standing);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// «Thứ Hai».
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Thứ Hai",
        Weekday::Tuesday => "Thứ Ba",
        Weekday::Wednesday => "Thứ Tư",
        Weekday::Thursday => "Thứ Năm",
        Weekday::Friday => "Thứ Sáu",
        Weekday::Saturday => "Thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}

/// The kind of a message, for a filter.
pub fn notice_kind(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Mention => "Nhắc đến bạn",
        NoticeKind::Reminder => "Nhắc hạn",
        NoticeKind::Assigned => "Việc được giao",
        NoticeKind::Returned => "Việc bị trả lại",
        NoticeKind::Comment => "Ý kiến mới",
        NoticeKind::Request => "Đề nghị",
        NoticeKind::System => "Thông báo của phần mềm",
    }
}

/// The sentence of a message. `on`: the day on which it was sent.
pub fn notice(kind: NoticeKind, detail: &Value, on: Date) -> String {
    let said = |key: &str| detail[key].as_str().unwrap_or_default();
    let (by, what) = (said("by"), said("what"));
    match kind {
        NoticeKind::Mention => format!("{by} nhắc đến bạn trong trao đổi về «{what}»"),
        NoticeKind::Comment => format!("{by} nêu ý kiến về «{what}»"),
        NoticeKind::Returned if detail["topic"] == "sent_back" => sent_back(detail),
        NoticeKind::Returned => format!("{by} trả lại «{what}»"),
        NoticeKind::Assigned => match detail["count"].as_i64() {
            Some(count) => format!("{by} giao cho bạn {count} việc trong «{what}»"),
            None => format!("{by} giao cho bạn «{what}»"),
        },
        NoticeKind::Reminder if detail["cascade"] == "none" => {
            format!("{by} nhắc đơn vị lập và gửi kế hoạch triển khai «{what}»")
        }
        NoticeKind::Reminder if detail["topic"] == "week" => week(detail),
        NoticeKind::Reminder if detail["topic"] == "escalated" => {
            escalated((what, by), said("due").parse().ok(), on)
        }
        NoticeKind::Reminder => reminder(what, said("due").parse().ok(), on),
        NoticeKind::System if detail["cascade"] == "changed" => {
            format!("Kế hoạch cấp trên «{what}» có thay đổi cần trả lời")
        }
        NoticeKind::System if detail["cascade"] == "withdrawn" => {
            format!("Kế hoạch cấp trên «{what}» đã thu hồi")
        }
        NoticeKind::Request => request(detail),
        NoticeKind::System => what.to_owned(),
    }
}

/// What is asked of somebody, or what became of what they asked.
fn request(detail: &Value) -> String {
    let said = |key: &str| detail[key].as_str().unwrap_or_default();
    let (by, what, unit) = (said("by"), said("what"), said("unit"));
    let due = said("due").parse().map(date).unwrap_or_default();
    match said("topic") {
        "figures" => {
            let count = detail["count"].as_i64().unwrap_or_default();
            format!("{by} đề nghị bạn cung cấp {count} số liệu của «{what}» trước hết ngày {due}")
        }
        "survey" => format!("{unit} khảo sát «{what}», đề nghị trả lời hết ngày {due}"),
        "survey_reminder" => {
            format!("{unit} nhắc trả lời khảo sát «{what}», hạn hết ngày {due}")
        }
        "survey_withdrawn" => format!("{unit} thu hồi khảo sát «{what}», không phải trả lời"),
        "exception_asked" => format!("{unit} xin nhập liệu «{what}» đến hết ngày {due}"),
        "exception_granted" => format!("{by} cho {unit} nhập liệu «{what}» đến hết ngày {due}"),
        "exception_refused" => format!("{by} không đồng ý cho {unit} gia hạn nhập liệu «{what}»"),
        "exception_ended" => format!("{by} thu hồi việc gia hạn nhập liệu «{what}» của {unit}"),
        "handed_in" => format!("{unit} đã nộp bộ số liệu «{what}», chờ thẩm định"),
        "objected" => format!("{unit} kiến nghị về kết quả thẩm định «{what}»"),
        "appraised" => {
            let adjusted = match detail["count"].as_u64().unwrap_or_default() {
                0 => "không chỉ số nào bị điều chỉnh".to_owned(),
                some => format!("{some} chỉ số được điều chỉnh điểm"),
            };
            format!(
                "Đã có bảng điểm thẩm định «{what}» của {unit}: {adjusted}; kiến nghị đến hết ngày {due}"
            )
        }
        "closed" => {
            let answered = match detail["count"].as_u64().unwrap_or_default() {
                0 => String::new(),
                some => format!(", đã trả lời {some} kiến nghị"),
            };
            format!("Đã chốt bảng điểm chính thức «{what}» của {unit}{answered}")
        }
        _ => what.to_owned(),
    }
}

/// A line that the appraisers ask for again.
fn sent_back(detail: &Value) -> String {
    let said = |key: &str| detail[key].as_str().unwrap_or_default();
    let due = match said("due").parse().map(date) {
        Ok(due) => format!(" trước hết ngày {due}"),
        Err(_) => String::new(),
    };
    format!(
        "Tổ thẩm định trả lại chỉ số «{}» của {}, đề nghị bổ sung{due}: {}",
        said("what"),
        said("unit"),
        said("text")
    )
}

fn reminder(what: &str, due: Option<Date>, on: Date) -> String {
    let Some(due) = due else {
        return format!("Nhắc việc: {what}");
    };
    let left = (due - on).get_days();
    let when = match left {
        ..0 => format!("Đã quá hạn {} ngày", -left),
        0 => "Đến hạn hôm nay".to_owned(),
        1 => "Đến hạn ngày mai".to_owned(),
        _ => format!("Còn {left} ngày đến hạn"),
    };
    format!("{when} ({}): {what}", date(due))
}

/// «Tuần này: 2 việc đến hạn; 3 việc quá hạn; 1 đề nghị chờ trả lời».
fn week(detail: &Value) -> String {
    let count = |key: &str| detail[key].as_i64().unwrap_or_default();
    let all = [
        (count("due"), "việc của bạn đến hạn trong tuần"),
        (count("late"), "việc của bạn quá hạn"),
        (count("returned"), "việc bị trả lại, chờ bạn làm lại"),
        (count("asked"), "đề nghị chưa đọc"),
        (count("unit_late"), "việc của cả đơn vị quá hạn"),
    ];
    let said = all.into_iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = said
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    format!("Tuần này: {}", said.join("; "))
}

/// To a leader: «Quá hạn 4 ngày (09/10/2026), chưa xong: 1.2 Họp; chủ trì: Trần Văn Bình».
fn escalated((what, who): (&str, &str), due: Option<Date>, on: Date) -> String {
    let late = due.map(|due| format!("{} ngày ({})", (on - due).get_days(), date(due)));
    let who = if who.is_empty() {
        "chưa giao ai chủ trì".to_owned()
    } else {
        format!("chủ trì: {who}")
    };
    format!(
        "Quá hạn {}, chưa xong: {what}; {who}",
        late.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    #[test]
    fn a_week_is_told_in_one_sentence_and_a_leader_hears_whose_work_is_late() {
        let week = json!({ "topic": "week", "due": 2, "late": 0, "returned": 1, "asked": 0, "unit_late": 5 });
        let on = date(2026, 10, 12);
        assert_eq!(
            notice(NoticeKind::Reminder, &week, on),
            "Tuần này: 2 việc của bạn đến hạn trong tuần; 1 việc bị trả lại, chờ bạn làm lại; 5 việc của cả đơn vị quá hạn"
        );
        let mut late = json!({ "topic": "escalated", "what": "1.2 Họp", "by": "Trần Văn Bình", "due": "2026-10-07" });
        assert_eq!(
            notice(NoticeKind::Reminder, &late, on),
            "Quá hạn 5 ngày (07/10/2026), chưa xong: 1.2 Họp; chủ trì: Trần Văn Bình"
        );
        late["by"] = json!("");
        assert!(notice(NoticeKind::Reminder, &late, on).ends_with("; chưa giao ai chủ trì"));
    }

    #[track_caller]
    fn check(due: &str, expected: &str) {
        let detail = json!({ "what": "1.2 Họp", "due": due });
        let sentence = notice(NoticeKind::Reminder, &detail, date(2026, 10, 15));
        assert_eq!(sentence, expected);
    }

    #[test]
    fn a_reminder_counts_from_the_day_on_which_it_was_sent() {
        check("2026-10-15", "Đến hạn hôm nay (15/10/2026): 1.2 Họp");
        check("2026-10-16", "Đến hạn ngày mai (16/10/2026): 1.2 Họp");
        check("2026-10-22", "Còn 7 ngày đến hạn (22/10/2026): 1.2 Họp");
        check("2026-10-12", "Đã quá hạn 3 ngày (12/10/2026): 1.2 Họp");
    }
}
