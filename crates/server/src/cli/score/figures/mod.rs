//! A figures file to [`scoring::answers::Answers`]. The format goes by what the file begins with,
//! so that a wrong extension does no harm.

mod asks;
mod csv;
mod intake;
mod names;
mod parquet;
#[cfg(test)]
mod tests;
mod trouble;
mod value;
mod workbook;

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
pub(crate) fn read(bytes: &[u8], layout: &Layout<'_>) -> Result<(Answers, Troubles), Refusal> {
    let mut intake = intake::Intake::new(layout);
    if bytes.starts_with(b"PAR1") {
        parquet::read(bytes, &mut intake)?;
    } else if bytes.starts_with(b"PK\x03\x04") {
        workbook::read(bytes, &mut intake)?;
    } else {
        csv::read(bytes, &mut intake)?;
    }
    Ok(intake.finish())
}
