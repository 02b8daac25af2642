//! Names to small numbers, quickly where files are in order: the last name, then the one that
//! followed it before, then a search. No hashing, so no order of chance.

use std::collections::BTreeMap;

/// Distinct names that were met, numbered in the order of meeting.
#[derive(Debug, Default)]
pub(super) struct Names {
    met: Vec<Vec<u8>>,
    numbers: BTreeMap<Vec<u8>, usize>,
    last: usize,
}

impl Names {
    /// The number of a name that was met before.
    pub(super) fn find(&mut self, name: &[u8]) -> Option<usize> {
        for guess in [self.last, self.last + 1, 0] {
            if self.met.get(guess).is_some_and(|known| known == name) {
                self.last = guess;
                return Some(guess);
            }
        }
        let found = self.numbers.get(name).copied();
        self.last = found.unwrap_or(self.last);
        found
    }

    /// Numbers a name that `find` did not find.
    pub(super) fn push(&mut self, name: &[u8]) -> usize {
        let number = self.met.len();
        self.met.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        self.last = number;
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_numbers_in_any_order_of_asking() {
        let mut names = Names::default();
        for (at, name) in ["a", "b", "c"].iter().enumerate() {
            assert_eq!(names.find(name.as_bytes()), None);
            assert_eq!(names.push(name.as_bytes()), at);
        }
        for (name, at) in [("c", 2), ("a", 0), ("b", 1), ("b", 1), ("a", 0), ("c", 2)] {
            assert_eq!(names.find(name.as_bytes()), Some(at));
        }
        assert_eq!(names.find(b"d"), None);
    }
}
