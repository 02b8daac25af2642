//! The plan as it would be written: what the file says, damage repaired, a person's changes and
//! settlements on top. The reading itself stays as it is.

use std::collections::BTreeMap;

use domain::plan::{Annex, Field, Row};
use domain::rule::NamedReading;
use jiff::civil::Date;
use reading::text::squash;
use scoring::Exact;

use super::decisions::{Choice, Decisions};
use super::finding::Noticed;
use super::readings::Reading;

/// A row of an import: index of the annex and the row's path, `0/1.2.1`.
pub type RowKey = String;

/// The plan with everything decided.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// Annexes, each under a name of its own.
    pub annexes: Vec<Annex>,
    /// Days that bind instead of the text's.
    pub due: BTreeMap<RowKey, Date>,
    /// Rules whose reading a person chose.
    pub chosen: BTreeMap<RowKey, String>,
}

/// Fields that a person may change, in the order of the form.
const EDITABLE: [Field; 11] = [
    Field::Title,
    Field::MaxPoints,
    Field::RuleText,
    Field::EvidenceText,
    Field::SourceText,
    Field::Lead,
    Field::Supporting,
    Field::DeadlineText,
    Field::Measure,
    Field::TargetText,
    Field::Note,
];

/// The field of that name, if a person may change it.
pub fn field_named(name: &str) -> Option<Field> {
    EDITABLE.into_iter().find(|field| field.name() == name)
}

/// Fields that a person may change.
pub fn editable() -> impl Iterator<Item = Field> {
    EDITABLE.into_iter()
}

/// The key of a row.
pub(super) fn key(annex: usize, path: &str) -> RowKey {
    format!("{annex}/{path}")
}

impl Settled {
    /// Puts decisions upon what was read.
    pub(super) fn of(
        reading: &Reading,
        decisions: &Decisions,
        year: i16,
        noticed: &[Noticed],
    ) -> Settled {
        let mut settled = Settled {
            annexes: reading.plan.annexes.clone(),
            ..Settled::default()
        };
        own_names(&mut settled.annexes);
        let choices = choices(decisions, noticed);
        let plan_date = reading.plan.document.date;
        for (at, annex) in settled.annexes.iter_mut().enumerate() {
            for row in &mut annex.rows {
                let key = key(at, &row.path);
                let chosen = choices.get(&key).map_or(&[][..], Vec::as_slice);
                if chosen.contains(&Choice::Original) {
                    row.corrected.clear();
                }
                if let Some(fields) = decisions.rows.get(&key) {
                    change(row, fields, (year, plan_date));
                }
                for choice in chosen {
                    settle(row, choice, &key, &mut settled.due, &mut settled.chosen);
                }
            }
        }
        settled
    }

    /// The row at this place.
    pub fn row(&self, annex: usize, row: usize) -> Option<&Row> {
        self.annexes.get(annex)?.rows.get(row)
    }

    /// Every row with its key.
    pub fn rows(&self) -> impl Iterator<Item = (RowKey, &Row)> {
        let annexes = self.annexes.iter().enumerate();
        annexes.flat_map(|(at, annex)| annex.rows.iter().map(move |row| (key(at, &row.path), row)))
    }
}

/// Two tables may stand under one heading; rows are told apart by annex and path.
fn own_names(annexes: &mut [Annex]) {
    for at in 0..annexes.len() {
        let (before, rest) = annexes.split_at_mut(at);
        let taken = |name: &str| before.iter().any(|annex| annex.name == name);
        let Some(annex) = rest.first_mut() else {
            return;
        };
        if annex.name.is_empty() {
            "Phụ lục".clone_into(&mut annex.name);
        }
        if taken(&annex.name) {
            let free = (2..).map(|number| format!("{} ({number})", annex.name));
            annex.name = free
                .into_iter()
                .find(|name| !taken(name))
                .expect("numbers do not end");
        }
    }
}

/// What was chosen, by row.
fn choices(decisions: &Decisions, noticed: &[Noticed]) -> BTreeMap<RowKey, Vec<Choice>> {
    let mut out: BTreeMap<RowKey, Vec<Choice>> = BTreeMap::new();
    for one in noticed {
        let Some(row) = &one.row else { continue };
        let settlement = decisions.findings.get(&one.key);
        if let Some(choice) = settlement.and_then(|settlement| Choice::parse(&settlement.choice)) {
            out.entry(row.clone()).or_default().push(choice);
        }
    }
    out
}

/// The row with its damaged cells repaired.
pub(super) fn repaired(row: &Row) -> Row {
    let mut row = row.clone();
    for (field, text) in std::mem::take(&mut row.corrected) {
        put(&mut row, field, &text);
    }
    row
}

fn change(
    row: &mut Row,
    fields: &BTreeMap<String, String>,
    (year, plan_date): (i16, Option<Date>),
) {
    for (name, text) in fields {
        if let Some(field) = field_named(name) {
            row.corrected.retain(|(corrected, _)| *corrected != field);
            put(row, field, text);
        }
    }
    reading::plan::read_again(row, year, plan_date);
}

fn settle(
    row: &mut Row,
    choice: &Choice,
    key: &RowKey,
    due: &mut BTreeMap<RowKey, Date>,
    chosen: &mut BTreeMap<RowKey, String>,
) {
    match choice {
        Choice::Keep | Choice::Repaired | Choice::Original => {}
        Choice::Points(points) => row.max_points = Some(points.clone()),
        Choice::Due(day) => {
            due.insert(key.clone(), *day);
        }
        Choice::Reading(name) => {
            let Some(reading) = &mut row.rule else { return };
            chosen.insert(key.clone(), name.clone());
            if reading.taken == Some(name.as_str()) {
                return;
            }
            let Some(at) = reading.others.iter().position(|other| other.name == name) else {
                return;
            };
            let before = reading.rule.take().zip(reading.taken);
            let other = &mut reading.others[at];
            (reading.rule, reading.taken) = (Some(other.rule.clone()), Some(other.name));
            // What was taken before is from now on one of the others.
            if let Some((rule, name)) = before {
                *other = NamedReading { name, rule };
            }
        }
    }
}

/// A cell as text, lists joined.
pub fn cell(row: &Row, field: Field) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    match field {
        Field::Code => text(&row.code),
        Field::Title => text(&row.title),
        Field::MaxPoints => row
            .max_points
            .as_ref()
            .map(Exact::to_string)
            .unwrap_or_default(),
        Field::RuleText => row
            .rule_lines
            .clone()
            .or_else(|| row.rule_text.clone())
            .unwrap_or_default(),
        Field::EvidenceText => text(&row.evidence_text),
        Field::SourceText => text(&row.source_text),
        Field::Lead => row.lead.join("; "),
        Field::Supporting => row.supporting.join("; "),
        Field::DeadlineText => text(&row.deadline_text),
        Field::Measure => text(&row.measure),
        Field::TargetText => text(&row.target_text),
        Field::Note => text(&row.note),
    }
}

/// Puts a text into a field; an empty one empties it.
fn put(row: &mut Row, field: Field, typed: &str) {
    let folded = squash(typed);
    let value = (!folded.is_empty()).then(|| folded.clone());
    let list = || {
        let parts = typed.split([';', '\n']).map(squash);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>()
    };
    match field {
        Field::Code => row.code = value,
        Field::Title => row.title = value,
        Field::MaxPoints => row.max_points = points(&folded),
        Field::RuleText => {
            row.rule_lines = value.is_some().then(|| typed.trim().to_owned());
            row.rule_text = value;
        }
        Field::EvidenceText => row.evidence_text = value,
        Field::SourceText => row.source_text = value,
        Field::Lead => row.lead = list(),
        Field::Supporting => row.supporting = list(),
        Field::DeadlineText => row.deadline_text = value,
        Field::Measure => row.measure = value,
        Field::TargetText => row.target_text = value,
        Field::Note => row.note = value,
    }
}

/// «12,5» or «12.5»; nothing for anything else.
pub(super) fn points(text: &str) -> Option<Exact> {
    text.parse().ok().or_else(|| reading::text::decimal(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_cell_is_read_again() {
        let mut row = Row {
            title: Some("Tỷ lệ hồ sơ".to_owned()),
            max_points: Some(Exact::whole(10)),
            ..Row::default()
        };
        let fields = [
            ("rule_text", "Tỷ lệ × 10đ"),
            ("deadline_text", "trước 15/10/2026"),
            ("lead", "Công an; Văn phòng"),
        ];
        let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned()));
        change(&mut row, &BTreeMap::from(fields), (2026, None));
        assert!(row.rule.is_some_and(|rule| rule.rule.is_some()));
        let due = row.deadline.unwrap().due;
        assert_eq!(due, ["2026-10-14".parse::<Date>().unwrap()]);
        assert_eq!(row.lead, ["Công an", "Văn phòng"]);
    }

    #[test]
    fn two_tables_under_one_heading_get_names_of_their_own() {
        let annex = |name: &str| Annex {
            name: name.to_owned(),
            ..Annex::default()
        };
        let mut annexes = ["Phụ lục", "Phụ lục", "", "Phụ lục II"].map(annex);
        own_names(&mut annexes);
        let names = annexes.map(|annex| annex.name);
        assert_eq!(
            names,
            ["Phụ lục", "Phụ lục (2)", "Phụ lục (3)", "Phụ lục II"]
        );
    }
}
