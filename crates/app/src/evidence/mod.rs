//! Minh chứng: files by their hash, documents about them, what they prove.

mod refusal;
pub(crate) mod sql;

pub use refusal::Refusal;

use std::collections::BTreeSet;

use crate::{App, Fault};

/// Takes away files that no record knows: an upload that a crash cut off before its record was
/// written. Nothing acknowledged is touched, since a record is written before the answer.
pub(crate) async fn sweep(app: &App) -> Result<(), Fault> {
    app.files().clear_incoming().await?;
    let mut conn = app.read().await?;
    let known: BTreeSet<String> = conn
        .all(sql::KNOWN_FILES, &[], |row| row.text("sha256"))
        .await?
        .into_iter()
        .collect();
    for name in app.files().list().await? {
        if !known.contains(&name) {
            app.files().remove(&name).await?;
        }
    }
    Ok(())
}
