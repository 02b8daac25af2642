//! Sentences about handing in, appraising, objecting.

use app::appraisal::{Conflict, Left, Refusal};
use reading::words::figure::unclear;

use crate::vi::number::points;
use crate::vi::time;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::FrameworkDraft { name } => format!("Không nộp và thẩm định được: bộ chỉ số «{name}» còn là dự thảo, quy tắc có thể đổi. Đề nghị ban hành bộ chỉ số trước."),
        Refusal::Locked { name, since } => format!("Không nộp và thẩm định được: «{name}» đã khóa từ {}. Đề nghị liên hệ quản trị hoặc đầu mối để mở khóa.", time::instant(since)),
        Refusal::SubmittedAlready => "Không nộp được: đơn vị đã nộp và không có chỉ số nào bị trả lại. Đề nghị xem bảng điểm đã nộp.".to_owned(),
        Refusal::NotSubmitted => "Không thẩm định được: đơn vị chưa nộp hoặc đã rút lại. Đề nghị chờ đơn vị nộp.".to_owned(),
        Refusal::NoExplanation { count, points: most } => format!("Không nộp được: còn {count} chỉ số chưa có điểm, ứng với {} điểm, mà chưa có giải trình. Đề nghị nhập nốt số liệu hoặc ghi giải trình.", points(most, 2)),
        Refusal::Begun => "Không rút lại được: tổ thẩm định đã bắt đầu. Đề nghị liên hệ tổ thẩm định để được trả lại từng chỉ số.".to_owned(),
        Refusal::Conflict { why } => format!("Không thẩm định được: {}. Đề nghị giao người khác.", conflict(*why)),
        Refusal::Ended => "Không thực hiện được: thẩm định đã kết thúc. Đề nghị dùng bước giải trình, kiến nghị.".to_owned(),
        Refusal::NotEnded => "Không thực hiện được: thẩm định chưa kết thúc. Đề nghị chờ kết quả thẩm định.".to_owned(),
        Refusal::Closed => "Không thực hiện được: bảng điểm chính thức đã chốt. Đề nghị xem bảng điểm.".to_owned(),
        Refusal::NothingToDecide { code } => format!("Không quyết định được ở {code}: dòng này chỉ cộng các dòng bên dưới hoặc không tính điểm. Đề nghị quyết định ở từng chỉ số."),
        Refusal::NoReason => "Không lưu được: chưa ghi lý do. Đề nghị ghi lý do để đơn vị biết.".to_owned(),
        Refusal::NothingAsked => "Không trả lại được: chưa ghi yêu cầu. Đề nghị ghi rõ đơn vị cần bổ sung gì.".to_owned(),
        Refusal::PointsUnread { why } => unclear(why),
        Refusal::NoPoints => "Không lưu được: chưa ghi số điểm. Đề nghị ghi số điểm, ví dụ 7,5.".to_owned(),
        Refusal::PointsOutside { least, most } => format!("Không lưu được số điểm: chỉ số này từ {} đến {} điểm. Đề nghị ghi lại trong khoảng đó.", points(least, 2), points(most, 2)),
        Refusal::DuePassed { due_on } => format!("Không trả lại được: hạn {} đã qua. Đề nghị chọn ngày từ hôm nay trở đi.", time::date(due_on)),
        Refusal::TooLong { chars_max } => format!("Không lưu được: nội dung dài quá {chars_max} ký tự. Đề nghị rút gọn."),
        Refusal::NoSecond { code } => format!("Không thẩm định lần hai được ở {code}: chỉ số không thuộc diện thẩm định hai lần hoặc chưa có quyết định lần đầu. Đề nghị chọn chỉ số khác."),
        Refusal::SamePerson => "Không quyết định được: một người không thẩm định cả hai lần. Đề nghị giao người khác.".to_owned(),
        Refusal::SecondGiven => "Không sửa được quyết định: người thẩm định lần hai đã quyết định. Đề nghị thống nhất điểm nếu hai lần khác nhau.".to_owned(),
        Refusal::NothingToSettle { code } => format!("Không thống nhất điểm được ở {code}: hai lần thẩm định không khác nhau. Đề nghị giữ quyết định hiện có."),
        Refusal::Unfinished { left } => format!("Không kết thúc thẩm định được: còn {}. Đề nghị hoàn thành trước.", what_is_left(left)),
        Refusal::ObjectionOver { until } => format!("Không gửi được kiến nghị: hạn giải trình, kiến nghị là {}, đã qua. Đề nghị liên hệ tổ thẩm định.", time::date(until)),
        Refusal::ObjectionRuns { until } => format!("Không chốt được: đơn vị còn quyền giải trình, kiến nghị đến hết {}. Đề nghị chốt sau ngày đó.", time::date(until)),
        Refusal::ObjectedAlready { code } => format!("Không gửi được kiến nghị: chỉ số {code} đã có kiến nghị. Đề nghị chờ tổ thẩm định trả lời."),
        Refusal::AnsweredAlready => "Không trả lời được: kiến nghị này đã có trả lời. Đề nghị mở lại trang để xem.".to_owned(),
        Refusal::Unanswered { count } => format!("Không chốt được: còn {count} kiến nghị chưa trả lời. Đề nghị trả lời trước."),
        Refusal::BadTerms => "Không lưu được: số ngày từ 1 đến 90, tỷ lệ thẩm định lần hai từ 0 đến 100 %. Đề nghị ghi lại.".to_owned(),
    }
}

/// Why somebody may not judge.
pub(crate) fn conflict(why: Conflict) -> &'static str {
    match why {
        Conflict::OwnUnit => "đây là đơn vị của bạn",
        Conflict::Entered => "bạn đã nhập số liệu cho đơn vị này trong kỳ",
        Conflict::Submitted => "bạn đã ký nộp cho đơn vị này",
    }
}

/// «3 chỉ số chưa quyết định, 1 chỉ số đang trả lại».
pub(crate) fn what_is_left(left: &Left) -> String {
    let parts: Vec<String> = [
        (left.undecided, "chỉ số chưa quyết định"),
        (left.sent_back, "chỉ số đang trả lại đơn vị"),
        (left.second, "chỉ số chờ người thứ hai"),
        (left.differing, "chỉ số hai lần thẩm định khác nhau"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{count} {words}"))
    .collect();
    parts.join(", ")
}
