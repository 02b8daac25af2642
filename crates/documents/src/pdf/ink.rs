//! What one page shows, as far as a reader of text needs it: glyphs with their places, ruling
//! lines, and how much of the page is picture.

use super::geometry::{Bounds, Turn};

/// A glyph, or a group of glyphs with one text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// Its text: this range of [`Ink::text`].
    pub(super) start: u32,
    pub(super) end: u32,
    /// Where the pen was, and where it went.
    pub(super) from: (f64, f64),
    pub(super) to: (f64, f64),
    /// Text size.
    pub(super) size: f64,
    /// Direction of the baseline.
    pub(super) turn: Turn,
    pub(super) bold: bool,
    /// Index of the font in the file's list.
    pub(super) font: u32,
}

/// A straight, upright ruling line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) horizontal: bool,
    /// y of a horizontal line, x of a vertical one.
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Ink {
    pub(super) size: (f64, f64),
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// The largest share of the page that a picture covers.
    pub(super) picture: f64,
    /// Filled shapes that are no lines: a page of outlined letters has many.
    pub(super) shapes: usize,
    /// Glyphs whose text nobody knows.
    pub(super) unknown: usize,
}

/// Thickest filled shape that is a line.
const THICK: f64 = 3.0;

impl Ink {
    pub(super) fn glyph_text(&self, glyph: &Glyph) -> &str {
        self.text
            .get(glyph.start as usize..glyph.end as usize)
            .unwrap_or_default()
    }

    /// Adds a straight stroke, if it is upright.
    pub(super) fn stroke(&mut self, one: (f64, f64), other: (f64, f64)) {
        let around = Bounds::around(one, other);
        if around.height() <= 0.7 && around.width() > THICK {
            self.rule(
                true,
                f64::midpoint(around.y0, around.y1),
                around.x0,
                around.x1,
            );
        } else if around.width() <= 0.7 && around.height() > THICK {
            self.rule(
                false,
                f64::midpoint(around.x0, around.x1),
                around.y0,
                around.y1,
            );
        }
    }

    /// Adds a filled upright box: a line when it is thin, else a shape.
    pub(super) fn fill(&mut self, shape: Bounds) {
        if shape.height() <= THICK && shape.width() > shape.height() {
            self.rule(true, f64::midpoint(shape.y0, shape.y1), shape.x0, shape.x1);
        } else if shape.width() <= THICK && shape.height() > shape.width() {
            self.rule(false, f64::midpoint(shape.x0, shape.x1), shape.y0, shape.y1);
        } else {
            self.shapes += 1;
        }
    }

    fn rule(&mut self, horizontal: bool, at: f64, from: f64, to: f64) {
        if self.rules.len() < crate::limits::PDF_RULES_MAX {
            self.rules.push(Rule {
                horizontal,
                at,
                from,
                to,
            });
        }
    }

    /// The direction of most of the text.
    fn main_turn(&self) -> Turn {
        let mut counts = [0usize; 4];
        for glyph in &self.glyphs {
            counts[glyph.turn as usize] += 1;
        }
        let turns = [Turn::None, Turn::Down, Turn::Over, Turn::Up];
        turns
            .into_iter()
            .max_by_key(|turn| (counts[*turn as usize], *turn == Turn::None))
            .unwrap_or(Turn::None)
    }

    /// Turns the page so that most of its text runs from left to right.
    pub(super) fn straighten(&mut self) {
        let (turn, size) = (self.main_turn(), self.size);
        if turn == Turn::None {
            return;
        }
        for glyph in &mut self.glyphs {
            glyph.from = turn.upright(glyph.from, size);
            glyph.to = turn.upright(glyph.to, size);
            let (dx, dy) = (glyph.to.0 - glyph.from.0, glyph.to.1 - glyph.from.1);
            glyph.turn = Turn::of(dx, dy).unwrap_or(Turn::None);
        }
        for rule in &mut self.rules {
            let ends = if rule.horizontal {
                [(rule.from, rule.at), (rule.to, rule.at)]
            } else {
                [(rule.at, rule.from), (rule.at, rule.to)]
            };
            let around = Bounds::around(turn.upright(ends[0], size), turn.upright(ends[1], size));
            let horizontal = around.width() >= around.height();
            *rule = if horizontal {
                Rule {
                    horizontal,
                    at: around.y0,
                    from: around.x0,
                    to: around.x1,
                }
            } else {
                Rule {
                    horizontal,
                    at: around.x0,
                    from: around.y0,
                    to: around.y1,
                }
            };
        }
        self.size = turn.size(size);
    }
}
