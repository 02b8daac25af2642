//! What a column heading means. Officials word headings freely («Bộ phận chủ trì», «Đơn vị theo
//! dõi, đánh giá, tổng hợp, báo cáo»), so a heading is scored by the phrases it holds and by how
//! much of it they cover; no heading is compared whole.

use domain::plan::Field;

use crate::text::{find_words, fold};

/// From here on a heading means its field beyond doubt.
pub(in crate::plan) const STRONG: u32 = 55;

/// Phrases by field, folded, with the weight of a heading that is nothing but the phrase.
const PHRASES: &[(Field, u32, &[&str])] = &[
    (
        Field::Code,
        100,
        &[
            "stt",
            "so tt",
            "so thu tu",
            "ma so",
            "ma chi so",
            "ma chi tieu",
            "ma nhiem vu",
            "ma tieu chi",
            "s t t",
            "ky hieu chi so",
        ],
    ),
    (Field::Code, 90, &["tt", "ma", "muc so", "ky hieu", "t t"]),
    (
        Field::Title,
        100,
        &[
            "chi so thanh phan",
            "ten chi so",
            "ten nhiem vu",
            "noi dung nhiem vu",
            "noi dung cong viec",
            "noi dung chi tieu",
            "ten chi tieu",
            "chi so danh gia",
            "tieu chi danh gia",
            "noi dung thuc hien",
            "ten tieu chi",
            "nhiem vu giai phap",
            "nhiem vu cu the",
            "noi dung tieu chi",
            "noi dung danh gia",
            "tieu chi thanh phan",
            "danh muc nhiem vu",
            "noi dung chi so",
            "dau viec",
            "noi dung trien khai",
        ],
    ),
    (
        Field::Title,
        90,
        &["nhiem vu", "chi so", "noi dung", "tieu chi", "cong viec"],
    ),
    (
        Field::Title,
        62,
        &[
            "ten",
            "hoat dong",
            "danh muc",
            "giai phap",
            "linh vuc",
            "hang muc",
            "viec can lam",
        ],
    ),
    (Field::Title, 56, &["chi tieu", "muc tieu"]),
    (
        Field::MaxPoints,
        100,
        &[
            "diem toi da",
            "diem chuan",
            "thang diem",
            "diem quy dinh",
            "muc diem toi da",
            "so diem toi da",
            "toi da",
            "tong diem toi da",
            "max",
        ],
    ),
    (
        Field::MaxPoints,
        80,
        &["diem", "so diem", "muc diem", "khung diem"],
    ),
    (
        Field::RuleText,
        100,
        &[
            "cach xac dinh",
            "cach tinh diem",
            "cach tinh",
            "cach cham diem",
            "cach cham",
            "phuong phap tinh",
            "phuong phap tinh diem",
            "phuong phap danh gia",
            "phuong phap xac dinh",
            "phuong phap cham",
            "huong dan cham diem",
            "huong dan tinh diem",
            "huong dan cham",
            "cong thuc",
            "cong thuc tinh",
            "cach danh gia",
            "quy tac cham diem",
            "quy dinh cham diem",
            "co cau diem",
            "cach thuc tinh diem",
            "cach thuc danh gia",
            "barem",
            "tieu chuan cham diem",
            "huong dan danh gia",
            "dieu kien tinh diem",
            "cach thuc xac dinh",
            "phuong phap do luong",
            "cach do luong",
            "tinh diem",
            "cham diem",
        ],
    ),
    (
        Field::RuleText,
        60,
        &[
            "phuong phap",
            "dien giai",
            "huong dan",
            "dieu kien dat diem",
            "tieu chuan",
        ],
    ),
    (
        Field::EvidenceText,
        100,
        &[
            "minh chung",
            "tai lieu kiem chung",
            "tai lieu chung minh",
            "kiem chung",
            "ho so minh chung",
            "tai lieu minh chung",
            "san pham dau ra",
            "ket qua dau ra",
            "ho so chung minh",
            "tai lieu kem theo",
        ],
    ),
    (
        Field::EvidenceText,
        85,
        &[
            "san pham",
            "ket qua can dat",
            "ket qua du kien",
            "dau ra",
            "ket qua san pham",
            "tai lieu",
        ],
    ),
    (
        Field::SourceText,
        100,
        &[
            "nguon cung cap",
            "nguon du lieu",
            "nguon so lieu",
            "nguon thong tin",
            "cung cap du lieu",
            "cung cap so lieu",
            "cung cap thong tin",
            "nguon thu thap",
            "nguon minh chung",
        ],
    ),
    (Field::SourceText, 70, &["nguon"]),
    (
        Field::Lead,
        100,
        &[
            "chu tri",
            "dau moi",
            "chiu trach nhiem chinh",
            "giao thuc hien",
        ],
    ),
    (
        Field::Lead,
        95,
        &[
            "phu trach",
            "don vi thuc hien",
            "co quan thuc hien",
            "nguoi thuc hien",
            "bo phan thuc hien",
            "to chuc thuc hien",
            "chiu trach nhiem",
            "trach nhiem thuc hien",
            "don vi theo doi",
            "co quan theo doi",
            "can bo thuc hien",
            "phan cong thuc hien",
            "cong chuc thuc hien",
            "don vi tham muu",
            "co quan tham muu",
            "don vi duoc giao",
        ],
    ),
    (
        Field::Lead,
        75,
        &[
            "theo doi",
            "trach nhiem",
            "tham muu",
            "phan cong",
            "thuc hien chinh",
        ],
    ),
    (
        Field::Lead,
        58,
        &[
            "don vi",
            "co quan",
            "bo phan",
            "cong chuc",
            "can bo",
            "phong ban",
            "phong",
            "nguoi",
            "to chuc",
        ],
    ),
    (Field::Lead, 56, &["thuc hien", "ai lam"]),
    (Field::Supporting, 100, &["phoi hop", "cung thuc hien"]),
    (Field::Supporting, 70, &["ho tro", "lien quan"]),
    (
        Field::DeadlineText,
        100,
        &[
            "thoi gian thuc hien",
            "thoi han",
            "thoi gian hoan thanh",
            "thoi gian",
            "tien do",
            "thoi diem",
            "han hoan thanh",
            "ngay hoan thanh",
            "moc thoi gian",
            "thoi han hoan thanh",
            "tien do hoan thanh",
            "tien do thuc hien",
            "lo trinh",
            "thoi gian ket thuc",
            "han chot",
        ],
    ),
    (
        Field::DeadlineText,
        75,
        &[
            "hoan thanh",
            "han",
            "ngay",
            "ky bao cao",
            "tan suat",
            "ket thuc",
            "bao gio",
        ],
    ),
    (
        Field::Measure,
        110,
        &[
            "don vi tinh",
            "dvt",
            "dv tinh",
            "don vi do",
            "don vi do luong",
        ],
    ),
    (Field::Measure, 57, &["don vi", "dv"]),
    (
        Field::TargetText,
        100,
        &[
            "chi tieu phan dau",
            "chi tieu giao",
            "muc tieu phan dau",
            "gia tri muc tieu",
            "muc can dat",
            "chi tieu nam",
            "muc tieu nam",
            "ke hoach nam",
            "chi tieu ke hoach",
            "chi tieu duoc giao",
            "muc phan dau",
            "chi tieu can dat",
            "muc tieu can dat",
            "muc tieu den nam",
            "chi tieu den nam",
        ],
    ),
    (Field::TargetText, 62, &["chi tieu", "muc tieu", "ke hoach"]),
    (
        Field::Note,
        100,
        &["ghi chu", "luu y", "chu thich", "y kien khac"],
    ),
];

/// Headings that stand near points or results and are none of our fields.
const OTHERS: &[&str] = &[
    "tu cham",
    "tu danh gia",
    "tham dinh",
    "diem dat",
    "dat duoc",
    "ket qua thuc hien",
    "tinh hinh thuc hien",
    "kinh phi",
    "du toan",
    "hien trang",
    "thuc trang",
    "ty le hoan thanh",
    "thuc hien nam",
    "cung ky",
    "uoc thuc hien",
    "diem cham",
    "can cu",
    "bat dau",
    "nguon von",
    "nguon luc",
    "phuc tra",
    "chenh lech",
];

/// How well a heading says each field, 0 to 110.
pub(super) fn scores(heading: &str) -> Vec<(Field, u32)> {
    let words = words(heading);
    if words.is_empty() || is_other(&words) {
        return Vec::new();
    }
    let mut scores: Vec<(Field, u32)> = Vec::new();
    for (field, weight, phrases) in PHRASES {
        let covered = phrases
            .iter()
            .filter_map(|phrase| coverage(&words, phrase))
            .max();
        let Some(covered) = covered else { continue };
        let score = weight * (50 + covered / 2) / 100;
        match scores.iter_mut().find(|entry| entry.0 == *field) {
            Some(entry) => entry.1 = entry.1.max(score),
            None => scores.push((*field, score)),
        }
    }
    scores
}

/// The field this heading says most clearly.
pub(in crate::plan) fn strongest(heading: &str) -> Option<(Field, u32)> {
    scores(heading).into_iter().max_by_key(|entry| entry.1)
}

/// Whether a header row must hold this field, or one like it, to be one.
pub(in crate::plan) fn anchors(field: Field) -> bool {
    matches!(field, Field::Code | Field::Title)
}

/// Whether the heading is one of a kind that reports results and money, not a plan's fields.
pub(super) fn is_other(words: &str) -> bool {
    OTHERS
        .iter()
        .any(|other| find_words(words, other).is_some())
        && find_words(words, "toi da").is_none()
        && find_words(words, "cach").is_none()
}

/// Whether the heading names tasks: «Nhiệm vụ», «Nội dung công việc», «Giải pháp».
pub(super) fn names_tasks(heading: &str) -> bool {
    let words = words(heading);
    let tasks = [
        "nhiem vu",
        "cong viec",
        "giai phap",
        "dau viec",
        "hoat dong",
        "viec can lam",
    ];
    tasks.iter().any(|task| find_words(&words, task).is_some())
        && find_words(&words, "chi so").is_none()
}

/// Whether the heading names indicators: «Chỉ số», «Tiêu chí».
pub(super) fn names_indicators(heading: &str) -> bool {
    let words = words(heading);
    ["chi so", "tieu chi"]
        .iter()
        .any(|name| find_words(&words, name).is_some())
}

/// Folded, with punctuation as spaces.
pub(super) fn words(heading: &str) -> String {
    let spaced: String = heading
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    fold(&spaced)
}

/// How much of the heading the phrase covers, in percent; `None` when it does not hold it.
/// Headings glued by extraction («Điểmtốiđa») are compared without spaces.
fn coverage(words: &str, phrase: &str) -> Option<u32> {
    let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX).max(1);
    if find_words(words, phrase).is_some() {
        return Some(length(phrase) * 100 / length(words));
    }
    if words.contains(' ') || !phrase.contains(' ') || phrase.len() < 7 {
        return None;
    }
    let glued: String = phrase.split(' ').collect();
    words
        .contains(&glued)
        .then(|| length(&glued) * 90 / length(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heading: &str, expected: Field) {
        let (field, score) = strongest(heading).expect(heading);
        assert_eq!(field, expected, "{heading} {score}");
    }

    #[test]
    fn headings_mean_their_field_however_worded() {
        check("STT", Field::Code);
        check("Số TT", Field::Code);
        check("Mã chỉ số", Field::Code);
        check("Chỉ số/Chỉ số thành phần", Field::Title);
        check("Nội dung chỉ tiêu", Field::Title);
        check("Tên nhiệm vụ", Field::Title);
        check("Điểm tối đa", Field::MaxPoints);
        check("Điểmtốiđa", Field::MaxPoints);
        check("Điểm", Field::MaxPoints);
        check("Cách xác định và tính điểm", Field::RuleText);
        check("Tài liệu kiểm chứng", Field::EvidenceText);
        check("Minh chứng thực hiện", Field::EvidenceText);
        check("Nguồn cung cấp dữ liệu", Field::SourceText);
        check("Công chức chủ trì", Field::Lead);
        check("Cơ quan phụ trách", Field::Lead);
        check("Đơn vị theo dõi, đánh giá, tổng hợp, báo cáo", Field::Lead);
        check("Công chức phối hợp", Field::Supporting);
        check("Thời gian hoàn thành", Field::DeadlineText);
        check("Tiến độ", Field::DeadlineText);
        check("Đơn vị tính", Field::Measure);
        check("Chỉ tiêu phấn đấu năm 2026", Field::TargetText);
        check("Kế hoạch năm 2025", Field::TargetText);
        check("Ghi chú", Field::Note);
    }

    #[test]
    fn results_and_money_are_no_fields_of_a_plan() {
        for heading in ["Điểm tự chấm", "Kết quả thực hiện", "Kinh phí (triệu đồng)"]
        {
            assert_eq!(strongest(heading), None, "{heading}");
        }
    }
}
