//! Sentences about assignments, statuses and what was done.

use app::assignment::{NOTE_MAX, Refusal};
use reading::words;

use crate::vi::number::{date, thousands};

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Step(step) => words::work::refusal(step),
        Refusal::NoReason { to } => format!(
            "Không chuyển được sang «{}»: chưa nêu lý do. Đề nghị ghi lý do để người thực hiện biết cần làm gì.",
            words::work::status(*to)
        ),
        Refusal::InFuture { day } => format!(
            "Không ghi nhận được: ngày {} chưa đến. Đề nghị nhập ngày đã thực hiện.",
            date(*day)
        ),
        Refusal::OutsideYear { day, year } => format!(
            "Không ghi nhận được: ngày {} cách quá xa kế hoạch năm {year}. Đề nghị kiểm tra lại năm.",
            date(*day)
        ),
        Refusal::NoEvent => "Không ghi nhận được sự kiện: thời hạn của việc này không tính từ sự kiện nào. Đề nghị dùng «Đặt lại hạn» nếu hạn cần thay đổi.".to_owned(),
        Refusal::NoteLong { length } => format!(
            "Không lưu được: ghi chú có {} ký tự, nhiều nhất là {}. Đề nghị rút ngắn.",
            thousands(i64::try_from(*length).unwrap_or(i64::MAX)),
            thousands(i64::try_from(NOTE_MAX).unwrap_or(i64::MAX))
        ),
        Refusal::Closed => "Không cập nhật được: kế hoạch đã thu hồi hoặc việc này đã được đưa ra khỏi kế hoạch. Đề nghị xem bản kế hoạch đang có hiệu lực.".to_owned(),
    }
}
