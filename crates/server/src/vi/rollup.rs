//! Words about figures that are computed from units below.

use app::figure::{Rolled, Whole};
use app::framework::{How, RollUp, Test};
use app::unit::UnitKind;
use scoring::Exact;

use super::number::{percent, points};
use super::people::unit_kind;

/// What is made of the units' figures.
pub fn how(how: How) -> &'static str {
    match how {
        How::Share => "Tỷ lệ đơn vị đạt",
        How::Count => "Số đơn vị đạt",
        How::Sum => "Tổng giá trị của các đơn vị",
        How::Ratio => "Tổng tử số chia tổng mẫu số",
        How::Mean => "Trung bình cộng của các đơn vị",
    }
}

/// What a unit must reach, by the word of forms.
pub fn test(name: &str) -> &'static str {
    match name {
        "yes" => "Trả lời «Có»",
        "at_least" => "Từ mức này trở lên",
        "at_most" => "Không quá mức này",
        "given" => "Đã có số liệu",
        "final" => "Đã có số liệu chính thức",
        _ => "Không đặt điều kiện",
    }
}

/// «xã, phường, đặc khu; thôn, tổ dân phố».
fn kinds(kinds: &[UnitKind]) -> String {
    let lower = |kind: &UnitKind| {
        let word = unit_kind(*kind);
        let mut letters = word.chars();
        let first = letters.next().map(char::to_lowercase);
        first
            .into_iter()
            .flatten()
            .chain(letters)
            .collect::<String>()
    };
    kinds.iter().map(lower).collect::<Vec<_>>().join("; ")
}

/// «80 %» of a rate, «12,5» of anything else.
fn number(rollup: &RollUp, number: &Exact) -> String {
    if rollup.is_of_rate() {
        percent(number, 4)
    } else {
        points(number, 4)
    }
}

/// The same in a list, where a rate has the two decimals that official tables have.
fn rounded(rollup: &RollUp, number: &Exact) -> String {
    if rollup.is_of_rate() {
        percent(number, 2)
    } else {
        points(number, 4)
    }
}

/// How a figure is computed: «Tỷ lệ xã, phường, đặc khu có «2.1 …» từ 80 % trở lên».
pub fn said(rollup: &RollUp) -> String {
    let (units, named) = (kinds(&rollup.kinds), &rollup.named);
    let reached = match &rollup.test {
        None => String::new(),
        Some(Test::Yes) => "trả lời «Có»".to_owned(),
        Some(Test::Given) => "đã có số liệu".to_owned(),
        Some(Test::Final) => "đã có số liệu chính thức".to_owned(),
        Some(Test::AtLeast(bound)) => format!("từ {} trở lên", number(rollup, bound)),
        Some(Test::AtMost(bound)) => format!("không quá {}", number(rollup, bound)),
    };
    match rollup.how {
        How::Share => format!("Tỷ lệ {units} có «{named}» {reached}"),
        How::Count => format!("Số {units} có «{named}» {reached}"),
        How::Sum => format!("Tổng «{named}» của {units}"),
        How::Ratio => format!("Tổng tử số chia tổng mẫu số «{named}» của {units}"),
        How::Mean => format!("Trung bình cộng «{named}» của {units}"),
    }
}

/// What the units come to: «3/4 đơn vị đạt».
pub fn came(rolled: &Rolled) -> String {
    let (rollup, sum) = (&rolled.rollup, &rolled.sum);
    let base = sum.base(rollup);
    match rollup.how {
        _ if base == 0 => "Chưa đơn vị nào có số liệu".to_owned(),
        How::Share | How::Count => format!("{}/{base} đơn vị đạt", sum.met),
        How::Sum => points(&sum.num, 4),
        How::Ratio => {
            let share = sum.num.checked_div(&sum.den);
            let share = share.map(|share| format!(" = {}", percent(&share, 2)));
            format!(
                "{}/{}{}",
                points(&sum.num, 4),
                points(&sum.den, 4),
                share.unwrap_or_default()
            )
        }
        How::Mean => {
            let mean = sum.num.checked_div(&sum.den).unwrap_or_default();
            number(rollup, &mean)
        }
    }
}

/// How many units are behind it, and what those without a figure can still do.
pub fn behind(rolled: &Rolled) -> String {
    let (rollup, sum) = (&rolled.rollup, &rolled.sum);
    let mut said = format!("{}/{} đơn vị có số liệu", sum.given, sum.counted());
    if sum.aside > 0 {
        said.push_str(&format!(", {} đơn vị không áp dụng", sum.aside));
    }
    said.push('.');
    if sum.missing() == 0 {
        return said;
    }
    if rollup.decides_missing() {
        said.push_str(
            " Đơn vị chưa có số liệu được tính là chưa đạt vì điều kiện chính là có số liệu.",
        );
        return said;
    }
    said.push_str(
        " Đơn vị chưa có số liệu không được tính, không coi là 0; kết quả là ước tính đến khi đủ.",
    );
    if let Some(band) = &rolled.band {
        said.push_str(&format!(
            " Khi đủ số liệu, tỷ lệ nằm trong khoảng từ {} đến {}.",
            percent(&band.least, 2),
            percent(&band.most, 2)
        ));
    }
    said
}

/// What a unit's figure is, for the list of units.
pub fn whole(rollup: &RollUp, whole: &Whole) -> String {
    match whole {
        Whole::Missing => "Chưa có số liệu".to_owned(),
        Whole::Aside => "Không áp dụng".to_owned(),
        Whole::Hidden => "Đã có số liệu".to_owned(),
        Whole::Given {
            counts,
            amount,
            yes,
            ..
        } => match (yes, amount, counts) {
            (Some(true), ..) => "Có".to_owned(),
            (Some(false), ..) => "Không".to_owned(),
            (_, Some(amount), Some((num, den))) => format!(
                "{}/{} = {}",
                points(num, 4),
                points(den, 4),
                rounded(rollup, amount)
            ),
            (_, Some(amount), None) => rounded(rollup, amount),
            (_, None, Some((num, den))) => format!("{}/{}", points(num, 4), points(den, 4)),
            (_, None, None) => "Đã có số liệu".to_owned(),
        },
    }
}
