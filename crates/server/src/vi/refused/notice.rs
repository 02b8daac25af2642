//! Sentences about reminders.

use app::notice::Refusal;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::DaysOutside { most } => format!(
            "Không lưu được cách nhắc việc: số ngày phải từ 0 đến {most}. Đề nghị nhập lại; 0 là không báo lãnh đạo."
        ),
    }
}
