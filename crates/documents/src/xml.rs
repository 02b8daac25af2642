//! A pull parser for the parts of Office packages: elements and text, nothing else.
//!
//! Entities of a DTD are never expanded, comments and instructions are passed over, depth and
//! number of elements are bounded. Names are local: producers choose prefixes freely.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::Refusal;
use crate::limits::{DEPTH_MAX, ELEMENTS_MAX};

/// What comes next.
pub(crate) enum Node<'a> {
    /// An element begins; its [`Node::Close`] follows after its children.
    Open(Tag<'a>),
    /// The element that began last ends.
    Close,
    /// Text between.
    Text(Cow<'a, str>),
    /// The part ends.
    End,
}

/// An element's name and attributes.
pub(crate) struct Tag<'a>(BytesStart<'a>);

/// Elements of a part, in order.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    elements: u64,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(part: &'a str) -> Xml<'a> {
        let mut reader = Reader::from_str(part);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Xml {
            reader,
            depth: 0,
            elements: 0,
        }
    }

    pub(crate) fn next(&mut self) -> Result<Node<'a>, Refusal> {
        loop {
            let event = self
                .reader
                .read_event()
                .map_err(|error| damaged(&error.to_string()))?;
            return Ok(match event {
                Event::Start(tag) => {
                    self.count()?;
                    Node::Open(Tag(tag))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close
                }
                Event::Text(text) => Node::Text(text.xml10_content()),
                Event::CData(text) => Node::Text(text.xml10_content()),
                Event::GeneralRef(entity) => match resolve(&entity) {
                    Some(c) => Node::Text(Cow::Owned(c.to_string())),
                    None => continue,
                },
                Event::Eof if self.depth > 0 => return Err(damaged("XML breaks off")),
                Event::Eof => Node::End,
                _ => continue,
            });
        }
    }

    fn count(&mut self) -> Result<(), Refusal> {
        self.depth += 1;
        self.elements += 1;
        if self.depth > DEPTH_MAX {
            return Err(Refusal::TooMany {
                what: "depth",
                limit: DEPTH_MAX as u64,
            });
        }
        if self.elements > ELEMENTS_MAX {
            return Err(Refusal::TooMany {
                what: "elements",
                limit: ELEMENTS_MAX,
            });
        }
        Ok(())
    }

    /// Passes over the rest of the element that began last.
    pub(crate) fn skip(&mut self) -> Result<(), Refusal> {
        let mut open = 1_usize;
        while open > 0 {
            match self.next()? {
                Node::Open(_) => open += 1,
                Node::Close => open -= 1,
                Node::Text(_) => {}
                Node::End => return Ok(()),
            }
        }
        Ok(())
    }

    /// All text inside the element that began last.
    pub(crate) fn text(&mut self) -> Result<String, Refusal> {
        let mut text = String::new();
        let mut open = 1_usize;
        while open > 0 {
            match self.next()? {
                Node::Open(_) => open += 1,
                Node::Close => open -= 1,
                Node::Text(more) => text.push_str(&more),
                Node::End => break,
            }
        }
        Ok(text)
    }

    /// Calls `each` for every element of the part, whatever its depth. `each` must not consume.
    pub(crate) fn each_tag(part: &'a str, mut each: impl FnMut(&Tag<'a>)) -> Result<(), Refusal> {
        let mut xml = Xml::new(part);
        loop {
            match xml.next()? {
                Node::Open(tag) => each(&tag),
                Node::End => return Ok(()),
                Node::Close | Node::Text(_) => {}
            }
        }
    }
}

impl Tag<'_> {
    /// Name without prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Value of the attribute of this local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        for attribute in attributes.flatten() {
            if attribute.key.local_name().into_inner() == name {
                return Some(unescape(&attribute.value));
            }
        }
        None
    }

    /// Value of the attribute of this local name that has a prefix: `r:id`, where `id` is another.
    pub(crate) fn prefixed(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let is_it = |key: quick_xml::name::QName<'_>| {
            key.prefix().is_some() && key.local_name().into_inner() == name
        };
        let found = attributes
            .flatten()
            .find(|attribute| is_it(attribute.key))?;
        Some(unescape(&found.value))
    }

    /// `w:val`, which most properties of Word carry.
    pub(crate) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// A property that is on unless it says otherwise: `<w:b/>`, `<w:b w:val="0"/>`.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(
            self.value().as_deref(),
            Some("0" | "false" | "off" | "none")
        )
    }

    /// A whole number in this attribute.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }
}

fn unescape(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), Cow::into_owned)
}

/// The five entities of XML and numbers; names that only a DTD knows show nothing.
fn resolve(entity: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return Some(c);
    }
    match entity.xml10_content().as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

pub(crate) fn damaged(detail: &str) -> Refusal {
    Refusal::Damaged {
        detail: detail.to_owned(),
    }
}
