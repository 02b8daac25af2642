//! Sentences: `app::import`.

use app::import::{Hanging, Refusal};

use crate::vi::NOTHING_READABLE;

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NothingReadable => NOTHING_READABLE.to_owned(),
        Refusal::BadYear { typed } => format!("Không nhập được kế hoạch: năm «{typed}» không nằm trong khoảng 2000 đến 2100. Đề nghị nhập năm của kế hoạch."),
        Refusal::Written => "Không sửa được bản nhập: bản này đã ghi thành kế hoạch. Đề nghị sửa trong trang kế hoạch, hoặc hoàn tác rồi nhập lại.".to_owned(),
        Refusal::Discarded => "Không mở được bản nhập: bản này đã bỏ. Đề nghị tải tệp lên lại.".to_owned(),
        Refusal::NotWritten => "Không hoàn tác được: bản nhập này chưa ghi gì. Đề nghị tải lại trang.".to_owned(),
        Refusal::TooMuch => "Không lưu được: nội dung sửa lớn hơn mức phần mềm giữ cho một bản nhập (4 MB). Đề nghị rút gọn các ô đã sửa.".to_owned(),
        Refusal::BadPoints { typed } => format!("Không lưu được: «{typed}» không phải là số điểm. Đề nghị nhập số, ví dụ 8,5."),
        Refusal::NoTitle => "Không lưu được: nội dung của dòng còn trống. Đề nghị nhập nội dung.".to_owned(),
        Refusal::BadDay { typed } => format!("Không lưu được: «{typed}» không phải là ngày. Đề nghị nhập dạng 14/10/2026."),
        Refusal::WorkHangsOnIt(hanging) => format!("Không hoàn tác được: sau khi ghi đã có {}. Đề nghị thu hồi kế hoạch trong trang kế hoạch để giữ các nội dung này.", counts(hanging)),
        Refusal::AmendsGone => "Không ghi được: kế hoạch được chọn làm bản trước không còn hiệu lực. Đề nghị chọn lại ở bước đối chiếu.".to_owned(),
    }
}

/// «3 trạng thái đã đổi, 2 minh chứng»: what hangs on a plan.
fn counts(hanging: &Hanging) -> String {
    let all = [
        (hanging.statuses, "dòng đã đổi trạng thái"),
        (hanging.happenings, "lần thực hiện đã ghi nhận"),
        (hanging.evidence, "minh chứng đã gắn"),
        (hanging.comments, "ý kiến trao đổi"),
        (hanging.figures, "số liệu đã nhập"),
        (hanging.versions, "bản sửa đổi"),
    ];
    let said = all.into_iter().filter(|(count, _)| *count > 0);
    said.map(|(count, what)| format!("{count} {what}"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_on_a_plan_is_counted() {
        let hanging = Hanging {
            statuses: 3,
            evidence: 2,
            ..Hanging::default()
        };
        let sentence = sentence(&Refusal::WorkHangsOnIt(hanging));
        assert!(
            sentence.contains("đã có 3 dòng đã đổi trạng thái, 2 minh chứng đã gắn."),
            "{sentence}"
        );
    }
}
