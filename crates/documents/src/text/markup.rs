//! Marks of emphasis and their removal: `**`, `*(…)*`, `#`, `<b>`, `<br>`, a few entities.
//!
//! Careful, because plans multiply with `*` («Tỷ lệ *10 đ») and compare with `<` («<50%»): a mark
//! goes only where it cannot be arithmetic.

/// A paragraph's worth of text without its marks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) centred: bool,
}

/// Remembers a `**` that one line opens and a later one closes.
#[derive(Debug, Default)]
pub(super) struct Emphasis {
    open: bool,
}

impl Emphasis {
    /// The pieces of a line: nearly always one.
    pub(super) fn line(&mut self, line: &str) -> Vec<Piece> {
        let centred = line.contains("<center>") || line.contains("align=\"center\"");
        let (heading, body) = strip_heading(line);
        let text = tags(body, " ");
        let mut pieces: Vec<Piece> = Vec::new();
        let mut from_mark = false;
        for run in self.runs(&text) {
            let joins = pieces
                .last()
                .is_none_or(|last| !(from_mark && is_new_title(&last.text, &run.text)));
            match pieces.last_mut().filter(|_| joins) {
                Some(last) => {
                    last.bold &= run.bold || run.text.trim().is_empty();
                    last.text.push_str(&run.text);
                }
                None => pieces.push(Piece { centred, ..run }),
            }
            from_mark = true;
        }
        for piece in &mut pieces {
            piece.bold |= heading;
            piece.text = plain(&piece.text);
        }
        if pieces.is_empty() {
            pieces.push(Piece::default());
        }
        pieces
    }

    /// Cuts at `**`, `__` and `***`; the marks go.
    fn runs(&mut self, text: &str) -> Vec<Piece> {
        let tagged = text.starts_with(BOLD_ON) && text.trim_end().ends_with(BOLD_OFF);
        let text = text.replace([BOLD_ON, BOLD_OFF], "");
        let mut runs = Vec::new();
        for (index, part) in text.split("**").enumerate() {
            self.open ^= index > 0;
            if !part.is_empty() {
                let bold = self.open || tagged;
                runs.push(Piece {
                    text: part.to_owned(),
                    bold,
                    centred: false,
                });
            }
        }
        // A mark that nothing closes within the next lines was none; so that it cannot make the
        // rest of the document bold, only a line that begins with it may leave it open.
        self.open &= text.starts_with("**") || runs.len() <= 1;
        runs
    }
}

/// Text of a cell: emphasis only where it wraps a word or more and cannot multiply.
pub(super) fn cell(text: &str) -> String {
    let text = tags(text.trim(), "\n")
        .replace([BOLD_ON, BOLD_OFF], "")
        .replace("**", "");
    plain(&text)
}

const BOLD_ON: char = '\u{1}';
const BOLD_OFF: char = '\u{2}';

/// `## I. MỤC ĐÍCH` is a heading; `#1` is not.
fn strip_heading(line: &str) -> (bool, &str) {
    let trimmed = line.trim_start();
    let marks = trimmed.bytes().take_while(|byte| *byte == b'#').count();
    match trimmed[marks..].strip_prefix([' ', '\t']) {
        Some(body) if (1..=6).contains(&marks) => (true, body.trim_end().trim_end_matches('#')),
        _ => (false, line),
    }
}

/// «PHỤ LỤC» directly followed by another emphasised run in capitals or parentheses: two lines
/// of a title that an extractor glued.
fn is_new_title(before: &str, after: &str) -> bool {
    let after = after.trim_start_matches('*');
    let before = before.trim_end_matches('*');
    let glued = !before.ends_with(char::is_whitespace) && !after.starts_with(char::is_whitespace);
    let word = after.split_whitespace().next().unwrap_or("");
    glued && is_capitals(before) && (after.starts_with('(') || is_capitals(word))
}

/// At least two letters, none of them small.
fn is_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Removes tags that only dress the text; `<br>` and `<p>` become `line`. All others stay.
fn tags(text: &str, line: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some((name, length)) = tag(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        out.push_str(&in_place_of(&name, rest.starts_with("</"), line));
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn in_place_of(name: &str, closes: bool, line: &str) -> String {
    match (name, closes) {
        ("br", _) | ("p" | "div", true) => line.to_owned(),
        ("b" | "strong", false) => BOLD_ON.to_string(),
        ("b" | "strong", true) => BOLD_OFF.to_string(),
        _ => String::new(),
    }
}

/// The tag at the start of `text` with its length, if it is one that only dresses.
fn tag(text: &str) -> Option<(String, usize)> {
    const DRESS: [&str; 18] = [
        "b", "i", "u", "s", "em", "strong", "sup", "sub", "span", "p", "br", "font", "center",
        "div", "small", "big", "a", "mark",
    ];
    // Another «<» ends the search: no attribute of these holds one, and runs of «<» stay cheap.
    let bytes = text.as_bytes().iter().skip(1).take(300);
    let end = 1 + bytes
        .take_while(|byte| **byte != b'<')
        .position(|byte| *byte == b'>')?;
    let inner = text[1..end].trim_start_matches('/').trim_end_matches('/');
    let name = inner.split_ascii_whitespace().next()?.to_ascii_lowercase();
    let has_attributes = inner.trim().len() > name.len();
    let fits = DRESS.contains(&name.as_str()) && (!has_attributes || inner.contains('='));
    fits.then_some((name, end + 1))
}

/// Removes `*…*` around words, backslashes before marks, and reads a few entities.
fn plain(text: &str) -> String {
    let text = text.replace([BOLD_ON, BOLD_OFF], "");
    entities(&escapes(&italics(&text)))
}

/// `*(qua Phòng …)*`: opened before a letter or parenthesis at the start of a word, closed after
/// one at its end. «Số thôn *10đ» opens nothing.
fn italics(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('*') {
        let (before, inner) = (&rest[..start], &rest[start + 1..]);
        out.push_str(before);
        let Some(length) = italic(out.chars().next_back(), inner) else {
            out.push('*');
            rest = inner;
            continue;
        };
        out.push_str(&inner[..length]);
        rest = &inner[length + 1..];
    }
    out.push_str(rest);
    out
}

/// Length of what a `*` that was just passed emphasises, if it opens anything.
fn italic(before: Option<char>, inner: &str) -> Option<usize> {
    let opens = match (before, inner.chars().next()?) {
        // Anywhere but behind a factor: «)*(» multiplies.
        (None, next) => next.is_alphabetic() || matches!(next, '(' | '"' | '“' | '-' | '['),
        (Some(before), '(') => before.is_whitespace() || before.is_uppercase(),
        _ => false,
    };
    let end = inner.find('*').filter(|_| opens)?;
    let closed_by = inner[..end].chars().next_back()?;
    let after = inner[end + 1..].chars().next();
    let ends_word = !closed_by.is_whitespace()
        && after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '/'));
    // «(a+b)* 10» multiplies after all.
    let multiplies = inner[end + 1..]
        .trim_start()
        .starts_with(|c: char| c.is_ascii_digit());
    (ends_word && !multiplies).then_some(end)
}

/// `1\.` and `\*` as converters write them; LaTeX (`\geq`, `\%`, `\(`) stays.
fn escapes(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = chars
            .peek()
            .is_some_and(|next| "*_#.-+|><~`".contains(*next));
        if !(c == '\\' && escaped) {
            out.push(c);
        }
    }
    out
}

fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let text = text
        .replace("&nbsp;", "\u{a0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    text.replace("&ge;", "≥")
        .replace("&le;", "≤")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let pieces = Emphasis::default().line(line);
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn marks_go_and_arithmetic_stays() {
        check("## I. MỤC ĐÍCH", &["I. MỤC ĐÍCH"]);
        check("#### **Nơi nhận:**", &["Nơi nhận:"]);
        check(
            "Gửi *(qua Phòng A)* trước **29/02**.",
            &["Gửi (qua Phòng A) trước 29/02."],
        );
        check("Tỷ lệ *10 đ; a/b *5đ*", &["Tỷ lệ *10 đ; a/b *5đ*"]);
        check("(a+b)*(c+d) * 10", &["(a+b)*(c+d) * 10"]);
        check("Tỷ lệ *(a/b)* 10", &["Tỷ lệ *(a/b)* 10"]);
        check("a <50% và <b>đậm</b><br>mới", &["a <50% và đậm mới"]);
        check(
            "<math><50\\%</math> x<=\"\" td=\"\">",
            &["<math><50\\%</math> x<=\"\" td=\"\">"],
        );
        check(
            "1\\. Mục \\*, $\\geq 80\\%$ &amp; &lt;5",
            &["1. Mục *, $\\geq 80\\%$ & <5"],
        );
    }

    #[test]
    fn glued_titles_come_apart() {
        check(
            "PHỤ LỤC**PHÂN CÔNG NHIỆM VỤ***(Kèm theo Kế hoạch số 1/KH)*",
            &[
                "PHỤ LỤC",
                "PHÂN CÔNG NHIỆM VỤ",
                "(Kèm theo Kế hoạch số 1/KH)",
            ],
        );
        check("**Đ**iều 1. **Phạm vi**", &["Điều 1. Phạm vi"]);
    }

    #[test]
    fn bold_is_told_over_two_lines() {
        let mut emphasis = Emphasis::default();
        let bold = |pieces: Vec<Piece>| pieces.iter().all(|piece| piece.bold);
        assert!(bold(emphasis.line("**KT. CHỦ TỊCH")));
        assert!(bold(emphasis.line("PHÓ CHỦ TỊCH**")));
        assert!(!bold(emphasis.line("Nguyễn Văn A")));
        assert!(bold(emphasis.line("<b>III. KINH PHÍ</b>")));
    }
}
