//! What a PDF would do when opened, and how many pages it has: every object is looked at, also
//! those inside compressed streams; no page is read.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, MaybeRef, Name, Object};

use crate::Refusal;
use crate::limits::{DEPTH_MAX, PDF_PAGES_MAX};

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) pages: usize,
    /// Other files lie inside.
    pub(crate) attachments: bool,
}

/// Looks an opened file over; refuses one that runs something.
pub(super) fn of(pdf: &Pdf, bytes: &[u8]) -> Result<Facts, Refusal> {
    raw(bytes)?;
    let mut facts = Facts {
        pages: pdf.pages().len(),
        attachments: false,
    };
    if facts.pages > PDF_PAGES_MAX {
        return Err(Refusal::TooMany {
            what: "pages",
            limit: PDF_PAGES_MAX as u64,
        });
    }
    for object in pdf.objects() {
        look(object, &mut facts, DEPTH_MAX)?;
    }
    Ok(facts)
}

/// Viewers repair broken files in their own ways; the plainest spelling is refused anywhere.
fn raw(bytes: &[u8]) -> Result<(), Refusal> {
    for mark in [&b"/JavaScript"[..], b"/Launch"] {
        let mut rest = bytes;
        while let Some(at) = super::guard::find(rest, mark, 0) {
            rest = &rest[at + mark.len()..];
            if rest
                .first()
                .is_none_or(|byte| !byte.is_ascii_alphanumeric())
            {
                return Err(runs());
            }
        }
    }
    Ok(())
}

fn runs() -> Refusal {
    Refusal::Active { found: "PDF" }
}

fn look(object: Object<'_>, facts: &mut Facts, depth: usize) -> Result<(), Refusal> {
    let Some(depth) = depth.checked_sub(1) else {
        return Ok(());
    };
    match object {
        Object::Dict(dict) => dictionary(&dict, facts, depth),
        Object::Stream(stream) => dictionary(stream.dict(), facts, depth),
        Object::Array(array) => {
            for item in array.raw_iter() {
                if let MaybeRef::NotRef(object) = item {
                    look(object, facts, depth)?;
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn dictionary(dict: &Dict<'_>, facts: &mut Facts, depth: usize) -> Result<(), Refusal> {
    let action = dict.get::<Name<'_>>("S");
    let subtype = dict.get::<Name<'_>>("Subtype");
    let is = |name: &Option<Name<'_>>, any: &[&[u8]]| {
        name.as_ref()
            .is_some_and(|name| any.contains(&name.as_ref()))
    };
    let scripted =
        dict.contains_key("JS") || is(&action, &[b"JavaScript", b"Launch", b"Rendition"]);
    let media =
        is(&subtype, &[b"RichMedia", b"Movie", b"Screen", b"3D"]) || dict.contains_key("XFA");
    if scripted || media {
        return Err(runs());
    }
    facts.attachments |= dict.contains_key("EF") || dict.contains_key("EmbeddedFiles");
    if dict.contains_key("EF") {
        attached(dict)?;
    }
    for (_, value) in dict.entries() {
        if let MaybeRef::NotRef(object) = value {
            look(object, facts, depth)?;
        }
    }
    Ok(())
}

/// An attached file that would run.
fn attached(dict: &Dict<'_>) -> Result<(), Refusal> {
    const RUN: [&str; 22] = [
        "exe", "com", "bat", "cmd", "scr", "pif", "msi", "js", "jse", "vbs", "vbe", "wsf", "hta",
        "ps1", "lnk", "jar", "reg", "docm", "xlsm", "pptm", "dll", "html",
    ];
    for key in ["F", "UF", "DOS", "Unix", "Mac"] {
        let Some(name) = dict.get::<hayro_syntax::object::String<'_>>(key) else {
            continue;
        };
        // UTF-16 names have a zero byte before each of these letters.
        let name: Vec<u8> = name
            .as_bytes()
            .iter()
            .copied()
            .filter(|byte| *byte != 0)
            .collect();
        let name = String::from_utf8_lossy(&name).to_ascii_lowercase();
        if RUN
            .iter()
            .any(|end| name.trim().ends_with(&format!(".{end}")))
        {
            return Err(runs());
        }
    }
    Ok(())
}
