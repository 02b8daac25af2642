//! Words about plans above and below each other.

use app::cascade::{Reminded, Standing, Tie};
use domain::cascade::{Kind, Why};

/// Why a part is proposed. `before`: the unit's row of an earlier year.
pub fn why(why: Why, before: Option<&str>) -> String {
    match (why, before) {
        (Why::Named, _) => "Văn bản cấp trên nêu tên".to_owned(),
        (Why::Before, Some(row)) => format!("Như năm trước: {row}"),
        (Why::Before, None) => "Như năm trước".to_owned(),
        (Why::OnlyOthers, _) => "Chỉ nêu đơn vị khác".to_owned(),
        (Why::Nothing, _) => "Chưa rõ, cần phân loại".to_owned(),
    }
}

/// Badge and word of how far a lower unit is.
pub fn standing(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::Nothing => ("not-started", "Chưa có kế hoạch"),
        Standing::Draft => ("draft", "Đang dự thảo"),
        Standing::Sent => ("issued", "Đã gửi"),
    }
}

/// Badge and word of how a row above differs.
pub fn kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Moved => ("assumed", "Đổi thời hạn"),
        Kind::Changed => ("in-progress", "Đổi nội dung"),
        Kind::Added => ("estimate", "Dòng mới hoặc chưa đưa vào"),
        Kind::Removed => ("returned", "Cấp trên đã bỏ"),
    }
}

/// Badge and word of how two rows stand to each other.
pub fn tie(tie: Tie) -> (&'static str, &'static str) {
    match tie {
        Tie::Linked => ("done", "Đã liên kết"),
        Tie::Same => ("certain", "Giống nhau"),
        Tie::Similar => ("assumed", "Gần giống"),
    }
}

/// What a reminder reached.
pub fn reminded(reminded: &Reminded) -> String {
    let mut said = match reminded.units.len() {
        0 => "Chưa nhắc được đơn vị nào.".to_owned(),
        count => format!(
            "Đã nhắc đầu mối của {count} đơn vị. Mỗi đơn vị được nhắc nhiều nhất một lần một ngày."
        ),
    };
    if !reminded.nobody.is_empty() {
        said.push_str(&format!(
            " {} đơn vị chưa có đầu mối trên phần mềm: {}.",
            reminded.nobody.len(),
            reminded.nobody.join("; ")
        ));
    }
    said
}
