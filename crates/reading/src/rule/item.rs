//! What each clause is: a stretch with its points, a statement, a prerequisite, points per item,
//! a cap, a deduction, a definition, a formula. A clause that is none of these is no rule of ours.

use scoring::Exact;

use super::amount::{Amount, amount_at};
use super::clause::{Clause, Earn};
use super::counted::{
    cap, cap_count, deduction, is_cap_words, middle_points, per_group, per_item, slide,
    tier_of_items,
};
use super::expression::{Expression, expression};
use super::quantity::{Interval, interval};
use super::token::{Kind, Text};
use super::words::{has_loose_number, is_doubtful, is_else, is_evidence, is_negative};

/// A clause understood.
#[expect(clippy::enum_variant_names, reason = "«per item» is what it is")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// «Tỷ lệ ≥ 80%: 10đ»; a formula or nothing instead of points.
    Tier(Interval, Earn),
    /// «Còn lại: 0đ».
    Else(Earn),
    /// «Tỷ lệ * 10đ».
    Formula(Expression),
    /// «Đã ban hành: 10đ».
    Statement {
        from: usize,
        to: usize,
        amount: Amount,
        negative: bool,
    },
    /// «Có chuyên mục riêng».
    Requirement { from: usize, to: usize },
    /// «Mỗi hoạt động 1đ».
    PerItem {
        from: usize,
        to: usize,
        amount: Amount,
    },
    /// «không quá 20 điểm».
    Cap(Amount),
    /// «trừ 0,5đ cho mỗi báo cáo chậm».
    Deduct {
        from: usize,
        to: usize,
        amount: Amount,
        each: bool,
    },
    /// «0,5 điểm cho mỗi 10 tin bài», «cứ 10% được 1 điểm».
    PerGroup {
        from: usize,
        to: usize,
        size: Exact,
        rate: bool,
        amount: Amount,
    },
    /// «tối đa 5 cuộc».
    CapCount { from: usize, to: usize, at: Exact },
    /// «cứ giảm 1% trừ 0,5 điểm»; the step as a share.
    Slide { step: Exact, amount: Amount },
    /// «a = tổng số hộ».
    Letter {
        letter: String,
        from: usize,
        to: usize,
    },
    /// «Tỷ lệ = b/a».
    Rate(Expression),
    /// «Tỷ lệ đạt:» before a list of tiers.
    Heading { from: usize, to: usize },
    /// «Tỷ lệ = số hộ có … trên tổng số hộ»; words only.
    RateWords { from: usize, to: usize },
}

/// All clauses, or `None` when one of them is not understood.
pub(super) fn items(text: &Text, clauses: &[Clause]) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    for clause in clauses {
        if is_note(text, clause) {
            continue;
        }
        items.push(item(text, clause)?);
        for (from, to) in &clause.remarks {
            if let Some(cap) = cap(text, *from, *to).or_else(|| cap_count(text, *from, *to)) {
                items.push(cap);
            } else if !is_harmless(text, *from, *to) {
                return None;
            }
        }
    }
    Some(items)
}

/// «Số liệu do Sở cung cấp», «Điểm tối đa: 10 điểm»: says nothing of how points follow.
fn is_note(text: &Text, clause: &Clause) -> bool {
    const NOTES: [&str; 12] = [
        "so lieu",
        "nguon so lieu",
        "nguon",
        "can cu so lieu",
        "can cu bao cao",
        "theo so lieu",
        "theo bao cao",
        "tai lieu",
        "minh chung",
        "tai lieu kiem chung",
        "kem theo minh chung",
        "yeu cau minh chung",
    ];
    let (from, to) = (clause.from, clause.to);
    match &clause.earn {
        Earn::Nothing => {
            text.any(from, &NOTES).is_some()
                && !is_doubtful(text, from, to)
                && !text.has(
                    from,
                    to,
                    &["thi", "neu", "khong", "chua", "diem", "truong hop"],
                )
                && !(from..to).any(|at| text.number(at).is_some())
        }
        // The maximum declared once more; `finish` compares it with what the rule gives.
        Earn::Amount(Amount::OfMax(share)) if *share == Exact::ONE => {
            amount_at(text, from).is_some_and(|(_, end)| end == to)
        }
        _ => false,
    }
}

fn is_harmless(text: &Text, from: usize, to: usize) -> bool {
    let unit = to == from + 1
        && (matches!(text.word(from), "diem" | "d") || text.is(from, &Kind::Percent));
    unit || is_evidence(text, from, to)
        || (!is_doubtful(text, from, to)
            && !text.has(
                from,
                to,
                &["ap dung", "neu", "tru", "toi da", "khong qua", "diem"],
            )
            && (from..to).all(|at| {
                matches!(
                    text.kind(at),
                    Some(Kind::Word | Kind::Comma | Kind::Slash | Kind::Dash | Kind::Line)
                )
            }))
}

fn item(text: &Text, clause: &Clause) -> Option<Item> {
    let Clause { from, to, earn, .. } = clause;
    let (from, to) = (*from, *to);
    match earn {
        Earn::Amount(amount) => with_points(text, from, to, amount),
        Earn::Formula(formula) => with_formula(text, from, to, formula),
        Earn::Product(_) => Some(Item::Tier(interval(text, from, to)?, earn.clone())),
        Earn::Each(_) => None,
        Earn::Nothing => without_points(text, from, to),
    }
}

fn with_points(text: &Text, from: usize, to: usize, amount: &Amount) -> Option<Item> {
    if (from..to).any(|at| amount_at(text, at).is_some()) && !text.says(from, to, &["trừ"]) {
        return None;
    }
    let earn = Earn::Amount(amount.clone());
    if is_cap_words(text, from, to) {
        return Some(Item::Cap(amount.clone()));
    }
    if is_else(text, from, to) {
        return Some(Item::Else(earn));
    }
    if text.says(from, to, &["trừ"]) {
        return slide(text, from, to, amount).or_else(|| deduction(text, from, to, amount));
    }
    if let Some(item) = per_item(text, from, to, amount)
        .or_else(|| per_group(text, from, to, amount))
        .or_else(|| tier_of_items(text, from, to, amount))
    {
        return Some(item);
    }
    if let Some(found) = interval(text, from, to) {
        return Some(Item::Tier(found, earn));
    }
    let negative = is_negative(text, from, to);
    // «Tỷ lệ dân số có …: 10đ» names a figure and says nothing of how much of it.
    let figure = text
        .any(from, &FIGURES)
        .is_some_and(|end| text.number(end).is_none())
        || (has_loose_number(text, from, to)
            && (from..to).any(|at| matches!(text.kind(at), Some(Kind::Colon | Kind::Dash))));
    // «Xã chưa có số liệu thì không chấm điểm» may leave the unit out.
    let leaves_out = text.word(to) == "thi"
        && text.has(from, to, &["so lieu", "phat sinh", "doi tuong", "thuoc"]);
    let plain = !is_doubtful(text, from, to) && !figure && !leaves_out;
    plain.then(|| Item::Statement {
        from,
        to,
        amount: amount.clone(),
        negative,
    })
}

/// Words by which figures begin.
const FIGURES: [&str; 8] = [
    "ty le", "ty trong", "so luong", "tong so", "tan suat", "muc do", "so cuoc", "so bai",
];

fn with_formula(text: &Text, from: usize, to: usize, formula: &Expression) -> Option<Item> {
    if from >= to {
        return Some(Item::Formula(formula.clone()));
    }
    if is_else(text, from, to) {
        return Some(Item::Else(Earn::Formula(formula.clone())));
    }
    // «Tỷ lệ = b/a» defines; it gives no points.
    let points = formula.any(&|part| matches!(part, Expression::Amount(_)));
    if text.any(from, &["ty le", "ty le dat", "ty le %"]) == Some(to) && !points {
        return Some(Item::Rate(formula.clone()));
    }
    if to == from + 1 && text.word(from).len() == 1 {
        return None;
    }
    if let Some(found) = interval(text, from, to) {
        return Some(Item::Tier(found, Earn::Formula(formula.clone())));
    }
    None
}

fn without_points(text: &Text, from: usize, to: usize) -> Option<Item> {
    if from >= to {
        return None;
    }
    if let Some(item) = definition(text, from, to) {
        return Some(item);
    }
    if let Some(item) = middle_points(text, from, to).or_else(|| cap_count(text, from, to)) {
        return Some(item);
    }
    if let Some(found) = interval(text, from, to) {
        return Some(Item::Tier(found, Earn::Nothing));
    }
    let plain = !is_doubtful(text, from, to) && !(from..to).any(|at| text.number(at).is_some());
    if text.any(from, &FIGURES).is_some() {
        let heads = plain && text.is(to, &Kind::Colon);
        return heads.then_some(Item::Heading { from, to });
    }
    plain.then_some(Item::Requirement { from, to })
}

/// «a = tổng số hộ», «b là số hộ có …», «Tỷ lệ = số … / tổng số …».
fn definition(text: &Text, from: usize, to: usize) -> Option<Item> {
    let word = text.word(from);
    let sign = |at: usize| match text.kind(at) {
        Some(Kind::Equal | Kind::Colon) => Some(at + 1),
        _ => text.phrase(at, "la"),
    };
    if word.len() == 1 && text.is(from, &Kind::Word) {
        let start = sign(from + 1)?;
        let plain = start < to && !is_doubtful(text, start, to) && amount_at(text, start).is_none();
        return plain.then(|| Item::Letter {
            letter: word.to_owned(),
            from: start,
            to,
        });
    }
    let end = text.any(from, &["ty le dat", "ty le"])?;
    let start = sign(end)?;
    if let Some(formula @ Expression::Binary(..)) = expression(text, start, to) {
        return Some(Item::Rate(formula));
    }
    (start < to && !is_doubtful(text, start, to)).then_some(Item::RateWords { from: start, to })
}
