//! What was read from a file, kept in memory for a while: pages of one import ask for it again
//! and again, and reading it takes longer than showing it.

use std::sync::{Arc, Mutex, PoisonError};

use documents::Shared;
use documents::limits::UPLOAD_BYTES_MAX;
use domain::plan::Plan;
use domain::source::{Block, Source};

use crate::{App, Arrived, Error, Fault};

/// Bytes that all kept readings may take together, roughly.
const KEPT_BYTES_MAX: usize = 32 << 20;
/// What a paragraph or a cell costs beside its text.
const BESIDE_TEXT: usize = 96;

/// A file as it stands, and the plan that was read from it.
#[derive(Debug)]
pub struct Reading {
    /// Paragraphs and tables with their places.
    pub source: Source,
    /// The plan.
    pub plan: Plan,
}

/// Which reading: the same file is read anew for another year.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    sha256: String,
    name: String,
    year: i16,
}

/// Readings in memory, the last used first.
#[derive(Default)]
pub struct Readings {
    kept: Mutex<Vec<(Key, Arc<Reading>)>>,
}

impl Readings {
    fn find(&self, key: &Key) -> Option<Arc<Reading>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == key)?;
        kept[..=at].rotate_right(1);
        Some(Arc::clone(&kept[0].1))
    }

    fn keep(&self, key: Key, reading: &Arc<Reading>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != key);
        kept.insert(0, (key, Arc::clone(reading)));
        let mut bytes = 0;
        // One that is larger than everything allowed is read anew each time.
        kept.retain(|(_, reading)| {
            bytes += weight(reading);
            bytes <= KEPT_BYTES_MAX
        });
    }
}

/// Roughly how many bytes: the texts stand in the source and again in the plan.
fn weight(reading: &Reading) -> usize {
    let blocks = reading.source.blocks.iter();
    let text = |text: &str| text.len() * 3 + BESIDE_TEXT;
    blocks
        .map(|block| match block {
            Block::Paragraph(paragraph) => text(&paragraph.text),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.map(|cell| text(&cell.text)).sum()
            }
        })
        .sum()
}

/// What a file that is not kept yet says.
pub(crate) async fn of_arrived(
    app: &App,
    file: &Arrived,
    name: &str,
    year: i16,
) -> Result<Arc<Reading>, Error> {
    let (bytes, limit) = (file.size_bytes(), UPLOAD_BYTES_MAX);
    if bytes > limit {
        return Err(documents::Refusal::TooLarge { bytes, limit }.into());
    }
    let read = app.files().look_into(file, reader(name, year)).await?;
    done(read)
}

type Read = Result<Reading, documents::Refusal>;

fn reader(name: &str, year: i16) -> impl FnOnce(&Shared) -> Read + Send + 'static {
    let name = name.to_owned();
    move |bytes| {
        let source = documents::read_shared(bytes, Some(&name), usize::MAX)?;
        let plan = reading::plan::read(&source, Some(year));
        Ok(Reading { source, plan })
    }
}

/// A reader that panics is our fault, not the end of the program.
fn done(read: Option<Read>) -> Result<Arc<Reading>, Error> {
    let read = read.ok_or_else(|| Fault::new("a reader of plans stopped"))?;
    Ok(Arc::new(read?))
}

/// What was read from a file that is kept.
pub(crate) async fn of_file(
    app: &App,
    sha256: &str,
    name: &str,
    year: i16,
) -> Result<Arc<Reading>, Error> {
    let key = Key {
        sha256: sha256.to_owned(),
        name: name.to_owned(),
        year,
    };
    if let Some(reading) = app.readings().find(&key) {
        return Ok(reading);
    }
    let reading = done(app.files().look(sha256, reader(name, year)).await?)?;
    app.readings().keep(key, &reading);
    Ok(reading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::source::{Format, Paragraph};

    fn reading(length: usize) -> Arc<Reading> {
        let paragraph = Paragraph {
            text: "a".repeat(length),
            ..Paragraph::default()
        };
        let source = Source {
            format: Format::Text,
            blocks: vec![Block::Paragraph(paragraph)],
            findings: Vec::new(),
        };
        Arc::new(Reading {
            source,
            plan: Plan::default(),
        })
    }

    fn key(name: &str) -> Key {
        Key {
            sha256: name.to_owned(),
            name: String::new(),
            year: 2026,
        }
    }

    #[test]
    fn the_longest_unused_goes_first_and_memory_is_bounded() {
        let readings = Readings::default();
        let third = KEPT_BYTES_MAX / 9 - BESIDE_TEXT;
        for name in ["a", "b", "c"] {
            readings.keep(key(name), &reading(third));
        }
        assert!(readings.find(&key("a")).is_some());
        readings.keep(key("d"), &reading(third));
        assert!(readings.find(&key("b")).is_none(), "b was used longest ago");
        for name in ["a", "c", "d"] {
            assert!(readings.find(&key(name)).is_some(), "{name}");
        }
        readings.keep(key("huge"), &reading(KEPT_BYTES_MAX));
        assert!(readings.find(&key("huge")).is_none());
    }
}
