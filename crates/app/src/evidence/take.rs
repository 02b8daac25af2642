//! A file arrives: judged by its content, kept durably, then recorded with what its text says of it.
//!
//! What is read from the text is proposed: it stands in the record, marked, until a person has
//! looked at it. The same bytes in the same unit are one proof.

use documents::limits::UPLOAD_BYTES_MAX;
use documents::upload::{self, Note, Upload};
use jiff::civil::Date;
use reading::evidence::{Confidence, Proposal, Proposed, propose};
use reading::text::squash;

use super::access::limit;
use super::attach::{NewUse, attach_in, place_for};
use super::{Evidence, Facts, File, Serves, Visibility, event, fields, index, read, sql, words};
use crate::database::{Conn, Tx};
use crate::unit::Unit;
use crate::{Actor, App, Arrived, Error, EvidenceId, Fault, bind};
use domain::authority::{Action, Duty};

/// Bytes of a file that is read whole for what it says of itself.
const WHOLE_BYTES_MAX: u64 = 8 << 20;
/// Pages that are read of a larger PDF.
const FIRST_PAGES: usize = 5;

/// A file as it arrived.
#[derive(Debug)]
pub struct Incoming {
    /// The name that it arrived with; decides nothing.
    pub name: String,
    /// Its content.
    pub file: Arrived,
}

/// Another proof, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Id.
    pub id: EvidenceId,
    /// Its title.
    pub title: String,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// A new proof.
    Kept {
        /// The proof.
        evidence: Box<Evidence>,
        /// What deserves a word.
        notes: Vec<Note>,
        /// Others of the same number.
        same_number: Vec<Named>,
    },
    /// The unit has these bytes already; nothing was written.
    Already {
        /// The proof that has them.
        evidence: Box<Evidence>,
        /// Codes of what it serves.
        codes: Vec<String>,
    },
}

/// Refuses unless the actor may add proof there, or anywhere in the unit.
pub async fn may_add(
    app: &App,
    actor: &Actor,
    unit: &Unit,
    serves: Option<&Serves>,
) -> Result<(), Error> {
    let mut conn = app.read().await?;
    may_add_in(&mut conn, actor, unit, serves).await
}

pub(super) async fn may_add_in(
    conn: &mut Conn,
    actor: &Actor,
    unit: &Unit,
    serves: Option<&Serves>,
) -> Result<(), Error> {
    let Some(serves) = serves else {
        return actor.require(Action::AttachEvidence, &unit.path);
    };
    let place = place_for(conn, actor, serves).await?;
    if place.unit.id == unit.id {
        return Ok(());
    }
    // Proof of one's own work in a row of a unit above stays in one's own unit.
    let own = actor.home.as_ref().is_some_and(|home| home.id == unit.id);
    let above = unit.path.starts_with(&place.unit.path);
    if !own || !above || actor.may(Action::Read, &place.unit.path) {
        return Err(Error::NotFound(serves.noun()));
    }
    actor.require_as(Action::AttachEvidence, &unit.path, Duty::Supporting)
}

/// Takes a file in.
pub async fn take(
    app: &App,
    actor: &Actor,
    unit: &Unit,
    (file, serves): (Incoming, Option<&Serves>),
) -> Result<Taken, Error> {
    take_for(app, actor, unit, (file, serves, &NewUse::default())).await
}

/// Takes a file in for what is said of its use.
pub async fn take_for(
    app: &App,
    actor: &Actor,
    unit: &Unit,
    (file, serves, new_use): (Incoming, Option<&Serves>, &NewUse),
) -> Result<Taken, Error> {
    may_add(app, actor, unit, serves).await?;
    let Incoming { name, file } = file;
    let (judged, proposal) = look(app, name, &file).await?;
    let sha256 = file.sha256().to_owned();
    let mut conn = app.read().await?;
    if let Some(there) = already(&mut conn, actor, unit, &sha256).await? {
        return Ok(there);
    }
    drop(conn);
    let size_bytes =
        i32::try_from(file.size_bytes()).map_err(|_| Fault::new("a file beyond its limit"))?;
    // The file is there before anything says so: a crash between leaves a file that `sweep` takes.
    app.files().keep(&file).await?;
    let mut tx = app.begin(actor).await?;
    // Somebody may have sent the same meanwhile.
    if let Some(there) = already(&mut tx, actor, unit, &sha256).await? {
        return Ok(there);
    }
    let mut evidence = new(&tx, actor, unit, facts(&proposal, &judged));
    evidence.proposed = proposed(&proposal);
    evidence.file = Some(File {
        sha256,
        name: judged.safe_name,
        media_type: judged.media_type.to_owned(),
        size_bytes,
    });
    insert(&mut tx, &evidence).await?;
    if let Some(serves) = serves {
        attach_in(&mut tx, &evidence, serves, new_use).await?;
    }
    let same_number = same_number(&mut tx, actor, &evidence).await?;
    let event = event("evidence.added", &evidence).after(fields(&evidence));
    index(&mut tx, &evidence);
    tx.commit(event).await?;
    Ok(Taken::Kept {
        evidence: Box::new(evidence),
        notes: judged.notes,
        same_number,
    })
}

/// What the file is, and what its text says of it. Its length alone can decide, and then nothing of
/// it is read.
async fn look(app: &App, name: String, file: &Arrived) -> Result<(Upload, Proposal), Error> {
    let (bytes, limit) = (file.size_bytes(), UPLOAD_BYTES_MAX);
    if bytes > limit {
        return Err(documents::Refusal::TooLarge { bytes, limit }.into());
    }
    let looked = app.files().look_into(file, move |bytes| {
        let judged = upload::inspect(bytes, &name)?;
        let proposal = read_out(bytes, &judged);
        Ok::<_, documents::Refusal>((judged, proposal))
    });
    let looked = looked.await?;
    Ok(looked.ok_or_else(|| Fault::new("a file could not be judged"))??)
}

/// Of a very large PDF the first pages are read: they say who issued what and when, and the rest
/// would take more memory than that is worth.
fn read_out(bytes: &documents::Shared, judged: &Upload) -> Proposal {
    let pages = if bytes.len() as u64 > WHOLE_BYTES_MAX {
        FIRST_PAGES
    } else {
        usize::MAX
    };
    let source = documents::read_shared(bytes, Some(judged.kind.extension()), pages);
    source.map_or_else(|_| Proposal::default(), |source| propose(&source))
}

/// The proof that has these bytes, if the actor may know of it.
async fn already(
    conn: &mut Conn,
    actor: &Actor,
    unit: &Unit,
    sha256: &str,
) -> Result<Option<Taken>, Error> {
    let Some(evidence) = conn
        .find(sql::SAME_BYTES, bind![unit.id.as_str(), sha256], read)
        .await?
    else {
        return Ok(None);
    };
    if super::access::require_open(conn, actor, &evidence)
        .await
        .is_err()
    {
        return Ok(None);
    }
    let mut codes = conn
        .all(
            sql::USES,
            bind![evidence.id.as_str(), None::<&str>],
            |row| row.text_or_null("code"),
        )
        .await?;
    codes.sort_unstable();
    codes.dedup();
    Ok(Some(Taken::Already {
        evidence: Box::new(evidence),
        codes: codes.into_iter().flatten().collect(),
    }))
}

/// A new record, private, without file and address yet.
pub(super) fn new(tx: &Tx, actor: &Actor, unit: &Unit, facts: Facts) -> Evidence {
    Evidence {
        id: EvidenceId::new(),
        unit: unit.id.clone(),
        unit_path: unit.path.clone(),
        facts,
        file: None,
        link: None,
        visibility: Visibility::Private,
        proposed: Vec::new(),
        created_by: tx.by().to_owned(),
        created_name: actor.name.clone(),
        created_at: tx.now().to_owned(),
        removed_at: None,
        version: 1,
    }
}

pub(super) async fn insert(tx: &mut Tx, evidence: &Evidence) -> Result<(), Error> {
    if let Some(file) = &evidence.file {
        let now = tx.now().to_owned();
        tx.run(
            sql::PUT_BLOB,
            bind![&file.sha256, file.size_bytes, &file.media_type, &now],
        )
        .await?;
    }
    let facts = &evidence.facts;
    let file = evidence.file.as_ref();
    let name = file.map(|file| file.name.as_str());
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let marks: Vec<String> = evidence
        .proposed
        .iter()
        .map(|(field, sure)| format!("{field}:{}", if *sure { "sure" } else { "likely" }))
        .collect();
    let marks = (!marks.is_empty()).then(|| marks.join(" "));
    tx.run(
        sql::INSERT,
        bind![
            evidence.id.as_str(),
            evidence.unit.as_str(),
            &facts.title,
            &words(facts, name),
            &facts.kind,
            &facts.reference,
            &day(facts.issued_on),
            &facts.issuer,
            &day(facts.effective_from),
            &day(facts.effective_to),
            file.map(|file| file.sha256.as_str()),
            name,
            &evidence.link,
            evidence.visibility.name(),
            &marks,
            &evidence.created_by,
            &evidence.created_at,
        ],
    )
    .await?;
    Ok(())
}

/// Others of the same number in the unit, that the actor may know of.
pub(super) async fn same_number(
    conn: &mut Conn,
    actor: &Actor,
    evidence: &Evidence,
) -> Result<Vec<Named>, Error> {
    let Some(reference) = &evidence.facts.reference else {
        return Ok(Vec::new());
    };
    let limit = limit(actor, &evidence.unit_path);
    let unit = evidence.unit.as_str();
    let read = |row: &crate::database::Row| {
        Ok(Named {
            id: EvidenceId::stored(row.text("id")?),
            title: row.text("title")?,
        })
    };
    Ok(conn
        .all(
            sql::SAME_NUMBER,
            bind![
                unit,
                limit.person.as_ref(),
                &limit.account,
                reference,
                evidence.id.as_str()
            ],
            read,
        )
        .await?)
}

/// «15 / QĐ - UBND» → «15/QĐ-UBND», so that equal numbers are equal texts.
pub(super) fn one_reference(text: &str) -> String {
    let text = squash(text).replace(['–', '—'], "-");
    text.replace(" /", "/")
        .replace("/ ", "/")
        .replace(" -", "-")
        .replace("- ", "-")
}

/// What is read from the file stands in the record; its name stands where there is no subject.
fn facts(proposal: &Proposal, judged: &Upload) -> Facts {
    let value = |found: &Option<Proposed<String>>| found.as_ref().map(|one| cut(&one.value, 300));
    let stem = judged
        .safe_name
        .rsplit_once('.')
        .map_or("", |(stem, _)| stem);
    let period = proposal.period.as_ref().map(|one| one.value);
    let (from, to) = (
        period.and_then(|one| one.start),
        period.and_then(|one| one.end),
    );
    // A last day before the first was read wrongly.
    let to = to.filter(|to| from.is_none_or(|from| from <= *to));
    Facts {
        title: value(&proposal.subject)
            .filter(|one| !one.is_empty())
            .map_or_else(|| stem.to_owned(), |title| capital(&title)),
        kind: value(&proposal.kind),
        reference: value(&proposal.reference).map(|one| one_reference(&one)),
        issued_on: proposal.issued_on.as_ref().map(|one| one.value),
        issuer: value(&proposal.issuer),
        effective_from: from,
        effective_to: to,
    }
}

/// A subject is cut out of its sentence («V/v kiện toàn …»): as a name it begins with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn cut(text: &str, letters: usize) -> String {
    squash(text).chars().take(letters).collect()
}

/// Which fields were read, and how surely.
fn proposed(proposal: &Proposal) -> Vec<(String, bool)> {
    fn mark<T>(field: &str, found: Option<&Proposed<T>>) -> Option<(String, bool)> {
        found.map(|one| (field.to_owned(), one.confidence == Confidence::Sure))
    }
    let marks = [
        mark("title", proposal.subject.as_ref()),
        mark("kind", proposal.kind.as_ref()),
        mark("reference", proposal.reference.as_ref()),
        mark("issued_on", proposal.issued_on.as_ref()),
        mark("issuer", proposal.issuer.as_ref()),
        mark("effective", proposal.period.as_ref()),
    ];
    marks.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::one_reference;

    #[test]
    fn equal_numbers_are_equal_texts() {
        assert_eq!(one_reference(" 15 / QĐ - UBND "), "15/QĐ-UBND");
        assert_eq!(one_reference("15/QĐ–UBND"), "15/QĐ-UBND");
    }
}
