//! What all tiers of a text measure, when they measure the same thing.

use scoring::Exact;
use scoring::rule::Quantity;

use super::change;
use super::draft::About;
use super::quantity::{Interval, Measure};
use super::token::Text;
use crate::words::number::{number, percent};

use super::words::{has_loose_number, is_change, is_doubtful};

/// The quantity that all tiers speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Common {
    pub(super) of: Quantity,
    pub(super) rate: bool,
    /// Whole numbers only.
    pub(super) counted: bool,
    pub(super) label: (usize, usize),
    pub(super) measure: Option<String>,
    /// «tỷ lệ tăng»: of the value, as is assumed.
    pub(super) growth_of_value: bool,
}

impl Common {
    /// A value as people write it: «80 %», «52 lần/năm», «0,4».
    pub(super) fn shown(&self, value: &Exact) -> String {
        if self.rate || matches!(self.of, Quantity::Growth(_)) {
            return percent(value);
        }
        match self.measure.as_deref() {
            Some(unit @ ("lần/năm" | "đồng")) => format!("{} {unit}", number(value)),
            _ => number(value),
        }
    }
}

/// What all stretches measure; `None` when they measure different things.
pub(super) fn common(
    about: &About<'_>,
    intervals: &[&Interval],
    percent: &mut bool,
) -> Option<Common> {
    let text = about.text;
    let mut measure = Measure::Bare;
    for interval in intervals {
        measure = match (measure, interval.measure) {
            (Measure::Bare, other) | (other, Measure::Bare) => other,
            (one, other) if one == other => one,
            (Measure::Yearly, other @ (Measure::Count | Measure::Frequency))
            | (other @ (Measure::Count | Measure::Frequency), Measure::Yearly) => other,
            _ => return None,
        };
    }
    let label = widest(text, intervals.iter().map(|interval| interval.label))?;
    let tail = widest(text, intervals.iter().map(|interval| interval.tail))?;
    if counts_differ(text, intervals) {
        return None;
    }
    let spans = || {
        intervals
            .iter()
            .flat_map(|interval| [interval.label, interval.tail])
    };
    if intervals.iter().any(|interval| joins(text, interval)) {
        return None;
    }
    let changes = spans().any(|(from, to)| is_change(text, from, to));
    for (from, to) in spans() {
        if is_doubtful(text, from, to) || has_loose_number(text, from, to) {
            return None;
        }
    }
    if changes {
        return change::growth(about, intervals, measure, label);
    }
    let late = ["chậm", "muộn", "trễ", "quá hạn", "quá thời hạn"];
    let is_late = intervals.iter().any(|interval| {
        text.says(interval.label.0, interval.label.1, &late)
            || text.says(interval.tail.0, interval.tail.1, &late)
    });
    let rate_words = text.has(label.0, label.1, &["ty le", "ty trong"])
        || (label.0 >= label.1 && about.title.any(0, &["ty le", "ty trong"]).is_some());
    let (of, rate) = match measure {
        Measure::Rate => (Quantity::Rate, true),
        Measure::Bare if rate_words => (Quantity::Rate, true),
        Measure::Days if is_late => (Quantity::DaysLate, false),
        Measure::PercentPoints => return None,
        _ if is_late => return None,
        _ => (Quantity::Value, false),
    };
    *percent = rate
        && intervals
            .iter()
            .any(|interval| interval.measure == Measure::Bare);
    let counted = matches!(
        measure,
        Measure::Count | Measure::Yearly | Measure::Bare | Measure::Days
    ) && !rate;
    let unit = match measure {
        Measure::Rate => Some("%".to_owned()),
        Measure::Money => Some("đồng".to_owned()),
        Measure::Frequency => Some("lần/năm".to_owned()),
        _ if rate => Some("%".to_owned()),
        _ => Some(text.source(tail.0, tail.1)).filter(|unit| !unit.is_empty()),
    };
    Some(Common {
        of,
        rate,
        counted,
        label,
        measure: unit,
        growth_of_value: false,
    })
}

/// Whether one stretch speaks of a plain rate and nothing else.
pub(super) fn is_plain_rate(about: &About<'_>, interval: &Interval) -> Option<()> {
    let common = common(about, &[interval], &mut false)?;
    (common.of == Quantity::Rate).then_some(())
}

/// «≥ 80% và có kế hoạch», «có kế hoạch và tỷ lệ ≥ 80%»: two conditions in one.
fn joins(text: &Text, interval: &Interval) -> bool {
    const JOINTS: [&str; 11] = [
        "va",
        "hoac",
        "neu",
        "khi",
        "nhung",
        "doi voi",
        "dong thoi",
        "kem",
        "cung voi",
        "ma",
        "trong do",
    ];
    // «Có văn bản và thực hiện từ 80%»: a document and a rate.
    const DOES: [&str; 14] = [
        "co",
        "thuc hien",
        "dat",
        "to chuc",
        "trien khai",
        "hoan thanh",
        "duy tri",
        "ban hanh",
        "duoc",
        "su dung",
        "chia se",
        "cap nhat",
        "ket noi",
        "dang",
    ];
    let (from, to) = interval.tail;
    let none = text.any(
        from,
        &["hoac khong co", "hoac khong thuc hien", "hoac khong"],
    );
    let tail = none.is_none_or(|end| end < to) && text.has(from, to, &JOINTS);
    let (from, to) = interval.label;
    let second = (from + 1..to).any(|at| {
        text.any(at, &["ty le", "ty trong", "so luong", "tong so"])
            .is_some()
    });
    let first = text
        .any(from, &["ty le", "ty trong", "so luong", "tong so"])
        .is_some();
    let both = !first
        && (from + 1..to).any(|at| {
            text.any(at, &["va", "nhung", "dong thoi", "kem"])
                .is_some_and(|end| end <= to && (end == to || text.any(end, &DOES).is_some()))
        });
    tail || both
        || (second && !first)
        || (second && text.has(from, to, &["hoac", "dong thoi"]))
        || text.any(from, &["neu ca", "phuong", "doi voi"]).is_some()
}

/// «10 tin bài» and «2 hội nghị» are two figures.
fn counts_differ(text: &Text, intervals: &[&Interval]) -> bool {
    let nouns = |interval: &Interval| -> Vec<&str> {
        (interval.tail.0..interval.tail.1)
            .map(|at| match text.word(at) {
                "tin" | "viet" => "bai",
                word => word,
            })
            .filter(|word| !word.is_empty())
            .collect()
    };
    let named: Vec<Vec<&str>> = intervals
        .iter()
        .filter(|interval| interval.measure == Measure::Count)
        .map(|interval| nouns(interval))
        .filter(|words| !words.is_empty())
        .collect();
    named
        .windows(2)
        .any(|pair| !pair[0].iter().any(|word| pair[1].contains(word)))
}

/// The longest of several wordings, when the others say nothing beside it.
fn widest(
    text: &Text,
    mut spans: impl Iterator<Item = (usize, usize)> + Clone,
) -> Option<(usize, usize)> {
    const GENERAL: [&str; 40] = [
        "ty", "le", "so", "luong", "dat", "co", "ket", "qua", "muc", "tong", "la", "gia", "tri",
        "tu", "nam", "trong", "bai", "viet", "tin", "lan", "thi", "neu", "duoc", "va", "cac",
        "moi", "chi", "cuoc", "dong", "trieu", "ngay", "tang", "so", "voi", "truoc", "thuc",
        "hien", "cham", "thoi", "han",
    ];
    let longest = spans
        .clone()
        .max_by_key(|(from, to)| to.saturating_sub(*from))?;
    let known: Vec<&str> = (longest.0..longest.1).map(|at| text.word(at)).collect();
    let fits = spans.all(|(from, to)| {
        (from..to).all(|at| {
            let word = text.word(at);
            word.is_empty() || known.contains(&word) || GENERAL.contains(&word)
        })
    });
    fits.then_some(longest)
}
