//! Sentences: app::plan.

use app::plan::{ROWS_MAX, Refusal};

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoTitle => "Không lưu được kế hoạch: tên kế hoạch còn trống. Đề nghị nhập trích yếu.".to_owned(),
        Refusal::TooManyRows { given } => format!("Không lưu được kế hoạch: có {given} dòng, nhiều nhất là {ROWS_MAX}. Đề nghị tách thành nhiều kế hoạch."),
    }
}
