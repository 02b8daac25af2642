//! Sentences about requests to read deadlines.

/// No text in the request.
pub(crate) const NO_TEXT: &str = "Không đọc được thời hạn: yêu cầu không có «text» là một chuỗi. Đề nghị ghi câu cần đọc vào «text».";
/// No year, and none in the text.
pub(crate) const NO_YEAR: &str = "Không đọc được thời hạn: yêu cầu không có «year» và câu chữ không nêu năm. Đề nghị ghi năm của kế hoạch vào «year».";
/// A year that no plan has.
pub(crate) const YEAR_ODD: &str =
    "Không đọc được thời hạn: «year» không phải năm từ 1900 đến 2199. Đề nghị kiểm tra lại «year».";
/// A plan date that is no date.
pub(crate) const PLAN_DATE_ODD: &str = "Không đọc được thời hạn: «plan_date» không phải ngày dạng 2024-02-28. Đề nghị kiểm tra lại «plan_date».";
