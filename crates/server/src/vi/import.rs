//! Words of the import wizard: what was read, how a finding can be settled, what a choice does.

use app::import::{Choice, Consequence, PartyChoice, Triage};
use domain::deadline::Deadline;
use domain::plan::{Field, OfficialDocument, Row, RowKind};
use domain::rule::Certainty;
use domain::target::{Operator, Target};
use reading::words;
use scoring::Exact;

use super::number;

/// No file and no text.
pub const NO_FILE: &str =
    "Không đọc được kế hoạch: chưa chọn tệp và chưa dán nội dung. Đề nghị chọn tệp kế hoạch.";
/// No unit, or none that is known.
pub const NO_UNIT: &str =
    "Không đọc được kế hoạch: chưa chọn đơn vị thực hiện. Đề nghị chọn đơn vị.";
/// Name of what was pasted.
pub const PASTED: &str = "Văn bản dán.txt";
/// Somebody else decided meanwhile.
pub const STALE: &str = "Không lưu được: người khác vừa sửa bản nhập này. Đề nghị xem lại nội dung mới nhất dưới đây rồi chọn lại.";

/// How sure a row is.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "chắc chắn",
        Certainty::Assumed => "cần xem",
        Certainty::Unread => "chưa rõ",
    }
}

/// A column's name.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Code => "Mã",
        Field::Title => "Nội dung",
        Field::MaxPoints => "Điểm tối đa",
        Field::RuleText => "Cách tính điểm",
        Field::EvidenceText => "Minh chứng",
        Field::SourceText => "Nguồn số liệu",
        Field::Lead => "Chủ trì",
        Field::Supporting => "Phối hợp",
        Field::DeadlineText => "Thời gian",
        Field::Measure => "Đơn vị tính",
        Field::TargetText => "Chỉ tiêu",
        Field::Note => "Ghi chú",
    }
}

/// A kind of row, counted: «66 chỉ số».
pub fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Banner => "tiêu đề",
        RowKind::Heading => "nhóm",
        RowKind::Indicator => "chỉ số",
        RowKind::Task => "nhiệm vụ",
        RowKind::Target => "chỉ tiêu",
    }
}

/// A row's title, repaired where it was damaged.
pub fn title(row: &Row) -> String {
    meant(row, Field::Title)
        .or_else(|| row.title.clone())
        .unwrap_or_default()
}

fn meant(row: &Row, field: Field) -> Option<String> {
    let corrected = row
        .corrected
        .iter()
        .find(|(corrected, _)| *corrected == field);
    corrected.map(|(_, text)| text.clone())
}

/// What stands at the head of the document.
pub fn head(document: &OfficialDocument) -> Vec<(&'static str, String)> {
    let or =
        |value: &Option<String>, missing: &str| value.clone().unwrap_or_else(|| missing.to_owned());
    let bases: Vec<&str> = document
        .legal_bases
        .iter()
        .map(|basis| basis.reference.as_str())
        .collect();
    let mut out = vec![
        ("Số, ký hiệu", or(&document.reference, "chưa có")),
        (
            "Ngày ban hành",
            document
                .date
                .map_or_else(|| "chưa có".to_owned(), words::number::date),
        ),
        ("Cơ quan ban hành", or(&document.issuer, "không ghi")),
        ("Trích yếu", or(&document.title, "không có")),
    ];
    if !bases.is_empty() {
        out.push(("Căn cứ", bases.join("; ")));
    }
    if let Some(name) = document.signatory.as_ref().and_then(|one| one.name.clone()) {
        out.push(("Người ký", name));
    }
    out
}

/// What was understood of a row, in words.
pub fn facts(row: &Row) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let mut say = |name: &'static str, text: String| {
        if !text.is_empty() {
            out.push((name, text));
        }
    };
    say(
        "Điểm tối đa",
        row.max_points
            .as_ref()
            .map(words::number::number)
            .unwrap_or_default(),
    );
    say("Cách tính", rule(row));
    let text = |field: Field, value: &Option<String>| {
        meant(row, field)
            .or_else(|| value.clone())
            .unwrap_or_default()
    };
    let list =
        |field: Field, value: &[String]| meant(row, field).unwrap_or_else(|| value.join("; "));
    say("Chủ trì", list(Field::Lead, &row.lead));
    say("Phối hợp", list(Field::Supporting, &row.supporting));
    say("Thời gian", deadline(row));
    say(
        "Chỉ tiêu",
        row.target
            .as_ref()
            .map_or_else(|| text(Field::TargetText, &row.target_text), target),
    );
    say("Minh chứng", text(Field::EvidenceText, &row.evidence_text));
    say("Nguồn", text(Field::SourceText, &row.source_text));
    say("Ghi chú", text(Field::Note, &row.note));
    out
}

fn rule(row: &Row) -> String {
    let Some(reading) = &row.rule else {
        return String::new();
    };
    let labels = &reading.labels;
    match &reading.rule {
        Some(rule) => words::rule::in_words(rule, reading.max.as_ref(), labels),
        None => format!(
            "chưa hiểu được: «{}»",
            row.rule_text.as_deref().unwrap_or_default()
        ),
    }
}

fn deadline(row: &Row) -> String {
    let text = row.deadline_text.as_deref().unwrap_or_default();
    let Some(reading) = &row.deadline else {
        return text.to_owned();
    };
    if matches!(reading.deadline, Deadline::None) {
        return text.to_owned();
    }
    let all = std::iter::once(&reading.deadline).chain(&reading.also);
    let said: Vec<String> = all.map(words::deadline::in_words).collect();
    let said = said.join("; ");
    if text.is_empty() || reading::text::fold(text) == reading::text::fold(&said) {
        said
    } else {
        format!("{said} (văn bản ghi «{text}»)")
    }
}

fn target(target: &Target) -> String {
    let Some(value) = &target.value else {
        return target.text.clone();
    };
    let sign = match target.operator {
        Operator::AtLeast => "≥ ",
        Operator::MoreThan => "> ",
        Operator::AtMost => "≤ ",
        Operator::LessThan => "< ",
        Operator::Equal => "",
    };
    let measure = target
        .measure
        .as_deref()
        .map(|measure| format!(" {measure}"))
        .unwrap_or_default();
    format!("{sign}{}{measure}", words::number::number(value))
}

/// What a choice does, as a button says it.
pub fn choice(choice: &Choice, computed: bool) -> String {
    let said = words::settlement::in_words(&choice.text());
    if computed {
        format!("{said} (cộng lại được)")
    } else {
        said
    }
}

/// What a reading gives for a sample: «tỷ lệ 70 %: 8,75 điểm».
pub fn consequence(consequence: &Consequence) -> String {
    let figure = match consequence.input {
        "ratio" => format!("tỷ lệ {}", number::percent(&consequence.figure, 1)),
        "yes" if consequence.figure.is_zero() => "không".to_owned(),
        "yes" => "có".to_owned(),
        _ => words::number::number(&consequence.figure),
    };
    let given = match &consequence.points {
        Some(points) => format!("{} điểm", shown(points)),
        None if consequence.compares => "cần thêm số liệu của các đơn vị khác".to_owned(),
        None => "không nêu điểm".to_owned(),
    };
    format!("{figure}: {given}")
}

fn shown(points: &Exact) -> String {
    number::points(points, 2)
}

/// Whose work a row is.
pub fn triage(triage: Triage) -> &'static str {
    match triage {
        Triage::Leads => "Ta chủ trì",
        Triage::Supports => "Ta phối hợp",
        Triage::NotOurs => "Không thuộc đơn vị",
        Triage::Undecided => "Chưa phân loại",
    }
}

/// What a party is.
pub fn party_kind(kind: &str) -> &'static str {
    match kind {
        "unit" => "đơn vị",
        "post" => "chức danh",
        "person" => "cán bộ",
        "group" => "nhóm",
        _ => "bên ngoài",
    }
}

/// Who a name means, as kept.
pub fn party_choice(choice: &PartyChoice) -> String {
    match choice {
        PartyChoice::Existing { remember: true, .. } => "Chọn bên đã có, nhớ cách viết".to_owned(),
        PartyChoice::Existing { .. } => "Chọn bên đã có".to_owned(),
        PartyChoice::Create { kind, name } => format!("Thêm {} «{name}»", party_kind(kind)),
        PartyChoice::Leave => "Để nguyên chữ, không giao".to_owned(),
    }
}
