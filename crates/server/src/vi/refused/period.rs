//! Sentences about periods.

use app::period::Refusal;

use crate::vi::time;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::BadYear => {
            "Không mở được kỳ: năm phải từ 2000 đến 2100. Đề nghị nhập lại năm.".to_owned()
        }
        Refusal::Exists { name } => {
            format!("Không mở được kỳ: «{name}» đã có. Đề nghị chọn năm hoặc khoảng khác.")
        }
        Refusal::ClosesEarly {
            closes_on,
            starts_on,
        } => format!(
            "Không lưu được hạn nhập liệu: ngày {} trước ngày đầu kỳ {}. Đề nghị chọn ngày muộn hơn.",
            time::date(closes_on),
            time::date(starts_on)
        ),
        Refusal::Locked { name, since } => format!(
            "Không nhập được số liệu: «{name}» đã khóa từ {}. Đề nghị liên hệ quản trị hoặc đầu mối để mở khóa.",
            time::instant(since)
        ),
        Refusal::Over { name, closes_on } => format!(
            "Không nhập được số liệu: hạn nhập liệu của «{name}» là {}, đã qua. Đề nghị liên hệ quản trị hoặc đầu mối để gia hạn.",
            time::date(closes_on)
        ),
    }
}
