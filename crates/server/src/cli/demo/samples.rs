//! The samples, inside the binary: written for this project, about made-up places and people.

use domain::plan::{Plan, Row};
use domain::source::Place;

/// A file of the sample plan.
pub(super) struct Sample {
    pub(super) name: &'static str,
    pub(super) bytes: &'static [u8],
}

macro_rules! sample {
    ($name:literal) => {
        Sample {
            name: $name,
            bytes: include_bytes!(concat!("../../../../../samples/son-khe/", $name)),
        }
    };
}

/// The same plan in every format, the text first.
pub(super) const FORMATS: [Sample; 5] = [
    sample!("ke-hoach.txt"),
    sample!("ke-hoach.docx"),
    sample!("ke-hoach.xlsx"),
    sample!("ke-hoach.pdf"),
    sample!("ke-hoach.html"),
];

/// The same plan with the damage and the contradictions that real ones have.
pub(super) const DAMAGED: Sample = sample!("ke-hoach-hong.txt");

/// Figures of four made-up units.
pub(super) const FIGURES: Sample = sample!("so-lieu.csv");

/// Rows of `plan` that `first` has too, in the same place of the same annex. Lines and pages
/// differ from format to format; nothing else may.
pub(super) fn equal_rows(first: &Plan, plan: &Plan) -> usize {
    let annexes = first.annexes.iter().zip(&plan.annexes);
    annexes
        .map(|(left, right)| {
            left.rows
                .iter()
                .zip(&right.rows)
                .filter(|(left, right)| placeless(left) == placeless(right))
                .count()
        })
        .sum()
}

fn placeless(row: &Row) -> Row {
    // The texts are compared, not how the rule reader saw their lines, nor how sure the grid is.
    Row {
        place: Place::default(),
        rule_lines: None,
        confidence: scoring::Exact::ONE,
        rule: None,
        deadline: None,
        ..row.clone()
    }
}
