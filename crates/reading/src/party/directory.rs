//! All parties of a plan beside each other: one party under several names, and abbreviations
//! that nothing explains.
//!
//! Names are compared by [`canonical`]: abbreviations spelled out, «và», «các», dashes and the
//! level at the end left out. Spellings that differ only in spaces and dashes are the business
//! of the repairs of each row and are not reported here.

use std::collections::{BTreeMap, BTreeSet};

use domain::plan::Annex;
use domain::source::Block;
use domain::{Finding, FindingCode};

use super::alias::expansion;
use super::lexicon::{Kind, LEVELS};
use super::start::Starts;
use super::words::{SHORT_HEADS, Word, cut};
use crate::text::{fold, roman};

/// The key under which all spellings of one party agree.
///
/// ```
/// use reading::party::canonical;
/// assert_eq!(canonical("CC VP-TK"), canonical("Công chức Văn phòng - Thống kê xã"));
/// assert_eq!(canonical("Phòng VH&TT"), canonical("Phòng Văn hoá và Thông tin"));
/// assert_ne!(canonical("UBND xã"), canonical("UBND tỉnh"));
/// ```
pub fn canonical(party: &str) -> String {
    let words = cut(party);
    let mut out: Vec<String> = Vec::new();
    for word in &words {
        spell_out(word, &mut out);
    }
    out.retain(|word| !matches!(word.as_str(), "va" | "cac"));
    let own = match Starts::new(party, &words).head(0) {
        Some((_, Kind::Unit | Kind::Staff)) => without_level(&out),
        _ => &out,
    };
    own.join(" ")
}

/// The word's pieces, abbreviations in full.
fn spell_out(word: &Word, out: &mut Vec<String>) {
    let whole = letters(&word.folded);
    if let Some(full) = expansion(&whole).filter(|_| word.capitals) {
        out.extend(full.split(' ').map(str::to_owned));
        return;
    }
    for piece in word
        .folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
    {
        let full = expansion(piece).filter(|_| word.capitals).unwrap_or(piece);
        out.extend(full.split(' ').map(str::to_owned));
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// «… thống kê xã» → «… thống kê», where enough of a name is left.
fn without_level(words: &[String]) -> &[String] {
    const ENOUGH: usize = 3;
    let level = LEVELS.iter().map(|level| fold(level)).find(|level| {
        let count = level.split(' ').count();
        words.len() >= ENOUGH + count && words[words.len() - count..].join(" ") == *level
    });
    let count = level.map_or(0, |level| level.split(' ').count());
    &words[..words.len() - count]
}

/// One party of one row.
struct Mention<'a> {
    text: &'a str,
    table: &'a str,
    row: &'a str,
    line: u32,
}

impl Mention<'_> {
    fn finding<const N: usize>(&self, code: FindingCode, values: [String; N]) -> Finding {
        Finding::new(code, values).at_row(self.table, self.row, self.line)
    }
}

/// What is noticed about the parties of all annexes; `blocks` may explain abbreviations.
pub fn review(annexes: &[Annex], blocks: &[Block]) -> Vec<Finding> {
    let mentions: Vec<Mention<'_>> = annexes
        .iter()
        .flat_map(|annex| annex.rows.iter().map(move |row| (annex, row)))
        .flat_map(|(annex, row)| {
            row.lead.iter().chain(&row.supporting).map(|text| Mention {
                text,
                table: &annex.name,
                row: &row.path,
                line: row.place.line,
            })
        })
        .collect();
    let mut findings = spellings(&mentions);
    findings.extend(unknown(&mentions, &explained(blocks)));
    findings
}

/// One party in several words; the first place of each spelling that is not the usual one.
fn spellings(mentions: &[Mention<'_>]) -> Vec<Finding> {
    let mut parties: BTreeMap<String, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
    for (index, mention) in mentions.iter().enumerate() {
        let spelling = letters(&fold(mention.text));
        let party = parties.entry(canonical(mention.text)).or_default();
        party.entry(spelling).or_default().push(index);
    }
    let mut out = Vec::new();
    for spellings in parties.values().filter(|spellings| spellings.len() > 1) {
        // Of equally frequent ones the first in the document is usual.
        let usual = spellings
            .values()
            .max_by_key(|places| (places.len(), usize::MAX - places[0]));
        let Some(usual) = usual else { continue };
        for places in spellings.values().filter(|places| places[0] != usual[0]) {
            let first = &mentions[places[0]];
            let values = [first.text.to_owned(), mentions[usual[0]].text.to_owned()];
            out.push((
                places[0],
                first.finding(FindingCode::PartySpelledDifferently, values),
            ));
        }
    }
    out.sort_by_key(|(place, _)| *place);
    out.into_iter().map(|(_, finding)| finding).collect()
}

/// Abbreviations that neither the lexicon nor the document explains, once each.
fn unknown(mentions: &[Mention<'_>], explained: &BTreeSet<String>) -> Vec<Finding> {
    let mut said = BTreeSet::new();
    let mut out = Vec::new();
    for mention in mentions {
        let shouted = !mention.text.chars().any(char::is_lowercase) && mention.text.contains(' ');
        for word in cut(mention.text).iter().filter(|_| !shouted) {
            let short = letters(&word.folded);
            if is_abbreviation(word, &short)
                && !is_known(word, &short, explained)
                && said.insert(short)
            {
                let printed =
                    mention.text[word.start..word.end].trim_matches(|c: char| !c.is_alphanumeric());
                out.push(mention.finding(FindingCode::AbbreviationUnknown, [printed.to_owned()]));
            }
        }
    }
    out
}

fn is_abbreviation(word: &Word, short: &str) -> bool {
    const LONGEST: usize = 12;
    word.capitals && (2..=LONGEST).contains(&short.len()) && roman(&short.to_uppercase()).is_none()
}

fn is_known(word: &Word, short: &str, explained: &BTreeSet<String>) -> bool {
    let one = |text: &str| {
        expansion(text).is_some()
            || explained.contains(text)
            || SHORT_HEADS.keys().any(|head| fold(head) == text)
    };
    let pieces = || {
        word.folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|piece| !piece.is_empty())
    };
    one(short) || pieces().all(one)
}

/// «Tổ công nghệ số cộng đồng (CNSCĐ)»: abbreviations in parentheses.
fn explained(blocks: &[Block]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for block in blocks {
        let Block::Paragraph(paragraph) = block else {
            continue;
        };
        for piece in paragraph.text.split('(').skip(1) {
            let inner = piece.split(')').next().unwrap_or_default();
            let capitals = !inner.chars().any(char::is_lowercase) && inner.chars().count() <= 16;
            if capitals && inner.chars().any(char::is_alphabetic) {
                out.insert(letters(&fold(inner)));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use domain::plan::Row;
    use domain::source::{Paragraph, Place};

    use super::*;

    fn annex(parties: &[&str]) -> Annex {
        let rows = (1..)
            .zip(parties)
            .map(|(line, party)| Row {
                path: format!("1.{line}"),
                lead: vec![(*party).to_owned()],
                place: Place::line(line),
                ..Row::default()
            })
            .collect();
        Annex {
            name: "Phụ lục".to_owned(),
            rows,
            ..Annex::default()
        }
    }

    #[track_caller]
    fn check(parties: &[&str], prose: &str, expected: &[(&str, &str)]) {
        let paragraph = Paragraph {
            text: prose.to_owned(),
            ..Paragraph::default()
        };
        let findings = review(&[annex(parties)], &[Block::Paragraph(paragraph)]);
        let got: Vec<(&str, &str)> = findings
            .iter()
            .map(|finding| (finding.code.as_str(), finding.values[0].1.as_str()))
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn one_party_in_other_words_is_said_once() {
        let parties = [
            "CC VP-TK",
            "Công chức Văn phòng - Thống kê",
            "CC VP-TK",
            "Công chức Văn phòng - Thống kê",
            "CC VP-TK",
        ];
        check(&parties, "", &[("F701", "Công chức Văn phòng - Thống kê")]);
        check(&["Phòng TC-KH", "Phòng TCKH", "Phòng TC-KH"], "", &[]);
        check(
            &["UBND xã", "UBND tỉnh", "Công an xã", "Công an tỉnh"],
            "",
            &[],
        );
        check(&["Các thôn", "các thôn"], "", &[]);
    }

    #[test]
    fn abbreviations_are_known_or_explained_or_reported() {
        check(
            &[
                "Tổ CNSCĐ",
                "CC VHTT",
                "VP.HĐND-UBND",
                "Phòng VH&TT",
                "BT ĐTN",
            ],
            "",
            &[],
        );
        check(&["Trường THCS QXZ"], "", &[("F702", "QXZ")]);
        check(&["Trung tâm QXZW"], "Trung tâm Quản lý (QXZW) là", &[]);
    }
}
