//! Text broken into lines of a width. Vietnamese is written in syllables apart from each other, so
//! a line ends at a space; a word wider than the line is cut.

use super::font::Face;

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) width: f32,
    /// The paragraph goes on: a justified line reaches the margin.
    pub(super) goes_on: bool,
}

/// How text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    pub(super) face: Face,
    pub(super) size: f32,
    pub(super) width: f32,
    /// The first line begins this far in.
    pub(super) indent: f32,
}

/// The lines of a text; `\n` begins a new one.
pub(super) fn lines(text: &str, setting: Setting) -> Vec<Line> {
    let mut out = Vec::new();
    for paragraph in text.split('\n') {
        let first = if out.is_empty() { setting.indent } else { 0.0 };
        wrap(paragraph, first, setting, &mut out);
    }
    out
}

fn wrap(text: &str, indent: f32, setting: Setting, out: &mut Vec<Line>) {
    let Setting {
        face, size, width, ..
    } = setting;
    let space = face.width(" ", size);
    let mut room = width - indent;
    let mut line = Line::default();
    for word in text.split([' ', '\t']).filter(|word| !word.is_empty()) {
        let mut word = word;
        let mut wide = face.width(word, size);
        let joined = if line.text.is_empty() {
            wide
        } else {
            line.width + space + wide
        };
        if joined > room && !line.text.is_empty() {
            line.goes_on = true;
            out.push(std::mem::take(&mut line));
            room = width;
        }
        while wide > room && word.chars().nth(1).is_some() {
            let end = fitting(word, setting, room);
            let width_of_piece = face.width(&word[..end], size);
            out.push(Line {
                text: word[..end].to_owned(),
                width: width_of_piece,
                goes_on: false,
            });
            word = &word[end..];
            wide -= width_of_piece;
            room = width;
        }
        if !line.text.is_empty() {
            line.text.push(' ');
            line.width += space;
        }
        line.text.push_str(word);
        line.width += wide;
    }
    out.push(line);
}

/// Where to cut a word that is wider than the line: after one letter at least.
fn fitting(word: &str, setting: Setting, room: f32) -> usize {
    let mut width = 0.0;
    for (at, letter) in word.char_indices() {
        width += setting.face.glyph(letter).1 * setting.size;
        if width > room && at > 0 {
            return at;
        }
    }
    word.chars().next().map_or(word.len(), char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, width: f32, expected: &[&str]) {
        let setting = Setting {
            face: Face::Regular,
            size: 10.0,
            width,
            indent: 0.0,
        };
        let lines = lines(text, setting);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, expected);
        assert!(lines.iter().all(|line| line.width <= width.max(12.0)));
    }

    #[test]
    fn lines_end_at_spaces_and_long_words_are_cut() {
        check("chuyển đổi số", 500.0, &["chuyển đổi số"]);
        check("chuyển đổi số", 40.0, &["chuyển", "đổi số"]);
        check("a\n\nb", 500.0, &["a", "", "b"]);
        check("", 500.0, &[""]);
        check("mmmm", 20.0, &["mm", "mm"]);
        check("m", 1.0, &["m"]);
    }
}
