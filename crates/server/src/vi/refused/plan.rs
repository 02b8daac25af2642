//! Sentences for refusals.

use app::plan::{ROWS_MAX, Refusal};

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoTitle => "Không lưu được kế hoạch: tên kế hoạch còn trống. Đề nghị nhập trích yếu.".to_owned(),
        Refusal::TooManyRows { given } => format!("Không lưu được kế hoạch: có {given} dòng, nhiều nhất là {ROWS_MAX}. Đề nghị tách thành nhiều kế hoạch."),
        Refusal::NoRowTitle => "Không lưu được dòng: nội dung còn trống. Đề nghị nhập nội dung.".to_owned(),
        Refusal::NoNumber => "Không lưu được kế hoạch: kế hoạch đã ban hành phải có số, ký hiệu và ngày ban hành. Đề nghị nhập đủ.".to_owned(),
        Refusal::NoReason => "Không lưu được thay đổi: chưa nêu lý do hoặc căn cứ. Đề nghị ghi lý do, ví dụ số văn bản điều chỉnh.".to_owned(),
        Refusal::Withdrawn => "Không sửa được: kế hoạch đã thu hồi. Đề nghị khôi phục kế hoạch trước.".to_owned(),
        Refusal::NotWithdrawn => "Không khôi phục được: kế hoạch không ở trạng thái thu hồi. Đề nghị mở lại trang để xem bản mới.".to_owned(),
        Refusal::NotDraft => "Không ban hành được: kế hoạch không còn là dự thảo. Đề nghị mở lại trang để xem bản mới.".to_owned(),
        Refusal::Incomplete => "Không ban hành được: kế hoạch còn thiếu nội dung bắt buộc. Đề nghị bổ sung theo danh sách dưới đây.".to_owned(),
        Refusal::OwnParent => "Không lưu được kế hoạch: kế hoạch cấp trên không thể là chính kế hoạch này hoặc kế hoạch triển khai nó. Đề nghị chọn kế hoạch khác.".to_owned(),
        Refusal::Linked => "Không đổi được kế hoạch cấp trên: các dòng đang liên kết với kế hoạch cấp trên hiện tại. Đề nghị gỡ toàn bộ liên kết ở trang Cấp trên rồi đổi.".to_owned(),
        Refusal::NothingToChange => "Không có gì để thay đổi: các dòng đã chọn đã đúng như yêu cầu. Đề nghị chọn dòng hoặc nội dung khác.".to_owned(),
        Refusal::SameYear { year } => format!("Không chép được kế hoạch: năm mới phải khác năm {year} và trong khoảng 2000–2199. Đề nghị nhập năm khác."),
        Refusal::NoParty => "Không giao được việc: chưa chọn người, đơn vị. Đề nghị chọn trong danh bạ.".to_owned(),
        Refusal::NoSuchCode { code } => format!("Không chuyển được dòng: kế hoạch không có dòng mã «{code}». Đề nghị kiểm tra lại mã."),
    }
}
