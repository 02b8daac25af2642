//! Compound files of Microsoft, told apart by the names of their streams; none is read.

use crate::Refusal;

/// Names of streams, with what a file that has one is.
const STREAMS: [(&str, &str); 5] = [
    ("WordDocument", "DOC (Word 97-2003)"),
    ("Workbook", "XLS (Excel 97-2003)"),
    ("PowerPoint Document", "PPT (PowerPoint 97-2003)"),
    ("__substg1.0_", "MSG (Outlook)"),
    ("Book", "XLS (Excel 95)"),
];

/// Says what the file is and why it is not read.
pub(crate) fn refusal(bytes: &[u8]) -> Refusal {
    if holds(bytes, "EncryptedPackage") || holds(bytes, "EncryptionInfo") {
        return Refusal::Encrypted;
    }
    let found = STREAMS
        .iter()
        .find(|(stream, _)| holds(bytes, stream))
        .map(|(_, found)| *found);
    Refusal::UnknownFormat {
        found: Some(found.unwrap_or("OLE")),
    }
}

/// Whether this name stands in the directory, where names are UTF-16. Entries begin at multiples
/// of 128 bytes.
fn holds(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.chunks(128).any(|entry| entry.starts_with(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_name_the_format() {
        let file = |name: &str| {
            let mut bytes = vec![0; 1024];
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            refusal(&bytes)
        };
        assert_eq!(file("EncryptedPackage"), Refusal::Encrypted);
        assert_eq!(
            file("WordDocument"),
            Refusal::UnknownFormat {
                found: Some("DOC (Word 97-2003)")
            }
        );
        assert_eq!(file("Other"), Refusal::UnknownFormat { found: Some("OLE") });
    }
}
