//! From a draft to the reading: maximum, multiplier, figures to enter, findings, certainty.

use domain::rule::{Certainty, InputNeed, RuleReading};
use domain::{Finding, FindingCode};
use scoring::rule::{Band, Piece};
use scoring::{Exact, Rule};

use crate::words::number::number;

use super::draft::{About, Draft, Named};

/// The reading, with everything that follows from the rule and its maximum.
pub(super) fn finish(about: &About<'_>, draft: Option<Draft>) -> RuleReading {
    // Two parts of one rule that ask for one figure cannot both be told by it.
    let Some(mut draft) = draft.filter(|draft| !asks_twice(&draft.rule)) else {
        return unread(about);
    };
    let max = maximum(about, &mut draft);
    against_maximum(&mut draft, max.as_ref());
    rate_findings(about, &mut draft);
    if let Some(taken) = draft.taken {
        let others: Vec<&str> = draft.others.iter().map(|other| other.name).collect();
        draft.note(
            FindingCode::ReadingAssumed,
            [taken.to_owned(), others.join("; ")],
        );
    }
    RuleReading {
        certainty: if draft.taken.is_some() {
            Certainty::Assumed
        } else {
            Certainty::Certain
        },
        inputs: inputs(about, &draft),
        rule: Some(draft.rule),
        taken: draft.taken,
        others: draft.others,
        max,
        labels: draft.labels,
        findings: draft.findings,
    }
}

fn asks_twice(rule: &Rule) -> bool {
    let rules = match rule {
        Rule::Several { rules, .. } => rules,
        Rule::Provided(inner) => return inner.inputs().contains(&"yes"),
        _ => return false,
    };
    let mut known = Vec::new();
    for rule in rules {
        for key in rule.inputs() {
            if known.contains(&key) {
                return true;
            }
            known.push(key);
        }
    }
    rules.iter().any(asks_twice)
}

fn unread(about: &About<'_>) -> RuleReading {
    let text = about
        .text
        .source
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let code = if text.is_empty() {
        FindingCode::RuleWithoutInputs
    } else {
        FindingCode::RuleUnread
    };
    RuleReading {
        certainty: Certainty::Unread,
        rule: None,
        taken: None,
        others: Vec::new(),
        max: about.max.cloned(),
        inputs: Vec::new(),
        labels: Vec::new(),
        findings: vec![Finding::new(code, [text])],
    }
}

/// The maximum as given, or what the best case earns.
fn maximum(about: &About<'_>, draft: &mut Draft) -> Option<Exact> {
    if let Some(max) = about.max {
        return Some(max.clone());
    }
    let best = draft.best.clone()?;
    draft.note(FindingCode::MaxPointsMissing, [number(&best)]);
    Some(best)
}

/// What the best case earns beside what it should.
fn against_maximum(draft: &mut Draft, max: Option<&Exact>) {
    let (Some(max), Some(best)) = (max, draft.best.clone()) else {
        return;
    };
    if *max == best || max.is_negative() {
        return;
    }
    let values = [best.to_string(), max.to_string()];
    let scaled = max
        .checked_div(&best)
        .and_then(|factor| scaled(&draft.rule, &factor));
    let multiplies = matches!(draft.rule, Rule::Proportional { .. });
    if multiplies {
        draft.note(FindingCode::MultiplierDiffers, values.clone());
    }
    if best > *max {
        draft.note(FindingCode::MaximumExceeded, values);
        let written = draft.rule.clone();
        match scaled {
            // The lower of the two.
            Some(scaled) => {
                draft.rule = scaled;
                draft.taken = None;
                draft.assume("scale_to_max");
                draft.others.clear();
                draft.or("cap_at_max", written);
            }
            None => draft.assume("cap_at_max"),
        }
    } else {
        draft.note(FindingCode::MaximumUnreachable, values);
        draft.assume("as_written");
        if let Some(scaled) = scaled {
            draft.or("scale_to_max", scaled);
        }
    }
}

/// The same rule with all points multiplied.
fn scaled(rule: &Rule, factor: &Exact) -> Option<Rule> {
    let times = |points: &Exact| points.clone() * factor.clone();
    let all = |points: &[Exact]| points.iter().map(times).collect();
    Some(match rule {
        Rule::YesNo { yes, no } => Rule::YesNo {
            yes: times(yes),
            no: times(no),
        },
        Rule::Options(points) => Rule::Options(all(points)),
        Rule::Parts(points) => Rule::Parts(all(points)),
        Rule::Ladder(points) => Rule::Ladder(all(points)),
        Rule::AllParts { count, points } => Rule::AllParts {
            count: *count,
            points: times(points),
        },
        Rule::Proportional { of, points } => Rule::Proportional {
            of: of.clone(),
            points: times(points),
        },
        Rule::ProportionalTo {
            of,
            target,
            points,
            cut_off,
        } => Rule::ProportionalTo {
            of: of.clone(),
            target: target.clone(),
            points: times(points),
            cut_off: cut_off.clone(),
        },
        Rule::AllOrNothing { of, target, points } => Rule::AllOrNothing {
            of: of.clone(),
            target: target.clone(),
            points: times(points),
        },
        Rule::Bands { of, bands } => Rule::Bands {
            of: of.clone(),
            bands: bands
                .iter()
                .map(|band| Band {
                    earns: scaled_piece(&band.earns, factor),
                    ..band.clone()
                })
                .collect(),
        },
        Rule::MinMax {
            of,
            direction,
            points,
        } => Rule::MinMax {
            of: of.clone(),
            direction: *direction,
            points: times(points),
        },
        Rule::ByLargest { of, points } => Rule::ByLargest {
            of: of.clone(),
            points: times(points),
        },
        Rule::Provided(inner) => Rule::Provided(Box::new(scaled(inner, factor)?)),
        _ => return None,
    })
}

fn scaled_piece(piece: &Piece, factor: &Exact) -> Piece {
    match piece {
        Piece::Flat(points) => Piece::Flat(points.clone() * factor.clone()),
        Piece::Line { slope, intercept } => Piece::Line {
            slope: slope.clone() * factor.clone(),
            intercept: intercept.clone() * factor.clone(),
        },
    }
}

/// Rates whose whole is not named; titles that ask for a count.
fn rate_findings(about: &About<'_>, draft: &mut Draft) {
    if !draft.rule.inputs().contains(&"ratio") {
        return;
    }
    if draft.quantity.denominator.is_none() {
        draft.note(FindingCode::DenominatorNotStated, []);
    }
    let title = about.title;
    if title
        .any(0, &["so luong", "so", "tong so", "tong kinh phi"])
        .is_some()
        && !title.says(0, 1, &["sở"])
    {
        draft.note(
            FindingCode::TitleRuleDiffer,
            ["số lượng".to_owned(), "tỷ lệ".to_owned()],
        );
    }
}

fn inputs(about: &About<'_>, draft: &Draft) -> Vec<InputNeed> {
    let title = about
        .title
        .source
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let Named {
        whole,
        numerator,
        denominator,
        measure,
        letters,
    } = &draft.quantity;
    let named = |words: &Option<String>, usual: &str| {
        words
            .clone()
            .filter(|words| words.chars().count() > 6)
            .unwrap_or_else(|| {
                if title.is_empty() {
                    usual.to_owned()
                } else {
                    title.clone()
                }
            })
    };
    let need = |key: &'static str, label: String, measure: Option<&str>| InputNeed {
        key,
        label,
        measure: measure.map(str::to_owned),
    };
    let mut needs = Vec::new();
    for key in draft.rule.inputs() {
        match key {
            "ratio" => {
                needs.push(need(key, named(whole, "Tỷ lệ"), Some("%")));
                if let (Some(numerator), Some(denominator)) = (numerator, denominator) {
                    needs.push(need("num", numerator.clone(), None));
                    needs.push(need("den", denominator.clone(), None));
                }
            }
            "value" => needs.push(need(key, named(whole, "Giá trị"), measure.as_deref())),
            "yes" => {
                let label = draft.labels.first().cloned();
                needs.push(need(key, named(&label, "Có hay không"), None));
            }
            "option" => needs.push(need(key, named(&None, "Mức đạt được"), None)),
            "parts" => needs.push(need(key, named(&None, "Các nội dung đạt được"), None)),
            "children" => needs.push(need(key, "Điểm các chỉ số con".to_owned(), None)),
            "cohort_min" => needs.push(need(
                key,
                "Giá trị nhỏ nhất của các đơn vị".to_owned(),
                None,
            )),
            "cohort_max" => needs.push(need(
                key,
                "Giá trị lớn nhất của các đơn vị".to_owned(),
                None,
            )),
            "target" => needs.push(need(key, "Chỉ tiêu của đơn vị".to_owned(), None)),
            "days_late" => needs.push(need(key, "Số ngày chậm".to_owned(), Some("ngày"))),
            "previous" => needs.push(need(key, "Giá trị kỳ trước".to_owned(), None)),
            letter => {
                let meaning = letters.iter().find(|(known, _)| known == letter);
                let label =
                    meaning.map_or_else(|| letter.to_owned(), |(_, meaning)| meaning.clone());
                needs.push(need(key, label, None));
            }
        }
    }
    needs
}
