//! Paragraphs under each other, page after page.

use super::font::Face;
use super::lines::{Line, Setting, lines};
use super::page::{Mark, Page};
use crate::layout::{Layout, PAGE};
use crate::paper::Align;

/// The height of a line of text, for each point of its size.
pub(super) const LINE: f32 = 1.2;
/// From the top of a line to its base line, for each point of size.
const BASE: f32 = 0.92;

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Looks {
    pub(super) align: Align,
    pub(super) justified: bool,
    pub(super) size: f32,
    pub(super) face: Face,
    pub(super) before: f32,
    pub(super) after: f32,
    pub(super) indent: f32,
    /// Lines further apart than usual: 1.1.
    pub(super) apart: f32,
    /// Stays on the page of what follows.
    pub(super) keep_next: bool,
}

/// Pages in the making.
pub(super) struct Flow {
    pub(super) pages: Vec<Page>,
    /// Where the next thing goes.
    pub(super) y: f32,
    layout: Layout,
    lying: bool,
    /// Pages of this section so far.
    count: u32,
}

/// Millimetres in points.
pub(super) fn points(millimetres: u16) -> f32 {
    f32::from(millimetres) * 72.0 / 25.4
}

impl Flow {
    pub(super) fn new(layout: &Layout) -> Flow {
        let mut flow = Flow {
            pages: Vec::new(),
            y: 0.0,
            layout: *layout,
            lying: false,
            count: 0,
        };
        flow.turn();
        flow
    }

    /// A section of its own: pages that stand or lie, counted from one.
    pub(super) fn section(&mut self, lying: bool) {
        self.lying = lying;
        self.count = 0;
        self.turn();
    }

    /// The next page. Its number stands in the middle above, from the second on.
    pub(super) fn turn(&mut self) {
        self.pages.push(Page {
            lying: self.lying,
            marks: Vec::new(),
        });
        self.count += 1;
        self.y = points(self.layout.margins.top);
        if self.count > 1 {
            let (text, size) = (self.count.to_string(), 13.0);
            let middle = self.left() + (self.width() - Face::Regular.width(&text, size)) / 2.0;
            let y = points(self.layout.margins.top) / 2.0 + size;
            self.put(Mark::Text {
                x: middle,
                y,
                size,
                face: Face::Regular,
                text,
                stretch: 0.0,
            });
        }
    }

    pub(super) fn left(&self) -> f32 {
        points(self.layout.margins.left)
    }

    pub(super) fn width(&self) -> f32 {
        points(self.layout.text_width(self.lying))
    }

    /// Where text ends.
    pub(super) fn bottom(&self) -> f32 {
        let height = if self.lying { PAGE.0 } else { PAGE.1 };
        points(height) - points(self.layout.margins.bottom)
    }

    /// What is left of the page.
    pub(super) fn room(&self) -> f32 {
        self.bottom() - self.y
    }

    /// How high text can be on a page that has nothing yet.
    pub(super) fn whole_page(&self) -> f32 {
        self.bottom() - points(self.layout.margins.top)
    }

    pub(super) fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.marks.push(mark);
        }
    }

    /// A paragraph across the page.
    pub(super) fn paragraph(&mut self, text: &str, looks: Looks) {
        let (left, width) = (self.left(), self.width());
        let set = lines(
            text,
            Setting {
                face: looks.face,
                size: looks.size,
                width,
                indent: looks.indent,
            },
        );
        let height = line_height(looks);
        self.y += looks.before;
        // Two lines at least stay together at the foot of a page, and a heading with what follows.
        let together = if looks.keep_next {
            4.0
        } else {
            2.0_f32.min(count(set.len()))
        };
        if self.room() < height * together {
            self.turn();
        }
        for (at, line) in set.iter().enumerate() {
            if self.room() < height {
                self.turn();
            }
            let indent = if at == 0 { looks.indent } else { 0.0 };
            let y = self.y;
            self.line(line, (left + indent, y, width - indent), looks);
            self.y += height;
        }
        self.y += looks.after;
    }

    /// Paragraphs in a column; where they end.
    pub(super) fn column(&mut self, (x, y, width): (f32, f32, f32), all: &[(&str, Looks)]) -> f32 {
        let mut y = y;
        for (text, looks) in all {
            y += looks.before;
            let setting = Setting {
                face: looks.face,
                size: looks.size,
                width,
                indent: 0.0,
            };
            for line in lines(text, setting) {
                self.line(&line, (x, y, width), *looks);
                y += line_height(*looks);
            }
            y += looks.after;
        }
        y
    }

    /// One line at a place of a width.
    pub(super) fn line(&mut self, line: &Line, (x, y, width): (f32, f32, f32), looks: Looks) {
        if line.text.is_empty() {
            return;
        }
        let rest = width - line.width;
        let x = match looks.align {
            _ if looks.justified => x,
            Align::Left => x,
            Align::Centre => x + rest / 2.0,
            Align::Right => x + rest,
        };
        let spaces = line.text.matches(' ').count();
        let stretched = looks.justified && line.goes_on && spaces > 0;
        self.put(Mark::Text {
            x,
            y: y + (line_height(looks) - LINE * looks.size) / 2.0 + BASE * looks.size,
            size: looks.size,
            face: looks.face,
            text: line.text.clone(),
            stretch: if stretched { rest / count(spaces) } else { 0.0 },
        });
    }

    /// A ruled line across, in the middle of a column.
    pub(super) fn rule(&mut self, (x, y, width): (f32, f32, f32), length: f32) {
        let from = x + (width - length) / 2.0;
        self.put(Mark::Rule {
            from: (from, y),
            to: (from + length, y),
            width: 0.75,
        });
    }
}

pub(super) fn line_height(looks: Looks) -> f32 {
    let apart = if looks.apart > 0.0 { looks.apart } else { 1.0 };
    LINE * looks.size * apart
}

/// A count as a length; no page holds more than that.
pub(super) fn count(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
