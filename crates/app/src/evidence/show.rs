//! A proof as its page shows it, and the proof of a row or entry as their pages show it.

use std::collections::BTreeMap;

use documents::upload::{self, MediaKind, Preview};

use super::access::{require_open, rights};
use super::attach::{Place, place_seen};
use super::count::{Asked, Count, Subjects, Used, asked_of, counts, read_used, together};
use super::take::same_number;
use super::{Evidence, File, Named, Serves, event, load, read, sql};
use crate::database::{Conn, Row};
use crate::unit::{self, Unit};
use crate::{
    Actor, App, EntryId, Error, EvidenceId, Fault, PersonId, RequirementId, RowId, address, bind,
};
use domain::authority::{Action, Duty};

/// What an actor may do with a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights {
    /// Correct it, put it away.
    pub edit: bool,
    /// Decide who may open it.
    pub manage: bool,
    /// Put it in use for what they work on.
    pub attach: bool,
}

/// A proof in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// For what.
    pub serves: Serves,
    /// «1.2.1».
    pub code: String,
    /// Title.
    pub title: String,
    /// The plan's number or title, or the period's name.
    pub context: String,
    /// Its page, where the actor may open it.
    pub address: Option<String>,
    /// Where in the proof.
    pub page: Option<String>,
    /// The requirement it serves, in the document's words.
    pub requirement: Option<String>,
    /// The same, by id.
    pub requirement_id: Option<RequirementId>,
    /// Whether a person named it.
    pub is_named: bool,
    /// Everything that is asked for there, in the document's words and order.
    pub asked: Vec<(RequirementId, String)>,
    /// Whether the actor may end it, and name what it serves.
    pub may_end: bool,
}

/// Something that happened to a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: String,
    /// Who.
    pub by: String,
    /// `evidence.used` …
    pub kind: String,
}

/// Everything on a proof's page but its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The proof.
    pub evidence: Evidence,
    /// Whose.
    pub unit: Unit,
    /// What it serves.
    pub uses: Vec<Use>,
    /// What happened to it, newest first.
    pub history: Vec<Happened>,
    /// Others of the same number.
    pub same_number: Vec<Named>,
    /// What the actor may do.
    pub rights: Rights,
}

/// Shows a proof.
pub async fn show(app: &App, actor: &Actor, id: &EvidenceId) -> Result<Shown, Error> {
    let mut conn = app.read().await?;
    let evidence = load(&mut conn, id).await?;
    require_open(&mut conn, actor, &evidence).await?;
    let person = actor.person.as_ref().map(PersonId::as_str);
    let own_work = actor.may_as(
        Action::AttachEvidence,
        &evidence.unit_path,
        Duty::Supporting,
    );
    let any = actor.may(Action::AttachEvidence, &evidence.unit_path);
    let mut uses = conn
        .all(sql::USES, bind![id.as_str(), person], |row| {
            let own = own_work && row.flag("own")?;
            let one = read_use(row)?;
            let own_row = own && matches!(one.serves, Serves::Row(_));
            let opens = own_row || actor.may(Action::Read, &row.text("place_path")?);
            Ok(Use {
                may_end: any || own,
                address: one.address.filter(|_| opens),
                ..one
            })
        })
        .await?;
    asked_where_used(&mut conn, id, &mut uses).await?;
    let history = conn
        .all(sql::HISTORY, bind![id.as_str()], |row| {
            Ok(Happened {
                at: row.text("at")?,
                by: row.text("actor_name")?,
                kind: row.text("kind")?,
            })
        })
        .await?;
    let same_number = same_number(&mut conn, actor, &evidence).await?;
    Ok(Shown {
        unit: unit::load(&mut conn, &evidence.unit).await?,
        rights: rights(actor, &evidence),
        evidence,
        uses,
        history,
        same_number,
    })
}

/// Fills in what is asked for, where the actor could name one of it.
async fn asked_where_used(conn: &mut Conn, id: &EvidenceId, uses: &mut [Use]) -> Result<(), Fault> {
    let all = conn
        .all(sql::ASKED_WHERE_USED, bind![id.as_str()], |row| {
            let asked = (RequirementId::stored(row.text("id")?), row.text("text")?);
            Ok((row.text("subject_id")?, asked))
        })
        .await?;
    let mut asked: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (subject, one) in all {
        asked.entry(subject).or_default().push(one);
    }
    for one in uses.iter_mut().filter(|one| one.may_end) {
        one.asked = asked.remove(one.serves.id()).unwrap_or_default();
    }
    Ok(())
}

fn read_use(row: &Row) -> Result<Use, Fault> {
    let (kind, id) = (row.text("subject_kind")?, row.text("subject_id")?);
    let code = row.text_or_null("code")?.unwrap_or_default();
    let word = |column| row.text_or_null(column).map(Option::unwrap_or_default);
    let is_row = kind == "plan_row";
    let address = if is_row {
        format!("/ke-hoach/{}/dong/{id}", word("plan_id")?)
    } else {
        address::indicator(&word("period")?, &word("slug")?, &code)
    };
    let context = match row.text_or_null("plan_reference")? {
        Some(reference) => reference,
        None if is_row => word("plan_title")?,
        None => word("period_name")?,
    };
    Ok(Use {
        serves: if is_row {
            Serves::Row(RowId::stored(id))
        } else {
            Serves::Entry(EntryId::stored(id))
        },
        title: word("title")?,
        context,
        address: Some(address),
        code,
        page: row.text_or_null("page")?,
        requirement: row.text_or_null("requirement")?,
        requirement_id: row
            .text_or_null("requirement_id")?
            .map(RequirementId::stored),
        is_named: row.flag("requirement_named")?,
        asked: Vec::new(),
        may_end: false,
    })
}

/// What of a proof's file can be shown, as plain text; that someone looked is recorded, once a day.
/// `None`: a link, or a file that cannot be shown.
pub async fn preview(
    app: &App,
    actor: &Actor,
    evidence: &Evidence,
) -> Result<Option<Preview>, Error> {
    let Some(file) = &evidence.file else {
        return Ok(None);
    };
    let Some(kind) = media_kind(file) else {
        return Ok(None);
    };
    note_seen(app, actor, evidence).await?;
    let shown = app
        .files()
        .look(&file.sha256, move |bytes| upload::preview(bytes, kind).ok());
    Ok(shown.await?.flatten())
}

async fn note_seen(app: &App, actor: &Actor, evidence: &Evidence) -> Result<(), Error> {
    let account = actor.account.as_ref().map_or("", crate::AccountId::as_str);
    let today = format!("{}T", app.now().get(..10).unwrap_or_default());
    let mut conn = app.read().await?;
    let seen = conn
        .one(
            sql::SEEN_TODAY,
            bind![evidence.id.as_str(), account, &today],
            |row| row.count("seen"),
        )
        .await?;
    drop(conn);
    if seen == 0 {
        app.begin(actor)
            .await?
            .commit(event("evidence.viewed", evidence))
            .await?;
    }
    Ok(())
}

fn media_kind(file: &File) -> Option<MediaKind> {
    [
        MediaKind::Pdf,
        MediaKind::Docx,
        MediaKind::Xlsx,
        MediaKind::Png,
        MediaKind::Jpeg,
        MediaKind::WebP,
        MediaKind::Text,
        MediaKind::Csv,
    ]
    .into_iter()
    .find(|kind| kind.media_type() == file.media_type)
}

/// A proof attached to a row or entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// The proof.
    pub evidence: Evidence,
    /// Where in it.
    pub page: Option<String>,
    /// The requirement that it serves.
    pub requirement: Option<RequirementId>,
    /// Whether a person named it.
    pub is_named: bool,
}

/// The proof of a row or entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// The row or entry.
    pub place: Place,
    /// The unit whose proof is attached: its own; of a row of a unit above, that of the actor.
    pub unit: Unit,
    /// What is asked for, and how far it is there.
    pub count: Count,
    /// Proofs that the actor may open.
    pub proofs: Vec<Attached>,
    /// Proofs that the actor may not open.
    pub hidden: usize,
    /// Whether the actor may attach.
    pub may_attach: bool,
}

/// What a row or entry that the actor may see asks for, and how far it is there.
pub async fn asked(app: &App, actor: &Actor, serves: &Serves) -> Result<Vec<Asked>, Error> {
    let mut conn = app.read().await?;
    place_seen(&mut conn, actor, serves).await?;
    let count = counts(&mut conn, Subjects::One(serves)).await?;
    Ok(count.into_values().flat_map(|count| count.asked).collect())
}

/// The proof of a row or entry, as the actor may see it: three statements.
pub async fn panel(app: &App, actor: &Actor, serves: &Serves) -> Result<Panel, Error> {
    let mut conn = app.read().await?;
    let place = place_seen(&mut conn, actor, serves).await?;
    let asked = asked_of(&mut conn, serves).await?;
    let found = attached(&mut conn, serves).await?;
    let mut used = Vec::new();
    let (mut proofs, mut hidden) = (Vec::new(), 0);
    for (proof, use_of) in found {
        used.push(use_of);
        if place.opens(actor, &proof.evidence) {
            proofs.push(proof);
        } else {
            hidden += 1;
        }
    }
    let count = together(asked, used).remove(serves.id());
    let sees_unit = actor.may(Action::Read, &place.unit.path);
    let unit = match &actor.home {
        Some(home) if !sees_unit => unit::load(&mut conn, &home.id).await?,
        _ => place.unit.clone(),
    };
    Ok(Panel {
        unit,
        may_attach: place.may(actor, Action::AttachEvidence),
        count: count.unwrap_or_default(),
        // How many others there are of another unit's row is not told either.
        hidden: if sees_unit { hidden } else { 0 },
        place,
        proofs,
    })
}

async fn attached(conn: &mut Conn, serves: &Serves) -> Result<Vec<(Attached, Used)>, Fault> {
    conn.all(sql::ATTACHED, bind![serves.kind(), serves.id()], |row| {
        let requirement = row.text_or_null("requirement_id")?;
        let one = Attached {
            evidence: read(row)?,
            page: row.text_or_null("page")?,
            requirement: requirement.map(RequirementId::stored),
            is_named: row.flag("requirement_named")?,
        };
        Ok((one, read_used(row)?))
    })
    .await
}
