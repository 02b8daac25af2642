//! Why a use case was refused, in a sentence: one file for each noun, one exhaustive match each.

mod account;
mod appraisal;
mod assignment;
mod cascade;
mod comment;
mod evidence;
mod feed;
mod figure;
mod framework;
mod import;
mod lineage;
mod notice;
mod paper;
mod party;
mod period;
mod plan;
mod publication;
mod registry;
mod survey;
mod unit;
mod workday;

pub(crate) use appraisal::{conflict, what_is_left};

use app::Refusal;

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Account(refusal) => account::sentence(refusal),
        Refusal::Unit(refusal) => unit::sentence(refusal),
        Refusal::Registry(refusal) => registry::sentence(refusal),
        Refusal::Lineage(refusal) => lineage::sentence(refusal),
        Refusal::Party(refusal) => party::sentence(refusal),
        Refusal::Plan(refusal) => plan::sentence(refusal),
        Refusal::Cascade(refusal) => cascade::sentence(refusal),
        Refusal::Import(refusal) => import::sentence(refusal),
        Refusal::Assignment(refusal) => assignment::sentence(refusal),
        Refusal::Notice(refusal) => notice::sentence(refusal),
        Refusal::Comment(refusal) => comment::sentence(refusal),
        Refusal::Framework(refusal) => framework::sentence(refusal),
        Refusal::Survey(refusal) => survey::sentence(refusal),
        Refusal::Period(refusal) => period::sentence(refusal),
        Refusal::WorkDay(refusal) => workday::sentence(refusal),
        Refusal::Feed(refusal) => feed::sentence(refusal),
        Refusal::Appraisal(refusal) => appraisal::sentence(refusal),
        Refusal::Publication(refusal) => publication::sentence(refusal),
        Refusal::Figure(refusal) => figure::sentence(refusal),
        Refusal::Evidence(refusal) => evidence::sentence(refusal),
        Refusal::Paper(refusal) => paper::sentence(refusal),
        Refusal::Document(refusal) => super::refusal::sentence(refusal),
    }
}

#[cfg(test)]
mod tests {
    use app::{appraisal, framework, lineage, unit};
    use jiff::civil::date;

    use super::*;

    #[track_caller]
    fn check(refusal: impl Into<Refusal>, expected: &str) {
        assert_eq!(sentence(&refusal.into()), expected);
    }

    #[test]
    fn what_must_never_be_is_refused_with_what_why_and_what_to_do() {
        let (unit, into) = ("Phường Hạ Khê".to_owned(), "Phường Khê Lội".to_owned());
        check(
            lineage::Refusal::Circle {
                unit: unit.clone(),
                into: into.clone(),
            },
            "Không sáp nhập được: «Phường Khê Lội» trước đây đã thành «Phường Hạ Khê», nhập trở lại sẽ thành vòng. Đề nghị chọn đơn vị khác.",
        );
        check(
            lineage::Refusal::Ended {
                unit: unit.clone(),
                last_day: date(2026, 6, 30),
                became: Some(into),
            },
            "Không lưu được thay đổi: «Phường Hạ Khê» đã kết thúc ngày 30/06/2026 và đã thành «Phường Khê Lội», không sáp nhập hay chia lần nữa. Đề nghị chọn «Phường Khê Lội».",
        );
        check(
            unit::Refusal::CodeTaken {
                code: "90002".to_owned(),
                name: unit,
                valid_from: date(2025, 7, 1),
                valid_to: None,
            },
            "Không lưu được đơn vị: mã 90002 đang là mã của «Phường Hạ Khê» từ 01/07/2025. Một mã không dùng cho hai đơn vị trong cùng một ngày. Đề nghị sửa mã hoặc ngày.",
        );
        check(
            framework::Refusal::Circle {
                code: "1".to_owned(),
                under: "1.1".to_owned(),
            },
            "Không chuyển được 1 vào 1.1: 1.1 nằm trong 1, điểm sẽ cộng vòng quanh chính nó. Đề nghị chọn dòng khác ở ô «Thuộc».",
        );
        check(
            appraisal::Refusal::Locked {
                name: "Năm 2026".to_owned(),
                since: "2026-10-15T02:00:00Z".to_owned(),
            },
            "Không nộp và thẩm định được: «Năm 2026» đã khóa từ 09:00 ngày 15/10/2026. Đề nghị liên hệ quản trị hoặc đầu mối để mở khóa.",
        );
        check(
            appraisal::Refusal::ObjectionOver {
                until: date(2026, 10, 20),
            },
            "Không gửi được kiến nghị: hạn giải trình, kiến nghị là 20/10/2026, đã qua. Đề nghị liên hệ tổ thẩm định.",
        );
    }
}
