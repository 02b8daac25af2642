//! What people read about a scoring run: why a file is refused, which lines were not used, what
//! the framework leaves open, and how the run went.

use scoring::framework::SumDiffers;

use crate::cli::score::figures::{self, Trouble};
use crate::cli::score::framework::{Note, Refusal};

/// Why a framework is not used.
pub(crate) fn framework_refused(file: &str, refusal: &Refusal) -> String {
    let why = match refusal {
        Refusal::NotText => "tệp không phải văn bản UTF-8. Đề nghị lưu lại theo mã UTF-8".into(),
        Refusal::Malformed { format, line: 0 } => {
            format!("sai cú pháp {format}, hoặc thiếu mục bắt buộc. Đề nghị đối chiếu với tệp mẫu")
        }
        Refusal::Malformed { format, line } => format!(
            "sai cú pháp {format}, hoặc thiếu mục bắt buộc, ở dòng {line}. Đề nghị đối chiếu với tệp mẫu"
        ),
        Refusal::NotANumber { field, text } => {
            format!("mục {field} ghi «{text}», không phải số. Đề nghị ghi dạng \"8.6\"")
        }
        Refusal::UnknownWord { field, text } => {
            format!("mục {field} ghi «{text}», không thuộc các giá trị cho phép. Đề nghị sửa lại")
        }
        Refusal::DivisorNotPositive => {
            "số chia của chỉ số (divide_by) phải lớn hơn 0. Đề nghị sửa lại".into()
        }
        Refusal::Empty => {
            "không có nhóm nào có chỉ số. Đề nghị bổ sung [[pillar.indicator]]".into()
        }
    };
    format!("Không dùng được bộ chỉ số «{file}»: {why}.")
}

/// Why a figures file is not read.
pub(crate) fn figures_refused(file: &str, refusal: &figures::Refusal) -> String {
    let why = match refusal {
        figures::Refusal::NoHeading => {
            "dòng đầu không có đủ các cột unit, indicator, key, value. Đề nghị bổ sung dòng tiêu đề"
                .to_owned()
        }
        figures::Refusal::Damaged(format) => {
            format!("tệp {format} hỏng hoặc không đúng định dạng. Đề nghị xuất lại tệp")
        }
    };
    format!("Không đọc được tệp số liệu «{file}»: {why}.")
}

/// What a person should know of the framework.
pub(crate) fn note(note: &Note) -> String {
    match note {
        Note::UnknownField { field, within } if within.is_empty() => {
            format!(
                "Không dùng mục «{field}» của bộ chỉ số: mục này không có nghĩa. Đề nghị kiểm tra chính tả."
            )
        }
        Note::UnknownField { field, within } => {
            format!(
                "Không dùng mục «{field}» tại «{within}»: mục này không có nghĩa. Đề nghị kiểm tra chính tả."
            )
        }
        Note::RuleUnread { code } => {
            format!(
                "Không chấm được chỉ số {code}: chưa đọc được quy tắc tính điểm. Đề nghị ghi rõ quy tắc."
            )
        }
        Note::RuleAbsent { code } => {
            format!(
                "Không chấm được chỉ số {code}: chưa có quy tắc tính điểm. Đề nghị bổ sung quy tắc."
            )
        }
        Note::RuleAssumed { code, sentence } => format!("Chỉ số {code}: {sentence}"),
        Note::MaxAbsent { code } => {
            format!(
                "Chỉ số {code} không ghi điểm tối đa: không được tính vào tổng điểm tối đa. Đề nghị bổ sung."
            )
        }
    }
}

/// A sum that the framework declares otherwise.
pub(crate) fn sum_differs(sum: &SumDiffers) -> String {
    format!(
        "Mục {} ghi {} điểm tối đa nhưng các chỉ số bên trong cộng lại là {}: điểm được tính theo các chỉ số. Đề nghị kiểm tra lại.",
        sum.code,
        comma(&sum.declared.to_string()),
        comma(&sum.computed.to_string()),
    )
}

/// A trouble with figures, where it was first met, and how many lines share it.
pub(crate) fn trouble(trouble: &Trouble, line: u64, count: u64) -> String {
    let place = match line {
        0 => String::new(),
        line => format!("Dòng {}: ", grouped(line)),
    };
    let more = match count {
        0 | 1 => String::new(),
        many => format!(" ({} dòng cùng lý do)", grouped(many)),
    };
    let what = if trouble.is_used() {
        "cần xem lại số liệu"
    } else {
        "không dùng được số liệu"
    };
    let text = format!(
        "{place}{what}: {}{more}. {}.",
        why(trouble),
        what_to_do(trouble)
    );
    capital(&text)
}

fn why(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Short => "dòng thiếu cột".into(),
        Trouble::Unclosed => "dấu ngoặc kép không được đóng".into(),
        Trouble::NotUtf8 => "chữ không theo mã UTF-8".into(),
        Trouble::NoUnit => "không có tên đơn vị".into(),
        Trouble::UnknownIndicator(code) => format!("bộ chỉ số không có mã «{code}»"),
        Trouble::AmbiguousIndicator(code, paths) => {
            format!("mã «{code}» là của nhiều chỉ số ({paths})")
        }
        Trouble::Heading(code) => {
            format!("«{code}» là mục gộp, điểm do các chỉ số bên trong quyết định")
        }
        Trouble::UnknownKey(key) => format!("không có khóa «{key}»"),
        Trouble::UnusedKey(code, key) => {
            format!("quy tắc của chỉ số {code} không dùng khóa «{key}»")
        }
        Trouble::NotANumber(text) => format!("«{text}» không phải số"),
        Trouble::AmbiguousNumber(text) => {
            format!("«{text}» có thể là phần nghìn hoặc phần thập phân")
        }
        Trouble::NotYesNo(text) => format!("«{text}» không phải có hoặc không"),
        Trouble::NotAList(text) => format!("«{text}» không phải danh sách"),
        Trouble::OutOfRange(code, text) => {
            format!("«{text}» nằm ngoài các mức hoặc các phần của chỉ số {code}")
        }
        Trouble::Negative(code, text) => format!("chỉ số {code} có số âm «{text}»"),
        Trouble::RatioTooLarge(text) => format!("tỷ lệ «{text}» vượt 200 %"),
        Trouble::RatioAboveOne(code) => format!("tỷ lệ của chỉ số {code} vượt 100 %"),
        Trouble::NumAboveDen(code) => format!("tử số của chỉ số {code} lớn hơn mẫu số"),
        Trouble::Repeated(code) => format!("số liệu của chỉ số {code} được ghi hai lần như nhau"),
        Trouble::Contradicts(unit, code) => {
            format!("đơn vị «{unit}» có hai số liệu khác nhau cho chỉ số {code}")
        }
        Trouble::BlockUnclear(unit) => {
            format!("đơn vị «{unit}» có ở nhiều khối, nhưng có dòng không ghi khối")
        }
        Trouble::TooMany(_) => "tệp có quá nhiều đơn vị (tối đa 1.000.000)".into(),
    }
}

fn what_to_do(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Short => "Đề nghị ghi đủ unit, block, indicator, key, value",
        Trouble::Unclosed => "Đề nghị kiểm tra dấu ngoặc kép",
        Trouble::NotUtf8 => "Đề nghị lưu tệp theo mã UTF-8",
        Trouble::NoUnit => "Đề nghị ghi tên hoặc mã đơn vị",
        Trouble::UnknownIndicator(_) | Trouble::Heading(_) => "Đề nghị kiểm tra mã chỉ số",
        Trouble::AmbiguousIndicator(..) => "Đề nghị ghi mã đầy đủ",
        Trouble::UnknownKey(_) | Trouble::UnusedKey(..) => "Đề nghị kiểm tra tên khóa",
        Trouble::NotANumber(_) => "Đề nghị ghi số dạng 12.5",
        Trouble::AmbiguousNumber(_) => {
            "Đề nghị dùng dấu chấm thập phân và bỏ dấu phân cách hàng nghìn"
        }
        Trouble::NotYesNo(_) => "Đề nghị ghi true hoặc false",
        Trouble::NotAList(_) => "Đề nghị ghi dạng 1;0;1",
        Trouble::OutOfRange(..) => "Đề nghị đối chiếu với quy tắc (các mức đếm từ 0)",
        Trouble::Negative(..) => "Đề nghị kiểm tra lại số liệu",
        Trouble::RatioTooLarge(_) => "Đề nghị ghi tỷ lệ dạng 0.43 cho 43 %",
        Trouble::RatioAboveOne(_) | Trouble::NumAboveDen(_) => {
            "Điểm tính theo 100 %; đề nghị kiểm tra lại"
        }
        Trouble::Repeated(_) => "Đề nghị bỏ dòng thừa",
        Trouble::Contradicts(..) => "Chỉ số để trống; đề nghị giữ một số liệu đúng",
        Trouble::BlockUnclear(_) => "Các dòng đó tính cho một đơn vị không khối; đề nghị ghi khối",
        Trouble::TooMany(_) => "Đề nghị chia tệp",
    }
}

/// What was left out of the list of troubles.
pub(crate) fn more(reasons: usize, lines: u64) -> String {
    format!(
        "Còn {} lý do khác, {} dòng, không liệt kê ở đây.",
        grouped(u64::try_from(reasons).unwrap_or(u64::MAX)),
        grouped(lines)
    )
}

/// Nothing in the figures file could be used.
pub(crate) fn no_unit(file: &str) -> String {
    format!(
        "Không chấm được điểm: tệp «{file}» không có đơn vị nào có số liệu đọc được. Đề nghị kiểm tra lại tệp."
    )
}

/// How many indicators of how many units have no points.
pub(crate) fn missing(missing: u64, units: usize) -> String {
    format!(
        "Chưa chấm {} lượt chỉ số của {} đơn vị do thiếu số liệu hoặc chưa có quy tắc; các lượt này được cộng 0 điểm.",
        grouped(missing),
        grouped(u64::try_from(units).unwrap_or(u64::MAX))
    )
}

/// An output file could not be written.
pub(crate) fn not_written(file: &str) -> String {
    format!(
        "Không ghi được «{file}»: hệ điều hành báo lỗi khi ghi. Đề nghị kiểm tra thư mục, quyền ghi và dung lượng đĩa."
    )
}

/// 3.321.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

fn comma(number: &str) -> String {
    number.replace('.', ",")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_says_where_what_why_and_what_to_do() {
        assert_eq!(
            trouble(&Trouble::UnknownIndicator("9.9".into()), 17, 3321),
            "Dòng 17: không dùng được số liệu: bộ chỉ số không có mã «9.9» (3.321 dòng cùng lý do). \
             Đề nghị kiểm tra mã chỉ số."
        );
        assert_eq!(grouped(332_100), "332.100");
    }
}
