//! Tables: rows that stay whole where they can, a header on each page, groups with what they head.

use super::flow::{Flow, Looks, count, line_height};
use super::font::Face;
use super::lines::{Line, Setting, lines};
use super::page::Mark;
use crate::paper::{Align, Cell, Row, Table};

/// From the ruled line to the text.
const PAD: f32 = 3.0;
const RULE: f32 = 0.5;

/// A row with its cells broken into lines.
struct Set {
    cells: Vec<SetCell>,
    height: f32,
    strong: bool,
}

struct SetCell {
    x: f32,
    width: f32,
    lines: Vec<Line>,
    looks: Looks,
}

/// Puts a table under what stands already.
pub(super) fn put(flow: &mut Flow, table: &Table, size: f32) {
    if table.columns.is_empty() {
        return;
    }
    let shape = Shape::of(flow, table, size);
    let heading = Row {
        cells: table
            .columns
            .iter()
            .map(|column| Cell::new(column.heading.clone()))
            .collect(),
        strong: true,
    };
    let header = shape.set(&heading, true);
    let rows: Vec<Set> = table.rows.iter().map(|row| shape.set(row, false)).collect();
    let first = rows.first().map_or(0.0, |row| row.height);
    if flow.room() < header.height + first.min(flow.whole_page() / 2.0) {
        flow.turn();
    }
    shape.draw(flow, &header);
    for (at, row) in rows.iter().enumerate() {
        let next = rows.get(at + 1).filter(|_| row.strong);
        let wanted = row.height + next.map_or(0.0, |next| next.height);
        let page = flow.whole_page() - header.height;
        if wanted > flow.room() && (wanted <= page || flow.room() < page / 2.0) {
            flow.turn();
            shape.draw(flow, &header);
        }
        shape.draw_in_pieces(flow, row, &header);
    }
}

struct Shape<'a> {
    table: &'a Table,
    /// Left edges of the columns and the right edge of the last.
    edges: Vec<f32>,
    size: f32,
}

impl Shape<'_> {
    fn of<'a>(flow: &Flow, table: &'a Table, size: f32) -> Shape<'a> {
        let share = |share: u32| count(usize::try_from(share.max(1)).unwrap_or(1));
        let shares: f32 = table.columns.iter().map(|column| share(column.share)).sum();
        let mut x = flow.left();
        let mut edges = vec![x];
        for column in &table.columns {
            x += flow.width() * share(column.share) / shares;
            edges.push(x);
        }
        Shape { table, edges, size }
    }

    fn set(&self, row: &Row, is_header: bool) -> Set {
        let columns = self.table.columns.len();
        let mut at = 0;
        let mut cells = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            let span = usize::from(cell.span.max(1)).min(columns - at);
            if span == 0 {
                break;
            }
            let align = match (is_header, span) {
                (true, _) => Align::Centre,
                (false, 1) => self.table.columns[at].align,
                (false, _) => Align::Left,
            };
            let looks = Looks {
                align,
                size: self.size,
                face: Face::of(row.strong, false),
                ..Looks::default()
            };
            let (x, width) = (self.edges[at], self.edges[at + span] - self.edges[at]);
            let setting = Setting {
                face: looks.face,
                size: looks.size,
                width: width - 2.0 * PAD,
                indent: 0.0,
            };
            cells.push(SetCell {
                x,
                width,
                lines: lines(&cell.text, setting),
                looks,
            });
            at += span;
        }
        let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
        Set {
            height: self.height(most),
            cells,
            strong: row.strong && !is_header,
        }
    }

    fn height(&self, lines: usize) -> f32 {
        let looks = Looks {
            size: self.size,
            ..Looks::default()
        };
        count(lines) * line_height(looks) + 2.0 * PAD
    }

    /// A row higher than a page goes on where the next page begins.
    fn draw_in_pieces(&self, flow: &mut Flow, row: &Set, header: &Set) {
        if row.height <= flow.room() {
            self.draw(flow, row);
            return;
        }
        let most = row
            .cells
            .iter()
            .map(|cell| cell.lines.len())
            .max()
            .unwrap_or(0);
        let mut from = 0;
        while from < most {
            let mut fits = 0;
            while from + fits < most && self.height(fits + 1) <= flow.room() {
                fits += 1;
            }
            if fits == 0 && flow.room() < flow.whole_page() - header.height {
                flow.turn();
                self.draw(flow, header);
                continue;
            }
            let to = (from + fits.max(1)).min(most);
            let piece = Set {
                cells: row.cells.iter().map(|cell| cell.piece(from, to)).collect(),
                height: self.height(to - from),
                strong: row.strong,
            };
            self.draw(flow, &piece);
            from = to;
        }
    }

    fn draw(&self, flow: &mut Flow, row: &Set) {
        let (top, bottom) = (flow.y, flow.y + row.height);
        for cell in &row.cells {
            let height = line_height(cell.looks);
            let free = row.height - 2.0 * PAD - count(cell.lines.len()) * height;
            let mut y = top + PAD + free / 2.0;
            for line in &cell.lines {
                flow.line(line, (cell.x + PAD, y, cell.width - 2.0 * PAD), cell.looks);
                y += height;
            }
            upright(flow, cell.x, (top, bottom));
        }
        let (left, right) = (flow.left(), self.edges.last().copied().unwrap_or(0.0));
        upright(flow, right, (top, bottom));
        for y in [top, bottom] {
            flow.put(Mark::Rule {
                from: (left, y),
                to: (right, y),
                width: RULE,
            });
        }
        flow.y = bottom;
    }
}

impl SetCell {
    /// Lines from one to another.
    fn piece(&self, from: usize, to: usize) -> SetCell {
        let end = to.min(self.lines.len());
        SetCell {
            x: self.x,
            width: self.width,
            lines: self.lines[from.min(end)..end].to_vec(),
            looks: self.looks,
        }
    }
}

fn upright(flow: &mut Flow, x: f32, (top, bottom): (f32, f32)) {
    flow.put(Mark::Rule {
        from: (x, top),
        to: (x, bottom),
        width: RULE,
    });
}
