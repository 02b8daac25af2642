//! One row as pages show it, and a row as it was typed. The grid and the page of an indicator
//! speak of the same fields.

use std::collections::BTreeMap;

use app::figure::{Entry, FigureState, Grid, Outcome, Typed, parts, retyped};
use app::framework::{Ask, EditionLine};
use reading::figure::InputKind;

use crate::vi;
use crate::vi::number::points;

/// One field of a row.
pub(super) struct Field {
    pub(super) key: String,
    /// «Tử số».
    pub(super) name: String,
    /// «Tử số: số cán bộ được tập huấn».
    pub(super) label: String,
    pub(super) measure: String,
    pub(super) value: String,
    pub(super) choices: Vec<Choice>,
    pub(super) is_list: bool,
    pub(super) is_parts: bool,
    /// Provided for the unit, and not the visitor's to change.
    pub(super) locked: bool,
    /// Computed from units below: nobody types it.
    pub(super) rolled: bool,
    /// Somebody says that it is not right and waits for an answer.
    pub(super) disputed: bool,
    /// Codes of other rows that show the same figure.
    pub(super) also: Vec<String>,
}

/// One of several.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

impl Field {
    /// How many parts are met.
    pub(super) fn met(&self) -> usize {
        self.choices
            .iter()
            .filter(|choice| choice.chosen && choice.value != "none")
            .count()
    }

    /// Of how many.
    pub(super) fn parts(&self) -> usize {
        self.choices.len().saturating_sub(1)
    }
}

/// A row.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) version: i32,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) level: usize,
    pub(super) href: String,
    pub(super) fields: Vec<Field>,
    pub(super) source: String,
    pub(super) as_of: String,
    pub(super) state: &'static str,
    pub(super) has_state: bool,
    pub(super) explanation: String,
    pub(super) expected: String,
    pub(super) applicable: bool,
    pub(super) points: String,
    pub(super) max: String,
    pub(super) outcome: &'static str,
    pub(super) evidence: i32,
    pub(super) comments: i64,
    pub(super) editable: bool,
    pub(super) heading: bool,
}

/// States to choose from.
pub(super) fn states() -> Vec<(&'static str, &'static str)> {
    FigureState::ALL
        .into_iter()
        .map(|state| (state.name(), vi::figure::state(state)))
        .collect()
}

impl Row {
    /// Whether all its figures are provided: their source and day are not the visitor's to change.
    pub(super) fn is_provided(&self) -> bool {
        !self.fields.is_empty() && self.fields.iter().all(|field| field.locked)
    }

    /// For a field that can be read but not changed.
    pub(super) fn lock(&self) -> &'static str {
        if self.editable { "" } else { " readonly" }
    }

    pub(super) fn of(grid: &Grid, entry: &Entry, base: &str, editable: bool) -> Row {
        let line = &grid.edition.lines[entry.line];
        let first = entry.first();
        let state = entry.state.unwrap_or_default();
        Row {
            id: entry.id.to_string(),
            version: entry.version,
            code: line.code.clone(),
            title: line.title.clone(),
            level: line.depth + 1,
            href: address(base, &line.code, grid),
            fields: line
                .asks
                .iter()
                .map(|ask| field(grid, line, entry, ask))
                .collect(),
            source: first.map(|value| value.source.clone()).unwrap_or_default(),
            as_of: first.map(|value| day(&value.as_of)).unwrap_or_default(),
            state: state.name(),
            has_state: entry.state.is_some(),
            explanation: entry.explanation.clone().unwrap_or_default(),
            expected: entry
                .expected
                .as_ref()
                .map(reading::words::number::number)
                .unwrap_or_default(),
            applicable: entry.applicable,
            points: entry
                .earned
                .points
                .as_ref()
                .map(|earned| points(earned, 2))
                .unwrap_or_default(),
            max: line
                .max_points
                .as_ref()
                .map(|max| points(max, 2))
                .unwrap_or_default(),
            outcome: vi::figure::outcome(entry.earned.outcome),
            evidence: entry.evidence_count,
            comments: entry.comments,
            editable: editable && !line.asks.is_empty(),
            heading: entry.earned.outcome == Outcome::Heading,
        }
    }

    /// With what was typed in place of what is stored.
    pub(super) fn retype(&mut self, typed: &Typed) {
        for field in &mut self.fields {
            if let Some(text) = typed.inputs.get(&field.key) {
                field.retype(text);
            }
        }
        self.source.clone_from(&typed.source);
        self.as_of.clone_from(&typed.as_of);
        self.explanation.clone_from(&typed.explanation);
        self.expected.clone_from(&typed.expected_points);
        self.applicable = typed.applicable;
        if let Some(state) = FigureState::parse(&typed.state) {
            self.state = state.name();
        }
    }
}

/// The address of an indicator of the unit in the period; the framework is named where there are
/// several.
pub(super) fn address(base: &str, code: &str, grid: &Grid) -> String {
    format!(
        "{base}/chi-so/{}?bo={}",
        app::address::part(code),
        grid.assessment.framework
    )
}

/// `30/09/2026` of a stored day.
pub(super) fn day(stored: &str) -> String {
    stored.parse().map_or_else(
        |_| stored.to_owned(),
        |date: jiff::civil::Date| vi::time::date(&date),
    )
}

fn field(grid: &Grid, line: &EditionLine, entry: &Entry, ask: &Ask) -> Field {
    let stored = entry.value(&ask.key);
    let value = stored.and_then(|value| value.value.as_deref());
    let also = grid.edition.lines_of(&ask.figure);
    let also = also.iter().filter(|at| **at != entry.line);
    Field {
        key: ask.key.clone(),
        name: vi::figure::key(&ask.key),
        label: vi::figure::label(ask),
        measure: ask.measure.clone().unwrap_or_default(),
        value: value
            .map(|value| typed_again(ask.kind, value))
            .unwrap_or_default(),
        choices: choices(line, ask.kind, value),
        is_list: matches!(ask.kind, InputKind::Yes | InputKind::Option { .. }),
        is_parts: matches!(ask.kind, InputKind::Parts { .. }),
        locked: ask.rolled || stored.is_some_and(|value| value.locked) && !grid.provides,
        rolled: ask.rolled,
        disputed: stored.is_some_and(|value| value.disputed),
        also: also
            .map(|at| grid.edition.lines[*at].code.clone())
            .collect(),
    }
}

fn typed_again(kind: InputKind, value: &str) -> String {
    match (kind, value) {
        (InputKind::Yes, "true") => "Có".to_owned(),
        (InputKind::Yes, _) => "Không".to_owned(),
        _ => retyped(kind, value),
    }
}

fn choices(line: &EditionLine, kind: InputKind, value: Option<&str>) -> Vec<Choice> {
    let labels = &line.frozen.labels;
    let named = |at: u32, word: &str| {
        let own = usize::try_from(at).ok().and_then(|at| labels.get(at));
        own.map_or_else(
            || format!("{word} {}", at + 1),
            |own| format!("{}. {own}", at + 1),
        )
    };
    match kind {
        InputKind::Yes => ["Có", "Không"]
            .into_iter()
            .map(|word| Choice {
                value: word.to_owned(),
                label: word.to_owned(),
                chosen: value.is_some_and(|value| (value == "true") == (word == "Có")),
            })
            .collect(),
        InputKind::Option { count } => (0..count)
            .map(|at| Choice {
                value: (at + 1).to_string(),
                label: named(at, "Mức"),
                chosen: value == Some(at.to_string().as_str()),
            })
            .collect(),
        InputKind::Parts { count } => {
            let met = value.map(parts).unwrap_or_default();
            let is_met = |at: u32| {
                usize::try_from(at)
                    .ok()
                    .and_then(|at| met.get(at).copied().flatten())
            };
            let mut all: Vec<Choice> = (0..count)
                .map(|at| Choice {
                    value: at.to_string(),
                    label: named(at, "Nội dung"),
                    chosen: is_met(at) == Some(true),
                })
                .collect();
            let none = value.is_some() && all.iter().all(|choice| !choice.chosen);
            all.push(Choice {
                value: "none".to_owned(),
                label: "Chưa đạt nội dung nào".to_owned(),
                chosen: none,
            });
            all
        }
        _ => Vec::new(),
    }
}

impl Field {
    fn retype(&mut self, text: &str) {
        text.clone_into(&mut self.value);
        if self.is_parts {
            let met: Vec<bool> = text.split(';').map(|part| part == "x").collect();
            let count = self.parts();
            for (at, choice) in self.choices.iter_mut().enumerate() {
                choice.chosen = if at < count {
                    met.get(at).copied().unwrap_or_default()
                } else {
                    !text.is_empty() && !met.contains(&true)
                };
            }
            return;
        }
        for choice in &mut self.choices {
            choice.chosen = choice.value == text;
        }
    }
}

/// A row's form as sent: pairs in order, since parts come several times.
pub(super) struct Sent {
    pub(super) entry: String,
    pub(super) version: i32,
    pub(super) typed: Typed,
    /// Where to go on: `luoi` for the grid, else the indicator's page.
    pub(super) back: String,
}

/// Reads a form. Fields of figures are `k.<key>`; parts are ticked as `k.parts=0`, and how many
/// there are is said by `n.parts`.
pub(super) fn sent(pairs: &[(String, String)]) -> Sent {
    let text = |name: &str| {
        pairs
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    };
    let mut inputs: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in pairs {
        if let Some(key) = name.strip_prefix("n.") {
            inputs.insert(key.to_owned(), ticked(pairs, key, value));
        } else if let Some(key) = name.strip_prefix("k.") {
            inputs
                .entry(key.to_owned())
                .or_insert_with(|| value.clone());
        }
    }
    // Of `k.parts` only the ticked list counts.
    for (name, count) in pairs {
        if let Some(key) = name.strip_prefix("n.") {
            inputs.insert(key.to_owned(), ticked(pairs, key, count));
        }
    }
    Sent {
        entry: text("entry"),
        version: text("version").parse().unwrap_or_default(),
        typed: Typed {
            inputs,
            source: text("source"),
            as_of: text("as_of"),
            state: text("state"),
            explanation: text("explanation"),
            expected_points: text("expected_points"),
            applicable: text("applicable") != "0",
            reason: text("reason"),
        },
        back: text("back"),
    }
}

/// «x;;x» of what was ticked; empty when nothing was, not even «none».
fn ticked(pairs: &[(String, String)], key: &str, count: &str) -> String {
    /// No rule has more parts.
    const PARTS_MAX: usize = 1000;
    let count: usize = count.parse().unwrap_or_default();
    let name = format!("k.{key}");
    let picked: Vec<&str> = pairs
        .iter()
        .filter(|(own, _)| *own == name)
        .map(|(_, value)| value.as_str())
        .collect();
    if picked.is_empty() {
        return String::new();
    }
    (0..count.min(PARTS_MAX))
        .map(|at| {
            if picked.contains(&at.to_string().as_str()) {
                "x"
            } else {
                "không"
            }
        })
        .collect::<Vec<_>>()
        .join(";")
}

impl Field {
    /// As people read it: labels of what is chosen, else the text.
    pub(super) fn said(&self) -> String {
        if self.choices.is_empty() {
            return self.value.clone();
        }
        let chosen = self.choices.iter().filter(|choice| choice.chosen);
        chosen
            .map(|choice| choice.label.as_str())
            .collect::<Vec<_>>()
            .join("; ")
    }
}
