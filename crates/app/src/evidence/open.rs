//! A file is opened: permission asked, the bytes compared with their hash, the opening recorded.

use super::access::require_open;
use super::{Evidence, Refusal, event, load};
use crate::{Actor, App, Error, EvidenceId, Noun, Stored};

/// How it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Shown as a picture in its own page, whose opening was recorded.
    Shown,
    /// Opened or saved: recorded each time.
    Downloaded,
}

/// A file with its record.
#[derive(Debug)]
pub struct Opened {
    /// The proof.
    pub evidence: Evidence,
    /// The file, to be sent piece by piece.
    pub stored: Stored,
}

/// Opens a proof's file.
pub async fn open(app: &App, actor: &Actor, id: &EvidenceId, how: How) -> Result<Opened, Error> {
    let mut conn = app.read().await?;
    let evidence = load(&mut conn, id).await?;
    require_open(&mut conn, actor, &evidence).await?;
    drop(conn);
    let file = evidence
        .file
        .as_ref()
        .ok_or(Error::NotFound(Noun::Evidence))?;
    let Some(stored) = app.files().open_whole(&file.sha256).await? else {
        tracing::error!(evidence = %id, "a stored file has another hash");
        return Err(Refusal::FileDamaged.into());
    };
    if how == How::Downloaded {
        let tx = app.begin(actor).await?;
        let event = event("evidence.downloaded", &evidence);
        tx.commit(event.after(serde_json::json!({ "file": file.name })))
            .await?;
    }
    Ok(Opened { evidence, stored })
}
