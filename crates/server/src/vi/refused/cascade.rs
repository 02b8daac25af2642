//! Sentences for refusals.

use app::cascade::Refusal;
use domain::cascade::LEAD_DAYS_MAX;

use super::super::time::date;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotIssued { name } => format!("Không thực hiện được: kế hoạch «{name}» chưa ban hành hoặc đã thu hồi. Đề nghị chọn kế hoạch đang có hiệu lực."),
        Refusal::AlreadyMade { name } => format!("Không lập được dự thảo: đơn vị đã có «{name}» triển khai kế hoạch này. Đề nghị sửa kế hoạch đó, hoặc thu hồi rồi lập lại."),
        Refusal::NothingTaken => "Không lập được dự thảo: không có dòng nào thuộc đơn vị. Đề nghị phân loại ít nhất một dòng là ta chủ trì, ta phối hợp hoặc chưa phân loại.".to_owned(),
        Refusal::LeadDays { days } => format!("Không tính được hạn: {days} ngày trước hạn cấp trên là quá dài, nhiều nhất {LEAD_DAYS_MAX} ngày. Đề nghị nhập số ngày ít hơn."),
        Refusal::LaterThanAbove { row, due, above } => format!("Không lập được dự thảo: dòng «{row}» có hạn {}, muộn hơn hạn cấp trên {}. Đề nghị chọn ngày không muộn hơn.", date(due), date(above)),
        Refusal::Past { count } => format!("Không lập được dự thảo: {count} dòng có hạn đã qua. Đề nghị sửa ngày, hoặc đánh dấu đồng ý giữ hạn đã qua."),
        Refusal::UnknownParty { row, name } => format!("Không lập được dự thảo: dòng «{row}» giao cho «{name}», danh bạ không có tên này hoặc có nhiều hơn một. Đề nghị chọn tên trong danh bạ."),
        Refusal::NoPlanAbove => "Không thực hiện được: kế hoạch chưa gắn kế hoạch cấp trên. Đề nghị chọn kế hoạch cấp trên và đối chiếu trước.".to_owned(),
        Refusal::OtherPlanAbove { name } => format!("Không liên kết được: kế hoạch đang gắn với «{name}». Đề nghị gỡ toàn bộ liên kết với kế hoạch đó trước."),
        Refusal::LinkedTwice { row } => format!("Không liên kết được: dòng «{row}» hoặc dòng cấp trên của nó đã có cặp khác. Đề nghị gỡ liên kết cũ hoặc bỏ chọn cặp trùng."),
        Refusal::NothingPicked => "Không có gì để ghi: chưa chọn dòng nào. Đề nghị chọn ít nhất một dòng.".to_owned(),
        Refusal::NotSure => "Không gỡ được liên kết: chưa xác nhận gỡ toàn bộ. Đề nghị đánh dấu xác nhận rồi gỡ.".to_owned(),
        Refusal::NobodyToRemind => "Không gửi được nhắc việc: chưa chọn đơn vị nào chưa gửi kế hoạch. Đề nghị chọn ít nhất một đơn vị.".to_owned(),
    }
}
