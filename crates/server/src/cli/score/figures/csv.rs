//! Comma-separated figures, byte by byte: a country's is fifteen megabytes and is read in tens
//! of milliseconds. Separator `,`, `;` or tab, found in the heading; quotation marks doubled.

use super::Refusal;
use super::intake::{Cells, Intake};
use super::trouble::Trouble;

/// Columns that a line may have; what is beyond them is passed over.
const COLUMNS_MAX: usize = 32;

/// Line breaks that the cells of one line may hold; with more, a mark was left open.
const BREAKS_MAX: u64 = 16;

/// Where the five columns stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading {
    /// Places of unit, block, indicator, key and value; a block need not be there.
    places: [Option<usize>; 5],
}

impl Heading {
    /// Finds the columns by their names, the contract's or Vietnamese, in any order.
    pub(super) fn find<'a>(names: impl Iterator<Item = &'a [u8]>) -> Result<Heading, Refusal> {
        let mut places = [None; 5];
        for (at, name) in names.enumerate() {
            let column = match reading::text::fold(&String::from_utf8_lossy(name)).as_str() {
                "unit" | "don vi" => 0,
                "block" | "khoi" => 1,
                "indicator" | "chi so" | "ma chi so" => 2,
                "key" | "khoa" => 3,
                "value" | "gia tri" => 4,
                _ => continue,
            };
            places[column].get_or_insert(at);
        }
        let needed = [0, 2, 3, 4];
        if needed.iter().any(|column| places[*column].is_none()) {
            return Err(Refusal::NoHeading);
        }
        Ok(Heading { places })
    }

    /// The five cells of a line; `None` when it is too short.
    pub(super) fn cells<'c>(&self, all: &[&'c [u8]]) -> Option<Cells<'c>> {
        let mut cells: Cells<'c> = [b""; 5];
        for (cell, place) in cells.iter_mut().zip(self.places) {
            if let Some(place) = place {
                *cell = all.get(place)?;
            }
        }
        Some(cells)
    }
}

/// Reads the whole file into the intake.
pub(super) fn read(bytes: &[u8], intake: &mut Intake<'_>) -> Result<(), Refusal> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut records = Records {
        bytes,
        at: 0,
        line: 0,
        inner: 0,
        separator: separator(bytes),
    };
    let mut unquoted = Vec::new();
    let mut cells: [&[u8]; COLUMNS_MAX] = [b""; COLUMNS_MAX];
    let heading = match records.next(&mut cells, &mut unquoted) {
        Some(Record::Plain(count)) => Heading::find(cells[..count].iter().copied())?,
        Some(Record::Quoted) => Heading::find(unquoted.iter().map(Vec::as_slice))?,
        _ => return Err(Refusal::NoHeading),
    };
    while let Some(record) = records.next(&mut cells, &mut unquoted) {
        let line = records.line;
        let found = match record {
            Record::Plain(count) => heading.cells(&cells[..count]),
            Record::Quoted => {
                let all: Vec<&[u8]> = unquoted.iter().map(Vec::as_slice).collect();
                heading.cells(&all)
            }
            Record::Empty => continue,
            Record::Unclosed => {
                intake.note(line, Trouble::Unclosed);
                continue;
            }
        };
        match found {
            Some(found) => intake.take(line, found),
            None => intake.note(line, Trouble::Short),
        }
    }
    Ok(())
}

/// The commonest of the three in the heading.
fn separator(bytes: &[u8]) -> u8 {
    let heading = bytes.split(|byte| *byte == b'\n').next().unwrap_or(b"");
    let count = |separator: u8| heading.split(|byte| *byte == separator).count();
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b',')
}

struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Line on which the record that was read last begins, from 1.
    line: u64,
    /// Line breaks inside the cells of that record.
    inner: u64,
    separator: u8,
}

enum Record {
    /// So many cells, as they stand in the file.
    Plain(usize),
    /// Cells with quotation marks taken off, in the buffer.
    Quoted,
    Empty,
    Unclosed,
}

impl<'a> Records<'a> {
    fn next(
        &mut self,
        cells: &mut [&'a [u8]; COLUMNS_MAX],
        unquoted: &mut Vec<Vec<u8>>,
    ) -> Option<Record> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        self.line += 1 + std::mem::take(&mut self.inner);
        let (mut start, mut count) = (0, 0);
        for (at, byte) in rest.iter().enumerate() {
            let byte = *byte;
            // Letters and digits, which is nearly everything, are above all that matters here.
            if byte > b';' || (byte > b',' && byte < b';') {
                continue;
            }
            if byte == self.separator || byte == b'\n' {
                if count < COLUMNS_MAX {
                    cells[count] = &rest[start..at];
                    count += 1;
                }
                start = at + 1;
                if byte == b'\n' {
                    self.at += start;
                    return Some(whole(cells, count));
                }
            } else if byte == b'"' {
                return Some(self.quoted(unquoted));
            }
        }
        self.at = self.bytes.len();
        if count < COLUMNS_MAX {
            cells[count] = &rest[start..];
            count += 1;
        }
        Some(whole(cells, count))
    }

    /// A record with quotation marks; cells may then hold separators and line breaks.
    fn quoted(&mut self, unquoted: &mut Vec<Vec<u8>>) -> Record {
        unquoted.clear();
        let first = self.at;
        let mut cell = Vec::new();
        let mut inside = false;
        let mut at = self.at;
        while let Some(byte) = self.bytes.get(at).copied() {
            at += 1;
            match byte {
                b'"' if inside && self.bytes.get(at) == Some(&b'"') => {
                    cell.push(b'"');
                    at += 1;
                }
                // A mark in the middle of a cell is a letter like another.
                b'"' if inside || cell.is_empty() => inside = !inside,
                b'\n' if inside && self.inner == BREAKS_MAX => break,
                b'\n' if !inside => {
                    if cell.last() == Some(&b'\r') {
                        cell.pop();
                    }
                    unquoted.push(cell);
                    self.at = at;
                    return Record::Quoted;
                }
                byte if byte == self.separator && !inside => {
                    unquoted.push(std::mem::take(&mut cell));
                }
                byte => {
                    self.inner += u64::from(byte == b'\n');
                    cell.push(byte);
                }
            }
        }
        if inside {
            // Only the line on which it stands is lost.
            self.inner = 0;
            let line = self.bytes[first..].iter().position(|byte| *byte == b'\n');
            self.at = line.map_or(self.bytes.len(), |end| first + end + 1);
            return Record::Unclosed;
        }
        unquoted.push(cell);
        self.at = self.bytes.len();
        Record::Quoted
    }
}

fn whole(cells: &mut [&[u8]; COLUMNS_MAX], count: usize) -> Record {
    let last = &mut cells[count - 1];
    *last = last.strip_suffix(b"\r").unwrap_or(last);
    if count == 1 && last.trim_ascii().is_empty() {
        Record::Empty
    } else {
        Record::Plain(count)
    }
}
