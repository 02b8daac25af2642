//! Sentences about the list of the country's units.

use app::registry::Refusal;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotAProvince { top } => format!("Không nạp được danh mục: cơ quan cao nhất của phần mềm là «{top}», không phải tỉnh, thành phố có trong danh mục. Đề nghị thêm đơn vị bằng tay, hoặc sửa tên, mã của «{top}» cho đúng danh mục."),
        Refusal::OtherProvince { top, asked } => format!("Không nạp được danh mục: phần mềm này của «{top}», không phải «{asked}». Đề nghị bỏ mã tỉnh hoặc nêu đúng mã."),
        Refusal::NoProvince { code } => format!("Không nạp được danh mục: không có tỉnh, thành phố mã «{code}». Đề nghị nêu mã hai chữ số, ví dụ 01."),
        Refusal::NoTop => "Không nạp được danh mục: phần mềm chưa có đơn vị nào. Đề nghị tạo quản trị đầu tiên trước.".to_owned(),
        Refusal::NothingNew { here } => format!("Không có gì để nạp: {here} đơn vị của danh mục đã có đủ. Đề nghị xem cây đơn vị."),
        Refusal::NothingToUndo => "Không hoàn tác được: chưa nạp danh mục lần nào. Đề nghị xem lại cây đơn vị.".to_owned(),
        Refusal::InUse { count } => format!("Không hoàn tác được: {count} đơn vị đã nạp có người, kế hoạch, số liệu hoặc đã được sửa. Đề nghị kết thúc riêng những đơn vị không dùng."),
        Refusal::NotListed { name } => format!("Không nạp được đơn vị cũ: «{name}» không có mã trong danh mục xã, phường, đặc khu từ ngày 01/07/2025. Đề nghị kiểm tra mã đơn vị."),
        Refusal::BeginsLate => "Không nạp được đơn vị cũ: ngày đầu phải trước ngày 01/07/2025. Đề nghị nhập lại ngày.".to_owned(),
    }
}
