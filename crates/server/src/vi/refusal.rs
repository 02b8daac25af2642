//! Why a file is not read, in one sentence: what was not done, why, what to do.

use documents::Refusal;

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    let (why, what_to_do) = match refusal {
        Refusal::Empty => ("tệp rỗng".to_owned(), "Đề nghị kiểm tra lại tệp"),
        Refusal::UnknownFormat { found: Some(found) } => (
            format!("tệp có dạng {found}, phần mềm chưa đọc dạng này"),
            "Đề nghị lưu lại thành DOCX, XLSX hoặc PDF",
        ),
        Refusal::UnknownFormat { found: None } => (
            "không nhận ra định dạng từ nội dung tệp".to_owned(),
            "Đề nghị dùng tệp DOCX, XLSX, PDF, HTML hoặc văn bản thuần",
        ),
        Refusal::TooLarge { limit, .. } => (
            format!("tệp lớn hơn {} MB", limit / 1_000_000),
            "Đề nghị tách tệp hoặc bỏ bớt hình ảnh",
        ),
        Refusal::Bomb => (
            "nội dung nén giải ra quá lớn so với tệp, có dấu hiệu tệp độc hại".to_owned(),
            "Đề nghị kiểm tra nguồn gửi tệp",
        ),
        Refusal::TooMany { what, limit } => (
            format!("tệp có quá {limit} {}", counted(what)),
            "Đề nghị tách tệp thành nhiều phần",
        ),
        Refusal::Encrypted => (
            "tệp được đặt mật khẩu".to_owned(),
            "Đề nghị gỡ mật khẩu rồi gửi lại",
        ),
        Refusal::Scanned { pages } => (
            format!("{pages} trang đều là ảnh quét, không có lớp văn bản"),
            "Đề nghị dùng bản DOCX hoặc PDF xuất từ phần mềm soạn thảo",
        ),
        Refusal::Damaged { .. } => (
            "tệp hỏng hoặc bị cắt cụt".to_owned(),
            "Đề nghị tải hoặc xin lại tệp gốc",
        ),
        Refusal::Macros => (
            "tệp có chứa macro; phần mềm không mở tệp có macro".to_owned(),
            "Đề nghị lưu lại thành DOCX hoặc XLSX không có macro",
        ),
        Refusal::NotText => (
            "nội dung không phải văn bản".to_owned(),
            "Đề nghị kiểm tra lại tệp",
        ),
    };
    format!("Không đọc được tệp: {why}. {what_to_do}.")
}

fn counted(what: &str) -> &str {
    match what {
        "columns" => "cột",
        "rows" => "dòng",
        "pages" => "trang",
        "elements" => "phần tử",
        "depth" => "cấp lồng nhau",
        other => other,
    }
}
