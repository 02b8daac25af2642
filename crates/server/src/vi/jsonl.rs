//! Sentences about lines of requests.

use serde_json::error::Category;

/// A line beyond the limit.
pub(crate) const TOO_LONG: &str = "Không đọc được dòng: dài quá 4 MiB. Đề nghị chia nhỏ yêu cầu.";
/// A panic while answering.
pub(crate) const OUR_FAULT: &str =
    "Không trả lời được dòng: phần mềm gặp sự cố. Đề nghị gửi dòng này cho nhóm phát triển.";

/// A line that is no JSON.
pub(crate) fn unreadable(fault: &serde_json::Error) -> String {
    let why = match fault.classify() {
        Category::Eof => "JSON bị cắt",
        Category::Io | Category::Syntax | Category::Data => "không phải JSON",
    };
    format!(
        "Không đọc được dòng: {why}, ở ký tự thứ {}. Mỗi dòng phải là một đối tượng JSON.",
        fault.column()
    )
}
