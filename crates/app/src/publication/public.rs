//! What anyone may read without signing in: publications, their rankings, each unit's card line by
//! line, and the very file. Nothing here looks at what was not published.

use scoring::Exact;

use super::compute::{line_names, read};
use super::document::{FrameworkPart, IndicatorPart, LinePart, Totals, UnitPart};
use super::{Refusal, sql};
use crate::database::{Conn, Row};
use crate::ranking::Was;
use crate::{App, Error, Fault, FrameworkId, Noun, PublicationId, Stored, UnitId, bind};

/// How a publication stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The one that counts.
    Published,
    /// A later number corrects it; it stays visible.
    Replaced,
    /// Taken back: only its note is read.
    Withdrawn,
}

impl State {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            State::Published => "published",
            State::Replaced => "replaced",
            State::Withdrawn => "withdrawn",
        }
    }

    fn stored(name: &str) -> Result<State, Fault> {
        [State::Published, State::Replaced, State::Withdrawn]
            .into_iter()
            .find(|state| state.name() == name)
            .ok_or_else(|| Fault::inconsistent("publication", name, "state"))
    }
}

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Id.
    pub id: PublicationId,
    /// The framework's id and name.
    pub framework: (FrameworkId, String),
    /// 1, 2 …
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Why it was corrected.
    pub reason: Option<String>,
    /// How it stands.
    pub state: State,
    /// When.
    pub published_at: String,
    /// The hash of its file.
    pub sha256: String,
    /// Control totals.
    pub totals: Totals,
    /// The period: its word and its name.
    pub period: (String, String),
    /// Whose framework it is.
    pub owner: UnitId,
    /// Its name.
    pub owner_name: String,
    /// Its path.
    pub owner_path: String,
    /// When it was taken back, and why.
    pub withdrawn: Option<(String, String)>,
    /// For changes.
    pub version: i32,
}

fn publication(row: &Row) -> Result<Publication, Fault> {
    let framework = FrameworkId::stored(row.text("framework_id")?);
    let withdrawn_at = row.text_or_null("withdrawn_at")?;
    Ok(Publication {
        id: PublicationId::stored(row.text("id")?),
        framework: (framework, row.text("framework_name")?),
        number: row.int("number")?,
        title: row.text("title")?,
        reason: row.text_or_null("reason")?,
        state: State::stored(&row.text("state")?)?,
        published_at: row.text("published_at")?,
        sha256: row.text("sha256")?,
        totals: serde_json::from_str(&row.text("totals_json")?)?,
        period: (row.text("period_code")?, row.text("period_name")?),
        owner: UnitId::stored(row.text("owner_id")?),
        owner_name: row.text("owner_name")?,
        owner_path: row.text("owner_path")?,
        withdrawn: withdrawn_at.zip(row.text_or_null("withdrawn_note")?),
        version: row.int("version")?,
    })
}

/// All publications, newest first.
pub async fn list(app: &App) -> Result<Vec<Publication>, Error> {
    let mut conn = app.read().await?;
    Ok(conn.all(sql::LIST, &[], publication).await?)
}

/// One publication.
pub async fn show(app: &App, id: &PublicationId) -> Result<Publication, Error> {
    let mut conn = app.read().await?;
    load(&mut conn, id).await
}

pub(super) async fn load(conn: &mut Conn, id: &PublicationId) -> Result<Publication, Error> {
    conn.find(sql::SHOW, bind![id.as_str()], publication)
        .await?
        .ok_or(Error::NotFound(Noun::Publication))
}

/// What is public of it, unless it was taken back.
async fn open(conn: &mut Conn, id: &PublicationId) -> Result<Publication, Error> {
    let publication = load(conn, id).await?;
    match publication.state {
        State::Withdrawn => Err(Error::NotFound(Noun::Publication)),
        State::Published | State::Replaced => Ok(publication),
    }
}

/// A unit's published result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedUnit {
    /// The word in addresses.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Mã đơn vị hành chính.
    pub code: Option<String>,
    /// The kind of unit, as stored.
    pub block: String,
    /// Points of all.
    pub points: Exact,
    /// The maximum that was open to it.
    pub max: Exact,
    /// What is ranked.
    pub number: Exact,
    /// From 1.
    pub rank: i32,
    /// Xếp loại.
    pub grade: Option<String>,
}

fn exact(row: &Row, column: &str) -> Result<Exact, Fault> {
    row.exact_or_null(column)?
        .ok_or_else(|| Fault::inconsistent("publication_unit", column, "null"))
}

/// The units of a publication by block and rank.
pub async fn units(
    app: &App,
    id: &PublicationId,
) -> Result<(Publication, FrameworkPart, Vec<PublishedUnit>), Error> {
    let mut conn = app.read().await?;
    let publication = open(&mut conn, id).await?;
    let framework = framework(&mut conn, id).await?;
    let units = conn
        .all(sql::UNITS, bind![id.as_str()], |row| {
            Ok(PublishedUnit {
                slug: row.text("slug")?,
                name: row.text("name")?,
                code: row.text_or_null("code")?,
                block: row.text("block")?,
                points: exact(row, "points")?,
                max: exact(row, "max_points")?,
                number: exact(row, "number")?,
                rank: row.int("rank")?,
                grade: row.text_or_null("grade")?,
            })
        })
        .await?;
    Ok((publication, framework, units))
}

async fn framework(conn: &mut Conn, id: &PublicationId) -> Result<FrameworkPart, Error> {
    let text = conn
        .one(sql::FRAMEWORK, bind![id.as_str()], |row| {
            row.text("framework_json")
        })
        .await?;
    Ok(serde_json::from_str(&text).map_err(Fault::from)?)
}

/// A line of a published card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardLine {
    /// The indicator as it was published.
    pub indicator: IndicatorPart,
    /// Its rule.
    pub rule: Option<scoring::Rule>,
    /// The unit's part.
    pub part: LinePart,
    /// Index of its pillar.
    pub pillar: usize,
    /// How deep it stands, from 0.
    pub depth: usize,
}

/// A unit's published card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Of which publication.
    pub publication: Publication,
    /// The framework as it was published.
    pub framework: FrameworkPart,
    /// The unit's part, whose lines are in `lines`.
    pub unit: UnitPart,
    /// Every line.
    pub lines: Vec<CardLine>,
}

/// A unit's card in a publication.
pub async fn card(app: &App, id: &PublicationId, slug: &str) -> Result<Card, Error> {
    let mut conn = app.read().await?;
    let publication = open(&mut conn, id).await?;
    let framework = framework(&mut conn, id).await?;
    let text = conn
        .find(sql::UNIT, bind![id.as_str(), slug], |row| {
            row.text("card_json")
        })
        .await?
        .ok_or(Error::NotFound(Noun::Unit))?;
    let mut unit: UnitPart = serde_json::from_str(&text).map_err(Fault::from)?;
    let mut parts = std::mem::take(&mut unit.lines).into_iter();
    let mut lines = Vec::with_capacity(line_names(&framework).len());
    for (pillar, of) in framework.pillars.iter().enumerate() {
        walk(&of.indicators, (pillar, 0), &mut parts, &mut lines);
    }
    Ok(Card {
        publication,
        framework,
        unit,
        lines,
    })
}

fn walk(
    indicators: &[IndicatorPart],
    (pillar, depth): (usize, usize),
    parts: &mut impl Iterator<Item = LinePart>,
    into: &mut Vec<CardLine>,
) {
    for one in indicators {
        let Some(part) = parts.next() else {
            return;
        };
        let rule = one
            .rule
            .as_ref()
            .and_then(|rule| crate::stored::rule::read(rule).ok());
        into.push(CardLine {
            indicator: IndicatorPart {
                children: Vec::new(),
                ..one.clone()
            },
            rule,
            part,
            pillar,
            depth,
        });
        walk(&one.children, (pillar, depth + 1), parts, into);
    }
}

/// The very file.
pub async fn file(app: &App, id: &PublicationId) -> Result<(Publication, Stored), Error> {
    let mut conn = app.read().await?;
    let publication = open(&mut conn, id).await?;
    drop(conn);
    match app.files().open_whole(&publication.sha256).await? {
        Some(stored) => Ok((publication, stored)),
        None => {
            tracing::error!(publication = %id, "a published file has another hash");
            Err(Refusal::FileDamaged.into())
        }
    }
}

impl FrameworkPart {
    /// As scoring takes it; what was published reads.
    pub fn scoring(&self) -> Option<scoring::framework::Framework> {
        read(self).ok()
    }
}

/// What was published for a framework, or for its owner, in the period of that word.
pub(crate) async fn before(
    conn: &mut Conn,
    period: &str,
    (path, framework): (&str, &FrameworkId),
) -> Result<Option<(i32, Was)>, Fault> {
    let rows = conn
        .all(
            sql::BEFORE,
            bind![period, path, framework.as_str()],
            |row| {
                let rank = u32::try_from(row.int("rank")?)
                    .map_err(|_| Fault::inconsistent("publication_unit", "rank", "negative"))?;
                Ok((
                    row.int("publication")?,
                    UnitId::stored(row.text("unit_id")?),
                    (rank, exact(row, "number")?),
                ))
            },
        )
        .await?;
    let number = rows.first().map(|(number, _, _)| *number);
    let was: Was = rows.into_iter().map(|(_, unit, was)| (unit, was)).collect();
    Ok(number.map(|number| (number, was)))
}
