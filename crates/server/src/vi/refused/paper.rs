//! Sentences for refusals.

use app::paper::Refusal;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoTitle => "Không lưu được văn bản: trích yếu còn trống. Đề nghị nhập trích yếu.".to_owned(),
        Refusal::TooLong { chars_max } => format!("Không lưu được văn bản: dài hơn {chars_max} ký tự. Đề nghị rút gọn hoặc đưa phần chi tiết vào phụ lục."),
        Refusal::UnknownField { name } => format!("Không lưu được văn bản: không có con số nào tên «{name}». Đề nghị dùng tên trong danh sách con số, hoặc bỏ hai ngoặc vuông."),
        Refusal::Issued => "Không sửa được: văn bản đã phát hành. Đề nghị soạn văn bản mới nếu cần thay thế.".to_owned(),
        Refusal::NoNumber => "Không phát hành được: cần số, ký hiệu có chữ số và ngày ban hành. Đề nghị nhập đủ, ví dụ 27/BC-UBND.".to_owned(),
        Refusal::NotIssued => "Không nhận được bản ký: văn bản còn là dự thảo. Đề nghị phát hành trước.".to_owned(),
        Refusal::NotPdf => "Không nhận được bản ký: tệp không phải PDF. Đề nghị chọn tệp PDF đã ký hoặc bản quét PDF.".to_owned(),
        Refusal::NothingRanked => "Không soạn được thông báo kết quả: chưa có đơn vị nào được chấm điểm trong kỳ này. Đề nghị mở bộ chỉ số cho các đơn vị trước.".to_owned(),
        Refusal::NothingJudged => "Không soạn được biên bản thẩm định: đơn vị chưa có bảng điểm thẩm định của kỳ này. Đề nghị thẩm định xong rồi soạn.".to_owned(),
        Refusal::NoIndicator { code } => format!("Không soạn được phiếu giải trình: kỳ này không có chỉ số «{code}». Đề nghị chọn mã chỉ số trong bảng nhập liệu."),
    }
}
