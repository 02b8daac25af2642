//! Looking into files: for as long as somebody reads one it is in memory whole, so a bounded number
//! of bytes is looked into at a time, off the threads that serve pages.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::Fault;

/// Files looked into at once: each can take a processor.
const AT_ONCE: usize = 2;
/// Bytes of all files that are looked into at once; a larger one waits until it is alone.
const BYTES_MAX: u64 = 24 << 20;

/// Memory is taken in multiples of this, so that files of about the same size fit one piece.
const GRAIN_BYTES: usize = 1 << 20;

/// Turns to look into files.
#[derive(Debug)]
pub(super) struct Looks {
    turns: Semaphore,
    /// Kilobytes that may still be looked into.
    room: Semaphore,
    spare: Arc<Spare>,
}

impl Default for Looks {
    fn default() -> Looks {
        Looks {
            turns: Semaphore::new(AT_ONCE),
            room: Semaphore::new(usize::try_from(BYTES_MAX >> 10).unwrap_or(usize::MAX)),
            spare: Arc::default(),
        }
    }
}

impl Looks {
    /// Reads into a file. `None`: the reader broke off, which is logged and concerns this file only.
    pub(super) async fn look<T: Send + 'static>(
        &self,
        (place, size_bytes): (&Path, u64),
        read: impl FnOnce(&Arc<Vec<u8>>) -> T + Send + 'static,
    ) -> Result<Option<T>, Fault> {
        let wanted = Wanted::new(&self.spare);
        let _room = self.room(size_bytes).await?;
        let _turn = self.turns.acquire().await.map_err(closed)?;
        let place = place.to_owned();
        match tokio::task::spawn_blocking(move || wanted.read(place, read)).await {
            Ok(done) => Ok(Some(done?)),
            Err(error) => {
                tracing::error!(cause = %error, "a reader of files broke off");
                Ok(None)
            }
        }
    }

    async fn room(&self, size_bytes: u64) -> Result<SemaphorePermit<'_>, Fault> {
        let kilobytes = size_bytes.min(BYTES_MAX) >> 10;
        let kilobytes = u32::try_from(kilobytes).unwrap_or(u32::MAX);
        self.room.acquire_many(kilobytes).await.map_err(closed)
    }
}

/// The memory of the last look, for the next one that waits already. The allocator gives large
/// pieces back some time after they are free: file after file, it would hold several at once.
#[derive(Debug, Default)]
struct Spare {
    bytes: Mutex<Vec<u8>>,
    wanted: AtomicUsize,
}

/// Somebody who looks, or waits to.
struct Wanted(Arc<Spare>);

impl Wanted {
    fn new(spare: &Arc<Spare>) -> Wanted {
        spare.wanted.fetch_add(1, Ordering::Relaxed);
        Wanted(Arc::clone(spare))
    }

    fn read<T>(self, place: PathBuf, read: impl FnOnce(&Arc<Vec<u8>>) -> T) -> io::Result<T> {
        let mut bytes = std::mem::take(&mut *self.bytes());
        bytes.clear();
        let mut file = File::open(place)?;
        let size = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
        if bytes.capacity() < size {
            // First without the old piece: a larger one beside it is what must not be.
            drop(bytes);
            bytes = Vec::with_capacity(size.next_multiple_of(GRAIN_BYTES));
        }
        file.read_to_end(&mut bytes)?;
        let bytes = Arc::new(bytes);
        let done = read(&bytes);
        if let Ok(bytes) = Arc::try_unwrap(bytes) {
            let mut spare = self.bytes();
            if bytes.capacity() > spare.capacity() {
                *spare = bytes;
            }
        }
        Ok(done)
    }

    fn bytes(&self) -> std::sync::MutexGuard<'_, Vec<u8>> {
        self.0.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Wanted {
    fn drop(&mut self) {
        if self.0.wanted.fetch_sub(1, Ordering::Relaxed) == 1 {
            *self.bytes() = Vec::new();
        }
    }
}

fn closed(_: tokio::sync::AcquireError) -> Fault {
    Fault::new("no turn to look into a file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_read_after_a_longer_one_is_itself_and_nothing_stays_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let looks = Looks::default();
        let held = Wanted::new(&looks.spare);
        for text in ["a long file, read first", "short", "", "middling"] {
            let place = folder.path().join("file");
            std::fs::write(&place, text).unwrap();
            let seen = looks.look((&place, text.len() as u64), |bytes| bytes.to_vec());
            assert_eq!(seen.await.unwrap().unwrap(), text.as_bytes());
        }
        assert!(held.bytes().capacity() >= 23);
        drop(held);
        assert_eq!(looks.spare.bytes.lock().unwrap().capacity(), 0);
    }

    #[tokio::test]
    async fn a_reader_that_breaks_off_leaves_the_turn_to_others() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("file");
        std::fs::write(&place, "bytes").unwrap();
        let looks = Looks::default();
        for _ in 0..=AT_ONCE {
            let broken = looks.look((&place, 5), |_| panic!("a reader's fault"));
            assert_eq!(broken.await.unwrap(), None::<()>);
        }
        let length = looks.look((&place, 5), |bytes| bytes.len()).await.unwrap();
        assert_eq!(length, Some(5));
    }
}
