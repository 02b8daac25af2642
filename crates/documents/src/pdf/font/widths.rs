//! How far each glyph moves the pen, in thousandths of the text size.

use crate::limits::PDF_FONT_ENTRIES_MAX;
use hayro_syntax::object::{Array, Dict, Object};

/// Widths of the printable ASCII characters of Helvetica (Adobe's metrics).
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Widths of the printable ASCII characters of Times (Adobe's metrics).
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// Widths of one font.
#[derive(Clone, Debug)]
pub(super) struct Widths {
    /// Runs of widths: the first code and what follows it.
    runs: Vec<(u32, Vec<f32>)>,
    otherwise: f32,
}

impl Widths {
    /// Widths of a simple font: `/Widths`, or the metrics of the standard font its name suggests.
    pub(super) fn simple(font: &Dict, name: &str) -> Widths {
        let first = font.get::<u32>("FirstChar").unwrap_or(0);
        let missing = font
            .get::<Dict>("FontDescriptor")
            .and_then(|dict| dict.get::<f32>("MissingWidth"));
        let listed: Option<Vec<f32>> = font
            .get::<Array>("Widths")
            .map(|array| numbers(&array))
            .filter(|all| !all.is_empty());
        match listed {
            Some(widths) => Widths {
                runs: vec![(first, widths)],
                otherwise: missing.unwrap_or(0.0),
            },
            None => Widths::standard(name),
        }
    }

    fn standard(name: &str) -> Widths {
        let table = if name.contains("Courier") {
            [600; 95]
        } else if name.contains("Times") || name.contains("Serif") {
            TIMES
        } else {
            HELVETICA
        };
        Widths {
            runs: vec![(32, table.iter().copied().map(f32::from).collect())],
            otherwise: 500.0,
        }
    }

    /// Widths of a composite font's descendant: `/W` and `/DW`.
    pub(super) fn composite(font: &Dict) -> Widths {
        let mut runs = Vec::new();
        let mut pending: Vec<f32> = Vec::new();
        let entries = font.get::<Array>("W");
        for entry in entries
            .iter()
            .flat_map(Array::iter::<Object>)
            .take(PDF_FONT_ENTRIES_MAX)
        {
            match entry {
                Object::Number(number) => pending.push(number.as_f32()),
                Object::Array(list) => {
                    runs.extend(pending.pop().map(|first| (code(first), numbers(&list))));
                    pending.clear();
                }
                _ => {}
            }
            if let [first, last, width] = pending[..] {
                let count =
                    (code(last).saturating_sub(code(first)) as usize + 1).min(PDF_FONT_ENTRIES_MAX);
                runs.push((code(first), vec![width; count]));
                pending.clear();
            }
        }
        runs.sort_by_key(|run| run.0);
        Widths {
            runs,
            otherwise: font.get::<f32>("DW").unwrap_or(1000.0),
        }
    }

    /// The width of a code (or CID), in thousandths.
    pub(super) fn of(&self, code: u32) -> f64 {
        let after = self.runs.partition_point(|run| run.0 <= code);
        let width = after
            .checked_sub(1)
            .map(|at| &self.runs[at])
            .and_then(|(first, widths)| widths.get((code - first) as usize))
            .unwrap_or(&self.otherwise);
        f64::from(*width)
    }
}

fn numbers(array: &Array) -> Vec<f32> {
    array
        .iter::<Object>()
        .take(PDF_FONT_ENTRIES_MAX)
        .map(|object| object.into_number().map_or(0.0, |number| number.as_f32()))
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates, as meant"
)]
fn code(number: f32) -> u32 {
    number as u32
}
