//! Sentences about frameworks.

use app::framework::Refusal;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoRules => "Không lập được bộ chỉ số: phụ lục không có cách tính điểm nào đọc được. Đề nghị kiểm tra cột cách tính điểm.".to_owned(),
        Refusal::TooLarge => "Không lập được bộ chỉ số: phụ lục có quá nhiều dòng. Đề nghị chia thành nhiều bộ chỉ số.".to_owned(),
        Refusal::NoSuchReading { code } => format!("Không chọn được cách hiểu của chỉ số {code}: không có cách hiểu này. Đề nghị mở lại trang và chọn lại."),
        Refusal::StillUnread { code } => format!("Không xác định được quy tắc của chỉ số {code}: lời ghi lại vẫn chưa đọc được. Đề nghị ghi theo mẫu «Tỷ lệ ≥ 80 %: 10 điểm; < 80 %: tỷ lệ / 80 % × 10 điểm»."),
        Refusal::Issued { name } => format!("Không đổi được cách tính điểm: bộ chỉ số «{name}» đã ban hành nên các quy tắc giữ nguyên. Đề nghị lập bộ chỉ số mới thay thế từ văn bản sửa đổi."),
        Refusal::NotDraft { name } => format!("Không ban hành được: bộ chỉ số «{name}» không còn là dự thảo. Đề nghị mở lại trang để xem tình trạng hiện tại."),
        Refusal::NothingToOpen => "Không mở thêm được: mọi đơn vị thuộc phạm vi đã chọn đều đã có bộ chỉ số này trong kỳ. Đề nghị chọn đơn vị hoặc kỳ khác.".to_owned(),
    }
}
