//! Words around handing in and appraising: stages, steps, decisions, doubts.

use app::appraisal::{Decided, Doubt, Stage, Step};
use app::scorecard::Kind;

pub(crate) use super::refused::{conflict, what_is_left};

/// How far the judging is: the class of its badge, and its words.
pub fn stage(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Open => ("in-progress", "Đang nhập liệu"),
        Stage::Submitted => ("submitted", "Đã nộp, đang thẩm định"),
        Stage::Appraised => ("appraised", "Đã thẩm định, chờ kiến nghị"),
        Stage::Closed => ("final", "Đã chốt chính thức"),
    }
}

/// What an appraiser has to do on a line: the class of its badge, and its words.
pub fn step(step: Step) -> (&'static str, &'static str) {
    match step {
        Step::First => ("not-started", "Chưa quyết định"),
        Step::Second => ("waiting-proof", "Chờ thẩm định lần hai"),
        Step::Settle => ("overdue", "Hai lần khác nhau"),
        Step::Waits => ("submitted", "Chờ người thứ hai"),
        Step::AtUnit => ("returned", "Đang trả lại đơn vị"),
        Step::Done => ("done", "Đã quyết định"),
    }
}

/// What was decided.
pub fn decided(decided: Decided) -> &'static str {
    match decided {
        Decided::Accepted => "Chấp nhận",
        Decided::Adjusted => "Điều chỉnh",
        Decided::SentBack => "Trả lại",
    }
}

/// What is doubtful about a line: the class of its badge, and its words.
pub fn doubt(doubt: Doubt) -> (&'static str, &'static str) {
    match doubt {
        Doubt::Missing => ("not-started", "Chưa có số liệu"),
        Doubt::Unread => ("unread", "Chưa rõ quy tắc"),
        Doubt::Unstated => ("unread", "Quy tắc không nói mức này"),
        Doubt::Unproven => ("waiting-proof", "Thiếu minh chứng"),
        Doubt::Contradictory => ("overdue", "Tử số lớn hơn mẫu số"),
        Doubt::Estimated => ("estimate", "Còn là ước tính"),
    }
}

/// Whose word a scorecard is.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Claimed => "Tự chấm",
        Kind::Appraised => "Thẩm định",
        Kind::Final => "Chính thức",
    }
}
