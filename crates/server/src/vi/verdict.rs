//! Sentences about checking the file of a publication.

use app::publication::{BYTES_MAX, Difference, Report, Unreadable, Unsound, What};

use super::number::thousands;

fn count(number: usize) -> String {
    thousands(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Why nothing can be checked.
pub(crate) fn unreadable(unreadable: &Unreadable) -> String {
    let why = match unreadable {
        Unreadable::TooLarge => format!("tệp lớn hơn {} MB", count(BYTES_MAX >> 20)),
        Unreadable::Malformed { line, column } => format!(
            "nội dung hỏng, thiếu hoặc thừa trường ở dòng {}, cột {}",
            count(*line),
            count(*column)
        ),
        Unreadable::Format { found } => {
            format!("đây không phải tệp công bố kết quả («{found}»)")
        }
        Unreadable::Unsound(unsound) => unsound_said(unsound),
    };
    format!("Không kiểm tra được tệp công bố: {why}. Đề nghị tải lại tệp JSON từ trang công khai.")
}

fn unsound_said(unsound: &Unsound) -> String {
    match unsound {
        Unsound::Declared => "phần khai báo của bộ chỉ số không đúng dạng".to_owned(),
        Unsound::TooLarge => "tệp có nhiều dòng hoặc nhiều cấp hơn mọi bộ chỉ số".to_owned(),
        Unsound::Rule { code, path } if path.is_empty() => {
            format!("quy tắc của chỉ số {code} không đúng dạng")
        }
        Unsound::Rule { code, path } => {
            format!("quy tắc của chỉ số {code} không đúng dạng ở «{path}»")
        }
        Unsound::Number { text } => format!("«{text}» không phải là số"),
        Unsound::Word { text } => format!("«{text}» không phải giá trị của trường này"),
        Unsound::Lines {
            unit,
            expected,
            found,
        } => format!(
            "{unit} có {} dòng điểm, bộ chỉ số có {} dòng",
            count(*found),
            count(*expected)
        ),
    }
}

/// What the file is.
pub(crate) fn about(report: &Report) -> String {
    format!(
        "Tệp công bố «{}», bản số {}: {}, {}.",
        report.title, report.number, report.framework, report.period
    )
}

/// What was checked.
pub(crate) fn checked(report: &Report) -> String {
    let grades = match report.grades {
        0 => "bộ chỉ số không xếp loại".to_owned(),
        grades => format!("{} xếp loại", count(grades)),
    };
    format!(
        "Đã kiểm tra: mã băm; {} đơn vị; {} dòng điểm tính lại từ quy tắc và số liệu; {} dòng theo quyết định thẩm định (đếm và cộng tổng, không tính lại); {} tổng; {} thứ hạng; {grades}.",
        count(report.units),
        count(report.lines),
        count(report.adjusted),
        count(report.sums),
        count(report.ranks),
    )
}

/// The file is another than the one that was named.
pub(crate) fn other_file(wanted: &str, found: &str) -> String {
    format!("Mã băm của tệp là {found}, khác mã băm cần đối chiếu {wanted}.")
}

/// One difference.
pub(crate) fn difference(difference: &Difference) -> String {
    let of = |what: &str, unit: &str| format!("{what} của {unit}");
    let what = match &difference.what {
        What::Hash => "Mã băm của nội dung".to_owned(),
        What::Form => "Cách ghi tệp (khoảng trắng, thứ tự)".to_owned(),
        What::Points(unit, code) => of(&format!("Điểm chỉ số {code}"), unit),
        What::Outcome(unit, code) => of(&format!("Kết quả chấm chỉ số {code}"), unit),
        What::Pillar(unit, place) => of(&format!("Điểm trụ cột thứ {place}"), unit),
        What::Total(unit) => of("Tổng điểm", unit),
        What::Max(unit) => of("Điểm tối đa", unit),
        What::Number(unit) => of("Kết quả dùng để xếp hạng", unit),
        What::Rank(unit) => of("Thứ hạng", unit),
        What::Grade(unit) => of("Xếp loại", unit),
        What::Control(name) => format!("Số kiểm tra «{}»", control(name)),
        What::Order(unit) => format!("Thứ tự đơn vị ở {unit}"),
        What::Twice(unit) => format!("Đơn vị «{unit}» có nhiều lần"),
    };
    let shown = |text: &str| match text {
        "" => "không có".to_owned(),
        text if text.chars().count() > 80 => {
            let head: String = text.chars().take(80).collect();
            format!("{head}…")
        }
        text => text.to_owned(),
    };
    format!(
        "Khác: {what}: tệp ghi {}, tính ra {}.",
        shown(&difference.stated),
        shown(&difference.computed)
    )
}

fn control(name: &str) -> &'static str {
    match name {
        "units" => "số đơn vị",
        "lines" => "số dòng điểm",
        "adjusted" => "số dòng theo quyết định thẩm định",
        _ => "tổng điểm các đơn vị",
    }
}

/// How it ended.
pub(crate) fn sentence(report: &Report, told: usize, other: bool) -> String {
    let found = report.differences.len();
    if found > 0 {
        let rest = found.saturating_sub(told);
        let more = match rest {
            0 => String::new(),
            rest => format!(" ({} chỗ chưa liệt kê)", count(rest)),
        };
        return format!(
            "Không khớp: {} chỗ khác với kết quả tính lại{more}. Không nên dùng tệp này; đề nghị tải lại từ trang công khai.",
            count(found)
        );
    }
    if other {
        return "Nội dung tệp tự khớp, nhưng không phải tệp có mã băm đã nêu. Đề nghị tải lại từ trang công khai.".to_owned();
    }
    format!(
        "Khớp: mọi điểm, tổng và thứ hạng đúng như tính lại. Nên đối chiếu mã băm {} với trang công khai.",
        report.file_sha256
    )
}
