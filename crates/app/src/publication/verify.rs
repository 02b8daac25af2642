//! Checks a publication's file by itself: no database, no network. Every point from rule and
//! inputs, every sum, index, rank and grade, and the hash.

use super::compute::{
    Computed, Given, Unsound, compute, control_points, line_names, number, read, short,
};
use super::document::{Document, FORMAT, UnitPart};
use crate::secret;

/// Larger than the country's file is.
pub const BYTES_MAX: usize = 256 << 20;
/// More lines than the country has.
const LINES_MAX: usize = 3_000_000;

/// Why a file cannot be checked at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Larger than is read.
    TooLarge,
    /// No such JSON: where.
    Malformed {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// Another form of file.
    Format {
        /// What it calls itself, cut short.
        found: String,
    },
    /// It contradicts itself.
    Unsound(Unsound),
}

impl From<Unsound> for Unreadable {
    fn from(unsound: Unsound) -> Unreadable {
        Unreadable::Unsound(unsound)
    }
}

/// Something that the file states and that does not follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What.
    pub what: What,
    /// As stated.
    pub stated: String,
    /// As computed.
    pub computed: String,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The hash of the content.
    Hash,
    /// The bytes are not as they are written: spaces, order, repeated fields.
    Form,
    /// Points of a line, by unit and code.
    Points(String, String),
    /// What became of a line, by unit and code.
    Outcome(String, String),
    /// Points of a pillar, by unit and place from 1.
    Pillar(String, usize),
    /// Points of a unit.
    Total(String),
    /// The maximum that was open to a unit.
    Max(String),
    /// The published number of a unit.
    Number(String),
    /// A unit's rank.
    Rank(String),
    /// A unit's grade.
    Grade(String),
    /// A control total, by its name.
    Control(&'static str),
    /// The order of units.
    Order(String),
    /// A unit that stands there twice.
    Twice(String),
}

/// What was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Title of the publication.
    pub title: String,
    /// Its number.
    pub number: i32,
    /// Name of the framework.
    pub framework: String,
    /// Name of the period.
    pub period: String,
    /// Over the whole file: to compare with what was published.
    pub file_sha256: String,
    /// Units.
    pub units: usize,
    /// Lines computed from rule and inputs.
    pub lines: usize,
    /// Lines where somebody decided otherwise: counted, and their sums checked.
    pub adjusted: usize,
    /// Pillars, totals and maxima added up.
    pub sums: usize,
    /// Numbers and ranks.
    pub ranks: usize,
    /// Grades.
    pub grades: usize,
    /// What does not follow.
    pub differences: Vec<Difference>,
}

/// Checks the bytes of a file.
pub fn verify(bytes: &[u8]) -> Result<Report, Unreadable> {
    if bytes.len() > BYTES_MAX {
        return Err(Unreadable::TooLarge);
    }
    let document: Document =
        serde_json::from_slice(bytes).map_err(|error| malformed(bytes, &error))?;
    let content = &document.content;
    if content.format != FORMAT {
        return Err(Unreadable::Format {
            found: short(&content.format),
        });
    }
    let framework = read(&content.framework)?;
    let names = line_names(&content.framework);
    sound(&content.units, names.len())?;
    let given: Vec<Given<'_>> = content
        .units
        .iter()
        .map(|unit| Given {
            block: &unit.block,
            lines: &unit.lines,
        })
        .collect();
    let computed = compute(&framework, &given)?;
    let mut report = Report {
        title: content.title.clone(),
        number: content.number,
        framework: content.framework.name.clone(),
        period: content.period.name.clone(),
        file_sha256: secret::sha256(bytes),
        units: content.units.len(),
        ..Report::default()
    };
    report.form(bytes, &document);
    for (unit, computed) in content.units.iter().zip(&computed) {
        report.unit(unit, computed, &names)?;
        report.grades += usize::from(!framework.grades.is_empty());
    }
    report.order(&content.units);
    report.control(&document, &computed);
    Ok(report)
}

/// Where the file stops being one.
fn malformed(bytes: &[u8], error: &serde_json::Error) -> Unreadable {
    // A file of another program is called that, not broken.
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    if error.is_data() && !head.contains("\"content\"") {
        return Unreadable::Format {
            found: short(head.trim()),
        };
    }
    Unreadable::Malformed {
        line: error.line(),
        column: error.column(),
    }
}

/// Each unit has the framework's lines, and they are as many as can be.
fn sound(units: &[UnitPart], expected: usize) -> Result<(), Unreadable> {
    if units.len().saturating_mul(expected) > LINES_MAX {
        return Err(Unsound::TooLarge.into());
    }
    for unit in units {
        if unit.lines.len() != expected {
            return Err(Unreadable::Unsound(Unsound::Lines {
                unit: short(&unit.name),
                expected,
                found: unit.lines.len(),
            }));
        }
    }
    Ok(())
}

impl Report {
    fn differs(&mut self, what: What, stated: impl ToString, computed: impl ToString) {
        self.differences.push(Difference {
            what,
            stated: stated.to_string(),
            computed: computed.to_string(),
        });
    }

    fn compare<T: PartialEq + ToString>(&mut self, what: What, stated: T, computed: T) {
        if stated != computed {
            self.differs(what, stated, computed);
        }
    }

    fn form(&mut self, bytes: &[u8], document: &Document) {
        let again = serde_json::to_vec(document).unwrap_or_default();
        if again != bytes {
            let stated = secret::sha256(bytes);
            self.differs(What::Form, stated, secret::sha256(&again));
        }
        drop(again);
        let computed = document.content.sha256().unwrap_or_default();
        self.compare(What::Hash, document.sha256.clone(), computed);
    }

    fn unit(
        &mut self,
        unit: &UnitPart,
        computed: &Computed,
        names: &[(&str, &str)],
    ) -> Result<(), Unsound> {
        let name = || unit.name.clone();
        for ((line, (outcome, points)), (code, _)) in
            unit.lines.iter().zip(&computed.lines).zip(names)
        {
            if line.adjusted {
                self.adjusted += 1;
            } else {
                self.lines += 1;
            }
            let at = || (name(), (*code).to_owned());
            let stated = line.points.as_deref().map(number).transpose()?;
            if stated != *points || said(line.points.as_ref()) != shown(points.as_ref()) {
                let (unit, code) = at();
                self.differs(
                    What::Points(unit, code),
                    said(line.points.as_ref()),
                    shown(points.as_ref()),
                );
            }
            if line.outcome != outcome.name() {
                let (unit, code) = at();
                self.differs(
                    What::Outcome(unit, code),
                    short(&line.outcome),
                    outcome.name(),
                );
            }
        }
        let achieved = &computed.achieved;
        let pillars: Vec<String> = achieved
            .pillars
            .iter()
            .map(|(points, _)| points.to_string())
            .collect();
        for at in 0..pillars.len().max(unit.pillars.len()) {
            let text = |all: &[String]| all.get(at).cloned().unwrap_or_default();
            self.compare(
                What::Pillar(name(), at + 1),
                text(&unit.pillars),
                text(&pillars),
            );
        }
        self.sums += pillars.len() + 2;
        self.compare(
            What::Total(name()),
            unit.points.clone(),
            achieved.total.to_string(),
        );
        self.compare(
            What::Max(name()),
            unit.max_points.clone(),
            achieved.attainable.to_string(),
        );
        self.compare(
            What::Number(name()),
            unit.number.clone(),
            computed.number.to_string(),
        );
        self.compare(What::Rank(name()), unit.rank, computed.rank);
        self.ranks += 1;
        let grade = |grade: &Option<String>| grade.clone().unwrap_or_default();
        self.compare(
            What::Grade(name()),
            grade(&unit.grade),
            grade(&computed.grade),
        );
        Ok(())
    }

    fn order(&mut self, units: &[UnitPart]) {
        let place = |unit: &UnitPart| (unit.block.clone(), unit.rank, unit.unit.clone());
        let wrong = units
            .windows(2)
            .find(|pair| place(&pair[0]) > place(&pair[1]));
        if let Some(pair) = wrong {
            self.differs(
                What::Order(pair[1].name.clone()),
                &pair[0].name,
                &pair[1].name,
            );
        }
        let mut words: Vec<&str> = units.iter().map(|unit| unit.unit.as_str()).collect();
        words.sort_unstable();
        if let Some(pair) = words.windows(2).find(|pair| pair[0] == pair[1]) {
            self.differs(What::Twice(short(pair[0])), 2, 1);
        }
    }

    fn control(&mut self, document: &Document, computed: &[Computed]) {
        let totals = &document.content.totals;
        self.compare(What::Control("units"), totals.units, self.units);
        self.compare(
            What::Control("lines"),
            totals.lines,
            self.lines + self.adjusted,
        );
        self.compare(What::Control("adjusted"), totals.adjusted, self.adjusted);
        let points = control_points(computed);
        self.compare(What::Control("points"), totals.points.clone(), points);
    }
}

/// Points as the file has them, cut short.
fn said(points: Option<&String>) -> String {
    points.map_or_else(String::new, std::clone::Clone::clone)
}

fn shown(points: Option<&scoring::Exact>) -> String {
    points.map_or_else(String::new, ToString::to_string)
}
