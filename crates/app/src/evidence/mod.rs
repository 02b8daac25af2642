//! Minh chứng: files by their hash, documents about them, what they prove.
//!
//! A proof belongs to one unit and may serve many rows and entries. It is private: whoever manages
//! the unit's proof, whoever brought it, and whoever works on what it serves may open it, until
//! someone opens it for all who read the unit.

mod access;
mod attach;
mod count;
mod edit;
mod fit;
pub mod kind;
mod lines;
mod link;
mod list;
mod missing;
mod name_requirement;
mod open;
mod put_away;
mod refusal;
mod require;
mod show;
pub(crate) mod sql;
mod sweep;
mod take;
mod using;

pub use attach::{NewUse, Place, attach_in, detach_in};
pub use count::{Asked, Count, Subjects, counts};
pub(crate) use count::{read_asked, read_used, together};
pub use edit::{Correction, TEXT_MAX, edit};
pub use lines::{Line, Unfit, lines};
pub use link::{LINKS_MAX, NewLink, TITLE_MAX, address, known_links, register};
pub use list::{Filter, Item, Listed, PAGE, SOON_DAYS, State, list};
pub use missing::{Lack, missing};
pub use name_requirement::name_requirement;
pub use open::{How, Opened, open};
pub use put_away::{put_away, restore};
pub use refusal::Refusal;
pub use require::{Subject, require};
pub use show::{Attached, Happened, Panel, Rights, Shown, Use, asked, panel, preview, show};
pub(crate) use sweep::sweep;
pub use sweep::{Check, Trouble, check_files};
pub use take::{Incoming, Named, Taken, may_add, take, take_for};
pub use using::{Candidate, candidates, end_use, use_for};

use jiff::civil::Date;

use list::soon;

use crate::audit::Event;
use crate::database::{Conn, Row, Tx};
use crate::search::SearchEntry;
use crate::{EntryId, Error, EvidenceId, Fault, Noun, RowId, UnitId, bind};
use reading::text::fold;

/// What a proof serves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Serves {
    /// A plan's row.
    Row(RowId),
    /// A unit's entry of an indicator.
    Entry(EntryId),
}

impl Serves {
    /// `plan_row:ID` or `entry:ID`, as addresses have it.
    pub fn parse(text: &str) -> Option<Serves> {
        let (kind, id) = text.split_once(':')?;
        match kind {
            "plan_row" => RowId::parse(id).map(Serves::Row),
            "entry" => EntryId::parse(id).map(Serves::Entry),
            _ => None,
        }
    }

    /// As stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Serves::Row(_) => "plan_row",
            Serves::Entry(_) => "entry",
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Serves::Row(id) => id.as_str(),
            Serves::Entry(id) => id.as_str(),
        }
    }

    /// For addresses: what `parse` reads.
    pub fn word(&self) -> String {
        format!("{}:{}", self.kind(), self.id())
    }

    pub(crate) fn noun(&self) -> Noun {
        match self {
            Serves::Row(_) => Noun::Row,
            Serves::Entry(_) => Noun::Entry,
        }
    }
}

/// Who may open a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Those whose work it is.
    Private,
    /// Everyone who reads the unit.
    Unit,
}

impl Visibility {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Visibility::Private => "private",
            Visibility::Unit => "unit",
        }
    }

    /// By its name.
    pub fn parse(name: &str) -> Option<Visibility> {
        [Visibility::Private, Visibility::Unit]
            .into_iter()
            .find(|one| one.name() == name)
    }
}

/// What is said of a proof: read from its file, typed, or not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// «kiện toàn Ban Chỉ đạo …».
    pub title: String,
    /// See [`kind`].
    pub kind: Option<String>,
    /// Số, ký hiệu.
    pub reference: Option<String>,
    /// Ngày ban hành.
    pub issued_on: Option<Date>,
    /// Cơ quan ban hành.
    pub issuer: Option<String>,
    /// First day in force.
    pub effective_from: Option<Date>,
    /// Last day in force.
    pub effective_to: Option<Date>,
}

/// A file of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// SHA-256.
    pub sha256: String,
    /// A name safe to send.
    pub name: String,
    /// The type by content.
    pub media_type: String,
    /// Bytes.
    pub size_bytes: i32,
}

/// Whether a proof is in force, by its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// It names no last day, or one beyond [`SOON_DAYS`].
    Lasting,
    /// Its last day is today or within [`SOON_DAYS`].
    Ending,
    /// Its last day is past.
    Over,
}

/// A proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Id.
    pub id: EvidenceId,
    /// Whose.
    pub unit: UnitId,
    /// The unit's path.
    pub unit_path: String,
    /// What is said of it.
    pub facts: Facts,
    /// The file; `None`: an address.
    pub file: Option<File>,
    /// The address; never fetched.
    pub link: Option<String>,
    /// Who may open it.
    pub visibility: Visibility,
    /// Fields that were read from the file and wait for a person: name, and whether surely.
    pub proposed: Vec<(String, bool)>,
    /// Account that brought it.
    pub created_by: String,
    /// The name of whoever brought it.
    pub created_name: String,
    /// When.
    pub created_at: String,
    /// Since when it is put away.
    pub removed_at: Option<String>,
    /// For changes.
    pub version: i32,
}

impl Evidence {
    /// Whether a person has still to look at what was read from its file.
    pub fn waits(&self) -> bool {
        !self.proposed.is_empty()
    }

    /// Whether it is in force on that day.
    pub fn force(&self, today: Date) -> Force {
        match self.facts.effective_to {
            Some(last) if last < today => Force::Over,
            Some(last) if last <= soon(today) => Force::Ending,
            _ => Force::Lasting,
        }
    }

    /// Whether what an official document says of itself is not all known.
    pub fn is_incomplete(&self) -> bool {
        self.facts.kind.is_none() || self.facts.issued_on.is_none()
    }
}

pub(crate) fn read(row: &Row) -> Result<Evidence, Fault> {
    let id = row.text("id")?;
    let visibility = Visibility::parse(&row.text("visibility")?)
        .ok_or_else(|| Fault::inconsistent("evidence", &id, "visibility"))?;
    let proposed = row.text_or_null("proposed")?.unwrap_or_default();
    let proposed = proposed
        .split_whitespace()
        .filter_map(|one| one.split_once(':'));
    let file = match row.text_or_null("sha256")? {
        Some(sha256) => Some(File {
            sha256,
            name: row.text_or_null("file_name")?.unwrap_or_default(),
            media_type: row.text("media_type")?,
            size_bytes: row.int("size_bytes")?,
        }),
        None => None,
    };
    Ok(Evidence {
        id: EvidenceId::stored(id),
        unit: UnitId::stored(row.text("unit_id")?),
        unit_path: row.text("unit_path")?,
        facts: Facts {
            title: row.text("title")?,
            kind: row.text_or_null("document_kind")?,
            reference: row.text_or_null("reference")?,
            issued_on: row.date_or_null("issued_on")?,
            issuer: row.text_or_null("issuer")?,
            effective_from: row.date_or_null("effective_from")?,
            effective_to: row.date_or_null("effective_to")?,
        },
        file,
        link: row.text_or_null("link")?,
        visibility,
        proposed: proposed
            .map(|(name, how)| (name.to_owned(), how == "sure"))
            .collect(),
        created_by: row.text("created_by")?,
        created_name: row.text("created_name")?,
        created_at: row.text("created_at")?,
        removed_at: row.text_or_null("removed_at")?,
        version: row.int("version")?,
    })
}

/// The proof of that id, put away or not.
async fn load(conn: &mut Conn, id: &EvidenceId) -> Result<Evidence, Error> {
    conn.find(sql::BY_ID, bind![id.as_str()], read)
        .await?
        .ok_or(Error::NotFound(Noun::Evidence))
}

/// What happened to a proof, for the audit.
fn event(kind: &'static str, evidence: &Evidence) -> Event {
    Event::new(
        kind,
        "evidence",
        evidence.id.as_str(),
        &evidence.facts.title,
    )
    .within(&evidence.unit)
}

/// Its fields, for the audit.
fn fields(evidence: &Evidence) -> serde_json::Value {
    let facts = &evidence.facts;
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    serde_json::json!({
        "title": facts.title, "kind": facts.kind, "reference": facts.reference,
        "issued_on": day(facts.issued_on), "issuer": facts.issuer,
        "effective_from": day(facts.effective_from), "effective_to": day(facts.effective_to),
        "visibility": evidence.visibility.name(), "link": evidence.link,
        "file": evidence.file.as_ref().map(|file| &file.name),
    })
}

/// What the library searches.
fn words(facts: &Facts, name: Option<&str>) -> String {
    let parts = [
        Some(facts.title.as_str()),
        facts.reference.as_deref(),
        facts.issuer.as_deref(),
        name,
    ];
    fold(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Makes it findable, or no longer.
fn index(tx: &mut Tx, evidence: &Evidence) {
    let facts = &evidence.facts;
    let name = evidence.file.as_ref().map(|file| file.name.as_str());
    let parts = [facts.reference.as_deref(), facts.issuer.as_deref(), name];
    tx.index(SearchEntry {
        subject_kind: "evidence",
        subject_id: evidence.id.to_string(),
        unit: evidence.unit.clone(),
        title: facts.title.clone(),
        body: parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
        address: format!("/minh-chung/{}", evidence.id),
        removed: evidence.removed_at.is_some(),
    });
}
