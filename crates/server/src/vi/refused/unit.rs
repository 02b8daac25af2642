//! Sentences about units.

use app::unit::Refusal;

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoName => "Không lưu được đơn vị: tên còn trống. Đề nghị nhập tên đơn vị.".to_owned(),
        Refusal::SlugTaken { slug } => format!("Không lưu được đơn vị: địa chỉ «{slug}» đã dùng. Đề nghị chọn địa chỉ khác."),
    }
}
