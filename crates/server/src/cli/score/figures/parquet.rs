//! Figures in a Parquet file, as data tools write them: text columns, and a value
//! column of text, numbers or yes/no.

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use bytes::Bytes;

use super::Refusal;
use super::csv::Heading;
use super::intake::Intake;
use super::trouble::Trouble;

/// Reads the file into the intake.
pub(super) fn read(bytes: &[u8], intake: &mut Intake<'_>) -> Result<(), Refusal> {
    let damaged = |_| Refusal::Damaged("Parquet");
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(bytes)).map_err(damaged)?;
    let columns = reader.metadata().file_metadata().schema_descr().columns();
    let heading = Heading::find(columns.iter().map(|column| column.name().as_bytes()))?;
    let mut cells: Vec<String> = Vec::new();
    // Rows count from 1; there is no heading line to count.
    for (line, row) in (1..).zip(reader.get_row_iter(None).map_err(damaged)?) {
        let row = row.map_err(damaged)?;
        cells.clear();
        cells.extend(row.get_column_iter().map(|(_, field)| text(field)));
        let all: Vec<&[u8]> = cells.iter().map(String::as_bytes).collect();
        match heading.cells(&all) {
            Some(found) => intake.take(line, found),
            None => intake.note(line, Trouble::Short),
        }
    }
    Ok(())
}

/// What is stored; the shortest decimal of a float is what was entered.
fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Double(number) => number.to_string(),
        Field::Float(number) => number.to_string(),
        Field::Bool(flag) => flag.to_string(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        other => other.to_string(),
    }
}
