//! The tables of `docs/scoring/*.md` are tests: each sentence is read, each row is computed.
//!
//! The form is that of the pages: a fenced sentence, a list with «tên», «điểm tối đa», «đọc», and
//! a table whose header names figures in code marks and whose last column is «điểm».

use std::fs;
use std::path::PathBuf;

use domain::rule::Certainty;
use reading::rule::{RuleText, read};
use reading::text::decimal;
use scoring::rule::Outcome;
use scoring::{Exact, Figures};

/// One sentence with its rows.
#[derive(Default)]
struct Case {
    text: String,
    title: Option<String>,
    max: Option<Exact>,
    certainty: String,
    keys: Vec<String>,
    /// Cells and the line they stand on.
    rows: Vec<(usize, Vec<String>)>,
    line: usize,
}

fn pages() -> Vec<(String, String)> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scoring"));
    let mut pages: Vec<(String, String)> = fs::read_dir(folder)
        .expect("docs/scoring is part of the project")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .filter(|path| path.file_name().is_some_and(|name| name != "README.md"))
        .map(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(path).expect("a page can be read"))
        })
        .collect();
    pages.sort();
    pages
}

fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut fenced = false;
    for (index, line) in page.lines().enumerate() {
        if line == "```quy-tac" {
            cases.push(Case {
                line: index + 1,
                ..Case::default()
            });
            fenced = true;
            continue;
        }
        let Some(case) = cases.last_mut() else {
            continue;
        };
        if line == "```" {
            fenced = false;
        } else if fenced {
            case.text.push_str(line);
            case.text.push('\n');
        } else {
            case.take(index + 1, line);
        }
    }
    cases
}

impl Case {
    fn take(&mut self, number: usize, line: &str) {
        if let Some(title) = line.strip_prefix("- tên: ") {
            self.title = Some(title.to_owned());
        } else if let Some(max) = line.strip_prefix("- điểm tối đa: ") {
            self.max = Some(decimal(max).expect("điểm tối đa là số"));
        } else if let Some(certainty) = line.strip_prefix("- đọc: ") {
            certainty.clone_into(&mut self.certainty);
        } else if let Some(row) = line.strip_prefix('|') {
            let cells = row.trim_end().trim_end_matches('|').split('|');
            let cells: Vec<String> = cells.map(|cell| cell.trim().to_owned()).collect();
            match () {
                () if self.keys.is_empty() => {
                    self.keys = cells
                        .iter()
                        .map(|cell| cell.trim_matches('`').to_owned())
                        .collect();
                }
                () if cells.iter().all(|cell| cell.starts_with("---")) => {}
                () => self.rows.push((number, cells)),
            }
        }
    }

    /// What is wrong with it, with the line.
    fn faults(&self) -> Vec<String> {
        let text = RuleText {
            text: &self.text,
            max: self.max.as_ref(),
            title: self.title.as_deref(),
        };
        let reading = read(text);
        let certainty = match reading.certainty {
            Certainty::Certain => "certain",
            Certainty::Assumed => "assumed",
            Certainty::Unread => "unread",
        };
        let mut faults = Vec::new();
        if certainty != self.certainty {
            faults.push(format!(
                "{}: đọc {certainty}, not {}",
                self.line, self.certainty
            ));
        }
        for (line, cells) in &self.rows {
            let points = reading
                .rule
                .as_ref()
                .filter(|_| certainty != "unread")
                .map(|rule| {
                    let known = figures(&self.keys, cells);
                    rule.outcome(reading.max.as_ref(), &known)
                });
            let computed = match points {
                Some(Outcome::Scored(points)) => Some(points),
                _ => None,
            };
            let stated = cells.last().expect("a row has cells");
            let expected = (stated != "—").then(|| number(stated));
            if computed != expected {
                faults.push(format!("{line}: {computed:?}, not {stated}"));
            }
        }
        faults
    }
}

fn figures(keys: &[String], cells: &[String]) -> Figures {
    assert_eq!(keys.len(), cells.len(), "{cells:?}");
    let mut known = Figures::default();
    for (key, cell) in keys.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        match key.as_str() {
            "điểm" => {}
            "applicable" => known.applicable = truth(cell),
            "yes" => known.yes = truth(cell),
            "option" => known.option = cell.parse().ok(),
            "parts" => known.parts = Some(cell.split(';').map(|cell| truth(cell.trim())).collect()),
            "children" => known.children = Some(cell.split(';').map(known_number).collect()),
            "ratio" => known.ratio = Some(number(cell)),
            "num" => known.num = Some(number(cell)),
            "den" => known.den = Some(number(cell)),
            "value" => known.value = Some(number(cell)),
            "cohort_min" => known.cohort_min = Some(number(cell)),
            "cohort_max" => known.cohort_max = Some(number(cell)),
            "target" => known.target = Some(number(cell)),
            "days_late" => known.days_late = Some(number(cell)),
            "previous" => known.previous = Some(number(cell)),
            letter => drop(known.named.insert(letter.to_owned(), number(cell))),
        }
    }
    known
}

fn truth(cell: &str) -> Option<bool> {
    match cell {
        "có" => Some(true),
        "không" => Some(false),
        "?" => None,
        other => panic!("«{other}» is neither có nor không"),
    }
}

fn known_number(cell: &str) -> Option<Exact> {
    let cell = cell.trim();
    (cell != "?").then(|| number(cell))
}

/// `4,3`, `55/6`, `43 %`, `-1,5`, `50.000.000`.
fn number(cell: &str) -> Exact {
    if let Some(percent) = cell.strip_suffix('%') {
        return number(percent.trim()) / Exact::whole(100);
    }
    if let Some(positive) = cell.strip_prefix('-') {
        return -number(positive);
    }
    if cell.contains('/') {
        return cell.parse().expect("a fraction");
    }
    decimal(cell).unwrap_or_else(|| panic!("«{cell}» is no number"))
}

#[test]
fn the_pages_about_scoring_are_true() {
    let mut faults = Vec::new();
    for (name, page) in pages() {
        let cases = cases(&page);
        assert!(!cases.is_empty(), "{name} has no case");
        for case in cases {
            assert!(
                case.certainty == "unread" || !case.rows.is_empty(),
                "{name}:{}",
                case.line
            );
            faults.extend(
                case.faults()
                    .into_iter()
                    .map(|fault| format!("{name}:{fault}")),
            );
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_page_is_listed_in_the_first() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scoring/README.md");
    let first = fs::read_to_string(folder).expect("the first page");
    for (name, _) in pages() {
        assert!(first.contains(&format!("({name})")), "{name}");
    }
}
