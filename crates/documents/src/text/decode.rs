//! Bytes to text: UTF-8 or UTF-16, with or without a byte order mark, forgiving a few bad bytes.

use domain::{Finding, FindingCode};

use crate::Refusal;
use crate::limits::{REPLACED_ONE_IN, TEXT_BYTES_MAX};

/// Text and what had to be done to get it.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) findings: Vec<Finding>,
}

/// Decodes text, or says that it is none.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    if bytes.len() as u64 > TEXT_BYTES_MAX {
        return Err(Refusal::TooLarge {
            bytes: bytes.len() as u64,
            limit: TEXT_BYTES_MAX,
        });
    }
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if bytes.contains(&0) => Err(Refusal::NotText),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<Decoded, Refusal> {
    if bytes.contains(&0) {
        return Err(Refusal::NotText);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text: text.to_owned(),
            findings: Vec::new(),
        }),
        Err(_) => replaced(String::from_utf8_lossy(bytes).into_owned()),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded, Refusal> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    if text.contains('\0') {
        Err(Refusal::NotText)
    } else {
        replaced(text)
    }
}

/// Text with replacement characters: told when they are few, refused when they are many.
fn replaced(text: String) -> Result<Decoded, Refusal> {
    let count = text
        .chars()
        .filter(|c| *c == char::REPLACEMENT_CHARACTER)
        .count();
    if count > 4 && count * REPLACED_ONE_IN > text.chars().count() {
        return Err(Refusal::NotText);
    }
    let finding = || Finding::new(FindingCode::InvalidUtf8, [count.to_string()]);
    Ok(Decoded {
        findings: (count > 0).then(finding).into_iter().collect(),
        text,
    })
}
