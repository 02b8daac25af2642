//! Charts as SVG, drawn on the server: the same in a page, in a PDF and on paper.
//!
//! Each is a pure function of a small struct of values and labels and gives a [`Chart`]: the
//! drawing, a sentence that says the same, and the table of what is drawn, so that nobody needs
//! the picture. Series differ by shape and hatching as well as by colour; colours are in
//! the stylesheet of all pages, under `.chart`. What the values mean and where they come from is decided elsewhere.

mod heat_map;
mod legend;
mod pillar_bars;
mod radar;
mod rank_band;
mod rule_curve;
mod scale;
mod spark;
mod svg;
mod text;
mod timeline;
mod turn;
mod waterfall;

pub use heat_map::{HeatCell, HeatMap, HeatRow};
pub use pillar_bars::{PillarBar, PillarBars};
pub use radar::{Radar, RadarSeries};
pub use rank_band::RankBand;
pub use rule_curve::{CurveMeasure, RuleCurve};
pub use spark::Spark;
pub use timeline::{DueMark, DueState, Timeline};
pub use waterfall::{Loss, Waterfall};

use scoring::Exact;

use crate::vi::number;

/// Decimals of points and percents shown in a drawing.
const DIGITS: u32 = 2;

/// Rows that one drawing holds; all of them are in the table.
const ROWS_DRAWN_MAX: usize = 400;

/// How one drawing differs from others on the page.
#[derive(Clone, Debug)]
pub struct Caption {
    /// Begins the ids inside the drawing; different for each drawing of a page.
    pub prefix: String,
    /// What is shown, in Vietnamese.
    pub title: String,
}

/// A drawing, and the same without seeing it.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The `<svg>` element, to be put into a page as it is.
    pub svg: String,
    /// What it shows, in a Vietnamese sentence, unescaped.
    pub summary: String,
    /// All that it shows, unescaped.
    pub table: Table,
}

/// Rows under a head, as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Names of columns.
    pub head: Vec<String>,
    /// Cells, as many in each row as in the head.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    fn new(head: &[&str]) -> Table {
        Table {
            head: head.iter().map(|name| (*name).to_owned()).collect(),
            rows: Vec::new(),
        }
    }
}

fn points(value: &Exact) -> String {
    number::points(value, DIGITS)
}

/// A dash where there is no value: nothing known is not zero.
fn points_or_dash(value: Option<&Exact>) -> String {
    value.map_or_else(|| "–".to_owned(), points)
}

/// What of a long list is drawn, said in the summary.
fn cut_note(all: usize) -> String {
    if all <= ROWS_DRAWN_MAX {
        return String::new();
    }
    format!(" Hình chỉ vẽ {ROWS_DRAWN_MAX} dòng đầu; bảng có đủ {all} dòng.")
}

#[cfg(test)]
mod tests;
