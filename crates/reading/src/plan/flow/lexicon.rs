//! Words that steer the division of a row. Folded; looked up from the first word of a text.

/// Whether the folded text opens with the name of a party.
pub(super) fn opens_party(text: &str) -> bool {
    opens(text, PARTIES)
}

/// Whether the folded text opens like a time term.
pub(super) fn opens_time(text: &str) -> bool {
    opens(text, TIMES)
}

/// Whether the folded text opens with a verb of work, which names of parties do not hold.
pub(super) fn opens_verb(text: &str) -> bool {
    opens(text, VERBS)
}

/// Whether the folded word leaves its sentence open.
pub(super) fn leaves_open(word: &str) -> bool {
    OPEN_WORDS.contains(&word)
}

/// Whether a number belongs to this folded word before it.
pub(super) fn takes_number(word: &str) -> bool {
    matches!(
        word,
        "truoc"
            | "quy"
            | "thang"
            | "nam"
            | "ngay"
            | "tuan"
            | "tu"
            | "den"
            | "so"
            | "muc"
            | "ky"
            | "it"
            | "nhat"
            | "tren"
            | "duoi"
            | "thieu"
    )
}

/// Whether a period belongs to this folded word before it: «Trước | Quý I».
pub(super) fn takes_period(word: &str) -> bool {
    matches!(
        word,
        "truoc" | "trong" | "tu" | "den" | "cuoi" | "dau" | "ca" | "hang" | "sau" | "het"
    )
}

/// Whether the folded word names a period.
pub(super) fn names_period(word: &str) -> bool {
    matches!(word, "quy" | "thang" | "nam" | "ngay" | "tuan" | "ky")
}

fn opens(text: &str, openings: &[&str]) -> bool {
    openings.iter().any(|opening| {
        text.strip_prefix(opening)
            .is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
    })
}

const PARTIES: &[&str] = &[
    "ban",
    "bao",
    "bch",
    "bcd",
    "bi thu",
    "bo phan",
    "buu dien",
    "cac ban",
    "cac chi cuc",
    "cac co quan",
    "cac cong ty",
    "cac cq",
    "cac dn",
    "cac doan the",
    "cac doanh nghiep",
    "cac don vi",
    "cac hoi",
    "cac khu pho",
    "cac nganh",
    "cac ngan hang",
    "cac phong",
    "cac so",
    "cac thon",
    "cac to",
    "cac to chuc",
    "cac truong",
    "cac xa",
    "can bo",
    "cb",
    "cc",
    "chi cuc",
    "chu tich",
    "co quan",
    "co so",
    "cong an",
    "cong chuc",
    "cong ty",
    "cuc",
    "cv",
    "d/c",
    "dai",
    "dang uy",
    "doan",
    "doan thanh nien",
    "doi",
    "don vi",
    "dong chi",
    "hdnd",
    "hieu truong",
    "hoi",
    "kho bac",
    "khu pho",
    "lanh dao",
    "mat tran",
    "mttq",
    "ngan hang",
    "nganh",
    "nhnn",
    "phong",
    "so",
    "thanh doan",
    "thanh tra",
    "thanh uy",
    "thon",
    "thu truong",
    "to",
    "toa an",
    "tram",
    "trung tam",
    "truong",
    "ttpvhcc",
    "ubmttq",
    "ubnd",
    "uy ban",
    "van phong",
    "vien",
    "vnpt",
    "vp",
];

const TIMES: &[&str] = &[
    "6 thang",
    "9 thang",
    "bat dau",
    "ca nam",
    "cham nhat",
    "cuoi nam",
    "da ban hanh",
    "da hoan thanh",
    "da thuc hien",
    "da trien khai",
    "dau nam",
    "den",
    "dinh ky",
    "giai doan",
    "hang",
    "hang nam",
    "hang quy",
    "hang thang",
    "hang tuan",
    "hoan thanh",
    "it nhat",
    "khi",
    "kien toan kip thoi",
    "moi",
    "nam",
    "ngay",
    "q1",
    "q2",
    "q3",
    "q4",
    "quy",
    "sau",
    "tham gia khi",
    "thang",
    "theo",
    "thuc hien theo",
    "thuong xuyen",
    "trong",
    "trong nam",
    "truoc",
    "tu",
    "tuan",
    "xong truoc",
];

const VERBS: &[&str] = &[
    "trien khai",
    "tuyen truyen",
    "huong dan",
    "xay dung",
    "thuc hien",
    "to chuc cac",
    "tham muu",
    "tham gia",
    "ra soat",
    "dang tai",
    "cung cap",
    "cu can bo",
    "phat song",
    "ban hanh",
    "duoc",
];

const OPEN_WORDS: &[&str] = &[
    "va", "cua", "cac", "cho", "ve", "theo", "den", "tu", "do", "trong", "voi", "duoc", "de",
    "khi", "co", "la", "hoac", "tren", "tai", "nhung", "moi", "thuoc", "ngoai", "bang", "cung",
    "con", "chua", "khong", "nay", "vao", "qua",
];
