//! Evidence files: a folder, each file named by its SHA-256. The same bytes are kept once.
//!
//! A file is written beside its place, flushed, and moved there, so a name never stands for half a
//! file. Another store (S3) would take this type's place and keep its four operations.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::fs;
use tokio::io::AsyncWriteExt as _;
use tokio::sync::Semaphore;

use crate::{Fault, secret};

/// Files looked into at once: each can take a processor and some times its size in memory.
const LOOKS_AT_ONCE: usize = 2;

/// A folder of files.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
    looks: Arc<Semaphore>,
}

impl Files {
    /// Opens the folder, creating it.
    pub(crate) async fn open(folder: &Path) -> Result<Files, Fault> {
        fs::create_dir_all(folder.join("incoming")).await?;
        Ok(Files {
            folder: folder.to_owned(),
            looks: Arc::new(Semaphore::new(LOOKS_AT_ONCE)),
        })
    }

    /// Reads into a file off the threads that serve pages, few at a time. `None`: the reader broke
    /// off, which is logged and concerns this file only.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        read: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let _turn = self.looks.acquire().await.ok()?;
        match tokio::task::spawn_blocking(read).await {
            Ok(value) => Some(value),
            Err(error) => {
                tracing::error!(cause = %error, "a reader of files broke off");
                None
            }
        }
    }

    /// Keeps the bytes durably; their SHA-256.
    pub(crate) async fn keep(&self, bytes: &[u8]) -> Result<String, Fault> {
        let hash = secret::sha256(bytes);
        let place = self.place(&hash);
        if fs::try_exists(&place).await? {
            return Ok(hash);
        }
        let folder = self.folder.join(&hash[..2]);
        fs::create_dir_all(&folder).await?;
        let incoming = self.folder.join("incoming").join(crate::id::any_id());
        let mut file = fs::File::create(&incoming).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        fs::rename(&incoming, &place).await?;
        // The name too must survive a power cut.
        fs::File::open(&folder).await?.sync_all().await?;
        fs::File::open(&self.folder).await?.sync_all().await?;
        Ok(hash)
    }

    /// The bytes of a file.
    pub async fn read(&self, hash: &str) -> Result<Vec<u8>, Fault> {
        Ok(fs::read(self.place(hash)).await?)
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
