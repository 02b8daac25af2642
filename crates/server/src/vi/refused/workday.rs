//! Sentences about days off and days worked.

use app::workday::{Kind, Refusal};

use crate::vi::time;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::BadYear => {
            "Không lưu được ngày: năm phải từ 2000 đến 2100. Đề nghị nhập lại ngày.".to_owned()
        }
        Refusal::NoReason => "Không lưu được ngày: chưa ghi căn cứ. Đề nghị ghi văn bản quy định, ví dụ «Thông báo nghỉ Quốc khánh năm 2027».".to_owned(),
        Refusal::TooLong { chars_max } => {
            format!("Không lưu được ngày: căn cứ dài quá {chars_max} ký tự. Đề nghị rút gọn.")
        }
        Refusal::AsItIs { day, kind } => format!(
            "Không lưu được ngày: {} theo lịch chung đã là {}. Đề nghị kiểm tra lại ngày.",
            time::date(day),
            match kind {
                Kind::Off => "ngày nghỉ",
                Kind::Worked => "ngày làm việc",
            }
        ),
    }
}
