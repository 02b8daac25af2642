//! Sentences about the directory.

use app::party::{NAME_MAX, Refusal};

use crate::vi::time;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoName => "Không lưu được: tên còn trống. Đề nghị nhập tên.".to_owned(),
        Refusal::NameLong { length } => format!(
            "Không lưu được: tên có {length} ký tự, nhiều nhất là {NAME_MAX}. Đề nghị rút ngắn."
        ),
        Refusal::NameTaken { name } => format!(
            "Không lưu được: danh bạ đã có «{name}». Đề nghị dùng tên đã có hoặc đặt tên khác."
        ),
        Refusal::AliasTaken { text, party } => format!(
            "Không lưu được: cách gọi «{text}» đang chỉ «{party}». Đề nghị gỡ cách gọi đó trước."
        ),
        Refusal::GroupCycle { member } => format!(
            "Không lưu được nhóm: «{member}» lại gồm chính nhóm này. Đề nghị bỏ thành viên đó."
        ),
        Refusal::HasLeft { name } => format!(
            "Không bàn giao được: «{name}» đã hoặc sắp thôi công tác. Đề nghị chọn người khác."
        ),
        Refusal::HoldsAlready { name } => format!(
            "Không bàn giao được: «{name}» đang giữ chức danh này vào ngày đó. Đề nghị chọn người khác hoặc ngày khác."
        ),
        Refusal::BeforeTenure { name, since } => format!(
            "Không bàn giao được: «{name}» mới giữ chức danh từ {}. Đề nghị chọn ngày bàn giao sau ngày đó.",
            time::date(since)
        ),
        Refusal::LeavesLater { last_day } => format!(
            "Không lưu được: ngày cuối {} chưa tới. Đề nghị ghi nhận vào hoặc sau ngày đó; chức danh có thể bàn giao trước với ngày hẹn.",
            time::date(last_day)
        ),
        Refusal::OpenWork { name, count } => format!(
            "Không lưu được: «{name}» còn {count} việc chưa hoàn thành. Đề nghị chọn người nhận bàn giao hoặc hoàn thành trước."
        ),
        Refusal::HoldsPost { name, post } => format!(
            "Không lưu được: «{name}» đang giữ chức danh «{post}». Đề nghị chọn người nhận bàn giao."
        ),
        Refusal::CannotMerge { from, into } => format!(
            "Không gộp được «{from}» vào «{into}»: hai bên không cùng loại hoặc không cùng danh bạ. Đề nghị chọn bên khác."
        ),
        Refusal::HasAccount { name } => format!(
            "Không gộp được: «{name}» đang có tài khoản. Đề nghị đóng tài khoản đó trước, hoặc gộp theo chiều ngược lại."
        ),
    }
}
