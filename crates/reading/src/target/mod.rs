//! Numeric targets: in a «Chỉ tiêu» cell, in titles and in running text.
//!
//! In a cell the number is the target whatever stands around it. In running text a number is one
//! only when it is a rate, a count in a period, or a count of something with a word that makes it
//! a target («tối thiểu», «trên», «đủ», «tổ chức»); dates, document numbers, ages, levels and
//! speeds are none. A bare rate below 100 % is a floor; 100 % is meant exactly.

mod around;
mod number;

use std::ops::Range;

use domain::target::{Operator, Target};
use scoring::Exact;

use crate::text::tokens::Text;
use crate::text::{fold, squash};
use around::{base, operator, per};
use number::{Counted, counted};

/// Reads a target cell with the «Đơn vị tính» beside it.
///
/// ```
/// use reading::target::read_cell;
/// let target = read_cell("≥ 1%/năm", Some("%")).unwrap();
/// assert_eq!(target.operator.symbol(), ">=");
/// assert_eq!(target.value.unwrap().to_string(), "1");
/// assert_eq!(target.per.as_deref(), Some("năm"));
/// assert!(read_cell("Đạt", Some("Đạt")).unwrap().value.is_none());
/// ```
pub fn read_cell(text: &str, measure: Option<&str>) -> Option<Target> {
    let shown = squash(text);
    let folded = fold(&shown);
    if folded.chars().all(|c| !c.is_alphanumeric()) {
        return None;
    }
    let tokens = Text::new(text);
    let numbers = (0..tokens.len()).filter_map(|at| counted(&tokens, at, true));
    let mut best: Option<Counted> = None;
    for found in numbers {
        // A rate is the target whatever count stands before it.
        let better = |best: &Counted| found.is_rate() && !best.is_rate();
        if best.as_ref().is_none_or(better) {
            best = Some(found);
        }
    }
    let Some(found) = best else {
        return yes_or_no(shown, &folded);
    };
    let measure = found
        .measure
        .clone()
        .or_else(|| measure.and_then(measure_of));
    let rate = measure.as_deref() == Some("%");
    let operator = operator(&tokens, &found).unwrap_or(default_operator(rate, &found.value));
    let per = found
        .per
        .clone()
        .or_else(|| per(&tokens, &found, found.next));
    Some(Target {
        text: shown,
        operator,
        value: Some(found.value),
        measure,
        base: None,
        per,
    })
}

/// «Đạt», «Hoàn thành»: to be met or not.
fn yes_or_no(shown: String, folded: &str) -> Option<Target> {
    const YES: [&str; 14] = [
        "dat",
        "hoan thanh",
        "co",
        "da",
        "duy tri",
        "thuc hien",
        "ban hanh",
        "trien khai",
        "day du",
        "bao dam",
        "dam bao",
        "x",
        "xong",
        "thuong xuyen",
    ];
    let yes = YES.iter().any(|word| {
        folded == *word
            || folded
                .strip_prefix(word)
                .is_some_and(|rest| rest.starts_with(' '))
    });
    yes.then_some(Target {
        text: shown,
        operator: Operator::Equal,
        value: None,
        measure: None,
        base: None,
        per: None,
    })
}

/// A measure column says «%», «Bài», «Đạt» or even «Dân số»; the sign and the words, in lower case.
fn measure_of(measure: &str) -> Option<String> {
    let measure = squash(measure);
    let measure = measure
        .trim_matches(|c: char| matches!(c, '(' | ')' | '.' | ':'))
        .trim();
    let folded = fold(measure);
    if measure.is_empty() || folded == "dat" {
        return None;
    }
    if measure.contains('%') || folded.starts_with("phan tram") || folded == "ty le" {
        return Some("%".to_owned());
    }
    Some(measure.to_lowercase())
}

fn default_operator(rate: bool, value: &Exact) -> Operator {
    if rate && *value >= Exact::whole(100) {
        Operator::Equal
    } else {
        Operator::AtLeast
    }
}

/// Every target in a running text, with its byte range, in order.
///
/// ```
/// let found = reading::target::find("Đảm bảo tối thiểu 10% số doanh nghiệp tham gia.");
/// let (target, range) = &found[0];
/// assert_eq!((target.operator.symbol(), target.base.as_deref()), (">=", Some("số doanh nghiệp")));
/// assert_eq!(range.start, "Đảm bảo ".len());
/// ```
pub fn find(text: &str) -> Vec<(Target, Range<usize>)> {
    let tokens = Text::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(number) = counted(&tokens, at, false) else {
            at += 1;
            continue;
        };
        at = number.next.max(at + 1);
        let operator = operator(&tokens, &number);
        if !number.is_target(operator.is_some()) || around::achieved(&tokens, &number) {
            continue;
        }
        let rate = number.is_rate();
        let base = base(&tokens, &number);
        let end = base
            .as_ref()
            .map_or(number.next, |(_, end)| (*end).max(number.next));
        let per = number.per.clone().or_else(|| per(&tokens, &number, end));
        let start = around::start(&tokens, &number);
        let range = tokens.range(start).start..tokens.range(end - 1).end;
        let target = Target {
            text: without_latex(tokens.quote(start, end)),
            operator: operator.unwrap_or(default_operator(rate, &number.value)),
            value: Some(number.value),
            measure: number.measure,
            base: base.map(|(base, _)| base),
            per,
        };
        found.push((target, range));
    }
    found
}

/// `geq 80\%` as people write it.
fn without_latex(text: String) -> String {
    if !text.contains('\\') {
        return text;
    }
    let text = text.replace(['\\', '$'], "");
    match (text.strip_prefix("geq"), text.strip_prefix("leq")) {
        (Some(rest), _) => format!("≥{rest}"),
        (_, Some(rest)) => format!("≤{rest}"),
        _ => text,
    }
}
