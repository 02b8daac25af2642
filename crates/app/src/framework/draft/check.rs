//! What is wrong or doubtful about a draft, before it is issued: the reader's own findings about its
//! rows and rules, and what only the whole shows.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::Action;
use domain::plan::{Annex, Column, Field, Row as PlanRow, RowKind as PlanKind};
use domain::{Finding, FindingCode};
use reading::text::squash;
use scoring::Exact;
use scoring::framework::{CohortScope, Floor, Framework};

pub use domain::finding::Severity;

use super::desk::{DraftRow, Head, RowKind, head, rows};
use super::{fields, sql};
use crate::database::{Conn, Tx};
use crate::figure::compares;
use crate::framework::{Edition, EditionLine, FrameworkState, edition};
use crate::unit::{self, Unit, UnitKind};
use crate::{Actor, App, Error, Fault, FrameworkId, IndicatorId, bind};

/// What was noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The reader of annexes and rules says so: its code and sentence.
    Said {
        /// `F402`.
        code: String,
        /// In Vietnamese, as the reader has it.
        sentence: String,
        /// How bad.
        severity: Severity,
    },
    /// A pillar or a parent declares other points than its parts add up to.
    SumDiffers {
        /// As declared.
        declared: Exact,
        /// As the parts add up.
        computed: Exact,
    },
    /// No rows.
    Empty,
    /// No rule gives points.
    NothingScored,
    /// Rows that no top row leads to: their sums go round in a circle.
    Circle,
    /// A pillar or heading with nothing below it.
    NothingBelow,
    /// An indicator without a rule, and with nothing below it.
    NoRule,
    /// A mandatory indicator that is not scored.
    MandatoryUnscored,
    /// A rule compares units, and there is only one to compare.
    OneUnit,
    /// Its figures come from a named source and nobody is named to provide them.
    NoProvider {
        /// The source.
        source: String,
    },
    /// Whoever provides its figures is to confirm them too.
    SameParty {
        /// Their name.
        name: String,
    },
    /// A grade asks for more than the framework gives.
    GradeTooHigh {
        /// Its name.
        name: String,
        /// What it asks.
        floor: Exact,
        /// What there is.
        max: Exact,
    },
}

impl Flaw {
    /// How bad it is: a draft with an error is not issued.
    pub fn severity(&self) -> Severity {
        match self {
            Flaw::Said { severity, .. } => *severity,
            Flaw::SumDiffers { .. }
            | Flaw::Empty
            | Flaw::NothingScored
            | Flaw::Circle
            | Flaw::GradeTooHigh { .. } => Severity::Error,
            Flaw::NothingBelow
            | Flaw::NoRule
            | Flaw::MandatoryUnscored
            | Flaw::OneUnit
            | Flaw::SameParty { .. } => Severity::Warning,
            Flaw::NoProvider { .. } => Severity::Info,
        }
    }
}

/// A flaw and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flawed {
    /// The row; `None`: the whole.
    pub row: Option<DraftRow>,
    /// What.
    pub flaw: Flaw,
}

/// A draft checked.
#[derive(Clone, Debug)]
pub struct Check {
    /// Whose it is.
    pub unit: Unit,
    /// «DTI cấp xã 2027».
    pub name: String,
    /// For issuing.
    pub version: i32,
    /// The worst first, then in the order of the rows.
    pub all: Vec<Flawed>,
}

impl Check {
    /// How many are so bad.
    pub fn count(&self, severity: Severity) -> usize {
        let all = self.all.iter();
        all.filter(|one| one.flaw.severity() == severity).count()
    }
}

/// Checks a draft, for whoever may write it.
pub async fn check(app: &App, actor: &Actor, id: &FrameworkId) -> Result<Check, Error> {
    let mut conn = app.read().await?;
    let head = head(&mut conn, id).await?;
    let unit = unit::load(&mut conn, &head.unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    if head.state != FrameworkState::Draft {
        return Err(crate::framework::Refusal::Issued { name: head.name }.into());
    }
    let now = app.now();
    checked(&mut conn, id, (unit, head), &now).await
}

/// The same within a transaction, for whoever has asked already.
pub(in crate::framework) async fn of(tx: &mut Tx, id: &FrameworkId) -> Result<Check, Error> {
    let head = head(tx, id).await?;
    let unit = unit::load(tx, &head.unit).await?;
    let now = tx.now().to_owned();
    checked(tx, id, (unit, head), &now).await
}

/// Everything that is noticed about a draft.
async fn checked(
    conn: &mut Conn,
    id: &FrameworkId,
    (unit, head): (Unit, Head),
    now: &str,
) -> Result<Check, Error> {
    let rows = rows(conn, id).await?;
    let edition = edition::load(conn, id).await?;
    let kinds: BTreeMap<UnitKind, i64> = conn
        .all(sql::KINDS_UNDER, bind![&unit.path], |row| {
            let kind = UnitKind::parse(&row.text("kind")?);
            Ok((kind.unwrap_or(UnitKind::Other), row.count("n")?))
        })
        .await?
        .into_iter()
        .collect();
    let mut look = Look {
        rows: &rows,
        edition: &edition,
        found: Vec::new(),
    };
    look.whole();
    look.said(fields::year_of(&head.name, now));
    look.rules()?;
    look.sums();
    look.shape();
    look.charges();
    look.comparisons(&kinds);
    let mut found = look.found;
    found.sort_by_key(|(at, flaw)| (std::cmp::Reverse(flaw.severity()), *at));
    found.dedup();
    let all = found
        .into_iter()
        .map(|(at, flaw)| Flawed {
            row: at.and_then(|at| rows.get(at).cloned()),
            flaw,
        })
        .collect();
    Ok(Check {
        unit,
        name: head.name,
        version: head.version,
        all,
    })
}

struct Look<'l> {
    rows: &'l [DraftRow],
    edition: &'l Edition,
    /// By the row's place.
    found: Vec<(Option<usize>, Flaw)>,
}

impl Look<'_> {
    fn at(&mut self, at: usize, flaw: Flaw) {
        self.found.push((Some(at), flaw));
    }

    fn by_id(&self, id: &IndicatorId) -> Option<usize> {
        self.rows.iter().position(|row| row.id == *id)
    }

    fn whole(&mut self) {
        if self.rows.is_empty() {
            self.found.push((None, Flaw::Empty));
            return;
        }
        let scored = self
            .edition
            .lines
            .iter()
            .any(|line| line.frozen.rule.is_some());
        if !scored {
            self.found.push((None, Flaw::NothingScored));
        }
        let seen = self.edition.lines.len()
            + self
                .rows
                .iter()
                .filter(|row| row.kind == RowKind::Pillar)
                .count();
        let led: BTreeSet<&IndicatorId> = self
            .edition
            .lines
            .iter()
            .map(|line| &line.indicator)
            .collect();
        if seen < self.rows.len() {
            let lost = self
                .rows
                .iter()
                .position(|row| row.kind != RowKind::Pillar && !led.contains(&row.id));
            self.found.push((lost, Flaw::Circle));
        }
        let max = self.edition.layout().max_points().clone();
        let framework: &Framework = &self.edition.framework;
        for grade in &framework.grades {
            if let Some(Floor::Points(floor)) = &grade.floor
                && *floor > max
            {
                let flaw = Flaw::GradeTooHigh {
                    name: grade.name.clone(),
                    floor: floor.clone(),
                    max: max.clone(),
                };
                self.found.push((None, flaw));
            }
        }
    }

    /// What the reader of annexes would say of the same rows.
    fn said(&mut self, year: i16) {
        let (annex, places) = annex(self.rows);
        for finding in reading::plan::check_again(&annex, year) {
            // Sums are compared by what the rules take in, below; a pillar may leave its own out.
            let elsewhere = matches!(
                finding.code,
                FindingCode::PillarTotalDiffers
                    | FindingCode::PillarTotalMissing
                    | FindingCode::ParentTotalDiffers
                    | FindingCode::GrandTotalDiffers
            );
            let at = finding
                .row
                .as_deref()
                .and_then(|row| places.get(row).copied());
            let bare = at.is_some_and(|at| {
                self.rows[at].counts != "adds" && finding.code == FindingCode::MaxPointsMissing
            });
            if !elsewhere && !bare {
                self.found.push((at, said(&finding)));
            }
        }
    }

    /// What the reader of rules said of each.
    fn rules(&mut self) -> Result<(), Fault> {
        for at in 0..self.rows.len() {
            let Some(frozen) = self.rows[at].frozen()? else {
                continue;
            };
            let chosen = self.rows[at].reading.as_deref() == Some("chosen");
            for (code, sentence) in frozen.findings {
                // A person has said which reading is meant.
                if chosen && code == FindingCode::ReadingAssumed.as_str() {
                    continue;
                }
                let known = FindingCode::ALL.iter().find(|known| known.as_str() == code);
                let severity = known.map_or(Severity::Warning, |known| known.severity());
                let already = self.found.iter().any(|(other, flaw)| {
                    *other == Some(at)
                        && matches!(flaw, Flaw::Said { code: own, .. } if *own == code)
                });
                if !already {
                    self.at(
                        at,
                        Flaw::Said {
                            code,
                            sentence,
                            severity,
                        },
                    );
                }
            }
        }
        Ok(())
    }

    fn sums(&mut self) {
        let places: BTreeMap<String, usize> = self
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| (row.code.clone(), at))
            .collect();
        for sum in self.edition.layout().sums_that_differ() {
            let at = places.get(&sum.code).copied();
            let flaw = Flaw::SumDiffers {
                declared: sum.declared,
                computed: sum.computed,
            };
            self.found.push((at, flaw));
        }
    }

    fn shape(&mut self) {
        let above: BTreeSet<&IndicatorId> = self
            .rows
            .iter()
            .filter_map(|row| row.parent.as_ref())
            .collect();
        let mut found = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let bare = !above.contains(&row.id);
            let unscored = row.counts == "unscored";
            match row.kind {
                RowKind::Pillar | RowKind::Heading if bare => found.push((at, Flaw::NothingBelow)),
                RowKind::Indicator if bare && row.reading.is_none() && !unscored => {
                    found.push((at, Flaw::NoRule));
                }
                _ => {}
            }
            if row.mandatory && unscored {
                found.push((at, Flaw::MandatoryUnscored));
            }
        }
        for (at, flaw) in found {
            self.at(at, flaw);
        }
    }

    /// Figures of a source that nobody provides, or that the provider would confirm.
    fn charges(&mut self) {
        let mut found = Vec::new();
        for line in &self.edition.lines {
            let Some(at) = self.by_id(&line.indicator) else {
                continue;
            };
            let row = &self.rows[at];
            if let Some(name) = row.charge.provider_name().filter(|_| row.charge.is_one()) {
                let name = name.to_owned();
                found.push((at, Flaw::SameParty { name }));
            }
            let source = row.source_text.as_deref().map(squash);
            if let Some(source) = source.filter(|source| !source.is_empty())
                && row.charge.provider.is_none()
                && line.is_entered()
            {
                found.push((at, Flaw::NoProvider { source }));
            }
        }
        for (at, flaw) in found {
            self.at(at, flaw);
        }
    }

    /// A rule that compares units needs two of a kind, for which its line is.
    fn comparisons(&mut self, kinds: &BTreeMap<UnitKind, i64>) {
        for line in self.edition.lines.iter().filter(|line| compares(line)) {
            let most = most(self.edition, line, kinds);
            if most < 2
                && let Some(at) = self.by_id(&line.indicator)
            {
                self.found.push((Some(at), Flaw::OneUnit));
            }
        }
    }
}

/// The most units that a line compares with each other.
fn most(edition: &Edition, line: &EditionLine, kinds: &BTreeMap<UnitKind, i64>) -> i64 {
    let mut together: BTreeMap<Option<UnitKind>, i64> = BTreeMap::new();
    for (kind, count) in kinds.iter().filter(|(kind, _)| line.is_for(**kind)) {
        let by_block = edition.framework.cohort == CohortScope::Block;
        let block = by_block.then(|| edition.blocks.of(*kind));
        *together.entry(block).or_default() += count;
    }
    together.into_values().max().unwrap_or_default()
}

fn said(finding: &Finding) -> Flaw {
    Flaw::Said {
        code: finding.code.as_str().to_owned(),
        sentence: reading::words::finding::sentence(finding),
        severity: finding.code.severity(),
    }
}

/// The rows as an annex has them, with each path's place.
fn annex(rows: &[DraftRow]) -> (Annex, BTreeMap<String, usize>) {
    let codes: BTreeMap<&IndicatorId, &str> = rows
        .iter()
        .map(|row| (&row.id, row.code.as_str()))
        .collect();
    let mut places = BTreeMap::new();
    let mut annex = Annex {
        columns: [
            Field::Code,
            Field::Title,
            Field::MaxPoints,
            Field::RuleText,
            Field::EvidenceText,
            Field::SourceText,
            Field::Note,
        ]
        .map(|field| Column {
            heading: field.name().to_owned(),
            field: Some(field),
        })
        .into(),
        ..Annex::default()
    };
    for (at, row) in rows.iter().enumerate() {
        places.insert(row.code.clone(), at);
        annex.rows.push(PlanRow {
            kind: match row.kind {
                RowKind::Pillar | RowKind::Heading => PlanKind::Heading,
                RowKind::Indicator => PlanKind::Indicator,
            },
            code: Some(row.code.clone()),
            path: row.code.clone(),
            parent: row
                .parent
                .as_ref()
                .and_then(|id| codes.get(id))
                .map(|code| (*code).to_owned()),
            title: Some(row.title.clone()),
            max_points: row.max_points.clone().filter(|_| row.counts == "adds"),
            rule_text: row.rule_text.as_deref().map(squash),
            evidence_text: row.evidence_text.clone(),
            source_text: row.source_text.clone(),
            note: row.note.clone(),
            ..PlanRow::default()
        });
    }
    (annex, places)
}
