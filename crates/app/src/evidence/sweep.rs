//! What a crash left behind, and whether files are what they were.

use std::collections::BTreeSet;

use super::sql;
use crate::{Actor, App, Fault};

/// Takes away files that no record knows: an upload that a crash cut off before its record was
/// written. Nothing acknowledged is touched, since a record is written before the answer. A record
/// knows its file even when it is put away, so that it can be brought back.
///
/// Where another process serves the same folder, what looks left behind may be its upload under
/// way, and nothing is touched. The writers' turn is held throughout: on PostgreSQL a change of
/// the process that was killed can still come to its end after this one has started.
pub(crate) async fn sweep(app: &App) -> Result<(), Fault> {
    if !app.files().are_ours() {
        return Ok(());
    }
    app.files().clear_incoming().await?;
    let mut tx = app.begin(&Actor::program()).await?;
    let known: BTreeSet<String> = tx
        .all(sql::KNOWN_FILES, &[], |row| row.text("sha256"))
        .await?
        .into_iter()
        .collect();
    for name in app.files().list().await? {
        if !known.contains(&name) {
            app.files().remove(&name).await?;
        }
    }
    tx.commit_quietly().await
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A record knows it, and it is not there.
    Lost {
        /// Its name.
        sha256: String,
    },
    /// Its bytes have another hash.
    Changed {
        /// Its name.
        sha256: String,
    },
}

/// What a look at every file found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// Files looked at.
    pub files: usize,
    /// What is wrong.
    pub troubles: Vec<Trouble>,
}

/// Compares every file that a record knows with its hash.
pub async fn check_files(app: &App) -> Result<Check, Fault> {
    let mut conn = app.read().await?;
    let known = conn
        .all(sql::KNOWN_FILES, &[], |row| row.text("sha256"))
        .await?;
    drop(conn);
    let there: BTreeSet<String> = app.files().list().await?.into_iter().collect();
    let mut check = Check {
        files: known.len(),
        troubles: Vec::new(),
    };
    for sha256 in known {
        if !there.contains(&sha256) {
            check.troubles.push(Trouble::Lost { sha256 });
        } else if app.files().open_whole(&sha256).await?.is_none() {
            check.troubles.push(Trouble::Changed { sha256 });
        }
    }
    Ok(check)
}
