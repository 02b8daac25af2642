//! What of a title counts when two plans are compared: its words, and each word with the next.
//!
//! A ward writes «của phường» where its city writes «của thành phố, phường, xã», and one writes
//! «CĐS» where the other writes it out; neither makes another indicator. Words that only name the
//! level are left out, and the usual abbreviations stand for what they abbreviate.

use std::collections::BTreeMap;

use crate::text::{fold, squash};

/// Numbers for words and pairs of words, so that comparing rows compares integers.
#[derive(Debug, Default)]
pub(super) struct Words(BTreeMap<String, u32>);

/// A title's words and pairs of words, in order of their numbers, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// Words alone: what an index is kept of.
    pub(super) words: Vec<u32>,
    /// Words and pairs: what likeness is measured on.
    pub(super) parts: Vec<u32>,
}

/// Written out, and what stands for it.
const ABBREVIATED: [(&[&str], &str); 9] = [
    (&["dich", "vu", "cong", "truc", "tuyen"], "dvctt"),
    (&["an", "toan", "thong", "tin"], "attt"),
    (&["cong", "nghe", "thong", "tin"], "cntt"),
    (&["ngan", "sach", "nha", "nuoc"], "nsnn"),
    (&["chinh", "quyen", "so"], "cqs"),
    (&["thu", "tuc", "hanh", "chinh"], "tthc"),
    (&["chuyen", "doi", "so"], "cds"),
    (&["doanh", "nghiep"], "dn"),
    (&["co", "quan"], "cq"),
];

impl Words {
    /// The key of a title.
    pub(super) fn key(&mut self, title: &str) -> Key {
        let title = squash(&without_periods(title)).to_lowercase();
        let all: Vec<&str> = title
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let mut words = abbreviated(&without_level(&all));
        if words.is_empty() {
            words = abbreviated(&all);
        }
        self.number(&words)
    }

    fn number(&mut self, words: &[String]) -> Key {
        let mut key = Key::default();
        for (at, word) in words.iter().enumerate() {
            key.words.push(self.id(word.clone()));
            if let Some(next) = words.get(at + 1) {
                key.parts.push(self.id(format!("{word} {next}")));
            }
        }
        key.words.sort_unstable();
        key.words.dedup();
        key.parts.extend(&key.words);
        key.parts.sort_unstable();
        key.parts.dedup();
        key
    }

    fn id(&mut self, word: String) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(word).or_insert(next)
    }
}

/// Shared parts of two keys in thousandths: twice the shared ones by all of both.
pub(super) fn likeness(one: &Key, other: &Key) -> u32 {
    let all = one.parts.len() + other.parts.len();
    if all == 0 {
        return 0;
    }
    let (mut left, mut right, mut shared) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.parts.get(left), other.parts.get(right)) {
        shared += usize::from(a == b);
        left += usize::from(a <= b);
        right += usize::from(b <= a);
    }
    u32::try_from(2000 * shared / all).unwrap_or(0)
}

/// «(Cả năm)», «(kinh phí cả năm)» say for when a figure is taken, not of what.
fn without_periods(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some((before, after)) = rest.split_once('(') {
        out.push_str(before);
        match after.split_once(')') {
            Some((inside, next)) if fold(inside).contains("ca nam") => rest = next,
            _ => {
                out.push(' ');
                rest = after;
            }
        }
    }
    out + rest
}

/// «của phường», «thành phố, UBND phường, xã» and the like left out; «xã hội» stays.
fn without_level<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let next = words.get(at + 1).copied().unwrap_or("");
        let taken = match (*word, next) {
            ("thành", "phố") | ("địa", "bàn") => 2,
            ("xã", "hội") => 0,
            ("phường" | "xã" | "tỉnh" | "huyện" | "tp" | "ubnd" | "của" | "các" | "cấp", _) => {
                1
            }
            _ => 0,
        };
        if taken == 0 {
            out.push(*word);
        }
        at += taken.max(1);
    }
    out
}

fn abbreviated(words: &[&str]) -> Vec<String> {
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let mut out = Vec::with_capacity(folded.len());
    let mut at = 0;
    while at < folded.len() {
        let found = ABBREVIATED.iter().find(|(long, _)| {
            let here = folded[at..].iter().take(long.len());
            here.len() == long.len() && here.zip(*long).all(|(word, part)| word == part)
        });
        match found {
            Some((long, short)) => {
                out.push((*short).to_owned());
                at += long.len();
            }
            None => {
                out.push(folded[at].clone());
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, thousandths: std::ops::RangeInclusive<u32>) {
        let mut words = Words::default();
        let (one, other) = (words.key(one), words.key(other));
        let found = likeness(&one, &other);
        assert!(thousandths.contains(&found), "{found}");
        assert_eq!(found, likeness(&other, &one));
    }

    #[test]
    fn the_level_and_abbreviations_make_no_other_title() {
        check(
            "Kế hoạch CĐS của phường",
            "Kế hoạch chuyển đổi số của thành phố, phường, xã",
            1000..=1000,
        );
        check(
            "Tỷ lệ DN nộp thuế (Cả năm)",
            "Tỷ lệ doanh nghiệp nộp thuế",
            1000..=1000,
        );
        check("Hoạt động xã hội", "Hoạt động", 1..=900);
        check("UBND phường", "UBND phường", 1000..=1000);
        check("", "", 0..=0);
        check("Hạ tầng số", "Nhân lực", 0..=0);
    }
}
