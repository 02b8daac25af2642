//! Lines outside tables to paragraphs. Where two blocks of text stand side by side (the head of an
//! official document; its recipients beside its signature), the left one is read first.

use super::lines::{Line, Seam, append, starts_item, wrap};

/// Blocks side by side are at least this far apart, in parts of the text size.
pub(super) const GUTTER: f64 = 2.2;

/// A paragraph on a page.
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent observations"
)]
#[derive(Clone, Debug)]
pub(super) struct Flowed {
    pub(super) text: String,
    pub(super) centred: bool,
    pub(super) bold: bool,
    /// Its last line is full: it may go on over the page.
    pub(super) open: bool,
    /// Its first line starts at the margin, in small letters: it may have begun before the page.
    pub(super) goes_on: bool,
}

/// The text area of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Frame {
    /// The outermost edges of the lines, or the page's if there are none.
    pub(super) fn of(lines: &[Line], width: f64) -> Frame {
        let left = lines.iter().map(|line| line.x0).fold(f64::MAX, f64::min);
        let right = lines.iter().map(|line| line.x1).fold(f64::MIN, f64::max);
        if left < right {
            Frame { left, right }
        } else {
            Frame {
                left: 0.0,
                right: width,
            }
        }
    }
}

/// Paragraphs of lines (sorted by baseline; pieces of one baseline follow each other).
pub(super) fn paragraphs(lines: &[Line], frame: Frame) -> Vec<Flowed> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let band = band(&lines[at..]);
        if band > 0 {
            let gutter = gutter(&lines[at..at + band]);
            for side in [true, false] {
                let block: Vec<Line> = lines[at..at + band]
                    .iter()
                    .filter(|line| (middle(line) < gutter) == side)
                    .cloned()
                    .collect();
                found.extend(block_paragraphs(&block));
            }
            at += band;
        } else {
            let end = at
                + 1
                + lines[at + 1..]
                    .iter()
                    .enumerate()
                    .take_while(|(ahead, _)| self::band(&lines[at + 1 + ahead..]) == 0)
                    .count();
            found.extend(column(&lines[at..end], frame));
            at = end;
        }
    }
    found
}

fn middle(line: &Line) -> f64 {
    f64::midpoint(line.x0, line.x1)
}

fn same_row(one: &Line, other: &Line) -> bool {
    (one.y - other.y).abs() < one.size.max(other.size) * 0.45
}

/// The first two lines, left one first, if they stand side by side.
fn pair(lines: &[Line]) -> Option<[&Line; 2]> {
    let [one, other, ..] = lines else { return None };
    let (left, right) = if one.x0 <= other.x0 {
        (one, other)
    } else {
        (other, one)
    };
    let size = left.size.max(right.size);
    let beside = (one.y - other.y).abs() < size * 1.2 && right.x0 - left.x1 > size;
    beside.then_some([left, right])
}

/// How many lines from the first on form two blocks side by side; 0 when the first does not begin
/// such a band. A band begins with two pieces on one baseline and ends at a line that crosses the
/// gutter or stands too far below.
fn band(lines: &[Line]) -> usize {
    let Some([first, second]) = pair(lines) else {
        return 0;
    };
    if lines
        .get(2)
        .is_some_and(|third| same_row(&lines[1], third) && same_row(&lines[0], third))
    {
        return 0;
    }
    let (mut low, mut high) = (first.x1, second.x0);
    let mut count = 2;
    let mut last = [first, second];
    for line in &lines[2..] {
        let left = line.x1 < high - line.size * 0.5 && middle(line) < high;
        let right = line.x0 > low + line.size * 0.5 && middle(line) > low;
        let paired = lines
            .get(count + 1)
            .is_some_and(|next| same_row(line, next))
            || same_row(line, last[0])
            || same_row(line, last[1]);
        let side = match (left, right) {
            (true, false) => 0,
            (true, true) if middle(line) < f64::midpoint(low, high) => 0,
            (_, true) => 1,
            (false, false) => break,
        };
        let gap = line.y - last[side].y;
        let reach = if paired || side == 1 { 6.0 } else { 1.9 };
        if gap > line.size * reach {
            break;
        }
        if side == 0 {
            low = low.max(line.x1);
        } else {
            high = high.min(line.x0);
        }
        last[side] = line;
        count += 1;
    }
    count
}

/// The middle of the gap between the two blocks of a band.
fn gutter(band: &[Line]) -> f64 {
    let Some([first, second]) = pair(band) else {
        return 0.0;
    };
    let (mut low, mut high) = (first.x1, second.x0);
    for line in &band[2..] {
        if middle(line) < f64::midpoint(low, high) {
            low = low.max(line.x1.min(high));
        } else {
            high = high.min(line.x0.max(low));
        }
    }
    f64::midpoint(low, high)
}

/// Lines of a block beside another: a line is a paragraph of its own unless it plainly goes on.
fn block_paragraphs(lines: &[Line]) -> Vec<Flowed> {
    let room = lines.iter().map(Line::width).fold(0.0, f64::max);
    let mut found: Vec<Flowed> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &lines[before]);
        let wraps = before.is_some_and(|before| {
            before.width() + before.size * 0.25 + line.head > room
                && line.text.starts_with(char::is_lowercase)
                && line.y - before.y < before.size * 1.8
                && !starts_item(&line.text)
        });
        match found.last_mut() {
            Some(last) if wraps => append(&mut last.text, joint(before, line), &line.text),
            _ => found.push(Flowed {
                open: false,
                goes_on: false,
                ..flowed(line, false)
            }),
        }
    }
    found
}

fn flowed(line: &Line, centred: bool) -> Flowed {
    Flowed {
        text: line.text.clone(),
        centred,
        bold: line.bold,
        open: false,
        goes_on: line.text.starts_with(char::is_lowercase) && !starts_item(&line.text),
    }
}

/// Paragraphs of plain lines, one below the other.
fn column(lines: &[Line], frame: Frame) -> Vec<Flowed> {
    let mut found: Vec<Flowed> = Vec::new();
    let mut centred_before = false;
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &lines[before]);
        let centred = is_centred(line, frame);
        let joins =
            before.is_some_and(|before| goes_on(before, line, frame, centred && centred_before));
        match found.last_mut() {
            Some(last) if joins => {
                append(&mut last.text, joint(before, line), &line.text);
                last.bold &= line.bold;
                last.centred &= centred;
            }
            _ => found.push(flowed(line, centred)),
        }
        if let Some(last) = found.last_mut() {
            last.open = is_full(line, line.size * 2.5, frame) && !ends_sentence(&line.text);
            last.goes_on &= line.x0 - frame.left < line.size || joins;
        }
        centred_before = centred;
    }
    found
}

fn joint(before: Option<&Line>, line: &Line) -> Seam {
    before.map_or(Seam::Wrap, |before| wrap(before, line))
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', ';', ':', '!', '?'])
}

fn is_full(line: &Line, head: f64, frame: Frame) -> bool {
    line.x1 + line.size * 0.25 + head > frame.right - line.size * 0.1
}

/// As far from the left edge as from the right one, and not filling the width.
fn is_centred(line: &Line, frame: Frame) -> bool {
    let (left, right) = (line.x0 - frame.left, frame.right - line.x1);
    left > line.size * 1.5 && (left - right).abs() < line.size * 1.2 + (left + right) * 0.06
}

fn goes_on(before: &Line, line: &Line, frame: Frame, centred: bool) -> bool {
    let near = line.y - before.y < before.size.max(line.size) * 2.3 && line.y > before.y;
    let alike = (before.size - line.size).abs() < before.size * 0.2
        && before.x0 < line.x1
        && line.x0 < before.x1;
    if !near || !alike || starts_item(&line.text) {
        return false;
    }
    if centred && !is_full(before, line.head, frame) {
        let reach = before.width() + before.size * 0.25 + line.head;
        return before.bold == line.bold
            && (line.text.starts_with(char::is_lowercase)
                || (reach > (frame.right - frame.left) * 0.93 && !ends_sentence(&before.text)));
    }
    let indented = line.x0 > before.x0 + line.size * 0.8;
    let hanging = line.x0 < frame.left + line.size * 0.8;
    let small = line.text.starts_with(char::is_lowercase) && before.bold == line.bold;
    is_full(before, line.head, frame) && (!indented || hanging || small)
}
