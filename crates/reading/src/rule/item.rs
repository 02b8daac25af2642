//! What each clause is: a stretch with its points, a statement, a prerequisite, points per item,
//! a cap, a deduction, a definition, a formula. A clause that is none of these is no rule of ours.

use scoring::Exact;

use super::amount::{Amount, amount_at};
use super::clause::{Clause, Earn};
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

/// «không quá», «tối đa», «tổng điểm không quá» before points.
fn is_cap_words(text: &Text, from: usize, to: usize) -> bool {
    const CAPS: [&str; 32] = [
        "nhung toi da khong qua",
        "nhung tong diem khong qua",
        "va toi da khong qua",
        "nhung khong tru qua",
        "tong diem tru khong qua",
        "tong diem tru toi da",
        "tru khong qua",
        "tru toi da",
        "toi da tru",
        "khong tru qua",
        "nhung khong vuot qua",
        "nhung khong qua",
        "nhung toi da",
        "tong so diem khong qua",
        "tong diem khong vuot qua",
        "tong diem khong qua",
        "tong diem toi da",
        "tong diem toi da khong qua",
        "toi da khong vuot qua",
        "toi da khong qua",
        "toi da duoc",
        "toi da la",
        "toi da",
        "khong vuot qua",
        "khong qua",
        "cao nhat khong qua",
        "cao nhat la",
        "cao nhat",
        "diem toi da khong qua",
        "diem khong vuot qua",
        "va toi da",
        "va khong qua",
    ];
    CAPS.iter()
        .any(|phrase| text.phrase(from, phrase) == Some(to))
}

fn cap(text: &Text, from: usize, to: usize) -> Option<Item> {
    let at = (from..to).find(|at| {
        amount_at(text, *at).is_some_and(|(_, end)| end == to)
            || (text.number(*at).is_some() && at + 1 == to)
    })?;
    let amount = match amount_at(text, at) {
        Some((amount, _)) => amount,
        None => Amount::Points(text.number(at)?.clone()),
    };
    is_cap_words(text, from, at).then_some(Item::Cap(amount))
}

/// «Mỗi hoạt động», «cho mỗi sáng kiến», «/hoạt động» beside points; one item, not groups.
fn per_item(text: &Text, from: usize, to: usize, amount: &Amount) -> Option<Item> {
    let start = if text.is(from, &Kind::Slash) {
        from + 1
    } else {
        text.any(
            from,
            &[
                "cho moi mot",
                "cho moi",
                "cu moi mot",
                "cu moi",
                "cu mot",
                "cu",
                "doi voi moi",
                "voi moi",
                "moi mot",
                "moi",
                "tren moi",
                "tren",
            ],
        )?
    };
    let start = match text.number(start) {
        Some(one) if *one == Exact::ONE => start + 1,
        Some(_) => return None,
        None => start,
    };
    if start >= to || !text.is(start, &Kind::Word) {
        return None;
    }
    let plain = !is_doubtful(text, start, to)
        && !(start..to).any(|at| text.number(at).is_some())
        && !text.has(start, to, &["va", "hoac", "neu", "khi"]);
    // «cứ 1 %» and «mỗi 1 tháng chậm» are other rules.
    let countable = !text.is(start, &Kind::Percent)
        && !matches!(
            text.word(start),
            "ngay" | "tuan" | "thang" | "quy" | "nam" | "phan" | "diem"
        )
        && interval(text, start, to).is_none();
    let negative = text.says(
        start,
        to,
        &["chậm", "muộn", "trễ", "thiếu", "sai", "vi phạm", "không"],
    );
    (plain && countable && !negative).then(|| Item::PerItem {
        from: start,
        to,
        amount: amount.clone(),
    })
}

/// «tối đa 5 cuộc»: not more than so many count.
fn cap_count(text: &Text, from: usize, to: usize) -> Option<Item> {
    let at = (from..to).find(|at| text.number(*at).is_some())?;
    let whole = text.number(at).filter(|number| number.is_whole())?;
    let words = at + 1 < to && (at + 1..to).all(|at| text.is(at, &Kind::Word));
    let unit = !matches!(
        text.word(at + 1),
        "d" | "diem" | "tr" | "trieu" | "dong" | "nam"
    );
    (is_cap_words(text, from, at) && words && unit).then(|| Item::CapCount {
        from: at + 1,
        to,
        at: whole.clone(),
    })
}

/// «mỗi 10 tin bài», «cứ 10% đạt được» beside points.
fn per_group(text: &Text, from: usize, to: usize, amount: &Amount) -> Option<Item> {
    let start = text.any(
        from,
        &["cho moi", "cu moi", "cu", "voi moi", "moi", "tren moi"],
    )?;
    let size = text.number(start).filter(|size| **size > Exact::ZERO)?;
    let rate = text.is(start + 1, &Kind::Percent);
    let (size, words) = if rate {
        (size.checked_div(&Exact::whole(100))?, start + 2)
    } else {
        (size.clone(), start + 1)
    };
    // «được tính», «thì được» before the points say nothing.
    let fillers = [
        "thi duoc",
        "duoc tinh",
        "duoc cong",
        "duoc",
        "tinh",
        "thi",
        "cong",
    ];
    let end = (words..to)
        .find(|end| text.any(*end, &fillers) == Some(to))
        .unwrap_or(to);
    let plain = !is_doubtful(text, words, end)
        && !super::words::is_change(text, words, end)
        && (words..end).all(|at| text.is(at, &Kind::Word))
        && !text.has(
            words,
            end,
            &["va", "hoac", "neu", "khi", "tiep theo", "vuot"],
        );
    let countable = !matches!(
        text.word(words),
        "ngay"
            | "tuan"
            | "thang"
            | "quy"
            | "nam"
            | "phan"
            | "diem"
            | "trieu"
            | "tr"
            | "dong"
            | "ty"
    ) && (rate || end > words);
    let negative = text.says(
        words,
        end,
        &[
            "chậm",
            "muộn",
            "trễ",
            "thiếu",
            "sai",
            "vi phạm",
            "không",
            "chưa",
        ],
    );
    (plain && countable && !negative).then(|| Item::PerGroup {
        from: words,
        to: end,
        size,
        rate,
        amount: amount.clone(),
    })
}

/// «Từ 01-04 mô hình: mỗi mô hình» 1 điểm.
fn tier_of_items(text: &Text, from: usize, to: usize, amount: &Amount) -> Option<Item> {
    let each = (from + 1..to).find(|at| text.any(*at, &["moi"]).is_some())?;
    let end = match text.kind(each - 1)? {
        Kind::Colon | Kind::Comma => each - 1,
        _ => each,
    };
    let Item::PerItem {
        from: first,
        to: last,
        ..
    } = per_item(text, each, to, amount)?
    else {
        return None;
    };
    let found = interval(text, from, end).filter(|found| !found.is_point())?;
    // The same things: «từ 1-4 mô hình: mỗi mô hình».
    let same = (first..last).all(|at| (from..end).any(|other| text.word(other) == text.word(at)));
    same.then(|| Item::Tier(found, Earn::Each(amount.clone())))
}

/// «cứ giảm 1% trừ» 0,5 điểm.
fn slide(text: &Text, from: usize, to: usize, amount: &Amount) -> Option<Item> {
    let start = text.any(
        from,
        &[
            "cu giam moi",
            "cu giam",
            "giam moi",
            "cu thieu",
            "cu moi",
            "cu thap hon",
            "giam",
            "thieu",
            "moi",
            "cu",
        ],
    )?;
    let named = text.says(
        from,
        to,
        &["giảm", "thiếu", "thấp hơn", "chưa đạt", "không đạt"],
    );
    let size = text.number(start).filter(|size| **size > Exact::ZERO)?;
    let percent = text.is(start + 1, &Kind::Percent);
    let words = (start + 2..to).all(|at| {
        matches!(
            text.word(at),
            "thi"
                | "bi"
                | "tru"
                | "di"
                | "giam"
                | "thieu"
                | "thap"
                | "hon"
                | "chua"
                | "khong"
                | "dat"
                | "diem"
                | "ty"
                | "le"
                | "se"
        ) || text.is(at, &Kind::Comma)
    });
    (named && percent && words).then(|| {
        Some(Item::Slide {
            step: size.checked_div(&Exact::whole(100))?,
            amount: amount.clone(),
        })
    })?
}

/// «mỗi báo cáo chậm trừ» 0,5đ.
fn deduction(text: &Text, from: usize, to: usize, amount: &Amount) -> Option<Item> {
    let at = (from..to).find(|at| text.spelled(*at, "trừ"))?;
    let words = (from, at);
    let after = (at + 1, to);
    let fillers = |from: usize, to: usize| {
        from >= to
            || text.any(from, &["di", "diem", "bi", "thi bi", "thi", "se bi", "se"]) == Some(to)
    };
    let start = text.any(words.0, &["cu moi", "moi mot", "moi", "cu"])?;
    let end = (start..at).find(|end| fillers(*end, at)).unwrap_or(at);
    let plain = fillers(after.0, after.1)
        && end > start
        && !is_doubtful(text, start, end)
        && !(start..end).any(|at| text.number(at).is_some());
    plain.then(|| Item::Deduct {
        from: start,
        to: end,
        amount: amount.clone(),
        each: true,
    })
}

/// «Trừ 0,5đ cho mỗi báo cáo chậm», «0,5 điểm cho mỗi …» where points stand inside.
fn middle_points(text: &Text, from: usize, to: usize) -> Option<Item> {
    let (at, amount, end) = (from..to).find_map(|at| {
        let (amount, end) = amount_at(text, at)?;
        Some((at, amount, end))
    })?;
    if (end..to).any(|at| amount_at(text, at).is_some()) {
        return None;
    }
    let before = text.any(from, &["bi tru di", "bi tru", "tru di", "tru diem", "tru"]);
    if before == Some(at) {
        let start = text
            .any(
                end,
                &[
                    "cho moi mot",
                    "cho moi",
                    "doi voi moi",
                    "voi moi",
                    "moi",
                    "tren moi",
                ],
            )
            .or_else(|| text.is(end, &Kind::Slash).then_some(end + 1))?;
        let plain = start < to
            && !is_doubtful(text, start, to)
            && !(start..to).any(|at| text.number(at).is_some());
        return plain.then_some(Item::Deduct {
            from: start,
            to,
            amount,
            each: true,
        });
    }
    let fillers = text.any(
        from,
        &[
            "duoc cong",
            "duoc tinh",
            "duoc",
            "cong",
            "tinh",
            "cham",
            "cho",
        ],
    );
    (fillers == Some(at))
        .then(|| per_item(text, end, to, &amount).or_else(|| per_group(text, end, to, &amount)))
        .flatten()
}
