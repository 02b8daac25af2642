//! Tags and LaTeX that extraction left in a cell. A «<» read as a tag swallows the cells that
//! follow; what it swallowed comes back out.

/// The text without tags and LaTeX; `None` when it has neither.
pub(in crate::plan) fn clean(text: &str) -> Option<String> {
    let swallows = text.contains("<td") || text.contains("</td") || text.contains("math>");
    let latex = text.contains('$')
        || text.contains("\\%")
        || text.contains("\\geq")
        || text.contains("\\leq");
    let closes = needs_parenthesis(text);
    if !swallows && !latex && !closes {
        return None;
    }
    let mut out = text.to_owned();
    if swallows {
        out = without_echo(&without_tags(&out));
    }
    if latex {
        out = without_latex(&out);
    }
    if closes {
        out = move_parenthesis(&out);
    }
    Some(tidy(&out))
}

/// The cells that a tag swallowed, in order: the texts of its `<td>` elements.
pub(in crate::plan) fn swallowed(text: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("<td>") {
        let inner = &rest[start + 4..];
        let Some(end) = inner.find("</td>") else {
            break;
        };
        cells.push(inner[..end].trim().to_owned());
        rest = &inner[end + 5..];
    }
    cells
}

/// Drops `<td>…</td>` with its content and every other tag that is no comparison.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let tag = &rest[start..];
        let length = tag_length(tag);
        if length == 0 {
            out.push('<');
            rest = &tag[1..];
        } else {
            rest = &tag[length..];
            out.push(' ');
        }
    }
    out.push_str(rest);
    out
}

fn tag_length(tag: &str) -> usize {
    if tag.starts_with("<td>") {
        return tag.find("</td>").map_or(4, |end| end + 5);
    }
    let fixed = [
        "<math>", "</math>", "< math>", "<math>", "<>", "</td>", "</tr>", "<tr>",
    ];
    if let Some(found) = fixed.iter().find(|fixed| tag.starts_with(**fixed)) {
        return found.len();
    }
    // `<="" td="">`: what an attribute parser made of the rest.
    if tag.starts_with("<=\"\"") {
        return tag.find('>').map_or(0, |end| end + 1);
    }
    0
}

/// The end of the text stands twice in a row: once is meant.
fn without_echo(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    for count in (1..=words.len() / 2).rev() {
        let (before, last) = words.split_at(words.len() - count);
        if before.ends_with(last)
            && last
                .iter()
                .any(|word| word.chars().any(char::is_alphanumeric))
        {
            return before.join(" ");
        }
    }
    text.lines()
        .map(crate::text::squash)
        .collect::<Vec<_>>()
        .join("\n")
}

fn without_latex(text: &str) -> String {
    const SIGNS: &[(&str, &str)] = &[
        ("\\geqslant", "≥"),
        ("\\leqslant", "≤"),
        ("\\geq", "≥"),
        ("\\leq", "≤"),
        ("\\ge", "≥"),
        ("\\le", "≤"),
        ("\\times", "×"),
        ("\\cdot", "*"),
        ("\\div", ":"),
        ("\\%", "%"),
        ("\\text", ""),
        ("\\mathrm", ""),
        ("\\rightarrow", "→"),
        ("\\sim", "~"),
        ("\\,", " "),
        ("\\ ", " "),
        ("\\$", ""),
        ("$", ""),
    ];
    let mut out = fractions(text);
    for (sign, meant) in SIGNS {
        if out.contains(sign) {
            out = out.replace(sign, meant);
        }
    }
    out.chars().filter(|c| !matches!(c, '{' | '}')).collect()
}

/// `\frac{a}{b}` is a/b.
fn fractions(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("\\frac{") {
        out.push_str(&rest[..start]);
        let inner = &rest[start + 6..];
        match inner
            .split_once("}{")
            .and_then(|(top, after)| Some((top, after.split_once('}')?)))
        {
            Some((top, (bottom, after))) => {
                out.push_str(top);
                out.push('/');
                out.push_str(bottom);
                rest = after;
            }
            None => rest = inner,
        }
    }
    out.push_str(rest);
    out
}

/// «(0) điểm)»: a page break put the parenthesis in twice.
fn needs_parenthesis(text: &str) -> bool {
    text.contains(") điểm)") && text.matches(')').count() == text.matches('(').count() + 1
}

fn move_parenthesis(text: &str) -> String {
    text.replacen(") điểm)", " điểm)", 1)
}

fn tidy(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(crate::text::squash)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n").replace("/ ", "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(clean(text).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn latex_reads_as_it_prints() {
        check(r"Tỷ lệ $\geq 80\%$: 10đ", "Tỷ lệ ≥ 80%: 10đ");
        check(r"$\frac{a}{b} \times 10$", "a/b × 10");
        check(r"$\leq 5\%$", "≤ 5%");
    }

    #[test]
    fn a_swallowed_comparison_comes_back() {
        let text = r#"Tỷ lệ <math><40\%</math> = tỷ lệ/ <math>40\%*8đ< math><="" td=""> <td>Sở A</td> <td></td> </math>40\%*8đ<>"#;
        check(text, "Tỷ lệ <40% = tỷ lệ/40%*8đ");
        assert_eq!(swallowed(text), ["Sở A", ""]);
    }

    #[test]
    fn comparisons_are_no_tags() {
        assert_eq!(clean("Tỷ lệ <40%: 0đ; >= 40%: 5đ"), None);
    }
}
