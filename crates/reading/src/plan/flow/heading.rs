//! The headings of a lost table: a run of words cut into columns.

use domain::source::Place;

use super::piece::Token;

/// A heading and what its cells look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeadingColumn {
    /// As printed, wrapped lines joined.
    pub(super) text: String,
    /// What its cells look like.
    pub(super) kind: Kind,
}

/// The headings of a table.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// Left to right, the code column first.
    pub(super) columns: Vec<HeadingColumn>,
    /// All words folded and joined: by this a repetition is recognised.
    pub(super) key: String,
    /// Where.
    pub(super) place: Place,
}

/// What the cells of a column look like, as far as it steers the division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// «1.2.1».
    Code,
    /// What is to be done; never empty.
    Title,
    /// Names of parties.
    Party,
    /// A time term.
    Time,
    /// A number of points.
    Points,
    /// «%», «Dân số».
    Measure,
    /// «≥ 80 %», «Đạt».
    Target,
    /// A scoring rule.
    Rule,
    /// Anything, often empty.
    Text,
    /// Mostly empty.
    Note,
}

impl Heading {
    /// Kinds of the columns after the code.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        self.columns
            .iter()
            .skip(1)
            .map(|column| column.kind)
            .collect()
    }
}

/// Headings recognised that make a run of words a table's head.
const RECOGNISED_MIN: usize = 3;

/// Cuts the words of a head into columns; `None` when it is not the head of a table.
pub(super) fn read(tokens: &[Token<'_>], place: Place) -> Option<Heading> {
    let words: Vec<&Token<'_>> = tokens
        .iter()
        .filter(|token| !token.word.is_empty())
        .collect();
    let mut columns: Vec<HeadingColumn> = Vec::new();
    let mut recognised = 0;
    let mut at = 0;
    while at < words.len() {
        let (kind, length) = match phrase(&words[at..]) {
            Some(found) => {
                recognised += 1;
                found
            }
            // An unknown heading opens with a capital; anything else goes on with the one before.
            None if opens_heading(words[at].word) || columns.is_empty() => (Kind::Text, 1),
            None => {
                let column = columns.last_mut()?;
                column.text.push(' ');
                column.text.push_str(words[at].word);
                at += 1;
                continue;
            }
        };
        let text: Vec<&str> = words[at..at + length]
            .iter()
            .map(|token| token.word)
            .collect();
        columns.push(HeadingColumn {
            text: text.join(" "),
            kind,
        });
        at += length;
    }
    let coded = columns
        .first()
        .is_some_and(|column| column.kind == Kind::Code);
    let titled = columns
        .iter()
        .filter(|column| column.kind == Kind::Title)
        .count()
        >= 1;
    if !coded || !titled || recognised < RECOGNISED_MIN || columns.len() > 12 {
        return None;
    }
    let key = words
        .iter()
        .map(|token| token.folded.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    Some(Heading {
        columns,
        key,
        place,
    })
}

/// Whether the folded word opens a code column.
pub(super) fn opens_head(folded: &str) -> bool {
    matches!(folded, "stt" | "tt" | "so" | "ma")
}

fn opens_heading(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The longest known heading at the start of these words: its kind and how many words.
fn phrase(words: &[&Token<'_>]) -> Option<(Kind, usize)> {
    let mut text = String::new();
    let mut longest = None;
    for (count, token) in words.iter().take(LONGEST).enumerate() {
        // A heading does not run into the next one: «Ghi chú» never swallows «Cơ quan».
        if count > 0 {
            text.push(' ');
        }
        text.push_str(&token.folded);
        if let Some(kind) = known(&text) {
            longest = Some((kind, count + 1));
        }
    }
    longest
}

/// Words of the longest phrase below.
const LONGEST: usize = 9;

fn known(text: &str) -> Option<Kind> {
    let (_, kind) = PHRASES
        .iter()
        .find(|(phrase, _)| *phrase == text)
        .copied()
        .or_else(|| {
            // «Cơ quan | đơn vị | bộ phận …» × «chủ trì | phối hợp | thực hiện …».
            let whom = WHO
                .iter()
                .find_map(|who| text.strip_prefix(who)?.strip_prefix(' '))?;
            let whom = whom.strip_prefix("thuc hien ").unwrap_or(whom);
            DOES.contains(&whom).then_some(("", Kind::Party))
        })?;
    Some(kind)
}

const WHO: &[&str] = &[
    "co quan",
    "don vi",
    "co quan, don vi",
    "don vi, ca nhan",
    "bo phan",
    "cong chuc",
    "can bo",
    "to chuc",
    "ca nhan",
    "phong ban",
    "phong, ban",
    "nguoi",
    "nganh",
    "dau moi",
    "lanh dao",
    "co quan/don vi",
    "don vi/ca nhan",
];

const DOES: &[&str] = &[
    "chu tri",
    "phoi hop",
    "thuc hien",
    "phu trach",
    "theo doi",
    "tham muu",
    "chi dao",
    "chiu trach nhiem",
    "chu tri thuc hien",
    "phoi hop thuc hien",
    "phu trach theo doi",
    "theo doi, danh gia, tong hop, bao cao",
    "bao cao",
    "giup viec",
    "dau moi",
];

const PHRASES: &[(&str, Kind)] = &[
    ("stt", Kind::Code),
    ("tt", Kind::Code),
    ("so tt", Kind::Code),
    ("so thu tu", Kind::Code),
    ("ma", Kind::Code),
    ("ma so", Kind::Code),
    ("ma chi so", Kind::Code),
    ("chi so", Kind::Title),
    ("chi so thanh phan", Kind::Title),
    ("chi so/chi so thanh phan", Kind::Title),
    ("chi so danh gia", Kind::Title),
    ("ten chi so", Kind::Title),
    ("ten nhiem vu", Kind::Title),
    ("nhiem vu", Kind::Title),
    ("noi dung nhiem vu", Kind::Title),
    ("noi dung cong viec", Kind::Title),
    ("noi dung thuc hien", Kind::Title),
    ("noi dung", Kind::Title),
    ("noi dung chi tieu", Kind::Title),
    ("tieu chi", Kind::Title),
    ("tieu chi danh gia", Kind::Title),
    ("cong viec", Kind::Title),
    ("hoat dong", Kind::Title),
    ("chu tri", Kind::Party),
    ("phoi hop", Kind::Party),
    ("don vi", Kind::Party),
    ("thoi gian", Kind::Time),
    ("thoi gian thuc hien", Kind::Time),
    ("thoi gian hoan thanh", Kind::Time),
    ("thoi han", Kind::Time),
    ("thoi han hoan thanh", Kind::Time),
    ("tien do", Kind::Time),
    ("tien do thuc hien", Kind::Time),
    ("han hoan thanh", Kind::Time),
    ("diem toi da", Kind::Points),
    ("diem chuan", Kind::Points),
    ("thang diem", Kind::Points),
    ("diem", Kind::Points),
    ("don vi tinh", Kind::Measure),
    ("dvt", Kind::Measure),
    ("chi tieu", Kind::Target),
    ("muc tieu", Kind::Target),
    ("chi tieu phan dau", Kind::Target),
    ("ke hoach nam", Kind::Target),
    ("cach tinh diem", Kind::Rule),
    ("cach tinh", Kind::Rule),
    ("cach xac dinh va tinh diem", Kind::Rule),
    ("cach xac dinh", Kind::Rule),
    ("phuong phap tinh diem", Kind::Rule),
    ("cach cham diem", Kind::Rule),
    ("minh chung", Kind::Text),
    ("minh chung thuc hien", Kind::Text),
    ("tai lieu kiem chung", Kind::Text),
    ("tai lieu minh chung", Kind::Text),
    ("san pham", Kind::Text),
    ("ket qua", Kind::Text),
    ("san pham dau ra", Kind::Text),
    ("nguon du lieu", Kind::Text),
    ("nguon cung cap du lieu", Kind::Text),
    ("nguon so lieu", Kind::Text),
    ("kinh phi", Kind::Text),
    ("ghi chu", Kind::Note),
];
