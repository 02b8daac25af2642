//! What of the index a person may see: asked for every entry that answers, so it is prepared once.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::{Action, Duty};
use reading::search::EntryView;

use super::kind::{Kind, Sight, kind, sight};
use super::sql;
use crate::database::Conn;
use crate::{Actor, Fault, bind};

/// A person's sight of the units as they stand now.
pub(super) struct Rights {
    /// Path by unit.
    paths: BTreeMap<String, String>,
    /// Proof of what they work on.
    own_proof: BTreeSet<String>,
    actor: Actor,
}

/// What they may in one unit.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InUnit {
    read: bool,
    proof: bool,
    /// Proof of what they work on.
    own_proof: bool,
}

impl Rights {
    pub(super) async fn load(conn: &mut Conn, actor: &Actor) -> Result<Rights, Fault> {
        let paths = conn
            .all(sql::PATHS, &[], |row| {
                Ok((row.text("id")?, row.text("path")?))
            })
            .await?;
        let mut rights = Rights::of_found(conn, actor, true).await?;
        rights.paths = paths.into_iter().collect();
        Ok(rights)
    }

    /// For what is looked up with its unit's path, not asked of the index; `proof`: some of it may be
    /// proof.
    pub(super) async fn of_found(
        conn: &mut Conn,
        actor: &Actor,
        proof: bool,
    ) -> Result<Rights, Fault> {
        let own_proof = match actor.person.as_ref().filter(|_| proof) {
            Some(person) => conn
                .all(sql::OWN_PROOF, bind![person.as_str()], |row| {
                    row.text("evidence_id")
                })
                .await?
                .into_iter()
                .collect(),
            _ => BTreeSet::new(),
        };
        Ok(Rights {
            paths: BTreeMap::new(),
            own_proof,
            actor: actor.clone(),
        })
    }

    /// For each of the index's units, in its order.
    pub(super) fn in_units<'u>(&self, units: impl Iterator<Item = &'u str>) -> Vec<InUnit> {
        units
            .map(|unit| {
                self.paths
                    .get(unit)
                    .map_or(InUnit::default(), |path| self.at(path))
            })
            .collect()
    }

    fn at(&self, path: &str) -> InUnit {
        InUnit {
            read: self.actor.may(Action::Read, path),
            proof: self.actor.may(Action::ReadEvidence, path),
            own_proof: self
                .actor
                .may_as(Action::ReadEvidence, path, Duty::Supporting),
        }
    }

    /// Whether an entry of the index may be seen.
    pub(super) fn may_see(&self, units: &[InUnit], view: &EntryView<'_>) -> bool {
        let unit = units
            .get(view.unit_number as usize)
            .copied()
            .unwrap_or_default();
        self.allows(unit, kind(view.kind), sight(view.kind), subject(view.id))
    }

    /// Whether something in the unit of that path may be seen.
    pub(super) fn may_see_now(&self, path: &str, kind: Kind, sight: Sight, id: &str) -> bool {
        self.allows(self.at(path), kind, sight, id)
    }

    fn allows(&self, unit: InUnit, kind: Kind, sight: Sight, id: &str) -> bool {
        let own = || unit.own_proof && kind == Kind::Evidence && self.own_proof.contains(id);
        unit.read && (sight == Sight::Readers || unit.proof || own())
    }
}

/// The name under which the index keeps a subject.
pub(super) fn entry_id(subject_kind: &str, subject_id: &str) -> String {
    format!("{subject_kind}:{subject_id}")
}

fn subject(entry: &str) -> &str {
    entry.split_once(':').map_or("", |(_, id)| id)
}
