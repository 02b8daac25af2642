//! Frameworks in memory, each under its version: a saved figure must not read a hundred rules
//! again. Bounded; what was not asked for longest goes first.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Edition, edition, sql};
use crate::database::Conn;
use crate::{App, Error, FrameworkId, Noun, bind};

/// Frameworks kept: a province has a handful in force at once.
const EDITIONS_MAX: usize = 24;

/// The frameworks in memory.
#[derive(Default)]
pub(crate) struct Shelf {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    editions: BTreeMap<FrameworkId, (u64, Arc<Edition>)>,
    asked: u64,
}

impl Shelf {
    fn find(&self, id: &FrameworkId, version: i32) -> Option<Arc<Edition>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.asked += 1;
        let now = kept.asked;
        let (asked, edition) = kept.editions.get_mut(id)?;
        if edition.version != version {
            return None;
        }
        *asked = now;
        Some(Arc::clone(edition))
    }

    fn keep(&self, edition: &Arc<Edition>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.asked += 1;
        let now = kept.asked;
        // A transaction that has not committed must not take the place of a newer version.
        let newer = kept
            .editions
            .get(&edition.id)
            .is_some_and(|(_, own)| own.version > edition.version);
        if newer {
            return;
        }
        kept.editions
            .insert(edition.id.clone(), (now, Arc::clone(edition)));
        if kept.editions.len() > EDITIONS_MAX {
            let oldest = kept.editions.iter().min_by_key(|(_, (asked, _))| *asked);
            if let Some(id) = oldest.map(|(id, _)| id.clone()) {
                kept.editions.remove(&id);
            }
        }
    }
}

/// A framework of this version, from memory where it is there.
pub(crate) async fn at_version(
    app: &App,
    conn: &mut Conn,
    id: &FrameworkId,
    version: i32,
) -> Result<Arc<Edition>, Error> {
    if let Some(edition) = app.editions().find(id, version) {
        return Ok(edition);
    }
    let edition = Arc::new(edition::load(conn, id).await?);
    app.editions().keep(&edition);
    Ok(edition)
}

/// A framework as it stands.
pub async fn scoring(app: &App, conn: &mut Conn, id: &FrameworkId) -> Result<Arc<Edition>, Error> {
    let version = conn
        .find(sql::VERSION, bind![id.as_str()], |row| row.int("version"))
        .await?
        .ok_or(Error::NotFound(Noun::Framework))?;
    at_version(app, conn, id, version).await
}
