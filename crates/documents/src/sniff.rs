//! What a file is, by its first bytes. Names and extensions are never asked.

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Office packages and others.
    Zip,
    /// Compound file of Microsoft: old Office, or a package under a password.
    Ole,
    /// PDF.
    Pdf,
    /// HTML.
    Html,
    /// Known, not read.
    Other(&'static str),
    /// Nothing else, so text if anything.
    Text,
}

/// Leading bytes of formats that are known and not read.
const OTHERS: [(&[u8], &str); 19] = [
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"RIFF", "RIFF (WebP, WAV)"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ\0", "XZ"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "ELF"),
    (b"%!PS", "PostScript"),
    (b"SQLite format 3\0", "SQLite"),
    (b"AT&TFORM", "DjVu"),
];

/// Looks at the content.
pub(crate) fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Kind::Ole;
    }
    if is_pdf(bytes) {
        return Kind::Pdf;
    }
    if let Some(found) = other(bytes) {
        return Kind::Other(found);
    }
    if is_html(bytes) {
        Kind::Html
    } else {
        Kind::Text
    }
}

/// PDF readers accept the mark anywhere in the first kilobyte; mail gateways put lines before it.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(5).any(|window| window == b"%PDF-")
}

/// Short marks («BM», «MZ») also begin words: then zero bytes must follow somewhere.
fn other(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(512)];
    let (mark, found) = OTHERS.iter().find(|(mark, _)| bytes.starts_with(mark))?;
    let binary = mark.len() > 3 || !mark.is_ascii() || head.contains(&0);
    binary.then_some(*found)
}

/// A tag that begins a page or a piece of one, after white space, comments and declarations.
fn is_html(bytes: &[u8]) -> bool {
    const STARTS: [&str; 17] = [
        "!doctype html",
        "html",
        "head",
        "body",
        "meta",
        "title",
        "style",
        "table",
        "div",
        "center",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "p>",
        "p ",
    ];
    let head: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|byte| *byte != 0)
        .take(4096)
        .collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let mut rest = head
        .trim_start_matches(['\u{feff}', '\u{fffd}'])
        .trim_start();
    while let Some(after) = skip_declaration(rest) {
        rest = after.trim_start();
    }
    let tag = rest.strip_prefix('<').unwrap_or("");
    STARTS.iter().any(|start| tag.starts_with(start))
}

/// Past an XML declaration or a comment at the start.
fn skip_declaration(text: &str) -> Option<&str> {
    let end = match text {
        text if text.starts_with("<?xml") => ">",
        text if text.starts_with("<!--") => "-->",
        _ => return None,
    };
    text.find(end).map(|at| &text[at + end.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Kind) {
        assert_eq!(kind(bytes), expected);
    }

    #[test]
    fn content_decides() {
        check(b"PK\x03\x04rest", Kind::Zip);
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Ole);
        check(b"\n%PDF-1.7", Kind::Pdf);
        check(b"{\\rtf1\\ansi", Kind::Other("RTF"));
        check(b"\xff\xd8\xff\xe0", Kind::Other("JPEG"));
        check(b"BM\x36\0\0", Kind::Other("BMP"));
        check("BM01 là mẫu báo cáo".as_bytes(), Kind::Text);
        check(b"\xef\xbb\xbf\n<!-- a --><!DOCTYPE html><html>", Kind::Html);
        check(b"<?xml version='1.0'?><html>", Kind::Html);
        check(b"<table><tr>", Kind::Html);
        check(b"<b>III. KINH PH\xc3\x8d</b>", Kind::Text);
        check(b"", Kind::Text);
    }
}
