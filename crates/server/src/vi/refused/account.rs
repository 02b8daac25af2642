//! Sentences about accounts.

use app::account::{PASSWORD_MAX, PASSWORD_MIN, Refusal};

use crate::vi::time;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::WrongPassword => "Không đăng nhập được: tên đăng nhập hoặc mật khẩu chưa đúng. Đề nghị kiểm tra lại, hoặc nhờ quản trị đặt lại mật khẩu.".to_owned(),
        Refusal::Locked { until } => format!("Không đăng nhập được: đã nhập sai mật khẩu nhiều lần, tài khoản tạm khóa đến {}. Đề nghị chờ đến giờ đó hoặc nhờ quản trị mở khóa.", time::instant(until)),
        Refusal::PasswordShort { length } => format!("Không đặt được mật khẩu: mật khẩu có {length} ký tự, cần ít nhất {PASSWORD_MIN}. Đề nghị dùng một câu ngắn dễ nhớ."),
        Refusal::PasswordLong { length } => format!("Không đặt được mật khẩu: mật khẩu có {length} ký tự, nhiều nhất là {PASSWORD_MAX}. Đề nghị rút ngắn."),
        Refusal::BadLogin => "Không tạo được tài khoản: tên đăng nhập còn trống hoặc có ký tự không dùng được. Đề nghị chỉ dùng chữ, số, dấu chấm và dấu gạch.".to_owned(),
        Refusal::LoginTaken { login } => format!("Không tạo được tài khoản: tên đăng nhập «{login}» đã có người dùng. Đề nghị chọn tên khác."),
        Refusal::LinkInvalid => "Không dùng được liên kết: liên kết đã dùng, đã quá hạn hoặc không đúng. Đề nghị xin liên kết mới.".to_owned(),
        Refusal::NotFirst => "Không tạo được quản trị đầu tiên: phần mềm đã có tài khoản. Đề nghị đăng nhập.".to_owned(),
        Refusal::NoName => "Không lưu được: họ và tên còn trống. Đề nghị nhập họ và tên.".to_owned(),
        Refusal::NoTokenName => "Không tạo được mã truy cập: tên gọi còn trống. Đề nghị ghi mã dùng cho việc gì.".to_owned(),
        Refusal::TokenDays { last_day, latest } => format!("Không tạo được mã truy cập: ngày hết hạn {} không nằm trong khoảng từ hôm nay đến {}. Đề nghị chọn lại ngày.", time::date(last_day), time::date(latest)),
        Refusal::HigherAccount { unit } => format!("Không thay đổi được tài khoản: tài khoản có vai trò tại «{unit}», ngoài phạm vi bạn quản trị. Đề nghị liên hệ quản trị của đơn vị đó."),
        Refusal::LastAdministrator => "Không thay đổi được tài khoản: đây là quản trị cuối cùng của toàn hệ thống còn đăng nhập được. Đề nghị giao vai trò quản trị cho người khác và để người đó đặt mật khẩu trước.".to_owned(),
        Refusal::OwnAccount => "Không đặt lại được mật khẩu: đây là tài khoản của chính bạn. Đề nghị đổi mật khẩu tại trang «Tài khoản của tôi».".to_owned(),
        Refusal::HasAccount { name } => format!("Không mở được tài khoản: «{name}» đang có một tài khoản khác. Đề nghị dùng hoặc đóng tài khoản đó."),
        Refusal::HasLeft { name } => format!("Không mở được tài khoản: «{name}» đã thôi công tác tại đơn vị. Đề nghị chọn người khác."),
        Refusal::NoRole => "Không tạo được tài khoản: chưa chọn vai trò. Đề nghị chọn ít nhất một vai trò.".to_owned(),
        Refusal::RoleHeld { unit } => format!("Không giao được vai trò: tài khoản đã có vai trò này tại «{unit}». Đề nghị chọn vai trò hoặc đơn vị khác."),
        Refusal::OldPasswordWrong => "Không đổi được mật khẩu: mật khẩu hiện tại chưa đúng. Đề nghị nhập lại.".to_owned(),
        Refusal::PasswordsDiffer => "Không đặt được mật khẩu: hai lần nhập mật khẩu mới khác nhau. Đề nghị nhập lại.".to_owned(),
        Refusal::Closed => "Không tạo được liên kết: tài khoản đang đóng. Đề nghị mở lại tài khoản trước.".to_owned(),
    }
}
