//! Rules in words again, such that reading them gives the same rule, and the reasons for points.
//!
//! The phrases are those that `reading::rule` recognises; numbers are written as officials write
//! them. Reasons are in `because`, names of quantities in `quantity`.

mod bands;
mod because;
mod quantity;

pub use because::because;

use scoring::rule::{Combine, Direction, Formula, Points, Target};
use scoring::{Exact, Rule};

use super::number::number;

/// Deeper than any sentence.
const DEPTH_MAX: u32 = 64;

/// The rule as an official would write it. `labels` name options and parts. Points that are the
/// indicator's maximum are written as numbers all the same, so that the text stands alone.
///
/// ```
/// use scoring::{Exact, Rule, rule::{Quantity, Target}};
/// let (of, points) = (Quantity::Rate, Exact::whole(10));
/// let target = Target::Stated("0.8".parse().unwrap());
/// let rule = Rule::ProportionalTo { of, target, points, cut_off: None };
/// assert_eq!(
///     reading::words::rule::in_words(&rule, None, &[]),
///     "Tỷ lệ ≥ 80 %: 10 điểm; tỷ lệ < 80 % = tỷ lệ / 80 % × 10 điểm"
/// );
/// ```
pub fn in_words(rule: &Rule, max: Option<&Exact>, labels: &[String]) -> String {
    capital(&said(rule, max, labels, 0))
}

#[expect(
    clippy::too_many_lines,
    reason = "one arm per shape; the compiler finds the missing one"
)]
fn said(rule: &Rule, max: Option<&Exact>, labels: &[String], depth: u32) -> String {
    if depth > DEPTH_MAX {
        return "…".to_owned();
    }
    match rule {
        Rule::YesNo { yes, no } => yes_no(yes, no, labels),
        Rule::Options(all) => listed(all, labels, "mức thứ", "; "),
        Rule::Parts(all) => listed(all, labels, "đạt ý thứ", "; "),
        Rule::Ladder(all) => ladder(all, labels),
        Rule::AllParts { count, points: p } => {
            let parts = if labels.is_empty() {
                format!("có đủ {count} nội dung")
            } else {
                format!("có đủ {}", labels.join(" và "))
            };
            format!("{parts}: {}; còn lại: 0 điểm", points(p))
        }
        Rule::Proportional { of, points: p } => {
            format!("{} × {}", quantity::name(of), points(p))
        }
        Rule::ProportionalTo {
            of,
            target: to,
            points: p,
            cut_off,
        } => proportional_to(&quantity::Shown::new(of, to), p, cut_off.as_ref()),
        Rule::AllOrNothing {
            of,
            target: to,
            points: p,
        } => {
            let shown = quantity::Shown::new(of, to);
            format!(
                "{} ≥ {}: {}; còn lại: 0 điểm",
                shown.name,
                shown.target,
                points(p)
            )
        }
        Rule::Bands { of, bands: all } => bands::said(of, all),
        Rule::PerItem { of, points: p, cap } => {
            let cap = cap
                .as_ref()
                .map(|cap| format!(", không quá {}", points(cap)));
            format!(
                "mỗi {} {}{}",
                quantity::item(of),
                points(p),
                cap.unwrap_or_default()
            )
        }
        Rule::Deduction { of, points: p, cap } => {
            let cap = cap.as_ref().map(|cap| format!(", tối đa {}", points(cap)));
            format!(
                "trừ {} cho mỗi {}{}",
                points(p),
                quantity::item(of),
                cap.unwrap_or_default()
            )
        }
        Rule::MinMax {
            of,
            direction,
            points: p,
        } => {
            let name = quantity::name(of);
            let above = match direction {
                Direction::HigherIsBetter => format!("{name} - MIN"),
                Direction::LowerIsBetter => format!("MAX - {name}"),
            };
            format!("điểm = ({above}) / (MAX - MIN) × {}", points(p))
        }
        Rule::ByLargest { of, points: p } => {
            let name = quantity::name(of);
            format!("điểm = {name} / {name} lớn nhất × {}", points(p))
        }
        Rule::Children(combine) => children(*combine).to_owned(),
        Rule::Several { combine, rules } => several(*combine, rules, max, depth),
        Rule::Provided(rule) => {
            let condition = labels.first().map_or("theo văn bản", String::as_str);
            format!(
                "điều kiện bắt buộc «{condition}», không đạt: 0 điểm; {}",
                said(rule, max, labels.get(1..).unwrap_or_default(), depth + 1)
            )
        }
        Rule::Formula(all) => format!("điểm = {}", formula(all, 0, depth)),
        Rule::Entered => "điểm theo kết quả khảo sát, đánh giá do cơ quan chủ trì chấm".to_owned(),
    }
}

/// `10 điểm`; a fraction that does not end keeps its fraction.
fn points(value: &Points) -> String {
    format!("{} điểm", exactly(value))
}

fn exactly(value: &Exact) -> String {
    if value.to_decimal().is_some() {
        number(value)
    } else {
        value.to_string()
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn yes_no(yes: &Points, no: &Points, labels: &[String]) -> String {
    let fact = labels.first().map_or("có", String::as_str);
    let none = labels.get(1).map_or("không", String::as_str);
    format!("{fact}: {}; {none}: {}", points(yes), points(no))
}

fn label(labels: &[String], index: usize, kind: &str) -> String {
    labels
        .get(index)
        .cloned()
        .unwrap_or_else(|| format!("{kind} {}", ordinal(index)))
}

/// In words, because a digit here would read as a value.
fn ordinal(index: usize) -> String {
    const WORDS: [&str; 10] = [
        "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười",
    ];
    WORDS
        .get(index)
        .map_or_else(|| (index + 1).to_string(), |word| (*word).to_owned())
}

fn listed(all: &[Points], labels: &[String], kind: &str, joint: &str) -> String {
    let one =
        |(index, p): (usize, &Points)| format!("{}: {}", label(labels, index, kind), points(p));
    all.iter()
        .enumerate()
        .map(one)
        .collect::<Vec<_>>()
        .join(joint)
}

fn ladder(all: &[Points], labels: &[String]) -> String {
    let step = |(index, p): (usize, &Points)| {
        let label = label(labels, index, "đạt bước thứ");
        if index == 0 {
            return format!("{label}: {}", points(p));
        }
        format!("khi đã đạt các bước trước, {label}: thêm {}", points(p))
    };
    all.iter()
        .enumerate()
        .map(step)
        .collect::<Vec<_>>()
        .join("; ")
}

fn proportional_to(
    shown: &quantity::Shown<'_>,
    full: &Points,
    cut_off: Option<&scoring::rule::Bound>,
) -> String {
    let quantity::Shown { name, target, .. } = shown;
    let full = points(full);
    let share = format!("= {name} / {target} × {full}");
    let reached = format!("{name} ≥ {target}: {full}");
    match cut_off {
        None => format!("{reached}; {name} < {target} {share}"),
        Some(bound) => {
            let at = shown.value(&bound.at);
            let (from, below) = if bound.included {
                ("từ", "<")
            } else {
                ("trên", "≤")
            };
            format!(
                "{reached}; {name} {from} {at} đến dưới {target} {share}; {name} {below} {at}: 0 điểm"
            )
        }
    }
}

fn children(combine: Combine) -> &'static str {
    match combine {
        Combine::Sum => "cộng điểm các chỉ số con",
        Combine::Mean => "trung bình cộng điểm các chỉ số con",
        Combine::Max => "lấy điểm cao nhất của các chỉ số con",
        Combine::Min => "lấy điểm thấp nhất của các chỉ số con",
    }
}

fn several(combine: Combine, rules: &[Rule], max: Option<&Exact>, depth: u32) -> String {
    if let (
        Combine::Sum,
        [
            Rule::Formula(Formula::MaxPoints),
            less @ Rule::Deduction { .. },
        ],
    ) = (combine, rules)
    {
        return format!("điểm tối đa, {}", said(less, max, &[], depth + 1));
    }
    let how = match combine {
        Combine::Sum => "cộng điểm các phần",
        Combine::Mean => "trung bình cộng điểm các phần",
        Combine::Max => "lấy điểm cao nhất của các phần",
        Combine::Min => "lấy điểm thấp nhất của các phần",
    };
    let part = |(index, rule): (usize, &Rule)| {
        format!("({}) {}", index + 1, said(rule, max, &[], depth + 1))
    };
    let parts: Vec<String> = rules.iter().enumerate().map(part).collect();
    format!("{how}: {}", parts.join("; "))
}

/// `outer` is how tightly the place binds: 0 anything, 1 a factor, 2 a divisor or subtrahend.
fn formula(all: &Formula, outer: u8, depth: u32) -> String {
    if depth > DEPTH_MAX {
        return "…".to_owned();
    }
    let side = |side: &Formula, outer| formula(side, outer, depth + 1);
    let (text, loose, limit) = match all {
        Formula::Number(value) => {
            let text = exactly(value);
            let loose = text.contains('/') || text.starts_with('-');
            (text, loose, 0)
        }
        Formula::Figure(name) => (name.clone(), false, 0),
        Formula::MaxPoints => ("điểm tối đa".to_owned(), false, 0),
        Formula::Add(left, right) => (format!("{} + {}", side(left, 0), side(right, 0)), true, 0),
        Formula::Subtract(left, right) => {
            (format!("{} - {}", side(left, 0), side(right, 1)), true, 0)
        }
        Formula::Multiply(left, right) => {
            (format!("{} × {}", side(left, 1), side(right, 2)), true, 1)
        }
        Formula::Divide(left, right) => {
            (format!("{} / {}", side(left, 1), side(right, 2)), true, 1)
        }
    };
    if loose && outer > limit {
        format!("({text})")
    } else {
        text
    }
}

/// «80 %» or the target that the unit set itself.
fn target(target: &Target, value: impl Fn(&Exact) -> String) -> String {
    match target {
        Target::Stated(at) => value(at),
        Target::Own => "chỉ tiêu đơn vị đăng ký".to_owned(),
    }
}
