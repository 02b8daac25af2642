//! Sentences about frameworks.

use app::framework::Refusal;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoRules => "Không lập được bộ chỉ số: phụ lục không có cách tính điểm nào đọc được. Đề nghị kiểm tra cột cách tính điểm.".to_owned(),
        Refusal::TooLarge => "Không lập được bộ chỉ số: có quá nhiều dòng. Đề nghị chia thành nhiều bộ chỉ số.".to_owned(),
        Refusal::NoSuchReading { code } => format!("Không chọn được cách hiểu của chỉ số {code}: không có cách hiểu này. Đề nghị mở lại trang và chọn lại."),
        Refusal::StillUnread { code } => format!("Không xác định được quy tắc của chỉ số {code}: lời ghi lại vẫn chưa đọc được. Đề nghị ghi theo mẫu «Tỷ lệ ≥ 80 %: 10 điểm; < 80 %: tỷ lệ / 80 % × 10 điểm»."),
        Refusal::Issued { name } => format!("Không đổi được: bộ chỉ số «{name}» đã ban hành nên giữ nguyên. Đề nghị lập phiên bản kế tiếp từ văn bản sửa đổi."),
        Refusal::NotDraft { name } => format!("Không ban hành được: bộ chỉ số «{name}» không còn là dự thảo. Đề nghị mở lại trang để xem tình trạng hiện tại."),
        Refusal::HandedIn { units } => format!("Không sửa được: {units} đơn vị đã nộp bảng điểm theo bộ chỉ số này. Đề nghị lập phiên bản kế tiếp."),
        Refusal::NoName => "Không lưu được: chưa có tên bộ chỉ số. Đề nghị nhập tên, ví dụ «Bộ chỉ số DTI cấp xã năm 2027».".to_owned(),
        Refusal::NameLong { length, most } => format!("Không lưu được: tên dài {length} ký tự, nhiều nhất {most}. Đề nghị rút gọn."),
        Refusal::FollowsDraft { name } => format!("Không lập được phiên bản kế tiếp: «{name}» còn là dự thảo. Đề nghị ban hành trước, hoặc sửa ngay trong dự thảo đó."),
        Refusal::NoSuchLine { code, from } => format!("Không xác nhận được {code}: phiên bản trước không có chỉ số mã {from}. Đề nghị nhập mã cũ có trong danh sách, hoặc để trống nếu là chỉ số mới."),
        Refusal::FollowsNothing => "Không đối chiếu được: chưa chọn bộ chỉ số mà dự thảo này thay thế. Đề nghị chọn trước.".to_owned(),
        Refusal::NoCode => "Không lưu được dòng này: chưa có mã. Đề nghị nhập mã, ví dụ 1.2.".to_owned(),
        Refusal::NoTitle => "Không lưu được dòng này: chưa có tên. Đề nghị nhập tên như trong văn bản.".to_owned(),
        Refusal::CodeTaken { code, title } => format!("Không lưu được dòng này: mã {code} đã dùng cho «{title}». Đề nghị dùng mã khác."),
        Refusal::TextLong { length, most, .. } => format!("Không lưu được: nội dung dài {length} ký tự, ô này nhận nhiều nhất {most}. Đề nghị rút gọn."),
        Refusal::NotPoints { text } => format!("Không lưu được dòng này: «{text}» không phải là số điểm. Đề nghị nhập số từ 0, ví dụ 10 hoặc 12,5."),
        Refusal::UnknownWord { word } => format!("Không lưu được: «{word}» không có trong danh sách. Đề nghị mở lại trang và chọn lại."),
        Refusal::NotNumber { text, .. } => format!("Không lưu được: «{text}» không phải là số mà ô này nhận. Đề nghị nhập lại, ví dụ 2 hoặc 12,5; tỷ lệ từ 0 đến 100."),
        Refusal::GradeNameless { floor } => format!("Không lưu được thiết lập: mức xếp loại từ {floor} chưa có tên. Đề nghị nhập tên hoặc xóa ngưỡng."),
        Refusal::GradeTwice { name } => format!("Không lưu được thiết lập: xếp loại «{name}» có hai lần. Đề nghị giữ một."),
        Refusal::GradeNotLower { name, before } => format!("Không lưu được thiết lập: «{name}» đứng sau «{before}» nhưng ngưỡng không thấp hơn. Đề nghị ghi các xếp loại từ cao xuống thấp; chỉ mức cuối cùng được để trống ngưỡng."),
        Refusal::Flawed { errors } => format!("Không ban hành được: còn {errors} chỗ sai. Đề nghị sửa các chỗ này rồi ban hành."),
        Refusal::Unseen { warnings } => format!("Chưa ban hành: còn {warnings} chỗ cần xem lại. Đề nghị xem các chỗ này; nếu giữ nguyên thì đánh dấu «Đã xem» rồi ban hành."),
        Refusal::NoOtherSum { code } => format!("Không đổi được điểm của {code}: điểm ghi đã bằng tổng các dòng bên trong, hoặc dòng này không cộng từ chúng. Đề nghị mở lại trang."),
        Refusal::NoPillar => "Không lưu được dòng này: bộ chỉ số có các nhóm nên mọi mục và chỉ số phải thuộc một nhóm. Đề nghị chọn nhóm ở ô «Thuộc».".to_owned(),
        Refusal::PillarUnder { code } => format!("Không lưu được dòng này: nhóm chỉ số không nằm trong {code} được. Đề nghị chọn loại dòng «Mục», hoặc để trống ô «Thuộc»."),
        Refusal::Circle { code, under } => format!("Không chuyển được {code} vào {under}: {under} nằm trong {code}, điểm sẽ cộng vòng quanh chính nó. Đề nghị chọn dòng khác ở ô «Thuộc»."),
        Refusal::TooDeep { most } => format!("Không lưu được dòng này: bộ chỉ số nhiều nhất {most} cấp. Đề nghị đặt dòng này ở cấp cao hơn."),
        Refusal::NowhereToGo { code } => format!("Không chuyển được {code}: phía đó không còn dòng nào cùng cấp. Muốn đưa sang nhóm khác, đề nghị mở dòng này và chọn ở ô «Thuộc»."),
        Refusal::WorkedIn { code, units } => format!("Không bỏ được {code}: {units} đơn vị đã nhập liệu, gắn minh chứng hoặc trao đổi ở dòng này. Đề nghị chuyển cách cộng điểm thành «Không tính điểm» nếu không dùng nữa."),
        Refusal::NothingToOpen => "Không mở thêm được: mọi đơn vị thuộc phạm vi đã chọn đều đã có bộ chỉ số này trong kỳ. Đề nghị chọn đơn vị hoặc kỳ khác.".to_owned(),
        Refusal::RollsNothing { code } => format!("Không tính được {code} từ đơn vị cấp dưới: dòng này không hỏi số liệu đã chọn. Đề nghị chọn tỷ lệ, giá trị hoặc có hay không mà cách tính điểm cần đến."),
        Refusal::NoRollSource => "Không lưu được cách tính: chưa chọn số liệu của đơn vị cấp dưới, hoặc số liệu đó không còn. Đề nghị chọn trong danh sách.".to_owned(),
        Refusal::NoRollKinds => "Không lưu được cách tính: chưa chọn loại đơn vị nào. Đề nghị chọn ít nhất một loại, ví dụ xã, phường, đặc khu.".to_owned(),
        Refusal::NoRollTest => "Không lưu được cách tính: chưa chọn khi nào đơn vị được tính là đạt. Đề nghị chọn điều kiện.".to_owned(),
        Refusal::RollTestUnfit { named } => format!("Không lưu được cách tính: điều kiện này không đặt được cho «{named}». Đề nghị chọn «Trả lời «Có»» với câu hỏi có hay không, mức với tỷ lệ hoặc số."),
        Refusal::RollsOtherwise { how, named } => format!("Không lưu được cách tính: từ «{named}» không tính thành «{}» cho số liệu này được. Đề nghị chọn cách tính khác, hoặc số liệu khác của đơn vị cấp dưới.", crate::vi::rollup::how(*how)),
        Refusal::RolledTwice { code } => format!("Không lưu được cách tính: số liệu này đã được tính ở dòng {code}. Đề nghị sửa cách tính ở dòng đó."),
        Refusal::RollCircle { code, named } => format!("Không lưu được cách tính của {code}: «{named}» lại được tính từ chính số liệu này, trực tiếp hoặc qua số liệu khác. Đề nghị chọn số liệu do đơn vị cấp dưới tự nhập; nếu hai dòng trùng tên thì đặt tên khác cho dòng này."),
    }
}
