//! Words for days off and days worked instead.

use app::workday::{Kind, Said};
use domain::work::{Ground, Holiday};

/// «Quốc khánh».
pub fn holiday(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::NewYear => "Tết Dương lịch",
        Holiday::LunarNewYear => "Tết Nguyên đán",
        Holiday::HungKings => "Giỗ Tổ Hùng Vương",
        Holiday::Victory => "Ngày Chiến thắng",
        Holiday::Labour => "Ngày Quốc tế lao động",
        Holiday::National => "Quốc khánh",
        Holiday::Bridge => "Nghỉ hoán đổi",
    }
}

/// By what authority.
pub fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Law => "Điều 112 Bộ luật Lao động 2019",
        Ground::Decided => "Thông báo nghỉ lễ, Tết của năm",
        Ground::Assumed => "Dự kiến, chờ thông báo của năm",
        Ground::InReturn => "Nghỉ bù theo khoản 3 Điều 111",
    }
}

/// Why the day is what it is, and by what authority.
pub fn said(said: &Said) -> (String, String) {
    match said {
        Said::Off(day, why) => (holiday(*day).to_owned(), ground(*why).to_owned()),
        Said::Worked => ("Làm bù".to_owned(), ground(Ground::Decided).to_owned()),
        Said::Entered(one) => (
            match one.kind {
                Kind::Off => "Nghỉ, do quản trị đặt".to_owned(),
                Kind::Worked => "Làm việc, do quản trị đặt".to_owned(),
            },
            one.why.clone(),
        ),
    }
}

/// In a square of the calendar: «Nghỉ: Quốc khánh».
pub fn short(said: &Said) -> String {
    match said {
        Said::Off(day, Ground::InReturn) => format!("Nghỉ bù: {}", holiday(*day)),
        Said::Off(day, Ground::Assumed) => format!("Nghỉ (dự kiến): {}", holiday(*day)),
        Said::Off(Holiday::Bridge, _) => "Nghỉ hoán đổi".to_owned(),
        Said::Off(day, _) => format!("Nghỉ: {}", holiday(*day)),
        Said::Worked => "Làm bù".to_owned(),
        Said::Entered(one) => match one.kind {
            Kind::Off => "Nghỉ".to_owned(),
            Kind::Worked => "Làm việc".to_owned(),
        },
    }
}
