//! Sentences about requests to read a rule.

use crate::json::figures::Note;
use crate::json::rule::Fault;

/// Neither a text nor a structured rule.
pub(crate) const NO_TEXT: &str =
    "Không đọc được yêu cầu: thiếu «text» là cách tính điểm. Đề nghị bổ sung.";
/// `inputs` is no list of objects.
pub(crate) const NO_INPUTS: &str =
    "Không đọc được yêu cầu: «inputs» phải là danh sách các đối tượng. Đề nghị sửa lại.";

/// `max` that is no number.
pub(crate) fn bad_max(value: &str) -> String {
    format!(
        "Không đọc được yêu cầu: điểm tối đa «{value}» không phải là số. \
         Đề nghị ghi số với dấu chấm thập phân."
    )
}

/// A structured rule that is none.
pub(crate) fn bad_rule(fault: &Fault) -> String {
    let place = if fault.path.is_empty() {
        "rule"
    } else {
        &fault.path
    };
    format!(
        "Không đọc được quy tắc: ở «{place}» cần «{}». Đề nghị sửa lại quy tắc.",
        fault.expected
    )
}

/// Something odd about the figures of one input, counted from one.
pub(crate) fn note(index: usize, note: &Note) -> String {
    let index = index + 1;
    match note {
        Note::Unreadable { key, value } => {
            format!("Số liệu thứ {index}: không đọc được «{key}» = {value}, coi như chưa có.")
        }
        Note::NotAsked { key } => {
            format!("Số liệu thứ {index}: quy tắc không dùng «{key}», bỏ qua.")
        }
    }
}
