//! The table of texts that cells refer to by number.

use crate::Refusal;
use crate::xml::{Node, Xml};

/// All texts, rich ones without their looks and without phonetic hints.
pub(super) fn read(part: &str) -> Result<Vec<String>, Refusal> {
    let mut strings = Vec::new();
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "si" => strings.push(item(&mut xml)?),
            Node::End => return Ok(strings),
            _ => {}
        }
    }
}

/// The text of an `si` or `is` that was entered.
pub(super) fn item(xml: &mut Xml<'_>) -> Result<String, Refusal> {
    let mut text = String::new();
    let mut open = 1_usize;
    while open > 0 {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "rPh" => xml.skip()?,
            Node::Open(tag) if tag.name() == "t" => text.push_str(&xml.text()?),
            Node::Open(_) => open += 1,
            Node::Close => open -= 1,
            Node::Text(_) => {}
            Node::End => break,
        }
    }
    Ok(unescape(text))
}

/// `_x000D_` and the like, as Excel writes control characters.
fn unescape(text: String) -> String {
    if text.contains("_x00") {
        text.replace("_x000D_", "")
            .replace("_x000d_", "")
            .replace("_x000A_", "\n")
    } else {
        text
    }
}
