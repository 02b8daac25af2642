//! What a person finds.
//!
//! The index decides what answers and in which order; only what the person may see is counted.
//! The hits of the page are then looked up in the database, which has the last word: what was
//! taken away, closed or moved since is left out.

use std::collections::BTreeMap;

use domain::authority::Action;
use reading::search::{Found, Marked, Query, Why};

use super::kind::{Kind, Sight, kind, numbers};
use super::rights::{Rights, entry_id};
use super::shelf::catch_up;
use super::sql;
use crate::database::{Conn, Param, Row};
use crate::{Actor, App, Error, Fault};

/// Hits on a page.
pub const PAGE: usize = 20;
/// Subjects looked up in one statement.
const AT_ONCE: usize = 50;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// As typed.
    pub words: String,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// From one on.
    pub page: usize,
    /// Hits, [`PAGE`] at most.
    pub most: usize,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What sort of thing.
    pub kind: Kind,
    /// Its name, with what was found in it.
    pub title: Marked,
    /// The part of its text where most was found.
    pub snippet: Marked,
    /// Where it opens.
    pub address: String,
    /// In whose unit.
    pub unit: String,
    /// What was spelled out or corrected to find it.
    pub why: Vec<Why>,
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The page asked for.
    pub hits: Vec<Hit>,
    /// How many there are of the kind asked for.
    pub total: usize,
    /// How many of each kind, those without any left out.
    pub counts: Vec<(Kind, usize)>,
    /// «Có phải bạn tìm …».
    pub corrected: Option<String>,
    /// Not everything that was typed was read.
    pub cut: bool,
}

/// Finds what the actor may see.
pub async fn find(app: &App, actor: &Actor, asked: Asked) -> Result<Answer, Error> {
    if !actor.authority.may_somewhere(Action::Read) {
        return Err(Error::NotAllowed(Action::Read));
    }
    let mut conn = app.read().await?;
    catch_up(app, &mut conn).await?;
    let rights = Rights::load(&mut conn, actor).await?;
    let (found, rights) = search(app, rights, asked).await?;
    let hits = as_they_are_now(&mut conn, &rights, &found).await?;
    Ok(Answer {
        hits,
        total: found.total,
        counts: counts(&found),
        corrected: found.corrected,
        cut: found.cut,
    })
}

/// Searching is work for a processor, not waiting: it has a thread of its own.
async fn search(app: &App, rights: Rights, asked: Asked) -> Result<(Found, Rights), Fault> {
    let app = app.clone();
    tokio::task::spawn_blocking(move || {
        let index = app.shelf().index();
        let units = rights.in_units(index.units());
        let kinds = asked.kind.map(numbers);
        let limit = asked.most.min(PAGE);
        let found = index.find(&Query {
            words: &asked.words,
            kinds: kinds.as_ref().map(<[_; 2]>::as_slice),
            may_see: &|view| rights.may_see(&units, view),
            limit,
            offset: asked.page.saturating_sub(1).saturating_mul(limit),
        });
        drop(index);
        (found, rights)
    })
    .await
    .map_err(|_| Fault::new("a search did not end"))
}

struct Now {
    entry: String,
    kind: Kind,
    id: String,
    sight: Sight,
    address: String,
    path: String,
    unit: String,
}

async fn as_they_are_now(
    conn: &mut Conn,
    rights: &Rights,
    found: &Found,
) -> Result<Vec<Hit>, Fault> {
    let ids = found.hits.iter().filter_map(|hit| hit.id.split_once(':'));
    let ids: Vec<&str> = ids.map(|(_, id)| id).collect();
    let now = look_up(conn, rights, &ids).await?;
    let hits = found.hits.iter().filter_map(|hit| {
        let now = now.get(&hit.id)?;
        Some(Hit {
            kind: now.kind,
            title: hit.title.clone(),
            snippet: hit.snippet.clone(),
            address: now.address.clone(),
            unit: now.unit.clone(),
            why: hit.why.clone(),
        })
    });
    Ok(hits.collect())
}

/// What these subjects are now, of those that may be seen, by the index's name for them.
async fn look_up(
    conn: &mut Conn,
    rights: &Rights,
    ids: &[&str],
) -> Result<BTreeMap<String, Now>, Fault> {
    let mut all = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        let params: Vec<Param<'_>> = (0..AT_ONCE)
            .map(|at| Param::Text(some.get(at).copied()))
            .collect();
        let found = conn.all(sql::NOW, &params, now).await?;
        let seen = found
            .into_iter()
            .filter(|now| rights.may_see_now(&now.path, now.kind, now.sight, &now.id));
        all.extend(seen.map(|now| (now.entry.clone(), now)));
    }
    Ok(all)
}

/// Where subjects open, of those that can be found and that the actor may see: by table and id.
pub(crate) async fn addresses(
    conn: &mut Conn,
    actor: &Actor,
    subjects: &[(&str, &str)],
) -> Result<BTreeMap<(String, String), String>, Fault> {
    let proof = subjects
        .iter()
        .any(|(kind, _)| *kind == Kind::Evidence.name());
    let rights = Rights::of_found(conn, actor, proof).await?;
    let ids: Vec<&str> = subjects.iter().map(|(_, id)| *id).collect();
    let now = look_up(conn, &rights, &ids).await?;
    let open = subjects.iter().filter_map(|(kind, id)| {
        let now = now.get(&entry_id(kind, id))?;
        let subject = ((*kind).to_owned(), (*id).to_owned());
        Some((subject, now.address.clone()))
    });
    Ok(open.collect())
}

fn now(row: &Row) -> Result<Now, Fault> {
    let subject_kind = row.text("subject_kind")?;
    let id = row.text("subject_id")?;
    let kind = Kind::of_subject(&subject_kind);
    let (visibility, about) = (row.text_or_null("visibility")?, row.text_or_null("about")?);
    Ok(Now {
        entry: entry_id(&subject_kind, &id),
        kind,
        id,
        sight: Sight::of(kind, visibility.as_deref(), about.as_deref()),
        address: row.text("address")?,
        path: row.text("path")?,
        unit: row.text("unit_name")?,
    })
}

fn counts(found: &Found) -> Vec<(Kind, usize)> {
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for (number, count) in &found.by_kind {
        *counts.entry(kind(*number)).or_default() += count;
    }
    counts.into_iter().collect()
}
