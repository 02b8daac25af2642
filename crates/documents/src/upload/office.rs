//! Packages of Office and `OpenDocument`: which, and whether anything in them would run or call out.

use super::{MediaKind, Note};
use crate::Refusal;
use crate::package::Package;
use crate::xml::{Node, Xml};

/// The kind of package and what is worth a word in it.
pub(super) fn read(bytes: &[u8]) -> Result<(MediaKind, Vec<Note>), Refusal> {
    let mut package = Package::open(bytes)?;
    let names = package.entries()?;
    let mut notes = Vec::new();
    for name in &names {
        let folded = name.to_ascii_lowercase();
        entry(&folded)?;
        if folded.contains("/embeddings/") && !folded.ends_with('/') {
            notes.push(Note::Attachments);
        }
    }
    let kind = package.media()?;
    for name in &names {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        if extension.eq_ignore_ascii_case("rels") {
            let part = package.part(name)?.unwrap_or_default();
            notes.extend(relations(&part)?.then_some(Note::ExternalLinks));
        } else if extension.eq_ignore_ascii_case("xml") {
            // Whatever its name: a package may call its main part as it likes.
            content(&package.part(name)?.unwrap_or_default())?;
        }
    }
    Ok((kind, notes))
}

/// Looks through a part that could hold fields, links to programs or a note of encryption.
fn content(part: &str) -> Result<(), Refusal> {
    if part.contains("instr") {
        fields(part)?;
    }
    if part.contains("ddeLink") {
        links(part)?;
    }
    if part.contains("encryption-data") {
        manifest(part)?;
    }
    Ok(())
}

/// Refuses by the name of an entry, in lower case.
fn entry(name: &str) -> Result<(), Refusal> {
    let last = name.rsplit('/').next().unwrap_or("");
    let macros = last.starts_with("vbaproject")
        || ["basic/", "scripts/"]
            .iter()
            .any(|folder| name.starts_with(folder))
        || name.contains("/macrosheets/")
        || name.contains("/dialogsheets/");
    if macros {
        return Err(Refusal::Macros);
    }
    let runs = [
        ".docm", ".dotm", ".xlsm", ".xlsb", ".pptm", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd",
        ".ps1", ".hta", ".scr", ".jar", ".lnk", ".msi",
    ];
    let object = last.starts_with("oleobject") || name.contains("/activex/");
    let climbs = name.split(['/', '\\']).any(|step| step == "..") || name.starts_with(['/', '\\']);
    if object || climbs || runs.iter().any(|end| last.ends_with(end)) {
        return Err(Refusal::Objects);
    }
    Ok(())
}

/// Whether a part refers to pictures or workbooks elsewhere; templates and objects from elsewhere
/// are loaded on opening, and refused.
fn relations(part: &str) -> Result<bool, Refusal> {
    const LOADED: [&str; 6] = [
        "/attachedTemplate",
        "/oleObject",
        "/frame",
        "/subDocument",
        "/control",
        "/package",
    ];
    let (mut refused, mut external) = (false, false);
    Xml::each_tag(part, |tag| {
        let mode = tag.attribute("TargetMode").unwrap_or_default();
        if tag.name() != "Relationship" || !mode.eq_ignore_ascii_case("External") {
            return;
        }
        let kind = tag.attribute("Type").unwrap_or_default();
        let target = tag.attribute("Target").unwrap_or_default();
        if LOADED.iter().any(|end| kind.ends_with(end)) && !is_local(&target) {
            refused = true;
        }
        external |= !kind.ends_with("/hyperlink");
    })?;
    if refused {
        return Err(Refusal::Objects);
    }
    Ok(external)
}

/// A template on the writer's own disk: Word notes its path, and it harms nobody else.
fn is_local(target: &str) -> bool {
    let path = target.trim().to_ascii_lowercase();
    let path = path.strip_prefix("file:///").unwrap_or(&path);
    let mut letters = path.chars();
    let drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    drive && matches!(letters.next(), Some(':' | '|')) && matches!(letters.next(), Some('/' | '\\'))
}

/// Fields that run a program when the text is opened: `DDE`, `DDEAUTO`.
fn fields(part: &str) -> Result<(), Refusal> {
    let mut xml = Xml::new(part);
    let mut code = String::new();
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "instrText" => code.push_str(&xml.text()?),
            Node::Open(tag) if tag.name() == "fldSimple" => {
                code.push('\n');
                code.push_str(&tag.attribute("instr").unwrap_or_default());
            }
            Node::Open(tag) if tag.name() == "fldChar" => code.push('\n'),
            Node::End => break,
            _ => {}
        }
    }
    let runs = |line: &str| {
        let first = line.split_whitespace().next().unwrap_or("");
        first.to_ascii_uppercase().starts_with("DDE")
    };
    if code.lines().any(runs) {
        return Err(Refusal::Objects);
    }
    Ok(())
}

/// Links of a workbook that start a program.
fn links(part: &str) -> Result<(), Refusal> {
    let mut found = false;
    Xml::each_tag(part, |tag| found |= tag.name() == "ddeLink")?;
    if found { Err(Refusal::Objects) } else { Ok(()) }
}

/// `OpenDocument` says in its manifest that it is under a password.
fn manifest(part: &str) -> Result<(), Refusal> {
    let mut found = false;
    Xml::each_tag(part, |tag| found |= tag.name() == "encryption-data")?;
    if found {
        Err(Refusal::Encrypted)
    } else {
        Ok(())
    }
}
