//! Decodes streams within a budget. The PDF library inflates without a limit, so that the common
//! filters are done here and only rare ones, on short data, are left to it.

use super::budget::Budget;
use crate::limits::PDF_RARE_STREAM_BYTES_MAX;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use std::borrow::Cow;
use std::io::Read;

/// The stream's content, or nothing when it cannot be decoded or the budget is spent.
pub(super) fn decode<'a>(stream: &Stream<'a>, budget: &mut Budget) -> Option<Cow<'a, [u8]>> {
    let filters = stream.filters();
    let predicted = ["DecodeParms", "DP"]
        .iter()
        .any(|key| stream.dict().contains_key(key));
    let known = |filter: &Filter| {
        matches!(
            filter,
            Filter::FlateDecode | Filter::Ascii85Decode | Filter::AsciiHexDecode
        )
    };
    let raw = stream.raw_data();
    if !filters.iter().all(known) || (predicted && filters.contains(&Filter::FlateDecode)) {
        let bytes = if raw.len() <= PDF_RARE_STREAM_BYTES_MAX {
            stream.decoded().ok()?
        } else {
            return None;
        };
        budget.bytes(bytes.len()).ok()?;
        return Some(bytes);
    }
    let mut bytes = raw;
    for filter in &filters {
        bytes = Cow::Owned(match filter {
            Filter::FlateDecode => inflate(&bytes, budget)?,
            Filter::Ascii85Decode => ascii85(&bytes),
            _ => ascii_hex(&bytes),
        });
    }
    Some(bytes)
}

/// Inflates zlib or bare deflate data; what stands before an error is kept.
fn inflate(bytes: &[u8], budget: &mut Budget) -> Option<Vec<u8>> {
    let limit = budget.bytes_left();
    let mut out = Vec::new();
    let zlib = ZlibDecoder::new(bytes)
        .take(limit + 1)
        .read_to_end(&mut out);
    if zlib.is_err() && out.is_empty() {
        let bare = bytes.get(2..).unwrap_or_default();
        let _ = DeflateDecoder::new(bare)
            .take(limit + 1)
            .read_to_end(&mut out);
    }
    budget.bytes(out.len()).ok()?;
    Some(out)
}

fn ascii_hex(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
        .collect()
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut group: Vec<u8> = Vec::with_capacity(5);
    for byte in bytes.iter().copied().take_while(|byte| *byte != b'~') {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            out.extend(word85(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend(&word85(&group)[..kept]);
    }
    out
}

fn word85(group: &[u8]) -> [u8; 4] {
    group
        .iter()
        .fold(0u32, |sum, digit| {
            sum.wrapping_mul(85).wrapping_add(u32::from(*digit))
        })
        .to_be_bytes()
}
