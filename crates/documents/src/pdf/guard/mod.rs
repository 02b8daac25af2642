//! Looks a file over before the PDF library sees it. The library recurses as deep as objects nest
//! and pages hang together, and inflates object streams without a limit; neither a stack that
//! overflows nor memory that runs out could be caught afterwards.

mod streams;
mod tree;

use crate::Refusal;
use crate::limits::PDF_DEPTH_MAX;
use std::ops::Range;
use streams::Streams;
use tree::Tree;

/// Refuses a file that could harm the reader.
pub(super) fn file(bytes: &[u8]) -> Result<(), Refusal> {
    nesting(bytes)?;
    let mut tree = Tree::default();
    let mut streams = Streams::new(find(bytes, b"/Encrypt", 0).is_some());
    let mut at = 0;
    while let Some(object) = find(bytes, b"obj", at) {
        at = object + 3;
        if object >= 3 && bytes[object - 3..object] == *b"end" {
            continue;
        }
        let body = object_body(bytes, at);
        if let Some(number) = number_before(bytes, object) {
            tree.object(number, &bytes[body.clone()]);
        }
        if let Some(data) = stream_start(bytes, &body) {
            let dict = body.start
                + bytes[body.clone()]
                    .iter()
                    .position(|b| *b == b'<')
                    .unwrap_or(0);
            streams.look(&bytes[dict..], &bytes[data..], &mut tree)?;
            at = find(bytes, b"endstream", data).unwrap_or(bytes.len());
        }
    }
    streams.containers()?;
    tree.check()
}

/// Refuses content whose brackets nest too deeply.
pub(super) fn nesting(bytes: &[u8]) -> Result<(), Refusal> {
    let mut depth = 0usize;
    for byte in bytes {
        match byte {
            b'[' | b'<' => depth += 1,
            b']' | b'>' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth > PDF_DEPTH_MAX {
            return Err(Refusal::TooMany {
                what: "depth",
                limit: PDF_DEPTH_MAX as u64,
            });
        }
    }
    Ok(())
}

/// Where `needle` next stands.
pub(super) fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let (first, rest) = needle.split_first()?;
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| byte == first)?;
        if bytes[at + 1..].starts_with(rest) {
            return Some(at);
        }
        at += 1;
    }
}

/// From behind `obj` to `stream` or `endobj`, or to the end.
fn object_body(bytes: &[u8], start: usize) -> Range<usize> {
    let end = find(bytes, b"endobj", start).unwrap_or(bytes.len());
    match find(&bytes[..end], b"stream", start) {
        Some(stream) => start..stream,
        None => start..end,
    }
}

fn stream_start(bytes: &[u8], body: &Range<usize>) -> Option<usize> {
    let rest = bytes.get(body.end..)?.strip_prefix(b"stream")?;
    let line_end = rest
        .iter()
        .take(2)
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count();
    Some(bytes.len() - rest.len() + line_end)
}

/// «12» of «12 0 obj».
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let start = at.saturating_sub(24);
    let text = std::str::from_utf8(&bytes[start..at])
        .ok()
        .unwrap_or_default();
    let mut words = text.split_ascii_whitespace().rev();
    words.next()?.parse::<u32>().ok()?;
    words.next()?.parse().ok()
}
