//! A draft: a file that was handed in, for a unit and a year, with what was decided so far.

use std::sync::Arc;

use domain::authority::Action;

use super::decisions::Decisions;
use super::finding::{self, Noticed};
use super::readings::{self, Reading};
use super::settled::Settled;
use super::{Refusal, sql};
use crate::audit::Event;
use crate::database::{Conn, Row};
use crate::unit::{self, Unit};
use crate::{Actor, App, Arrived, Error, Fault, ImportId, Noun, PlanId, UnitId, bind};

/// Years that a plan may be for.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;
/// Drafts listed.
const LISTED: i64 = 50;
/// Letters kept of a file's name.
const NAME_CHARS_MAX: usize = 200;

/// A file handed in.
#[derive(Debug)]
pub struct NewImport {
    /// Whose plan it becomes.
    pub unit: UnitId,
    /// For which year.
    pub year: i16,
    /// The file's name.
    pub file_name: String,
    /// The file.
    pub file: Arrived,
}

/// A draft.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Id.
    pub id: ImportId,
    /// For which year.
    pub year: i16,
    /// The file's name.
    pub file_name: String,
    /// The file's SHA-256.
    pub sha256: String,
    /// What was decided.
    pub decisions: Decisions,
    /// The plan that this one is a new version of.
    pub amends: Option<PlanId>,
    /// The plan that was written.
    pub written: Option<PlanId>,
    /// Since when.
    pub created_at: String,
    /// For changes.
    pub version: i32,
    pub(super) unit: UnitId,
    discarded: bool,
}

/// A line of the list of drafts.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Id.
    pub id: ImportId,
    /// For which year.
    pub year: i32,
    /// The file's name.
    pub file_name: String,
    /// Whose.
    pub unit_name: String,
    /// The plan that was written.
    pub written: Option<PlanId>,
    /// Since when.
    pub created_at: String,
}

/// A draft with everything that follows from its file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The draft.
    pub draft: Draft,
    /// Whose plan it becomes.
    pub unit: Unit,
    /// What was read.
    pub reading: Arc<Reading>,
    /// What was noticed, with proposals.
    pub noticed: Vec<Noticed>,
    /// The plan as decided so far.
    pub settled: Settled,
}

/// Reads a file and keeps it as a draft. What cannot be read leaves nothing behind.
pub async fn start(app: &App, actor: &Actor, new: NewImport) -> Result<ImportId, Error> {
    let mut conn = app.read().await?;
    let unit = unit::load(&mut conn, &new.unit).await?;
    drop(conn);
    actor.require(Action::EditPlan, &unit.path)?;
    let account = actor.account()?.clone();
    if !YEARS.contains(&new.year) {
        let typed = new.year.to_string();
        return Err(Refusal::BadYear { typed }.into());
    }
    let name: String = new
        .file_name
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_CHARS_MAX)
        .collect();
    let reading = readings::of_arrived(app, &new.file, &name, new.year).await?;
    let nothing = reading
        .plan
        .annexes
        .iter()
        .all(|annex| annex.rows.is_empty());
    if nothing && reading.plan.document.title.is_none() {
        return Err(Refusal::NothingReadable.into());
    }
    app.files().keep(&new.file).await?;
    let sha256 = new.file.sha256();
    let id = ImportId::new();
    let mut tx = app.begin(actor).await?;
    let (now, year) = (tx.now().to_owned(), i32::from(new.year));
    tx.run(
        sql::INSERT,
        bind![
            id.as_str(),
            unit.id.as_str(),
            account.as_str(),
            year,
            &name,
            sha256,
            "{}",
            &now
        ],
    )
    .await?;
    let event = Event::new("import.started", "import_draft", id.as_str(), &name)
        .within(&unit.id)
        .after(serde_json::json!({ "year": year, "sha256": sha256 }));
    tx.commit(event).await?;
    Ok(id)
}

fn read(row: &Row) -> Result<Draft, Fault> {
    let id = row.text("id")?;
    let year = i16::try_from(row.int("year")?)
        .map_err(|_| Fault::inconsistent("import_draft", &id, "year"))?;
    Ok(Draft {
        year,
        unit: UnitId::stored(row.text("unit_id")?),
        file_name: row.text("file_name")?,
        sha256: row.text("sha256")?,
        decisions: serde_json::from_str(&row.text("decisions_json")?)?,
        amends: row.text_or_null("amends_plan_id")?.map(PlanId::stored),
        written: row.text_or_null("written_plan_id")?.map(PlanId::stored),
        created_at: row.text("created_at")?,
        discarded: row.text_or_null("discarded_at")?.is_some(),
        version: row.int("version")?,
        id: ImportId::stored(id),
    })
}

/// A draft that the actor may work on, with its unit.
pub(super) async fn load(
    conn: &mut Conn,
    actor: &Actor,
    id: &ImportId,
) -> Result<(Draft, Unit), Error> {
    let draft = conn.find(sql::BY_ID, bind![id.as_str()], read).await?;
    let draft = draft.ok_or(Error::NotFound(Noun::Import))?;
    let unit = unit::load(conn, &draft.unit).await?;
    if !actor.may(Action::EditPlan, &unit.path) {
        return Err(Error::NotFound(Noun::Import));
    }
    if draft.discarded {
        return Err(Refusal::Discarded.into());
    }
    Ok((draft, unit))
}

/// Opens a draft with everything that follows from its file.
pub async fn open(app: &App, actor: &Actor, id: &ImportId) -> Result<Opened, Error> {
    let mut conn = app.read().await?;
    let (draft, unit) = load(&mut conn, actor, id).await?;
    drop(conn);
    opened(app, draft, unit).await
}

pub(super) async fn opened(app: &App, draft: Draft, unit: Unit) -> Result<Opened, Error> {
    let reading = readings::of_file(app, &draft.sha256, &draft.file_name, draft.year).await?;
    let noticed = finding::noticed(&reading.plan);
    let settled = Settled::of(&reading, &draft.decisions, draft.year, &noticed);
    Ok(Opened {
        draft,
        unit,
        reading,
        noticed,
        settled,
    })
}

/// The actor's own drafts, newest first.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Listed>, Error> {
    let account = actor.account()?;
    let mut conn = app.read().await?;
    let listed = |row: &Row| {
        Ok(Listed {
            id: ImportId::stored(row.text("id")?),
            year: row.int("year")?,
            file_name: row.text("file_name")?,
            unit_name: row.text("unit_name")?,
            written: row.text_or_null("written_plan_id")?.map(PlanId::stored),
            created_at: row.text("created_at")?,
        })
    };
    Ok(conn
        .all(sql::OF_ACCOUNT, bind![account.as_str(), LISTED], listed)
        .await?)
}

/// Puts a draft away. The file stays: another draft may be of the same one.
pub async fn discard(app: &App, actor: &Actor, id: &ImportId, version: i32) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (draft, unit) = load(&mut tx, actor, id).await?;
    if draft.written.is_some() {
        return Err(Refusal::Written.into());
    }
    let now = tx.now().to_owned();
    if tx
        .run(sql::DISCARD, bind![id.as_str(), version, &now])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Import));
    }
    let event = Event::new(
        "import.discarded",
        "import_draft",
        id.as_str(),
        &draft.file_name,
    );
    tx.commit(event.within(&unit.id)).await?;
    Ok(())
}
