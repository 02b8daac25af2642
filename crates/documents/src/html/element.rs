//! What an element means for its text: bold, centred, hidden, in which font; block or not.

use std::rc::Rc;

use html5ever::LocalName;
use html5ever::tokenizer::Tag;

/// An open element that changes how text is taken.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one property of text"
)]
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: LocalName,
    pub(super) bold: bool,
    pub(super) centred: bool,
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) preserved: bool,
    pub(super) font: Option<Rc<str>>,
    /// For `ol`: its letter and the number of the next item. For `ul`: no letter.
    pub(super) list: Option<(Option<char>, u32)>,
}

impl Element {
    /// The element with what it inherits.
    pub(super) fn new(tag: &Tag, parent: Option<&Element>) -> Element {
        let mut element = parent.cloned().unwrap_or_default();
        element.name = tag.name.clone();
        element.list = None;
        match &*tag.name {
            "b" | "strong" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" => element.bold = true,
            "center" => element.centred = true,
            "pre" => element.preserved = true,
            "del" => element.deleted = true,
            "font" => {
                let face = attribute(tag, "face").map(Rc::from);
                element.font = face.or(element.font);
            }
            "ul" => element.list = Some((None, 1)),
            "ol" => element.list = Some((Some(kind(tag)), number(tag, "start").unwrap_or(1))),
            _ => {}
        }
        if let Some(align) = attribute(tag, "align") {
            element.centred = align.eq_ignore_ascii_case("center");
        }
        element.hidden |= attribute(tag, "hidden").is_some();
        if let Some(style) = attribute(tag, "style") {
            element.take_style(&style);
        }
        element
    }

    fn take_style(&mut self, style: &str) {
        for (name, value) in style.split(';').filter_map(|rule| rule.split_once(':')) {
            let value = value.trim().to_ascii_lowercase();
            match name.trim().to_ascii_lowercase().as_str() {
                "font-weight" => {
                    self.bold = value.starts_with("bold")
                        || value.parse::<u32>().is_ok_and(|weight| weight >= 600);
                }
                "text-align" => self.centred = value == "center",
                "display" => self.hidden |= value == "none",
                "mso-hide" => self.hidden |= value == "all",
                "font-family" => {
                    let first = style_font(style).map(Rc::from);
                    self.font = first.or(self.font.take());
                }
                _ => {}
            }
        }
    }
}

/// The first font of a `font-family`, its case kept: `.VnTimeH` differs from `.VnTime`.
fn style_font(style: &str) -> Option<String> {
    let lower = style.to_ascii_lowercase();
    let after = &style[lower.find("font-family")? + "font-family".len()..];
    let value = after.trim_start().strip_prefix(':')?;
    let first = value.split([',', ';']).next()?;
    Some(first.trim().trim_matches(['"', '\'']).to_owned())
}

/// Elements that begin and end a line.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 33] = [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "blockquote",
        "pre",
        "center",
        "hr",
        "form",
        "fieldset",
        "address",
        "figure",
        "figcaption",
        "caption",
        "body",
        "html",
    ];
    BLOCKS.contains(&name)
}

/// Elements that have no end tag.
pub(super) fn is_void(name: &str) -> bool {
    const VOID: [&str; 14] = [
        "br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "param",
        "source", "track", "wbr",
    ];
    VOID.contains(&name)
}

/// Elements whose text is never shown.
pub(super) fn is_unseen(name: &str) -> bool {
    const UNSEEN: [&str; 9] = [
        "script", "style", "title", "noscript", "template", "textarea", "select", "xml", "iframe",
    ];
    UNSEEN.contains(&name)
}

pub(super) fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag
        .attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)?;
    Some(found.value.to_string())
}

pub(super) fn number(tag: &Tag, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

fn kind(tag: &Tag) -> char {
    attribute(tag, "type")
        .and_then(|kind| kind.chars().next())
        .unwrap_or('1')
}

/// What stands before an item of a list.
pub(super) fn item_mark(kind: Option<char>, number: u32) -> String {
    match kind {
        None => "- ".to_owned(),
        Some('a') => format!("{}) ", crate::numerals::letters(number, 'a')),
        Some('A') => format!("{}. ", crate::numerals::letters(number, 'A')),
        Some('I') => format!("{}. ", crate::numerals::roman(number)),
        Some('i') => format!("{}. ", crate::numerals::roman(number).to_lowercase()),
        Some(_) => format!("{number}. "),
    }
}
