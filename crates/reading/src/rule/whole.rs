//! Texts that are one sentence about other points: sums of children, surveys.

use scoring::Rule;
use scoring::rule::Combine;

use super::clause::Clause;
use super::draft::{About, Draft};
use super::token::{Kind, Text};

/// `None`: not such a text. `Some(None)`: such a text, but not one that can be read.
#[expect(
    clippy::option_option,
    reason = "not such a text, or one that cannot be read"
)]
pub(super) fn whole(about: &About<'_>, clauses: &[Clause]) -> Option<Option<Draft>> {
    children(about.text).or_else(|| entered(about.text, clauses))
}

/// «Cộng điểm từ 5.11.1 đến 5.11.6», «Trung bình cộng các chỉ số con».
#[expect(
    clippy::option_option,
    reason = "not such a text, or one that cannot be read"
)]
fn children(text: &Text) -> Option<Option<Draft>> {
    const CHILDREN: [&str; 12] = [
        "chi so con",
        "chi so thanh phan",
        "tieu chi con",
        "tieu chi thanh phan",
        "cac chi so",
        "cac tieu chi",
        "muc con",
        "cac muc",
        "noi dung con",
        "cac chi tieu con",
        "cac y",
        "cac noi dung thanh phan",
    ];
    let to = text.tokens.len();
    let named = text.has(0, to, &CHILDREN);
    let coded = codes(text);
    if !named && coded < 2 {
        return None;
    }
    let combine = combine(text)?;
    // Anything else that counts makes it another rule.
    let plain = (0..to).all(|at| {
        matches!(
            text.kind(at),
            Some(
                Kind::Word
                    | Kind::Comma
                    | Kind::Dot
                    | Kind::Dash
                    | Kind::Semicolon
                    | Kind::Plus
                    | Kind::Equal
                    | Kind::Colon
                    | Kind::Line
            )
        ) || (coded >= 2 && text.number(at).is_some())
    });
    let simple = !text.says(
        0,
        to,
        &[
            "trừ",
            "nhân",
            "hệ số",
            "gấp",
            "chia",
            "nếu",
            "tối đa",
            "không quá",
            "tỷ lệ",
            "tỉ lệ",
            "trọng số",
        ],
    );
    Some((plain && simple).then(|| Draft::new(Rule::Children(combine))))
}

/// How many codes like «5.11.1» stand in the text.
fn codes(text: &Text) -> usize {
    let is_code = |at: usize| {
        text.number(at).is_some_and(|number| !number.is_whole())
            || (text.is(at, &Kind::Dot) && text.number(at + 1).is_some())
    };
    let mut count = 0;
    let mut at = 0;
    while at < text.tokens.len() {
        if is_code(at) {
            count += 1;
            while text.number(at).is_some() || text.is(at, &Kind::Dot) {
                at += 1;
            }
        }
        at += 1;
    }
    count
}

fn combine(text: &Text) -> Option<Combine> {
    let to = text.tokens.len();
    let has = |phrases: &[&str]| text.has(0, to, phrases);
    let found = [
        (has(&["trung binh"]) || has(&["binh quan"]), Combine::Mean),
        (has(&["cao nhat", "lon nhat"]), Combine::Max),
        (has(&["thap nhat", "nho nhat"]), Combine::Min),
    ];
    let mut named = found.iter().filter(|(is, _)| *is);
    match (named.next(), named.next()) {
        (Some((_, combine)), None) => Some(*combine),
        (None, _) => has(&[
            "cong diem",
            "tong diem",
            "tong so diem",
            "tong cong",
            "cong cac",
            "tong cac",
            "diem tong",
            "cong don",
            "tong",
            "cong",
        ])
        .then_some(Combine::Sum),
        _ => None,
    }
}

/// «Theo kết quả khảo sát», «Hội đồng chấm»: points that somebody enters.
#[expect(
    clippy::option_option,
    reason = "not such a text, or one that cannot be read"
)]
fn entered(text: &Text, clauses: &[Clause]) -> Option<Option<Draft>> {
    let to = text.tokens.len();
    let owner = text.says(
        0,
        to,
        &[
            "khảo sát",
            "chuyên gia",
            "hội đồng",
            "tổ thẩm định",
            "phiếu điều tra",
            "xã hội học",
        ],
    );
    let words = text.has(
        0,
        to,
        &[
            "ket qua",
            "theo",
            "diem",
            "cham",
            "danh gia",
            "xac dinh",
            "cham diem",
        ],
    );
    if !owner || !words {
        return None;
    }
    let numbers = (0..to).any(|at| text.number(at).is_some());
    let signs = (0..to).any(|at| {
        matches!(
            text.kind(at),
            Some(
                Kind::Times
                    | Kind::Slash
                    | Kind::Equal
                    | Kind::Ge
                    | Kind::Le
                    | Kind::Gt
                    | Kind::Lt
                    | Kind::Percent
            )
        )
    });
    if numbers || signs {
        return None;
    }
    let simple = clauses.len() == 1
        && !text.says(0, to, &["tỷ lệ", "tỉ lệ", "nhân", "chia", "trừ", "hệ số"]);
    Some(simple.then(|| Draft::new(Rule::Entered)))
}
