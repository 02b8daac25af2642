//! What was noticed about a plan, with ways to settle each: the first proposal is what the program
//! would do, and what one key accepts.

use std::collections::BTreeMap;

use domain::plan::{Plan, Row};
use domain::rule::{Certainty, RuleReading};
use domain::{Finding, FindingCode as Code, Severity};
use jiff::civil::Date;
use scoring::cohort::compared;
use scoring::rule::Outcome;
use scoring::{Exact, Figures, Rule};

use super::decisions::Choice;
use super::settled::{RowKey, key};

/// A finding with its place and the ways to settle it.
#[derive(Clone, Debug)]
pub struct Noticed {
    /// Stable for the same file: code, line, row.
    pub key: String,
    /// What.
    pub finding: Finding,
    /// At which row.
    pub row: Option<RowKey>,
    /// The same as indices of annex and row.
    pub at: Option<(usize, usize)>,
    /// Ways to settle it, the proposed one first.
    pub proposals: Vec<Proposal>,
}

/// A way to settle a finding.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What is chosen.
    pub choice: Choice,
    /// The rule by this reading.
    pub rule: Option<Rule>,
    /// Points at sample figures.
    pub consequences: Vec<Consequence>,
}

/// What a reading gives for one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// `yes`, `ratio`, `value`.
    pub input: &'static str,
    /// 1 and 0 for yes and no, a share, a number.
    pub figure: Exact,
    /// Points; `None`: the rule does not say, or needs the others' figures.
    pub points: Option<Exact>,
    /// Whether the rule compares units, so that one figure alone gives no points.
    pub compares: bool,
}

/// Samples shown of each reading.
const SHOWN: usize = 4;

/// How sure a row is, where these are what was noticed at it and nobody settled.
pub fn certainty<'n>(row: &Row, open: impl Iterator<Item = &'n Noticed>) -> Certainty {
    let unread_rule = row
        .rule
        .as_ref()
        .is_some_and(|rule| rule.certainty == Certainty::Unread);
    match open.map(|one| one.finding.code.severity()).max() {
        Some(Severity::Error) => Certainty::Unread,
        Some(Severity::Warning) if unread_rule => Certainty::Unread,
        Some(Severity::Warning) => Certainty::Assumed,
        _ => Certainty::Certain,
    }
}

/// Everything noticed in a plan.
pub(super) fn noticed(plan: &Plan) -> Vec<Noticed> {
    let places = places(plan);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut offered: Vec<RowKey> = assumed(plan, &places);
    let mut out = Vec::with_capacity(plan.findings.len());
    for finding in &plan.findings {
        let at = place(&places, plan, finding);
        let row = at.and_then(|(annex, row)| plan.annexes.get(annex)?.rows.get(row));
        let row_key = at.zip(row).map(|((annex, _), row)| key(annex, &row.path));
        let readings = offers_readings(finding.code, row_key.as_ref(), &mut offered);
        out.push(Noticed {
            key: finding_key(finding, &mut seen),
            proposals: proposals(finding, row, readings),
            finding: finding.clone(),
            row: row_key,
            at,
        });
    }
    out
}

type Places<'p> = BTreeMap<(&'p str, &'p str), Vec<(usize, usize)>>;

fn places(plan: &Plan) -> Places<'_> {
    let mut out = Places::new();
    for (annex_at, annex) in plan.annexes.iter().enumerate() {
        for (row_at, row) in annex.rows.iter().enumerate() {
            let place = (annex.name.as_str(), row.path.as_str());
            out.entry(place).or_default().push((annex_at, row_at));
        }
    }
    out
}

/// Where it stands. Two annexes may have one name; the line then tells.
fn place(places: &Places<'_>, plan: &Plan, finding: &Finding) -> Option<(usize, usize)> {
    let (table, row) = (finding.table.as_deref()?, finding.row.as_deref()?);
    let found = places.get(&(table, row))?;
    let here = |(annex, row): &&(usize, usize)| {
        Some(plan.annexes[*annex].rows[*row].place.line) == finding.line
    };
    found.iter().find(here).or(found.first()).copied()
}

fn finding_key(finding: &Finding, seen: &mut BTreeMap<String, usize>) -> String {
    let line = finding
        .line
        .map(|line| format!("-{line}"))
        .unwrap_or_default();
    let row = finding
        .row
        .as_deref()
        .map(|row| format!("-{row}"))
        .unwrap_or_default();
    let key = format!("{}{line}{row}", finding.code.as_str());
    let count = seen.entry(key.clone()).or_default();
    *count += 1;
    if *count == 1 {
        key
    } else {
        format!("{key}-x{count}")
    }
}

/// Rows whose readings are offered at the finding that says one was assumed.
fn assumed(plan: &Plan, places: &Places<'_>) -> Vec<RowKey> {
    let said = plan
        .findings
        .iter()
        .filter(|finding| finding.code == Code::ReadingAssumed);
    said.filter_map(|finding| {
        let (annex, _) = place(places, plan, finding)?;
        Some(key(annex, finding.row.as_deref()?))
    })
    .collect()
}

/// A choice of readings is offered once for each row.
fn offers_readings(code: Code, row: Option<&RowKey>, offered: &mut Vec<RowKey>) -> bool {
    let Some(row) = row.filter(|_| code.as_str().starts_with("F4")) else {
        return false;
    };
    if code == Code::ReadingAssumed {
        return true;
    }
    if offered.contains(row) {
        return false;
    }
    offered.push(row.clone());
    true
}

fn proposals(finding: &Finding, row: Option<&Row>, readings: bool) -> Vec<Proposal> {
    let mut out = Vec::new();
    let number = |name: &str| {
        finding
            .value(name)
            .parse::<Exact>()
            .ok()
            .map(Choice::Points)
    };
    let day = |name: &str| finding.value(name).parse::<Date>().ok().map(Choice::Due);
    if let Some(reading) = row.and_then(|row| row.rule.as_ref()).filter(|_| readings) {
        out.extend(by_reading(reading));
    }
    let choices: Vec<Option<Choice>> = match finding.code {
        Code::PillarTotalDiffers | Code::ParentTotalDiffers | Code::PillarTotalMissing => {
            vec![number("computed"), number("declared")]
        }
        Code::MaxPointsMissing => vec![number("inferred")],
        Code::DeadlineBeforePlan => vec![corrected_year(finding)],
        Code::BeforeQuarter => vec![day("literal"), day("lenient")],
        Code::TextRepaired => vec![Some(Choice::Repaired), Some(Choice::Original)],
        _ => Vec::new(),
    };
    let has_row = row.is_some();
    out.extend(choices.into_iter().flatten().filter(|_| has_row).map(plain));
    if !out
        .iter()
        .any(|proposal| proposal.choice == Choice::Repaired)
    {
        out.push(plain(Choice::Keep));
    }
    out
}

fn plain(choice: Choice) -> Proposal {
    Proposal {
        choice,
        rule: None,
        consequences: Vec::new(),
    }
}

/// A deadline before the plan: the year was left over from the plan before; else the last day of
/// the plan's year.
fn corrected_year(finding: &Finding) -> Option<Choice> {
    let due: Date = finding.value("due").parse().ok()?;
    let plan: Date = finding.value("plan_date").parse().ok()?;
    let same_day = Date::new(plan.year(), due.month(), due.day()).ok();
    let later = same_day.filter(|day| *day >= plan);
    later
        .or_else(|| Date::new(plan.year(), 12, 31).ok())
        .map(Choice::Due)
}

/// The readings of a rule with what each gives at sample figures.
fn by_reading(reading: &RuleReading) -> Vec<Proposal> {
    let Some((rule, taken)) = reading.rule.as_ref().zip(reading.taken) else {
        return Vec::new();
    };
    let mut all: Vec<(&'static str, &Rule)> = vec![(taken, rule)];
    all.extend(reading.others.iter().map(|other| (other.name, &other.rule)));
    if all.len() == 1 {
        return Vec::new();
    }
    let samples = telling(&samples(rule), &all, reading.max.as_ref());
    let of = |(name, rule): &(&'static str, &Rule)| Proposal {
        choice: Choice::Reading((*name).to_owned()),
        rule: Some((*rule).clone()),
        consequences: samples
            .iter()
            .map(|sample| consequence(rule, sample, reading.max.as_ref()))
            .collect(),
    };
    all.iter().map(of).collect()
}

type Sample = (&'static str, Exact);

fn samples(rule: &Rule) -> Vec<Sample> {
    let inputs = rule.inputs();
    let has = |name: &str| inputs.contains(&name);
    if has("ratio") || has("num") {
        let tenths = [10, 9, 8, 7, 5, 3, 1].into_iter();
        return tenths
            .filter_map(|tenth| Some(("ratio", Exact::ratio(tenth, 10)?)))
            .collect();
    }
    if has("value") {
        let numbers = [1, 2, 3, 5, 10, 20, 50, 100].into_iter();
        return numbers
            .map(|number| ("value", Exact::whole(number)))
            .collect();
    }
    if has("yes") {
        return vec![("yes", Exact::ONE), ("yes", Exact::ZERO)];
    }
    Vec::new()
}

/// Samples at which the readings differ come first; a few are enough.
fn telling(samples: &[Sample], all: &[(&'static str, &Rule)], max: Option<&Exact>) -> Vec<Sample> {
    let differs = |sample: &Sample| {
        let mut points = all
            .iter()
            .map(|(_, rule)| consequence(rule, sample, max).points);
        let first = points.next();
        points.any(|other| Some(other) != first)
    };
    let (differ, same): (Vec<&Sample>, Vec<&Sample>) =
        samples.iter().partition(|sample| differs(sample));
    differ
        .into_iter()
        .chain(same)
        .take(SHOWN)
        .cloned()
        .collect()
}

fn consequence(rule: &Rule, (input, figure): &Sample, max: Option<&Exact>) -> Consequence {
    let mut figures = Figures::default();
    match *input {
        "ratio" => figures.ratio = Some(figure.clone()),
        "value" => figures.value = Some(figure.clone()),
        _ => figures.yes = Some(!figure.is_zero()),
    }
    let points = match rule.outcome(max, &figures) {
        Outcome::Scored(points) => Some(points),
        _ => None,
    };
    Consequence {
        input,
        figure: figure.clone(),
        points,
        compares: compared(rule).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::plan::Annex;
    use scoring::rule::Quantity;

    fn plan(row: Row, findings: Vec<Finding>) -> Plan {
        let annex = Annex {
            name: "Phụ lục".to_owned(),
            rows: vec![row],
            ..Annex::default()
        };
        Plan {
            annexes: vec![annex],
            findings,
            ..Plan::default()
        }
    }

    #[track_caller]
    fn check(code: Code, values: &[&str], expected: &[&str]) {
        let row = Row {
            path: "1".to_owned(),
            ..Row::default()
        };
        let values = code
            .values()
            .iter()
            .copied()
            .zip(values.iter().map(|value| (*value).to_owned()));
        let finding = Finding {
            code,
            table: Some("Phụ lục".to_owned()),
            row: Some("1".to_owned()),
            line: None,
            values: values.collect(),
        };
        let noticed = noticed(&plan(row, vec![finding]));
        let texts: Vec<String> = noticed[0]
            .proposals
            .iter()
            .map(|proposal| proposal.choice.text())
            .collect();
        assert_eq!(texts, expected, "{code:?}");
    }

    #[test]
    fn each_contradiction_has_its_ways_out() {
        check(
            Code::PillarTotalDiffers,
            &["100", "105.5"],
            &["points:105.5", "points:100", "keep"],
        );
        check(Code::MaxPointsMissing, &["5"], &["points:5", "keep"]);
        check(
            Code::DeadlineBeforePlan,
            &["trước 15/10/2025", "2025-10-14", "2026-02-26"],
            &["due:2026-10-14", "keep"],
        );
        check(
            Code::DeadlineBeforePlan,
            &["trước 31/01/2026", "2026-01-30", "2026-02-26"],
            &["due:2026-12-31", "keep"],
        );
        check(
            Code::TextRepaired,
            &["title", "a", "b"],
            &["repaired", "original"],
        );
        check(Code::RuleUnread, &["…"], &["keep"]);
    }

    #[test]
    fn readings_show_where_they_differ() {
        let max = Exact::whole(10);
        let text = "Tỷ lệ x 12đ";
        let reading = reading::rule::read(reading::rule::RuleText {
            text,
            max: Some(&max),
            title: Some("Tỷ lệ hồ sơ"),
        });
        assert!(!reading.others.is_empty(), "{reading:?}");
        let proposals = by_reading(&reading);
        assert_eq!(proposals.len(), 1 + reading.others.len());
        assert!(
            proposals
                .iter()
                .all(|proposal| proposal.consequences.len() == SHOWN)
        );
        let (one, other) = (&proposals[0].consequences, &proposals[1].consequences);
        assert!(
            one.iter()
                .zip(other)
                .any(|(one, other)| one.points != other.points)
        );
    }

    #[test]
    fn a_rule_that_compares_units_gives_nothing_for_one_figure_alone() {
        let compares = Rule::ByLargest {
            of: Quantity::Value,
            points: Exact::whole(10),
        };
        let sample = ("yes", Exact::ONE);
        let given = consequence(&compares, &sample, None);
        assert!(given.points.is_none() && given.compares);
        let alone = Rule::YesNo {
            yes: Exact::ONE,
            no: Exact::ZERO,
        };
        let given = consequence(&alone, &sample, None);
        assert!(given.points.is_some() && !given.compares);
    }

    #[test]
    fn the_same_finding_twice_has_two_keys() {
        let finding = Finding::new(Code::CodeMissing, ["a".to_owned()]).at_line(3);
        let plan = plan(Row::default(), vec![finding.clone(), finding]);
        let keys: Vec<String> = noticed(&plan).into_iter().map(|one| one.key).collect();
        assert_eq!(keys, ["F202-3", "F202-3-x2"]);
    }
}
