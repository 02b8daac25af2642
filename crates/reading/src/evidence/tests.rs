//! Papers written here, about made-up places, and phrases of evidence columns.

use domain::deadline::Every;
use domain::source::{Block, Format, Paragraph, Place, Source};

use super::*;

fn source(text: &str) -> Source {
    let lines = (1_u32..).zip(text.lines());
    let blocks = lines.map(|(line, text)| {
        Block::Paragraph(Paragraph {
            text: text.trim().to_owned(),
            place: Place::line(line),
            ..Paragraph::default()
        })
    });
    Source {
        format: Format::Text,
        blocks: blocks.collect(),
        findings: Vec::new(),
    }
}

/// Kind, number, date, issuer, subject and signatory, apart by bars; `~` before what is likely.
#[track_caller]
fn check(text: &str, expected: &str, notes: &[Note]) {
    fn show<T>(value: Option<&Proposed<T>>, text: impl Fn(&T) -> String) -> String {
        value.map_or_else(String::new, |found| {
            let mark = if found.confidence == Confidence::Sure {
                ""
            } else {
                "~"
            };
            format!("{mark}{}", text(&found.value))
        })
    }
    let found = propose(&source(text));
    let shown = [
        show(found.kind.as_ref(), Clone::clone),
        show(found.reference.as_ref(), Clone::clone),
        show(found.issued_on.as_ref(), ToString::to_string),
        show(found.issuer.as_ref(), Clone::clone),
        show(found.subject.as_ref(), Clone::clone),
        show(found.signatory.as_ref(), |one| {
            one.name.clone().unwrap_or_default()
        }),
    ];
    assert_eq!(shown.join(" | "), expected);
    assert_eq!(found.notes, notes);
}

const DECISION: &str = "ỦY BAN NHÂN DÂN
XÃ SUỐI MƠ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/QĐ-UBND
Suối Mơ, ngày 12 tháng 3 năm 2025
QUYẾT ĐỊNH
Về việc kiện toàn Ban Chỉ đạo chuyển đổi số xã Suối Mơ
CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI MƠ
Căn cứ Luật Tổ chức chính quyền địa phương;
QUYẾT ĐỊNH:
Điều 1. Kiện toàn Ban Chỉ đạo gồm các ông, bà có tên sau.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
CHỦ TỊCH
Nguyễn Văn Minh";

#[test]
fn a_decision_says_what_it_is() {
    check(
        DECISION,
        "Quyết định | 15/QĐ-UBND | 2025-03-12 | ỦY BAN NHÂN DÂN XÃ SUỐI MƠ | kiện toàn Ban Chỉ đạo chuyển đổi số xã Suối Mơ | Nguyễn Văn Minh",
        &[],
    );
    let period = propose(&source(DECISION)).period.expect("a period").value;
    assert_eq!(period.start, Some(jiff::civil::date(2025, 3, 12)));
    assert_eq!(period.end, None);
}

#[test]
fn a_letter_is_known_by_its_subject() {
    check(
        "UBND XÃ SUỐI MƠ
        PHÒNG VĂN HÓA - XÃ HỘI
        Số: 7/VHXH
        V/v cung cấp số liệu chuyển đổi số
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        Suối Mơ, ngày 05 tháng 6 năm 2025
        Kính gửi: Các thôn trên địa bàn xã
        Phòng đề nghị các thôn gửi số liệu trước ngày 15/6/2025.
        Nơi nhận:
        - Như trên;
        - Lưu: VHXH.
        TRƯỞNG PHÒNG
        Trần Thị Hoa",
        "Công văn | 7/VHXH | 2025-06-05 | PHÒNG VĂN HÓA - XÃ HỘI | cung cấp số liệu chuyển đổi số | Trần Thị Hoa",
        &[],
    );
}

#[test]
fn minutes_are_dated_by_their_first_sentence() {
    check(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        BIÊN BẢN
        Họp Ban Chỉ đạo chuyển đổi số quý I
        Hôm nay, ngày hai mươi tháng ba năm hai nghìn không trăm hai mươi lăm, tại trụ sở xã.
        I. THÀNH PHẦN",
        "Biên bản |  | 2025-03-20 |  | Họp Ban Chỉ đạo chuyển đổi số quý I | ",
        &[],
    );
}

#[test]
fn a_draft_has_blanks() {
    check(
        "UBND XÃ SUỐI MƠ
        Số:      /TB-UBND
        Suối Mơ, ngày      tháng 4 năm 2025
        THÔNG BÁO
        Kết luận phiên họp tháng 3
        Chủ tịch xã kết luận như sau.",
        "Thông báo |  |  | UBND XÃ SUỐI MƠ | Kết luận phiên họp tháng 3 | ",
        &[Note::Draft],
    );
}

#[test]
fn of_two_documents_the_first_is_read() {
    let other = DECISION.replace("15/QĐ", "99/QĐ").replace("Minh", "An");
    let both = format!("{DECISION}\n{other}");
    let found = propose(&source(&both));
    assert_eq!(found.reference.expect("a number").value, "15/QĐ-UBND");
    let name = found.signatory.expect("a signatory").value.name;
    assert_eq!(name.as_deref(), Some("Nguyễn Văn Minh"));
    assert_eq!(found.notes, [Note::SecondDocument]);
}

#[test]
fn a_list_of_links_is_no_document() {
    check(
        "Tin bài tháng 3
        https://suoimo.example/tin/1
        https://suoimo.example/tin/2 ngày 12/3/2025",
        " |  |  |  |  | ",
        &[Note::NoDocument],
    );
    check("", " |  |  |  |  | ", &[Note::NoDocument]);
}

/// Kinds, count (`>` for more than), period of repetition; one string for each requirement.
#[track_caller]
fn asks(text: &str, expected: &[&str]) {
    let show = |asked: &Requirement| {
        let kinds: Vec<String> = asked
            .any_of
            .iter()
            .map(|proof| match proof {
                Proof::Document(kind) => (*kind).to_owned(),
                other => format!("{other:?}"),
            })
            .collect();
        let count = asked
            .count
            .map(|count| count.to_string())
            .unwrap_or_default();
        let more = if asked.more { ">" } else { "" };
        let per = asked
            .per
            .map(|every| format!("/{every:?}"))
            .unwrap_or_default();
        format!("{} {more}{count}{per}", kinds.join("|"))
            .trim()
            .to_owned()
    };
    let found: Vec<String> = requirements(text, 2025).iter().map(show).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn evidence_columns_say_what_is_asked() {
    asks("20 tin, bài", &["Article 20"]);
    asks("Cổng đăng tải trên 20 tin, bài về CĐS", &["Article >20"]);
    asks(
        "Ít nhất 01 cuộc/quý có biên bản",
        &["Meeting|Biên bản 1/Quarter"],
    );
    asks("Tần suất phát sóng từ 1 lần/1 tuần", &["Broadcast 1/Week"]);
    asks("Tần suất phát sóng từ 1 tuần/1 lần", &["Broadcast 1/Week"]);
    asks(
        "Quyết định thành lập tổ; Kế hoạch hoạt động",
        &["Quyết định", "Kế hoạch"],
    );
    asks("Văn bản/ảnh chụp/đường link", &["AnyDocument|Picture|Link"]);
    asks("Văn bản, tài liệu", &["AnyDocument"]);
    asks("Tài liệu/link hoặc hình ảnh", &["AnyDocument|Link|Picture"]);
    asks(
        "Có giấy mời và biên bản cuộc họp",
        &["Giấy mời", "Biên bản"],
    );
    asks(
        "Có QĐ hoặc thông báo phân công nhiệm vụ",
        &["Quyết định|Thông báo"],
    );
    asks(
        "-Quyết định BCĐ - Biên bản họp",
        &["Quyết định", "Biên bản"],
    );
    asks(
        "Quyết định hỗ trợ kinh phí, báo cáo kinh phí",
        &["Quyết định", "Báo cáo"],
    );
    asks("Quyết định thành lập, kiện toàn", &["Quyết định"]);
    asks("Tuyên truyền, hướng dẫn", &[""]);
    asks("Ứng dụng công nghệ thông tin", &[""]);
    asks("100% hồ sơ được xử lý trực tuyến", &[""]);
    asks("Thực hiện theo Kế hoạch 36/KH-UBND ngày 27/3/2022", &[""]);
    asks("Tổ chức từ 1-2 lớp tập huấn", &["Class 1"]);
    asks("Tổ chức 10 lớp tập huấn cho người lao động", &["Class 10"]);
    asks("", &[]);
    asks("- ; -", &[]);
    assert_eq!(
        requirements("Hằng tháng có báo cáo", 2025)[0].per,
        Some(Every::Month)
    );
}

#[test]
fn a_time_is_a_window_but_the_date_of_a_document_is_none() {
    let asked = requirements("Báo cáo trước ngày 15/6/2025", 2025);
    let window = asked[0].window.expect("a window");
    assert_eq!(window.end, Some(jiff::civil::date(2025, 6, 14)));
    assert_eq!(
        requirements("Kế hoạch 36/KH-UBND ngày 27/3/2022", 2025)[0].window,
        None
    );
}
