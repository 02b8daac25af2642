//! Codes that open a row, told from other numbers by their sequence.

use crate::text::roman;

/// How far a sequence of codes has come.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequence {
    /// The last numeric code, part by part.
    last: Vec<u32>,
    /// The last lettered or roman group.
    group: Option<u32>,
}

/// Numbers that a sequence may skip: a row lost by extraction must not swallow the next one.
const SKIP_MAX: u32 = 3;

impl Sequence {
    /// When the piece opens with a code that goes on with the sequence: the code as printed.
    pub(super) fn accept<'a>(&mut self, piece: &'a str) -> Option<&'a str> {
        let text = piece.trim_start();
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        // A title follows on the same line or the next; «2 lớp tập huấn» is no row.
        if rest
            .trim_start()
            .chars()
            .next()
            .is_some_and(char::is_lowercase)
        {
            return None;
        }
        if let Some(code) = numeric(word) {
            if !self.follows(&code) {
                return None;
            }
            self.last = code;
            return Some(word);
        }
        let group = group(word)?;
        let expected = self.group.map_or(1, |last| last + 1);
        if group != expected || rest.trim().is_empty() {
            return None;
        }
        self.group = Some(group);
        self.last.clear();
        Some(word)
    }

    fn follows(&self, code: &[u32]) -> bool {
        let (Some((own, above)), last) = (code.split_last(), self.last.as_slice()) else {
            return false;
        };
        if last.is_empty() {
            return code.iter().all(|part| *part == 1);
        }
        let child = above == last && *own == 1;
        let sibling = code.len() <= last.len() && {
            let (before, here) = (&last[..code.len() - 1], last[code.len() - 1]);
            above == before && here <= *own && *own <= here + SKIP_MAX
                // Only dotted codes are ever printed twice.
                && (here < *own || code.len() > 1 && code.len() == last.len())
        };
        // The heading of the next group was lost: 1.8 is followed by 2.1.
        let next_group = code.len() > 1 && *own == 1 && code[0] == last[0] + 1;
        child || sibling || next_group
    }
}

/// Whether a table could begin with this word: «1», «1.1», «01», «I», «A».
pub(super) fn opens_table(piece: &str) -> bool {
    Sequence::default().accept(piece).is_some()
}

fn numeric(word: &str) -> Option<Vec<u32>> {
    let word = word.strip_suffix(['.', ')']).unwrap_or(word);
    let mut parts = Vec::new();
    for part in word.split('.') {
        if part.is_empty() || part.len() > 3 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        parts.push(part.parse().ok()?);
    }
    (parts.len() <= 5).then_some(parts)
}

fn group(word: &str) -> Option<u32> {
    let word = word.strip_suffix(['.', ')']).unwrap_or(word);
    if let Some(value) = roman(word) {
        return Some(value);
    }
    match word.as_bytes() {
        [letter @ b'A'..=b'H'] => Some(u32::from(letter - b'A') + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_and_other_numbers_do_not() {
        let mut codes = Sequence::default();
        let pieces = [
            ("1 Nhận thức số", Some("1")),
            ("1.1 ", Some("1.1")),
            ("20 bài", None),
            ("29/7/2021", None),
            ("1.2", Some("1.2")),
            ("1.2.1 Tham gia", Some("1.2.1")),
            ("11 ", None),
            ("1.4 ", Some("1.4")),
            ("2 lớp tập huấn", None),
            ("2 Thể chế số", Some("2")),
            ("70% UBND", None),
            ("3.1 ", Some("3.1")),
        ];
        for (piece, expected) in pieces {
            assert_eq!(codes.accept(piece), expected, "{piece}");
        }
    }

    #[test]
    fn numbering_restarts_under_a_lettered_group() {
        let mut codes = Sequence::default();
        for piece in ["A Hạ tầng", "1.", "2.", "B Nguồn lực", "1.", "2."] {
            assert!(codes.accept(piece).is_some(), "{piece}");
        }
        assert!(codes.accept("D Chuyển đổi").is_none());
    }
}
