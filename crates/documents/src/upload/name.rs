//! Names of files made safe to store, send in a header and open on any system.

use unicode_normalization::UnicodeNormalization as _;

use super::MediaKind;

/// Bytes of a name with its extension: systems allow 255, and copies get « (2)» and the like.
const BYTES_MAX: usize = 150;

/// Extensions that are cut off before the right one is set, so that no `a.pdf.exe` remains.
const EXTENSIONS: [&str; 62] = [
    "pdf", "doc", "docx", "docm", "dot", "dotm", "xls", "xlsx", "xlsm", "xlsb", "ppt", "pptx",
    "pptm", "odt", "ods", "odp", "rtf", "png", "jpg", "jpeg", "jfif", "webp", "heic", "heif",
    "gif", "bmp", "tif", "tiff", "svg", "txt", "csv", "tsv", "md", "log", "htm", "html", "xml",
    "zip", "rar", "7z", "exe", "com", "bat", "cmd", "scr", "pif", "msi", "js", "jse", "vbs", "vbe",
    "wsf", "hta", "ps1", "lnk", "url", "jar", "reg", "sh", "php", "dll", "apk",
];

/// The last extension in lower case, if the name has one that is known.
pub(super) fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.trim().rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    (!stem.is_empty() && EXTENSIONS.contains(&extension.as_str())).then_some(extension)
}

/// Whether the name promised something else.
pub(super) fn differs(name: &str, kind: MediaKind) -> bool {
    let same: &[&str] = match kind {
        MediaKind::Jpeg => &["jpg", "jpeg", "jfif"],
        MediaKind::Heic => &["heic", "heif"],
        MediaKind::Text => &["txt", "md", "log", "tsv", "xml"],
        _ => &[],
    };
    extension(name)
        .is_some_and(|found| found != kind.extension() && !same.contains(&found.as_str()))
}

/// A name of one path segment, with the extension of its content.
pub(super) fn safe(name: &str, kind: MediaKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let clean: String = last.nfc().filter(|c| !is_hidden(*c)).map(plain).collect();
    let words: Vec<&str> = clean.split_whitespace().collect();
    let mut stem = words.join(" ");
    while let Some(extension) = extension(&stem) {
        stem.truncate(stem.len() - extension.len() - 1);
    }
    let stem = stem.trim_matches(['.', ' ', '-', '_']);
    let stem = match stem {
        "" => "tep".to_owned(),
        stem if is_reserved(stem) => format!("_{stem}"),
        stem => stem.to_owned(),
    };
    let extension = kind.extension();
    let room = BYTES_MAX - extension.len() - 1;
    format!("{}.{extension}", cut(&stem, room))
}

/// Controls, direction overrides and marks of no width: they make a name look like another.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' | '\u{2028}' | '\u{2029}')
}

/// Signs that some system does not allow in a name, or a header would have to escape.
fn plain(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' | ';' | '%' | '`' | '$' => '-',
        c => c,
    }
}

/// Names of devices, which some systems open instead of the file.
fn is_reserved(stem: &str) -> bool {
    let first = stem
        .split(['.', ' '])
        .next()
        .unwrap_or("")
        .to_ascii_uppercase();
    let numbered = |device: &str| {
        first
            .strip_prefix(device)
            .is_some_and(|rest| matches!(rest.chars().collect::<Vec<_>>().as_slice(), [c] if c.is_ascii_digit() || "¹²³".contains(*c)))
    };
    matches!(
        first.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) || numbered("COM")
        || numbered("LPT")
}

fn cut(stem: &str, room: usize) -> &str {
    let end = (0..=room.min(stem.len()))
        .rev()
        .find(|at| stem.is_char_boundary(*at));
    stem[..end.unwrap_or(0)].trim_end_matches([' ', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &str) {
        assert_eq!(safe(name, MediaKind::Pdf), expected);
    }

    #[test]
    fn a_name_is_one_safe_segment_with_the_right_extension() {
        check("Báo cáo quý I.2024.pdf", "Báo cáo quý I.2024.pdf");
        check("Ba\u{301}o ca\u{301}o.PDF", "Báo cáo.pdf");
        check("../../etc/passwd", "passwd.pdf");
        check("C:\\Users\\an\\Quyết định.docx", "Quyết định.pdf");
        check("a.pdf.exe", "a.pdf");
        check("\u{202e}fdp.exe", "fdp.pdf");
        check(
            "so\u{200b}\u{0} 1\r\nSet-Cookie: a.pdf",
            "so 1Set-Cookie- a.pdf",
        );
        check("CON", "_CON.pdf");
        check("com1.2024.pdf", "_com1.2024.pdf");
        check("  ...  ", "tep.pdf");
        check("", "tep.pdf");
        check("36/KH-UBND", "KH-UBND.pdf");
        check("a<b>\"c\"|d?.pdf", "a-b--c--d.pdf");
    }

    #[test]
    fn a_long_name_is_cut_between_letters() {
        let name = safe(&"ệ".repeat(400), MediaKind::Docx);
        assert!(
            name.len() <= BYTES_MAX && name.ends_with("ệ.docx"),
            "{name}"
        );
    }

    #[test]
    fn an_extension_that_says_otherwise_is_noticed() {
        assert!(differs("anh.png", MediaKind::Jpeg));
        assert!(!differs("anh.JPEG", MediaKind::Jpeg));
        assert!(!differs("Báo cáo quý I.2024", MediaKind::Pdf));
    }
}
