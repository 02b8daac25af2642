//! Words about rankings and publications.

use app::publication::State;
use app::ranking::Basis;
use scoring::Exact;
use scoring::framework::{Framework, TieRule};

use super::number::{points, thousands};

/// The class and the word of where points come from.
pub fn basis(basis: Basis) -> (&'static str, &'static str) {
    match basis {
        Basis::Live => ("provisional", "Tạm tính"),
        Basis::Claimed => ("submitted", "Đơn vị tự chấm"),
        Basis::Appraised => ("appraised", "Đã thẩm định"),
        Basis::Final => ("final", "Chính thức"),
    }
}

/// On what, and how ties are numbered.
pub fn how_ranked(framework: &Framework) -> String {
    let what = if framework.index.is_some() {
        "chỉ số"
    } else {
        "tổng điểm"
    };
    let cut = match framework.rounding.total {
        Some(digits) => format!("làm tròn {digits} chữ số thập phân"),
        None => "không làm tròn".to_owned(),
    };
    let ties = match framework.ties {
        TieRule::Competition => "bằng nhau thì đồng hạng, hạng kế tiếp bỏ trống (1-2-2-4)",
        TieRule::Dense => "bằng nhau thì đồng hạng, hạng kế tiếp không bỏ trống (1-2-2-3)",
    };
    format!("Xếp trong từng khối theo {what} {cut}; {ties}.")
}

/// With what ranks are compared.
pub fn compared_with(period: &str, publication: Option<i32>) -> String {
    match publication {
        Some(number) => {
            format!("Năm trước lấy theo kết quả kỳ {period} đã công bố (bản số {number}).")
        }
        None => format!("Năm trước lấy theo bảng điểm kỳ {period}; kết quả kỳ đó chưa công bố."),
    }
}

/// «2 bậc» up, down or neither.
pub fn change(gained: i64) -> (&'static str, String) {
    match gained {
        0 => ("same", "Giữ hạng".to_owned()),
        1.. => ("up", format!("Tăng {} bậc", thousands(gained))),
        _ => ("down", format!("Giảm {} bậc", thousands(-gained))),
    }
}

/// «+1,5».
pub fn gain(gain: &Exact) -> String {
    let sign = if *gain > Exact::ZERO { "+" } else { "" };
    format!("{sign}{}", points(gain, 2))
}

/// The ranks still possible.
pub fn still((best, worst): (u32, u32)) -> String {
    if best == worst {
        return format!("chắc chắn hạng {}", thousands(best.into()));
    }
    format!(
        "từ {} đến {}",
        thousands(best.into()),
        thousands(worst.into())
    )
}

/// «1–100 trong 3.321».
pub fn range(from: usize, shown: usize, all: usize) -> String {
    let count = |count: usize| thousands(i64::try_from(count).unwrap_or(i64::MAX));
    format!(
        "{}–{} trong {}",
        count(from + 1),
        count(from + shown),
        count(all)
    )
}

/// The class and the word of a card's kind, as stored.
pub fn basis_named(name: &str) -> (&'static str, &'static str) {
    let all = [Basis::Claimed, Basis::Appraised, Basis::Final];
    let found = all.into_iter().find(|one| one.name() == name);
    basis(found.unwrap_or(Basis::Live))
}

/// The class and the word of how a publication stands.
pub fn state(state: State) -> (&'static str, &'static str) {
    match state {
        State::Published => ("issued", "Đang có hiệu lực"),
        State::Replaced => ("returned", "Đã có bản đính chính"),
        State::Withdrawn => ("overdue", "Đã thu hồi"),
    }
}

/// What became of a line, where points alone do not say it.
pub fn outcome(name: &str) -> &'static str {
    match name {
        "missing" => "chưa có số liệu",
        "unstated" => "quy tắc không nêu mức này",
        "unread" => "chưa xác định quy tắc",
        "not_applicable" => "không áp dụng",
        "unscored" => "không chấm điểm",
        _ => "",
    }
}

/// A figure as people read it.
pub fn input(key: &str, value: &str) -> String {
    match key {
        "yes" => if value == "true" { "có" } else { "không" }.to_owned(),
        "option" => value.parse::<u32>().map_or_else(
            |_| value.to_owned(),
            |at| format!("mức thứ {}", at.saturating_add(1)),
        ),
        "parts" => {
            let marks: Vec<&str> = value.split(',').collect();
            let met = marks.iter().filter(|mark| **mark == "1").count();
            format!("đạt {met}/{} nội dung", marks.len())
        }
        "ratio" => value.parse().map_or_else(
            |_| value.to_owned(),
            |share| super::number::percent(&share, 4),
        ),
        _ => value
            .parse()
            .map_or_else(|_| value.to_owned(), |number| points(&number, 4)),
    }
}

/// A title to begin with.
pub fn title(framework: &str, period: &str) -> String {
    format!("Kết quả {framework}, {}", period.to_lowercase())
}
