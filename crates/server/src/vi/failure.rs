//! Sentences for requests that could not be served.

use app::Noun;
use domain::authority::Action;

/// Nobody is signed in.
pub const NOT_SIGNED_IN: &str = "Không thực hiện được: phiên làm việc đã kết thúc hoặc chưa đăng nhập. Đề nghị đăng nhập lại; nội dung vừa gõ vẫn còn khi quay lại trang trước.";
/// Another site's page sent it.
pub const FORGED: &str = "Không thực hiện được: yêu cầu không gửi từ trang của phần mềm. Đề nghị mở lại trang và gửi từ đó.";
/// The form cannot be read.
pub const UNREADABLE: &str = "Không đọc được nội dung gửi lên: dữ liệu không đúng dạng của biểu mẫu. Đề nghị mở lại trang và gửi lại.";
/// Larger than allowed.
pub const TOO_LARGE: &str = "Không nhận được nội dung gửi lên: dung lượng vượt mức cho phép. Đề nghị chia nhỏ hoặc giảm dung lượng tệp.";

/// The roles do not allow it.
pub fn not_allowed(action: Action) -> String {
    format!(
        "Không {}: vai trò của bạn không được giao việc này ở đơn vị đang xem. Đề nghị liên hệ quản trị hoặc đầu mối của đơn vị.",
        doing(action)
    )
}

fn doing(action: Action) -> &'static str {
    match action {
        Action::Read => "xem được",
        Action::ReadFigures => "xem được số liệu và điểm",
        Action::ReadEvidence => "mở được minh chứng",
        Action::Comment => "gửi được ý kiến",
        Action::EditPlan => "sửa được kế hoạch",
        Action::IssuePlan => "ban hành hoặc thu hồi được kế hoạch",
        Action::DoWork => "cập nhật được tiến độ",
        Action::EnterFigures => "nhập được số liệu",
        Action::DisputeFigures => "nêu được ý kiến với số liệu được cung cấp",
        Action::AttachEvidence => "gắn được minh chứng",
        Action::ManageEvidence => "quản lý được minh chứng này",
        Action::EditFramework => "sửa được bộ chỉ số",
        Action::ManagePeriods => "mở hoặc khóa được kỳ",
        Action::Submit => "nộp, rút lại hoặc kiến nghị được",
        Action::Appraise => "thẩm định được",
        Action::Publish => "công bố được kết quả",
        Action::ManagePeople => "sửa được danh bạ",
        Action::ManageAccounts => "quản lý được tài khoản",
        Action::ReadAudit => "xem được nhật ký",
    }
}

/// No such thing.
pub fn not_found(noun: Noun) -> String {
    format!(
        "Không tìm thấy {}: đường dẫn sai, nội dung đã được gỡ hoặc không thuộc đơn vị của bạn. Đề nghị quay lại trang trước hoặc tìm kiếm.",
        name(noun)
    )
}

/// Someone else changed it first.
pub fn stale(noun: Noun) -> String {
    format!(
        "Chưa lưu {}: người khác vừa thay đổi nội dung này. Đề nghị mở lại để xem bản mới rồi quyết định.",
        name(noun)
    )
}

/// Our fault.
pub fn fault(number: &str) -> String {
    format!("Hệ thống gặp sự cố. Mã: {number}. Đề nghị báo mã này cho quản trị.")
}

fn name(noun: Noun) -> &'static str {
    match noun {
        Noun::Page => "trang",
        Noun::Unit => "đơn vị",
        Noun::Person => "cán bộ",
        Noun::Post => "chức danh",
        Noun::Party => "tên trong danh bạ",
        Noun::Group => "nhóm",
        Noun::Account => "tài khoản",
        Noun::Token => "mã truy cập",
        Noun::Period => "kỳ đánh giá",
        Noun::Framework => "bộ chỉ số",
        Noun::Indicator => "chỉ số",
        Noun::Entry => "số liệu",
        Noun::Decision => "quyết định thẩm định",
        Noun::Objection => "kiến nghị",
        Noun::Plan => "kế hoạch",
        Noun::Row => "dòng việc",
        Noun::Assignment => "phân công",
        Noun::Occurrence => "mốc thời hạn",
        Noun::Comment => "ý kiến",
        Noun::Notice => "thông báo",
        Noun::Import => "bản nhập",
        Noun::Evidence => "minh chứng",
        Noun::Publication => "kết quả công bố",
        Noun::Paper => "văn bản",
        Noun::Survey => "khảo sát",
        Noun::WorkDay => "ngày nghỉ, ngày làm bù",
        Noun::Feed => "lịch đăng ký",
        Noun::Link => "liên kết",
        Noun::Event => "sự kiện",
    }
}
