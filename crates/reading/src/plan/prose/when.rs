//! The time in a sentence: the longest run of words of time that the deadline reader accepts.

use domain::deadline::{Deadline, DeadlineReading};
use jiff::civil::Date;

use super::super::head::cite::{citations, date_at};
use super::super::head::words::{Word, is_at, tidy, words};
use crate::deadline;

/// The words of time and what they say; one that names days before one that does not.
pub(super) fn find(
    sentence: &str,
    year: i16,
    plan_date: Option<Date>,
) -> Option<(String, DeadlineReading)> {
    let cited = citations(sentence);
    let words = words(sentence);
    let mut best: Option<(String, DeadlineReading)> = None;
    for (from, to) in runs(sentence, &words) {
        let (start, end) = (words[from].start, words[to - 1].end);
        let next = cited.partition_point(|one| one.end <= start);
        if cited.get(next).is_some_and(|one| one.start < end) {
            continue;
        }
        let text = tidy(&sentence[start..end]);
        let text = balanced(&text);
        let reading = deadline::read(text, year, plan_date);
        if matches!(reading.deadline, Deadline::Invalid | Deadline::None) {
            continue;
        }
        let better = best
            .as_ref()
            .is_none_or(|(_, best)| is_vague(best) && !is_vague(&reading));
        if better {
            best = Some((text.to_owned(), reading));
        }
    }
    best
}

/// «Thường xuyên», «định kỳ»: yields to anything more exact.
fn is_vague(reading: &DeadlineReading) -> bool {
    match reading.deadline {
        Deadline::Continuous | Deadline::Recurring { every: None, .. } => true,
        _ => reading.due.is_empty() && !matches!(reading.deadline, Deadline::Relative { .. }),
    }
}

/// Parentheses that only close or only open at the ends are no part of the phrase.
fn balanced(text: &str) -> &str {
    let mut text = text.trim_matches(['*', ' ']);
    while text.matches('(').count() != text.matches(')').count() {
        let cut = text.trim_start_matches('(').trim_end_matches(')');
        if cut.len() == text.len() {
            break;
        }
        text = cut;
    }
    text
}

/// Word ranges that speak of time.
fn runs(sentence: &str, words: &[Word]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !opens(sentence, words, at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < words.len() && goes_on(sentence, words, end) {
            end += 1;
        }
        let ran = end;
        let event = with_event(words, at, end);
        while event.is_none() && end > at + 1 && is_dangling(words, end - 1) {
            end -= 1;
        }
        let core = (at..end).any(|index| is_core(sentence, words, index));
        if core {
            out.push((at, event.unwrap_or(end)));
        }
        at = ran.max(at + 1);
    }
    out
}

/// A word that a phrase does not end with; «15 ngày» does.
fn is_dangling(words: &[Word], at: usize) -> bool {
    const DANGLING: &[&str] = &[
        "truoc", "den", "tu", "trong", "va", "cham", "thoi", "sau", "ke", "toi", "vao", "het",
        "xong",
    ];
    let word = words[at].folded.as_str();
    DANGLING.contains(&word)
        || word == "ngay" && !is_numeral(&words[at - 1].folded) && words[at - 1].folded != "hang"
}

fn opens(sentence: &str, words: &[Word], at: usize) -> bool {
    const OPENERS: &[&str] = &[
        "truoc",
        "xong truoc",
        "hoan thanh truoc",
        "den ngay",
        "den het",
        "truoc ngay",
        "trong thang",
        "trong quy",
        "trong nam",
        "trong thoi han",
        "trong tuan",
        "cham nhat",
        "hang nam",
        "hang thang",
        "hang quy",
        "hang tuan",
        "hang ngay",
        "dinh ky",
        "dinh ki",
        "thuong xuyen",
        "quy",
        "moi thang",
        "moi quy",
        "moi nam",
        "moi tuan",
        "tu thang",
        "tu ngay",
        "tu nay",
        "tu quy",
        "xong trong",
        "ngay",
        "thang",
        "6 thang",
        "trong vong",
    ];
    let phrase = OPENERS.iter().any(|opener| is_at(words, at, opener));
    let weak = matches!(
        words[at].folded.as_str(),
        "truoc" | "quy" | "ngay" | "thang"
    );
    let follows = |index: usize| index < words.len() && is_core(sentence, words, index);
    let counted = is_number(&words[at].folded)
        && words
            .get(at + 1)
            .is_some_and(|next| matches!(next.folded.as_str(), "thang" | "ngay" | "lan" | "tuan"));
    // «Quý», «ngày», «tháng» and «trước» mean time only before a number or another such word.
    let firm = phrase
        && (!weak
            || follows(at + 1)
                && (words[at].folded == "truoc" || is_numeral(&words[at + 1].folded)));
    firm || counted || is_date(sentence, &words[at])
}

fn goes_on(sentence: &str, words: &[Word], at: usize) -> bool {
    const TIME: &[&str] = &[
        "truoc", "ngay", "thang", "quy", "nam", "tuan", "hang", "dinh", "ky", "ki", "thuong",
        "xuyen", "trong", "den", "het", "tu", "cuoi", "dau", "xong", "cham", "nhat", "thoi", "han",
        "lan", "moi", "toi", "sau", "ke", "lam", "viec", "gio", "va", "vong", "nay", "giua",
    ];
    let word = &words[at];
    // A full stop or semicolon ends the phrase; a comma only where what follows is no time.
    if matches!(words[at - 1].stop, Some('.' | ';' | ':')) {
        return false;
    }
    let time =
        TIME.contains(&word.folded.as_str()) || is_numeral(&word.folded) || is_date(sentence, word);
    if words[at - 1].stop == Some(',') || word.folded == "va" {
        let next = at + usize::from(word.folded == "va");
        return time && next < words.len() && opens_or_counts(sentence, words, next);
    }
    time
}

fn opens_or_counts(sentence: &str, words: &[Word], at: usize) -> bool {
    opens(sentence, words, at) || is_at(words, at, "ke tu")
}

/// «… kể từ ngày phát hành văn bản»: the event belongs to the time.
fn with_event(words: &[Word], from: usize, end: usize) -> Option<usize> {
    let since = (from..words.len().min(end + 1)).find(|at| is_at(words, *at, "ke tu"))?;
    let stop = (since + 2..words.len())
        .take(14)
        .find(|at| words[*at - 1].stop.is_some() || words[*at].opens);
    Some(stop.unwrap_or(words.len().min(since + 14)).max(end))
}

fn is_core(sentence: &str, words: &[Word], at: usize) -> bool {
    const CORE: &[&str] = &["ngay", "thang", "quy", "nam", "tuan", "lan"];
    CORE.contains(&words[at].folded.as_str())
        || is_at(words, at, "dinh ky")
        || is_at(words, at, "dinh ki")
        || is_at(words, at, "thuong xuyen") && !is_name(words, at)
        || is_date(sentence, &words[at])
}

/// «giáo dục thường xuyên», «chi thường xuyên»: no time.
fn is_name(words: &[Word], at: usize) -> bool {
    at > 0 && ["duc", "chi", "von", "nguon", "phi"].contains(&words[at - 1].folded.as_str())
}

/// «15/10», «15/10/2024», «10/2024».
fn is_date(sentence: &str, word: &Word) -> bool {
    let text = sentence[word.start..word.end].trim_matches(|c: char| !c.is_ascii_digit());
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    let numbers = parts.len() >= 2 && parts.iter().all(|part| is_number(part) && part.len() <= 4);
    numbers
        && text.contains('/')
        && (parts.len() == 2 || date_at(text).is_some_and(|(date, _)| date.is_some()))
        && parts[0]
            .parse::<u32>()
            .is_ok_and(|first| (1..=31).contains(&first))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number, a roman numeral, «I/2024».
fn is_numeral(text: &str) -> bool {
    let first = text.split('/').next().unwrap_or_default();
    is_number(first) || matches!(first, "i" | "ii" | "iii" | "iv")
}
