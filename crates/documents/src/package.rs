//! Zip packages: which kind of Office file they are, and their parts, inflated within limits.
//!
//! Parts are looked up by name and kept in memory; nothing is written, so paths inside the package
//! mean nothing. Sizes in its directory are not believed: bytes are counted while they inflate.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Refusal;
use crate::limits::{
    INFLATE_RATIO_FROM, INFLATE_RATIO_MAX, PACKAGE_BYTES_MAX, PACKAGE_ENTRIES_MAX, PART_BYTES_MAX,
};
use crate::upload::MediaKind;
use crate::xml::{Xml, damaged};

/// An open package.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    inflated: u64,
}

/// Office files that are read, with the name of their main part.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Office {
    /// A text and its main part.
    Document(String),
    /// A workbook and its main part.
    Workbook(String),
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Refusal> {
        let entries = declared_entries(bytes);
        if entries > PACKAGE_ENTRIES_MAX as u64 {
            let limit = PACKAGE_ENTRIES_MAX as u64;
            return Err(Refusal::TooMany {
                what: "entries",
                limit,
            });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
        if archive.len() > PACKAGE_ENTRIES_MAX {
            let limit = PACKAGE_ENTRIES_MAX as u64;
            return Err(Refusal::TooMany {
                what: "entries",
                limit,
            });
        }
        Ok(Package {
            archive,
            inflated: 0,
        })
    }

    /// What the package is, by its own table of content types.
    pub(crate) fn office(&mut self) -> Result<Office, Refusal> {
        let names: Vec<String> = self
            .archive
            .file_names()
            .flatten()
            .map(|name| name.to_ascii_lowercase())
            .collect();
        if names.iter().any(|name| name.ends_with("vbaproject.bin")) {
            return Err(Refusal::Macros);
        }
        let Some(types) = self.part("[Content_Types].xml")? else {
            return Err(Refusal::UnknownFormat {
                found: Some(self.other(&names)?),
            });
        };
        let main = self.main_part()?;
        let kind = content_type(&types, &main)?.unwrap_or_default();
        if kind.contains("macroEnabled") {
            return Err(Refusal::Macros);
        }
        let found = match kind.as_str() {
            kind if kind.contains("wordprocessingml") => return Ok(Office::Document(main)),
            kind if kind.contains("spreadsheetml") => return Ok(Office::Workbook(main)),
            kind if kind.contains("presentationml") => "PPTX",
            kind if kind.contains("sheet.binary") => "XLSB",
            // Some producers give one default type for all XML; then the folder tells.
            _ if main.starts_with("word/") => return Ok(Office::Document(main)),
            _ if main.starts_with("xl/") => return Ok(Office::Workbook(main)),
            _ => "Office Open XML",
        };
        Err(Refusal::UnknownFormat { found: Some(found) })
    }

    /// Names of all entries. Their declared sizes are held to the limits: what is
    /// not inflated here would be by whoever opens the file.
    pub(crate) fn entries(&mut self) -> Result<Vec<String>, Refusal> {
        let mut names = Vec::with_capacity(self.archive.len());
        let mut total = 0_u64;
        for at in 0..self.archive.len() {
            let file = self
                .archive
                .by_index_raw(at)
                .map_err(|error| refusal(&error))?;
            if file.encrypted() {
                return Err(Refusal::Encrypted);
            }
            let (size, packed) = (file.size(), file.compressed_size().max(1));
            let dense = size > INFLATE_RATIO_FROM && size / packed > INFLATE_RATIO_MAX;
            total = total.saturating_add(size);
            if dense || size > PART_BYTES_MAX || total > PACKAGE_BYTES_MAX {
                return Err(Refusal::Bomb);
            }
            let name = file.name().map_err(|error| refusal(&error))?;
            names.push(name.into_owned());
        }
        Ok(names)
    }

    /// Whether nothing is in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.archive.is_empty()
    }

    /// What the package is to someone who keeps it, not only to the readers.
    pub(crate) fn media(&mut self) -> Result<MediaKind, Refusal> {
        match self.office() {
            Ok(Office::Document(_)) => Ok(MediaKind::Docx),
            Ok(Office::Workbook(_)) => Ok(MediaKind::Xlsx),
            Err(Refusal::UnknownFormat { found }) => match found {
                Some("PPTX") => Ok(MediaKind::Pptx),
                Some("ODT") => Ok(MediaKind::Odt),
                Some("ODS") => Ok(MediaKind::Ods),
                Some("JAR") => Err(Refusal::Program { found: "JAR" }),
                Some("ZIP") => Err(Refusal::Archive { found: "ZIP" }),
                found => Err(Refusal::UnknownFormat { found }),
            },
            Err(refusal) => Err(refusal),
        }
    }

    /// Name of the part that the package's own relations call its document.
    fn main_part(&mut self) -> Result<String, Refusal> {
        let relations = self.part("_rels/.rels")?.unwrap_or_default();
        let mut main = None;
        Xml::each_tag(&relations, |tag| {
            let kind = tag.attribute("Type").unwrap_or_default();
            if tag.name() == "Relationship" && kind.ends_with("/officeDocument") {
                main = tag
                    .attribute("Target")
                    .map(|path| path.trim_start_matches('/').to_owned());
            }
        })?;
        main.ok_or_else(|| damaged("package without a main part"))
    }

    /// Names of packages that are known and not read.
    fn other(&mut self, names: &[String]) -> Result<&'static str, Refusal> {
        let mimetype = self.part("mimetype")?.unwrap_or_default();
        Ok(match mimetype.trim() {
            kind if kind.starts_with("application/vnd.oasis.opendocument.text") => "ODT",
            kind if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => "ODS",
            kind if kind.starts_with("application/vnd.oasis.opendocument") => "OpenDocument",
            "application/epub+zip" => "EPUB",
            _ if names.iter().any(|name| name == "meta-inf/manifest.mf") => "JAR",
            _ => "ZIP",
        })
    }

    /// The text of a part, or nothing if there is none.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let mut file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(refusal(&error)),
        };
        let left = PACKAGE_BYTES_MAX
            .saturating_sub(self.inflated)
            .min(PART_BYTES_MAX);
        let compressed = file.compressed_size().max(1);
        let by_ratio = INFLATE_RATIO_FROM.max(compressed.saturating_mul(INFLATE_RATIO_MAX));
        let limit = left.min(by_ratio);
        let mut bytes = Vec::new();
        let read = file.by_ref().take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| damaged(&error.to_string()))?;
        if bytes.len() as u64 > limit {
            return Err(Refusal::Bomb);
        }
        self.inflated += bytes.len() as u64;
        Ok(Some(text(bytes)))
    }
}

/// Parts are UTF-8; the standard also allows UTF-16, and broken bytes cost a character only.
fn text(bytes: Vec<u8>) -> String {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

/// The content type that `[Content_Types].xml` gives a part.
fn content_type(types: &str, part: &str) -> Result<Option<String>, Refusal> {
    let mut found = None;
    Xml::each_tag(types, |tag| {
        let name = tag.attribute("PartName").unwrap_or_default();
        if tag.name() == "Override" && name.trim_start_matches('/').eq_ignore_ascii_case(part) {
            found = tag.attribute("ContentType");
        }
    })?;
    Ok(found)
}

/// Number of entries by the end record, before anything is allocated for them.
fn declared_entries(bytes: &[u8]) -> u64 {
    let tail = &bytes[bytes.len().saturating_sub(70_000)..];
    let at = |mark: &[u8; 4]| tail.windows(4).rposition(|window| window == mark);
    let short = at(b"PK\x05\x06").and_then(|start| tail.get(start + 10..start + 12));
    let long = at(b"PK\x06\x06").and_then(|start| tail.get(start + 32..start + 40));
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    };
    number(short.unwrap_or_default()).max(number(long.unwrap_or_default()))
}

fn refusal(error: &ZipError) -> Refusal {
    match error {
        ZipError::InvalidPassword => Refusal::Encrypted,
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            Refusal::Encrypted
        }
        error => damaged(&error.to_string()),
    }
}
