//! Glyphs to runs: pieces of a line without a space or a gap in them. Marks drawn apart from their
//! letter are put back on it in the order of drawing, which is surer than their places.

use super::geometry::{Bounds, Turn};
use super::ink::{Glyph, Ink};
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A piece of a line without spaces in it.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// NFC.
    pub(super) text: String,
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// Baseline.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
    /// A space was drawn before it.
    pub(super) spaced: bool,
    /// A space was drawn after it.
    pub(super) trailed: bool,
    /// Index of the font.
    pub(super) font: u32,
}

impl Run {
    /// The middle of its small letters.
    pub(super) fn centre(&self) -> (f64, f64) {
        (f64::midpoint(self.x0, self.x1), self.y - self.size * 0.3)
    }
}

/// A gap within a word, in parts of the text size.
const WITHIN: f64 = 0.12;

/// All runs of a page.
pub(super) fn of(ink: &Ink) -> Vec<Run> {
    let mut runs = Vec::new();
    for turn in [Turn::None, Turn::Down, Turn::Over, Turn::Up] {
        let done = joined(letters(ink, turn));
        runs.extend(if turn == Turn::None {
            done
        } else {
            laid_back(done, turn, ink.size)
        });
    }
    runs
}

/// A glyph with the marks that belong on it.
#[derive(Debug)]
struct Letter<'i> {
    text: &'i str,
    marks: String,
    x0: f64,
    x1: f64,
    y: f64,
    glyph: &'i Glyph,
}

/// The glyphs of one direction, marks put on their letters in the order of drawing.
fn letters(ink: &Ink, turn: Turn) -> Vec<Letter<'_>> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut waiting: Option<(char, f64)> = None;
    for glyph in ink.glyphs.iter().filter(|glyph| glyph.turn == turn) {
        let text = ink.glyph_text(glyph);
        if text.is_empty() {
            continue;
        }
        let from = turn.upright(glyph.from, ink.size);
        let to = turn.upright(glyph.to, ink.size);
        let (x0, x1) = (from.0.min(to.0), from.0.max(to.0));
        let mut letter = Letter {
            text,
            marks: String::new(),
            x0,
            x1,
            y: from.1,
            glyph,
        };
        let Some((mark, zero_width)) = mark(text) else {
            if let Some((mark, middle)) = waiting.take()
                && middle > x0 - glyph.size * 0.1
                && middle < x1 + glyph.size * 0.1
            {
                letter.marks.push(mark);
            }
            letters.push(letter);
            continue;
        };
        let middle = if zero_width {
            x0
        } else {
            f64::midpoint(x0, x1)
        };
        match letters.last_mut() {
            Some(last) if stands_over(last, &letter, middle, zero_width) => last.marks.push(mark),
            _ if zero_width || !text.is_ascii() => waiting = Some((mark, middle)),
            _ => letters.push(letter),
        }
    }
    letters
}

/// Whether a mark belongs on the letter drawn before it.
fn stands_over(base: &Letter, mark: &Letter, middle: f64, zero_width: bool) -> bool {
    let slack = mark.glyph.size * if zero_width { 0.3 } else { -0.02 };
    base.text.chars().all(char::is_alphabetic)
        && middle > base.x0 - mark.glyph.size * 0.1
        && middle < base.x1 + slack
        && (base.y - mark.y).abs() < mark.glyph.size * 0.6
}

/// Letters to runs: by baseline, then from left to right. The order of drawing is no help, for
/// letters that a font lacks are drawn after the line, in another font.
fn joined(mut letters: Vec<Letter>) -> Vec<Run> {
    letters.sort_by(|one, other| one.y.total_cmp(&other.y));
    let mut runs = Vec::new();
    let mut rest = letters.as_mut_slice();
    while let Some(first) = rest.first() {
        let reach = first.y + (first.glyph.size * 0.08).min(0.8);
        let (row, after) = rest.split_at_mut(rest.partition_point(|letter| letter.y <= reach));
        row.sort_by(|one, other| one.x0.total_cmp(&other.x0));
        row_runs(row, &mut runs);
        rest = after;
    }
    runs
}

fn row_runs(row: &[Letter], runs: &mut Vec<Run>) {
    let mut open: Option<Run> = None;
    let mut spaced = false;
    for letter in row {
        if letter.text.trim().is_empty() {
            spaced = true;
            if let Some(run) = &mut open {
                run.trailed |= (letter.x0 - run.x1).abs() < run.size * 0.5;
            }
            continue;
        }
        match &mut open {
            Some(run) if !spaced && joins(run, letter) => {
                run.text.push_str(letter.text);
                run.x1 = run.x1.max(letter.x1);
                run.bold &= letter.glyph.bold;
            }
            _ => {
                runs.extend(open.take().map(composed));
                open = Some(Run {
                    text: letter.text.to_owned(),
                    x0: letter.x0,
                    x1: letter.x1,
                    y: letter.y,
                    size: letter.glyph.size,
                    bold: letter.glyph.bold,
                    spaced,
                    trailed: false,
                    font: letter.glyph.font,
                });
            }
        }
        spaced = false;
        if let Some(run) = &mut open {
            run.text.push_str(&letter.marks);
        }
    }
    runs.extend(open.map(composed));
}

fn composed(mut run: Run) -> Run {
    if !run.text.is_ascii() && !is_nfc(&run.text) {
        run.text = run.text.nfc().collect();
    }
    run
}

fn joins(open: &Run, next: &Letter) -> bool {
    let gap = next.x0 - open.x1;
    (open.size - next.glyph.size).abs() < open.size * 0.15
        && gap < open.size * WITHIN
        && gap > -open.size * 0.3
}

/// The combining mark that a glyph is, and whether it takes no room of its own.
fn mark(text: &str) -> Option<(char, bool)> {
    let mut characters = text.chars();
    let (Some(only), None) = (characters.next(), characters.next()) else {
        return None;
    };
    if canonical_combining_class(only) != 0 {
        return Some((only, true));
    }
    let combining = match only {
        '´' | 'ˊ' => '\u{301}',
        '`' | 'ˋ' => '\u{300}',
        'ˆ' => '\u{302}',
        '˜' => '\u{303}',
        '˘' => '\u{306}',
        '\u{2C0}' => '\u{309}',
        '¨' => '\u{308}',
        _ => return None,
    };
    Some((combining, false))
}

/// Joins turned runs to lines along their own direction and gives each line's place on the page.
fn laid_back(runs: Vec<Run>, turn: Turn, size: (f64, f64)) -> Vec<Run> {
    let mut lines: Vec<Run> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some(line)
                if (line.y - run.y).abs() < run.size * 0.3
                    && run.x0 - line.x1 < run.size
                    && run.x0 >= line.x1 - run.size * 0.3 =>
            {
                if run.spaced || run.x0 - line.x1 > run.size * 0.2 {
                    line.text.push(' ');
                }
                line.text.push_str(&run.text);
                line.x1 = run.x1;
            }
            _ => lines.push(run),
        }
    }
    lines
        .into_iter()
        .map(|line| page_place(line, turn, size))
        .collect()
}

fn page_place(mut line: Run, turn: Turn, (width, height): (f64, f64)) -> Run {
    let back = |(x, y): (f64, f64)| match turn {
        Turn::None => (x, y),
        Turn::Down => (width - y, x),
        Turn::Over => (width - x, height - y),
        Turn::Up => (y, height - x),
    };
    let around = Bounds::around(
        back((line.x0, line.y - line.size * 0.7)),
        back((line.x1, line.y)),
    );
    line.x0 = around.x0;
    line.x1 = around.x1;
    line.y = f64::midpoint(around.y0, around.y1) + line.size * 0.3;
    line.spaced = true;
    line
}
