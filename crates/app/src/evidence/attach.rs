//! A proof in use: for a row, for an entry, for both where the row is about the entry's indicator.
//!
//! Which requirement it serves there is found in `fit`.

use super::fit::{Fit, fitting, known};
use super::{Evidence, Serves, Visibility, sql};
use crate::database::{Conn, Tx};
use crate::unit::{self, Unit};
use crate::{
    AccountId, Actor, EntryId, Error, Noun, PersonId, RequirementId, RowId, UseId, address,
    assignment, bind,
};
use domain::authority::{Action, Duty};

/// Where a proof serves and which unit's it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The row or entry.
    pub serves: Serves,
    /// Whose.
    pub unit: Unit,
    /// «1.2.1», where it has one.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub address: String,
    /// The actor's part in it.
    duty: Duty,
}

/// The place with the actor's part in it, if there is such a row or entry.
async fn place(
    conn: &mut Conn,
    person: Option<&PersonId>,
    serves: &Serves,
) -> Result<Place, Error> {
    let (statement, noun) = match serves {
        Serves::Row(_) => (sql::ROW_PLACE, Noun::Row),
        Serves::Entry(_) => (sql::ENTRY_PLACE, Noun::Entry),
    };
    let person = person.map(PersonId::as_str);
    conn.find(statement, bind![serves.id(), person], |row| {
        let code = row.text_or_null("place_code")?.unwrap_or_default();
        let (group, slug) = (row.text("place")?, row.text("slug")?);
        Ok(Place {
            address: match serves {
                Serves::Row(id) => format!("/ke-hoach/{group}/dong/{id}"),
                Serves::Entry(_) => address::indicator(&group, &slug, &code),
            },
            serves: serves.clone(),
            unit: unit::read(row)?,
            code,
            title: row.text("title")?,
            duty: match row.int("part")? {
                2 => Duty::Lead,
                1 => Duty::Supporting,
                _ => Duty::None,
            },
        })
    })
    .await?
    .ok_or(Error::NotFound(noun))
}

/// The place, if the actor may attach proof to it.
pub(crate) async fn place_for(
    conn: &mut Conn,
    actor: &Actor,
    serves: &Serves,
) -> Result<Place, Error> {
    let place = place_seen(conn, actor, serves).await?;
    place.require(actor, Action::AttachEvidence)?;
    Ok(place)
}

/// The place, if the actor may see it: in a unit that they may read, or as their own work in a row
/// of a unit above.
pub(super) async fn place_seen(
    conn: &mut Conn,
    actor: &Actor,
    serves: &Serves,
) -> Result<Place, Error> {
    let place = place(conn, actor.person.as_ref(), serves).await?;
    if place.may(actor, Action::Read) {
        Ok(place)
    } else {
        Err(Error::NotFound(serves.noun()))
    }
}

impl Place {
    /// Whose grants count: of a row of a unit above, those in one's own.
    fn authority_path<'a>(&'a self, actor: &'a Actor) -> &'a str {
        match self.serves {
            Serves::Row(_) => assignment::authority_path(actor, &self.unit.path, self.duty),
            Serves::Entry(_) => &self.unit.path,
        }
    }

    /// Whether the actor may do it here, with their part in it.
    pub(super) fn may(&self, actor: &Actor, action: Action) -> bool {
        actor.may_as(action, self.authority_path(actor), self.duty)
    }

    fn require(&self, actor: &Actor, action: Action) -> Result<(), Error> {
        actor.require_as(action, self.authority_path(actor), self.duty)
    }

    /// Whether the actor may open a proof that is attached here.
    pub(super) fn opens(&self, actor: &Actor, proof: &Evidence) -> bool {
        let path = &proof.unit_path;
        let own = actor.account.as_ref().map(AccountId::as_str) == Some(&proof.created_by);
        let shared = proof.visibility == Visibility::Unit && actor.may(Action::Read, path);
        own || shared || actor.may_as(Action::ReadEvidence, path, self.duty)
    }
}

/// What is said of a use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewUse {
    /// What it is to serve; `None`: found by its kind.
    pub requirement: Option<RequirementId>,
    /// «trang 3, khoản 2 Điều 5».
    pub page: Option<String>,
}

/// Puts a proof in use, and keeps the counts. Whether the actor may was asked before.
pub async fn attach_in(
    tx: &mut Tx,
    evidence: &Evidence,
    serves: &Serves,
    new: &NewUse,
) -> Result<(), Error> {
    let at = place(tx, None, serves).await?;
    // A ward's proof serves the city's row too, where the work is the ward's; not the other way.
    if !evidence.unit_path.starts_with(&at.unit.path) {
        return Err(Error::NotFound(serves.noun()));
    }
    let named = match &new.requirement {
        Some(wanted) => Some(known(tx, serves, wanted).await?),
        None => None,
    };
    for (one, linked) in linked(tx, serves).await? {
        let fit = match &named {
            Some(named) if !linked => Fit::named(named.id.clone()),
            named => fitting(tx, evidence, (&one, named.as_ref())).await?,
        };
        let (by, now) = (tx.by().to_owned(), tx.now().to_owned());
        tx.run(
            sql::PUT_USE,
            bind![
                UseId::new().as_str(),
                evidence.id.as_str(),
                one.kind(),
                one.id(),
                fit.requirement.as_ref().map(RequirementId::as_str),
                i32::from(fit.is_named),
                new.page.as_deref(),
                &by,
                &now,
            ],
        )
        .await?;
    }
    recount(tx, evidence.id.as_str()).await
}

/// Takes a proof out of use there.
pub async fn detach_in(tx: &mut Tx, evidence: &str, serves: &Serves) -> Result<u64, Error> {
    let now = tx.now().to_owned();
    let mut gone = 0;
    for (one, _) in linked(tx, serves).await? {
        gone += tx
            .run(sql::END_USE, bind![evidence, one.kind(), one.id(), &now])
            .await?;
    }
    recount(tx, evidence).await?;
    Ok(gone)
}

/// Proofs of the entries that this one touches are counted again.
pub(super) async fn recount(tx: &mut Tx, evidence: &str) -> Result<(), Error> {
    tx.run(sql::RECOUNT, bind![evidence]).await?;
    tx.run(sql::TOUCH, bind![evidence]).await?;
    Ok(())
}

/// The row or entry itself, and (true) those that stand for the same indicator in the same year.
pub(super) async fn linked(tx: &mut Tx, serves: &Serves) -> Result<Vec<(Serves, bool)>, Error> {
    let mut all = vec![(serves.clone(), false)];
    let others = match serves {
        Serves::Row(row) => {
            let ids = tx
                .all(sql::ENTRIES_OF_ROW, bind![row.as_str()], |row| {
                    row.text("id")
                })
                .await?;
            ids.into_iter()
                .map(|id| Serves::Entry(EntryId::stored(id)))
                .collect::<Vec<_>>()
        }
        Serves::Entry(entry) => {
            let ids = tx
                .all(sql::ROWS_OF_ENTRY, bind![entry.as_str()], |row| {
                    row.text("id")
                })
                .await?;
            ids.into_iter()
                .map(|id| Serves::Row(RowId::stored(id)))
                .collect()
        }
    };
    all.extend(others.into_iter().map(|one| (one, true)));
    Ok(all)
}
