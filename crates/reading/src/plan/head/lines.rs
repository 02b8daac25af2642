//! The prose of a document as lines: what stands before the annexes, small tables opened up.
//!
//! Heads and signatures often stand in a table of two columns without borders; such tables are
//! read column by column. Extraction cuts sentences at the page's width and leaves blank lines
//! between the pieces; [`paragraphs`] puts them together again.

use domain::source::{Block, Paragraph, Place, Table};

use crate::text::{fold, roman, squash};

/// What a line begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::plan) enum Mark {
    /// Nothing.
    None,
    /// «IV.»
    Roman(u32),
    /// «A.»
    Letter(char),
    /// «1.», «2.1.»
    Number(Vec<u32>),
    /// «-», «+», «a)»
    Bullet,
    /// A ruled line of dashes.
    Rule,
}

/// One line or one paragraph, white space folded.
#[derive(Clone, Debug)]
pub(in crate::plan) struct Line {
    /// The text, mark included.
    pub(in crate::plan) text: String,
    /// The same, for comparison.
    pub(in crate::plan) folded: String,
    /// What it begins with.
    pub(in crate::plan) mark: Mark,
    /// Where the text after the mark begins.
    pub(in crate::plan) body_at: usize,
    /// Where it stands.
    pub(in crate::plan) place: Place,
    /// Bold throughout.
    pub(in crate::plan) bold: bool,
    /// What stood in a second column of the same line, after a wide gap.
    pub(in crate::plan) right: Option<String>,
    /// Where in the text each of its physical lines begins.
    pieces: Vec<(usize, u32)>,
}

impl Line {
    /// A line of running text.
    fn new(text: &str, place: Place, bold: bool) -> Line {
        let text = squash(&strip_markup(text));
        let (mark, body_at) = mark(&text);
        let folded = fold(&text);
        let pieces = vec![(0, place.line)];
        Line {
            text,
            folded,
            mark,
            body_at,
            place,
            bold,
            right: None,
            pieces,
        }
    }

    /// The text after the mark.
    pub(in crate::plan) fn body(&self) -> &str {
        &self.text[self.body_at..]
    }

    /// The physical lines that a range of bytes covers.
    pub(in crate::plan) fn place_of(&self, from: usize, to: usize) -> Place {
        let line_at = |at: usize| {
            let found = self.pieces.iter().rev().find(|(start, _)| *start <= at);
            found.map_or(self.place.line, |(_, line)| *line)
        };
        let line = line_at(from);
        Place {
            line,
            line_end: line_at(to.saturating_sub(1).max(from)).max(line),
            page: self.place.page,
        }
    }

    /// Letters, all of them capitals.
    pub(in crate::plan) fn is_capitals(&self) -> bool {
        is_capitals(&self.text)
    }

    fn append(&mut self, next: &Line) {
        self.text.push(' ');
        self.pieces.push((self.text.len(), next.place.line));
        self.text.push_str(&next.text);
        self.folded.push(' ');
        self.folded.push_str(&next.folded);
        self.place = self.place.to(next.place);
    }
}

/// Letters, all of them capitals.
pub(in crate::plan) fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !text.chars().any(char::is_lowercase)
}

/// The lines before the annexes, in reading order.
pub(in crate::plan) fn prose(blocks: &[Block]) -> Vec<Line> {
    let mut out = Vec::new();
    for block in &blocks[..annexes_at(blocks)] {
        match block {
            Block::Paragraph(paragraph) => push_paragraph(paragraph, &mut out),
            Block::Table(table) if is_layout(table) => push_columns(table, &mut out),
            Block::Table(_) => {}
        }
    }
    out
}

/// The lines of the annexes' headings and whatever else follows the prose, tables left out.
pub(in crate::plan) fn after_prose(blocks: &[Block]) -> Vec<Line> {
    let mut out = Vec::new();
    for block in &blocks[annexes_at(blocks)..] {
        if let Block::Paragraph(paragraph) = block {
            push_paragraph(paragraph, &mut out);
        }
    }
    out
}

/// Index of the first annex heading after the recipients, or after the start where there are
/// none; the number of blocks where there is no annex heading.
fn annexes_at(blocks: &[Block]) -> usize {
    let recipients = blocks.iter().position(|block| match block {
        Block::Paragraph(paragraph) => fold(&paragraph.text).contains("noi nhan"),
        Block::Table(table) => {
            is_layout(table) && cells(table).any(|cell| fold(cell).contains("noi nhan"))
        }
    });
    let from = recipients.unwrap_or(0);
    let heading = |block: &Block| matches!(block, Block::Paragraph(p) if is_annex_heading(&p.text));
    blocks[from..]
        .iter()
        .position(heading)
        .map_or(blocks.len(), |at| from + at)
}

/// «PHỤ LỤC 01», «Phụ lục», «BẢNG PHỤ LỤC …», but not «phụ lục kèm theo Kế hoạch này».
fn is_annex_heading(text: &str) -> bool {
    let text = strip_markup(text);
    let Some(first) = text.lines().map(str::trim).find(|line| !line.is_empty()) else {
        return false;
    };
    let folded = fold(first);
    let bare = folded
        .trim_start_matches("bang ")
        .trim_start_matches("cac ");
    let Some(rest) = bare.strip_prefix("phu luc") else {
        return false;
    };
    let capitals = first
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == ' ')
        .any(char::is_lowercase);
    let short = rest.chars().filter(|c| c.is_alphanumeric()).count() <= 4;
    short || !capitals || first.starts_with("PHỤ LỤC") || first.starts_with("BẢNG PHỤ LỤC")
}

fn push_paragraph(paragraph: &Paragraph, out: &mut Vec<Line>) {
    for (offset, text) in (0_u32..).zip(paragraph.text.split('\n')) {
        let last = paragraph.place.line_end.max(paragraph.place.line);
        let mut place = paragraph.place;
        place.line = (place.line + offset).min(last);
        if place.line_end < place.line {
            place.line_end = place.line;
        }
        push(text, place, paragraph.bold, out);
    }
}

fn push(text: &str, place: Place, bold: bool, out: &mut Vec<Line>) {
    if text.trim().is_empty() {
        return;
    }
    let (left, right) = columns(text);
    let mut line = Line::new(left, place, bold);
    line.right = right.map(squash);
    if !line.text.is_empty() {
        out.push(line);
    }
}

/// Two columns that extraction left on one line, apart by a tab or three spaces.
fn columns(text: &str) -> (&str, Option<&str>) {
    let trimmed = text.trim();
    let gap = trimmed
        .find("   ")
        .into_iter()
        .chain(trimmed.find('\t'))
        .min();
    match gap {
        Some(at) if !has_blank(trimmed) => (&trimmed[..at], Some(trimmed[at..].trim())),
        _ => (trimmed, None),
    }
}

/// A gap that is a blank to fill in: «Số:        /KH-UBND», «ngày      tháng».
fn has_blank(text: &str) -> bool {
    let folded = fold(text);
    folded.contains("so: /")
        || folded.contains("so: -")
        || folded.contains("ngay thang")
        || folded.contains("ngay /")
}

/// A table that only arranges text: at most three columns, few rows, no numbering.
fn is_layout(table: &Table) -> bool {
    let columns = table
        .rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0);
    let numbered = table
        .rows
        .first()
        .and_then(|row| row.cells.first())
        .is_some_and(|cell| {
            let head = fold(&cell.text);
            ["stt", "tt", "so tt", "ma", "1"]
                .contains(&head.trim_matches(|c: char| !c.is_alphanumeric()))
        });
    columns <= 3 && table.rows.len() <= 8 && !numbered
}

fn cells(table: &Table) -> impl Iterator<Item = &str> {
    table
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().map(|cell| cell.text.as_str()))
}

fn push_columns(table: &Table, out: &mut Vec<Line>) {
    let columns = table
        .rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0);
    for column in 0..columns {
        for row in &table.rows {
            let Some(cell) = row.cells.get(column) else {
                continue;
            };
            for text in cell.text.split('\n') {
                push(text, row.place, false, out);
            }
        }
    }
}

fn strip_markup(text: &str) -> String {
    text.replace("**", "")
        .replace("</b>", "")
        .replace("<b>", "")
        .replace("</i>", "")
        .replace("<i>", "")
}

/// The mark, and where the text after it begins.
fn mark(text: &str) -> (Mark, usize) {
    let letters = text.chars().any(char::is_alphanumeric);
    if !letters {
        return (Mark::Rule, text.len());
    }
    let first = glued(text).unwrap_or_else(|| text.split(' ').next().unwrap_or_default());
    if first.len() < text.len() && !text[first.len()..].starts_with(' ') {
        let (found, _) = mark(&format!("{first} x"));
        return (found, first.len());
    }
    let after = first.len() + usize::from(first.len() < text.len());
    let bullets = ["-", "+", "–", "—", "•", "*", "·", "−", "‒"];
    if bullets.contains(&first) {
        return (Mark::Bullet, after);
    }
    if let Some(bullet) = bullets.iter().find(|bullet| text.starts_with(**bullet)) {
        return (Mark::Bullet, bullet.len());
    }
    if let Some(found) = article(text) {
        return found;
    }
    let ended = first.ends_with(['.', ')', ':', '/', '-', '–']);
    let bare = first
        .trim_start_matches('(')
        .trim_end_matches(['.', ')', ':', '/', '-', '–']);
    if ended && first.len() < text.len() {
        if let Some(value) = roman(bare).filter(|_| !first.ends_with(')')) {
            return (Mark::Roman(value), after);
        }
        let mut chars = bare.chars();
        if let (Some(letter), None) = (chars.next(), chars.next()) {
            if letter.is_ascii_uppercase() && first.ends_with('.') {
                return (Mark::Letter(letter), after);
            }
            if letter.is_lowercase() {
                return (Mark::Bullet, after);
            }
        }
    }
    let dotted = bare.contains('.');
    let numbers: Option<Vec<u32>> = bare.split('.').map(|piece| piece.parse().ok()).collect();
    match numbers {
        Some(numbers) if (ended || dotted) && bare.len() <= 8 && first.len() < text.len() => {
            (Mark::Number(numbers), after)
        }
        _ => (Mark::None, 0),
    }
}

/// «Điều 3. Văn phòng …»: an article of a decision.
fn article(text: &str) -> Option<(Mark, usize)> {
    let rest = text
        .strip_prefix("Điều ")
        .or_else(|| text.strip_prefix("ĐIỀU "))?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..digits].parse().ok()?;
    let after = rest[digits..].strip_prefix(['.', ':'])?;
    let body = after.trim_start();
    (!body.is_empty()).then(|| (Mark::Number(vec![number]), text.len() - body.len()))
}

/// A mark glued to its text: «1.Mục đích», «II.NHIỆM VỤ».
fn glued(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once('.')?;
    let number =
        !first.is_empty() && first.len() <= 2 && first.bytes().all(|byte| byte.is_ascii_digit());
    let capital = rest.chars().next().is_some_and(char::is_uppercase);
    (capital && (number || roman(first).is_some())).then(|| &text[..=first.len()])
}

/// Sentences that were cut at the page's width or by a page's end, put together again.
pub(in crate::plan) fn paragraphs(lines: &[Line]) -> Vec<Line> {
    let width = page_width(lines);
    let mut out: Vec<Line> = Vec::new();
    let mut last_width = 0;
    for line in lines {
        let count = line.text.chars().count();
        match out.last_mut() {
            Some(open) if goes_on(open, last_width, line, width) => open.append(line),
            _ => out.push(line.clone()),
        }
        last_width = count;
    }
    out
}

/// The width at which lines were cut, where they were: the length that few lines exceed, unless
/// lines are as long as paragraphs.
fn page_width(lines: &[Line]) -> Option<usize> {
    const WIDEST: usize = 130;
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().count()).collect();
    lengths.sort_unstable();
    let width = *lengths.get(lengths.len() * 19 / 20)?;
    (width <= WIDEST && lengths.len() >= 20).then_some(width)
}

fn goes_on(open: &Line, open_width: usize, next: &Line, width: Option<usize>) -> bool {
    if next.mark != Mark::None && !is_false_mark(next) || open.mark == Mark::Rule {
        return false;
    }
    if open.text.ends_with([';', ':', '!', '?']) || open.text.ends_with("./.") {
        return false;
    }
    if open.is_capitals() || next.is_capitals() || next.folded.starts_with("noi nhan") {
        return false;
    }
    let lower = next.text.chars().next().is_some_and(char::is_lowercase);
    if open.text.ends_with(['.', '…']) {
        return false;
    }
    let wide = width.is_some_and(|width| open_width * 10 >= width * 6);
    lower || wide && open.bold == next.bold || open.text.ends_with(',')
}

/// A line that begins with a number because the sentence was cut there: «2663/KH-UBND ngày».
fn is_false_mark(line: &Line) -> bool {
    matches!(&line.mark, Mark::Number(_))
        && line.body().chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str, line: u32) -> Block {
        Block::Paragraph(Paragraph {
            text: text.to_owned(),
            place: Place::line(line),
            ..Paragraph::default()
        })
    }

    fn joined(lines: &[&str]) -> Vec<String> {
        let blocks: Vec<Block> = (1..)
            .zip(lines)
            .map(|(line, text)| paragraph(text, line))
            .collect();
        paragraphs(&prose(&blocks))
            .into_iter()
            .map(|line| line.text)
            .collect()
    }

    #[test]
    fn a_sentence_cut_by_a_page_goes_on() {
        assert_eq!(
            joined(&[
                "- Ý nghĩa của việc",
                "",
                "chuyển đổi số nói chung.",
                "2. Phòng Nội vụ",
                "I. MỤC ĐÍCH"
            ]),
            [
                "- Ý nghĩa của việc chuyển đổi số nói chung.",
                "2. Phòng Nội vụ",
                "I. MỤC ĐÍCH"
            ]
        );
    }

    #[test]
    fn marks_are_told_from_text() {
        let marks: Vec<Mark> = [
            "II. A",
            "2.1. B",
            "a) c",
            "- d",
            "–––",
            "15/10 x",
            "6 thôn",
            "A. E",
            "V/v F",
        ]
        .iter()
        .map(|text| mark(text).0)
        .collect();
        let expected = [
            Mark::Roman(2),
            Mark::Number(vec![2, 1]),
            Mark::Bullet,
            Mark::Bullet,
            Mark::Rule,
            Mark::None,
            Mark::None,
            Mark::Letter('A'),
            Mark::None,
        ];
        assert_eq!(marks, expected);
    }

    #[test]
    fn the_prose_ends_at_the_first_annex_after_the_recipients() {
        let lines = [
            "(Chi tiết tại",
            "Phụ lục kèm theo Kế hoạch)",
            "Nơi nhận:",
            "- Lưu: VT.",
            "PHỤ LỤC 01",
            "x",
        ];
        assert_eq!(
            joined(&lines).last().map(String::as_str),
            Some("- Lưu: VT.")
        );
    }
}
