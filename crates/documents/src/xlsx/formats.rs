//! Styles of cells, as far as they decide what a cell shows: number format and font.

use std::collections::BTreeMap;

use super::display::Format;
use crate::Refusal;
use crate::xml::{Node, Xml};

/// Number format and font of each cell style.
#[derive(Debug, Default)]
pub(super) struct Formats {
    styles: Vec<Style>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) format: Format,
    /// Name of the font.
    pub(super) font: String,
    pub(super) bold: bool,
    pub(super) centred: bool,
}

#[derive(Clone, Debug, Default)]
struct Font {
    name: String,
    bold: bool,
}

impl Formats {
    /// Reads `styles.xml`; an empty part has none.
    pub(super) fn read(part: &str) -> Result<Formats, Refusal> {
        let mut codes: BTreeMap<usize, String> = BTreeMap::new();
        let mut fonts: Vec<Font> = Vec::new();
        let mut styles = Vec::new();
        let mut section = String::new();
        let mut xml = Xml::new(part);
        loop {
            match xml.next()? {
                Node::Open(tag) => match (section.as_str(), tag.name()) {
                    (_, name @ ("numFmts" | "fonts" | "cellXfs" | "cellStyleXfs" | "dxfs")) => {
                        name.clone_into(&mut section);
                    }
                    ("numFmts", "numFmt") => {
                        let id = tag.number("numFmtId").unwrap_or(0);
                        codes.insert(id, tag.attribute("formatCode").unwrap_or_default());
                    }
                    ("fonts", "font") => fonts.push(Font::default()),
                    ("fonts", "name") => {
                        if let (Some(font), Some(name)) = (fonts.last_mut(), tag.value()) {
                            font.name = name;
                        }
                    }
                    ("fonts", "b") => {
                        if let Some(font) = fonts.last_mut() {
                            font.bold = tag.is_on();
                        }
                    }
                    ("cellXfs", "xf") => {
                        let id = tag.number("numFmtId").unwrap_or(0);
                        let font = tag.number("fontId").and_then(|id| fonts.get(id)).cloned();
                        let Font { name, bold } = font.unwrap_or_default();
                        let format = Format::new(id, codes.get(&id).map(String::as_str));
                        styles.push(Style {
                            format,
                            font: name,
                            bold,
                            centred: false,
                        });
                    }
                    ("cellXfs", "alignment") => {
                        if let Some(style) = styles.last_mut() {
                            let across = tag.attribute("horizontal").unwrap_or_default();
                            style.centred = across.starts_with("center");
                        }
                    }
                    _ => {}
                },
                Node::End => return Ok(Formats { styles }),
                Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// The style of this number; the plain one if there is none.
    pub(super) fn style(&self, number: usize) -> Style {
        self.styles.get(number).cloned().unwrap_or_default()
    }
}
