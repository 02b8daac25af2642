//! Words about plans on pages: kinds of rows, parts, states, what is missing, what happened.

use app::plan::{DueWindow, Happened, Missing, PlanRow, Role, State, Triage};
use domain::plan::RowKind;
use domain::work::{Standing, Status};
use reading::words;

use super::time;

/// «Chỉ số».
pub fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Banner => "Tiêu đề bảng",
        RowKind::Heading => "Nhóm",
        RowKind::Indicator => "Chỉ số",
        RowKind::Task => "Nhiệm vụ",
        RowKind::Target => "Chỉ tiêu",
    }
}

/// «Ta chủ trì».
pub fn triage(triage: Triage) -> &'static str {
    match triage {
        Triage::Leads => "Ta chủ trì",
        Triage::Supports => "Ta phối hợp",
        Triage::NotOurs => "Không thuộc đơn vị",
        Triage::Undecided => "Chưa phân loại",
    }
}

/// «Chủ trì».
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Lead => "Chủ trì",
        Role::Supporting => "Phối hợp",
        Role::OutsideLead => "Chủ trì ngoài đơn vị",
    }
}

/// Badge and word of a plan's state.
pub fn state(state: State) -> (&'static str, &'static str) {
    match state {
        State::Draft => ("draft", "Dự thảo"),
        State::Issued => ("issued", "Đã ban hành"),
        State::Withdrawn => ("returned", "Đã thu hồi"),
    }
}

/// «Quá hạn».
pub fn due(window: DueWindow) -> &'static str {
    match window {
        DueWindow::Overdue => "Quá hạn",
        DueWindow::Week => "Trong 7 ngày",
        DueWindow::Month => "Trong 30 ngày",
        DueWindow::Later => "Sau 30 ngày",
        DueWindow::Undated => "Không có ngày",
    }
}

/// «Đang thực hiện».
pub fn status(status: Status) -> String {
    capital(words::work::status(status))
}

/// Badge and word of how a row stands: «Quá hạn 3 ngày» before what is stored.
pub fn standing(row: &PlanRow, today: jiff::civil::Date) -> (&'static str, String) {
    match row.standing(today) {
        late @ Standing::Overdue { .. } => ("overdue", capital(&words::work::standing(late))),
        _ => (badge(row.status), status(row.status)),
    }
}

/// The badge of a stored status.
pub fn badge(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "not-started",
        Status::InProgress => "in-progress",
        Status::WaitingProof => "waiting-proof",
        Status::Submitted => "submitted",
        Status::Appraised => "appraised",
        Status::Returned => "returned",
        Status::Done => "done",
        Status::NotApplicable => "not-applicable",
    }
}

/// With a capital at the start.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// What a draft lacks.
pub fn missing(what: Missing) -> String {
    match what {
        Missing::Reference => "Chưa có số, ký hiệu".to_owned(),
        Missing::Date => "Chưa có ngày ban hành".to_owned(),
        Missing::Rows => "Chưa có dòng việc nào".to_owned(),
        Missing::Issuer => "Chưa có cơ quan ban hành".to_owned(),
        Missing::Signatory => "Chưa có người ký".to_owned(),
        Missing::Undecided(count) => format!("{count} dòng chưa phân loại ta chủ trì hay phối hợp"),
        Missing::WithoutLead(count) => format!("{count} dòng ta chủ trì chưa có người chủ trì"),
        Missing::Unread(count) => format!("{count} dòng có thời hạn chưa xác định được ngày"),
        Missing::Findings(count) => format!("{count} lỗi của văn bản chưa được xử lý"),
    }
}

/// Where a plan came from.
pub fn origin(origin: &str) -> &'static str {
    match origin {
        "imported" => "Nhập từ tệp",
        "copied" => "Chép từ năm trước",
        _ => "Soạn trên phần mềm",
    }
}

/// What happened, as a verb.
pub fn happened(kind: &str) -> &str {
    match kind {
        "plan.created" => "Lập kế hoạch",
        "plan.edited" => "Sửa thông tin văn bản",
        "plan.amended" => "Điều chỉnh thông tin văn bản",
        "plan.issued" => "Ban hành kế hoạch",
        "plan.withdrawn" => "Thu hồi kế hoạch",
        "plan.restored" => "Khôi phục kế hoạch",
        "plan_row.added" => "Thêm dòng",
        "plan_row.edited" => "Sửa dòng",
        "plan_row.amended" => "Điều chỉnh dòng",
        "plan_row.removed" => "Gỡ dòng",
        "plan_row.restored" => "Khôi phục dòng",
        "plan_row.moved" => "Chuyển vị trí dòng",
        "plan_row.assigned" => "Phân công",
        "plan_row.unassigned" => "Kết thúc phân công",
        other => super::event::words(other),
    }
}

/// Whether it changed a plan already in force.
pub fn is_amendment(happened: &Happened) -> bool {
    happened.kind.ends_with(".amended") || happened.reason.is_some()
}

/// The name of a field.
pub fn field(name: &str) -> &str {
    match name {
        "kind" => "Loại",
        "reference" => "Số, ký hiệu",
        "issued_on" => "Ngày ban hành",
        "place" => "Nơi ban hành",
        "issuer" => "Cơ quan ban hành",
        "title" => "Nội dung",
        "signatory" => "Người ký",
        "year" => "Năm",
        "state" => "Trạng thái",
        "origin" => "Nguồn",
        "rows" => "Số dòng",
        "code" => "Mã",
        "max_points" => "Điểm tối đa",
        "rule_text" => "Cách tính điểm",
        "evidence_text" => "Minh chứng",
        "source_text" => "Nguồn dữ liệu",
        "deadline_text" => "Thời hạn",
        "effective_due" => "Ngày hạn áp dụng",
        "measure" => "Đơn vị tính",
        "target_text" => "Chỉ tiêu",
        "note" => "Ghi chú",
        "triage" => "Phân loại",
        "lead" => "Chủ trì",
        "supporting" => "Phối hợp",
        "outside_lead" => "Chủ trì ngoài đơn vị",
        "after" => "Đặt sau",
        "status" => "Tiến độ",
        other => super::event::field(other),
    }
}

/// A stored value as people read it: dates, names of kinds and states, points.
pub fn value(field: &str, value: &str) -> String {
    let date = || value.parse().ok().map(|date| time::date(&date));
    let word = match field {
        "issued_on" | "effective_due" => date(),
        "triage" => Triage::parse(value).map(|one| triage(one).to_owned()),
        "state" => State::parse(value).map(|one| state(one).1.to_owned()),
        "status" => Status::parse(value).map(status),
        "origin" => Some(origin(value).to_owned()),
        "kind" => app::plan::kind_of(value).map(|one| kind(one).to_owned()),
        "max_points" => value
            .parse()
            .ok()
            .map(|points| super::number::points(&points, 2)),
        _ => None,
    };
    word.unwrap_or_else(|| super::event::value(field, value))
}

/// «Đơn vị», for the groups of a choice of parties.
pub fn party_kind(kind: &str) -> &'static str {
    match kind {
        "unit" => "Đơn vị",
        "post" => "Chức danh",
        "person" => "Cán bộ",
        "group" => "Nhóm",
        _ => "Ngoài đơn vị",
    }
}
