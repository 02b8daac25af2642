//! What people read when a figure they typed or pasted is not clear, and what was made of it.

use super::number::number;
use crate::figure::{BYTES_MAX, CELLS_MAX, Note, ROWS_MAX, Refusal, Unclear};

/// Why a text is no figure, and what to do.
///
/// ```
/// use reading::{figure, words::figure::unclear};
/// let why = figure::number("20 cuộc").unwrap_err();
/// assert_eq!(
///     unclear(&why),
///     "Không đọc được số «20 cuộc»: sau số còn «cuộc». Đề nghị chỉ ghi số, phần còn lại ghi ở ô ghi chú."
/// );
/// ```
pub fn unclear(unclear: &Unclear) -> String {
    match unclear {
        Unclear::NotANumber { text } => format!(
            "Không đọc được số «{text}»: nội dung không phải là một số. Đề nghị ghi số theo cách 1.234,5."
        ),
        Unclear::SheetError { text } => format!(
            "Không đọc được số: ô mang lỗi tính toán «{text}» của bảng tính. Đề nghị kiểm tra công thức rồi dán lại."
        ),
        Unclear::ColumnTooNarrow => "Không đọc được số: cột của bảng tính quá hẹp nên chỉ hiện \
             dấu «#». Đề nghị mở rộng cột rồi dán lại."
            .to_owned(),
        Unclear::Scientific { text } => format!(
            "Không đọc được số «{text}»: bảng tính đã rút gọn nên mất chữ số. Đề nghị định dạng ô là số rồi dán lại."
        ),
        Unclear::Trailing { text, rest } => format!(
            "Không đọc được số «{text}»: sau số còn «{rest}». Đề nghị chỉ ghi số, phần còn lại ghi ở ô ghi chú."
        ),
        Unclear::IsADate { text } => format!(
            "Không đọc được số: «{text}» là ngày tháng. Đề nghị ghi số; nếu bảng tính đã đổi số thành ngày, định dạng ô là văn bản rồi nhập lại."
        ),
        Unclear::ZeroDenominator { text } => format!(
            "Không tính được tỷ lệ «{text}»: mẫu số bằng 0. Đề nghị kiểm tra mẫu số, hoặc để trống nếu chưa có số liệu."
        ),
        Unclear::TooLong { chars_max } => format!(
            "Không đọc được số liệu: nội dung dài quá {chars_max} ký tự. Đề nghị chỉ ghi số liệu, phần diễn giải ghi ở ô giải trình."
        ),
        Unclear::Negative { text } => format!(
            "Không nhận số «{text}»: số liệu này không thể nhỏ hơn 0. Đề nghị kiểm tra lại dấu."
        ),
        Unclear::ShareAboveOne { text, value } => {
            let value = number(value);
            format!(
                "Không xác định được tỷ lệ «{text}»: có thể là {value} % hoặc gấp {value} lần. Đề nghị ghi «{value} %» nếu là phần trăm."
            )
        }
        Unclear::NotYesOrNo { text } => format!(
            "Không đọc được «{text}»: ô này chỉ nhận có hoặc không. Đề nghị ghi «Có» hoặc «Không»."
        ),
        Unclear::NotAnOption { text, count } => format!(
            "Không chọn được mức «{text}»: chỉ số có {count} mức. Đề nghị ghi số thứ tự của mức, bắt đầu từ 1."
        ),
        Unclear::PartsCount { given, count } => format!(
            "Không đọc được các nội dung: đã ghi {given} nội dung, chỉ số có {count} nội dung. Đề nghị ghi đủ theo thứ tự, cách nhau bằng dấu chấm phẩy."
        ),
        Unclear::NotADate { text } => format!(
            "Không đọc được ngày «{text}»: nội dung không phải là ngày tháng. Đề nghị ghi theo cách 14/10/2024."
        ),
        Unclear::NoSuchDate { text } => format!(
            "Không đọc được ngày «{text}»: lịch không có ngày này. Đề nghị ghi ngày trước, tháng sau, ví dụ 14/10/2024."
        ),
        Unclear::YearMissing { text } => format!(
            "Không xác định được ngày «{text}»: thiếu năm. Đề nghị ghi đủ ngày, tháng, năm."
        ),
        Unclear::SerialDate { text } => format!(
            "Không đọc được ngày «{text}»: đây là số thứ tự ngày của bảng tính. Đề nghị định dạng ô là ngày tháng rồi dán lại."
        ),
    }
}

/// What was settled by convention, with the other reading.
pub fn note(note: &Note) -> String {
    match note {
        Note::CommaIsDecimal { other } => format!(
            "Dấu phẩy được hiểu là dấu thập phân. Nếu ý là {}, đề nghị bỏ dấu phẩy.",
            number(other)
        ),
        Note::PointIsThousands { other } => format!(
            "Dấu chấm được hiểu là dấu phân cách hàng nghìn. Nếu ý là {}, đề nghị dùng dấu phẩy.",
            number(other)
        ),
        Note::EnglishStyle => "Số được hiểu theo cách viết dấu phẩy phân cách hàng nghìn, dấu \
             chấm thập phân. Đề nghị kiểm tra lại."
            .to_owned(),
        Note::BelowOnePercent => {
            "Ô này tính bằng phần trăm: số đã ghi nhỏ hơn 1 %. Đề nghị kiểm tra lại.".to_owned()
        }
    }
}

/// Why a pasted block is not taken, and what to do.
pub fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::Empty => "Không đọc được bảng dán vào: không có nội dung. Đề nghị chép vùng ô \
             của bảng tính rồi dán lại."
            .to_owned(),
        Refusal::Bytes { given } => format!(
            "Không đọc được bảng dán vào: nội dung {} MB, giới hạn {} MB. Đề nghị chia nhỏ bảng.",
            given.div_ceil(1 << 20),
            BYTES_MAX >> 20
        ),
        Refusal::Rows => format!(
            "Không đọc được bảng dán vào: có hơn {} dòng. Đề nghị chia nhỏ bảng.",
            count(ROWS_MAX)
        ),
        Refusal::Cells => format!(
            "Không đọc được bảng dán vào: có hơn {} ô. Đề nghị chia nhỏ bảng hoặc bớt cột.",
            count(CELLS_MAX)
        ),
    }
}

fn count(count: usize) -> String {
    number(&i64::try_from(count).unwrap_or(i64::MAX).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure;

    #[test]
    fn sentences_say_what_why_and_what_to_do() {
        let typed = |text: &str| {
            let kind = figure::InputKind::Ratio;
            unclear(&figure::typed(kind, text).unwrap_err())
        };
        assert_eq!(
            typed("8,5"),
            "Không xác định được tỷ lệ «8,5»: có thể là 8,5 % hoặc gấp 8,5 lần. \
             Đề nghị ghi «8,5 %» nếu là phần trăm."
        );
        for text in [
            "abc", "#N/A", "###", "1E9", "5 x", "1/1/2024", "5/0", "-1", "85",
        ] {
            let sentence = typed(text);
            assert!(
                sentence.starts_with("Không ") && sentence.contains(": "),
                "{sentence}"
            );
            assert!(
                sentence.contains(". Đề nghị ") && sentence.ends_with('.'),
                "{sentence}"
            );
        }
    }

    #[test]
    fn limits_are_written_as_officials_write_numbers() {
        assert_eq!(
            refusal(Refusal::Rows),
            "Không đọc được bảng dán vào: có hơn 20.000 dòng. Đề nghị chia nhỏ bảng."
        );
        let large = refusal(Refusal::Bytes { given: 16_777_217 });
        assert!(large.contains("17 MB, giới hạn 16 MB"), "{large}");
    }

    #[test]
    fn a_note_gives_the_other_reading() {
        let number = figure::number("1,234").unwrap().unwrap();
        assert_eq!(
            note(&number.note.unwrap()),
            "Dấu phẩy được hiểu là dấu thập phân. Nếu ý là 1234, đề nghị bỏ dấu phẩy."
        );
    }
}
