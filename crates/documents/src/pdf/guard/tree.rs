//! How pages hang together. The library follows `/Kids` without looking back, so that a ring or a
//! tree that shares its branches would never end.

use crate::Refusal;
use crate::limits::{PDF_KIDS_MAX, PDF_TREE_DEPTH_MAX};
use std::collections::BTreeMap;

/// Which objects name which others as their kids. Objects defined twice have the kids of both.
#[derive(Debug, Default)]
pub(super) struct Tree {
    kids: BTreeMap<u32, Vec<u32>>,
}

impl Tree {
    /// Notes an object: what follows `/Kids` in it, and all references of a bare array (which may
    /// be the kids of another object).
    pub(super) fn object(&mut self, number: u32, body: &[u8]) {
        let body = body.trim_ascii_start();
        let found = if body.starts_with(b"[") {
            Some(body)
        } else {
            after_kids(body)
        };
        let Some(value) = found else { return };
        let end = match value.trim_ascii_start().first() {
            Some(b'[') => value
                .iter()
                .position(|byte| *byte == b']')
                .unwrap_or(value.len()),
            _ => value
                .iter()
                .position(|byte| *byte == b'R')
                .map_or(0, |at| at + 1),
        };
        let references = references(&value[..end]);
        if !references.is_empty() {
            self.kids.entry(number).or_default().extend(references);
        }
    }

    /// Notes the objects of an object stream.
    pub(super) fn object_stream(&mut self, content: &[u8], first: usize) {
        let header = String::from_utf8_lossy(content.get(..first).unwrap_or_default()).into_owned();
        let numbers: Vec<usize> = header
            .split_ascii_whitespace()
            .map_while(|word| word.parse().ok())
            .collect();
        let entries: Vec<(usize, usize)> = numbers
            .chunks_exact(2)
            .map(|pair| (pair[0], first.saturating_add(pair[1])))
            .collect();
        for (number, start) in &entries {
            let rest = content.get(*start..).unwrap_or_default();
            // The next object's start is unknown when offsets are out of order.
            let next = entries
                .iter()
                .map(|entry| entry.1)
                .filter(|at| at > start)
                .min();
            let end = next.map_or(rest.len(), |at| (at - start).min(rest.len()));
            if let Ok(number) = u32::try_from(*number) {
                self.object(number, &rest[..end]);
            }
        }
    }

    /// Refuses rings, trees that are too deep, and trees with too many leaves.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let mut leaves: BTreeMap<u32, u64> = BTreeMap::new();
        for root in self.kids.keys() {
            self.walk(*root, &mut leaves)?;
        }
        Ok(())
    }

    /// Counts the leaves below a node, each path on its own.
    fn walk(&self, root: u32, leaves: &mut BTreeMap<u32, u64>) -> Result<(), Refusal> {
        let mut open: Vec<(u32, usize, u64)> = vec![(root, 0, 0)];
        while let Some((node, next, count)) = open.pop() {
            let kids = self.kids.get(&node).map_or(&[][..], Vec::as_slice);
            let Some(kid) = kids.get(next) else {
                leaves.insert(node, count.max(1));
                if let Some(parent) = open.last_mut() {
                    parent.2 = parent.2.saturating_add(count.max(1));
                }
                continue;
            };
            if count > PDF_KIDS_MAX {
                return Err(Refusal::TooMany {
                    what: "pages",
                    limit: PDF_KIDS_MAX,
                });
            }
            let known = leaves.get(kid).copied();
            open.push((node, next + 1, count.saturating_add(known.unwrap_or(0))));
            if known.is_none() {
                if open.iter().any(|(above, ..)| above == kid) {
                    let detail = "the page tree is a ring".to_owned();
                    return Err(Refusal::Damaged { detail });
                }
                if open.len() > PDF_TREE_DEPTH_MAX {
                    return Err(Refusal::TooMany {
                        what: "depth",
                        limit: PDF_TREE_DEPTH_MAX as u64,
                    });
                }
                open.push((*kid, 0, 0));
            }
        }
        Ok(())
    }
}

/// What follows the key `/Kids`, which may be written with escapes.
fn after_kids(body: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    loop {
        at = super::find(body, b"/", at)? + 1;
        let name = &body[at..];
        let end = name
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || b"[]<>()/%".contains(byte))
            .unwrap_or(name.len());
        if unescaped(&name[..end.min(24)]) == b"Kids" {
            return Some(&name[end..]);
        }
    }
}

fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((byte, after)) = rest.split_first() {
        let hex = |at: usize| {
            after
                .get(at)
                .and_then(|byte| char::from(*byte).to_digit(16))
        };
        if let (b'#', Some(high), Some(low)) = (byte, hex(0), hex(1)) {
            plain.extend(u8::try_from(high * 16 + low));
            rest = &after[2..];
        } else {
            plain.push(*byte);
            rest = after;
        }
    }
    plain
}

/// The object numbers of «4 0 R 5 0 R».
fn references(text: &[u8]) -> Vec<u32> {
    let text = String::from_utf8_lossy(text);
    let words: Vec<&str> = text
        .split(|c: char| c.is_ascii_whitespace() || c == '[' || c == ']')
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(3)
        .filter(|part| part[2].starts_with('R'))
        .filter_map(|part| part[0].trim_start_matches('R').parse().ok())
        .collect()
}
