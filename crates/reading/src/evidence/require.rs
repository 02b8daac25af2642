//! The evidence column of a plan: what kinds of proof, how many, how often, in which time.
//!
//! A cell is cut where items end; items joined by «hoặc» or «/» stand for one another. What names
//! no kind of proof («Tuyên truyền, hướng dẫn») stays as its words: any proof of it will do.

use domain::deadline::{Deadline, Every};

use super::period::Period;
use super::proof::{Proof, proofs};
use crate::deadline;
use crate::plan::head::cite::citations;
use crate::text::{fold, squash};

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// In the document's words.
    pub text: String,
    /// Kinds of proof, any of which serves; empty when the words name none.
    pub any_of: Vec<Proof>,
    /// How many, where stated.
    pub count: Option<u32>,
    /// «trên 20»: more than the count, rather than at least as many.
    pub more: bool,
    /// In each of these periods, where stated.
    pub per: Option<Every>,
    /// In this time, where stated.
    pub window: Option<Period>,
}

/// Reads a cell; `year` is the plan's, for times that name none.
///
/// ```
/// use reading::evidence::{Proof, requirements};
/// let asked = requirements("Cổng đăng tải trên 20 tin, bài", 2024);
/// assert_eq!(asked[0].any_of, [Proof::Article]);
/// assert_eq!((asked[0].count, asked[0].more), (Some(20), true));
/// ```
pub fn requirements(evidence_text: &str, year: i16) -> Vec<Requirement> {
    let items = items(evidence_text);
    items.iter().map(|item| requirement(item, year)).collect()
}

/// Cut at lines, semicolons, bullets and full stops, then between two kinds of proof.
fn items(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.split(['\n', ';', '•', '●']) {
        let line = squash(line).replace(" + ", " - ");
        for bullet in line.split(" - ") {
            for sentence in bullet.split(". ") {
                let item = sentence.trim_matches(['-', '–', '+', '*', ' ', '.', ',', ':']);
                if item.chars().any(char::is_alphanumeric) {
                    out.extend(apart(item));
                }
            }
        }
    }
    out
}

/// «Giấy mời và biên bản», «Quyết định …, báo cáo …» ask for both; «Văn bản, tài liệu» for either.
fn apart(item: &str) -> Vec<String> {
    let folded = fold(item);
    if folded.chars().count() != item.chars().count() {
        return vec![item.to_owned()];
    }
    let mut cuts = Vec::new();
    let found = proofs(&folded);
    for pair in found.windows(2) {
        let ((first, one), (second, other)) = (pair[0], pair[1]);
        let named = |proof| !matches!(proof, Proof::AnyDocument | Proof::Link | Proof::Picture);
        if one == other || !named(one) || !named(other) {
            continue;
        }
        let between = &folded[first..second];
        let joint = between
            .rfind(" va ")
            .map(|at| (at, 4))
            .or_else(|| between.rfind(", ").map(|at| (at, 2)));
        let alternative = between.contains(" hoac ") || between.contains('/');
        if let Some((at, length)) = joint.filter(|_| !alternative) {
            cuts.push((first + at, first + at + length));
        }
    }
    let letters: Vec<char> = item.chars().collect();
    let letter = |byte: usize| folded[..byte].chars().count();
    let mut out = Vec::new();
    let mut from = 0;
    for (end, next) in cuts {
        out.push(letters[from..letter(end)].iter().collect::<String>());
        from = letter(next);
    }
    out.push(letters[from..].iter().collect());
    out.retain(|part| !part.trim().is_empty());
    out
}

fn requirement(item: &str, year: i16) -> Requirement {
    let folded = fold(item);
    let mut any_of: Vec<Proof> = Vec::new();
    for (_, proof) in proofs(&folded) {
        if !any_of.contains(&proof) {
            any_of.push(proof);
        }
    }
    let (mut count, more) = count(&folded);
    let (mut per, mut window) = (None, None);
    // The date of a cited document is no time to hand anything in.
    if citations(item).is_empty() {
        match deadline::read(item, year, None).deadline {
            Deadline::Recurring {
                every,
                interval: 1,
                min_count,
                ..
            } => {
                per = every;
                count = count.or(min_count);
            }
            Deadline::ByDate { last_day, .. } => {
                window = Some(Period {
                    start: None,
                    end: Some(last_day),
                });
            }
            Deadline::Window { start, end, .. } => window = Some(Period { start, end }),
            _ => {}
        }
    }
    Requirement {
        text: item.trim().to_owned(),
        any_of,
        count,
        more,
        per,
        window,
    }
}

/// A number right before what can be counted: «20 tin, bài», «từ 1-2 lớp», «05 văn bản».
fn count(folded: &str) -> (Option<u32>, bool) {
    const COUNTED: [&str; 22] = [
        "tin", "bai", "van", "cuoc", "lop", "lan", "buoi", "anh", "hinh", "video", "clip", "bao",
        "ke", "quyet", "chuyen", "hoi", "duong", "link", "hop", "bien", "phong", "so",
    ];
    let words: Vec<&str> = folded.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let low = word.split(['-', '–']).next().unwrap_or("");
        let Ok(number) = low.trim_start_matches('(').parse::<u32>() else {
            continue;
        };
        let next = words.get(at + 1).copied().unwrap_or("");
        let noun = next
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or("");
        if number == 0 || number > 100_000 || !COUNTED.contains(&noun) {
            continue;
        }
        let before = at
            .checked_sub(1)
            .and_then(|at| words.get(at))
            .copied()
            .unwrap_or("");
        // «Điều 5 văn bản …», «số 12 bài …» number something else.
        if matches!(before, "so" | "dieu" | "quy" | "thang" | "nam" | "khoan") {
            continue;
        }
        let more = matches!(before, "tren" | "hon");
        return (Some(number), more);
    }
    (None, false)
}
