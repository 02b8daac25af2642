//! What was read from a file, kept in memory for a while: pages of one import ask for it again
//! and again, and reading it takes longer than showing it.

use std::sync::{Arc, Mutex, PoisonError};

use domain::plan::Plan;
use domain::source::{Block, Source};
use tokio::sync::Semaphore;

use crate::{App, Error, Fault};

/// Bytes that all kept readings may take together, roughly.
const KEPT_BYTES_MAX: usize = 32 << 20;
/// Files that are read at the same time: a reader may need some hundred megabytes.
const AT_ONCE: usize = 2;
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
pub struct Readings {
    kept: Mutex<Vec<(Key, Arc<Reading>)>>,
    turns: Semaphore,
}

impl Default for Readings {
    fn default() -> Readings {
        Readings {
            kept: Mutex::default(),
            turns: Semaphore::new(AT_ONCE),
        }
    }
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

/// Reads bytes that are not kept yet.
pub(super) async fn read_bytes(
    app: &App,
    bytes: Vec<u8>,
    name: &str,
    year: i16,
) -> Result<Arc<Reading>, Error> {
    let turn = app.readings().turns.acquire().await;
    let _turn = turn.map_err(|_| Fault::new("no turn to read a file"))?;
    let file_name = name.to_owned();
    let work = move || -> Result<Reading, documents::Refusal> {
        let source = documents::read(&bytes, Some(&file_name))?;
        let plan = reading::plan::read(&source, Some(year));
        Ok(Reading { source, plan })
    };
    // A reader that panics is our fault, not the end of the program.
    let done = tokio::task::spawn_blocking(work).await;
    let read = done.map_err(|error| Fault::new(format!("a reader stopped: {error}")))?;
    Ok(Arc::new(read?))
}

/// What was read from a file that is kept.
pub(super) async fn of_file(
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
    let bytes = app.files().read(sha256).await?;
    let reading = read_bytes(app, bytes, name, year).await?;
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
