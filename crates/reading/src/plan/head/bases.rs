//! Legal bases (căn cứ): what the introduction and a section «Cơ sở pháp lý» cite on their own
//! account. A document that is cited inside the subject of another («… về thực hiện Nghị quyết
//! số …») is no basis of this plan.

use domain::plan::LegalBasis;

use super::cite::{Citation, citations, find_date};
use super::lines::{Line, Mark};
use super::top::KINDS;
use super::words::{Word, any_at, ends_sentence, find, is_at, tidy, words};
use crate::party::is_party;
use crate::text::fold;

/// All legal bases, in order. `paragraphs` are those after the title.
pub(super) fn read(paragraphs: &[Line]) -> Vec<LegalBasis> {
    let mut out = Vec::new();
    let mut listing = false;
    let mut intro = true;
    for line in paragraphs {
        if is_heading(line) {
            intro = false;
            listing = is_basis_heading(line);
            continue;
        }
        if listing || intro && opens_basis(line) {
            read_line(line, &mut out);
        }
    }
    out
}

/// A section's number and title.
pub(in crate::plan) fn is_heading(line: &Line) -> bool {
    matches!(
        line.mark,
        Mark::Roman(_) | Mark::Letter(_) | Mark::Number(_)
    ) && !line.folded.ends_with(';')
        || line.folded.starts_with("phan thu") && line.text.len() < 80
}

fn is_basis_heading(line: &Line) -> bool {
    let title = fold(line.body());
    let short = title.chars().count() <= 60;
    short
        && ["co so phap ly", "can cu", "co so xay dung"]
            .iter()
            .any(|words| title.contains(words))
}

/// «Căn cứ …», «Thực hiện …», also as an item of a list.
fn opens_basis(line: &Line) -> bool {
    const OPENERS: &[&str] = &[
        "can cu",
        "thuc hien",
        "de thuc hien",
        "nham thuc hien",
        "tiep tuc thuc hien",
        "theo",
        "xet",
        "tren co so",
        "thi hanh",
        "de trien khai",
        "nham trien khai",
        "trien khai",
        "tiep theo",
    ];
    let words = words(line.body());
    any_at(&words, 0, OPENERS).is_some()
}

fn read_line(line: &Line, out: &mut Vec<LegalBasis>) {
    let body = line.body();
    for (start, end) in segments(body) {
        let segment = &body[start..end];
        for mut found in read_segment(segment) {
            let at = line.body_at + start + found.1;
            found.0.place = line.place_of(at, at + 1);
            out.push(found.0);
        }
    }
}

/// Byte ranges between semicolons that stand outside parentheses and quotations, and between
/// sentences.
fn segments(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut depth, mut quoted, mut start) = (0_i32, false, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '“' | '«' => quoted = true,
            '”' | '»' => quoted = false,
            ';' if depth <= 0 && !quoted => {
                out.push((start, at));
                start = at + 1;
            }
            '.' if depth <= 0 && !quoted && ends_sentence(text, at) => {
                out.push((start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push((start, text.len()));
    out
}

/// The bases of one segment, each with where it begins.
fn read_segment(segment: &str) -> Vec<(LegalBasis, usize)> {
    const FAR: usize = 16;
    let cited = citations(segment);
    let words = words(segment);
    let Some(first) = cited.first() else {
        return law(segment, &words).into_iter().collect();
    };
    if words
        .iter()
        .take_while(|word| word.start < first.start)
        .count()
        > FAR
    {
        return Vec::new();
    }
    let mut own: Vec<usize> = vec![0];
    for (index, next) in cited.iter().enumerate().skip(1) {
        let follows_own = own.last() == Some(&(index - 1));
        if follows_own && is_joined(&words, next) {
            own.push(index);
        }
    }
    own.iter()
        .enumerate()
        .map(|(at, index)| {
            let end = own
                .get(at + 1)
                .map_or(segment.len(), |next| kind_start(&words, &cited[*next]));
            (
                basis(segment, &words, &cited[*index], end),
                cited[*index].start,
            )
        })
        .collect()
}

/// Whether the document stands beside the one before it: «…, Quyết định số», «… và số».
fn is_joined(words: &[Word], cited: &Citation) -> bool {
    let start = kind_start(words, cited);
    let before = words.partition_point(|word| word.end <= start);
    words[..before]
        .last()
        .is_some_and(|word| word.stop == Some(',') || word.folded == "va")
}

/// Where «Kế hoạch số …» begins.
fn kind_start(words: &[Word], cited: &Citation) -> usize {
    let number = words.partition_point(|word| word.end <= cited.start);
    let from = number.saturating_sub(5);
    let kind = (from..number).find(|at| KINDS.iter().any(|kind| is_at(words, *at, &fold(kind))));
    kind.map_or(cited.start, |at| words[at].start)
}

fn basis(segment: &str, words: &[Word], cited: &Citation, end: usize) -> LegalBasis {
    let after = words.partition_point(|word| word.start < cited.end);
    let last = words.partition_point(|word| word.end <= end);
    let last = plan_sentence(segment, words, after, last);
    let (issuer, rest) = issuer(segment, words, after, last);
    LegalBasis {
        reference: cited.reference.clone(),
        date: cited.date,
        issuer,
        subject: subject(segment, words, rest, last),
        place: domain::source::Place::default(),
    }
}

/// Words that end the issuer's name and begin the subject.
const SUBJECT: &[&str] = &[
    "ve viec",
    "ve",
    "v/v",
    "sua doi",
    "bo sung",
    "ban hanh",
    "phe duyet",
    "quy dinh",
    "huong dan",
    "trien khai",
    "thuc hien",
    "cong bo",
    "giao",
    "thong bao",
    "kien toan",
    "thanh lap",
    "day manh",
    "tang cuong",
    "phat trien",
    "nang cao",
    "de nghi",
    "yeu cau",
    "chi dao",
    "chuyen doi so",
    "xep hang",
    "danh gia",
    "duoc",
    "co hieu luc",
    "phat dong",
    "to chuc thuc hien",
    "quan ly",
    "ung dung",
    "bao dam",
    "dam bao",
    "cai cach",
    "khung",
];

/// «của UBND tỉnh»: the name, and the index of the word after it.
fn issuer(segment: &str, words: &[Word], from: usize, last: usize) -> (Option<String>, usize) {
    const LONGEST: usize = 16;
    let of = (from..last.min(from + 2)).find(|at| words[*at].folded == "cua");
    let Some(of) = of else { return (None, from) };
    let stop = last.min(of + 1 + LONGEST);
    let verb = (of + 2..stop).find(|at| any_at(words, *at, SUBJECT).is_some() || words[*at].opens);
    let comma = (of + 1..stop)
        .find(|at| words[*at].stop.is_some())
        .map(|at| at + 1);
    // A comma inside a name («Bộ Văn hóa, Thể thao và Du lịch về») is passed over only when the
    // next word goes on with a capital and the subject is marked.
    let end = match (verb, comma) {
        (Some(verb), Some(comma)) if comma < verb && !words[comma].capital => comma,
        (Some(verb), _) => verb,
        (None, Some(comma)) => comma,
        (None, None) => stop,
    };
    if end <= of + 1 {
        return (None, from);
    }
    let name = tidy(&segment[words[of + 1].start..words[end - 1].end]);
    ((!name.is_empty()).then_some(name), end)
}

fn subject(segment: &str, words: &[Word], from: usize, last: usize) -> Option<String> {
    let skipped = any_at(words, from, &["ve viec", "v/v", "ve"]).unwrap_or(0);
    let from = from + skipped;
    let end = last;
    if from >= end {
        return None;
    }
    let text = crate::text::squash(&segment[words[from].start..words[end - 1].end]);
    let text = text.trim_matches([' ', ',', ';', '.', ':']).to_owned();
    let text = text.strip_suffix(" và").unwrap_or(&text).to_owned();
    text.chars().any(char::is_alphabetic).then_some(text)
}

/// Where «, UBND thành phố xây dựng Kế hoạch …» begins, the plan's own sentence: after a comma, a
/// party and a verb of issuing.
fn plan_sentence(segment: &str, words: &[Word], from: usize, last: usize) -> usize {
    const VERBS: &[&str] = &[
        "xay dung",
        "ban hanh",
        "trien khai",
        "de nghi",
        "yeu cau",
        "thong bao",
        "huong dan",
        "bao cao",
        "de ra",
        "quyet dinh",
    ];
    const LONGEST_PARTY: usize = 16;
    (from..last)
        .filter(|at| *at > 0 && words[at - 1].stop == Some(',') && words[*at].capital)
        .find(|at| {
            let near = last.min(at + LONGEST_PARTY);
            let verb = (at + 1..near).find(|at| any_at(words, *at, VERBS).is_some());
            verb.is_some_and(|verb| {
                is_party(&tidy(&segment[words[*at].start..words[verb - 1].end]))
            })
        })
        .unwrap_or(last)
}

/// «Luật Công nghệ thông tin ngày 29/6/2006»: laws are cited by name.
fn law(segment: &str, words: &[Word]) -> Option<(LegalBasis, usize)> {
    let at = (0..words.len().min(4))
        .find(|at| any_at(words, *at, &["luat", "bo luat", "phap lenh", "hien phap"]).is_some())?;
    if !words[at].capital {
        return None;
    }
    let start = words[at].start;
    let dated = find_date(&segment[start..]);
    let end = dated.map_or(segment.len(), |(_, from, _)| start + from);
    let of = find(words, at, &["cua", "so"]).map_or(end, |at| words[at].start.min(end));
    let name = tidy(&segment[start..of]);
    let basis = LegalBasis {
        reference: name,
        date: dated.and_then(|(date, ..)| date),
        issuer: None,
        subject: None,
        place: domain::source::Place::default(),
    };
    Some((basis, start))
}
