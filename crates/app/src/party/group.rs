//! Groups: «UBND các phường, xã» fans out to its members. A group may hold groups; none holds
//! itself, so that fanning out ends.

use std::collections::BTreeSet;

use super::{Party, PartyKind, Refusal, load, read, sql};
use crate::database::{Conn, Tx};
use crate::unit::Unit;
use crate::{Error, Fault, Noun, PartyId, bind};

/// Whom a group means in the end: its members, and in place of a group among them that one's.
/// In the order in which they were entered; empty for a party that is no group.
pub async fn fan_out(conn: &mut Conn, group: &PartyId) -> Result<Vec<Party>, Fault> {
    conn.all(sql::FAN_OUT, bind![group.as_str()], read).await
}

/// Sets the members of a group.
pub(super) async fn set_members(
    tx: &mut Tx,
    unit: &Unit,
    group: &Party,
    members: &[PartyId],
) -> Result<(), Error> {
    let members: BTreeSet<&PartyId> = members.iter().collect();
    tx.run(sql::MEMBERS_END, bind![group.id.as_str()]).await?;
    for member in members {
        let member = load(tx, member).await?;
        let near = member.kind == PartyKind::Unit || member.unit == unit.id;
        if !near || member.merged_into.is_some() {
            return Err(Error::NotFound(Noun::Party));
        }
        tx.run(
            sql::MEMBER_INSERT,
            bind![group.id.as_str(), member.id.as_str()],
        )
        .await?;
    }
    require_no_circle(tx, &group.id).await
}

/// Refuses a group that holds itself, itself or through others.
pub(super) async fn require_no_circle(tx: &mut Tx, group: &PartyId) -> Result<(), Error> {
    let circle = tx
        .find(sql::CIRCLE, bind![group.as_str()], |row| row.text("name"))
        .await?;
    match circle {
        Some(member) => Err(Refusal::GroupCycle { member }.into()),
        None => Ok(()),
    }
}
