//! Why a file could not be opened or read.

use std::io::{Error, ErrorKind};

/// The sentence for an operating-system error on this file.
pub fn sentence(file: &str, error: &Error) -> String {
    let why = match error.kind() {
        ErrorKind::NotFound => "không có tệp này",
        ErrorKind::PermissionDenied => "không có quyền đọc tệp",
        ErrorKind::IsADirectory => "đây là thư mục",
        _ => "hệ điều hành báo lỗi khi đọc",
    };
    format!("Không mở được «{file}»: {why}. Đề nghị kiểm tra lại đường dẫn và quyền truy cập.")
}
