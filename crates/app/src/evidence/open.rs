//! A file is opened: permission asked, the bytes compared with their hash, the opening recorded.

use super::access::require_open;
use super::{Evidence, Refusal, event, load};
use crate::{Actor, App, Error, EvidenceId, Noun, secret};

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
pub struct Bytes {
    /// The proof.
    pub evidence: Evidence,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// Opens a proof's file.
pub async fn open(app: &App, actor: &Actor, id: &EvidenceId, how: How) -> Result<Bytes, Error> {
    let mut conn = app.read().await?;
    let evidence = load(&mut conn, id).await?;
    require_open(&mut conn, actor, &evidence).await?;
    drop(conn);
    let file = evidence
        .file
        .as_ref()
        .ok_or(Error::NotFound(Noun::Evidence))?;
    let bytes = app.files().read(&file.sha256).await?;
    let sha256 = file.sha256.clone();
    let looked = app
        .files()
        .look(move || (secret::sha256(&bytes) == sha256, bytes))
        .await;
    let Some((true, bytes)) = looked else {
        tracing::error!(evidence = %id, "a stored file has another hash");
        return Err(Refusal::FileDamaged.into());
    };
    if how == How::Downloaded {
        let tx = app.begin(actor).await?;
        let event = event("evidence.downloaded", &evidence);
        tx.commit(event.after(serde_json::json!({ "file": file.name })))
            .await?;
    }
    Ok(Bytes { evidence, bytes })
}
