//! What an uploaded file of evidence is, by its content, and whether others may be shown it.
//!
//! Every file is hostile until shown otherwise: what runs, hides a second file, or calls out when
//! it is opened is refused; what merely deserves a word is noted. The name that the file arrived
//! with decides nothing: it is made safe and given the extension of what the content is.

mod name;
mod office;
mod picture;
mod preview;
mod script;
#[cfg(test)]
mod tests;

use crate::limits::UPLOAD_BYTES_MAX;
use crate::package::Package;
use crate::sniff::{self, Kind};
use crate::{Refusal, Shared, ole, pdf, text};

pub use preview::{Preview, preview};

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// What it is.
    pub kind: MediaKind,
    /// The type under which it is sent to a browser.
    pub media_type: &'static str,
    /// A name to store and send: one path segment, at most 150 bytes, extension by content.
    pub safe_name: String,
    /// What a person who opens it should know.
    pub notes: Vec<Note>,
    /// Width and height of a picture.
    pub size: Option<(u32, u32)>,
}

/// Kinds of files that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediaKind {
    /// PDF.
    Pdf,
    /// Word.
    Docx,
    /// Excel.
    Xlsx,
    /// `PowerPoint`; kept and sent, never shown.
    Pptx,
    /// `OpenDocument` text; kept and sent, never shown.
    Odt,
    /// `OpenDocument` workbook; kept and sent, never shown.
    Ods,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    WebP,
    /// Photograph of a phone; few browsers show it, so it is kept and sent only.
    Heic,
    /// Plain text.
    Text,
    /// Table as text.
    Csv,
}

/// What is worth a word, though no reason to refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// The extension it arrived with said otherwise.
    Renamed,
    /// Other files lie inside: a PDF's attachments, a workbook behind a chart.
    Attachments,
    /// Refers to pictures or workbooks elsewhere.
    ExternalLinks,
    /// Cannot be shown in the page, only downloaded.
    DownloadOnly,
}

impl MediaKind {
    /// The type under which a browser gets it.
    pub fn media_type(self) -> &'static str {
        match self {
            MediaKind::Pdf => "application/pdf",
            MediaKind::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            MediaKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            MediaKind::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            MediaKind::Odt => "application/vnd.oasis.opendocument.text",
            MediaKind::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            MediaKind::Png => "image/png",
            MediaKind::Jpeg => "image/jpeg",
            MediaKind::WebP => "image/webp",
            MediaKind::Heic => "image/heic",
            MediaKind::Text => "text/plain; charset=utf-8",
            MediaKind::Csv => "text/csv; charset=utf-8",
        }
    }

    /// The extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            MediaKind::Pdf => "pdf",
            MediaKind::Docx => "docx",
            MediaKind::Xlsx => "xlsx",
            MediaKind::Pptx => "pptx",
            MediaKind::Odt => "odt",
            MediaKind::Ods => "ods",
            MediaKind::Png => "png",
            MediaKind::Jpeg => "jpg",
            MediaKind::WebP => "webp",
            MediaKind::Heic => "heic",
            MediaKind::Text => "txt",
            MediaKind::Csv => "csv",
        }
    }

    /// Whether it is only kept and sent.
    pub fn is_download_only(self) -> bool {
        matches!(
            self,
            MediaKind::Pptx | MediaKind::Odt | MediaKind::Ods | MediaKind::Heic
        )
    }
}

/// What was found inside, before the name is looked at.
#[derive(Debug, Default)]
struct Found {
    notes: Vec<Note>,
    size: Option<(u32, u32)>,
}

/// Says what a file is, or why it is not kept.
pub fn inspect(bytes: &Shared, name: &str) -> Result<Upload, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() as u64 > UPLOAD_BYTES_MAX {
        return Err(Refusal::TooLarge {
            bytes: bytes.len() as u64,
            limit: UPLOAD_BYTES_MAX,
        });
    }
    let (kind, found) = look(bytes, name)?;
    let mut notes = found.notes;
    if name::differs(name, kind) {
        notes.push(Note::Renamed);
    }
    if kind.is_download_only() {
        notes.push(Note::DownloadOnly);
    }
    notes.sort_unstable();
    notes.dedup();
    Ok(Upload {
        kind,
        media_type: kind.media_type(),
        safe_name: name::safe(name, kind),
        notes,
        size: found.size,
    })
}

fn look(bytes: &Shared, name: &str) -> Result<(MediaKind, Found), Refusal> {
    script::program(bytes, name)?;
    if let Some(picture) = picture::read(bytes)? {
        no_second_file(bytes)?;
        let found = Found {
            size: picture.size,
            ..Found::default()
        };
        return Ok((picture.kind, found));
    }
    match sniff::kind(bytes) {
        Kind::Pdf => {
            only_a_pdf(bytes)?;
            no_second_file(bytes)?;
            let facts = pdf::facts(bytes)?;
            let notes = facts.attachments.then_some(Note::Attachments);
            let notes = notes.into_iter().collect();
            Ok((MediaKind::Pdf, Found { notes, size: None }))
        }
        Kind::Zip if sniff::is_pdf(bytes) => Err(Refusal::TwoFiles),
        Kind::Zip => {
            let (kind, notes) = office::read(bytes)?;
            Ok((kind, Found { notes, size: None }))
        }
        Kind::Ole => Err(ole::refusal(bytes)),
        Kind::Html => Err(Refusal::Active { found: "HTML" }),
        Kind::Other(found) => Err(other(found)),
        Kind::Text => written(bytes, name),
    }
}

fn other(found: &'static str) -> Refusal {
    match found {
        "RAR" | "7-Zip" | "GZIP" | "BZIP2" | "XZ" | "Zstandard" => Refusal::Archive { found },
        "Windows program" | "ELF" => Refusal::Program { found },
        found => Refusal::UnknownFormat { found: Some(found) },
    }
}

fn written(bytes: &[u8], name: &str) -> Result<(MediaKind, Found), Refusal> {
    let decoded = text::decode(bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    script::active(&decoded.text)?;
    let kind = if name::extension(name).as_deref() == Some("csv") {
        MediaKind::Csv
    } else {
        MediaKind::Text
    };
    Ok((kind, Found::default()))
}

/// Mail gateways put lines before the mark of a PDF; anything but printable lines is another file.
fn only_a_pdf(bytes: &[u8]) -> Result<(), Refusal> {
    let mark = bytes.windows(5).position(|window| window == b"%PDF-");
    let before = &bytes[..mark.unwrap_or(0)];
    let before = before.strip_prefix(b"\xef\xbb\xbf").unwrap_or(before);
    let plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\r' | b'\n' | b'\t') && *byte != b'<';
    let other = sniff::kind(before) != Kind::Text;
    if other || !before.iter().all(plain) {
        return Err(Refusal::TwoFiles);
    }
    Ok(())
}

/// A package at the end of another file opens as that package under another name.
fn no_second_file(bytes: &[u8]) -> Result<(), Refusal> {
    let tail = &bytes[bytes.len().saturating_sub(70_000)..];
    let ends_as_package = tail.windows(4).any(|window| window == b"PK\x05\x06");
    if ends_as_package && Package::open(bytes).is_ok_and(|package| !package.is_empty()) {
        return Err(Refusal::TwoFiles);
    }
    Ok(())
}
