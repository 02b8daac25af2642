//! Who may open a proof, and who may change it.

use super::{Evidence, Rights, sql};
use crate::database::Conn;
use crate::{Actor, Error, Noun, bind};
use domain::authority::{Action, Duty};

/// What limits the proofs that an actor may open in a unit: the person whose work counts, and the
/// account that may have brought some. `None` for the person: no limit.
pub(super) struct Limit {
    pub(super) person: Option<String>,
    pub(super) account: String,
}

pub(super) fn limit(actor: &Actor, unit_path: &str) -> Limit {
    let account = actor
        .account
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    if actor.may(Action::ReadEvidence, unit_path) {
        return Limit {
            person: None,
            account,
        };
    }
    let by_work = actor.may_as(Action::ReadEvidence, unit_path, Duty::Supporting);
    let person = actor.person.as_ref().filter(|_| by_work);
    // No id is empty: whose work gives nothing sees what is open to all and what they brought.
    let person = person.map(ToString::to_string).unwrap_or_default();
    Limit {
        person: Some(person),
        account,
    }
}

/// Refuses unless the actor may open the proof. Of another unit's proof nobody learns that it is
/// there.
pub(super) async fn require_open(
    conn: &mut Conn,
    actor: &Actor,
    evidence: &Evidence,
) -> Result<(), Error> {
    if !actor.may(Action::Read, &evidence.unit_path) {
        return Err(Error::NotFound(Noun::Evidence));
    }
    let limit = limit(actor, &evidence.unit_path);
    if limit.person.is_none() {
        return Ok(());
    }
    let open = conn
        .find(
            sql::OPENABLE,
            bind![evidence.id.as_str(), limit.person.as_ref(), &limit.account],
            |row| row.text("id"),
        )
        .await?;
    open.map(|_| ())
        .ok_or(Error::NotAllowed(Action::ReadEvidence))
}

/// What the actor may do with a proof that they may open.
pub(super) fn rights(actor: &Actor, evidence: &Evidence) -> Rights {
    let path = &evidence.unit_path;
    let manage = actor.may(Action::ManageEvidence, path);
    let account = actor.account.as_ref().map_or("", crate::AccountId::as_str);
    let own = evidence.created_by == account
        && actor.may_as(Action::AttachEvidence, path, Duty::Supporting);
    let attach = actor.may_as(Action::AttachEvidence, path, Duty::Supporting);
    Rights {
        edit: manage || own,
        manage,
        attach,
    }
}

/// Refuses unless the actor may change the proof.
pub(super) async fn require_edit(
    conn: &mut Conn,
    actor: &Actor,
    evidence: &Evidence,
) -> Result<Rights, Error> {
    require_open(conn, actor, evidence).await?;
    let rights = rights(actor, evidence);
    if !rights.edit {
        return Err(Error::NotAllowed(Action::ManageEvidence));
    }
    Ok(rights)
}
