use std::collections::BTreeMap;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::text::fold;

/// Made-up records: id, title, text.
const RECORDS: &[(&str, &str, &str)] = &[
    (
        "plan",
        "Kế hoạch chuyển đổi số xã An Hòa năm 2025",
        "Số 36/KH-UBND ngày 05/03/2025",
    ),
    ("cds", "Ban chỉ đạo CĐS", "Thành lập ban chỉ đạo của xã"),
    (
        "dvctt",
        "1.2.1 Tỷ lệ hồ sơ DVCTT",
        "Báo cáo của Trung tâm Phục vụ hành chính công",
    ),
    (
        "dvc",
        "3.1.2.1 Dịch vụ công trực tuyến toàn trình",
        "Sở Khoa học và Công nghệ thẩm định",
    ),
    (
        "attt",
        "Bảo đảm an toàn thông tin",
        "Giao Phòng VH-XH chủ trì, Công an xã phối hợp",
    ),
    ("vhxh", "Phòng Văn hóa - Xã hội", "Chủ trì kinh tế số"),
    ("ubnd", "UBND phường Hoà Bình", "Bên được phân công"),
    ("tu", "Tư pháp hộ tịch", "Công chức tư pháp"),
    ("tuphap", "Tự pháp", "Chữ viết sai dấu"),
    (
        "remark",
        "Ý kiến thẩm định",
        "Đề nghị bổ sung ảnh chụp; số liệu chưa khớp báo cáo",
    ),
    (
        "date",
        "Hội nghị tổng kết",
        "Tổ chức ngày 15/10/2025 tại nhà văn hóa thôn",
    ),
    (
        "other",
        "Số hóa kết quả giải quyết TTHC",
        "Chuyển hồ sơ để đổi mới công tác, số lượng lớn",
    ),
];

fn shelf() -> Shelf {
    let mut shelf = Shelf::default();
    for (id, title, text) in RECORDS {
        put(&mut shelf, id, title, text);
    }
    shelf
}

fn put(shelf: &mut Shelf, id: &str, title: &str, text: &str) {
    shelf.put(&Entry {
        id,
        kind: Kind(0),
        unit: "xa",
        title,
        text,
    });
}

fn find(words: &str) -> Found {
    shelf().find(&Query::new(words, &|_| true))
}

fn ids(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.id.as_str()).collect()
}

#[track_caller]
fn check(words: &str, expected: &[&str]) {
    let found = find(words);
    assert_eq!(ids(&found), expected, "{words}: {found:#?}");
}

#[test]
fn marks_case_and_the_place_of_the_tone_do_not_matter() {
    check("hoa binh", &["ubnd"]);
    check("Hòa Bình", &["ubnd"]);
    check("HOÀ BÌNH", &["ubnd"]);
    let decomposed: String = "Hòa Bình".nfd().collect();
    check(&decomposed, &["ubnd"]);
    check("dinh", &["remark", "dvc"]);
    check("tỉ lệ", &["dvctt"]);
    check("ti le hồ sơ", &["dvctt"]);
}

#[test]
fn words_marked_as_typed_come_first() {
    check("tư pháp", &["tu", "tuphap"]);
    check("tự pháp", &["tuphap", "tu"]);
}

#[test]
fn abbreviations_are_read_both_ways() {
    check("CĐS", &["cds", "plan"]);
    check("cds", &["cds", "plan"]);
    check("chuyển đổi số", &["cds", "plan", "other"]);
    check("DVCTT", &["dvc", "dvctt"]);
    check("dịch vụ công trực tuyến", &["dvc", "dvctt"]);
    check("DVC trực tuyến", &["dvc", "dvctt"]);
    check("ATTT", &["attt"]);
    check("BCĐ chuyen doi so", &["cds"]);
    check("thủ tục hành chính", &["other"]);
    check("VH-XH", &["vhxh", "attt"]);
    check("vhxh", &["vhxh", "attt"]);
    check("văn hóa xã hội", &["vhxh", "attt"]);
    check("ủy ban nhân dân phường", &["ubnd"]);
    check("KTS", &["vhxh"]);
}

#[test]
fn numbers_and_dates_are_whole() {
    check("1.2.1", &["dvctt"]);
    check("3.1.2.1", &["dvc"]);
    check("1.2", &["dvctt"]);
    check("36/KH-UBND", &["plan"]);
    check("36/kh", &["plan"]);
    check("KH-UBND", &["plan"]);
    check("kế hoạch ủy ban nhân dân", &["plan"]);
    check("5/3/2025", &["plan"]);
    check("05/03/2025", &["plan"]);
    check("15/10/2025", &["date"]);
}

#[test]
fn the_last_word_may_be_half_typed() {
    check("thẩm đị", &["remark", "dvc"]);
    check("hội ngh", &["date"]);
    check("ngh hội", &["date"]); // corrected
}

#[track_caller]
fn check_corrected(words: &str, best: &str, corrected: &str) {
    let found = find(words);
    assert_eq!(ids(&found).first(), Some(&best), "{words}: {found:#?}");
    assert_eq!(found.corrected.as_deref(), Some(corrected), "{words}");
}

#[test]
fn mistyped_words_are_corrected_and_it_is_said() {
    check_corrected("chuyne doi so", "cds", "chuyển doi so");
    check_corrected("chuyeenr ddooir soos", "cds", "chuyển đổi số");
    check_corrected("chuyendoiso", "cds", "chuyển đổi số");
    check_corrected("antoan thong tin", "attt", "an toàn thong tin");
    check_corrected("phuongg hoa binh", "ubnd", "phường hoa binh");
    assert_eq!(find("chuyển đổi").corrected, None);
}

#[test]
fn a_known_word_is_corrected_only_if_nothing_else_is_found() {
    // Every word is in some record, all three in none.
    let found = find("hoi binh phuong");
    assert_eq!(ids(&found)[0], "ubnd");
    assert_eq!(found.corrected.as_deref(), Some("hòa binh phuong"));
}

#[test]
fn most_words_do_if_all_are_nowhere_and_it_is_said() {
    let found = find("phường Hòa Bình zzzzzz");
    assert_eq!(ids(&found), ["ubnd"]);
    assert_eq!(found.hits[0].why, [Why::SomeWords { held: 3, asked: 4 }]);
    check("zzzzzz qqqqqq", &[]);
    check("", &[]);
    check("; - /", &[]);
}

#[test]
fn a_hit_says_what_was_read_as_what() {
    let found = find("CĐS");
    let spelled = Why::SpelledOut {
        typed: "CĐS".into(),
        full: "chuyển đổi số".into(),
    };
    assert_eq!(found.hits[1].why, [spelled]);
    let found = find("dịch vụ công trực tuyến");
    let abbreviated = Why::Abbreviated {
        written: "DVCTT".into(),
        full: "dịch vụ công trực tuyến".into(),
    };
    assert_eq!(found.hits[1].why, [abbreviated]);
}

#[track_caller]
fn check_marks(words: &str, title: &[&str], snippet: &[&str]) {
    let found = find(words);
    let marked = |part: &Marked| {
        let marks = part.marks.iter();
        marks
            .map(|mark| part.text[mark.clone()].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(marked(&found.hits[0].title), title, "{words}");
    assert_eq!(marked(&found.hits[0].snippet), snippet, "{words}");
}

#[test]
fn what_was_found_is_marked() {
    check_marks(
        "ban chi dao chuyển đổi số",
        &["Ban", "chỉ", "đạo", "CĐS"],
        &["ban", "chỉ", "đạo"],
    );
    check_marks("36/KH-UBND", &[], &["36/KH-UBND"]);
    check_marks("1.2.1", &["1.2.1"], &[]);
}

#[test]
fn a_long_text_is_shown_where_the_words_stand() {
    let mut shelf = Shelf::default();
    let text = format!("{} dữ liệu mở {}", "đầu ".repeat(300), "cuối ".repeat(300));
    put(&mut shelf, "long", "Văn bản", &text);
    let found = shelf.find(&Query::new("du lieu mo", &|_| true));
    let snippet = &found.hits[0].snippet;
    assert!(
        snippet.text.starts_with("…đầu") && snippet.text.ends_with("cuối…"),
        "{snippet:?}"
    );
    assert!(snippet.text.len() < 300 && snippet.text.contains("dữ liệu mở"));
    assert_eq!(snippet.marks.len(), 3);
}

#[test]
fn pages_follow_each_other_and_kinds_and_rights_are_kept() {
    let mut shelf = Shelf::default();
    for number in 0..30_u8 {
        shelf.put(&Entry {
            id: &format!("{number:02}"),
            kind: Kind(number % 3),
            unit: if number < 10 { "mine" } else { "yours" },
            title: "Dữ liệu mở",
            text: "",
        });
    }
    let mine = shelf.unit_number("mine").unwrap();
    let may_see = |view: &EntryView<'_>| view.unit_number == mine;
    let query = Query {
        words: "du lieu",
        kinds: Some(&[Kind(0), Kind(1)]),
        may_see: &may_see,
        limit: 3,
        offset: 0,
    };
    let first = shelf.find(&query);
    assert_eq!((ids(&first), first.total), (vec!["09", "07", "06"], 7));
    let last = shelf.find(&Query { offset: 6, ..query });
    assert_eq!((ids(&last), last.total), (vec!["00"], 7));
    let beyond = shelf.find(&Query {
        offset: usize::MAX,
        ..query
    });
    assert_eq!((ids(&beyond), beyond.total), (vec![], 7));
}

#[test]
fn more_than_can_be_read_is_left_out_and_it_is_said() {
    assert!(!find("chuyển đổi số").cut);
    assert!(find(&"số ".repeat(13)).cut);
    assert!(find(&"ư".repeat(201)).cut);
    assert!(find(&"ubmttqvn ".repeat(12)).cut);
    let mut shelf = Shelf::default();
    put(&mut shelf, "long", &"dữ liệu ".repeat(10_000), "cuối");
    assert_eq!(shelf.find(&Query::new("du lieu", &|_| true)).total, 1);
}

const WORDS: &[&str] = &[
    "chuyển",
    "đổi",
    "số",
    "so",
    "CĐS",
    "UBND",
    "36/KH-UBND",
    "1.2",
    "xã",
    "hội",
    "chuyne",
    "và",
    "VH-XH",
    "văn",
    "hóa",
];

fn phrase() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS);
    prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn coming_and_going_leaves_what_was_put_last(
        steps in prop::collection::vec((0..12_u8, prop::option::of((phrase(), phrase()))), 0..250),
        words in phrase(),
    ) {
        let mut changed = Shelf::default();
        let mut last = BTreeMap::new();
        for (step, (id, entry)) in steps.iter().enumerate() {
            let id = id.to_string();
            if let Some((title, text)) = entry {
                put(&mut changed, &id, title, text);
                last.insert(id, (step, title, text));
            } else {
                prop_assert_eq!(changed.remove(&id), last.remove(&id).is_some());
            }
        }
        let mut entries: Vec<_> = last.into_iter().collect();
        entries.sort_by_key(|(_, (step, ..))| *step);
        let mut rebuilt = Shelf::default();
        for (id, (_, title, text)) in &entries {
            put(&mut rebuilt, id, title, text);
        }
        prop_assert_eq!(changed.len(), rebuilt.len());
        let query = Query::new(&words, &|_| true);
        prop_assert_eq!(changed.find(&query), rebuilt.find(&query));
    }

    #[test]
    fn a_word_of_an_entry_finds_it(title in phrase(), text in phrase(), nth in 0..6_usize) {
        let mut shelf = Shelf::default();
        put(&mut shelf, "it", &title, &text);
        put(&mut shelf, "other", "không có gì", "");
        let all = format!("{title} {text}");
        if let Some(word) = all.split_whitespace().nth(nth) {
            for asked in [word.to_owned(), fold(word)] {
                let found = shelf.find(&Query::new(&asked, &|_| true));
                prop_assert_eq!(ids(&found), ["it"], "{}", asked);
            }
        }
    }

    #[test]
    fn what_is_found_has_a_match_or_a_reason(words in phrase(), title in phrase(), text in phrase()) {
        let mut shelf = Shelf::default();
        put(&mut shelf, "it", &title, &text);
        for hit in shelf.find(&Query::new(&words, &|_| true)).hits {
            let marked = hit.title.marks.len() + hit.snippet.marks.len();
            prop_assert!(marked > 0, "{:?}", hit);
        }
    }

    #[test]
    fn any_text_and_any_query_will_do(title in any::<String>(), text in ".{0,400}", words in any::<String>()) {
        let mut shelf = shelf();
        put(&mut shelf, "any", &title, &text);
        for asked in [&words, &title, &text] {
            for hit in shelf.find(&Query::new(asked, &|_| true)).hits {
                for part in [&hit.title, &hit.snippet] {
                    for mark in &part.marks {
                        prop_assert!(part.text.get(mark.clone()).is_some_and(|mark| !mark.is_empty()));
                    }
                }
            }
        }
        prop_assert!(shelf.remove("any"));
    }
}
