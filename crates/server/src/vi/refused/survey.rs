//! Sentences about surveys.

use app::survey::Refusal;
use reading::words::figure::unclear;

use crate::vi::time;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoTitle => "Không lưu được khảo sát: chưa có tên. Đề nghị ghi tên khảo sát.".to_owned(),
        Refusal::NoQuestion => "Không lưu được khảo sát: chưa có câu hỏi nào. Đề nghị ghi ít nhất một câu.".to_owned(),
        Refusal::ManyQuestions { most } => format!(
            "Không lưu được khảo sát: quá {most} câu hỏi. Đề nghị bớt câu hoặc tách thành nhiều khảo sát."
        ),
        Refusal::TooLong { chars_max } => {
            format!("Không lưu được: nội dung dài quá {chars_max} ký tự. Đề nghị rút gọn.")
        }
        Refusal::TermUnread { term } if term.is_empty() => {
            "Không lưu được khảo sát: chưa có hạn trả lời. Đề nghị ghi, ví dụ «15 ngày kể từ ngày phát hành».".to_owned()
        }
        Refusal::TermUnread { term } => format!(
            "Không đọc được hạn trả lời «{term}»: cần một ngày hoặc một số ngày. Đề nghị ghi, ví dụ «15 ngày kể từ ngày phát hành» hoặc «trước ngày 20/11/2026»."
        ),
        Refusal::DueOutside { issued_on, due_on } => format!(
            "Không nhận được hạn trả lời {}: khảo sát phát hành ngày {}, hạn phải từ ngày đó đến hai năm sau. Đề nghị sửa hạn.",
            time::date(due_on),
            time::date(issued_on)
        ),
        Refusal::DocumentAhead { document_on } => format!(
            "Không phát hành được: ngày văn bản {} chưa đến. Đề nghị sửa ngày hoặc chờ đến ngày đó.",
            time::date(document_on)
        ),
        Refusal::NobodyAsked => "Không lưu được khảo sát: không có đơn vị nào được hỏi. Đề nghị chọn đơn vị bên dưới.".to_owned(),
        Refusal::UnknownUnit { name } => format!(
            "Không tìm thấy đơn vị «{name}» trong các đơn vị bên dưới. Đề nghị ghi đúng tên hoặc mã."
        ),
        Refusal::ManyUnits { name } => format!(
            "Không rõ đơn vị nào: có nhiều đơn vị tên «{name}». Đề nghị ghi mã đơn vị."
        ),
        Refusal::UnknownIndicator { code } => format!(
            "Không tìm thấy chỉ số mã «{code}» mà các đơn vị bên dưới nhập trong kỳ này. Đề nghị kiểm tra mã."
        ),
        Refusal::NoFigure { code } => format!(
            "Không hỏi được số liệu của chỉ số «{code}»: chỉ số này không có số liệu để nhập. Đề nghị chọn chỉ số khác hoặc hỏi bằng câu hỏi."
        ),
        Refusal::NotDraft => "Không sửa được khảo sát: chỉ dự thảo mới sửa được. Đề nghị thu hồi và soạn khảo sát mới.".to_owned(),
        Refusal::NotOpen => "Không thực hiện được: khảo sát không còn lấy trả lời. Đề nghị liên hệ đơn vị hỏi.".to_owned(),
        Refusal::NoSuchStep => "Không thực hiện được: trạng thái của khảo sát đã khác. Đề nghị mở lại trang để xem.".to_owned(),
        Refusal::Unanswered { number } => format!(
            "Không gửi được trả lời: câu {number} còn trống. Đề nghị trả lời đủ các câu, hoặc lưu nháp để làm tiếp."
        ),
        Refusal::Unread { number, why } => format!("Câu {number}: {}", unclear(why)),
        Refusal::DueOver { due_on } => format!(
            "Không sửa được trả lời: đã gửi và đã hết hạn ngày {}. Đề nghị liên hệ đơn vị hỏi.",
            time::date(due_on)
        ),
        Refusal::NobodyLeft => "Không có ai để nhắc: mọi đơn vị đã trả lời. Đề nghị đóng khảo sát.".to_owned(),
        Refusal::NothingSent => "Không lấy được số liệu: đơn vị chưa gửi số liệu của chỉ số này. Đề nghị gửi trả lời trước.".to_owned(),
    }
}
