//! Official Vietnamese papers as bytes: Word, PDF and worksheets in the layout of Decree
//! 30/2020/NĐ-CP.
//!
//! [`Paper`] is what a paper holds, [`Layout`] how large and where; [`docx`] and [`pdf`] write the
//! same paper. [`annex`] makes the table of a plan out of its rows, as offices print it. Everything
//! is a parameter: nothing here reads a clock, a file or a database, and the same paper gives the
//! same bytes. Reading papers is the work of `documents` and `reading`.

pub mod annex;
pub mod docx;
mod layout;
mod paper;
pub mod pdf;
pub mod text;
pub mod wording;
pub mod xlsx;

pub use layout::{Layout, Margins};
pub use paper::{
    Align, Annex, Block, Cell, Column, Head, Paper, Row, Signatory, Table, Unwritable,
};
