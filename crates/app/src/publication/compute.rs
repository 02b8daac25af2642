//! What rule and inputs give: the same few lines decide what is published and what a verification
//! expects. Files and databases are elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use scoring::Exact;
use scoring::answers::{Answers, Entry, Key};
use scoring::framework::{
    Arrangement, Counts, Framework, Indicator, IndicatorCode, Layout, Pillar,
};
use scoring::grade::{Achieved, grade};
use scoring::number::Rounding;
use scoring::ranking::{Contender, ranks};
use scoring::rule::Points;
use scoring::scorecard::{Scorer, Scratch};
use serde_json::Value;

use super::document::{FrameworkPart, IndicatorPart, InputPart, LinePart, PillarPart};
use crate::figure::{Outcome, became, parts};
use crate::framework::{Edition, EditionLine};
use crate::stored::{rule, settings};

/// Deeper than any framework.
const DEPTH_MAX: usize = 16;
/// More lines than any framework has.
const LINES_MAX: usize = 5_000;
/// Longest figure or number of points, in bytes.
const NUMBER_MAX: usize = 2_000;

/// What is known of a unit before anything is computed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given<'g> {
    pub(crate) block: &'g str,
    pub(crate) lines: &'g [LinePart],
}

/// What follows.
#[derive(Clone, Debug)]
pub(crate) struct Computed {
    pub(crate) lines: Vec<(Outcome, Option<Points>)>,
    pub(crate) achieved: Achieved,
    pub(crate) number: Exact,
    pub(crate) rank: u32,
    pub(crate) grade: Option<String>,
}

/// Why the file's framework or a unit's lines are none; with the code of the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// What the framework declares.
    Declared,
    /// More lines, or deeper, than any framework.
    TooLarge,
    /// A rule.
    Rule {
        /// Of this indicator.
        code: String,
        /// Where in it.
        path: String,
    },
    /// A number that is none.
    Number {
        /// What stands there, cut short.
        text: String,
    },
    /// A word that is none of those that the field takes.
    Word {
        /// What stands there, cut short.
        text: String,
    },
    /// Other lines than the framework has.
    Lines {
        /// Of this unit.
        unit: String,
        /// As many as the framework has.
        expected: usize,
        /// As many as there are.
        found: usize,
    },
}

/// Enough of a text to find it again.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A number of the file.
pub(crate) fn number(text: &str) -> Result<Exact, Unsound> {
    let parsed = (text.len() <= NUMBER_MAX)
        .then(|| text.parse().ok())
        .flatten();
    parsed.ok_or_else(|| Unsound::Number { text: short(text) })
}

/// All units computed together: those of a block are compared and ranked.
pub(crate) fn compute(
    framework: &Framework,
    units: &[Given<'_>],
) -> Result<Vec<Computed>, Unsound> {
    let arrangement = Arrangement::of(framework);
    let layout = Layout::new(framework, &arrangement);
    let (answers, decided) = answers(&layout, units)?;
    let scorer = Scorer::new(&layout, &answers);
    let mut scratch = Scratch::default();
    let mut all = Vec::with_capacity(units.len());
    let mut contenders = Vec::with_capacity(units.len());
    for (at, decided) in decided.iter().enumerate() {
        let lines = scorer.lines_decided(at, decided, &mut scratch);
        let achieved = scorer.achieved(&lines);
        let number = scorer.published(&achieved.total);
        contenders.push(Contender {
            block: answers.units[at].block,
            number: number.clone(),
        });
        all.push(Computed {
            lines: lines
                .into_iter()
                .zip(&layout.places)
                .map(|(line, place)| (became(place.indicator, &line), line.points))
                .collect(),
            grade: grade(&framework.grades, &achieved).map(|grade| grade.name.clone()),
            achieved,
            number,
            rank: 0,
        });
    }
    for (one, rank) in all.iter_mut().zip(ranks(&contenders, framework.ties)) {
        one.rank = rank;
    }
    Ok(all)
}

/// What an appraiser decided, by line.
type Decided = BTreeMap<usize, Points>;

fn answers(layout: &Layout<'_>, units: &[Given<'_>]) -> Result<(Answers, Vec<Decided>), Unsound> {
    let mut answers = Answers::new(layout.places.len());
    let blocks: BTreeSet<&str> = units.iter().map(|unit| unit.block).collect();
    let blocks: BTreeMap<&str, usize> = blocks
        .into_iter()
        .map(|block| (block, answers.push_block(block.to_owned())))
        .collect();
    let mut decided = Vec::with_capacity(units.len());
    for unit in units {
        let at = answers.push_unit(String::new(), blocks[unit.block]);
        let mut own = Decided::new();
        for (line, part) in unit.lines.iter().enumerate() {
            if !part.applicable {
                answers.enter(at, line, Key::Applicable, Entry::Flag(false));
            }
            for (key, text) in &part.inputs {
                enter(&mut answers, (at, line), key, text)?;
            }
            if let Some(points) = part.points.as_ref().filter(|_| part.adjusted) {
                own.insert(line, number(points)?);
            }
        }
        decided.push(own);
    }
    Ok((answers, decided))
}

fn enter(
    answers: &mut Answers,
    (unit, line): (usize, usize),
    key: &str,
    text: &str,
) -> Result<(), Unsound> {
    let wrong = || Unsound::Word { text: short(key) };
    let key = match key {
        "yes" => Key::Yes,
        "parts" => Key::Parts,
        "ratio" => Key::Ratio,
        "num" => Key::Num,
        "den" => Key::Den,
        "value" => Key::Value,
        "option" => Key::Option,
        "target" => Key::Target,
        "days_late" => Key::DaysLate,
        "previous" => Key::Previous,
        name => answers.name(name).ok_or_else(wrong)?,
    };
    let entry = match key {
        Key::Yes => Entry::Flag(
            text.parse()
                .map_err(|_| Unsound::Word { text: short(text) })?,
        ),
        Key::Parts => Entry::Parts(parts(text)),
        _ => Entry::Number(number(text)?),
    };
    answers.enter(unit, line, key, entry);
    Ok(())
}

/// A framework as the file has it.
pub(crate) fn written(edition: &Edition) -> FrameworkPart {
    let mut lines = edition.lines.iter();
    let pillars = edition.framework.pillars.iter().zip(&edition.pillars);
    FrameworkPart {
        declared: settings::declared(&edition.framework),
        legal_basis: edition.legal_basis.clone(),
        name: edition.name.clone(),
        pillars: pillars
            .map(|(pillar, named)| PillarPart {
                code: named.code.clone(),
                indicators: indicators(&pillar.indicators, &mut lines),
                max_points: pillar.max_points.as_ref().map(ToString::to_string),
                title: pillar.title.clone(),
            })
            .collect(),
        version: edition.version,
    }
}

fn indicators<'l>(
    all: &[Indicator],
    lines: &mut impl Iterator<Item = &'l EditionLine>,
) -> Vec<IndicatorPart> {
    let mut written = Vec::with_capacity(all.len());
    for one in all {
        let Some(line) = lines.next() else {
            return written;
        };
        let input = |ask: &crate::framework::Ask| {
            let part = InputPart {
                label: ask.label.clone(),
                measure: ask.measure.clone(),
            };
            (ask.key.clone(), part)
        };
        written.push(IndicatorPart {
            children: indicators(&one.children, lines),
            code: one.code.as_str().to_owned(),
            counts: counts_name(one.counts).to_owned(),
            inputs: line.asks.iter().map(input).collect(),
            labels: line.frozen.labels.clone(),
            mandatory: one.mandatory,
            max_points: one.max_points.as_ref().map(ToString::to_string),
            rule: one.rule.as_ref().map(rule::write),
            rule_text: line.rule_text.clone(),
            title: one.title.clone(),
            unread: one.unread,
        });
    }
    written
}

fn counts_name(counts: Counts) -> &'static str {
    match counts {
        Counts::Adds => "adds",
        Counts::Bonus => "bonus",
        Counts::Deducts => "deducts",
        Counts::Unscored => "unscored",
    }
}

/// The framework that the file means.
pub(crate) fn read(part: &FrameworkPart) -> Result<Framework, Unsound> {
    let mut framework = Framework {
        name: part.name.clone(),
        ..Framework::default()
    };
    settings::read_declared(&part.declared, &mut framework).ok_or(Unsound::Declared)?;
    // What is declared is written in one way only, so that no field is there for nothing.
    let canonical: Value = settings::declared(&framework);
    if canonical != part.declared {
        return Err(Unsound::Declared);
    }
    let mut left = LINES_MAX;
    for pillar in &part.pillars {
        let max = pillar.max_points.as_deref().map(number).transpose()?;
        framework.pillars.push(Pillar {
            code: (!pillar.code.is_empty()).then(|| IndicatorCode::new(&pillar.code)),
            title: pillar.title.clone(),
            max_points: max,
            indicators: read_all(&pillar.indicators, &mut left, 0)?,
        });
    }
    Ok(framework)
}

fn read_all(
    parts: &[IndicatorPart],
    left: &mut usize,
    depth: usize,
) -> Result<Vec<Indicator>, Unsound> {
    if depth > DEPTH_MAX {
        return Err(Unsound::TooLarge);
    }
    let mut all = Vec::with_capacity(parts.len());
    for part in parts {
        *left = left.checked_sub(1).ok_or(Unsound::TooLarge)?;
        let rule = part.rule.as_ref().map(rule::read).transpose();
        let rule = rule.map_err(|fault| Unsound::Rule {
            code: short(&part.code),
            path: short(&fault.path),
        })?;
        all.push(Indicator {
            code: IndicatorCode::new(&part.code),
            title: part.title.clone(),
            max_points: part.max_points.as_deref().map(number).transpose()?,
            weight: None,
            counts: match part.counts.as_str() {
                "adds" => Counts::Adds,
                "bonus" => Counts::Bonus,
                "deducts" => Counts::Deducts,
                "unscored" => Counts::Unscored,
                other => return Err(Unsound::Word { text: short(other) }),
            },
            mandatory: part.mandatory,
            unread: part.unread,
            rule,
            children: read_all(&part.children, left, depth + 1)?,
        });
    }
    Ok(all)
}

/// Codes and titles of the lines, in order.
pub(crate) fn line_names(part: &FrameworkPart) -> Vec<(&str, &str)> {
    fn walk<'p>(parts: &'p [IndicatorPart], into: &mut Vec<(&'p str, &'p str)>) {
        for part in parts {
            into.push((&part.code, &part.title));
            walk(&part.children, into);
        }
    }
    let mut names = Vec::new();
    for pillar in &part.pillars {
        walk(&pillar.indicators, &mut names);
    }
    names
}

/// Points of all units together, each cut to six decimals: a control, not a result.
pub(crate) fn control_points(computed: &[Computed]) -> String {
    let cut = |one: &Computed| one.achieved.total.rounded(6, Rounding::HalfUp);
    let all: Exact = computed.iter().map(cut).sum();
    all.to_string()
}
