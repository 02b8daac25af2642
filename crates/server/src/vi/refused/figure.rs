//! Sentences about figures.

use app::figure::Refusal;
use reading::words::figure::unclear;

use crate::vi::{number, time};

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Unread { why, .. } | Refusal::ExpectedUnread { why } | Refusal::AsOfUnread { why } => unclear(why),
        Refusal::NoSource => "Không lưu được số liệu: chưa ghi nguồn. Đề nghị ghi số liệu lấy từ đâu (hệ thống, báo cáo, văn bản).".to_owned(),
        Refusal::NoAsOf => "Không lưu được số liệu: chưa ghi ngày số liệu. Đề nghị ghi số liệu tính đến ngày nào.".to_owned(),
        Refusal::AsOfAhead { as_of } => format!("Không lưu được số liệu: ngày số liệu {} sau hôm nay. Đề nghị ghi ngày đã có số liệu.", time::date(as_of)),
        Refusal::ExpectedAboveMax { max } => format!("Không lưu được điểm dự kiến: chỉ số có tối đa {} điểm. Đề nghị ghi không quá mức này.", number::points(max, 2)),
        Refusal::NoExplanation => "Không lưu được số liệu chính thức: chưa có minh chứng và chưa có giải trình. Đề nghị đính kèm minh chứng hoặc ghi giải trình.".to_owned(),
        Refusal::NoReason => "Không chuyển được số liệu chính thức về mức thấp hơn: chưa ghi lý do. Đề nghị ghi lý do.".to_owned(),
        Refusal::RateTwice => "Không lưu được tỷ lệ: đã ghi cả tử số, mẫu số và một tỷ lệ khác. Đề nghị chỉ ghi tử số và mẫu số, hoặc chỉ ghi tỷ lệ.".to_owned(),
        Refusal::Locked { .. } => "Không sửa được số liệu: số liệu này do bên cung cấp số liệu nhập và đã khóa. Đề nghị nêu ý kiến không thống nhất ở trang của chỉ số nếu thấy chưa đúng.".to_owned(),
        Refusal::Rolled { .. } => "Không sửa được số liệu: số liệu này được tính từ mục nhập của các đơn vị cấp dưới. Đề nghị mở trang của chỉ số để xem từng đơn vị; số chưa đúng thì sửa ở đơn vị đó.".to_owned(),
        Refusal::NotProvided => "Không ghi được ý kiến: số liệu này không do bên cung cấp nhập, hoặc đã được gỡ. Đề nghị mở lại trang; số liệu của đơn vị thì sửa trực tiếp.".to_owned(),
        Refusal::DisputeWaits => "Không ghi thêm được ý kiến: số liệu này đang có một ý kiến chờ bên cung cấp trả lời. Đề nghị chờ trả lời.".to_owned(),
        Refusal::NothingSaid => "Không gửi được: chưa có nội dung. Đề nghị ghi rõ số liệu chưa đúng ở đâu, căn cứ nào.".to_owned(),
        Refusal::NotProvider => "Không trả lời được: chỉ bên cung cấp số liệu trả lời ý kiến này. Đề nghị chờ trả lời.".to_owned(),
        Refusal::DuePassed { due_on } => format!("Không gửi được đề nghị: ngày {} đã qua. Đề nghị chọn hôm nay hoặc ngày sau.", time::date(due_on)),
        Refusal::NobodyAsked => "Không gửi được đề nghị: chưa chọn bên cung cấp nào. Đề nghị đánh dấu ít nhất một dòng.".to_owned(),
        Refusal::NotVerifier { verifier: Some(name) } => format!("Không xác nhận được: bộ chỉ số giao {name} kiểm tra số liệu này. Đề nghị người thuộc {name} xác nhận."),
        Refusal::NotVerifier { verifier: None } => "Không xác nhận được: bộ chỉ số chưa chọn bên kiểm tra cho chỉ số này. Đề nghị chọn bên kiểm tra khi soạn bộ chỉ số.".to_owned(),
        Refusal::NothingToCheck => "Không xác nhận được: chưa chọn đơn vị nào có số liệu cần đổi tình trạng kiểm tra. Đề nghị đánh dấu ít nhất một đơn vị.".to_owned(),
        Refusal::OwnFigures { unit } => format!("Không xác nhận được: số liệu của {unit} do chính bạn nhập. Đề nghị để người khác của bên kiểm tra xác nhận."),
        Refusal::EstimatedFigures { unit } => format!("Không xác nhận được: số liệu của {unit} là ước tính. Đề nghị chờ bên cung cấp ghi số liệu tạm tính, hoặc bỏ dấu đơn vị này."),
        Refusal::DisputedFigures { unit } => format!("Không xác nhận được: số liệu của {unit} đang có ý kiến chờ bên cung cấp trả lời. Đề nghị chờ trả lời, hoặc bỏ dấu đơn vị này."),
        Refusal::NotChecked { verifier } => format!("Không ghi được là số liệu chính thức: {verifier} phải kiểm tra trước. Đề nghị chọn mức tạm tính; khi {verifier} xác nhận, số liệu thành chính thức."),
        Refusal::TotalsDiffer => "Không ghi được bảng số liệu: tổng của các dòng đọc được khác tổng đã khai. Đề nghị đối chiếu bảng tổng kiểm tra, sửa bảng hoặc sửa tổng rồi xem trước lại.".to_owned(),
        Refusal::RowsLeftOut { count } => format!("Không ghi được bảng số liệu: còn {count} dòng, ô không ghi được. Đề nghị sửa các dòng đó, hoặc đánh dấu bỏ qua rồi ghi phần còn lại."),
        Refusal::NothingToProvide => "Không ghi được bảng số liệu: không có số liệu nào khác với số liệu đã khóa. Đề nghị kiểm tra lại tên cột và tên đơn vị trong bảng.".to_owned(),
        Refusal::NothingAsked { code } => format!("Không nhập được số liệu cho {code}: quy tắc tính điểm chưa được xác định hoặc đây là mục gộp. Đề nghị chọn cách hiểu quy tắc ở bộ chỉ số trước."),
        Refusal::NotAsked { code, key } => format!("Không lưu được số liệu: cách tính điểm của {code} không dùng «{key}». Đề nghị mở lại trang để xem các số liệu cần nhập."),
        Refusal::UnknownState { word } => format!("Không lưu được số liệu: «{word}» không phải là mức độ của số liệu. Đề nghị chọn ước tính, tạm tính hoặc chính thức."),
        Refusal::OutOfScope { code } => format!("Không lưu được chỉ số {code}: bộ chỉ số quy định chỉ số này không áp dụng cho loại đơn vị này. Đề nghị liên hệ cơ quan ban hành nếu phạm vi chưa đúng."),
        Refusal::TooLong { chars_max, .. } => format!("Không lưu được: nội dung dài quá {chars_max} ký tự. Đề nghị rút gọn."),
        Refusal::SentBackOver { until } => format!("Không nhập được số liệu: hạn sửa chỉ số bị trả lại là {}, đã qua. Đề nghị liên hệ tổ thẩm định.", time::date(until)),
        Refusal::HandedIn => "Không nhập được số liệu: đơn vị đã nộp bộ số liệu của kỳ này. Đề nghị xin trả lại trước khi sửa.".to_owned(),
    }
}
