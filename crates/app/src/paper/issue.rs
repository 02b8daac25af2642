//! A paper gets its number and day and is frozen; the signed copy comes back and is kept as it is.

use domain::authority::Action;
use jiff::civil::Date;
use papers::{Layout, docx, pdf};
use reading::text::squash;
use serde_json::json;

use super::kept::{self, State};
use super::{Refusal, sql};
use crate::audit::Event;
use crate::{Actor, App, Arrived, Error, Fault, Noun, PaperId, Stored, bind};

/// Letters of a number at most.
const REFERENCE_MAX: usize = 100;

/// Under which number and on which day.
#[derive(Clone, Debug)]
pub struct Number {
    /// Số, ký hiệu.
    pub reference: String,
    /// Ngày ban hành.
    pub issued_on: Option<Date>,
}

/// A file of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The Word document as issued.
    Docx,
    /// The PDF as issued.
    Pdf,
    /// The signed copy of that number.
    Signed(i32),
}

/// Fixes number, day, words and files.
pub async fn issue(
    app: &App,
    actor: &Actor,
    id: &PaperId,
    (version, number): (i32, Number),
) -> Result<(), Error> {
    let mut conn = app.read().await?;
    let mut paper = kept::load(&mut conn, actor, id).await?;
    drop(conn);
    actor.require(Action::IssuePlan, &paper.unit_path)?;
    if paper.state == State::Issued {
        return Err(Refusal::Issued.into());
    }
    let reference = squash(&number.reference);
    if reference.chars().count() > REFERENCE_MAX {
        return Err(Refusal::TooLong {
            chars_max: REFERENCE_MAX,
        }
        .into());
    }
    let has_digit = reference.chars().any(|c| c.is_ascii_digit());
    let (true, Some(day)) = (has_digit, number.issued_on) else {
        return Err(Refusal::NoNumber.into());
    };
    paper.state = State::Issued;
    paper.reference = Some(reference.clone());
    paper.issued_on = Some(day);
    let printed = paper.paper()?;
    let written = tokio::task::spawn_blocking(move || {
        let layout = Layout::default();
        Ok::<_, papers::Unwritable>((
            docx::write(&printed, &layout)?,
            pdf::write(&printed, &layout)?,
        ))
    });
    let fault = |error: &dyn std::fmt::Display| Fault::new(error.to_string());
    let (docx, pdf) = written
        .await
        .map_err(|error| fault(&error))?
        .map_err(|error| fault(&error))?;
    let docx = kept_file(app, &docx).await?;
    let pdf = kept_file(app, &pdf).await?;
    let mut tx = app.begin(actor).await?;
    let issued_on = day.to_string();
    let bound = [
        id.as_str().into(),
        version.into(),
        (&reference).into(),
        (&issued_on).into(),
        docx.sha256().into(),
        pdf.sha256().into(),
    ];
    if tx.run(sql::ISSUE, &bound).await? == 0 {
        return Err(Error::Stale(Noun::Paper));
    }
    let event = Event::new("paper.issued", "paper", id.as_str(), &paper.name())
        .within(&paper.unit)
        .after(json!({
            "reference": reference,
            "issued_on": day.to_string(),
            "docx_sha256": docx.sha256(),
            "pdf_sha256": pdf.sha256(),
        }));
    Ok(tx.commit(event).await?)
}

/// A file is durable before the record that names it.
async fn kept_file(app: &App, bytes: &[u8]) -> Result<Arrived, Fault> {
    let arrived = app.files().arrived(bytes).await?;
    app.files().keep(&arrived).await?;
    Ok(arrived)
}

/// A signed copy that arrived.
#[derive(Debug)]
pub struct Signed {
    /// Its bytes.
    pub file: Arrived,
    /// Its name.
    pub name: String,
}

/// Keeps a signed copy byte for byte beside the paper. Nothing is said of its signature.
pub async fn keep_signed(
    app: &App,
    actor: &Actor,
    id: &PaperId,
    (version, signed): (i32, Signed),
) -> Result<(), Error> {
    let mut conn = app.read().await?;
    let paper = kept::load(&mut conn, actor, id).await?;
    drop(conn);
    actor.require(Action::EditPlan, &paper.unit_path)?;
    if paper.state == State::Draft {
        return Err(Refusal::NotIssued.into());
    }
    let limit = documents::limits::UPLOAD_BYTES_MAX;
    let bytes = signed.file.size_bytes();
    if bytes > limit {
        return Err(documents::Refusal::TooLarge { bytes, limit }.into());
    }
    let is_pdf = app
        .files()
        .look_into(&signed.file, |bytes| bytes.starts_with(b"%PDF-"))
        .await?;
    if is_pdf != Some(true) {
        return Err(Refusal::NotPdf.into());
    }
    app.files().keep(&signed.file).await?;
    let mut tx = app.begin(actor).await?;
    if tx.run(sql::TOUCH, bind![id.as_str(), version]).await? == 0 {
        return Err(Error::Stale(Noun::Paper));
    }
    let (now, sha256) = (tx.now().to_owned(), signed.file.sha256().to_owned());
    let name: String = squash(&signed.name).chars().take(200).collect();
    let bound = [
        id.as_str().into(),
        (&sha256).into(),
        (&name).into(),
        i32::try_from(bytes).unwrap_or(i32::MAX).into(),
        (&now).into(),
        (&actor.name).into(),
    ];
    tx.run(sql::INSERT_SIGNED, &bound).await?;
    let event = Event::new(
        "paper.signed_copy_kept",
        "paper",
        id.as_str(),
        &paper.name(),
    )
    .within(&paper.unit)
    .after(json!({ "name": name, "sha256": sha256 }));
    Ok(tx.commit(event).await?)
}

/// A kept file of a paper, its name and its hash.
pub async fn file(
    app: &App,
    actor: &Actor,
    id: &PaperId,
    which: Which,
) -> Result<(Stored, String, String), Error> {
    let mut conn = app.read().await?;
    let paper = kept::load(&mut conn, actor, id).await?;
    let found = match which {
        Which::Docx => paper.docx_sha256.map(|hash| (hash, String::new())),
        Which::Pdf => paper.pdf_sha256.map(|hash| (hash, String::new())),
        Which::Signed(number) => kept::signed(&mut conn, id)
            .await?
            .into_iter()
            .find(|copy| copy.position == number)
            .map(|copy| (copy.sha256, copy.name)),
    };
    let (hash, name) = found.ok_or(Error::NotFound(Noun::Paper))?;
    let stored = app.files().open_whole(&hash).await?;
    let stored = stored.ok_or_else(|| Fault::new("a file of a paper is not what it was"))?;
    Ok((stored, name, hash))
}
