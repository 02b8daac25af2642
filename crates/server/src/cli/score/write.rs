//! Results as the contract shows them. Points are decimals of at most twelve places; a fraction
//! that no decimal ends is added beside its decimal.

use std::io::{self, Write};

use scoring::Exact;
use scoring::framework::Place;
use scoring::number::Rounding;
use scoring::rule::Outcome;
use scoring::scorecard::{Line, Scorecard, Scratch};
use scoring::sum::Sum;
use serde::Serialize;

use super::run::Results;
use crate::json::exact;

/// Decimals of a number that is not declared to have fewer.
const DIGITS: u32 = 12;

/// One line a unit.
pub(super) fn csv(results: &Results<'_>, into: &mut dyn Write) -> io::Result<()> {
    let mut scratch = Scratch::default();
    let graded = !results.scorer.layout.framework.grades.is_empty();
    let heading = if graded {
        "unit,block,total,index,rank,grade"
    } else {
        "unit,block,total,index,rank"
    };
    writeln!(into, "{heading}")?;
    for unit in &results.order {
        let row = Row::new(results, *unit, &mut scratch);
        cell(row.unit, into)?;
        into.write_all(b",")?;
        cell(row.block, into)?;
        let index = row.index.as_deref().unwrap_or("");
        write!(into, ",{},{index},{}", row.total, row.rank)?;
        if graded {
            let card = results.scorer.card(*unit, &mut scratch);
            into.write_all(b",")?;
            cell(results.grade(&card).unwrap_or(""), into)?;
        }
        into.write_all(b"\n")?;
    }
    Ok(())
}

fn cell(text: &str, into: &mut dyn Write) -> io::Result<()> {
    if text.contains([',', '"', '\n', '\r', ';']) {
        write!(into, "\"{}\"", text.replace('"', "\"\""))
    } else {
        into.write_all(text.as_bytes())
    }
}

/// What both formats say of a unit.
struct Row<'r> {
    unit: &'r str,
    block: &'r str,
    total: String,
    index: Option<String>,
    rank: u32,
}

impl<'r> Row<'r> {
    fn new(results: &Results<'r>, unit: usize, scratch: &mut Scratch) -> Row<'r> {
        let answers = results.scorer.answers;
        let tally = &results.tallies[unit];
        let framework = results.scorer.layout.framework;
        let published = |digits: Option<u32>| {
            if let Some(digits) = digits {
                return results.numbers[unit].to_fixed(digits, Rounding::Down);
            }
            let factor = results.scorer.index_factor();
            let mut scratch = Scratch::default();
            plain(&results.scorer.cut(tally, &factor, DIGITS, &mut scratch))
        };
        // Where an index is published, it is the index that is cut, and the total stays whole.
        let index = framework
            .index
            .as_ref()
            .map(|_| published(framework.rounding.total));
        let total = match index {
            Some(_) => plain(&results.scorer.cut(tally, &Exact::ONE, DIGITS, scratch)),
            None => published(framework.rounding.total),
        };
        let named = &answers.units[unit];
        Row {
            unit: &named.name,
            block: &answers.blocks[named.block],
            total,
            index,
            rank: results.ranks[unit],
        }
    }
}

/// Everything, one unit at a time.
pub(super) fn json(results: &Results<'_>, into: &mut dyn Write) -> io::Result<()> {
    let mut scratch = Scratch::default();
    let framework = results.scorer.layout.framework;
    write!(
        into,
        "{{\"framework\":{},\"units\":[",
        serde_json::to_string(&framework.name)?
    )?;
    for (at, unit) in results.order.iter().enumerate() {
        into.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        let row = Row::new(results, *unit, &mut scratch);
        let card = results.scorer.card(*unit, &mut scratch);
        serde_json::to_writer(&mut *into, &unit_json(results, row, &card))?;
    }
    into.write_all(b"\n]}\n")
}

#[derive(Serialize)]
struct UnitJson<'r> {
    unit: &'r str,
    block: &'r str,
    total: String,
    index: Option<String>,
    rank: u32,
    grade: Option<&'r str>,
    max_points: String,
    missing: u32,
    not_applicable: u32,
    pillars: Vec<PillarJson<'r>>,
    lines: Vec<LineJson<'r>>,
}

#[derive(Serialize)]
struct PillarJson<'r> {
    code: Option<&'r str>,
    title: &'r str,
    points: String,
    max_points: String,
    missing: u32,
}

#[derive(Serialize)]
struct LineJson<'r> {
    code: &'r str,
    path: &'r str,
    title: &'r str,
    points: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    points_exact: Option<String>,
    max_points: Option<String>,
    outcome: &'static str,
    because: Option<String>,
}

fn unit_json<'r>(results: &'r Results<'_>, row: Row<'r>, card: &Scorecard) -> UnitJson<'r> {
    let layout = results.scorer.layout;
    let pillars = layout
        .framework
        .pillars
        .iter()
        .zip(&card.pillars)
        .enumerate();
    let lines = layout.places.iter().zip(&card.lines);
    UnitJson {
        unit: row.unit,
        block: row.block,
        total: row.total,
        index: row.index,
        rank: row.rank,
        grade: results.grade(card),
        max_points: plain(&card.tally.attainable),
        missing: card.tally.missing,
        not_applicable: card.tally.not_applicable,
        pillars: pillars
            .map(|(at, (pillar, tally))| PillarJson {
                code: pillar
                    .code
                    .as_ref()
                    .map(scoring::framework::IndicatorCode::as_str),
                title: &pillar.title,
                points: pillar_points(results, card, at, &tally.sum),
                max_points: plain(&tally.attainable),
                missing: tally.missing,
            })
            .collect(),
        lines: lines.map(|(place, line)| line_json(place, line)).collect(),
    }
}

fn pillar_points(results: &Results<'_>, card: &Scorecard, at: usize, sum: &Sum) -> String {
    let exact = || {
        results.scorer.exact_pillars(&card.lines)[at]
            .clone()
            .rounded(DIGITS, Rounding::HalfUp)
    };
    plain(
        &sum.rounded(&Exact::ONE, DIGITS, Rounding::HalfUp)
            .unwrap_or_else(exact),
    )
}

fn line_json<'r>(place: &'r Place<'_>, line: &Line) -> LineJson<'r> {
    let fraction = line
        .points
        .as_ref()
        .filter(|points| points.to_decimal().is_none());
    LineJson {
        code: place.indicator.code.as_str(),
        path: &place.path,
        title: &place.indicator.title,
        points: line.points.as_ref().map(exact::decimal),
        points_exact: fraction
            .filter(|points| points.small().is_some())
            .map(Exact::to_string),
        max_points: place.max_points.as_ref().map(plain),
        outcome: outcome(place, line),
        because: line.because.as_ref().map(reading::words::rule::because),
    }
}

fn outcome(place: &Place<'_>, line: &Line) -> &'static str {
    match &line.outcome {
        Some(Outcome::Scored(_)) => "scored",
        Some(Outcome::NotApplicable) => "not_applicable",
        Some(Outcome::Missing) => "missing",
        Some(Outcome::Unstated) => "unstated",
        None if place.indicator.is_heading() => "heading",
        None => "unread",
    }
}

/// The decimal, of at most twelve places.
fn plain(number: &Exact) -> String {
    number
        .to_decimal()
        .filter(|decimal| short(decimal))
        .unwrap_or_else(|| {
            let cut = number.rounded(DIGITS, Rounding::HalfUp);
            cut.to_decimal().unwrap_or_else(|| cut.to_string())
        })
}

fn short(decimal: &str) -> bool {
    let places = decimal
        .split_once('.')
        .map_or(0, |(_, places)| places.len());
    places <= DIGITS as usize
}
