//! Who issues the document: named under the annex title, in the last sentence before the first
//! section, on the letterhead, or above the signature. The first of these that names a place
//! wins; without any, the sentence does.

use super::lines::{Line, Mark};
use super::words::{find, tidy, words};
use crate::party::is_party;
use crate::text::fold;

/// The issuer in the document's own words.
pub(super) fn read(
    intro: &[Line],
    annex: &[Line],
    letterhead: &[String],
    capacity: Option<&str>,
) -> Option<String> {
    let candidates = [
        under_annex(annex),
        in_intro(intro),
        on_letterhead(letterhead),
        capacity.and_then(above_signature),
    ];
    let specific = candidates.iter().flatten().find(|name| is_specific(name));
    let [annex, intro, ..] = &candidates;
    specific
        .or(intro.as_ref())
        .or(annex.as_ref())
        .or(candidates.iter().flatten().next())
        .cloned()
}

/// «(Kèm theo Kế hoạch số … của UBND xã Nghĩa Phương)».
fn under_annex(annex: &[Line]) -> Option<String> {
    let line = annex
        .iter()
        .find(|line| line.folded.contains("kem theo") && line.folded.contains(" cua "))?;
    let words = words(&line.text);
    let from = find(&words, 0, &["kem theo"])?;
    let of = find(&words, from, &["cua"])?;
    let rest = &line.text[words[of].end..];
    let end = rest.find(')').unwrap_or(rest.len());
    let name = tidy(&rest[..end]);
    (is_party(&name) && name.chars().count() <= 100).then_some(name)
}

/// «Chủ tịch UBND phường X xây dựng Kế hoạch …», the last such sentence of the introduction.
fn in_intro(intro: &[Line]) -> Option<String> {
    const LONGEST_NAME: usize = 20;
    const VERBS: &[&str] = &[
        "xay dung ke hoach",
        "ban hanh ke hoach",
        "trien khai ke hoach",
        "xay dung",
        "ban hanh",
        "de ra ke hoach",
        "lap ke hoach",
        "thong bao",
        "quyet dinh",
        "huong dan",
        "yeu cau",
        "de nghi",
    ];
    intro
        .iter()
        .rev()
        .filter(|line| matches!(line.mark, Mark::None | Mark::Bullet))
        .find_map(|line| {
            let words = words(&line.text);
            let mut from = 0;
            while let Some(at) = find(&words, from, VERBS) {
                from = at + 1;
                let stops = |index: &usize| words[*index].stop.is_some();
                let near = at.saturating_sub(LONGEST_NAME);
                let start = (near..at).rev().find(stops).map_or(near, |index| index + 1);
                if start == at || words[at - 1].stop.is_some() {
                    continue;
                }
                let name = tidy(&line.text[words[start].start..words[at - 1].end]);
                if is_party(&name) && !fold(&name).starts_with("cac ") {
                    return Some(name);
                }
            }
            None
        })
}

/// «ỦY BAN NHÂN DÂN / PHƯỜNG MINH HƯNG»; below a parent office, the lower one.
fn on_letterhead(lines: &[String]) -> Option<String> {
    let organ = |line: &String| is_party(&fold_case(line));
    let at = lines.iter().rposition(organ)?;
    Some(tidy(&lines[at..].join(" ")))
}

/// Heads are looked up in lower case anyway; this only keeps capitals from being abbreviations.
fn fold_case(line: &str) -> String {
    line.to_lowercase()
}

fn above_signature(capacity: &str) -> Option<String> {
    let rest = capacity.trim_start_matches("TM").trim_start_matches("T/M");
    (rest.len() < capacity.len())
        .then(|| tidy(rest))
        .filter(|name| is_party(&fold_case(name)))
}

/// Names a place: a level with a capitalised name after it.
fn is_specific(name: &str) -> bool {
    const LEVELS: &[&str] = &[
        "phuong",
        "xa",
        "thi tran",
        "huyen",
        "quan",
        "thi xa",
        "thanh pho",
        "tp",
        "tinh",
        "dac khu",
        "p",
    ];
    let words = words(name);
    let mut from = 0;
    while let Some(at) = find(&words, from, LEVELS) {
        let length = if ["thi", "thanh", "dac"].contains(&words[at].folded.as_str()) {
            2
        } else {
            1
        };
        if words
            .get(at + length)
            .is_some_and(|word| word.capital && !LEVELS.contains(&word.folded.as_str()))
        {
            return true;
        }
        from = at + 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_named_place_is_specific() {
        for yes in [
            "UBND xã Nghĩa An",
            "ỦY BAN NHÂN DÂN PHƯỜNG MINH AN",
            "Chủ tịch UBND thành phố Minh An",
        ] {
            assert!(is_specific(yes), "{yes}");
        }
        for no in ["UBND xã", "Chủ tịch UBND thành phố", "ỦY BAN NHÂN DÂN"] {
            assert!(!is_specific(no), "{no}");
        }
    }
}
