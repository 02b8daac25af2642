//! Words made to fit: how wide they come out, where they break, what is left off.
//!
//! No font is at hand on the server. Widths are those of common sans-serif faces, taken a little
//! generously, by the letter without its marks; «ử» is as wide as «u».

use super::svg::Tenths;

/// The label as one line of characters that XML may hold.
pub(super) fn clean(label: &str) -> String {
    let shown = |c: &char| {
        // Directions turned about would let one label rewrite its neighbours.
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !turns && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let plain = label.chars().filter(shown);
    plain
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// How wide the words come out in this size.
pub(super) fn width(text: &str, size: Tenths) -> Tenths {
    let mut hundredths: Tenths = 0;
    for c in text.chars() {
        hundredths = hundredths.saturating_add(hundredths_of_em(c));
    }
    hundredths.saturating_mul(size / 10) / 10
}

fn hundredths_of_em(c: char) -> Tenths {
    match c {
        '\u{300}'..='\u{36f}' => 0,
        'i' | 'j' | 'l' | 'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' | '.' | ',' | ':' | ';' | '\'' | '|'
        | '!' => 27,
        ' ' | 'f' | 't' | 'r' | 'I' | '(' | ')' | '/' | '-' | '·' => 34,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 92,
        '0'..='9' => 58,
        c if c.is_uppercase() => 72,
        c if c < '\u{1f00}' => 56,
        _ => 100,
    }
}

/// Lines of at most this width, broken between words, a word too long within; when more than
/// `lines_max` are needed the last ends in «…».
pub(super) fn wrapped(label: &str, room: Tenths, size: Tenths, lines_max: usize) -> Vec<String> {
    let label = clean(label);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in label.split_whitespace() {
        let joined = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if width(&joined, size) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if lines.len() > lines_max {
            break;
        }
        line = broken(word, room, size, &mut lines, lines_max);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > lines_max {
        lines.truncate(lines_max);
        if let Some(last) = lines.last_mut() {
            *last = ellipsed(last, room, size);
        }
    }
    lines
}

/// Breaks a word wider than a line; gives what remains for the line under way.
fn broken(
    word: &str,
    room: Tenths,
    size: Tenths,
    lines: &mut Vec<String>,
    lines_max: usize,
) -> String {
    let (mut part, mut used) = (String::new(), 0);
    for c in word.chars() {
        let wide = hundredths_of_em(c) * (size / 10) / 10;
        if used + wide > room && !part.is_empty() {
            lines.push(std::mem::take(&mut part));
            used = 0;
            if lines.len() > lines_max {
                return part;
            }
        }
        part.push(c);
        used += wide;
    }
    part
}

/// One line, cut and ended in «…» where it is too long.
pub(super) fn fitted(label: &str, room: Tenths, size: Tenths) -> String {
    let lines = wrapped(label, room, size, 1);
    lines.into_iter().next().unwrap_or_default()
}

fn ellipsed(line: &str, room: Tenths, size: Tenths) -> String {
    let mut kept: Vec<char> = line.chars().collect();
    loop {
        let text: String = kept.iter().collect();
        let text = format!("{}…", text.trim_end_matches([' ', ',', ';', '.', '-']));
        if width(&text, size) <= room || kept.pop().is_none() {
            return text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(label: &str, room: Tenths, lines_max: usize, expected: &[&str]) {
        assert_eq!(wrapped(label, room, 100, lines_max), expected);
    }

    #[test]
    fn words_break_between_words() {
        check("Nhận thức số", 500, 2, &["Nhận thức", "số"]);
    }

    #[test]
    fn a_word_too_long_breaks_within() {
        check("aaaaaaaaaa", 300, 3, &["aaaaa", "aaaaa"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_dots() {
        check("một hai ba bốn năm", 400, 1, &["một h…"]);
        check(&"x".repeat(100_000), 300, 1, &["xxx…"]);
    }

    #[test]
    fn an_empty_label_has_no_lines() {
        check(" \n ", 300, 2, &[]);
    }

    #[test]
    fn marks_add_no_width() {
        assert_eq!(width("u\u{31b}\u{309}", 100), width("ử", 100));
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(clean("a\u{0}b\nc\u{202e}d\u{ffff}"), "a b cd");
    }
}
