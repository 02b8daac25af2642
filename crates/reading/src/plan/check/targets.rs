//! Targets that contradict each other in one row, or do not fit their measure.

use domain::plan::Row;
use domain::{Finding, FindingCode};

use super::View;
use crate::text::{decimal_prefix, fold};

/// Words that a rate is of; enough to see that two rates are of the same thing.
const SHARED_WORDS: usize = 3;

pub(super) fn check(view: &View<'_>, findings: &mut Vec<Finding>) {
    let rates = || {
        let leaves = view.leaves();
        leaves.filter(|row| {
            row.measure
                .as_deref()
                .is_some_and(|measure| measure.contains('%'))
        })
    };
    let sign = |row: &&Row| {
        row.target_text
            .as_deref()
            .is_some_and(|text| text.contains('%'))
    };
    let signed = rates().filter(sign).count() * 2 >= rates().count();
    for row in view.leaves() {
        let found = [contradiction(row), odd_measure(row, signed), unread(row)];
        findings.extend(
            found
                .into_iter()
                .flatten()
                .map(|finding| view.at(row, finding)),
        );
    }
}

/// «75% hồ sơ xử lý trực tuyến», evidence «100% hồ sơ được xử lý trực tuyến».
fn contradiction(row: &Row) -> Option<Finding> {
    let title = rate(row.title.as_deref()?)?;
    let others = [
        row.target_text.as_deref(),
        row.evidence_text.as_deref(),
        row.note.as_deref(),
    ];
    let other = others
        .into_iter()
        .flatten()
        .filter_map(rate)
        .find(|other| {
            let words: Vec<&str> = other.of.split(' ').collect();
            let shared = title
                .of
                .split(' ')
                .filter(|word| words.contains(word))
                .count();
            other.percent != title.percent && (other.of.is_empty() || shared >= SHARED_WORDS)
        })?;
    let values = [title.words, other.words];
    Some(Finding::new(FindingCode::TargetsContradict, values))
}

/// A percentage with the words after it.
struct Rate {
    percent: scoring::Exact,
    of: String,
    words: String,
}

fn rate(text: &str) -> Option<Rate> {
    let sign = text.find('%')?;
    let before = text[..sign].trim_end();
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, ',' | '.'))
        .last()
        .map(|(at, _)| at)?;
    let (percent, rest) = decimal_prefix(&before[start..])?;
    let of: Vec<&str> = text[sign + 1..].split_whitespace().take(8).collect();
    let words = crate::text::squash(&format!("{}% {}", &before[start..], of.join(" ")));
    rest.is_empty().then(|| Rate {
        percent,
        of: fold(&of.join(" ")),
        words,
    })
}

/// «70%» with the measure «Dân số», «100» under «%» where other rows print the sign.
fn odd_measure(row: &Row, signed: bool) -> Option<Finding> {
    let (measure, target) = (row.measure.as_deref()?, row.target_text.as_deref()?);
    let number = target.chars().any(|c| c.is_ascii_digit());
    let fits = match (measure.contains('%'), target.contains('%')) {
        (true, false) => !signed,
        (measure, target) => measure == target,
    };
    let values = [measure.to_owned(), target.to_owned()];
    (number && !fits).then(|| Finding::new(FindingCode::MeasureOdd, values))
}

/// A target cell that says nothing that can be compared.
fn unread(row: &Row) -> Option<Finding> {
    let text = row.target_text.as_deref()?;
    row.target
        .is_none()
        .then(|| Finding::new(FindingCode::TargetUnread, [text.to_owned()]))
}
