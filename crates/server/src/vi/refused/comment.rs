//! Sentences about comments.

use app::comment::{BODY_MAX, Refusal};

use crate::vi::number::thousands;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Empty => "Không gửi được ý kiến: nội dung còn trống. Đề nghị nhập nội dung.".to_owned(),
        Refusal::TooLong { length } => format!(
            "Không gửi được ý kiến: nội dung có {} ký tự, nhiều nhất là {}. Đề nghị rút ngắn hoặc đính kèm văn bản ở phần minh chứng.",
            thousands(i64::try_from(*length).unwrap_or(i64::MAX)),
            thousands(i64::try_from(BODY_MAX).unwrap_or(i64::MAX))
        ),
        Refusal::Ambiguous { typed, people } => {
            let people: Vec<String> =
                people.iter().map(|one| format!("{} (@{})", one.name, one.login)).collect();
            format!(
                "Không gửi được ý kiến: «@{typed}» có thể là {}. Đề nghị ghi tên trong ngoặc của người cần nhắc.",
                people.join(" hoặc ")
            )
        }
        Refusal::NotYours => "Không gỡ được ý kiến: ý kiến này của người khác. Đề nghị liên hệ người viết hoặc đầu mối của đơn vị.".to_owned(),
    }
}
