//! Rule texts freed from what extraction left in them: LaTeX, swallowed tags, entities, full-width
//! signs, several spellings of one sign. Words stay as they are; lines are kept.

use unicode_normalization::UnicodeNormalization;

/// One character per sign, NFC, no markup.
pub(super) fn normalise(text: &str) -> String {
    let text: String = text
        .nfc()
        .map(plain)
        .filter(|c| !is_invisible(*c))
        .collect();
    let text = if text.contains('&') {
        entities(&text)
    } else {
        text
    };
    let text = if text.contains('<') {
        tags(&text)
    } else {
        text
    };
    let text = if text.contains(['\\', '$', '{']) {
        latex(&text)
    } else {
        text
    };
    if text.contains("**") {
        text.replace("**", " ")
    } else {
        text
    }
}

/// Full-width forms to ASCII, other spellings of a sign to the usual one.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '≧' | '⩾' | '≽' => '≥',
        '≦' | '⩽' | '≼' => '≤',
        '✕' | '✖' | '·' | '⋅' | '∗' | '∙' => '×',
        '÷' | '∕' | '⁄' => '/',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '•' | '●' | '▪' | '◦' | '‣' | '■' | '\u{f0b7}' | '\u{f0fc}' | '➢' | '✓' => {
            '\u{2022}'
        }
        '→' | '⇒' | '➔' | '➜' | '⟹' => '→',
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{3000}' | '\t' | '\r' => ' ',
        '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
        c => c,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}

fn entities(text: &str) -> String {
    const NAMED: [(&str, &str); 9] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&le;", "≤"),
        ("&ge;", "≥"),
        ("&times;", "×"),
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&ndash;", "-"),
        ("&amp;", "&"),
    ];
    NAMED.iter().fold(text.to_owned(), |text, (name, sign)| {
        text.replace(name, sign)
    })
}

/// Drops tags; `<br>` and ends of paragraphs become line breaks. A broken closing tag
/// (`< math><="" td="">`) takes with it the cells it swallowed and the repetition after them.
fn tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Behind these nothing can end a swallowed row: looked for once.
    let last_end = text.rfind("<>").max(text.rfind("</math>"));
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        if let Some(after) = broken_tag(rest) {
            let here = text.len() - after.len();
            rest = if last_end.is_some_and(|end| end >= here) {
                after_swallowed(after)
            } else {
                after
            };
        } else if let Some((name, after)) = tag(rest) {
            let breaks = ["br", "p", "li", "div", "tr"].contains(&name.trim_start_matches('/'));
            out.push_str(if breaks { "\n" } else { "" });
            rest = after;
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// `< math>`: what follows it.
fn broken_tag(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('<')?;
    let name = inner.trim_start();
    if name.len() == inner.len() {
        return None;
    }
    name.strip_prefix("math")?.trim_start().strip_prefix('>')
}

/// A swallowed row is not longer than this, in bytes.
const SWALLOWED_MAX: usize = 2000;

/// What follows the row that a broken closing tag swallowed.
fn after_swallowed(text: &str) -> &str {
    // The nearest empty tag, or the nearest closing one where no empty tag comes soon.
    let end = text
        .find("<>")
        .filter(|at| *at < SWALLOWED_MAX)
        .map(|at| at + 2);
    let end = end.or_else(|| text.find("</math>").map(|at| at + "</math>".len()));
    end.map_or(text, |end| &text[end..])
}

/// A tag at the start: its name and what follows.
fn tag(text: &str) -> Option<(&str, &str)> {
    const KNOWN: [&str; 24] = [
        "br", "p", "li", "ul", "ol", "div", "tr", "td", "th", "table", "math", "b", "i", "u", "em",
        "strong", "span", "sub", "sup", "mo", "mn", "mi", "mrow", "font",
    ];
    let inner = text.strip_prefix('<')?;
    let end = inner.bytes().take(200).position(|byte| byte == b'>')?;
    let body = inner[..end].trim_end_matches('/').trim_end();
    let name = body.split(' ').next()?;
    let bare = name.trim_start_matches('/');
    KNOWN
        .contains(&bare.to_ascii_lowercase().as_str())
        .then_some((name, &inner[end + 1..]))
}

/// LaTeX as formula recognition writes it: `$\geq 80\%$`, `\frac{a}{b}`, `\times`.
fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    let mut fraction = 0u8;
    while let Some((at, c)) = chars.next() {
        match c {
            '{' if fraction > 0 => out.push('('),
            '}' if fraction > 0 => {
                out.push(')');
                fraction -= 1;
                if fraction == 1 {
                    out.push('/');
                }
            }
            '$' | '{' | '}' => out.push(' '),
            '\\' => {
                let name: String = text[at + 1..]
                    .chars()
                    .take_while(char::is_ascii_alphabetic)
                    .take(16)
                    .collect();
                let skip = name.len().max(1);
                let literal = if name.is_empty() {
                    chars.peek().map(|(_, c)| *c)
                } else {
                    None
                };
                for _ in 0..skip {
                    chars.next();
                }
                if ["frac", "dfrac", "tfrac"].contains(&name.as_str()) {
                    fraction = 2;
                }
                out.push_str(&command(&name, literal));
            }
            c => out.push(c),
        }
    }
    out
}

fn command(name: &str, literal: Option<char>) -> String {
    match name {
        "geq" | "ge" | "geqslant" => "≥".to_owned(),
        "leq" | "le" | "leqslant" => "≤".to_owned(),
        "gt" => ">".to_owned(),
        "lt" => "<".to_owned(),
        "times" | "cdot" | "ast" => "×".to_owned(),
        "div" => "/".to_owned(),
        "rightarrow" | "Rightarrow" | "to" => "→".to_owned(),
        "" => match literal {
            Some('\\') => "\n".to_owned(),
            Some(c @ ('%' | '*' | '-' | '+' | '_' | '<' | '>' | '(' | ')' | '.')) => c.to_string(),
            _ => " ".to_owned(),
        },
        _ => " ".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::squash;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(squash(&normalise(text)), expected);
    }

    #[test]
    fn formulas_of_recognition_become_signs() {
        check(r"Tỷ lệ $\geq 80\%$: 10đ", "Tỷ lệ ≥ 80% : 10đ");
        check(r"$\frac{a}{b} \times 10$", "(a)/(b) × 10");
        check(r"Tỷ lệ \* 10đ", "Tỷ lệ * 10đ");
        check("Tỷ lệ ≧ ８０％：１０đ", "Tỷ lệ ≥ 80%:10đ");
    }

    #[test]
    fn swallowed_tags_go_and_comparisons_stay() {
        check(
            "Tỷ lệ <math><50\\%</math> = tỷ lệ/ <math>50\\%*20đ</math>",
            "Tỷ lệ <50% = tỷ lệ/ 50%*20đ",
        );
        check(
            "Tỷ lệ <math><50\\%</math> = tỷ lệ/ <math>50\\%*20đ< math><=\"\" td=\"\"> <td></td> \
             <td>xã</td> </math>50\\%*20đ<>",
            "Tỷ lệ <50% = tỷ lệ/ 50%*20đ",
        );
        check("Có: 10đ<br/>Không: 0đ", "Có: 10đ Không: 0đ");
        check("Tỷ lệ &lt; 5%: 0đ", "Tỷ lệ < 5%: 0đ");
        check("a<b", "a<b");
    }
}
