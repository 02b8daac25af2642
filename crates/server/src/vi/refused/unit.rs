//! Sentences about units.

use app::unit::{NAME_MAX, Refusal};

use crate::vi::time;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoName => "Không lưu được đơn vị: tên còn trống. Đề nghị nhập tên đơn vị.".to_owned(),
        Refusal::NameLong { length } => format!("Không lưu được đơn vị: tên có {length} ký tự, nhiều nhất là {NAME_MAX}. Đề nghị rút ngắn."),
        Refusal::SlugTaken { slug } => format!("Không lưu được đơn vị: địa chỉ «{slug}» đã dùng. Đề nghị chọn địa chỉ khác."),
        Refusal::Top => "Không thay đổi được đơn vị: đây là cơ quan cao nhất của phần mềm. Đề nghị chọn đơn vị bên dưới.".to_owned(),
        Refusal::Circle { parent } => format!("Không chuyển được đơn vị: «{parent}» chính là đơn vị này hoặc nằm dưới nó. Đề nghị chọn đơn vị cấp trên khác."),
        Refusal::ParentEnded { parent } => format!("Không lưu được đơn vị: đơn vị cấp trên «{parent}» đã kết thúc hoạt động. Đề nghị chọn đơn vị cấp trên khác hoặc mở lại đơn vị đó."),
        Refusal::HasUnits { count } => format!("Không kết thúc được đơn vị: còn {count} đơn vị trực thuộc đang hoạt động. Đề nghị chuyển hoặc kết thúc các đơn vị đó trước."),
        Refusal::OpenWork { count } => format!("Không kết thúc được đơn vị: còn {count} phân công chưa hoàn thành. Đề nghị bàn giao hoặc hoàn thành trước."),
        Refusal::CodeTaken { code, name, valid_from, valid_to } => format!("Không lưu được đơn vị: mã {code} đang là mã của «{name}» {}. Một mã không dùng cho hai đơn vị trong cùng một ngày. Đề nghị sửa mã hoặc ngày.", match valid_to { Some(last_day) => format!("từ {} đến {}", time::date(valid_from), time::date(last_day)), None => format!("từ {}", time::date(valid_from)) }),
        Refusal::EndsEarly { last_day, valid_from } => format!("Không lưu được đơn vị: ngày cuối {} trước ngày đầu {}. Đề nghị nhập lại ngày.", time::date(last_day), time::date(valid_from)),
    }
}
