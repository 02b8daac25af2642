//! Words that change what a sentence means: negation, «còn lại», and those that this reader does
//! not compute with and that therefore forbid certainty.

use scoring::Exact;

use super::token::{Kind, Text};

/// «Còn lại», «các trường hợp khác», or no words at all.
pub(super) fn is_else(text: &Text, from: usize, to: usize) -> bool {
    const ELSE: [&str; 26] = [
        "cac truong hop con lai",
        "truong hop con lai",
        "cac truong hop khac",
        "truong hop khac",
        "cac muc con lai",
        "muc con lai",
        "cac muc khac",
        "con lai",
        "nguoc lai",
        "khac",
        "neu khong",
        "neu khong dat",
        "khong dat duoc",
        "cac ket qua khac",
        "ngoai ra con lai",
        "khong thuoc cac truong hop tren",
        "thap hon",
        "thap hon muc tren",
        "duoi muc tren",
        "it hon",
        "khong dat cac muc tren",
        "khong dat cac dieu kien tren",
        "doi voi truong hop khac",
        "cac don vi con lai",
        "cac don vi khac",
        "cac xa con lai",
    ];
    let from = text
        .any(from, &["doi voi", "neu", "trong"])
        .filter(|at| *at < to)
        .unwrap_or(from);
    from >= to
        || ELSE
            .iter()
            .any(|phrase| text.phrase(from, phrase) == Some(to))
}

/// Whether the words deny: «Chưa ban hành», «Không có».
pub(super) fn is_negative(text: &Text, from: usize, to: usize) -> bool {
    let from = text
        .any(from, &["neu", "don vi", "xa", "co quan", "truong hop"])
        .filter(|at| *at < to)
        .unwrap_or(from);
    from < to && text.any(from, &["khong", "chua"]).is_some()
}

/// Words that no shape computes with, wherever they stand.
const NEVER: [&str; 42] = [
    "trừ",
    "nhân đôi",
    "gấp",
    "hệ số",
    "trọng số",
    "cộng thêm",
    "thêm",
    "điểm thưởng",
    "được thưởng",
    "điểm cộng",
    "ngoài ra",
    "không áp dụng",
    "ngoại trừ",
    "tương ứng",
    "tỷ lệ thuận",
    "tỉ lệ thuận",
    "theo tỷ lệ",
    "theo tỉ lệ",
    "làm tròn",
    "lũy tiến",
    "luỹ tiến",
    "tuy nhiên",
    "tùy theo",
    "tuỳ theo",
    "tùy",
    "tuỳ",
    "mỗi",
    "cứ",
    "từng",
    "khống chế",
    "miền núi",
    "đặc thù",
    "nội suy",
    "chuyên gia",
    "hội đồng chấm",
    "khảo sát",
    "nhân với",
    "chia cho",
    "quy đổi",
    "lũy kế điểm",
    "giảm dần",
    "xem xét",
];

/// Words under which a rate or a count is another quantity than the plain one.
const CHANGE: [&str; 9] = [
    "tăng",
    "giảm",
    "so với",
    "năm trước",
    "kỳ trước",
    "cùng kỳ",
    "năm liền kề",
    "bình quân",
    "trung bình",
];

/// Whether the words hold something this reader does not compute with.
pub(super) fn is_doubtful(text: &Text, from: usize, to: usize) -> bool {
    text.says(from, to, &NEVER)
        || text.any(from, &["rieng"]).is_some()
        || (from..to).any(|at| {
            matches!(
                text.kind(at),
                Some(
                    Kind::Other
                        | Kind::Times
                        | Kind::Plus
                        | Kind::Equal
                        | Kind::Ge
                        | Kind::Le
                        | Kind::Gt
                        | Kind::Lt
                )
            )
        })
}

/// Whether the words speak of a change rather than of the thing itself.
pub(super) fn is_change(text: &Text, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        CHANGE.iter().any(|phrase| text.spelled(at, phrase))
            && !text.spelled(at, "tăng cường")
            && !(at > 0 && text.spelled(at - 1, "gia tăng"))
    })
}

/// Whether numbers stand in the words that are not those of ages, levels, laws or dates.
pub(super) fn has_loose_number(text: &Text, from: usize, to: usize) -> bool {
    (from..to).any(|at| text.number(at).is_some() && !is_bound_number(text, from, at))
}

/// «mức độ 4», «15 tuổi», «Thông tư số 12/2022», «31/12», «năm 2024», «IPv6».
pub(super) fn is_bound_number(text: &Text, from: usize, at: usize) -> bool {
    if matches!(text.word(at + 1), "tuoi") {
        return true;
    }
    // «24/7» means always.
    let always = |first: usize| {
        text.number(first) == Some(&Exact::whole(24))
            && text.is(first + 1, &Kind::Slash)
            && text.number(first + 2) == Some(&Exact::whole(7))
    };
    if always(at) || (at >= from + 2 && always(at - 2)) {
        return true;
    }
    let glued = text.tokens.get(at).is_some_and(|token| token.glued);
    let sign_before = at > from
        && matches!(
            text.kind(at - 1),
            Some(Kind::Slash | Kind::Dash | Kind::Comma)
        );
    if glued && at > from && (text.is(at - 1, &Kind::Word) || sign_before) {
        return true;
    }
    let dated = text.is(at + 1, &Kind::Slash) && text.tokens.get(at + 1).is_some_and(|t| t.glued);
    if dated && text.number(at + 2).is_some() {
        // «trước 30/9» is a date, «3/5 nội dung» is not.
        return at > from
            && matches!(
                text.word(at - 1),
                "ngay" | "truoc" | "sau" | "den" | "tu" | "han"
            );
    }
    let before = if sign_before {
        at.saturating_sub(2)
    } else {
        at
    };
    (from..before.max(from)).rev().take(3).any(|at| {
        matches!(
            text.word(at),
            "do" | "cap"
                | "so"
                | "nam"
                | "quyet"
                | "dieu"
                | "khoan"
                | "muc"
                | "loai"
                | "giai"
                | "quy"
                | "thang"
                | "ngay"
                | "phien"
                | "lop"
                | "buoc"
                | "hang"
                | "an"
                | "nghiep"
        )
    })
}

/// Remarks that only ask for proof.
pub(super) fn is_evidence(text: &Text, from: usize, to: usize) -> bool {
    text.has(
        from,
        to,
        &[
            "chung minh",
            "minh chung",
            "kiem chung",
            "tai lieu",
            "so lieu",
            "van ban",
            "hinh anh",
            "link",
            "duong dan",
            "bao cao",
        ],
    ) && !is_doubtful(text, from, to)
        && !(from..to).any(|at| text.number(at).is_some())
}
