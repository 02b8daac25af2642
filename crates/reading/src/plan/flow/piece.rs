//! Lines of text with the distance to the line before, and the words in them.

use domain::source::{Block, Place};

use crate::text::fold;

/// The distance between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// On the same line.
    Same,
    /// About half a line: a line break without a blank line.
    Half,
    /// A line or more: a blank line between.
    Full,
    /// Not known: a page ended here, or the text keeps no distances.
    Unknown,
}

/// One line of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    /// As it stands, white space included. All white space: an empty cell.
    pub(super) text: &'a str,
    /// Distance to the piece before.
    pub(super) gap: Break,
    /// Where.
    pub(super) place: Place,
    /// Index of its block.
    pub(super) block: usize,
}

/// A word of a row, or an empty cell that left white space behind.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    /// The word; empty for an empty cell.
    pub(super) word: &'a str,
    /// Characters of the word.
    pub(super) length: usize,
    /// The word folded.
    pub(super) folded: String,
    /// Distance to the word before.
    pub(super) gap: Break,
    /// More than one space follows: empty cells leave such traces.
    pub(super) wide_after: bool,
    /// The line ends inside a compound («HĐND-»): the word goes on in the next line.
    pub(super) glued_after: bool,
}

/// The paragraphs from `from` on, up to the next table, blank lines turned into distances.
pub(super) fn pieces(blocks: &[Block], from: usize) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut blank = false;
    for (block, paragraph) in blocks.iter().enumerate().skip(from) {
        let Block::Paragraph(paragraph) = paragraph else {
            break;
        };
        if paragraph.text.is_empty() {
            blank = true;
            continue;
        }
        let gap = match (pieces.is_empty(), blank) {
            (true, _) => Break::Unknown,
            (false, true) => Break::Full,
            (false, false) => Break::Half,
        };
        pieces.push(Piece {
            text: &paragraph.text,
            gap,
            place: paragraph.place,
            block,
        });
        blank = false;
    }
    pieces
}

/// The words of one piece; a piece of white space is one empty token.
pub(super) fn tokens<'a>(text: &'a str, gap: Break, out: &mut Vec<Token<'a>>) {
    let mut rest = text.trim_start();
    if rest.is_empty() {
        if out.last().is_none_or(|last| !last.word.is_empty()) {
            let wide_after = text.chars().count() > 1;
            out.push(Token {
                word: "",
                length: 0,
                folded: String::new(),
                gap,
                wide_after,
                glued_after: false,
            });
        }
        return;
    }
    let mut gap = gap;
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let next = after.trim_start();
        out.push(Token {
            word,
            length: word.chars().count(),
            folded: fold(word),
            gap,
            wide_after: after[..after.len() - next.len()].chars().count() > 1,
            glued_after: next.is_empty() && word.len() > 1 && word.ends_with('-'),
        });
        gap = Break::Same;
        rest = next;
    }
}

/// The text of a cell: wrapped lines joined, a bullet on a new line kept there.
pub(super) fn text(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    let mut glued = true;
    for token in tokens.iter().filter(|token| !token.word.is_empty()) {
        if !glued {
            let bullet = token.gap != Break::Same && is_bullet(token.word);
            text.push(if bullet { '\n' } else { ' ' });
        }
        text.push_str(token.word);
        glued = token.glued_after;
    }
    text
}

/// «-», «+», «•» before an item.
pub(super) fn is_bullet(word: &str) -> bool {
    matches!(word, "-" | "+" | "–" | "•" | "*")
}
