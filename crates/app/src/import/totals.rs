//! What would be written, in numbers: the last look before anything is.

use std::collections::{BTreeMap, BTreeSet};

use domain::Severity;
use domain::deadline::Deadline;
use domain::plan::{Annex, Row, RowKind};
use scoring::Exact;

use super::decisions::{PartyChoice, Triage};
use super::draft::Opened;
use super::naming::Named;
use super::settled::RowKey;
use super::triage::Sorted;

/// What would be written.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Rows of each annex, by kind.
    pub annexes: Vec<(String, Vec<(RowKind, usize)>)>,
    /// All rows.
    pub rows: usize,
    /// Points by pillar.
    pub pillars: Vec<PillarTotal>,
    /// Rows with work, by whose they are.
    pub triage: Vec<(Triage, usize)>,
    /// Names that the directory knows.
    pub parties_known: usize,
    /// Parties that would be entered: kind and name.
    pub parties_new: Vec<(String, String)>,
    /// Names that stay text.
    pub parties_left: Vec<String>,
    /// Rows with a day, that recur, that wait for an event, without a time.
    pub deadlines: Deadlines,
    /// Annexes that become frameworks.
    pub frameworks: Vec<String>,
    /// Findings settled.
    pub settled: usize,
    /// Findings left open.
    pub open: usize,
    /// Of those, contradictions.
    pub open_errors: usize,
}

/// Points of a pillar.
#[derive(Clone, Debug)]
pub struct PillarTotal {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// As it will stand; `None`: not said.
    pub declared: Option<Exact>,
    /// As its rows add up.
    pub computed: Exact,
}

/// Times of rows with work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deadlines {
    /// With a last day.
    pub dated: usize,
    /// Again and again.
    pub recurring: usize,
    /// Always, or when something happens.
    pub open: usize,
    /// Without a time, or with one that cannot be read.
    pub none: usize,
}

impl Totals {
    /// Counts.
    pub fn of(opened: &Opened, named: &[Named], sorted: &BTreeMap<RowKey, Sorted>) -> Totals {
        let mut totals = Totals::default();
        let annexes = &opened.settled.annexes;
        for (at, annex) in annexes.iter().enumerate() {
            totals.rows += annex.rows.len();
            totals.annexes.push((annex.name.clone(), kinds(annex)));
            totals.pillars.extend(pillars(annex));
            if reading::plan::framework::from_annex(annex).is_some() {
                let (document, year) = (&opened.reading.plan.document, opened.draft.year);
                let name = reading::plan::framework::name(document, (annexes, at), year);
                totals.frameworks.push(name);
            }
        }
        for (key, row) in opened.settled.rows() {
            if !matches!(row.kind, RowKind::Heading | RowKind::Banner) {
                totals
                    .deadlines
                    .count(row, opened.settled.due.contains_key(&key));
            }
        }
        totals.triage = Triage::ALL
            .into_iter()
            .map(|kind| {
                (
                    kind,
                    sorted.values().filter(|one| one.taken() == kind).count(),
                )
            })
            .collect();
        totals.people(named);
        for one in &opened.noticed {
            if opened.draft.decisions.findings.contains_key(&one.key) {
                totals.settled += 1;
            } else {
                totals.open += 1;
                totals.open_errors += usize::from(one.finding.code.severity() == Severity::Error);
            }
        }
        totals
    }

    fn people(&mut self, named: &[Named]) {
        for one in named {
            match (&one.choice, one.party()) {
                (_, Some(_)) => self.parties_known += 1,
                (Some(PartyChoice::Create { kind, name }), _) => {
                    self.parties_new.push((kind.clone(), name.clone()));
                }
                _ => self.parties_left.push(one.name.clone()),
            }
        }
    }
}

impl Deadlines {
    fn count(&mut self, row: &Row, has_day: bool) {
        let deadline = row.deadline.as_ref().map(|reading| &reading.deadline);
        let place = match deadline {
            _ if has_day => &mut self.dated,
            Some(Deadline::Recurring { .. }) => &mut self.recurring,
            Some(
                Deadline::Continuous
                | Deadline::OnEvent { .. }
                | Deadline::Relative { .. }
                | Deadline::FromDate { .. },
            ) => &mut self.open,
            Some(Deadline::ByDate { .. } | Deadline::Window { .. } | Deadline::Done) => {
                &mut self.dated
            }
            Some(Deadline::Invalid | Deadline::None) | None => &mut self.none,
        };
        *place += 1;
    }
}

fn kinds(annex: &Annex) -> Vec<(RowKind, usize)> {
    let all = [
        RowKind::Heading,
        RowKind::Indicator,
        RowKind::Task,
        RowKind::Target,
    ];
    let count = |kind: RowKind| annex.rows.iter().filter(|row| row.kind == kind).count();
    all.into_iter()
        .map(|kind| (kind, count(kind)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// Headings at the top, with the points of the rows under them that nothing else divides.
fn pillars(annex: &Annex) -> Vec<PillarTotal> {
    let parents: BTreeMap<&str, Option<&str>> = annex
        .rows
        .iter()
        .map(|row| (row.path.as_str(), row.parent.as_deref()))
        .collect();
    let divided: BTreeSet<&str> = annex
        .rows
        .iter()
        .filter(|row| row.max_points.is_some())
        .filter_map(|row| row.parent.as_deref())
        .collect();
    let mut sums: BTreeMap<&str, Exact> = BTreeMap::new();
    for row in &annex.rows {
        let points = row
            .max_points
            .as_ref()
            .filter(|_| !divided.contains(row.path.as_str()));
        if let Some(points) = points.filter(|_| row.kind != RowKind::Heading) {
            let sum = sums.entry(top(&row.path, &parents)).or_insert(Exact::ZERO);
            *sum = sum.clone() + points.clone();
        }
    }
    let tops = annex
        .rows
        .iter()
        .filter(|row| row.kind == RowKind::Heading && row.parent.is_none());
    tops.filter_map(|row| {
        let computed = sums.get(row.path.as_str()).cloned();
        (computed.is_some() || row.max_points.is_some()).then(|| PillarTotal {
            code: row.code.clone().unwrap_or_else(|| row.path.clone()),
            title: row.title.clone().unwrap_or_default(),
            declared: row.max_points.clone(),
            computed: computed.unwrap_or(Exact::ZERO),
        })
    })
    .collect()
}

/// The row at the top of the tree above a row.
fn top<'a>(path: &'a str, parents: &BTreeMap<&'a str, Option<&'a str>>) -> &'a str {
    let mut at = path;
    // A tree is never deeper than it has rows, so a circle ends too.
    for _ in 0..parents.len() {
        match parents.get(at).copied().flatten() {
            Some(above) => at = above,
            None => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &str, parent: Option<&str>, kind: RowKind, points: Option<i64>) -> Row {
        Row {
            kind,
            path: path.to_owned(),
            parent: parent.map(str::to_owned),
            max_points: points.map(Exact::whole),
            ..Row::default()
        }
    }

    #[test]
    fn points_are_counted_once_below_what_divides_them() {
        let annex = Annex {
            rows: vec![
                row("1", None, RowKind::Heading, Some(100)),
                row("1.1", Some("1"), RowKind::Indicator, Some(30)),
                row("1.1.1", Some("1.1"), RowKind::Indicator, Some(10)),
                row("1.1.2", Some("1.1"), RowKind::Indicator, Some(20)),
                row("1.2", Some("1"), RowKind::Indicator, Some(75)),
            ],
            ..Annex::default()
        };
        let pillars = pillars(&annex);
        assert_eq!(pillars.len(), 1);
        assert_eq!(pillars[0].declared, Some(Exact::whole(100)));
        assert_eq!(pillars[0].computed, Exact::whole(105));
    }
}
