//! Who a party stands for, and keeping them as those who do a row.

use domain::authority::Action;
use domain::work::Status;

use super::new::NewAssignment;
use super::sql;
use crate::database::Tx;
use crate::{Actor, AssignmentId, Error, Noun, PartyId, RowId, bind};

/// Whom a chosen party stands for.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// The party itself, after any merge.
    pub(super) party: PartyId,
    /// Its name.
    pub(super) name: String,
    /// Of a group with members: those, groups among them replaced by theirs.
    pub(super) members: Vec<PartyId>,
}

struct Found {
    id: PartyId,
    kind: String,
    name: String,
    unit_path: String,
    is_asked: bool,
}

/// Looks a party up: merged ones lead on, groups to their members. One that stands in the
/// directory of a unit that the actor may not see is none.
pub(super) async fn choose(tx: &mut Tx, actor: &Actor, id: &PartyId) -> Result<Chosen, Error> {
    let found = tx
        .all(sql::PARTY_AND_MEMBERS, bind![id.as_str()], |row| {
            Ok(Found {
                id: PartyId::stored(row.text("id")?),
                kind: row.text("kind")?,
                name: row.text("name")?,
                unit_path: row.text("path")?,
                is_asked: row.flag("asked")?,
            })
        })
        .await?;
    let party = found
        .iter()
        .find(|party| party.is_asked)
        .filter(|party| may_name(actor, party))
        .ok_or(Error::NotFound(Noun::Party))?;
    let members = found
        .iter()
        .filter(|member| member.kind != "group" && member.id != party.id);
    Ok(Chosen {
        party: party.id.clone(),
        name: party.name.clone(),
        members: members.map(|member| member.id.clone()).collect(),
    })
}

/// Whoever plans may name those of the units they see, those that the units above theirs list, and
/// any unit: that a unit exists is no secret.
fn may_name(actor: &Actor, party: &Found) -> bool {
    let above = |home: &crate::HomeUnit| home.path.starts_with(&party.unit_path);
    actor.may(Action::Read, &party.unit_path)
        || party.kind == "unit"
        || actor.home.as_ref().is_some_and(above)
}

/// Keeps who does a row: the party, or each member of a group. Whoever did it before in the same
/// part takes it up again.
pub(super) async fn insert(
    tx: &mut Tx,
    (row, status): (&RowId, Status),
    assignment: &NewAssignment,
    chosen: &Chosen,
) -> Result<(), Error> {
    let (parties, via): (&[PartyId], _) = match chosen.members.as_slice() {
        [] => (std::slice::from_ref(&chosen.party), None),
        members => (members, Some(chosen.party.as_str())),
    };
    let named = if assignment.named.trim().is_empty() {
        &chosen.name
    } else {
        &assignment.named
    };
    for party in parties {
        tx.run(
            sql::INSERT_ASSIGNMENT,
            bind![
                AssignmentId::new().as_str(),
                row.as_str(),
                assignment.role.name(),
                party.as_str(),
                via,
                named,
                status.name(),
            ],
        )
        .await?;
    }
    Ok(())
}
