//! Words around figures: what a field asks, how sure a figure is, what became of an indicator.

use app::figure::{FigureState, Outcome, Warning};
use app::framework::draft::RowKind;
use app::framework::{Ask, FrameworkState};
use reading::figure::InputKind;

/// What a field asks, in a word or two; the document's own words stand beside it.
pub fn key(key: &str) -> String {
    match key {
        "yes" => "Có hay không".to_owned(),
        "num" => "Tử số".to_owned(),
        "den" => "Mẫu số".to_owned(),
        "ratio" => "Tỷ lệ (%)".to_owned(),
        "value" => "Giá trị".to_owned(),
        "option" => "Mức đạt được".to_owned(),
        "parts" => "Nội dung đạt được".to_owned(),
        "target" => "Chỉ tiêu của đơn vị".to_owned(),
        "days_late" => "Số ngày chậm".to_owned(),
        "previous" => "Giá trị kỳ trước".to_owned(),
        name => format!("Số liệu {name}"),
    }
}

/// The same with the document's words: «Tử số: số cán bộ được tập huấn».
pub fn label(ask: &Ask) -> String {
    let own = ask.label.trim();
    let name = key(&ask.key);
    if own.is_empty() || own == name {
        return name;
    }
    format!("{name}: {own}")
}

/// A figure as people read it.
pub fn shown(kind: InputKind, value: &str) -> String {
    match kind {
        InputKind::Yes if value == "true" => "Có".to_owned(),
        InputKind::Yes => "Không".to_owned(),
        InputKind::Option { .. } => format!("mức {}", app::figure::retyped(kind, value)),
        InputKind::Parts { count } => {
            let met = app::figure::parts(value)
                .iter()
                .filter(|part| **part == Some(true))
                .count();
            format!("{met}/{count} nội dung")
        }
        InputKind::Percent => format!("{} %", app::figure::retyped(kind, value)),
        _ => app::figure::retyped(kind, value),
    }
}

/// How sure a figure is.
pub fn state(state: FigureState) -> &'static str {
    match state {
        FigureState::Estimate => "Ước tính",
        FigureState::Provisional => "Tạm tính",
        FigureState::Final => "Chính thức",
    }
}

/// What became of an indicator that has no points to show.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Scored => "Đã có điểm",
        Outcome::Missing => "Chưa có số liệu",
        Outcome::Unstated => "Văn bản không quy định điểm cho giá trị này",
        Outcome::Unread => "Chưa rõ quy tắc tính điểm",
        Outcome::NotApplicable => "Không áp dụng",
        Outcome::Unscored => "Không tính điểm",
        Outcome::Heading => "Cộng từ các chỉ số bên trong",
    }
}

/// What is worth a look.
pub fn warning(warning: &Warning) -> String {
    match warning {
        Warning::Noted { note, .. } => reading::words::figure::note(note),
        Warning::PartAboveWhole => "Tử số lớn hơn mẫu số: điểm tính theo 100 %. Đề nghị kiểm tra lại.".to_owned(),
        Warning::NoExplanation => "Chưa có minh chứng và chưa có giải trình. Đề nghị bổ sung trước khi chuyển sang số liệu chính thức.".to_owned(),
    }
}

/// How far a framework is.
pub fn framework_state(state: FrameworkState) -> &'static str {
    match state {
        FrameworkState::Draft => "Dự thảo",
        FrameworkState::Issued => "Đã ban hành",
        FrameworkState::Withdrawn => "Không còn dùng",
    }
}

/// What a row of a framework is.
pub fn row_kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Pillar => "nhóm chỉ số",
        RowKind::Heading => "mục",
        RowKind::Indicator => "chỉ số",
    }
}

/// The same at the beginning of a line.
pub fn row_kind_title(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Pillar => "Nhóm chỉ số",
        RowKind::Heading => "Mục (chỉ gom các chỉ số bên dưới)",
        RowKind::Indicator => "Chỉ số",
    }
}

/// How the points of an indicator enter the total, as stored.
pub fn counts(word: &str) -> &'static str {
    match word {
        "bonus" => "Điểm cộng thêm",
        "deducts" => "Điểm trừ",
        "unscored" => "Không tính điểm",
        _ => "Cộng vào tổng điểm",
    }
}

/// How sure the reading of a rule is.
pub fn rule_reading(word: Option<&str>) -> &'static str {
    match word {
        Some("certain") => "Đọc chắc chắn",
        Some("assumed") => "Theo cách hiểu mặc định",
        Some("unread") => "Chưa đọc được",
        Some("chosen") => "Đã chọn cách hiểu",
        _ => "Không có quy tắc",
    }
}

/// Who does what for an indicator.
pub fn role(role: &str) -> &'static str {
    match role {
        "lead" => "Chủ trì",
        "supporting" => "Phối hợp",
        _ => "Đơn vị ngoài chủ trì",
    }
}

/// The sentence of a row that someone else saved first.
pub const STALE: &str = "Chưa lưu: trong lúc bạn nhập, người khác đã lưu chỉ số này. Đề nghị so hai bản dưới đây rồi chọn; chưa có nội dung nào bị mất.";
