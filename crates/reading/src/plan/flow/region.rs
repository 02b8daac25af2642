//! Where a lost table stands: its head, its rows' words, what was printed between pages.

use std::ops::Range;

use domain::source::{Block, Place};

use super::code::{self, Sequence};
use super::heading::{self, Heading};
use super::piece::{self, Break, Piece, Token};
use crate::text::fold;

/// A lost table.
#[derive(Debug)]
pub(super) struct Region<'a> {
    /// The blocks that it replaces.
    pub(super) blocks: Range<usize>,
    /// Its head.
    pub(super) heading: Heading,
    /// Its rows, top to bottom.
    pub(super) rows: Vec<RowLines<'a>>,
}

/// The words of one row.
#[derive(Debug)]
pub(super) struct RowLines<'a> {
    /// The code that opens it; `None` for a banner before the first code.
    pub(super) code: Option<&'a str>,
    /// The words after the code.
    pub(super) tokens: Vec<Token<'a>>,
    /// Where.
    pub(super) place: Place,
}

/// Lines that the head of a table may take.
const HEAD_PIECES_MAX: usize = 40;

/// All lost tables, top to bottom.
pub(super) fn find(blocks: &[Block]) -> Vec<Region<'_>> {
    let mut regions = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let mut pieces = piece::pieces(blocks, at);
        keep_distances(&mut pieces);
        let mut from = 0;
        while let Some((region, next)) = next_region(&pieces, from) {
            regions.push(region);
            from = next;
        }
        // Past this stretch of paragraphs and the table that ends it.
        at += blocks[at..]
            .iter()
            .take_while(|block| matches!(block, Block::Paragraph(_)))
            .count();
        at += 1;
    }
    regions
}

/// Distances mean something only where the text has both kinds of them.
fn keep_distances(pieces: &mut [Piece<'_>]) {
    let has = |gap| pieces.iter().any(|piece| piece.gap == gap);
    if !has(Break::Half) || !has(Break::Full) {
        for piece in pieces {
            piece.gap = Break::Unknown;
        }
    }
}

/// The next table at or after piece `from`, and the piece behind it.
fn next_region<'a>(pieces: &[Piece<'a>], from: usize) -> Option<(Region<'a>, usize)> {
    for start in from..pieces.len() {
        let Some((heading, body)) = head(pieces, start) else {
            continue;
        };
        let end = (body..pieces.len())
            .find(|at| ends_table(pieces, *at, &heading))
            .unwrap_or(pieces.len());
        let rows = rows(&pieces[body..end], &heading);
        if rows.iter().filter(|row| row.code.is_some()).count() < 2 {
            continue;
        }
        let last = pieces[end - 1].block;
        let blocks = pieces[start].block..last + 1;
        return Some((
            Region {
                blocks,
                heading,
                rows,
            },
            end,
        ));
    }
    None
}

/// The head that begins at this piece, and the first piece of the table's body.
fn head(pieces: &[Piece<'_>], start: usize) -> Option<(Heading, usize)> {
    let first = pieces[start].text.split_whitespace().next()?;
    if first.len() > 8 || !heading::opens_head(&fold(first)) {
        return None;
    }
    let body = (start + 1..pieces.len().min(start + HEAD_PIECES_MAX))
        .find(|at| code::opens_table(pieces[*at].text) || is_banner(pieces[*at].text))?;
    let mut tokens = Vec::new();
    for piece in &pieces[start..body] {
        piece::tokens(piece.text, piece.gap, &mut tokens);
    }
    let place = pieces[start].place.to(pieces[body - 1].place);
    Some((heading::read(&tokens, place)?, body))
}

/// Several words, all in capitals.
fn is_banner(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words >= 2 && text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

fn ends_table(pieces: &[Piece<'_>], at: usize, own: &Heading) -> bool {
    let text = pieces[at].text.trim();
    if text.len() > 120 {
        return false;
    }
    let folded = fold(text);
    let closing = ["phu luc", "noi nhan", "bang phu luc", "mau bieu"];
    closing.iter().any(|word| folded.starts_with(word))
        || head(pieces, at).is_some_and(|(other, _)| other.key != own.key)
}

fn rows<'a>(pieces: &[Piece<'a>], heading: &Heading) -> Vec<RowLines<'a>> {
    let mut rows: Vec<RowLines<'a>> = Vec::new();
    let mut codes = Sequence::default();
    let mut broken = false;
    let mut at = 0;
    while at < pieces.len() {
        let mut piece = pieces[at];
        let repeated = repetition(&pieces[at..], heading);
        if let Some(Repetition {
            before,
            pieces: count,
        }) = repeated
        {
            // What stands before the head on its first line still belongs to the row above.
            at += count;
            broken = true;
            piece.text = before;
            if before.is_empty() {
                continue;
            }
        } else {
            at += 1;
        }
        let gap = if std::mem::take(&mut broken) {
            Break::Unknown
        } else {
            piece.gap
        };
        broken = repeated.is_some();
        if let Some(code) = codes.accept(piece.text) {
            let rest = &piece.text[piece.text.find(code).unwrap_or(0) + code.len()..];
            let mut tokens = Vec::new();
            if !rest.trim().is_empty() {
                piece::tokens(rest, Break::Same, &mut tokens);
            }
            rows.push(RowLines {
                code: Some(code),
                tokens,
                place: piece.place,
            });
            continue;
        }
        if rows.is_empty() {
            rows.push(RowLines {
                code: None,
                tokens: Vec::new(),
                place: piece.place,
            });
        }
        if let Some(row) = rows.last_mut() {
            piece::tokens(piece.text, gap, &mut row.tokens);
            if !piece.text.trim().is_empty() {
                row.place = row.place.to(piece.place);
            }
        }
    }
    rows.retain(|row| row.code.is_some() || row.tokens.iter().any(|token| !token.word.is_empty()));
    rows
}

/// The head printed again at the top of a page.
#[derive(Clone, Copy)]
struct Repetition<'a> {
    /// What stands before it on its first line: the end of the row above, or white space.
    before: &'a str,
    /// How many pieces it takes, a page number before it included.
    pieces: usize,
}

fn repetition<'a>(pieces: &[Piece<'a>], heading: &Heading) -> Option<Repetition<'a>> {
    let first_word = heading.columns.first()?.text.split(' ').next()?;
    let number = pieces[0].text.trim();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let skip = usize::from(is_number && pieces.len() > 1);
    let text = pieces[skip].text;
    let start = if text.trim_start().starts_with(first_word) {
        text.len() - text.trim_start().len()
    } else {
        // Glued behind the last cell of the page before.
        text.find(&format!(" {first_word} "))
            .map(|found| found + 1)?
    };
    let mut rest = heading.key.as_str();
    for (count, piece) in pieces[skip..].iter().enumerate() {
        let words = if count == 0 {
            &text[start..]
        } else {
            piece.text
        };
        let folded = fold(words.trim());
        rest = rest.strip_prefix(folded.as_str())?.trim_start();
        if rest.is_empty() {
            return Some(Repetition {
                before: &text[..start],
                pieces: skip + count + 1,
            });
        }
    }
    None
}
