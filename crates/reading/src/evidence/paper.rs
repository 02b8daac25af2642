//! What an official document says of itself: kind, number, date, issuer, subject, signatory.
//!
//! The reader of a plan's head does most of it. Beside it stand what other papers need: minutes
//! dated in their first sentence, letters known by «V/v», drafts with blanks, two papers in one
//! file. Each value carries how sure it is; a person confirms.

use domain::plan::{OfficialDocument, Signatory};
use domain::source::{Block, Source};
use jiff::civil::Date;

use super::period::{self, Period};
use super::proof::kind_of_code;
use super::spoken;
use crate::plan::head;
use crate::text::{fold, squash};

/// How sure a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Taken from where such things may stand; to be looked at.
    Likely,
    /// Stands where it belongs, or two places agree.
    Sure,
}

/// A value and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed<T> {
    /// The value.
    pub value: T,
    /// How sure.
    pub confidence: Confidence,
}

/// What deserves a word about the whole file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Number or date is left blank: not issued yet.
    Draft,
    /// Another document follows in the same file; the first was read.
    SecondDocument,
    /// Nothing of an official document: a list of links, photographs, a table.
    NoDocument,
}

/// What is proposed; nothing is decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// «Quyết định», «Công văn» …
    pub kind: Option<Proposed<String>>,
    /// Số, ký hiệu.
    pub reference: Option<Proposed<String>>,
    /// Ngày ban hành.
    pub issued_on: Option<Proposed<Date>>,
    /// Cơ quan ban hành.
    pub issuer: Option<Proposed<String>>,
    /// Trích yếu.
    pub subject: Option<Proposed<String>>,
    /// Người ký.
    pub signatory: Option<Proposed<Signatory>>,
    /// When it is in force, or which years it is for.
    pub period: Option<Proposed<Period>>,
    /// About the whole.
    pub notes: Vec<Note>,
}

/// Reads what a document says of itself.
pub fn propose(source: &Source) -> Proposal {
    let (blocks, second) = first_document(&source.blocks);
    let lines = lines(blocks);
    let (document, _) = head::read(blocks);
    let top = &lines[..lines.len().min(TOP)];
    let blank_number = document.reference.is_none() && top.iter().any(|line| is_blank_number(line));
    let mut proposal = Proposal {
        kind: kind(&document, top),
        reference: document.reference.clone().map(|reference| {
            let at_top = top
                .iter()
                .any(|line| line.replace(' ', "").contains(&reference));
            proposed(reference, at_top)
        }),
        issued_on: issued_on(&document, &lines),
        issuer: issuer(&document, top),
        subject: document
            .title
            .clone()
            .or_else(|| letter_subject(top))
            .map(|subject| proposed(subject, document.kind.is_some())),
        signatory: document
            .signatory
            .clone()
            .filter(|signatory| signatory.name.is_some())
            .map(|signatory| {
                let whole = signatory.post.is_some();
                proposed(signatory, whole)
            }),
        ..Proposal::default()
    };
    let date = proposal.issued_on.as_ref().map(|date| date.value);
    proposal.period = in_force(&document, &lines, date);
    if proposal.is_nothing(&document) && !blank_number {
        return Proposal {
            notes: vec![Note::NoDocument],
            ..Proposal::default()
        };
    }
    let draft = blank_number || top.iter().any(|line| is_draft(line));
    proposal.notes.extend(draft.then_some(Note::Draft));
    proposal
        .notes
        .extend(second.then_some(Note::SecondDocument));
    proposal
}

impl Proposal {
    /// A link list may hold a date or a heading in capitals; a document has more.
    fn is_nothing(&self, document: &OfficialDocument) -> bool {
        self.kind.is_none()
            && self.reference.is_none()
            && document
                .signatory
                .as_ref()
                .is_none_or(|one| one.name.is_none())
    }
}

/// Lines in which a head stands.
const TOP: usize = 30;

fn proposed<T>(value: T, sure: bool) -> Proposed<T> {
    let confidence = if sure {
        Confidence::Sure
    } else {
        Confidence::Likely
    };
    Proposed { value, confidence }
}

/// The blocks before the second national title that follows a text, and whether there is one.
fn first_document(blocks: &[Block]) -> (&[Block], bool) {
    const LEAST: usize = 6;
    let titles = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| fold(&text(block)).contains("cong hoa xa hoi chu nghia viet nam"));
    let mut titles = titles.map(|(at, _)| at);
    let first = titles.next();
    let Some(second) = titles.find(|at| first.is_some_and(|first| *at >= first + LEAST)) else {
        return (blocks, false);
    };
    // The issuer's name may stand in the lines above the title.
    let above = blocks[..second].iter().rev().take(3);
    let above = above.take_while(|block| {
        let text = text(block);
        text.trim().is_empty() || text == text.to_uppercase()
    });
    (&blocks[..second - above.count()], true)
}

fn text(block: &Block) -> String {
    match block {
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Table(table) => {
            let rows = table.rows.iter().take(6).flat_map(|row| &row.cells);
            rows.map(|cell| cell.text.as_str())
                .collect::<Vec<_>>()
                .join("\n")
        }
    }
}

fn lines(blocks: &[Block]) -> Vec<String> {
    let all = blocks.iter().flat_map(|block| {
        let text = text(block);
        text.lines().map(squash).collect::<Vec<_>>()
    });
    all.filter(|line| !line.is_empty()).collect()
}

/// The printed kind, or the one that the number's code stands for; sure when they agree.
fn kind(document: &OfficialDocument, top: &[String]) -> Option<Proposed<String>> {
    const MORE: [&str; 12] = [
        "Giấy chứng nhận",
        "Giấy giới thiệu",
        "Giấy xác nhận",
        "Giấy khen",
        "Hợp đồng",
        "Danh sách",
        "Thư mời",
        "Lịch công tác",
        "Chương trình",
        "Phiếu",
        "Bản cam kết",
        "Quy trình",
    ];
    let by_code = document.reference.as_deref().and_then(kind_of_code);
    if let Some(kind) = document.kind.clone() {
        let agree = by_code.is_none_or(|code| code == kind);
        return Some(proposed(kind, agree));
    }
    let printed = MORE.iter().find(|kind| {
        let capitals = kind.to_uppercase();
        top.iter().any(|line| line.starts_with(&capitals))
    });
    let found = by_code.or(printed.copied());
    found.map(|kind| proposed(kind.to_owned(), false))
}

/// The date at the top; of minutes, the one they begin with, also in words.
fn issued_on(document: &OfficialDocument, lines: &[String]) -> Option<Proposed<Date>> {
    if let Some(date) = document.date {
        return Some(proposed(date, true));
    }
    let opening = lines.iter().take(TOP).find(|line| {
        let folded = fold(line);
        ["hom nay", "vao hoi", "thoi gian", "hoi "]
            .iter()
            .any(|words| folded.starts_with(words))
    });
    let minutes = document.kind.as_deref() == Some("Biên bản");
    let of_opening = opening.and_then(|line| {
        let digits = head::cite::find_date(line).and_then(|(date, _, _)| date);
        digits.or_else(|| spoken::date(line))
    });
    if let Some(date) = of_opening {
        return Some(proposed(date, minutes));
    }
    let spoken = lines.iter().take(TOP).find_map(|line| spoken::date(line));
    spoken.map(|date| proposed(date, false))
}

/// The issuer; sure when the letterhead names it.
fn issuer(document: &OfficialDocument, top: &[String]) -> Option<Proposed<String>> {
    let issuer = document.issuer.clone()?;
    let name = fold(&issuer).replace("ubnd", "uy ban nhan dan");
    let head = fold(&top.join(" ")).replace("ubnd", "uy ban nhan dan");
    let sure = head.contains(&name);
    Some(proposed(issuer, sure))
}

/// «V/v …» or «Về việc …» on a line of its own.
fn letter_subject(top: &[String]) -> Option<String> {
    let line = top.iter().find_map(|line| {
        let folded = fold(line);
        let at = folded
            .find("v/v ")
            .or_else(|| folded.starts_with("ve viec ").then_some(0))?;
        let letters = folded[..at].chars().count();
        Some(line.chars().skip(letters).collect::<String>())
    })?;
    let words = line.split_once(' ').map_or("", |(_, rest)| rest);
    let words = words.strip_prefix("việc ").unwrap_or(words).trim();
    (!words.is_empty()).then(|| words.to_owned())
}

fn in_force(
    document: &OfficialDocument,
    lines: &[String],
    issued_on: Option<Date>,
) -> Option<Proposed<Period>> {
    let stated = lines
        .iter()
        .find_map(|line| period::in_force(line, issued_on));
    if let Some(period) = stated {
        return Some(proposed(period, true));
    }
    let years = period::of_years(&document.years, document.years_open_ended);
    years.map(|period| proposed(period, false))
}

/// «Số:       /KH-UBND», «Số …/QĐ-UBND».
fn is_blank_number(line: &str) -> bool {
    let folded = fold(line);
    let Some(after) = folded.strip_prefix("so") else {
        return false;
    };
    let after = after.trim_start_matches([':', ' ', '.', '…', '_', '-']);
    after
        .strip_prefix('/')
        .is_some_and(|code| code.starts_with(|c: char| c.is_ascii_alphabetic()))
}

fn is_draft(line: &str) -> bool {
    let folded = fold(line);
    matches!(
        folded.trim_matches(['(', ')', ' ', '.']),
        "du thao" | "ban du thao"
    ) || folded.starts_with("du thao lan")
}
