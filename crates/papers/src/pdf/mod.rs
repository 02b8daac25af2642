//! PDF, with our own layout of paragraphs and tables.
//!
//! [`font`] knows how wide text is, [`lines`] breaks it, [`page`] holds what stands where,
//! [`flow`] puts paragraphs under each other, [`grid`] tables, [`text`] a whole paper; [`draw`] is
//! the only place that knows the library. Fonts are embedded, and text can be copied out.

mod draw;
mod flow;
mod font;
mod grid;
mod lines;
mod page;
mod text;

use crate::{Layout, Paper, Unwritable};

/// The paper as a PDF.
pub fn write(paper: &Paper, layout: &Layout) -> Result<Vec<u8>, Unwritable> {
    draw::pages(text::pages(paper, layout), paper)
}
