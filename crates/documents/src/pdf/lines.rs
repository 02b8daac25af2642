//! Runs to lines of text, with spaces where they were drawn or where a gap shows them, and the
//! question that rebuilds paragraphs: did this line end because the next word no longer fitted?

use super::runs::Run;
use unicode_normalization::UnicodeNormalization;

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// Baseline.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
    /// Width of what would have to fit on the line before: the first word, or its part up to a
    /// hyphen or slash.
    pub(super) head: f64,
    /// A space was drawn after it.
    pub(super) trailed: bool,
}

impl Line {
    pub(super) fn width(&self) -> f64 {
        self.x1 - self.x0
    }
}

/// A gap that is a space, in parts of the text size, on pages without drawn spaces and with.
const GAP: f64 = 0.17;
const GAP_WITH_SPACES: f64 = 0.33;

/// How spaces show on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spacing {
    gap: f64,
}

impl Spacing {
    /// Pages that draw their spaces are believed; others show them as gaps.
    pub(super) fn of(runs: &[Run]) -> Spacing {
        let spaced = runs.iter().filter(|run| run.spaced).count();
        let drawn = spaced * 5 > runs.len();
        Spacing {
            gap: if drawn { GAP_WITH_SPACES } else { GAP },
        }
    }

    /// Sorts runs into lines from top to bottom, each split where a gap exceeds `split` (in parts
    /// of the text size).
    pub(super) fn lines(self, mut runs: Vec<Run>, split: f64) -> Vec<Line> {
        runs.sort_by(|one, other| one.y.total_cmp(&other.y));
        let mut lines = Vec::new();
        let mut row: Vec<Run> = Vec::new();
        let mut base: Option<(f64, f64)> = None;
        for run in runs {
            let same = base.is_some_and(|(y, size)| run.y - y < size.max(run.size) * 0.45);
            if !same {
                self.row(std::mem::take(&mut row), split, &mut lines);
                base = None;
            }
            let (y, size) = base.unwrap_or((run.y, run.size));
            base = Some(if run.size > size {
                (run.y, run.size)
            } else {
                (y, size)
            });
            row.push(run);
        }
        self.row(row, split, &mut lines);
        lines
    }

    fn row(self, mut row: Vec<Run>, split: f64, lines: &mut Vec<Line>) {
        row.sort_by(|one, other| one.x0.total_cmp(&other.x0));
        let mut part: Vec<Run> = Vec::new();
        for run in row {
            if let Some(last) = part.last_mut() {
                if is_shadow(last, &run) {
                    last.bold = true;
                    continue;
                }
                if run.x0 - last.x1 > split * last.size.max(run.size) {
                    lines.extend(self.line(&std::mem::take(&mut part)));
                }
            }
            part.push(run);
        }
        lines.extend(self.line(&part));
    }

    fn line(self, runs: &[Run]) -> Option<Line> {
        let first = runs.first()?;
        let main = runs.iter().max_by(|one, other| {
            one.text
                .len()
                .cmp(&other.text.len())
                .then(one.size.total_cmp(&other.size))
        })?;
        let mut line = Line {
            text: String::new(),
            x0: first.x0,
            x1: first.x1,
            y: main.y,
            size: main.size,
            bold: runs.iter().all(|run| run.bold),
            head: 0.0,
            trailed: runs.last().is_some_and(|run| run.trailed),
        };
        let mut head_open = true;
        for run in runs {
            let gap = run.x0 - line.x1;
            let space = !line.text.is_empty()
                && (gap > self.gap * run.size || (run.spaced && gap > -0.1 * run.size));
            if space {
                line.text.push(' ');
                head_open = false;
            }
            if head_open {
                let (width, whole) = head(run);
                line.head = run.x0 - line.x0 + width;
                head_open = whole;
            }
            line.text.push_str(&run.text);
            line.x1 = line.x1.max(run.x1);
        }
        Some(line)
    }
}

/// The same piece drawn again a little aside: how some programs make letters bold.
fn is_shadow(last: &Run, run: &Run) -> bool {
    (last.x0 - run.x0).abs() < run.size * 0.15
        && (last.y - run.y).abs() < run.size * 0.15
        && last.text == run.text
}

/// Width up to where a line may break within the run, and whether that is all of it.
fn head(run: &Run) -> (f64, bool) {
    let total = run.text.chars().count().max(1);
    let after = run.text.chars().skip(1).chain([' ']);
    for (at, (character, next)) in run.text.chars().zip(after).enumerate() {
        let joint = matches!(character, '-' | '/' | '–') && next.is_alphabetic() && at > 0;
        if joint || character == ' ' {
            #[expect(clippy::cast_precision_loss, reason = "a few letters")]
            let share = (at + 1) as f64 / total as f64;
            return ((run.x1 - run.x0) * share, false);
        }
    }
    (run.x1 - run.x0, true)
}

/// How two lines of one paragraph or cell are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seam {
    /// The text goes on in the next line.
    Wrap,
    /// The text goes on in the middle of a word.
    Torn,
    /// A new line was meant.
    Break,
}

/// What lines of a cell are measured against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Points of width.
    pub(super) width: f64,
    /// The space at which a line was broken is drawn at its end, as office suites do: where it is
    /// missing, there was none.
    pub(super) trails: bool,
}

/// Whether the lines of these cells draw the spaces at which they were broken. Ends of paragraphs
/// have none, so that not all lines can show it.
pub(super) fn trails<'l>(cells: impl Iterator<Item = &'l [Line]>) -> bool {
    let inner = cells.flat_map(|lines| &lines[..lines.len().saturating_sub(1)]);
    let (trailed, all) = inner.fold((0, 0), |(trailed, all), line| {
        (trailed + usize::from(line.trailed), all + 1)
    });
    trailed >= 3 && trailed * 5 >= all * 2
}

/// Whether `line` ended because `next` no longer fitted into the room.
pub(super) fn seam(line: &Line, next: &Line, room: Room) -> Seam {
    let space = line.size * 0.25;
    let fits = line.width() + space + next.head <= room.width - line.size * 0.1;
    if is_torn(line, next, room.width) || (room.trails && is_split(line, next, room.width)) {
        Seam::Torn
    } else if fits || starts_item(&next.text) || ends_option(line, next) {
        Seam::Break
    } else {
        wrap(line, next)
    }
}

/// «… 10đ», «… (5đ)», «… .» before a capital: the next option, even where the line is full. A
/// space drawn at the line's end says that the sentence goes on.
fn ends_option(line: &Line, next: &Line) -> bool {
    let text = line.text.trim_end_matches(['.', ';', ')']);
    let points = text
        .strip_suffix('đ')
        .or_else(|| text.strip_suffix("điểm"))
        .is_some_and(|rest| rest.trim_end().ends_with(|c: char| c.is_ascii_digit()));
    let ends = points || line.text.ends_with(['.', ';']);
    ends && !line.trailed && next.text.starts_with(char::is_uppercase)
}

/// The seam of a line that goes on: after a hyphen or slash inside a word, without a space.
pub(super) fn wrap(line: &Line, next: &Line) -> Seam {
    let mut tail = line.text.chars().rev();
    let joint = match tail.next() {
        Some('\u{AD}') => true,
        Some('-' | '/') => {
            !line.trailed
                && tail.next().is_some_and(char::is_alphanumeric)
                && next.text.starts_with(char::is_alphanumeric)
        }
        _ => false,
    };
    if joint { Seam::Torn } else { Seam::Wrap }
}

/// A word too long for its cell is torn anywhere: the line is one word, full to the last letter,
/// and what follows is no word of its own.
fn is_torn(line: &Line, next: &Line, room: f64) -> bool {
    let (Some(last), Some(first)) = (line.text.chars().next_back(), next.text.chars().next())
    else {
        return false;
    };
    if line.trailed {
        return false;
    }
    if matches!(first, ')' | ',' | '.' | ';' | ':') && !line.text.ends_with(' ') {
        return true;
    }
    let full = room - line.width() < line.size * 0.6;
    if !full || line.text.contains(' ') || !last.is_alphanumeric() || !first.is_alphanumeric() {
        return false;
    }
    let tail = line
        .text
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let head = next
        .text
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let wordless = |part: &str| !part.is_empty() && !part.chars().any(is_vowel);
    (last.is_ascii_digit() && first.is_ascii_digit()) || wordless(tail) || wordless(head)
}

/// A full line without the space that lines are broken at, broken beside a sign at which text may
/// be broken, or within the only word of the line. Where a space has no room either none is drawn,
/// so that only signs that stand beside no space tell.
fn is_split(line: &Line, next: &Line, room: f64) -> bool {
    let (Some(last), Some(first)) = (line.text.chars().next_back(), next.text.chars().next())
    else {
        return false;
    };
    if line.trailed || line.width() + next.head <= room - line.size * 0.1 {
        return false;
    }
    if line.width() + line.size * 0.25 >= room {
        return last == '\\'
            || matches!(
                (last, first),
                ('%', '$') | ('<', '/') | ('\\' | '0'..='9', '%')
            );
    }
    let sign = "-–/\\$<>=*+_&@#|(".contains(last) || "$%/\\=_&@#|)*".contains(first);
    let word = !line.text.contains(' ')
        && last.is_alphanumeric()
        && (first.is_lowercase() || first.is_ascii_digit());
    sign || word
}

fn is_vowel(letter: char) -> bool {
    let base = letter.to_lowercase().nfd().next().unwrap_or(letter);
    matches!(base, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Appends the next line to a text.
pub(super) fn append(text: &mut String, seam: Seam, next: &str) {
    if text.is_empty() {
        text.push_str(next);
        return;
    }
    match seam {
        Seam::Break => text.push('\n'),
        Seam::Wrap => text.push(' '),
        Seam::Torn if text.ends_with('\u{AD}') => {
            text.pop();
        }
        Seam::Torn => {}
    }
    text.push_str(next);
}

/// «- …», «+ …», «• …», «a) …», «1. …», «(2) …»: a new item, even where the line before is full.
pub(super) fn starts_item(text: &str) -> bool {
    let mut characters = text.trim_start().chars();
    let Some(first) = characters.next() else {
        return false;
    };
    let rest = characters.as_str();
    match first {
        '-' | '–' | '—' | '+' | '*' => {
            rest.starts_with(' ') || rest.chars().next().is_some_and(char::is_alphabetic)
        }
        '•' | '●' | '▪' | '■' | '□' | '➢' | '✓' | '❖' | '·' | '→' => true,
        '(' => closes_short(rest, ')') && !rest.starts_with(' '),
        _ => {
            let label = text.split(' ').next().unwrap_or_default();
            let stem = label.trim_end_matches([')', '.']);
            let closed = stem.len() < label.len() && text.len() > label.len();
            closed && is_label(stem)
        }
    }
}

fn closes_short(rest: &str, close: char) -> bool {
    rest.split_once(close)
        .is_some_and(|(label, _)| is_label(label))
}

/// A number of up to two digits, a roman number or a single letter.
fn is_label(stem: &str) -> bool {
    let short = !stem.is_empty() && stem.chars().count() <= 4;
    short
        && ((stem.chars().all(|c| c.is_ascii_digit()) && stem.len() <= 2)
            || stem.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
            || (stem.chars().count() == 1 && stem.chars().all(char::is_alphabetic)))
}
