//! Sentences about frozen scorecards that were made again from the audit log.

use app::scorecard::{Differing, Kind, Rechecked, Unlike};

use super::number::thousands;

/// Whose word a scorecard is: «Bảng điểm thẩm định».
fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Claimed => "Bảng tự chấm",
        Kind::Appraised => "Bảng điểm thẩm định",
        Kind::Final => "Bảng điểm chính thức",
    }
}

/// A scorecard that does not agree with the log.
pub fn differing(one: &Differing) -> String {
    let why = match one.what {
        Unlike::Text => "nội dung không khớp mã băm của chính nó",
        Unlike::Noted => "mã băm khác mã băm ghi trong nhật ký lúc chốt",
        Unlike::Replayed => "dựng lại từ nhật ký và bộ chỉ số đã ban hành ra kết quả khác",
        Unlike::Unknown => "nhật ký không ghi lần chốt này",
        Unlike::Gone => "nhật ký có ghi lần chốt này nhưng bảng điểm không còn",
    };
    format!(
        "{} lần {} của {}, {}, «{}»: {why}.",
        called(one.kind),
        one.number,
        one.unit,
        one.period,
        one.framework,
    )
}

/// What was found, in one sentence; so many were told one by one.
pub fn rechecked(found: &Rechecked, told_max: usize) -> String {
    let count = |number: usize| thousands(i64::try_from(number).unwrap_or(i64::MAX));
    let (cards, wrong) = (found.cards, found.differing.len());
    if wrong == 0 {
        return format!(
            "Nhật ký còn nguyên và dựng lại đúng từng byte {} bảng điểm đã chốt của {} hồ sơ.",
            count(cards),
            count(found.assessments),
        );
    }
    let more = wrong.saturating_sub(told_max);
    let more = if more == 0 {
        String::new()
    } else {
        format!(" Còn {} bảng điểm khác chưa nêu ở trên.", count(more))
    };
    format!(
        "Có {} bảng điểm không khớp nhật ký trong {} bảng điểm đã chốt.{more} Đề nghị giữ nguyên dữ liệu, đối chiếu với bản sao lưu gần nhất.",
        count(wrong),
        count(cards),
    )
}
