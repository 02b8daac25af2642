//! Duties in small: places and people are made up.

use domain::plan::{Duty, OfficialDocument};
use domain::source::{Block, Paragraph, Place};

use super::read;

fn duties(texts: &[&str]) -> Vec<Duty> {
    let blocks: Vec<Block> = (1..)
        .zip(texts)
        .map(|(line, text)| {
            Block::Paragraph(Paragraph {
                text: (*text).to_owned(),
                place: Place::line(line),
                ..Paragraph::default()
            })
        })
        .collect();
    read(&blocks, &OfficialDocument::default(), &[], 2024).1
}

/// Who, when and to whom of each duty; `-` for nothing.
#[track_caller]
fn check(texts: &[&str], expected: &[(&str, &str, &str)]) {
    let duties = duties(texts);
    let got: Vec<(&str, &str, &str)> = duties
        .iter()
        .map(|duty| {
            let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
            [
                or_dash(&duty.who),
                or_dash(&duty.when_text),
                or_dash(&duty.reports_to),
            ]
        })
        .map(|texts| texts.map(|text| &*text.leak()))
        .map(|[who, when, to]| (who, when, to))
        .collect();
    assert_eq!(got, expected);
}

#[test]
fn a_numbered_party_has_the_duties_under_it() {
    check(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "1. Phòng Văn hóa - Xã hội",
            "- Tham mưu kế hoạch gửi về UBND thành phố (qua Sở Khoa học và Công nghệ) trước ngày 05/3/2024. Định kỳ hằng quý báo cáo UBND phường.",
            "2. Đề nghị Đoàn Thanh niên: Tuyên truyền thường xuyên tới đoàn viên.",
            "3. 7 thôn",
            "Duy trì Tổ công nghệ số cộng đồng.",
        ],
        &[
            (
                "Phòng Văn hóa - Xã hội",
                "trước ngày 05/3/2024",
                "UBND thành phố (qua Sở Khoa học và Công nghệ)",
            ),
            ("Phòng Văn hóa - Xã hội", "Định kỳ hằng quý", "UBND phường"),
            ("Đoàn Thanh niên", "thường xuyên", "-"),
            ("7 thôn", "-", "-"),
        ],
    );
}

#[test]
fn a_line_may_name_its_own_party_and_the_closing_names_its_own() {
    check(
        &[
            "III. TỔ CHỨC THỰC HIỆN",
            "1. Các phòng, ban, đơn vị",
            "- Riêng Trạm Y tế, UBND các xã: Báo cáo số liệu trước ngày 20 tháng cuối quý.",
            "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị kịp thời phản ánh về Văn phòng UBND xã để được hướng dẫn./.",
            "Nơi nhận:",
            "- Lưu: VT.",
        ],
        &[
            (
                "Trạm Y tế, UBND các xã",
                "trước ngày 20 tháng cuối quý",
                "-",
            ),
            ("các đơn vị", "-", "Văn phòng UBND xã"),
        ],
    );
}

#[test]
fn dates_of_cited_documents_are_no_deadlines() {
    check(
        &[
            "III. TỔ CHỨC THỰC HIỆN",
            "1. Công an xã",
            "- Thực hiện Kế hoạch số 12/KH-UBND ngày 17/02/2022 của UBND xã.",
            "- Tham gia bồi dưỡng giáo dục thường xuyên cho người dân.",
        ],
        &[("Công an xã", "-", "-"), ("Công an xã", "-", "-")],
    );
}

#[test]
fn sentences_that_open_with_a_party_are_duties_in_any_section() {
    check(
        &[
            "II. NHIỆM VỤ",
            "1. Về nhân lực",
            "- Các trường học hoàn thiện mô hình quản trị số.",
            "- Duy trì hoạt động của các tổ.",
            "- Ban hành đầy đủ văn bản.",
        ],
        &[("Các trường học", "-", "-")],
    );
}

#[test]
fn a_numbered_sentence_names_its_party_itself() {
    check(
        &[
            "KẾ HOẠCH",
            "B. TỔ CHỨC THỰC HIỆN",
            "1. Phòng Nội vụ chủ trì, phối hợp với các đơn vị liên quan theo dõi.",
            "2. Các phòng, đơn vị thuộc Sở có trách nhiệm cung cấp số liệu trước ngày 20/10/2024.",
            "3. Giao Văn phòng Sở theo dõi, đôn đốc.",
        ],
        &[
            ("Phòng Nội vụ", "-", "-"),
            ("Các phòng, đơn vị thuộc Sở", "trước ngày 20/10/2024", "-"),
            ("Văn phòng Sở", "-", "-"),
        ],
    );
}
