//! Which letters the bytes of a page mean: byte order mark, then what the page says, then UTF-8.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1258};

use crate::Refusal;
use crate::limits::TEXT_BYTES_MAX;
use crate::text::{self, Decoded};

/// How far into a page browsers look for its character set, generously.
const LOOK: usize = 4096;

/// Decodes a page.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    if bytes.len() as u64 > TEXT_BYTES_MAX {
        return Err(Refusal::TooLarge {
            bytes: bytes.len() as u64,
            limit: TEXT_BYTES_MAX,
        });
    }
    let has_mark = matches!(
        bytes,
        [0xef, 0xbb, 0xbf, ..] | [0xff, 0xfe, ..] | [0xfe, 0xff, ..]
    );
    // Pages that say another set and are UTF-8 all the same are common; the reverse is not.
    if has_mark || std::str::from_utf8(bytes).is_ok() {
        return text::decode(bytes);
    }
    let encoding = declared(bytes).unwrap_or(WINDOWS_1258);
    if encoding == UTF_8 {
        return text::decode(bytes);
    }
    let (decoded, _, _) = encoding.decode(bytes);
    Ok(Decoded {
        text: decoded.into_owned(),
        findings: Vec::new(),
    })
}

/// The set that `<meta charset=…>` or its older form names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOK)]).to_ascii_lowercase();
    let after = &head[head.find("charset=")? + "charset=".len()..];
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes())
}
