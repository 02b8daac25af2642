//! What happened, in words: one table from an event's kind to its sentence, one from a field's key
//! to its label. A test looks for kinds in the sources that have no words here.

use serde_json::Value;

/// Kinds of events and what they say of their subject: «Đã <…>».
const KINDS: &[(&str, &str)] = &[
    ("account.closed", "Đóng tài khoản"),
    ("account.created", "Tạo tài khoản"),
    ("account.first_administrator", "Tạo quản trị đầu tiên"),
    ("account.first_link", "Cấp liên kết tạo quản trị đầu tiên"),
    ("account.link_created", "Cấp liên kết đặt mật khẩu"),
    (
        "account.locked",
        "Khóa tạm thời vì nhập sai mật khẩu nhiều lần",
    ),
    ("account.opened", "Mở lại tài khoản"),
    ("account.password_changed", "Đổi mật khẩu"),
    ("account.password_reset", "Đặt lại mật khẩu"),
    ("account.password_set", "Đặt mật khẩu"),
    ("account.reopened", "Mở lại tài khoản"),
    ("account.reset_link", "Cấp liên kết đặt lại mật khẩu"),
    ("account.role_ended", "Thôi giao vai trò"),
    ("account.role_granted", "Giao vai trò"),
    ("account.sessions_ended", "Kết thúc các phiên đăng nhập"),
    ("account.signed_in", "Đăng nhập"),
    ("account.signed_out", "Đăng xuất"),
    ("account.token_created", "Tạo mã truy cập cho phần mềm khác"),
    ("account.token_revoked", "Thu hồi mã truy cập"),
    ("account.unlocked", "Mở khóa tài khoản"),
    ("account.wrong_password", "Nhập sai mật khẩu"),
    ("alias.forgotten", "Bỏ một cách gọi"),
    ("alias.remembered", "Ghi nhớ một cách gọi"),
    ("appraisal.terms_set", "Đặt cách thẩm định"),
    ("assessment.appraised", "Kết thúc thẩm định"),
    ("assessment.closed", "Chốt bảng điểm chính thức"),
    ("assessment.opened", "Mở bảng điểm"),
    ("assessment.submitted", "Nộp số liệu và bảng tự chấm"),
    ("assessment.taken_back", "Thôi mở bảng điểm chưa dùng"),
    ("assessment.withdrawn", "Rút lại số liệu đã nộp"),
    ("assignment.ended", "Thôi phân công"),
    ("assignment.made", "Phân công"),
    ("assignment.status_changed", "Đổi trạng thái công việc"),
    ("cascade.accepted", "Nhận thay đổi của kế hoạch cấp trên"),
    (
        "cascade.declined",
        "Không nhận thay đổi của kế hoạch cấp trên",
    ),
    ("cascade.linked", "Liên kết với kế hoạch cấp trên"),
    (
        "cascade.made",
        "Lập kế hoạch triển khai từ kế hoạch cấp trên",
    ),
    ("cascade.reminded", "Nhắc đơn vị gửi kế hoạch triển khai"),
    ("cascade.unlinked", "Gỡ liên kết với kế hoạch cấp trên"),
    ("comment.added", "Thêm ý kiến"),
    ("comment.removed", "Gỡ ý kiến"),
    ("decision.made", "Quyết định thẩm định"),
    ("entry.compared", "Tính lại điểm khi so với đơn vị khác"),
    ("entry.rolled_up", "Tính lại từ số liệu của đơn vị cấp dưới"),
    ("entry.saved", "Lưu số liệu"),
    ("entry.sent_back", "Trả lại một chỉ số"),
    ("evidence.added", "Thêm minh chứng"),
    ("evidence.changed", "Sửa thông tin minh chứng"),
    ("evidence.confirmed", "Xác nhận thông tin minh chứng"),
    ("evidence.downloaded", "Tải tệp minh chứng"),
    ("evidence.put_away", "Cất minh chứng"),
    (
        "evidence.requirement_named",
        "Đổi yêu cầu mà minh chứng đáp ứng",
    ),
    ("evidence.restored", "Khôi phục minh chứng"),
    ("evidence.use_ended", "Thôi dùng minh chứng cho một dòng"),
    ("evidence.used", "Dùng minh chứng cho một dòng"),
    ("evidence.viewed", "Xem tệp minh chứng"),
    ("feed.made", "Tạo địa chỉ lịch đăng ký"),
    ("feed.revoked", "Thu hồi địa chỉ lịch đăng ký"),
    (
        "figure.check_taken_back",
        "Bỏ xác nhận số liệu được cung cấp",
    ),
    (
        "figure.checked",
        "Xác nhận đã kiểm tra số liệu được cung cấp",
    ),
    (
        "figure.dispute_answered",
        "Trả lời ý kiến về số liệu được cung cấp",
    ),
    (
        "figure.disputed",
        "Không thống nhất với số liệu được cung cấp",
    ),
    ("figure.provided", "Cung cấp số liệu cho các đơn vị"),
    ("figure.provider_named", "Chọn bên cung cấp số liệu"),
    (
        "figure.providers_taken",
        "Chọn bên cung cấp số liệu theo bộ chỉ số",
    ),
    ("figure.released", "Gỡ khóa số liệu được cung cấp"),
    ("figure.requested", "Đề nghị cung cấp số liệu"),
    ("framework.adopted", "Lập bộ chỉ số từ kế hoạch"),
    ("framework.created", "Tạo bộ chỉ số"),
    (
        "framework.crosswalked",
        "Đối chiếu chỉ số với phiên bản trước",
    ),
    ("framework.declared", "Sửa thiết lập của bộ chỉ số"),
    ("framework.followed", "Chọn phiên bản mà dự thảo thay thế"),
    ("framework.issued", "Ban hành bộ chỉ số"),
    ("framework.withdrawn", "Thu hồi bộ chỉ số"),
    ("group.changed", "Sửa nhóm"),
    ("group.created", "Tạo nhóm"),
    ("happening.recorded", "Ghi nhận một lần thực hiện"),
    ("happening.removed", "Gỡ một lần thực hiện"),
    ("happening.restored", "Khôi phục một lần thực hiện"),
    ("import.decided", "Quyết định khi nhập kế hoạch"),
    ("import.discarded", "Bỏ bản nhập kế hoạch"),
    ("import.started", "Bắt đầu nhập kế hoạch"),
    ("import.undone", "Hoàn tác việc nhập kế hoạch"),
    ("import.written", "Ghi kế hoạch đã nhập"),
    ("indicator.added", "Thêm dòng vào bộ chỉ số"),
    ("indicator.changed", "Sửa dòng của bộ chỉ số"),
    (
        "indicator.entered_again",
        "Thôi tính số liệu từ đơn vị cấp dưới",
    ),
    ("indicator.moved", "Đổi thứ tự dòng của bộ chỉ số"),
    (
        "indicator.reading_chosen",
        "Chọn cách hiểu quy tắc chấm điểm",
    ),
    ("indicator.removed", "Bỏ dòng khỏi bộ chỉ số"),
    (
        "indicator.rolled_up",
        "Chọn cách tính số liệu từ đơn vị cấp dưới",
    ),
    ("objection.answered", "Trả lời kiến nghị"),
    ("objection.made", "Gửi giải trình, kiến nghị"),
    ("occurrence.started", "Bắt đầu tính thời hạn"),
    ("occurrence.stopped", "Thôi tính thời hạn"),
    ("paper.begun", "Soạn văn bản"),
    ("paper.edited", "Sửa lời văn bản"),
    ("paper.figures_gathered", "Lấy lại số liệu của văn bản"),
    ("paper.issued", "Phát hành văn bản"),
    ("paper.signed_copy_kept", "Lưu bản ký của văn bản"),
    ("party.alias_added", "Thêm một cách gọi"),
    ("party.alias_removed", "Bỏ một cách gọi"),
    ("party.changed", "Sửa trong danh bạ"),
    ("party.created", "Thêm vào danh bạ"),
    ("party.merged", "Gộp trong danh bạ"),
    ("period.changed", "Sửa kỳ đánh giá"),
    ("period.closing_changed", "Đổi hạn nhập liệu"),
    ("period.created", "Mở kỳ đánh giá"),
    ("period.exception_asked", "Xin gia hạn nhập liệu"),
    ("period.exception_ended", "Thu hồi gia hạn nhập liệu"),
    ("period.exception_granted", "Cho gia hạn nhập liệu"),
    ("period.exception_refused", "Không đồng ý gia hạn nhập liệu"),
    ("period.locked", "Khóa kỳ đánh giá"),
    ("period.phases_set", "Đặt các bước của kỳ"),
    ("period.snapshot_taken", "Chốt số liệu"),
    ("period.unlocked", "Mở lại kỳ đánh giá"),
    ("person.changed", "Sửa thông tin cán bộ"),
    ("person.created", "Thêm cán bộ"),
    ("person.left", "Cán bộ thôi làm việc"),
    ("person.returned", "Cán bộ trở lại làm việc"),
    ("plan.amended", "Sửa đổi kế hoạch"),
    ("plan.created", "Tạo kế hoạch"),
    ("plan.edited", "Sửa thông tin kế hoạch"),
    ("plan.issued", "Ban hành kế hoạch"),
    ("plan.replaced", "Thay thế kế hoạch"),
    ("plan.restored", "Khôi phục kế hoạch"),
    ("plan.withdrawn", "Thu hồi kế hoạch"),
    ("plan_row.added", "Thêm dòng vào kế hoạch"),
    ("plan_row.amended", "Sửa đổi dòng của kế hoạch"),
    ("plan_row.assigned", "Phân công một dòng"),
    ("plan_row.due_set", "Định thời hạn"),
    ("plan_row.edited", "Sửa dòng của kế hoạch"),
    ("plan_row.moved", "Chuyển chỗ dòng của kế hoạch"),
    ("plan_row.removed", "Gỡ dòng khỏi kế hoạch"),
    ("plan_row.restored", "Khôi phục dòng của kế hoạch"),
    ("plan_row.unassigned", "Thôi phân công một dòng"),
    ("post.closed", "Thôi dùng chức danh"),
    ("post.created", "Thêm chức danh"),
    ("post.handed_over", "Bàn giao chức danh"),
    ("post.reopened", "Dùng lại chức danh"),
    ("publication.corrected", "Đính chính kết quả đã công bố"),
    ("publication.published", "Công bố kết quả"),
    ("publication.withdrawn", "Thu hồi kết quả đã công bố"),
    ("registry.filled", "Nạp danh mục đơn vị hành chính"),
    ("registry.former_loaded", "Nạp đơn vị cũ"),
    ("registry.former_undone", "Gỡ đơn vị cũ đã nạp"),
    ("registry.undone", "Hoàn tác nạp danh mục đơn vị"),
    ("survey.answer_kept", "Lưu nháp trả lời khảo sát"),
    ("survey.answered", "Trả lời khảo sát"),
    ("survey.closed", "Đóng khảo sát"),
    ("survey.created", "Soạn khảo sát"),
    ("survey.edited", "Sửa dự thảo khảo sát"),
    ("survey.issued", "Phát hành khảo sát"),
    ("survey.reminded", "Nhắc trả lời khảo sát"),
    ("survey.reopened", "Mở lại khảo sát"),
    ("survey.withdrawn", "Thu hồi khảo sát"),
    ("unit.change_undone", "Hoàn tác thay đổi đơn vị"),
    ("unit.changed", "Sửa thông tin đơn vị"),
    ("unit.created", "Thêm đơn vị"),
    ("unit.ended", "Kết thúc đơn vị"),
    ("unit.merged", "Sáp nhập đơn vị"),
    ("unit.moved", "Chuyển đơn vị sang cấp trên khác"),
    ("unit.reminding_set", "Đặt cách nhắc việc"),
    ("unit.renamed", "Đổi tên đơn vị"),
    ("unit.reopened", "Khôi phục đơn vị"),
    ("unit.split", "Chia đơn vị"),
    ("work_day.cleared", "Để ngày theo lịch chung"),
    ("work_day.set", "Đặt ngày nghỉ, ngày làm bù"),
];

/// Keys of fields and what people call them.
const FIELDS: &[(&str, &str)] = &[
    ("about", "Về"),
    ("above", "Kế hoạch cấp trên"),
    ("account", "Tài khoản"),
    ("alias", "Cách gọi"),
    ("aliases", "Cách gọi"),
    ("amended_state", "Sửa đổi kế hoạch"),
    ("answer", "Trả lời"),
    ("answers", "Trả lời"),
    ("applicable", "Có áp dụng"),
    ("appraise", "Thẩm định"),
    ("as_of", "Số liệu tính đến"),
    ("assignments", "Số phân công"),
    ("body", "Nội dung"),
    ("change", "Thay đổi"),
    ("choice", "Cách xử lý"),
    ("closes_on", "Hạn nhập liệu"),
    ("code", "Mã"),
    ("collect", "Thu thập số liệu"),
    ("comments", "Số ý kiến"),
    ("communes", "Xã, phường, đặc khu"),
    ("deadline_text", "Thời hạn theo văn bản"),
    ("decided", "Quyết định"),
    ("den", "Mẫu số"),
    ("due", "Hạn"),
    ("due_on", "Đến hạn"),
    ("effective_due", "Thời hạn áp dụng"),
    ("effective_from", "Hiệu lực từ"),
    ("effective_to", "Hiệu lực đến"),
    ("email", "Thư điện tử"),
    ("ends_on", "Ngày cuối"),
    ("entry", "Chỉ số"),
    ("escalate_days", "Báo lãnh đạo khi quá hạn (ngày làm việc)"),
    ("evidence", "Số minh chứng"),
    ("expected_points", "Điểm dự kiến"),
    ("expires_at", "Hết hạn lúc"),
    ("explanation", "Giải trình"),
    ("figure", "Số liệu"),
    ("figures", "Số liệu"),
    ("file", "Tệp"),
    ("file_name", "Tên tệp"),
    ("framework", "Bộ chỉ số"),
    ("from", "Từ"),
    ("from_units", "Từ các đơn vị"),
    ("happened_on", "Ngày thực hiện"),
    ("happenings", "Số lần thực hiện"),
    ("here", "Đã có"),
    ("holder", "Người giữ"),
    ("into", "Gộp vào"),
    ("into_units", "Thành các đơn vị"),
    ("issued_on", "Ngày ban hành"),
    ("issuer", "Cơ quan ban hành"),
    ("kind", "Loại"),
    ("lead_counted", "Cách tính ngày"),
    ("lead_days", "Số ngày trước hạn cấp trên"),
    ("legal_basis", "Căn cứ"),
    ("link", "Liên kết"),
    ("login", "Tên đăng nhập"),
    ("members", "Thành viên"),
    ("name", "Tên"),
    ("note", "Ghi chú"),
    ("num", "Tử số"),
    ("number", "Số"),
    ("object", "Giải trình, kiến nghị"),
    ("objection_days", "Số ngày kiến nghị"),
    ("on", "Ngày"),
    ("open_work", "Việc đang làm"),
    ("option", "Phương án"),
    ("origin", "Cách tạo"),
    ("outcome", "Kết quả chấm"),
    ("own", "Đơn vị tự nhập"),
    ("own_work", "Việc của chính người đó"),
    ("parent", "Trực thuộc"),
    ("parties", "Người, đơn vị"),
    ("parts", "Nội dung đạt"),
    ("party", "Người, đơn vị"),
    ("period", "Kỳ đánh giá"),
    ("person", "Cán bộ"),
    ("phases", "Các bước"),
    ("phone", "Điện thoại"),
    ("plan", "Kế hoạch"),
    ("points", "Điểm"),
    ("previous", "Kỳ trước"),
    ("provided", "Được cung cấp"),
    ("province", "Tỉnh, thành phố"),
    ("provinces", "Tỉnh, thành phố"),
    ("publish", "Công bố"),
    ("ranges", "Khoảng so sánh"),
    ("ratio", "Tỷ lệ (%)"),
    ("reading", "Cách hiểu"),
    ("reason", "Lý do"),
    ("recipients", "Nơi nhận"),
    ("reference", "Số, ký hiệu"),
    ("remark", "Ý kiến thẩm định"),
    ("replaced_by", "Thay bằng"),
    ("requirement", "Yêu cầu"),
    ("return_days", "Số ngày sửa lại"),
    ("role", "Vai trò"),
    ("roles", "Vai trò"),
    ("round", "Lần"),
    ("row", "Tiến độ của dòng"),
    ("rows", "Số dòng"),
    ("said", "Nội dung"),
    ("scope", "Phạm vi"),
    ("score", "Tự chấm"),
    ("second_share", "Tỷ lệ thẩm định lần hai (%)"),
    ("serves", "Dùng cho"),
    ("sha256", "Mã băm của tệp"),
    ("sha256", "Mã băm"),
    ("source", "Nguồn"),
    ("starts_on", "Ngày đầu"),
    ("state", "Trạng thái"),
    ("status", "Trạng thái"),
    ("target", "Chỉ tiêu phấn đấu"),
    ("tenures", "Số lần giữ chức danh"),
    ("title", "Tên"),
    ("triage", "Việc của đơn vị"),
    ("unit", "Đơn vị"),
    ("units", "Số đơn vị"),
    ("unread", "Quy tắc chưa đọc được"),
    ("until", "Đến ngày"),
    ("valid_from", "Từ ngày"),
    ("valid_to", "Đến ngày"),
    ("value", "Giá trị"),
    ("visibility", "Ai được xem"),
    ("who", "Ai"),
    ("without", "Đơn vị chưa có đầu mối"),
    ("work_day", "Là"),
    ("year", "Năm"),
    ("yes", "Có hay không"),
];

/// Values that are words of the program.
const VALUES: &[(&str, &str)] = &[
    ("administrator", "Quản trị"),
    ("appraised", "Đã thẩm định"),
    ("appraiser", "Thẩm định"),
    ("calendar", "Ngày liên tục"),
    ("city", "Thành phố, huyện"),
    ("closed", "Đã đóng"),
    ("commune", "Xã, phường, đặc khu"),
    ("copied", "Chép từ kế hoạch khác"),
    ("done", "Hoàn thành"),
    ("draft", "Dự thảo"),
    ("entry", "Chỉ số"),
    ("estimate", "Ước tính"),
    ("false", "không"),
    ("final", "Chính thức"),
    ("focal", "Đầu mối"),
    ("group", "Nhóm"),
    ("imported", "Nhập từ tệp"),
    ("in_progress", "Đang thực hiện"),
    ("issued", "Đã ban hành"),
    ("keep", "Giữ nguyên"),
    ("leader", "Lãnh đạo"),
    ("leads", "Chủ trì"),
    ("merge", "Sáp nhập"),
    ("missing", "Chưa có số liệu"),
    ("not_ours", "Không thuộc đơn vị"),
    ("not_applicable", "Không áp dụng"),
    ("not_started", "Chưa bắt đầu"),
    ("off", "Ngày nghỉ"),
    ("office", "Phòng, ban, trung tâm"),
    ("officer", "Công chức"),
    ("open", "Mở"),
    ("outsider", "Ngoài đơn vị"),
    ("person", "Cán bộ"),
    ("plan_row", "Dòng kế hoạch"),
    ("post", "Chức danh"),
    ("private", "Chỉ người được giao"),
    ("provider", "Cung cấp số liệu"),
    ("province", "Tỉnh"),
    ("provisional", "Tạm tính"),
    ("published", "Đã công bố"),
    ("reader", "Chỉ xem"),
    ("rename", "Đổi tên"),
    ("reparent", "Chuyển cấp trên"),
    ("replaced", "Đã có bản đính chính"),
    ("returned", "Trả lại"),
    ("scored", "Đã chấm"),
    ("split", "Chia"),
    ("submitted", "Đã nộp"),
    ("supports", "Phối hợp"),
    ("true", "có"),
    ("typed", "Nhập tay"),
    ("undecided", "Chưa phân loại"),
    ("unit", "Đơn vị"),
    ("village", "Thôn, tổ dân phố"),
    ("waiting_proof", "Chờ minh chứng"),
    ("withdrawn", "Đã thu hồi"),
    ("worked", "Ngày làm việc"),
    ("working", "Ngày làm việc"),
];

fn look_up(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(known, _)| *known == key)
        .map(|(_, words)| *words)
}

/// All kinds and their words.
pub fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    KINDS.iter().copied()
}

/// What happened: «Ban hành kế hoạch». A kind of a later version is shown as it is.
pub fn words(kind: &str) -> &str {
    look_up(KINDS, kind).unwrap_or(kind)
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What people call it.
    pub label: String,
    /// Empty: there was none.
    pub before: String,
    /// Empty: there is none now.
    pub after: String,
}

/// Which fields differ, by their keys' order.
pub fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let mut all = Vec::new();
    compare("", "", (before, after), &mut all);
    all
}

fn compare(label: &str, key: &str, (before, after): (&Value, &Value), all: &mut Vec<Difference>) {
    // What names a record to the program says nothing to people; its subject is shown by name.
    if before == after || (names_a_record(before) && names_a_record(after)) {
        return;
    }
    let empty = serde_json::Map::new();
    match (before, after) {
        (Value::Object(_) | Value::Null, Value::Object(_) | Value::Null) => {
            let fields = |value| Value::as_object(value).unwrap_or(&empty).clone();
            let (old, new) = (fields(before), fields(after));
            let mut keys: Vec<&String> = old.keys().chain(new.keys()).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                let name = look_up(FIELDS, key).unwrap_or(key);
                let label = if label.is_empty() {
                    name.to_owned()
                } else {
                    format!("{label}, {name}")
                };
                let of = |fields: &serde_json::Map<String, Value>| {
                    fields.get(key).cloned().unwrap_or_default()
                };
                compare(&label, key, (&of(&old), &of(&new)), all);
            }
        }
        _ => {
            let (before, after) = (shown(key, before), shown(key, after));
            if before != after {
                all.push(Difference {
                    label: label.to_owned(),
                    before,
                    after,
                });
            }
        }
    }
}

/// Nothing, or an identifier.
fn names_a_record(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => {
            let text = text.rsplit(':').next().unwrap_or(text);
            text.len() == 36 && text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        }
        _ => false,
    }
}

/// What people call a field.
pub fn field(key: &str) -> &str {
    look_up(FIELDS, key).unwrap_or(key)
}

/// A value as it was kept, in words: of a field, written as text or as JSON.
pub fn value(key: &str, kept: &str) -> String {
    let json = kept
        .starts_with(['[', '{'])
        .then(|| serde_json::from_str(kept));
    match json {
        Some(Ok(value)) => shown(key, &value),
        _ => text_shown(key, kept),
    }
}

fn shown(key: &str, value: &Value) -> String {
    let several = |all: Vec<String>| all.join("; ");
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "có".to_owned(),
        Value::Bool(false) => "không".to_owned(),
        Value::Number(number) => number.to_string().replace('.', ","),
        Value::String(text) => text_shown(key, text),
        Value::Array(all) => several(all.iter().map(|one| shown(key, one)).collect()),
        Value::Object(fields) => several(
            fields
                .iter()
                .map(|(key, value)| format!("{}: {}", field(key), shown(key, value)))
                .collect(),
        ),
    }
}

fn text_shown(key: &str, text: &str) -> String {
    match key {
        // An exact number: 5300/1153.
        "points" | "max_points" | "expected_points" => {
            if let Ok(points) = text.parse() {
                return super::number::points(&points, 2);
            }
        }
        // Kept counted from nought.
        "option" => {
            if let Ok(place) = text.parse::<usize>() {
                return format!("thứ {}", place + 1);
            }
        }
        // «1,0,1»: one mark for each part.
        "parts" => {
            let marks: Vec<&str> = text.split(',').collect();
            let met = marks.iter().filter(|mark| **mark == "1").count();
            return format!("{met}/{}", marks.len());
        }
        "choice" => {
            if let Some(words) = choice(text) {
                return words;
            }
        }
        _ => {}
    }
    if let Some(words) = look_up(VALUES, text) {
        return words.to_owned();
    }
    if let Ok(date) = text.parse::<jiff::civil::Date>()
        && text.len() == 10
    {
        return super::time::date(&date);
    }
    if text.len() == 20 && text.ends_with('Z') {
        return super::time::instant(text);
    }
    text.to_owned()
}

/// How a finding was settled.
fn choice(text: &str) -> Option<String> {
    let (way, what) = text.split_once(':')?;
    Some(match way {
        "due" => format!("Đặt hạn {}", text_shown("", what)),
        "points" => format!("Lấy {} điểm", text_shown("points", what)),
        "reading" => "Chọn một cách hiểu".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(before: Value, after: Value, expected: &[(&str, &str, &str)]) {
        let found = differences(&before, &after);
        let found: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|one| (one.label.as_str(), one.before.as_str(), one.after.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn only_fields_that_differ_are_shown_and_with_their_names() {
        check(
            json!({"title": "A", "year": 2026, "status": "draft"}),
            json!({"title": "B", "year": 2026, "status": "issued"}),
            &[("Trạng thái", "Dự thảo", "Đã ban hành"), ("Tên", "A", "B")],
        );
        check(
            Value::Null,
            json!({"due_on": "2026-10-14"}),
            &[("Đến hạn", "", "14/10/2026")],
        );
        check(json!({"points": 8.5}), Value::Null, &[("Điểm", "8,5", "")]);
        check(
            json!({"figures": {"a": "1", "b": "2"}}),
            json!({"figures": {"a": "1", "b": "3"}}),
            &[("Số liệu, b", "2", "3")],
        );
        check(json!([1]), json!([1, true]), &[("", "1", "1; có")]);
        check(
            json!({"points": "5300/1153", "status": "in_progress"}),
            json!({"points": "8", "status": "waiting_proof"}),
            &[
                ("Điểm", "4,6", "8"),
                ("Trạng thái", "Đang thực hiện", "Chờ minh chứng"),
            ],
        );
        check(
            Value::Null,
            json!({"figures": {"parts": "1,0", "option": "0"}, "choice": "due:2026-06-30"}),
            &[
                ("Cách xử lý", "", "Đặt hạn 30/06/2026"),
                ("Số liệu, Phương án", "", "thứ 1"),
                ("Số liệu, Nội dung đạt", "", "1/2"),
            ],
        );
        // An identifier is nothing to read.
        check(
            Value::Null,
            json!({"id": "01a203b7-f3ba-7567-b071-947f1e7b55fe"}),
            &[],
        );
        check(Value::Null, Value::Null, &[]);
    }

    #[test]
    fn every_kind_of_event_has_its_words_once() {
        let mut sources = String::new();
        read(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src"),
            &mut sources,
        );
        let mut without = Vec::new();
        for literal in sources.split('"') {
            let kind = literal.split_once('.').is_some_and(|(noun, verb)| {
                let word = |text: &str| {
                    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
                };
                word(verb)
                    && KINDS
                        .iter()
                        .any(|(known, _)| known.split('.').next() == Some(noun))
            });
            if kind && look_up(KINDS, literal).is_none() {
                without.push(literal);
            }
        }
        // Whatever the noun: what is made into an event where it stands.
        for event in sources.split("Event::new(").skip(1) {
            let literal = event
                .trim_start()
                .strip_prefix('"')
                .and_then(|rest| rest.split('"').next());
            without.extend(literal.filter(|kind| look_up(KINDS, kind).is_none()));
        }
        assert!(without.is_empty(), "no words for {without:?}");
        assert!(
            sources.contains("\"unit.created\""),
            "the sources were read"
        );
        let mut kinds: Vec<&str> = KINDS.iter().map(|(kind, _)| *kind).collect();
        kinds.dedup();
        assert_eq!(kinds.len(), KINDS.len());
        assert!(KINDS.is_sorted(), "in order");
    }

    fn read(folder: &Path, into: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }
}
