//! Abbreviations that searching spells out, in what is kept and in what is asked alike, so that
//! «CĐS» finds «chuyển đổi số» and the other way round.
//!
//! Most come from the parties' lexicon. Two letters alone are left as they are: «TT» is a centre,
//! information, a circular and a township. In a document's number they are certain, see [`TYPES`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::cut::{Word, runs};
use crate::party::abbreviations;
use crate::text::fold;

/// What the parties' lexicon lacks. The first seven are terms of the national programmes on
/// digital transformation and of Nghị quyết 57-NQ/TW, the others of everyday letters of offices;
/// no list of the State fixes the abbreviations themselves.
const MORE: &[(&str, &str)] = &[
    ("KTS", "kinh tế số"),
    ("XHS", "xã hội số"),
    ("CQS", "chính quyền số"),
    ("CPĐT", "chính phủ điện tử"),
    ("CQĐT", "chính quyền điện tử"),
    ("TMĐT", "thương mại điện tử"),
    ("ĐMST", "đổi mới sáng tạo"),
    ("CNS", "công nghệ số"),
    ("TCNSCĐ", "tổ công nghệ số cộng đồng"),
    ("ĐVSN", "đơn vị sự nghiệp"),
    ("HTTT", "hệ thống thông tin"),
    ("ATTTM", "an toàn thông tin mạng"),
    ("ANM", "an ninh mạng"),
    ("ANTT", "an ninh trật tự"),
    ("CKS", "chữ ký số"),
    ("TTKDTM", "thanh toán không dùng tiền mặt"),
    ("KSTTHC", "kiểm soát thủ tục hành chính"),
    ("NSNN", "ngân sách nhà nước"),
    ("QPPL", "quy phạm pháp luật"),
    ("TTG", "thủ tướng chính phủ"),
];

/// Kinds of documents in their numbers («36/KH-UBND»): Nghị định 30/2020/NĐ-CP, Phụ lục III;
/// NĐ and TT by the Law on promulgating legal documents.
const TYPES: &[(&str, &str)] = &[
    ("NQ", "nghị quyết"),
    ("QĐ", "quyết định"),
    ("CT", "chỉ thị"),
    ("QC", "quy chế"),
    ("TB", "thông báo"),
    ("HD", "hướng dẫn"),
    ("CTr", "chương trình"),
    ("KH", "kế hoạch"),
    ("PA", "phương án"),
    ("ĐA", "đề án"),
    ("DA", "dự án"),
    ("BC", "báo cáo"),
    ("BB", "biên bản"),
    ("TTr", "tờ trình"),
    ("CĐ", "công điện"),
    ("GM", "giấy mời"),
    ("NĐ", "nghị định"),
    ("TT", "thông tư"),
];

/// An abbreviation spelled out.
#[derive(Debug)]
pub(super) struct Full {
    /// As people read it.
    pub(super) shown: &'static str,
    /// Its words.
    pub(super) words: Vec<Word>,
}

fn table(pairs: impl Iterator<Item = (&'static str, &'static str)>) -> BTreeMap<String, Full> {
    pairs
        .map(|(short, shown)| {
            let words = runs(shown).map(|run| Word::new(&shown[run])).collect();
            (fold(short), Full { shown, words })
        })
        .collect()
}

static FULL: LazyLock<BTreeMap<String, Full>> = LazyLock::new(|| {
    let long_enough =
        |(short, full): &(&str, &str)| short.chars().count() >= 3 && fold(short) != fold(full);
    table(
        abbreviations()
            .iter()
            .chain(MORE)
            .copied()
            .filter(long_enough),
    )
});

static KINDS: LazyLock<BTreeMap<String, Full>> = LazyLock::new(|| table(TYPES.iter().copied()));

/// What an abbreviation of three letters or more stands for; folded.
pub(super) fn full(short: &str) -> Option<&'static Full> {
    FULL.get(short)
}

/// What a kind of document in a number stands for; folded.
pub(super) fn kind_of_document(short: &str) -> Option<&'static Full> {
    KINDS.get(short)
}
