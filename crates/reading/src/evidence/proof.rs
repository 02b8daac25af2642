//! Kinds of proof that plans ask for, and the kinds of documents that numbers name.

use crate::text::find_words;

/// A kind of proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// A document of this kind: «Quyết định».
    Document(&'static str),
    /// Any document: «văn bản», «tài liệu».
    AnyDocument,
    /// «đường link», «địa chỉ trang».
    Link,
    /// «ảnh chụp», «hình ảnh».
    Picture,
    /// «video», «clip».
    Video,
    /// «tin, bài».
    Article,
    /// «lần phát sóng».
    Broadcast,
    /// «danh sách».
    List,
    /// «cuộc họp», shown by its papers.
    Meeting,
    /// «lớp tập huấn», shown by its papers.
    Class,
    /// «số liệu».
    Figures,
}

/// Folded words and what they ask for; longer ones first where one holds another.
const WORDS: [(&str, Proof); 47] = [
    ("quyet dinh", Proof::Document("Quyết định")),
    ("qd", Proof::Document("Quyết định")),
    ("ke hoach", Proof::Document("Kế hoạch")),
    ("nghi quyet", Proof::Document("Nghị quyết")),
    ("thong bao", Proof::Document("Thông báo")),
    ("bao cao", Proof::Document("Báo cáo")),
    ("cong van", Proof::Document("Công văn")),
    ("bien ban", Proof::Document("Biên bản")),
    ("giay moi", Proof::Document("Giấy mời")),
    ("to trinh", Proof::Document("Tờ trình")),
    ("chi thi", Proof::Document("Chỉ thị")),
    ("quy che", Proof::Document("Quy chế")),
    ("hop dong", Proof::Document("Hợp đồng")),
    ("giay chung nhan", Proof::Document("Giấy chứng nhận")),
    ("chung chi", Proof::Document("Giấy chứng nhận")),
    ("ket luan", Proof::Document("Kết luận")),
    ("vb chi dao", Proof::AnyDocument),
    ("van ban", Proof::AnyDocument),
    ("vb", Proof::AnyDocument),
    ("tai lieu", Proof::AnyDocument),
    ("ho so", Proof::AnyDocument),
    ("duong link", Proof::Link),
    ("duong dan", Proof::Link),
    ("link", Proof::Link),
    ("url", Proof::Link),
    ("anh chup", Proof::Picture),
    ("hinh anh", Proof::Picture),
    ("chup man hinh", Proof::Picture),
    ("anh", Proof::Picture),
    ("video", Proof::Video),
    ("clip", Proof::Video),
    ("phong su", Proof::Video),
    ("tin, bai", Proof::Article),
    ("tin bai", Proof::Article),
    ("bai viet", Proof::Article),
    ("bai dang", Proof::Article),
    ("tin", Proof::Article),
    ("bai", Proof::Article),
    ("phat song", Proof::Broadcast),
    ("danh sach", Proof::List),
    ("ds", Proof::List),
    ("cuoc hop", Proof::Meeting),
    ("cuoc", Proof::Meeting),
    ("lop tap huan", Proof::Class),
    ("lop", Proof::Class),
    ("so lieu", Proof::Figures),
    ("thong ke", Proof::Figures),
];

/// What a folded text asks for, in the order of its words, with where each begins.
pub(super) fn proofs(folded: &str) -> Vec<(usize, Proof)> {
    let mut found: Vec<(usize, usize, Proof)> = Vec::new();
    for (words, proof) in WORDS {
        let mut from = 0;
        while let Some(at) = find_words(&folded[from..], words) {
            let (start, end) = (from + at, from + at + words.len());
            from = end;
            let inside = found.iter().any(|(a, b, _)| start < *b && *a < end);
            if !inside && !is_other(folded, start, end) {
                found.push((start, end, proof));
            }
        }
    }
    found.sort_by_key(|(start, _, _)| *start);
    let ends = found.into_iter();
    ends.map(|(start, _, proof)| (start, proof)).collect()
}

/// Words that only look like proof: «công nghệ thông tin», «theo Kế hoạch số …», «hồ sơ trực tuyến».
fn is_other(folded: &str, start: usize, end: usize) -> bool {
    let before = folded[..start].trim_end();
    let after = folded[end..].trim_start();
    match &folded[start..end] {
        "tin" => ["thong", "tuyen", "niem"]
            .iter()
            .any(|word| before.ends_with(word)),
        "ho so" => {
            !before.is_empty() || after.starts_with("duoc") || after.starts_with("cong viec")
        }
        // «tham gia các cuộc họp», «cử cán bộ tham gia các lớp»: something to do.
        "cuoc hop" | "cuoc" | "lop" | "lop tap huan" => {
            !before.ends_with(|c: char| c.is_ascii_digit())
        }
        _ => ["theo", "theo cac", "can cu"]
            .iter()
            .any(|word| before.ends_with(word)),
    }
}

/// The kind of document that a number's code stands for: «36/KH-UBND» is a plan.
pub(super) fn kind_of_code(reference: &str) -> Option<&'static str> {
    let codes = reference.split(['/', '-']).skip(1);
    let mut letters = codes.filter(|part| part.chars().any(char::is_alphabetic));
    letters.find_map(|code| {
        Some(match code {
            "QĐ" => "Quyết định",
            "KH" => "Kế hoạch",
            "TB" => "Thông báo",
            "BC" => "Báo cáo",
            "TTr" => "Tờ trình",
            "BB" => "Biên bản",
            "GM" => "Giấy mời",
            "NQ" => "Nghị quyết",
            "CT" => "Chỉ thị",
            "CTr" => "Chương trình",
            "HD" => "Hướng dẫn",
            "KL" => "Kết luận",
            "CĐ" => "Công điện",
            "CV" => "Công văn",
            "ĐA" => "Đề án",
            "PA" => "Phương án",
            "TT" => "Thông tư",
            "NĐ" => "Nghị định",
            "HĐ" => "Hợp đồng",
            _ => return None,
        })
    })
}
