//! Sentences about publications.

use app::publication::Refusal;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NothingHandedIn => "Không công bố được: chưa đơn vị nào nộp bảng điểm của kỳ này. Đề nghị chờ các đơn vị nộp và thẩm định.".to_owned(),
        Refusal::NotAllHandedIn { count } => format!("Chưa công bố: còn {count} đơn vị chưa nộp bảng điểm. Đề nghị đôn đốc, hoặc đánh dấu đồng ý công bố không có các đơn vị này."),
        Refusal::FrameworkNotIssued => "Không công bố được: bộ chỉ số còn là dự thảo. Đề nghị ban hành bộ chỉ số trước.".to_owned(),
        Refusal::BadTitle => "Không công bố được: tên công bố phải có từ 1 đến 200 chữ. Đề nghị nhập lại tên.".to_owned(),
        Refusal::NoReason => "Chưa lưu: thiếu lý do. Đề nghị ghi lý do để người đọc biết vì sao kết quả thay đổi.".to_owned(),
        Refusal::LongReason => "Chưa lưu: lý do dài quá 2.000 chữ. Đề nghị rút gọn.".to_owned(),
        Refusal::Withdrawn => "Không thu hồi được: bản công bố này đã thu hồi trước đó. Đề nghị mở lại trang để xem.".to_owned(),
        Refusal::DoesNotFollow { unit, code } => format!("Không công bố được: điểm chỉ số {code} của {unit} khác với kết quả tính từ quy tắc và số liệu. Đề nghị kiểm tra bảng điểm của đơn vị này."),
        Refusal::FileDamaged => "Không mở được tệp công bố: nội dung đang lưu không còn khớp mã băm. Đề nghị khôi phục tệp từ bản sao lưu.".to_owned(),
    }
}
