//! A figures file to [`scoring::answers::Answers`]. The format goes by the extension of the name.

mod asks;
mod csv;
mod intake;
mod names;
mod trouble;
mod value;

use scoring::answers::Answers;
use scoring::framework::Layout;

pub(crate) use trouble::{Trouble, Troubles};

/// Why a figures file is not read at all.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The first line does not name the columns.
    NoHeading,
    /// A Parquet or XLSX file that is none.
    Damaged(&'static str),
}

/// Reads the file.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    layout: &Layout<'_>,
) -> Result<(Answers, Troubles), Refusal> {
    let _ = name;
    let mut intake = intake::Intake::new(layout);
    csv::read(bytes, &mut intake)?;
    Ok(intake.finish())
}
