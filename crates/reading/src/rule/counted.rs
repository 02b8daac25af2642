//! Clauses that count: points for one or for a group, caps, deductions, steps down.

use scoring::Exact;

use super::amount::{Amount, amount_at};
use super::clause::Earn;
use super::item::Item;
use super::quantity::interval;
use super::token::{Kind, Text};
use super::words::{is_change, is_doubtful};

/// «không quá», «tối đa», «tổng điểm không quá» before points.
pub(super) fn is_cap_words(text: &Text, from: usize, to: usize) -> bool {
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

pub(super) fn cap(text: &Text, from: usize, to: usize) -> Option<Item> {
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
pub(super) fn per_item(text: &Text, from: usize, to: usize, amount: &Amount) -> Option<Item> {
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
pub(super) fn cap_count(text: &Text, from: usize, to: usize) -> Option<Item> {
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
pub(super) fn per_group(text: &Text, from: usize, to: usize, amount: &Amount) -> Option<Item> {
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
        && !is_change(text, words, end)
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
pub(super) fn tier_of_items(text: &Text, from: usize, to: usize, amount: &Amount) -> Option<Item> {
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
pub(super) fn slide(text: &Text, from: usize, to: usize, amount: &Amount) -> Option<Item> {
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
pub(super) fn deduction(text: &Text, from: usize, to: usize, amount: &Amount) -> Option<Item> {
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
pub(super) fn middle_points(text: &Text, from: usize, to: usize) -> Option<Item> {
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
