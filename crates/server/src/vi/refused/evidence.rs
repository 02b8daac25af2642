//! Sentences for refusals.

use app::evidence::Refusal;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotAsked => "Không gắn được minh chứng: yêu cầu đã chọn không thuộc dòng việc hoặc chỉ số này. Đề nghị mở lại trang và chọn lại.".to_owned(),
        Refusal::NoTitle => "Không lưu được minh chứng: tên hoặc trích yếu còn trống. Đề nghị nhập tên.".to_owned(),
        Refusal::TooLong { limit } => format!("Không lưu được minh chứng: nội dung dài hơn {limit} ký tự. Đề nghị rút ngắn."),
        Refusal::BadLink => "Không nhận được liên kết: địa chỉ phải bắt đầu bằng http:// hoặc https:// và có tên miền. Đề nghị chép lại cả địa chỉ từ thanh địa chỉ của trình duyệt.".to_owned(),
        Refusal::LinkTaken { title } => format!("Không ghi thêm liên kết: địa chỉ này đã có trong kho minh chứng với tên «{title}». Đề nghị dùng lại minh chứng đó."),
        Refusal::EndsBeforeStart => "Không lưu được minh chứng: ngày hết hiệu lực đứng trước ngày bắt đầu. Đề nghị kiểm tra lại hai ngày.".to_owned(),
        Refusal::PutAway => "Không thực hiện được: minh chứng này đã được cất đi. Đề nghị khôi phục trước khi dùng.".to_owned(),
        Refusal::TooMany { limit } => format!("Không nhận được: một lần gửi nhiều nhất {limit} mục. Đề nghị chia thành nhiều lần."),
        Refusal::FileDamaged => "Không mở được tệp: nội dung lưu trữ không còn khớp với bản đã nhận. Đề nghị báo quản trị khôi phục từ bản sao lưu.".to_owned(),
    }
}
