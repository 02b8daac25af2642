//! Words for roles, units, parties and periods.

use app::party::PartyKind;
use app::period::Part;
use app::unit::UnitKind;
use domain::authority::Role;

/// «Đầu mối».
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Administrator => "Quản trị",
        Role::Leader => "Lãnh đạo",
        Role::Focal => "Đầu mối",
        Role::Officer => "Công chức",
        Role::Provider => "Cung cấp số liệu",
        Role::Appraiser => "Thẩm định",
        Role::Reader => "Chỉ xem",
    }
}

/// What a role is for, in a line.
pub fn role_hint(role: Role) -> &'static str {
    match role {
        Role::Administrator => "Tài khoản, đơn vị, kỳ đánh giá, nhật ký; không nhập số liệu.",
        Role::Leader => "Xem tất cả, ban hành kế hoạch, trao đổi.",
        Role::Focal => "Nhập kế hoạch, phân công, đôn đốc, sửa mọi số liệu của đơn vị.",
        Role::Officer => "Làm phần việc được giao chủ trì hoặc phối hợp.",
        Role::Provider => "Chỉ nhập số liệu được giao.",
        Role::Appraiser => "Thẩm định điểm tự chấm.",
        Role::Reader => "Xem kế hoạch, số liệu và điểm.",
    }
}

/// «Xã, phường, đặc khu».
pub fn unit_kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Province => "Tỉnh",
        UnitKind::City => "Thành phố, huyện",
        UnitKind::Commune => "Xã, phường, đặc khu",
        UnitKind::Office => "Phòng, ban, trung tâm",
        UnitKind::Village => "Thôn, tổ dân phố",
        UnitKind::Other => "Cơ quan khác",
    }
}

/// «Chức danh».
pub fn party_kind(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Unit => "Đơn vị",
        PartyKind::Post => "Chức danh",
        PartyKind::Person => "Cán bộ",
        PartyKind::Group => "Nhóm",
        PartyKind::Outsider => "Bên ngoài",
    }
}

/// «9 tháng đầu năm».
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Year => "Cả năm",
        Part::Quarter => "Quý I",
        Part::Half => "6 tháng đầu năm",
        Part::NineMonths => "9 tháng đầu năm",
    }
}

/// A step of a period.
pub fn step(step: app::period::Step) -> &'static str {
    use app::period::Step;
    match step {
        Step::Collect => "Thu thập số liệu",
        Step::Score => "Tự chấm",
        Step::Appraise => "Thẩm định",
        Step::Object => "Giải trình, kiến nghị",
        Step::Publish => "Công bố",
    }
}

/// How a request to enter figures later stands: the class of its badge and its word.
pub fn exception(one: &app::period::Exception, today: jiff::civil::Date) -> (&'static str, String) {
    use app::period::ExceptionAnswer;
    let until = one
        .until
        .map(|day| super::time::date(&day))
        .unwrap_or_default();
    match one.answer {
        None => ("submitted", "Chờ cấp trên trả lời".to_owned()),
        Some(ExceptionAnswer::Granted) if one.until.is_some_and(|until| until < today) => {
            ("not-applicable", format!("Đã hết gia hạn {until}"))
        }
        Some(ExceptionAnswer::Granted) => ("done", format!("Được nhập đến hết ngày {until}")),
        Some(ExceptionAnswer::Refused) => ("returned", "Không đồng ý".to_owned()),
        Some(ExceptionAnswer::Ended) => ("not-applicable", "Đã thu hồi".to_owned()),
    }
}
