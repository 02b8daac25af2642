//! Sentences about the directory.

use app::party::{NAME_MAX, Refusal};

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
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
    }
}
