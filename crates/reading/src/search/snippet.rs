//! What of an entry is shown with a hit, and where it was found in it.

use std::ops::Range;

use super::cut::terms;
use super::judge::Search;
use super::plan::Why;

/// Bytes of text shown with a hit, about.
const WIDTH: usize = 240;
/// Bytes before the first mark.
const BEFORE: usize = 40;

/// A text and the bytes of it that answer the query, in order, apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// To be shown.
    pub text: String,
    /// To be marked.
    pub marks: Vec<Range<usize>>,
}

/// The whole text.
pub(super) fn whole(text: &str, search: &Search<'_>, why: &mut Vec<Why>) -> Marked {
    Marked {
        text: text.to_owned(),
        marks: marks(text, search, why),
    }
}

/// The part of the text where most is marked, or its beginning.
pub(super) fn part(text: &str, search: &Search<'_>, why: &mut Vec<Why>) -> Marked {
    let marks = marks(text, search, why);
    let range = window(text, &marks);
    let mut shown = String::new();
    if range.start > 0 {
        shown.push('…');
    }
    let moved = shown.len();
    shown.push_str(&text[range.clone()]);
    if range.end < text.len() {
        shown.push('…');
    }
    let inside = marks
        .iter()
        .filter(|mark| range.start <= mark.start && mark.end <= range.end)
        .map(|mark| mark.start - range.start + moved..mark.end - range.start + moved);
    Marked {
        marks: inside.collect(),
        text: shown,
    }
}

fn marks(text: &str, search: &Search<'_>, why: &mut Vec<Why>) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    terms(text, |term| {
        let spelling = search.spelling(&term.word.spelled);
        if spelling.is_none_or(|at| search.masks[at as usize].any == 0) {
            return;
        }
        if let Some(full) = term.full {
            let written = text[term.range.clone()].to_owned();
            let full = full.to_owned();
            why.push(Why::Abbreviated { written, full });
        }
        match marks.last_mut() {
            // A code is met as a whole first, then part by part.
            Some(last) if last.end > term.range.start => last.end = last.end.max(term.range.end),
            _ => marks.push(term.range),
        }
    });
    marks
}

/// From which byte to which: about [`WIDTH`] bytes, cut at spaces, with as many marks as can be.
fn window(text: &str, marks: &[Range<usize>]) -> Range<usize> {
    if text.len() <= WIDTH {
        return 0..text.len();
    }
    let (mut most, mut best, mut last) = (0, 0, 0);
    for (first, mark) in marks.iter().enumerate() {
        let reach = mark.start + WIDTH - BEFORE;
        while marks.get(last).is_some_and(|other| other.end <= reach) {
            last += 1;
        }
        if last > first + most {
            (most, best) = (last - first, mark.start);
        }
    }
    let mut start = 0;
    if best > BEFORE {
        let from = boundary(text, best - BEFORE);
        let space = text[from..best].find(' ');
        start = space.map_or(best, |space| from + space + 1);
    }
    let end = boundary(text, start + WIDTH);
    if end == text.len() {
        return start..end;
    }
    let space = text[start..end].rfind(' ').map(|space| start + space);
    start..space.filter(|space| *space > best).unwrap_or(end)
}

/// The byte, or the one before it where a letter begins.
pub(super) fn boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
