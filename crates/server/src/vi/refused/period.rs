//! Sentences about periods.

use app::period::Refusal;

use crate::vi::{people, time};

/// The sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::BadYear => {
            "Không mở được kỳ: năm phải từ 2000 đến 2100. Đề nghị nhập lại năm.".to_owned()
        }
        Refusal::Exists { name } => {
            format!("Không mở được kỳ: «{name}» đã có. Đề nghị chọn năm hoặc khoảng khác.")
        }
        Refusal::ClosesEarly {
            closes_on,
            starts_on,
        } => format!(
            "Không lưu được hạn nhập liệu: ngày {} trước ngày đầu kỳ {}. Đề nghị chọn ngày muộn hơn.",
            time::date(closes_on),
            time::date(starts_on)
        ),
        Refusal::StepEarly { step, starts_on } => format!(
            "Không lưu được các bước: bước «{}» bắt đầu trước ngày đầu kỳ {}. Đề nghị chọn ngày muộn hơn.",
            people::step(*step),
            time::date(starts_on)
        ),
        Refusal::StepBackwards { step } => format!(
            "Không lưu được các bước: bước «{}» kết thúc trước khi bắt đầu. Đề nghị sửa ngày của bước này.",
            people::step(*step)
        ),
        Refusal::StepOverlaps {
            step,
            before,
            ends_on,
        } => format!(
            "Không lưu được các bước: bước «{}» bắt đầu khi bước «{}» chưa kết thúc ({}). Đề nghị để các bước nối tiếp nhau, không chồng ngày.",
            people::step(*step),
            people::step(*before),
            time::date(ends_on)
        ),
        Refusal::NoName => {
            "Không chốt được số liệu: chưa đặt tên. Đề nghị ghi tên, ví dụ «Số liệu đến hết ngày 15/10».".to_owned()
        }
        Refusal::NothingToFreeze => "Không chốt được số liệu: bộ chỉ số này chưa mở cho đơn vị nào ở đây trong kỳ. Đề nghị chọn bộ chỉ số khác.".to_owned(),
        Refusal::NoReason => {
            "Không gửi được: chưa ghi lý do. Đề nghị ghi lý do.".to_owned()
        }
        Refusal::TooLong { chars_max } => {
            format!("Không gửi được: nội dung dài quá {chars_max} ký tự. Đề nghị rút gọn.")
        }
        Refusal::UntilOutside { today, most } => format!(
            "Không gia hạn được đến ngày này: chỉ nhận ngày từ {} đến {}. Đề nghị chọn ngày khác.",
            time::date(today),
            time::date(most)
        ),
        Refusal::StillOpen { name } => format!(
            "Không xin gia hạn được: đơn vị đang nhập liệu «{name}» được. Đề nghị nhập liệu như bình thường."
        ),
        Refusal::AskedAlready => "Không gửi thêm được: đơn vị đã xin gia hạn và đang chờ cấp trên trả lời. Đề nghị chờ trả lời.".to_owned(),
        Refusal::AnsweredAlready => "Không trả lời được: đề nghị này đã được trả lời. Đề nghị mở lại trang để xem.".to_owned(),
        Refusal::Locked { name, since } => format!(
            "Không nhập được số liệu: «{name}» đã khóa từ {}. Đề nghị xin cấp trên gia hạn cho đơn vị.",
            time::instant(since)
        ),
        Refusal::Over { name, closes_on } => format!(
            "Không nhập được số liệu: hạn nhập liệu của «{name}» là {}, đã qua. Đề nghị xin cấp trên gia hạn cho đơn vị.",
            time::date(closes_on)
        ),
    }
}
