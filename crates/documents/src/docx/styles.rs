//! Paragraph and character styles, as far as they decide what is read: bold, centred, capitals,
//! hidden, the font (for legacy encodings) and automatic numbers.

use std::collections::BTreeMap;

use crate::Refusal;
use crate::xml::{Node, Tag, Xml};

/// Bases a style may have above it; Word allows ten, and circles must end.
const BASES_MAX: usize = 20;

/// What a run looks like; `None` where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks {
    pub(super) bold: Option<bool>,
    pub(super) capitals: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) font: Option<String>,
}

impl Looks {
    /// Takes one property of `w:rPr`.
    pub(super) fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "b" => self.bold = Some(tag.is_on()),
            "caps" => self.capitals = Some(tag.is_on()),
            "vanish" => self.hidden = Some(tag.is_on()),
            "rFonts" => {
                let font = tag.attribute("ascii").or_else(|| tag.attribute("hAnsi"));
                self.font = font.or_else(|| self.font.take());
            }
            _ => {}
        }
    }

    /// Fills what is not said from `base`.
    fn or(mut self, base: &Looks) -> Looks {
        self.bold = self.bold.or(base.bold);
        self.capitals = self.capitals.or(base.capitals);
        self.hidden = self.hidden.or(base.hidden);
        self.font = self.font.or_else(|| base.font.clone());
        self
    }
}

/// One style, or the properties of one paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) looks: Looks,
    pub(super) centred: Option<bool>,
    /// Number of the list; «0» takes a paragraph out of its style's list.
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
    based_on: Option<String>,
}

impl Style {
    /// Takes one property of `w:pPr`, `w:numPr` included.
    pub(super) fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "jc" => self.centred = Some(tag.value().as_deref() == Some("center")),
            "numId" => self.list = tag.value(),
            "ilvl" => self.level = tag.number("val"),
            "basedOn" => self.based_on = tag.value(),
            _ => {}
        }
    }

    fn or(self, base: &Style) -> Style {
        // The level of a style counts only for the list of that style.
        let level = if self.list.is_some() {
            self.level
        } else {
            self.level.or(base.level)
        };
        Style {
            looks: self.looks.or(&base.looks),
            centred: self.centred.or(base.centred),
            list: self.list.or_else(|| base.list.clone()),
            level,
            based_on: None,
        }
    }
}

/// All styles, with what they inherit.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// For paragraphs that name no style.
    usual: Style,
}

impl Styles {
    /// Reads `styles.xml`; an empty part has no styles.
    pub(super) fn read(part: &str) -> Result<Styles, Refusal> {
        let mut own = BTreeMap::new();
        let mut defaults = Style::default();
        let mut usual_id = None;
        let mut xml = Xml::new(part);
        loop {
            match xml.next()? {
                Node::Open(tag) if tag.name() == "style" => {
                    let id = tag.attribute("styleId").unwrap_or_default();
                    let is_usual = tag.attribute("default").is_some_and(|on| on != "0")
                        && tag.attribute("type").as_deref() == Some("paragraph");
                    if is_usual {
                        usual_id = Some(id.clone());
                    }
                    own.insert(id, one(&mut xml)?);
                }
                Node::Open(tag) if tag.name() == "docDefaults" => defaults = one(&mut xml)?,
                Node::End => break,
                _ => {}
            }
        }
        let by_id: BTreeMap<String, Style> = own
            .keys()
            .map(|id| (id.clone(), inherited(&own, id)))
            .collect();
        let usual = usual_id
            .and_then(|id| by_id.get(&id).cloned())
            .unwrap_or_default();
        Ok(Styles {
            by_id,
            usual: usual.or(&defaults),
        })
    }

    /// What a paragraph with these properties and this style looks like.
    pub(super) fn paragraph(&self, own: Style, style: Option<&str>) -> Style {
        match style.and_then(|id| self.by_id.get(id)) {
            Some(style) => own.or(style).or(&Style {
                list: None,
                ..self.usual.clone()
            }),
            None => own.or(&self.usual),
        }
    }

    /// What a run looks like with these properties and this character style, in this paragraph.
    pub(super) fn run(&self, own: Looks, style: Option<&str>, paragraph: &Looks) -> Looks {
        match style.and_then(|id| self.by_id.get(id)) {
            Some(style) => own.or(&style.looks).or(paragraph),
            None => own.or(paragraph),
        }
    }
}

/// The properties inside one `w:style` or `w:docDefaults`, without those of table conditions.
fn one(xml: &mut Xml<'_>) -> Result<Style, Refusal> {
    let mut style = Style::default();
    let mut open = 1_usize;
    while open > 0 {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "tblStylePr" => xml.skip()?,
            Node::Open(tag) => {
                open += 1;
                style.take(&tag);
                style.looks.take(&tag);
            }
            Node::Close => open -= 1,
            Node::Text(_) => {}
            Node::End => break,
        }
    }
    Ok(style)
}

fn inherited(own: &BTreeMap<String, Style>, id: &str) -> Style {
    let mut style = own.get(id).cloned().unwrap_or_default();
    let mut next = style.based_on.clone();
    for _ in 0..BASES_MAX {
        let Some(base) = next.as_ref().and_then(|id| own.get(id)) else {
            break;
        };
        style = style.or(base);
        next.clone_from(&base.based_on);
    }
    style
}
