//! Sentences about what is wrong or doubtful in a draft.

use app::framework::Blocks;
use app::framework::draft::{Flaw, Severity};
use app::unit::UnitKind;

use scoring::framework::{CohortScope, Floor, Framework, Grade, NotApplicable, TieRule};
use scoring::number::Rounding;

use super::number::{percent, points};

/// How many decimals, as a form offers them.
pub const DIGITS: [(&str, &str); 6] = [
    ("", "Không làm tròn"),
    ("0", "Số nguyên"),
    ("1", "1 chữ số thập phân"),
    ("2", "2 chữ số thập phân"),
    ("3", "3 chữ số thập phân"),
    ("4", "4 chữ số thập phân"),
];
/// How numbers are cut.
pub const HOWS: [(&str, &str); 3] = [
    ("half_up", "Từ 5 làm tròn lên"),
    ("half_even", "Từ 5 làm tròn về số chẵn"),
    ("down", "Bỏ phần dư"),
];
/// How ties are numbered.
pub const TIES: [(&str, &str); 2] = [
    ("competition", "1, 2, 2, 4: bỏ hạng sau đồng hạng"),
    ("dense", "1, 2, 2, 3: không bỏ hạng"),
];
/// What becomes of the points of an indicator that does not apply.
pub const NOT_APPLICABLE: [(&str, &str); 4] = [
    ("reduce", "Trừ khỏi điểm tối đa của đơn vị"),
    (
        "rescale",
        "Trừ khỏi điểm tối đa, rồi quy đổi về thang điểm chung",
    ),
    ("zero", "Tính 0 điểm"),
    ("full", "Tính điểm tối đa"),
];
/// With whom units are compared.
pub const COHORTS: [(&str, &str); 2] = [
    ("block", "Các đơn vị cùng loại"),
    ("all", "Mọi đơn vị được chấm"),
];

/// What was noticed, and what to do about it.
pub fn flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Said { sentence, .. } => sentence.clone(),
        Flaw::SumDiffers { declared, computed } => format!("Ghi {} điểm nhưng các dòng bên trong cộng lại là {}. Đề nghị sửa điểm của dòng này hoặc của các dòng bên trong.", points(declared, 2), points(computed, 2)),
        Flaw::Empty => "Dự thảo chưa có dòng nào. Đề nghị thêm nhóm chỉ số và chỉ số.".to_owned(),
        Flaw::NothingScored => "Chưa có cách tính điểm nào đọc được nên không đơn vị nào có điểm. Đề nghị ghi cách tính điểm của các chỉ số.".to_owned(),
        Flaw::Circle => "Có dòng nằm trong chính nó nên điểm cộng vòng quanh. Đề nghị mở dòng này và chọn lại ô «Thuộc».".to_owned(),
        Flaw::NothingBelow => "Không có chỉ số nào bên trong. Đề nghị thêm chỉ số hoặc bỏ dòng này.".to_owned(),
        Flaw::NoRule => "Chưa có cách tính điểm nên không đơn vị nào có điểm ở chỉ số này. Đề nghị ghi cách tính điểm, hoặc chọn «Không tính điểm».".to_owned(),
        Flaw::MandatoryUnscored => "Là chỉ số bắt buộc nhưng không tính điểm. Đề nghị bỏ một trong hai.".to_owned(),
        Flaw::OneUnit => "Cách tính so sánh giữa các đơn vị nhưng trong phạm vi chỉ có một đơn vị cùng loại. Đề nghị kiểm tra phạm vi áp dụng.".to_owned(),
        Flaw::NoProvider { source } => format!("Ghi nguồn dữ liệu «{source}» nhưng chưa chọn bên cung cấp nên các đơn vị sẽ phải tự nhập. Đề nghị chọn bên cung cấp nếu số liệu do một cơ quan cung cấp chung."),
        Flaw::SameParty { name } => format!("{name} vừa cung cấp vừa kiểm tra số liệu của chỉ số này. Đề nghị chọn bên kiểm tra khác."),
        Flaw::GradeTooHigh { name, floor, max } => format!("Xếp loại «{name}» cần {} điểm nhưng cả bộ chỉ số chỉ có {} điểm. Đề nghị sửa ngưỡng trong thiết lập.", points(floor, 2), points(max, 2)),
    }
}

/// How bad it is: the class of its badge, and its word.
pub fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("overdue", "Phải sửa"),
        Severity::Warning => ("returned", "Xem lại"),
        Severity::Info => ("not-started", "Để biết"),
    }
}

/// What a framework declares beside its rows, each with its label.
pub fn declared(framework: &Framework, blocks: &Blocks) -> Vec<(&'static str, String)> {
    let rounding = framework.rounding;
    let how = match rounding.how {
        Rounding::HalfUp => HOWS[0].1,
        Rounding::HalfEven => HOWS[1].1,
        Rounding::Down => HOWS[2].1,
    };
    let cut = |digits: Option<u32>| match digits {
        None => "không làm tròn".to_owned(),
        Some(digits) => format!("{digits} chữ số thập phân ({})", how.to_lowercase()),
    };
    let ties = match framework.ties {
        TieRule::Competition => TIES[0].1,
        TieRule::Dense => TIES[1].1,
    };
    let cohort = match framework.cohort {
        CohortScope::Block => COHORTS[0].1,
        CohortScope::All => COHORTS[1].1,
    };
    let applies = match framework.not_applicable {
        NotApplicable::Reduce => NOT_APPLICABLE[0].1,
        NotApplicable::Rescale => NOT_APPLICABLE[1].1,
        NotApplicable::Zero => NOT_APPLICABLE[2].1,
        NotApplicable::Full => NOT_APPLICABLE[3].1,
    };
    let mut all = vec![
        (
            "Làm tròn",
            format!(
                "từng chỉ số: {}; kết quả: {}",
                cut(rounding.line),
                cut(rounding.total)
            ),
        ),
        ("Đồng hạng", ties.to_owned()),
        ("So sánh đơn vị trong", cohort.to_owned()),
        ("Chỉ số không áp dụng", applies.to_owned()),
    ];
    let named: Vec<String> = UnitKind::ALL
        .into_iter()
        .filter_map(|kind| Some((super::people::unit_kind(kind), blocks.name(kind)?)))
        .map(|(kind, name)| format!("{kind}: {name}"))
        .collect();
    if !named.is_empty() {
        all.push(("Khối xếp hạng", named.join("; ")));
    }
    let limits = &framework.limits;
    for (label, limit) in [
        ("Điểm cộng nhiều nhất", &limits.bonus),
        ("Điểm trừ nhiều nhất", &limits.deduction),
        ("Tổng điểm nhiều nhất", &limits.total),
        (
            "Tổng điểm chia cho",
            &framework
                .index
                .as_ref()
                .map(|index| index.divide_by.clone()),
        ),
    ] {
        if let Some(limit) = limit {
            all.push((label, points(limit, 2)));
        }
    }
    if !framework.grades.is_empty() {
        let grades: Vec<String> = framework.grades.iter().map(grade).collect();
        all.push(("Xếp loại", grades.join("; ")));
    }
    all
}

/// «Tốt từ 80 %, mỗi nhóm ít nhất 50 %».
fn grade(grade: &Grade) -> String {
    let floor = match &grade.floor {
        None => "còn lại".to_owned(),
        Some(Floor::Points(floor)) => format!("từ {} điểm", points(floor, 2)),
        Some(Floor::Share(floor)) => format!("từ {}", percent(floor, 2)),
    };
    let mut words = vec![format!("{} {floor}", grade.name)];
    if let Some(pillar) = &grade.pillar_floor {
        words.push(format!("mỗi nhóm ít nhất {}", percent(pillar, 2)));
    }
    if grade.mandatory {
        words.push("mọi chỉ số bắt buộc có điểm".to_owned());
    }
    words.join(", ")
}
