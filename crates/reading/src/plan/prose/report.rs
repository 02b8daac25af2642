//! To whom is reported: «báo cáo UBND xã (qua Phòng Văn hóa)», «gửi về …», «phản ánh về …».

use super::super::head::words::{Word, any_at, find, is_at, tidy, words};
use crate::party::is_party;

const VERBS: &[&str] = &[
    "bao cao",
    "gui ve",
    "gui bao cao",
    "gui",
    "phan anh",
    "de xuat",
    "thong tin kip thoi",
    "trinh",
    "tham muu trinh",
];

/// The first recipient that the sentence names.
pub(super) fn recipient_of(sentence: &str) -> Option<String> {
    let words = words(sentence);
    let mut from = 0;
    while let Some(verb) = find(&words, from, VERBS) {
        if let Some(found) = after_verb(&words, sentence, verb) {
            return Some(found);
        }
        from = verb + 1;
    }
    None
}

/// Who receives the report, «(qua …)» included.
fn after_verb(words: &[Word], sentence: &str, verb: usize) -> Option<String> {
    const NEAR: usize = 16;
    const TOWARDS: &[&str] = &[
        "ve", "cho", "voi", "toi", "den", "gui", "len", "cao", "xuat", "anh", "trinh",
    ];
    let verb_words = any_at(words, verb, VERBS)?;
    let last = words.len().min(verb + NEAR);
    (verb + verb_words..last).find_map(|start| {
        let before = &words[start - 1];
        if (verb + verb_words..start)
            .any(|at| matches!(words[at].stop, Some('.' | ';')) || words[at].folded == "theo")
        {
            return None;
        }
        // «cho các hệ thống thông tin» receives no report.
        if words[start].folded == "cac"
            || !TOWARDS.contains(&before.folded.as_str())
            || before.stop.is_some()
        {
            return None;
        }
        recipient(words, sentence, start)
    })
}

/// The party that begins at `start`.
fn recipient(words: &[Word], sentence: &str, start: usize) -> Option<String> {
    const ENDS: &[&str] = &[
        "ve", "de", "truoc", "theo", "dinh", "khi", "xem", "tong", "trong", "ket", "kip", "duoc",
        "hang", "dieu", "va de", "co", "phe", "ban", "bo", "chi", "thuc", "quyet", "giai", "huong",
    ];
    const LONGEST: usize = 18;
    let mut end = start;
    while end < words.len().min(start + LONGEST) {
        let word = &words[end];
        if end > start && ENDS.contains(&word.folded.as_str()) && !word.capital {
            break;
        }
        if word.opens {
            // «(qua Phòng Văn hóa và Thông tin)» is part of the way the report takes.
            if is_at(words, end, "qua") {
                end = (end..words.len())
                    .find(|at| sentence[words[*at].start..words[*at].end].contains(')'))?
                    + 1;
            }
            break;
        }
        end += 1;
        if matches!(word.stop, Some('.' | ';' | ':'))
            || word.stop == Some(',') && !names_next(words, end)
        {
            break;
        }
    }
    let text = sentence[words.get(start)?.start..words[end.checked_sub(1)?].end].trim();
    let name = text.split('(').next().map(tidy).unwrap_or_default();
    let whole = text.trim_end_matches([',', ';', '.', ':', '/', '*', ' ']);
    (end > start && is_party(&name)).then(|| crate::text::squash(whole))
}

/// «UBND xã, Ban Chỉ đạo …»: another recipient follows.
fn names_next(words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|word| word.capital)
}
