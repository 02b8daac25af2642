//! The reason for points: «Tỷ lệ 43/50 = 86 % đạt ngưỡng 80 %: 10 điểm».

use scoring::Exact;
use scoring::rule::{Amount, Because, Combine, Direction, Lack, Outcome, Quantity, Step};

use super::{bands, capital, quantity};
use crate::words::number::number;

/// Why the points are what they are, in sentences.
///
/// ```
/// use scoring::{Exact, Figures, Rule, rule::{Quantity, Target}};
/// let (of, points) = (Quantity::Rate, Exact::whole(10));
/// let target = Target::Stated("0.8".parse().unwrap());
/// let rule = Rule::ProportionalTo { of, target, points, cut_off: None };
/// let (num, den) = (Some(Exact::whole(43)), Some(Exact::whole(50)));
/// let because = rule.explain(None, &Figures { num, den, ..Figures::default() });
/// assert_eq!(
///     reading::words::rule::because(&because),
///     "Tỷ lệ 43/50 = 86 % đạt ngưỡng 80 %: 10 điểm."
/// );
/// ```
pub fn because(because: &Because) -> String {
    match &because.outcome {
        Outcome::NotApplicable => "Chỉ số không áp dụng cho đơn vị.".to_owned(),
        Outcome::Unstated => format!(
            "{} Chưa tính được điểm: văn bản không quy định điểm cho giá trị này.",
            steps(&because.steps)
        )
        .trim()
        .to_owned(),
        Outcome::Scored(_) | Outcome::Missing => steps(&because.steps),
    }
}

fn steps(all: &[Step]) -> String {
    let sentence = |step: &Step| format!("{}.", capital(&said(step)));
    all.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

fn said(step: &Step) -> String {
    match step {
        Step::Lacks(lack) => format!("chưa tính được điểm: {}", lacking(lack)),
        Step::Answer { yes, points } => format!("{}: {}", met(*yes), earned(points)),
        Step::Chosen { option, points } => {
            format!(
                "chọn mức thứ {}: {}",
                u64::from(*option) + 1,
                earned(points)
            )
        }
        Step::Part {
            part,
            met: is_met,
            points,
        } => {
            format!("ý thứ {} {}: {}", part + 1, met(*is_met), earned(points))
        }
        Step::AllParts { met, count, points } => {
            format!(
                "đạt {met}/{count} nội dung, phải đạt đủ: {}",
                earned(points)
            )
        }
        Step::Portion {
            part,
            points,
            steps: inner,
        } => portion(*part, points.as_ref(), inner),
        Step::Child { child, points } => {
            format!("chỉ số con thứ {}: {}", child + 1, earned(points))
        }
        Step::Combined { combine, points } => format!("{} {}", combined(*combine), earned(points)),
        Step::Condition { met: true } => "điều kiện bắt buộc: đạt".to_owned(),
        Step::Condition { met: false } => "điều kiện bắt buộc: không đạt, 0 điểm".to_owned(),
        Step::Computed { figures, points } => computed(figures, points),
        Step::Entered { points } => format!("điểm được nhập: {}", earned(points)),
        Step::CappedAtMax { from, max } => {
            format!("{} vượt điểm tối đa: lấy {}", earned(from), earned(max))
        }
        Step::RaisedToZero { from } => format!("{} dưới 0: lấy 0 điểm", earned(from)),
        Step::FlooredAt { from, floor } => {
            format!("{} quá mức trừ tối đa: lấy {}", earned(from), earned(floor))
        }
        _ => measured(step),
    }
}

/// Steps on one quantity.
fn measured(step: &Step) -> String {
    match step {
        Step::Share {
            amount,
            full,
            points,
        } => {
            format!("{} × {} {}", shown(amount), earned(full), equals(points))
        }
        Step::Reached {
            amount,
            target,
            points,
        } => {
            format!(
                "{} đạt ngưỡng {}: {}",
                shown(amount),
                at(amount, target),
                earned(points)
            )
        }
        Step::Short {
            amount,
            target,
            points,
            ..
        } if points.is_zero() => {
            format!(
                "{} chưa đạt ngưỡng {}: 0 điểm",
                shown(amount),
                at(amount, target)
            )
        }
        Step::Short {
            amount,
            target,
            full,
            points,
        } => format!(
            "{} chưa đạt ngưỡng {target}: {} / {target} × {} {}",
            shown(amount),
            at(amount, &amount.value),
            earned(full),
            equals(points),
            target = at(amount, target),
        ),
        Step::CutOff { amount, at: bound } => {
            let word = if bound.included {
                "dưới"
            } else {
                "không quá"
            };
            format!("{} {word} {}: 0 điểm", shown(amount), at(amount, &bound.at))
        }
        Step::InBand {
            amount,
            index,
            band,
            points,
        } => {
            let stretch = bands::stretch(&amount.of, band);
            format!(
                "{} thuộc mức {} ({stretch}): {}",
                shown(amount),
                index + 1,
                earned(points)
            )
        }
        Step::NoBand { amount } => format!("{} không thuộc mức nào", shown(amount)),
        _ => counted(step),
    }
}

/// Points for each, and points taken for each.
fn counted(step: &Step) -> String {
    match step {
        Step::Items {
            amount,
            each,
            capped,
            points,
        } => {
            let cap = capped.as_ref().map_or("", |_| ", lấy mức tối đa");
            format!(
                "{} × {}{cap}: {}",
                shown(amount),
                earned(each),
                earned(points)
            )
        }
        Step::Taken {
            amount,
            each,
            capped,
            points,
        } => {
            let cap = capped.as_ref().map_or("", |_| ", trừ đến mức tối đa");
            format!(
                "{} × trừ {}{cap}: {}",
                shown(amount),
                earned(each),
                earned(points)
            )
        }
        _ => compared(step),
    }
}

/// Steps that compare units.
fn compared(step: &Step) -> String {
    match step {
        Step::Between {
            amount,
            least,
            greatest,
            ..
        } if least == greatest => {
            format!("{}, các đơn vị bằng nhau: đủ điểm", shown(amount))
        }
        Step::Between {
            amount,
            least,
            greatest,
            direction,
            full,
            points,
        } => {
            let (least, greatest) = (at(amount, least), at(amount, greatest));
            let own = at(amount, &amount.value);
            let place = match direction {
                Direction::HigherIsBetter => format!("({own} - {least})"),
                Direction::LowerIsBetter => format!("({greatest} - {own})"),
            };
            let full = earned(full);
            let name = shown(amount);
            format!(
                "{name}: {place} / ({greatest} - {least}) × {full} {}",
                equals(points)
            )
        }
        Step::OfLargest {
            amount,
            greatest,
            full,
            points,
        } => format!(
            "{} / giá trị lớn nhất {} × {} {}",
            shown(amount),
            at(amount, greatest),
            earned(full),
            equals(points)
        ),
        _ => String::new(),
    }
}

fn met(is_met: bool) -> &'static str {
    if is_met { "đạt" } else { "không đạt" }
}

fn earned(points: &Exact) -> String {
    format!("{} điểm", number(points))
}

/// «= 5 điểm», «≈ 6,6667 điểm» when the number does not end.
fn equals(points: &Exact) -> String {
    format!("{} {}", sign(points), earned(points))
}

fn sign(value: &Exact) -> char {
    if value.to_decimal().is_some() {
        '='
    } else {
        '≈'
    }
}

fn at(amount: &Amount, value: &Exact) -> String {
    quantity::value(&amount.of, value)
}

/// «tỷ lệ 43/50 = 86 %», «mức tăng … (từ 40 % lên 45 %) 5 điểm phần trăm».
fn shown(amount: &Amount) -> String {
    let name = quantity::name(&amount.of);
    let value = at(amount, &amount.value);
    if let Some((now, before)) = &amount.change {
        let base = match &amount.of {
            Quantity::Increase(of) | Quantity::Growth(of) => of.as_ref(),
            of => of,
        };
        let (now, before) = (quantity::value(base, now), quantity::value(base, before));
        return format!("{name} (từ {before} đến {now}) là {value}");
    }
    match &amount.counts {
        Some((num, den)) => {
            let sign = sign(&amount.value);
            format!("{name} {}/{} {sign} {value}", number(num), number(den))
        }
        None => format!("{name} {value}"),
    }
}

fn portion(part: usize, points: Option<&Exact>, inner: &[Step]) -> String {
    let reasons: Vec<String> = inner.iter().map(said).collect();
    let points = points.map_or("chưa tính được".to_owned(), earned);
    format!("phần {} được {points} ({})", part + 1, reasons.join("; "))
}

fn combined(combine: Combine) -> &'static str {
    match combine {
        Combine::Sum => "cộng lại được",
        Combine::Mean => "trung bình cộng được",
        Combine::Max => "lấy phần cao nhất, được",
        Combine::Min => "lấy phần thấp nhất, được",
    }
}

fn computed(figures: &[(String, Exact)], points: &Exact) -> String {
    let known: Vec<String> = figures
        .iter()
        .map(|(name, value)| format!("{name} = {}", number(value)))
        .collect();
    if known.is_empty() {
        return format!("theo công thức được {}", earned(points));
    }
    format!(
        "theo công thức, với {}, được {}",
        known.join(", "),
        earned(points)
    )
}

fn lacking(lack: &Lack) -> String {
    match lack {
        Lack::Absent(key) => format!("chưa có số liệu «{}»", figure(key)),
        Lack::Zero(key) => format!("«{}» bằng 0, không chia được", figure(key)),
        Lack::Negative(key) => format!("«{}» không thể âm", figure(key)),
        Lack::OutOfRange(key) => format!("«{}» không khớp với quy tắc", figure(key)),
        Lack::Reversed => "giá trị nhỏ nhất lớn hơn giá trị lớn nhất".to_owned(),
        Lack::MaxPoints => "chưa có điểm tối đa".to_owned(),
        Lack::TooDeep => "quy tắc lồng quá nhiều tầng".to_owned(),
    }
}

/// What a person calls the figure of this name.
pub(super) fn figure(key: &str) -> &str {
    match key {
        "yes" => "có hay không",
        "ratio" => "tỷ lệ",
        "num" => "tử số",
        "den" => "mẫu số",
        "value" => "giá trị",
        "option" => "mức được chọn",
        "parts" => "các ý đạt được",
        "children" => "điểm các chỉ số con",
        "cohort_min" => "giá trị nhỏ nhất của các đơn vị cùng khối",
        "cohort_max" => "giá trị lớn nhất của các đơn vị cùng khối",
        "target" => "chỉ tiêu đơn vị đăng ký",
        "days_late" => "số ngày chậm",
        "previous" => "số liệu kỳ trước",
        letter => letter,
    }
}
