//! Codes of rows as printed: `1.2.1`, `1.`, `I`, `A`, `a)`, `CS1.2`, `(1)`.

use crate::text::roman;

/// One component of a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::plan) enum Part {
    /// `5`.
    Number(u32),
    /// `IV`.
    Roman(u32),
    /// `A` or `a`.
    Letter(char),
    /// `CS1`: letters with a number.
    Tagged(String, u32),
}

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::plan) struct Code {
    /// As printed, white space folded.
    pub(in crate::plan) printed: String,
    /// Without brackets and trailing points; what paths are made of.
    pub(in crate::plan) bare: String,
    /// Its components, at least one.
    pub(in crate::plan) parts: Vec<Part>,
}

impl Code {
    /// Whether it is a single roman numeral or letter.
    pub(in crate::plan) fn is_letter(&self) -> bool {
        matches!(self.parts.as_slice(), [Part::Roman(_) | Part::Letter(_)])
    }

    /// The number of a code that is one number.
    pub(in crate::plan) fn single_number(&self) -> Option<u32> {
        match self.parts.as_slice() {
            [Part::Number(number)] => Some(*number),
            _ => None,
        }
    }

    /// The first component when it is a number and others follow.
    pub(in crate::plan) fn dotted_first(&self) -> Option<u32> {
        match self.parts.as_slice() {
            [Part::Number(first), _, ..] => Some(*first),
            _ => None,
        }
    }

    /// The last component, when it is a number.
    pub(in crate::plan) fn last_number(&self) -> Option<u32> {
        match self.parts.last()? {
            Part::Number(number) | Part::Tagged(_, number) | Part::Roman(number) => Some(*number),
            Part::Letter(_) => None,
        }
    }
}

/// Reads a whole cell as a code.
pub(in crate::plan) fn parse(text: &str) -> Option<Code> {
    if text.len() > 40 {
        return None;
    }
    let printed = crate::text::squash(text);
    let tight: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = tight
        .trim_start_matches('(')
        .trim_end_matches([')', '.', ':', '/', '-', ',']);
    if bare.is_empty() || bare.len() > 14 {
        return None;
    }
    let parts: Option<Vec<Part>> = bare.split(['.', '-']).map(part).collect();
    let parts = parts.filter(|parts| parts.len() <= 6)?;
    // A letter or a roman numeral begins a code or ends it; «I.a.b» in running text is none.
    let letters = parts
        .iter()
        .filter(|part| matches!(part, Part::Letter(_) | Part::Roman(_)));
    (letters.count() <= 2).then(|| Code {
        bare: bare.to_owned(),
        parts,
        printed: printed.clone(),
    })
}

/// Splits a code off the start of a text: «I. Nhận thức số», «1.1 Tỷ lệ …», «A - Mục tiêu».
pub(in crate::plan) fn split_off(text: &str) -> Option<(Code, &str)> {
    let text = text.trim();
    let end = text
        .find(char::is_whitespace)
        .or_else(|| text.find(['.', ')', ':']).map(|at| at + 1))?;
    let (word, rest) = text.split_at(end);
    let (word, rest) = match word.rfind(['.', ')', ':']) {
        // «I.Nhận thức số»: glued.
        Some(at) if at + 1 < word.len() && parse(word).is_none() => {
            let (word, glued) = word.split_at(at + 1);
            (word, &text[text.len() - rest.len() - glued.len()..])
        }
        _ => (word, rest),
    };
    let code = parse(word)?;
    let marked = word.ends_with(['.', ')', ':']) || code.parts.len() > 1;
    let dashed = rest.trim_start().starts_with(['-', '–', ':']);
    let sure = marked || dashed || matches!(code.parts.as_slice(), [Part::Roman(_)]);
    let rest =
        rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | ':' | '.'));
    (sure && rest.chars().any(char::is_alphabetic)).then_some((code, rest))
}

fn part(text: &str) -> Option<Part> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return (text.len() <= 3)
            .then(|| text.parse().ok().map(Part::Number))
            .flatten();
    }
    if let Some(value) = roman(text) {
        return Some(Part::Roman(value));
    }
    let mut chars = text.chars();
    let first = chars.next().filter(|c| c.is_alphabetic())?;
    let rest = chars.as_str();
    if rest.is_empty() {
        return Some(Part::Letter(first));
    }
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let (tag, number) = text.split_at(letters);
    let digits =
        number.len() <= 3 && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (digits && (1..=5).contains(&letters))
        .then(|| {
            number
                .parse()
                .ok()
                .map(|number| Part::Tagged(tag.to_owned(), number))
        })
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_printed() {
        for (text, bare) in [
            ("1.2.1", "1.2.1"),
            ("1.", "1"),
            (" IV ", "IV"),
            ("a)", "a"),
            ("(1)", "1"),
            ("CS1.2", "CS1.2"),
            ("1. 1", "1.1"),
        ] {
            assert_eq!(
                parse(text).map(|code| code.bare).as_deref(),
                Some(bare),
                "{text}"
            );
        }
        for text in [
            "",
            "-",
            "2024",
            "STT",
            "10 điểm",
            "Nhận thức số",
            "CHỈ SỐ",
            "1.1.1.1.1.1.1",
            "15/10",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_in_front_of_a_title_comes_off() {
        for (text, bare, rest) in [
            ("I. Nhận thức số", "I", "Nhận thức số"),
            ("I.Nhận thức số", "I", "Nhận thức số"),
            ("II Thể chế số", "II", "Thể chế số"),
            ("1.1. Tỷ lệ hộ", "1.1", "Tỷ lệ hộ"),
            ("A - Mục tiêu", "A", "Mục tiêu"),
        ] {
            let (code, left) = split_off(text).expect(text);
            assert_eq!((code.bare.as_str(), left), (bare, rest), "{text}");
        }
        for text in [
            "5 doanh nghiệp",
            "Nhận thức số",
            "A",
            "100% người dân",
            "a number",
        ] {
            assert_eq!(split_off(text), None, "{text}");
        }
    }
}
