//! HTML as pages and Word write it: paragraphs and tables; scripts, styles and hidden text go.
//!
//! Only the tokenizer of a browser is used, not its tree: what counts are tables and blocks, and
//! a walk with a short stack cannot be made slow or deep by hostile markup.

mod charset;
mod element;
mod walk;

use domain::source::{Format, Source, Table};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};

use crate::Refusal;
use crate::build::Builder;
use crate::grid::{self, Node};
use walk::Walk;

/// Reads a page.
pub(crate) fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    let decoded = charset::decode(bytes)?;
    let mut out = Builder::new();
    for finding in decoded.findings {
        out.finding(finding);
    }
    let (nodes, findings) = nodes(&decoded.text)?;
    grid::blocks(&mut out, nodes)?;
    for finding in findings {
        out.finding(finding);
    }
    Ok(out.finish(Format::Html))
}

fn nodes(text: &str) -> Result<(Vec<Node>, Vec<domain::Finding>), Refusal> {
    let tokenizer = Tokenizer::new(Walk::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    // The tokenizer stops at each `</script>` as if to run it.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.finish()
}

/// Tables inside a plain text, as extractors of PDF write them.
pub(crate) fn tables(text: &str) -> Result<Vec<Table>, Refusal> {
    let (nodes, _) = nodes(text)?;
    let mut out = Builder::new();
    grid::blocks(&mut out, nodes)?;
    Ok(out.into_tables())
}
