//! What words were cut into before: most words of a record stood in others already, and cutting
//! one costs a hundred times what remembering it does.
//!
//! Short words and codes are remembered, up to a fixed number. Nothing is read from here in any
//! order.

use std::hash::{BuildHasherDefault, DefaultHasher};

/// Longest word remembered, in bytes: «Nghiêng» in capitals has ten.
const LONGEST: usize = 32;
/// Words remembered; beyond them nothing is added.
const MOST: usize = 40_000;

#[expect(
    clippy::disallowed_types,
    reason = "looked up a million times when a shelf is filled; never iterated"
)]
type Words = std::collections::HashMap<Box<str>, Box<[u32]>, BuildHasherDefault<DefaultHasher>>;

/// Terms by word as written.
#[derive(Debug, Default)]
pub(super) struct Memo {
    words: Words,
}

impl Memo {
    pub(super) fn find(&self, written: &str) -> Option<&[u32]> {
        self.words.get(written).map(|terms| &**terms)
    }

    pub(super) fn keep(&mut self, written: &str, terms: &[u32]) {
        if written.len() <= LONGEST && self.words.len() < MOST {
            self.words.insert(written.into(), terms.into());
        }
    }
}
