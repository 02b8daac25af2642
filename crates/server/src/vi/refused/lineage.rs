//! Sentences about units merged, split, renamed, moved.

use app::lineage::{PARTS_MAX, Refusal, SOURCES_MAX};

use crate::vi::time;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoBasis => "Không lưu được thay đổi: chưa ghi căn cứ. Đề nghị ghi số, ký hiệu văn bản, ví dụ «Nghị quyết 202/2025/QH15».".to_owned(),
        Refusal::Future { on, today } => format!("Không lưu được thay đổi: ngày hiệu lực {} sau hôm nay {}. Đề nghị thực hiện từ ngày đó.", time::date(on), time::date(today)),
        Refusal::Early { unit, valid_from, on } => format!("Không lưu được thay đổi: ngày hiệu lực {} không sau ngày đầu {} của «{unit}». Đề nghị nhập lại ngày.", time::date(on), time::date(valid_from)),
        Refusal::Ended { unit, last_day, became: Some(became) } => format!("Không lưu được thay đổi: «{unit}» đã kết thúc ngày {} và đã thành «{became}», không sáp nhập hay chia lần nữa. Đề nghị chọn «{became}».", time::date(last_day)),
        Refusal::Ended { unit, last_day, became: None } => format!("Không lưu được thay đổi: «{unit}» đã kết thúc ngày {}. Đề nghị chọn đơn vị đang hoạt động.", time::date(last_day)),
        Refusal::TooFew => format!("Không sáp nhập được: cần từ 2 đến {SOURCES_MAX} đơn vị để lập đơn vị mới, hoặc từ 1 đơn vị để nhập vào đơn vị đã có. Đề nghị chọn thêm hoặc bớt đơn vị."),
        Refusal::Twice { unit } => format!("Không sáp nhập được: «{unit}» được chọn hai lần. Đề nghị bỏ một lần."),
        Refusal::IntoItself { unit } => format!("Không sáp nhập được: «{unit}» không thể nhập vào chính nó. Đề nghị chọn đơn vị khác để giữ lại."),
        Refusal::Circle { unit, into } => format!("Không sáp nhập được: «{into}» trước đây đã thành «{unit}», nhập trở lại sẽ thành vòng. Đề nghị chọn đơn vị khác."),
        Refusal::Under { unit, above } => format!("Không sáp nhập được: «{unit}» nằm dưới «{above}» là đơn vị sẽ kết thúc. Đề nghị chuyển «{unit}» về cấp trên khác trước."),
        Refusal::HasUnits { unit, count } => format!("Không chia được: «{unit}» còn {count} đơn vị trực thuộc, phần mềm không biết đơn vị nào về đâu. Đề nghị chuyển hoặc kết thúc các đơn vị đó trước."),
        Refusal::Parts { count } => format!("Không chia được: đã nhập {count} đơn vị mới, cần từ 2 đến {PARTS_MAX}. Đề nghị nhập đủ tên."),
        Refusal::PartTwice { what } => format!("Không chia được: «{what}» nhập hai lần. Đề nghị sửa một chỗ."),
        Refusal::Share { typed } => format!("Không chia được: tỷ lệ «{typed}» không phải số lớn hơn 0 và không quá 100. Đề nghị nhập lại, ví dụ 62,5."),
        Refusal::Shares { sum } => format!("Không chia được: các tỷ lệ cộng lại là {} %, cần đủ 100 % hoặc bỏ trống tất cả. Đề nghị nhập lại.", sum.replace('.', ",")),
        Refusal::SameName { name } => format!("Không đổi được tên: tên mới vẫn là «{name}». Đề nghị nhập tên khác."),
        Refusal::NotLast { count } => format!("Không hoàn tác được: sau đó còn {count} thay đổi khác về các đơn vị này. Đề nghị hoàn tác thay đổi sau cùng trước."),
        Refusal::InUse { unit } => format!("Không hoàn tác được: «{unit}» đã có người, kế hoạch, số liệu hoặc đơn vị trực thuộc. Đề nghị chuyển hoặc gỡ những thứ đó trước."),
        Refusal::Changed { unit } => format!("Không hoàn tác được: «{unit}» không còn như khi quyết định được ghi. Đề nghị sửa riêng đơn vị đó."),
        Refusal::NoChange => "Không hoàn tác được: không có thay đổi này, hoặc đã được hoàn tác. Đề nghị mở lại trang đơn vị.".to_owned(),
    }
}
