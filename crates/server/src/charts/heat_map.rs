//! The completeness map: rows by columns, each square filled by how much is in, with a dial on
//! it for how much of that is proven. Two shapes, so that neither needs a colour to be told.

use scoring::Exact;

use super::legend::{self, Sample};
use super::scale::Scale;
use super::svg::{Anchor, Area, At, Path, SMALL, Shape, Svg, Tenths, Words, count, px};
use super::text::{fitted, width, wrapped};
use super::turn::around;
use super::{Caption, Chart, ROWS_DRAWN_MAX, Table, cut_note};
use crate::vi::number;

const NARROW: Tenths = px(360);
const NAMES: Tenths = px(152);
const CELL: Tenths = px(30);
const PITCH: Tenths = px(36);
const DIAL: Tenths = px(8);
const HEAD_ROOM: Tenths = px(112);
/// Columns drawn; all of them are in the table.
const COLUMNS_DRAWN_MAX: usize = 60;

/// One square.
#[derive(Clone, Debug)]
pub struct HeatCell {
    /// Share of what is asked that is in, from zero to one.
    pub filled: Exact,
    /// Share of what is in that is proven, from zero to one.
    pub proven: Exact,
    /// Where it opens.
    pub href: Option<String>,
}

/// One row of squares.
#[derive(Clone, Debug)]
pub struct HeatRow {
    /// A unit, or an officer.
    pub name: String,
    /// For each column its square; absent where nothing is asked.
    pub cells: Vec<Option<HeatCell>>,
}

/// Rows by columns.
#[derive(Clone, Debug)]
pub struct HeatMap {
    /// Names the drawing.
    pub caption: Caption,
    /// Pillars, or indicators.
    pub columns: Vec<String>,
    /// In the order shown.
    pub rows: Vec<HeatRow>,
}

impl HeatMap {
    /// Draws the map. It keeps its size: a page lets it scroll rather than shrink.
    pub fn draw(&self) -> Chart {
        let summary = self.summary();
        let columns = &self.columns[..self.columns.len().min(COLUMNS_DRAWN_MAX)];
        let heads: Vec<String> = columns
            .iter()
            .map(|name| fitted(name, HEAD_ROOM, SMALL))
            .collect();
        let longest = heads
            .iter()
            .map(|head| width(head, SMALL))
            .max()
            .unwrap_or(0);
        // Slanted by half a right angle a word needs seven tenths of its length each way.
        let slant = longest * 71 / 100;
        let middle = |index| NAMES + PITCH * count(index) + CELL / 2 + px(3);
        let reach = heads.iter().enumerate();
        let reach =
            reach.map(|(index, head)| middle(index) + width(head, SMALL) * 71 / 100 + px(6));
        let wide = reach.max().unwrap_or(0).max(NARROW);
        let mut svg = Svg::new(&self.caption);
        let entries = [
            (Sample::Box("series-1"), "Đã nhập"),
            (Sample::Mark(Shape::Disc, "now"), "Đã có minh chứng"),
            (Sample::Box("band"), "Chưa nhập"),
        ];
        let key = legend::draw(&mut svg, (px(4), px(4)), NARROW - px(8), &entries);
        let top = key + px(22) + slant;
        for (index, head) in heads.iter().enumerate() {
            let at = (middle(index), top - px(6));
            svg.slanted(at, Words::new(Anchor::Start, SMALL, ""), head);
        }
        let mut y = top;
        for row in self.rows.iter().take(ROWS_DRAWN_MAX) {
            self.row(&mut svg, y, row);
            y += PITCH;
        }
        Chart {
            svg: svg.finish("drawing wide", (wide, y + px(6)), (&self.caption, &summary)),
            summary,
            table: self.table(),
        }
    }

    fn row(&self, svg: &mut Svg, y: Tenths, row: &HeatRow) {
        let lines = wrapped(&row.name, NAMES - px(16), SMALL, 2);
        let first = y + CELL / 2 + px(4) - px(7) * (count(lines.len()) - 1).max(0);
        svg.lines((px(4), first), Words::new(Anchor::Start, SMALL, ""), &lines);
        // Where nothing is asked: a short stroke, not an empty square.
        let mut nothing = Path::default();
        for (index, column) in self.columns.iter().enumerate().take(COLUMNS_DRAWN_MAX) {
            let at = (NAMES + PITCH * count(index), y);
            match row.cells.get(index).and_then(Option::as_ref) {
                Some(cell) => {
                    let name = format!("{}, {column}: {}", row.name, cell.words());
                    svg.open(&name, cell.href.as_deref());
                    cell.draw(svg, at);
                    svg.close(cell.href.as_deref());
                }
                None => {
                    let (x, y) = (at.0 + CELL / 2, at.1 + CELL / 2);
                    nothing.to('M', (x - px(4), y));
                    nothing.to('L', (x + px(4), y));
                }
            }
        }
        svg.path("axis", &nothing);
    }

    fn cells(&self) -> impl Iterator<Item = &HeatCell> {
        self.rows
            .iter()
            .flat_map(|row| row.cells.iter().take(self.columns.len()).flatten())
    }

    fn summary(&self) -> String {
        let all = self.cells().count();
        if all == 0 {
            return "Chưa có ô nào để vẽ.".to_owned();
        }
        let whole = |share: &Exact| *share >= Exact::ONE;
        let filled = self.cells().filter(|cell| whole(&cell.filled)).count();
        let both = |cell: &&HeatCell| whole(&cell.filled) && whole(&cell.proven);
        let proven = self.cells().filter(both).count();
        let empty = self
            .cells()
            .filter(|cell| cell.filled <= Exact::ZERO)
            .count();
        let mut out = format!(
            "Trong {all} ô có {filled} ô đã nhập đủ, {proven} ô đủ cả minh chứng, {empty} ô chưa nhập."
        );
        out.push_str(&cut_note(self.rows.len()));
        if self.columns.len() > COLUMNS_DRAWN_MAX {
            out.push_str(&format!(" Hình chỉ vẽ {COLUMNS_DRAWN_MAX} cột đầu."));
        }
        out
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["Tên"]);
        table.head.extend(self.columns.iter().cloned());
        for row in &self.rows {
            let cell = |index: usize| match row.cells.get(index).and_then(Option::as_ref) {
                Some(cell) => cell.words(),
                None => "–".to_owned(),
            };
            let mut cells = vec![row.name.clone()];
            cells.extend((0..self.columns.len()).map(cell));
            table.rows.push(cells);
        }
        table
    }
}

impl HeatCell {
    /// «nhập 80 %, minh chứng 50 %»
    fn words(&self) -> String {
        let (filled, proven) = (
            number::percent(&self.filled, 0),
            number::percent(&self.proven, 0),
        );
        format!("nhập {filled}, minh chứng {proven}")
    }

    fn draw(&self, svg: &mut Svg, at: At) {
        let square = Area {
            at,
            size: (CELL, CELL),
        };
        svg.rect("band", square);
        let height = Scale::new((Exact::ZERO, Exact::ONE), (0, CELL)).at(&self.filled);
        if height > 0 {
            let fill = Area {
                at: (at.0, at.1 + CELL - height),
                size: (CELL, height),
            };
            svg.rect("series-1", fill);
            let centre = (at.0 + CELL / 2, at.1 + CELL / 2);
            self.dial(svg, centre);
        }
    }

    /// Filled clockwise in twentieths; anything short of all leaves a gap, anything at all shows.
    fn dial(&self, svg: &mut Svg, centre: At) {
        svg.mark(Shape::Disc, "now hollow thin", centre, DIAL);
        if self.proven >= Exact::ONE {
            svg.mark(Shape::Disc, "now", centre, DIAL - px(2));
            return;
        }
        let parts = Scale::new((Exact::ZERO, Exact::ONE), (0, 20)).at(&self.proven);
        if self.proven <= Exact::ZERO {
            return;
        }
        let mut slice = Path::through(&[centre]);
        for part in 0..=parts.clamp(1, 19) {
            slice.to('L', around(centre, DIAL - px(2), part, 20));
        }
        slice.close();
        svg.path("now", &slice);
    }
}
