//! Sentences about calendars that programs fetch.

use app::feed::Refusal;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::TooOften { per_minute } => format!(
            "Không gửi được lịch: địa chỉ này đã được hỏi quá {per_minute} lần trong một phút. Đề nghị đặt phần mềm lịch hỏi thưa hơn, ví dụ mỗi giờ một lần."
        ),
    }
}
