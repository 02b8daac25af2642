//! Words of surveys.

use app::survey::{Kind, Question, State};

/// How a question is answered.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "Văn bản",
        Kind::Number => "Số",
        Kind::Yes => "Có hoặc không",
        Kind::Date => "Ngày",
        Kind::File => "Tệp minh chứng",
        Kind::Figure => "Số liệu của chỉ số",
    }
}

/// The class and the word of a state.
pub fn state(state: State) -> (&'static str, &'static str) {
    match state {
        State::Draft => ("draft", "Dự thảo"),
        State::Issued => ("issued", "Đang lấy trả lời"),
        State::Closed => ("final", "Đã đóng"),
        State::Withdrawn => ("not-applicable", "Đã thu hồi"),
    }
}

/// The question as it is read; of a figure with its indicator.
pub fn question(question: &Question) -> String {
    let Some(figure) = &question.figure else {
        return question.text.clone();
    };
    let about = if question.text.is_empty() {
        &figure.title
    } else {
        &question.text
    };
    format!(
        "{} {about} – {}",
        figure.code,
        super::figure::label(&figure.ask)
    )
}
