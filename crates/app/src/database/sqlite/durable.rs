//! Makes commits durable. A commit appends to the log (WAL) and does not wait for the disk; a
//! thread of its own waits, once for all that were committed meanwhile, and whoever committed is
//! answered after that. So the next changes run while the disk is at work.
//!
//! This is SQLite's `synchronous = normal` with the wait of `full` put behind the commit: what was
//! answered survives a loss of power as with `full`, and the log is valid up to some commit at any
//! instant, because SQLite still syncs it before it is moved into the file and before it begins anew.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use tokio::sync::watch;

use crate::Fault;

/// What became of a transaction that several changes share: `None` until it is on the disk.
pub(super) type Outcome = Option<Result<(), String>>;

/// Takes committed transactions to the disk.
pub(super) struct Durable {
    queue: Sender<watch::Sender<Outcome>>,
    failed: Arc<AtomicBool>,
}

impl Durable {
    /// Of the log beside a database file, which SQLite has opened already.
    pub(super) fn log_of(file: &Path) -> Result<Durable, Fault> {
        // SQLite names the log after the file itself, not after a link to it.
        let mut log = file.canonicalize()?.into_os_string();
        log.push("-wal");
        let log = File::options().append(true).open(PathBuf::from(log))?;
        Durable::start(move || log.sync_data())
    }

    /// Starts the thread; it ends when nobody can commit any more.
    fn start(sync: impl FnMut() -> io::Result<()> + Send + 'static) -> Result<Durable, Fault> {
        let (queue, committed) = channel();
        let failed = Arc::new(AtomicBool::new(false));
        let durable = Durable {
            queue,
            failed: Arc::clone(&failed),
        };
        std::thread::Builder::new()
            .name("durable".to_owned())
            .spawn(move || run(&committed, sync, &failed))?;
        Ok(durable)
    }

    /// Answers when what is in the log now is on the disk.
    pub(super) fn committed(&self, outcome: watch::Sender<Outcome>) {
        if let Err(unsent) = self.queue.send(outcome) {
            unsent.0.send_replace(Some(Err(LOST.to_owned())));
        }
    }

    /// Refuses once the disk has failed: what it kept then is not known, and a second attempt that
    /// succeeds says nothing about the first. The next start reads the log and knows.
    pub(super) fn require_sound(&self) -> Result<(), Fault> {
        if self.failed.load(Ordering::Acquire) {
            return Err(Fault::new(LOST));
        }
        Ok(())
    }
}

/// Why nothing more is written.
const LOST: &str = "the disk failed to keep the log; the program must be started again";

fn run(
    committed: &Receiver<watch::Sender<Outcome>>,
    mut sync: impl FnMut() -> io::Result<()>,
    failed: &AtomicBool,
) {
    while let Ok(first) = committed.recv() {
        let waiting: Vec<_> = std::iter::once(first).chain(committed.try_iter()).collect();
        let mut kept = Ok(());
        if failed.load(Ordering::Acquire) {
            kept = Err(LOST.to_owned());
        } else if let Err(error) = sync() {
            tracing::error!(cause = %error, "{LOST}");
            failed.store(true, Ordering::Release);
            kept = Err(LOST.to_owned());
        }
        for outcome in waiting {
            outcome.send_replace(Some(kept.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(durable: &Durable) -> watch::Receiver<Outcome> {
        let outcome = watch::Sender::new(None);
        let answer = outcome.subscribe();
        durable.committed(outcome);
        answer
    }

    async fn answered(mut answer: watch::Receiver<Outcome>) -> Result<(), String> {
        let outcome = answer.wait_for(Option::is_some).await.unwrap();
        outcome.clone().unwrap()
    }

    #[tokio::test]
    async fn nobody_is_answered_before_the_disk() {
        let (disk, at_work) = channel::<()>();
        let (begun, begins) = channel::<()>();
        let durable = Durable::start(move || {
            let _ = begun.send(());
            at_work.recv().map_err(io::Error::other)
        })
        .unwrap();
        let first = waiting(&durable);
        begins.recv().unwrap();
        let (second, third) = (waiting(&durable), waiting(&durable));
        assert!(first.borrow().is_none(), "the disk is still at work");
        disk.send(()).unwrap();
        answered(first).await.unwrap();
        begins.recv().unwrap();
        assert!(
            second.borrow().is_none(),
            "it came after the first wait began"
        );
        disk.send(()).unwrap();
        answered(second).await.unwrap();
        answered(third).await.unwrap();
    }

    #[tokio::test]
    async fn after_the_disk_failed_nothing_more_is_accepted() {
        let mut good = [false, true].into_iter();
        let durable = Durable::start(move || match good.next() {
            Some(false) => Err(io::Error::other("worn out")),
            _ => Ok(()),
        })
        .unwrap();
        durable.require_sound().unwrap();
        answered(waiting(&durable)).await.unwrap_err();
        durable.require_sound().unwrap_err();
        answered(waiting(&durable)).await.unwrap_err();
    }
}
