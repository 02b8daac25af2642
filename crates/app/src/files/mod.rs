//! Evidence files: a folder, each file named by its SHA-256. The same bytes are kept once.
//!
//! A file arrives in pieces, is written beside its place and hashed on the way, flushed, and moved
//! there, so a name never stands for half a file and no file is ever in memory whole, except while
//! somebody looks into it: that happens for a bounded number of bytes at a time. Another store
//! (S3) would take this type's place and keep its operations: arrive, keep, look, open, list,
//! remove.

mod look;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tokio::fs;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};

use crate::{Fault, secret};
use look::Looks;

/// Bytes that are read or hashed in one go.
const PIECE_BYTES: usize = 128 << 10;

/// A folder of files.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
    looks: Arc<Looks>,
    /// Held while this process serves the folder; the system gives it back however that ends.
    hold: Option<Arc<std::fs::File>>,
}

/// A file that is arriving. Whoever stops half-way leaves nothing behind.
#[derive(Debug)]
pub struct Arriving {
    file: fs::File,
    hasher: Sha256,
    at: Unkept,
    size_bytes: u64,
    kept_bytes_max: u64,
}

/// A file that has arrived, and is not kept yet: it goes when this goes.
#[derive(Debug)]
pub struct Arrived {
    at: Unkept,
    sha256: String,
    size_bytes: u64,
}

/// A file that is kept, open at its first byte.
#[derive(Debug)]
pub struct Stored {
    /// To read from.
    pub file: fs::File,
    /// Its length.
    pub size_bytes: u64,
}

/// The place of a file that nobody has kept.
#[derive(Debug)]
struct Unkept(PathBuf);

impl Drop for Unkept {
    fn drop(&mut self) {
        // Moved to its place, or gone at the next start at the latest.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Files {
    /// Opens the folder, creating it.
    pub(crate) async fn open(folder: &Path) -> Result<Files, Fault> {
        fs::create_dir_all(folder.join("incoming")).await?;
        Ok(Files {
            folder: folder.to_owned(),
            looks: Arc::default(),
            hold: None,
        })
    }

    /// Takes hold of the folder, if no other process has.
    pub(crate) fn take_hold(&mut self) -> Result<(), Fault> {
        let file = std::fs::File::create(self.folder.join("hold"))?;
        match file.try_lock() {
            Ok(()) => self.hold = Some(Arc::new(file)),
            Err(std::fs::TryLockError::WouldBlock) => {}
            Err(std::fs::TryLockError::Error(error)) => return Err(error.into()),
        }
        Ok(())
    }

    /// Whether no other process writes here.
    pub(crate) fn are_ours(&self) -> bool {
        self.hold.is_some()
    }

    /// A file begins to arrive. Of more than `kept_bytes_max` bytes the rest is counted and not
    /// written: enough to say how large it is.
    pub async fn arrive(&self, kept_bytes_max: u64) -> Result<Arriving, Fault> {
        let at = Unkept(self.folder.join("incoming").join(crate::id::any_id()));
        Ok(Arriving {
            file: fs::File::create(&at.0).await?,
            hasher: Sha256::new(),
            at,
            size_bytes: 0,
            kept_bytes_max,
        })
    }

    /// A file that is in memory already, as one that has arrived.
    pub async fn arrived(&self, bytes: &[u8]) -> Result<Arrived, Fault> {
        let mut arriving = self.arrive(u64::MAX).await?;
        arriving.write(bytes).await?;
        arriving.end().await
    }

    /// Keeps the file durably, under its hash.
    pub(crate) async fn keep(&self, arrived: &Arrived) -> Result<(), Fault> {
        let place = self.place(&arrived.sha256);
        let folder = self.folder.join(&arrived.sha256[..2]);
        fs::create_dir_all(&folder).await?;
        if !fs::try_exists(&place).await? {
            fs::File::open(&arrived.at.0).await?.sync_all().await?;
            fs::rename(&arrived.at.0, &place).await?;
        }
        // The name too must survive a power cut, whoever gave it.
        fs::File::open(&folder).await?.sync_all().await?;
        fs::File::open(&self.folder).await?.sync_all().await?;
        Ok(())
    }

    /// Reads into a file that has arrived, off the threads that serve pages. `None`: the reader
    /// broke off, which is logged and concerns this file only.
    pub(crate) async fn look_into<T: Send + 'static>(
        &self,
        arrived: &Arrived,
        read: impl FnOnce(&Arc<Vec<u8>>) -> T + Send + 'static,
    ) -> Result<Option<T>, Fault> {
        let look = self.looks.look((&arrived.at.0, arrived.size_bytes), read);
        look.await
    }

    /// Reads into a file that is kept.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        hash: &str,
        read: impl FnOnce(&Arc<Vec<u8>>) -> T + Send + 'static,
    ) -> Result<Option<T>, Fault> {
        let place = self.place(hash);
        let size_bytes = fs::metadata(&place).await?.len();
        self.looks.look((&place, size_bytes), read).await
    }

    /// Opens a file that is kept; `None`: its bytes are not those of its name any more. It is
    /// hashed piece by piece, and opened once for both.
    pub(crate) async fn open_whole(&self, hash: &str) -> Result<Option<Stored>, Fault> {
        let mut file = fs::File::open(self.place(hash)).await?;
        let (mut hasher, mut size_bytes) = (Sha256::new(), 0_u64);
        let mut piece = vec![0; PIECE_BYTES];
        loop {
            let read = file.read(&mut piece).await?;
            if read == 0 {
                break;
            }
            hasher.update(&piece[..read]);
            size_bytes += read as u64;
        }
        if secret::hexadecimal(&hasher.finalize()) != hash {
            return Ok(None);
        }
        file.rewind().await?;
        Ok(Some(Stored { file, size_bytes }))
    }

    /// Names of all files there.
    pub(crate) async fn list(&self) -> Result<Vec<String>, Fault> {
        let mut names = Vec::new();
        let mut folders = fs::read_dir(&self.folder).await?;
        while let Some(folder) = folders.next_entry().await? {
            if folder.file_name().len() != 2 {
                continue;
            }
            let mut files = fs::read_dir(folder.path()).await?;
            while let Some(file) = files.next_entry().await? {
                names.extend(file.file_name().into_string().ok());
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Takes a file away.
    pub(crate) async fn remove(&self, hash: &str) -> Result<(), Fault> {
        Ok(fs::remove_file(self.place(hash)).await?)
    }

    /// Takes away what was being written when the program stopped.
    pub(crate) async fn clear_incoming(&self) -> Result<(), Fault> {
        let mut files = fs::read_dir(self.folder.join("incoming")).await?;
        while let Some(file) = files.next_entry().await? {
            fs::remove_file(file.path()).await?;
        }
        Ok(())
    }

    fn place(&self, hash: &str) -> PathBuf {
        let folder = hash.get(..2).unwrap_or("xx");
        self.folder.join(folder).join(hash)
    }
}

impl Arriving {
    /// The next piece.
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), Fault> {
        let room = self.kept_bytes_max.saturating_sub(self.size_bytes);
        let kept = usize::try_from(room).map_or(piece, |room| &piece[..piece.len().min(room)]);
        self.size_bytes += piece.len() as u64;
        self.hasher.update(kept);
        Ok(self.file.write_all(kept).await?)
    }

    /// That was all.
    pub async fn end(mut self) -> Result<Arrived, Fault> {
        self.file.flush().await?;
        Ok(Arrived {
            at: self.at,
            sha256: secret::hexadecimal(&self.hasher.finalize()),
            size_bytes: self.size_bytes,
        })
    }
}

impl Arrived {
    /// Its SHA-256, as 64 hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Its bytes, those too that were not written.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// Opens it at its first byte: a request that waited on the disk goes on from there.
    pub async fn open(&self) -> Result<Stored, Fault> {
        let file = fs::File::open(&self.at.0).await?;
        let size_bytes = file.metadata().await?.len();
        Ok(Stored { file, size_bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_that_nobody_keeps_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).await.unwrap();
        let incoming = folder.path().join("incoming");
        let count = || std::fs::read_dir(&incoming).unwrap().count();
        let mut arriving = files.arrive(u64::MAX).await.unwrap();
        arriving.write(b"half of").await.unwrap();
        assert_eq!(count(), 1);
        drop(arriving);
        assert_eq!(count(), 0);
        let arrived = files.arrived(b"whole").await.unwrap();
        let again = files.arrived(b"whole").await.unwrap();
        files.keep(&arrived).await.unwrap();
        files.keep(&again).await.unwrap();
        drop((arrived, again));
        assert_eq!(count(), 0);
        assert_eq!(files.list().await.unwrap(), [secret::sha256(b"whole")]);
    }

    #[tokio::test]
    async fn of_a_file_beyond_its_limit_only_the_length_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).await.unwrap();
        let mut arriving = files.arrive(4).await.unwrap();
        for piece in [b"abc", b"def", b"ghi"] {
            arriving.write(piece).await.unwrap();
        }
        let arrived = arriving.end().await.unwrap();
        assert_eq!(arrived.size_bytes(), 9);
        assert_eq!(arrived.open().await.unwrap().size_bytes, 4);
    }

    #[tokio::test]
    async fn only_one_holds_the_folder_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let mut one = Files::open(folder.path()).await.unwrap();
        let mut other = Files::open(folder.path()).await.unwrap();
        one.take_hold().unwrap();
        other.take_hold().unwrap();
        assert!(one.are_ours() && !other.are_ours());
        drop(one);
        other.take_hold().unwrap();
        assert!(other.are_ours());
    }
}
