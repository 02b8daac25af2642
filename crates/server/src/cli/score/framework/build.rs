//! From the shape of the file to the framework: numbers parsed, words recognised, rules read,
//! flat lists nested by their codes.

use domain::rule::Certainty;
use reading::rule::RuleText;
use scoring::framework::{
    CohortScope, Counts, Floor, Framework, Grade, Index, Indicator, IndicatorCode, Limits,
    NotApplicable, Pillar, RoundingPlan, TieRule,
};
use scoring::number::Rounding;
use scoring::{Exact, Rule};

use super::shape::{
    FrameworkFile, GradeFile, IndicatorFile, LimitsFile, Number, PillarFile, Rest, RoundingFile,
    RuleFile,
};
use super::{Note, Refusal};
use crate::json;

/// Decimals beyond which a rounding is a slip.
const DIGITS_MAX: i64 = 12;

pub(super) fn framework(file: FrameworkFile) -> Result<(Framework, Vec<Note>), Refusal> {
    let mut notes = Vec::new();
    note_rest(&file.rest, "", &mut notes);
    note_rest(&file.limits.rest, "limits", &mut notes);
    note_rest(&file.rounding.rest, "rounding", &mut notes);
    let index = match file.index {
        None => None,
        Some(index) => {
            note_rest(&index.rest, "index", &mut notes);
            let divide_by = number("divide_by", &index.divide_by)?;
            if divide_by <= Exact::ZERO {
                return Err(Refusal::DivisorNotPositive);
            }
            Some(Index { divide_by })
        }
    };
    let framework = Framework {
        name: file.name,
        rounding: rounding(&file.rounding)?,
        index,
        not_applicable: word(
            "not_applicable",
            file.not_applicable.as_deref(),
            &[
                ("reduce", NotApplicable::Reduce),
                ("rescale", NotApplicable::Rescale),
                ("zero", NotApplicable::Zero),
                ("full", NotApplicable::Full),
            ],
        )?,
        cohort: word(
            "cohort",
            file.cohort.as_deref(),
            &[("block", CohortScope::Block), ("all", CohortScope::All)],
        )?,
        ties: word(
            "ties",
            file.ties.as_deref(),
            &[
                ("competition", TieRule::Competition),
                ("dense", TieRule::Dense),
            ],
        )?,
        limits: limits(&file.limits)?,
        grades: file
            .grade
            .iter()
            .map(|of| grade(of, &mut notes))
            .collect::<Result<_, _>>()?,
        pillars: file
            .pillar
            .into_iter()
            .map(|of| pillar(of, &mut notes))
            .collect::<Result<_, _>>()?,
    };
    if framework
        .pillars
        .iter()
        .all(|pillar| pillar.indicators.is_empty())
    {
        return Err(Refusal::Empty);
    }
    Ok((framework, notes))
}

fn pillar(file: PillarFile, notes: &mut Vec<Note>) -> Result<Pillar, Refusal> {
    let code = file
        .code
        .as_ref()
        .map(|code| IndicatorCode::new(&code.text()));
    note_rest(
        &file.rest,
        code.as_ref().map_or(&file.title, |code| code.as_str()),
        notes,
    );
    let max_points = optional("max_points", file.max_points.as_ref())?;
    let mut indicators = Vec::with_capacity(file.indicator.len());
    if let Some(rule) = file.rule.filter(|_| file.indicator.is_empty()) {
        // A pillar with a rule and nothing below it is its own indicator.
        indicators.push(indicator(
            IndicatorFile {
                code: file
                    .code
                    .unwrap_or_else(|| Number::Text(file.title.clone())),
                title: file.title.clone(),
                max_points: file.max_points,
                weight: None,
                counts: None,
                mandatory: false,
                rule: Some(rule),
                indicator: Vec::new(),
                rest: Rest::new(),
            },
            notes,
        )?);
    }
    for of in file.indicator {
        indicators.push(indicator(of, notes)?);
    }
    let indicators = nest(indicators);
    for indicator in &indicators {
        note_gaps(indicator, false, notes);
    }
    Ok(Pillar {
        code,
        title: file.title,
        max_points,
        indicators,
    })
}

fn indicator(file: IndicatorFile, notes: &mut Vec<Note>) -> Result<Indicator, Refusal> {
    let code = IndicatorCode::new(&file.code.text());
    note_rest(&file.rest, code.as_str(), notes);
    let stated = optional("max_points", file.max_points.as_ref())?;
    let (rule, inferred) = match &file.rule {
        None => (None, None),
        Some(RuleFile::Text(text)) => {
            let text = RuleText {
                text,
                max: stated.as_ref(),
                title: Some(&file.title),
            };
            read_rule(text, code.as_str(), notes)
        }
        Some(RuleFile::Structured(value)) => (structured(value, code.as_str(), notes), None),
    };
    let mut children = Vec::with_capacity(file.indicator.len());
    for child in file.indicator {
        children.push(indicator(child, notes)?);
    }
    Ok(Indicator {
        code,
        title: file.title,
        max_points: stated.or(inferred),
        weight: optional("weight", file.weight.as_ref())?,
        counts: word(
            "counts",
            file.counts.as_deref(),
            &[
                ("adds", Counts::Adds),
                ("bonus", Counts::Bonus),
                ("deducts", Counts::Deducts),
                ("unscored", Counts::Unscored),
            ],
        )?,
        mandatory: file.mandatory,
        unread: file.rule.is_some() && rule.is_none(),
        rule,
        children: nest(children),
    })
}

fn read_rule(
    text: RuleText<'_>,
    code: &str,
    notes: &mut Vec<Note>,
) -> (Option<Rule>, Option<Exact>) {
    let reading = reading::rule::read(text);
    match reading.certainty {
        Certainty::Certain => {}
        Certainty::Unread => notes.push(Note::RuleUnread {
            code: code.to_owned(),
        }),
        Certainty::Assumed => notes.extend(reading.findings.iter().map(|finding| {
            let sentence = reading::words::finding::sentence(finding);
            Note::RuleAssumed {
                code: code.to_owned(),
                sentence,
            }
        })),
    }
    let rule = reading
        .rule
        .filter(|_| reading.certainty != Certainty::Unread);
    (rule, reading.max)
}

fn structured(value: &serde_json::Value, code: &str, notes: &mut Vec<Note>) -> Option<Rule> {
    let rule = json::rule::read(value);
    if rule.is_err() {
        notes.push(Note::RuleUnread {
            code: code.to_owned(),
        });
    }
    rule.ok()
}

/// Plans list 5.11, 5.11.1, 5.11.2 … one after the other: what is below a parent by its code is
/// its child, where the parent has no rule of its own or one that looks at its children.
fn nest(flat: Vec<Indicator>) -> Vec<Indicator> {
    let mut nested: Vec<Indicator> = Vec::with_capacity(flat.len());
    for indicator in flat {
        match nested.last_mut() {
            Some(last) if adopts(last, &indicator) => last.children.push(indicator),
            _ => nested.push(indicator),
        }
    }
    for indicator in &mut nested {
        let children = std::mem::take(&mut indicator.children);
        let deeper = children
            .iter()
            .any(|child| children.iter().any(|other| adopts(child, other)));
        indicator.children = if deeper { nest(children) } else { children };
    }
    nested
}

fn adopts(parent: &Indicator, indicator: &Indicator) -> bool {
    let looks = parent
        .rule
        .as_ref()
        .map_or(!parent.unread, looks_at_children);
    looks && indicator.code.is_below(&parent.code)
}

fn looks_at_children(rule: &Rule) -> bool {
    match rule {
        Rule::Children(_) => true,
        Rule::Several { rules, .. } => rules.iter().any(looks_at_children),
        Rule::Provided(rule) => looks_at_children(rule),
        _ => false,
    }
}

fn note_gaps(indicator: &Indicator, below: bool, notes: &mut Vec<Note>) {
    let code = || indicator.code.as_str().to_owned();
    let leaf = indicator.children.is_empty();
    let scored = indicator.counts != Counts::Unscored;
    if leaf && scored && indicator.rule.is_none() && !indicator.unread {
        notes.push(Note::RuleAbsent { code: code() });
    }
    if leaf
        && scored
        && !below
        && indicator.max_points.is_none()
        && indicator.counts == Counts::Adds
    {
        notes.push(Note::MaxAbsent { code: code() });
    }
    indicator
        .children
        .iter()
        .for_each(|child| note_gaps(child, indicator.rule.is_some(), notes));
}

fn grade(file: &GradeFile, notes: &mut Vec<Note>) -> Result<Grade, Refusal> {
    note_rest(&file.rest, &file.name, notes);
    let hundredth = |percent: Exact| percent * Exact::ratio(1, 100).unwrap_or_default();
    let points = optional("points", file.points.as_ref())?.map(Floor::Points);
    let percent = optional("percent", file.percent.as_ref())?.map(hundredth);
    Ok(Grade {
        name: file.name.clone(),
        floor: points.or(percent.map(Floor::Share)),
        pillar_floor: optional("pillar_percent", file.pillar_percent.as_ref())?.map(hundredth),
        mandatory: file.mandatory,
    })
}

fn limits(file: &LimitsFile) -> Result<Limits, Refusal> {
    Ok(Limits {
        bonus: optional("bonus", file.bonus.as_ref())?,
        deduction: optional("deduction", file.deduction.as_ref())?,
        total: optional("total", file.total.as_ref())?,
    })
}

fn rounding(file: &RoundingFile) -> Result<RoundingPlan, Refusal> {
    Ok(RoundingPlan {
        line: digits("line", file.line.as_ref())?,
        total: digits("total", file.total.as_ref())?,
        how: word(
            "how",
            file.how.as_deref(),
            &[
                ("half_up", Rounding::HalfUp),
                ("half_even", Rounding::HalfEven),
                ("down", Rounding::Down),
            ],
        )?,
    })
}

fn digits(field: &'static str, number: Option<&Number>) -> Result<Option<u32>, Refusal> {
    let Some(number) = number else {
        return Ok(None);
    };
    let text = number.text();
    if text == "exact" {
        return Ok(None);
    }
    let digits = text
        .parse()
        .ok()
        .filter(|digits| (0..=DIGITS_MAX).contains(digits));
    let digits = digits.and_then(|digits| u32::try_from(digits).ok());
    digits.map(Some).ok_or(Refusal::NotANumber { field, text })
}

fn optional(field: &'static str, value: Option<&Number>) -> Result<Option<Exact>, Refusal> {
    value.map(|value| number(field, value)).transpose()
}

/// A point as the contract writes, or a comma as officials do.
fn number(field: &'static str, value: &Number) -> Result<Exact, Refusal> {
    let text = value.text();
    let exact = text
        .parse()
        .ok()
        .or_else(|| text.replace(',', ".").parse().ok());
    exact.ok_or(Refusal::NotANumber { field, text })
}

fn word<T: Copy + Default>(
    field: &'static str,
    text: Option<&str>,
    words: &[(&str, T)],
) -> Result<T, Refusal> {
    let Some(text) = text else {
        return Ok(T::default());
    };
    let found = words.iter().find(|(word, _)| *word == text.trim());
    found
        .map(|(_, meaning)| *meaning)
        .ok_or(Refusal::UnknownWord {
            field,
            text: text.to_owned(),
        })
}

fn note_rest(rest: &Rest, within: &str, notes: &mut Vec<Note>) {
    notes.extend(rest.keys().map(|field| Note::UnknownField {
        field: field.clone(),
        within: within.to_owned(),
    }));
}
