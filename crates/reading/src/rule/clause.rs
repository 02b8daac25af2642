//! A rule text cut into clauses, each a condition with what it earns: «Tỷ lệ ≥ 80%: 10đ»,
//! «10 điểm nếu có», «Có 10đ Không có 0đ», «10-20 bài (5đ)».

use scoring::Exact;

use super::amount::{Amount, amount_at};
use super::expression::{Expression, Sign, expression};
use super::quantity::interval;
use super::split::{is_heading, split};
use super::token::{Kind, Text};

/// What a clause gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Earn {
    /// Nothing stated.
    Nothing,
    /// Points.
    Amount(Amount),
    /// A formula.
    Formula(Expression),
    /// «Tỷ lệ ≤ 80% * 10đ»: the stretch itself times points.
    Product(Amount),
    /// «từ 1-4 mô hình: mỗi mô hình 1 điểm».
    Each(Amount),
}

/// A clause: tokens of its condition, what it earns, remarks in parentheses.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) earn: Earn,
    pub(super) remarks: Vec<(usize, usize)>,
}

/// Cuts the text into clauses.
pub(super) fn clauses(text: &Text) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    for (from, to) in split(text) {
        if let Some(clause) = clause(text, from, to) {
            found.push(clause);
        }
    }
    found
}

/// Reads one range as a clause; `None` for a mere heading.
fn clause(text: &Text, from: usize, to: usize) -> Option<Clause> {
    let (from, to) = trim(text, from, to);
    if from >= to || is_heading(text, from, to) {
        return None;
    }
    let from = skip_heading(text, from, to);
    let defined = text
        .any(from, &["trong do", "voi"])
        .filter(|at| text.word(*at).len() == 1);
    let from = defined.filter(|at| *at < to).unwrap_or(from);
    let mut remarks = Vec::new();
    let to = peel_remarks(text, from, to, &mut remarks);
    let (from, to) = trim(text, from, to);
    let (from, to, earn) = condition_and_points(text, from, to);
    let (from, to) = trim(text, from, to);
    Some(Clause {
        from,
        to,
        earn,
        remarks,
    })
}

/// Drops bullets, enumerators and separators at both ends.
fn trim(text: &Text, mut from: usize, mut to: usize) -> (usize, usize) {
    while from < to {
        let next = match text.kind(from) {
            Some(
                Kind::Dash
                | Kind::Plus
                | Kind::Line
                | Kind::Comma
                | Kind::Dot
                | Kind::Semicolon
                | Kind::Close
                | Kind::Colon,
            ) => from + 1,
            _ => match enumerator(text, from).filter(|next| *next < to) {
                Some(next) => next,
                None => break,
            },
        };
        from = next;
    }
    while to > from {
        match text.kind(to - 1) {
            Some(
                Kind::Dash
                | Kind::Plus
                | Kind::Line
                | Kind::Comma
                | Kind::Dot
                | Kind::Semicolon
                | Kind::Colon
                | Kind::Open,
            ) => to -= 1,
            Some(Kind::Close) if !(from..to - 1).any(|at| text.is(at, &Kind::Open)) => to -= 1,
            _ => break,
        }
    }
    (from, to)
}

/// «a)», «1)», «1.», «(1)», «Mức 1:» at the beginning.
fn enumerator(text: &Text, at: usize) -> Option<usize> {
    let short = |at: usize| {
        text.number(at)
            .is_some_and(|number| number.is_whole() && *number < Exact::whole(30))
            || (text.word(at).len() <= 2 && text.is(at, &Kind::Word))
    };
    let operand = matches!(
        text.kind(at + 3),
        Some(Kind::Slash | Kind::Times | Kind::Plus | Kind::Equal)
    );
    if text.is(at, &Kind::Open) && short(at + 1) && text.is(at + 2, &Kind::Close) && !operand {
        // «(5đ)» and «(0)» are points.
        return (amount_at(text, at).is_none()
            || text.is(at + 3, &Kind::Word) && text.number(at + 1).is_some())
        .then_some(at + 3);
    }
    if short(at) && text.is(at + 1, &Kind::Close) {
        return Some(at + 2);
    }
    let numbered = text.number(at).is_some() && short(at);
    if numbered && text.is(at + 1, &Kind::Dot) && text.is(at + 2, &Kind::Word) {
        return Some(at + 2);
    }
    let level = text.any(at, &["muc", "truong hop", "noi dung", "tieu chi", "y"])?;
    let pays = amount_at(text, level + 2).is_some() || text.number(level + 2).is_some();
    (text.number(level).is_some() && text.is(level + 1, &Kind::Colon) && !pays).then_some(level + 2)
}

/// «Điểm = …», «Cách tính: …».
fn skip_heading(text: &Text, from: usize, to: usize) -> usize {
    let sign = (from..to.min(from + 14)).find(|at| {
        matches!(
            text.kind(*at),
            Some(Kind::Equal | Kind::Colon | Kind::GeOrArrow)
        ) || (text.word(*at) == "bang" && is_heading(text, from, *at))
    });
    match sign {
        Some(sign) if sign > from && is_heading(text, from, sign) => {
            skip_heading(text, sign + 1, to)
        }
        _ => from,
    }
}

/// Takes parentheses at the end that are not points.
fn peel_remarks(
    text: &Text,
    from: usize,
    mut to: usize,
    remarks: &mut Vec<(usize, usize)>,
) -> usize {
    while to > from && text.is(to - 1, &Kind::Close) {
        let Some(open) = (from..to).rev().find(|at| text.is(*at, &Kind::Open)) else {
            break;
        };
        let formula = open > from
            && matches!(
                text.kind(open - 1),
                Some(Kind::Times | Kind::Slash | Kind::Plus | Kind::Dash | Kind::Equal)
            );
        let times = open > from && matches!(text.word(open - 1), "x" | "min" | "max");
        if open == from
            || times
            || formula
            || amount_at(text, open).is_some_and(|(_, end)| end >= to)
        {
            break;
        }
        remarks.push((open + 1, to - 1));
        to = open;
    }
    to
}

/// Words between a condition and its points.
const FILLERS: [&str; 18] = [
    "duoc tinh la",
    "duoc tinh",
    "duoc cham",
    "duoc cong",
    "duoc huong",
    "thi duoc",
    "tinh la",
    "diem dat duoc la",
    "dat duoc",
    "so diem la",
    "diem la",
    "duoc",
    "dat",
    "tinh",
    "cham",
    "cho",
    "la",
    "thi",
];

/// «dưới 80% được tính theo tỷ lệ: …» announces the formula that follows; longer ones first.
const BY_FORMULA: [&str; 13] = [
    "thi duoc tinh theo ty le",
    "duoc tinh diem theo ty le",
    "duoc tinh diem theo cong thuc",
    "diem duoc tinh theo cong thuc",
    "duoc tinh theo ty le",
    "duoc tinh theo cong thuc",
    "tinh diem theo ty le",
    "tinh diem theo cong thuc",
    "thi tinh theo cong thuc",
    "tinh theo ty le",
    "tinh theo cong thuc",
    "ap dung cong thuc",
    "theo cong thuc",
];

/// Parts a clause into condition and what it earns.
fn condition_and_points(text: &Text, from: usize, to: usize) -> (usize, usize, Earn) {
    points_first(text, from, to)
        .or_else(|| divided(text, from, to))
        .or_else(|| points_last(text, from, to))
        .or_else(|| {
            let from = text.any(from, &["lay", "tinh bang"]).unwrap_or(from);
            let formula = expression(text, from, to)?;
            gives_points(&formula).then_some((from, from, Earn::Formula(formula)))
        })
        .unwrap_or((from, to, Earn::Nothing))
}

/// Whether a formula comes to points: it multiplies by a number. «CT/BT» does not.
fn gives_points(formula: &Expression) -> bool {
    formula.any(&|part| match part {
        Expression::Binary(Sign::Multiply, left, right) => [left, right]
            .iter()
            .any(|side| matches!(***side, Expression::Amount(_) | Expression::Number(_))),
        _ => false,
    })
}

/// «10 điểm nếu có», «10 điểm: đã ban hành».
fn points_first(text: &Text, from: usize, to: usize) -> Option<(usize, usize, Earn)> {
    let full = text.any(
        from,
        &["duoc du", "dat du", "cham du", "duoc tron", "du", "tron"],
    );
    let start = full.or_else(|| text.any(from, &FILLERS)).unwrap_or(from);
    let (amount, end) = amount_at(text, start)?;
    if end == to && start == from + 1 && text.word(from) == "dat" {
        return Some((from, start, Earn::Amount(amount)));
    }
    if end >= to {
        return (end == to).then_some((to, to, Earn::Amount(amount)));
    }
    let next = match text.kind(end)? {
        Kind::Colon | Kind::Dash | Kind::GeOrArrow | Kind::Comma | Kind::Line => end + 1,
        Kind::Slash if text.is(end + 1, &Kind::Word) => end,
        Kind::Word | Kind::Open | Kind::Ge | Kind::Gt | Kind::Le | Kind::Lt
            if text.word(end) != "x" =>
        {
            end
        }
        _ => return None,
    };
    let joined = text.any(
        next,
        &[
            "doi voi truong hop",
            "trong truong hop",
            "doi voi",
            "neu nhu",
            "neu",
            "khi",
            "cho truong hop",
            "voi",
        ],
    );
    Some((joined.unwrap_or(next), to, Earn::Amount(amount)))
}

/// «điều kiện: điểm», «điều kiện = công thức».
fn divided(text: &Text, from: usize, to: usize) -> Option<(usize, usize, Earn)> {
    let is_divider = |at: usize| {
        matches!(
            text.kind(at),
            Some(Kind::Colon | Kind::Equal | Kind::GeOrArrow)
        ) || text.phrase(at, "thi").is_some()
            || (text.is(at, &Kind::Dash)
                && amount_at(text, at + 1).is_some_and(|(_, end)| end == to))
    };
    (from..to)
        .rev()
        .filter(|at| is_divider(*at))
        .find_map(|at| {
            let mut start = at + 1;
            if matches!(text.kind(start), Some(Kind::Equal | Kind::Plus)) {
                start += 1;
            }
            start = skip_heading(text, start, to);
            let start = text.any(start, &FILLERS).unwrap_or(start);
            let earn = earned(text, start, to)?;
            if let Earn::Formula(_) = earn
                && let Some(words) =
                    (from..at).find(|words| text.any(*words, &BY_FORMULA) == Some(at))
            {
                return Some((from, words, earn));
            }
            // «Tỷ lệ < 80%: Điểm = …»: the heading between belongs to neither.
            let colon = (from..at).rev().find(|colon| {
                text.is(*colon, &Kind::Colon) || text.phrase(*colon, "thi").is_some()
            });
            let end = colon.filter(|colon| is_heading(text, colon + 1, at) && colon + 1 < at);
            Some((from, end.unwrap_or(at), earn))
        })
}

/// What stands after a divider.
fn earned(text: &Text, from: usize, to: usize) -> Option<Earn> {
    if from >= to {
        return None;
    }
    if let Some((amount, end)) = amount_at(text, from)
        && end == to
    {
        return Some(Earn::Amount(amount));
    }
    if text.phrase(from, "toi da") == Some(to) {
        return Some(Earn::Amount(Amount::OfMax(Exact::ONE)));
    }
    if let (Some(number), true) = (text.number(from), from + 1 == to) {
        return Some(Earn::Amount(Amount::Points(number.clone())));
    }
    let formula = expression(text, from, to)?;
    matches!(formula, Expression::Binary(..)).then_some(Earn::Formula(formula))
}

/// «Có 10đ», «≥10%(5đ)», «Tỷ lệ ≤ 80% * 10đ».
fn points_last(text: &Text, from: usize, to: usize) -> Option<(usize, usize, Earn)> {
    let (at, amount) = (from..to).find_map(|at| {
        let (amount, end) = amount_at(text, at)?;
        (end == to).then_some((at, amount))
    })?;
    let before = text.kind(at.checked_sub(1).filter(|before| *before >= from)?)?;
    if matches!(before, Kind::Times) || text.word(at - 1) == "x" {
        let compared = (from..at - 1).any(|at| {
            matches!(
                text.kind(at),
                Some(Kind::Ge | Kind::Gt | Kind::Le | Kind::Lt)
            )
        });
        interval(text, from, at - 1).filter(|_| compared)?;
        return Some((from, at - 1, Earn::Product(amount)));
    }
    let times = text.word(at - 1) == "nhan"
        || (text.word(at - 1) == "voi" && text.word(at.saturating_sub(2)) == "nhan");
    if times
        || matches!(
            before,
            Kind::Slash | Kind::Plus | Kind::Dot | Kind::Number(_)
        )
    {
        return None;
    }
    let filler = (from..at)
        .find(|start| text.any(*start, &FILLERS) == Some(at))
        .filter(|start| *start > from || text.word(from) != "dat")
        .unwrap_or(at);
    Some((from, filler, Earn::Amount(amount)))
}
