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
            format!("nội dung lớn hơn {}", size(*limit)),
            "Đề nghị tách tệp hoặc bỏ bớt hình ảnh",
        ),
        Refusal::Bomb => (
            "nội dung nén giải ra quá lớn so với tệp, có dấu hiệu tệp độc hại".to_owned(),
            "Đề nghị kiểm tra nguồn gửi tệp",
        ),
        Refusal::TooMany { what, limit } => (
            format!("tệp có quá {} {}", grouped(*limit), counted(what)),
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
        Refusal::Program { found } => (
            format!("tệp là chương trình hoặc mã lệnh ({found}), mở ra có thể gây hại"),
            "Đề nghị gửi văn bản, bảng tính, PDF hoặc ảnh",
        ),
        Refusal::Active { found } => (
            format!("tệp {found} có nội dung tự chạy khi mở"),
            "Đề nghị in hoặc xuất lại thành PDF thường rồi gửi",
        ),
        Refusal::Archive { found } => (
            format!("tệp nén ({found}) chứa các tệp khác bên trong"),
            "Đề nghị giải nén rồi gửi từng tệp",
        ),
        Refusal::Objects => (
            "tệp có đối tượng nhúng, lệnh hoặc mẫu tải từ nơi khác".to_owned(),
            "Đề nghị xuất lại thành PDF rồi gửi",
        ),
        Refusal::TwoFiles => (
            "nội dung mở được như hai loại tệp khác nhau, có dấu hiệu tệp độc hại".to_owned(),
            "Đề nghị kiểm tra nguồn gửi tệp",
        ),
        Refusal::PictureSize { width, height } => (
            format!(
                "ảnh có kích thước {} × {} điểm ảnh, trình duyệt không hiện được",
                grouped(u64::from(*width)),
                grouped(u64::from(*height))
            ),
            "Đề nghị thu nhỏ ảnh rồi gửi lại",
        ),
        Refusal::NotText => (
            "nội dung không phải văn bản".to_owned(),
            "Đề nghị kiểm tra lại tệp",
        ),
    };
    let refused = if is_kept_out(refusal) {
        "nhận"
    } else {
        "đọc được"
    };
    format!("Không {refused} tệp: {why}. {what_to_do}.")
}

/// Files that could be read but are not wanted, rather than files that cannot be read.
fn is_kept_out(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::Program { .. }
            | Refusal::Active { .. }
            | Refusal::Archive { .. }
            | Refusal::Objects
            | Refusal::TwoFiles
            | Refusal::PictureSize { .. }
    )
}

/// «64 MB», «512 KB»: as file managers show it.
fn size(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{} KB", bytes >> 10),
        megabytes => format!("{megabytes} MB"),
    }
}

/// Points between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// What a limit of `documents` counts.
fn counted(what: &str) -> &str {
    match what {
        "columns" => "cột",
        "rows" => "dòng",
        "cells" => "ô",
        "pages" => "trang",
        "sheets" => "trang tính",
        "paragraphs" => "đoạn",
        "entries" => "tệp con bên trong",
        "elements" => "phần tử",
        "depth" => "cấp lồng nhau",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(refusal: &Refusal, expected: &str) {
        assert_eq!(sentence(refusal), expected);
    }

    #[test]
    fn sentences_say_what_why_and_what_to_do() {
        check(
            &Refusal::TooMany {
                what: "columns",
                limit: 1024,
            },
            "Không đọc được tệp: tệp có quá 1.024 cột. Đề nghị tách tệp thành nhiều phần.",
        );
        check(
            &Refusal::TooLarge {
                bytes: 200 << 20,
                limit: 64 << 20,
            },
            "Không đọc được tệp: nội dung lớn hơn 64 MB. Đề nghị tách tệp hoặc bỏ bớt hình ảnh.",
        );
        check(
            &Refusal::UnknownFormat { found: Some("RTF") },
            "Không đọc được tệp: tệp có dạng RTF, phần mềm chưa đọc dạng này. \
             Đề nghị lưu lại thành DOCX, XLSX hoặc PDF.",
        );
    }

    #[test]
    fn what_is_not_kept_says_why() {
        check(
            &Refusal::PictureSize {
                width: 40_000,
                height: 2,
            },
            "Không nhận tệp: ảnh có kích thước 40.000 × 2 điểm ảnh, \
             trình duyệt không hiện được. Đề nghị thu nhỏ ảnh rồi gửi lại.",
        );
        check(
            &Refusal::Active { found: "PDF" },
            "Không nhận tệp: tệp PDF có nội dung tự chạy khi mở. \
             Đề nghị in hoặc xuất lại thành PDF thường rồi gửi.",
        );
    }

    #[test]
    fn whatever_documents_counts_has_a_word() {
        for what in [
            "columns",
            "rows",
            "cells",
            "sheets",
            "paragraphs",
            "entries",
            "elements",
            "depth",
        ] {
            assert_ne!(counted(what), what);
        }
    }
}
