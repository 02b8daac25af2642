//! Gộp: two parties turn out to be one. Everything that points at the first points at the second
//! from then on, in one transaction; the first one's name becomes a spelling of the second.

use super::edit::{changeable, event};
use super::{Party, PartyKind, Refusal, create, refresh_holders, remember_alias, sql};
use crate::database::Tx;
use crate::{Actor, App, Error, Noun, PartyId, bind};

/// What a merge would re-point, to be shown and confirmed before it is done: it is not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The party that goes.
    pub from: Party,
    /// The party that stays.
    pub into: Party,
    /// Assignments, done ones included.
    pub assignments: i64,
    /// Spellings.
    pub aliases: i64,
    /// Groups of which it is a member, and members of its own.
    pub members: i64,
    /// Plans that name it among their recipients.
    pub recipients: i64,
    /// Times that it was held (posts) or held a post (persons).
    pub tenures: i64,
}

/// What would change.
pub async fn merge_preview(
    app: &App,
    actor: &Actor,
    from: &PartyId,
    into: &PartyId,
) -> Result<Merge, Error> {
    let mut tx = app.begin(actor).await?;
    counted(&mut tx, actor, (from, into)).await
    // The transaction is dropped: nothing was changed.
}

async fn counted(
    tx: &mut Tx,
    actor: &Actor,
    (from, into): (&PartyId, &PartyId),
) -> Result<Merge, Error> {
    let (from, _) = changeable(tx, actor, from).await?;
    let (into, _) = changeable(tx, actor, into).await?;
    require_mergeable(tx, &from, &into).await?;
    let refs = [
        from.id.as_str().into(),
        from.post_ref.as_ref().map(crate::PostId::as_str).into(),
        from.person_ref.as_ref().map(crate::PersonId::as_str).into(),
    ];
    let merge = tx
        .one(sql::MERGE_COUNTS, &refs, |row| {
            Ok(Merge {
                from: from.clone(),
                into: into.clone(),
                assignments: row.count("assignments")?,
                aliases: row.count("aliases")?,
                members: row.count("members")?,
                recipients: row.count("recipients")?,
                tenures: row.count("tenures")?,
            })
        })
        .await?;
    Ok(merge)
}

/// An outsider may turn out to be anyone; others only what is of their kind. A unit is a unit.
async fn require_mergeable(tx: &mut Tx, from: &Party, into: &Party) -> Result<(), Error> {
    let alike = from.kind == into.kind || from.kind == PartyKind::Outsider;
    let near = from.unit == into.unit || into.kind == PartyKind::Unit;
    if !alike || !near || from.kind == PartyKind::Unit || from.id == into.id {
        let (from, into) = (from.name.clone(), into.name.clone());
        return Err(Refusal::CannotMerge { from, into }.into());
    }
    if let Some(person) = &from.person_ref {
        let accounts = tx
            .all(sql::ACCOUNTS, bind![person.as_str()], |row| row.text("id"))
            .await?;
        if !accounts.is_empty() {
            return Err(Refusal::HasAccount {
                name: from.name.clone(),
            }
            .into());
        }
    }
    Ok(())
}

/// Merges the first into the second.
pub async fn merge(
    app: &App,
    actor: &Actor,
    (from, version): (&PartyId, i32),
    into: &PartyId,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let merge = counted(&mut tx, actor, (from, into)).await?;
    repoint(&mut tx, &merge).await?;
    if tx
        .run(
            sql::SET_MERGED,
            bind![from.as_str(), version, into.as_str()],
        )
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Party));
    }
    // Plans to come write the old name too.
    remember_alias(&mut tx, &merge.from.unit, &merge.from.name, into).await?;
    refresh_holders(&mut tx, app.today()).await?;
    let unit = crate::unit::load(&mut tx, &merge.from.unit).await?;
    let gone = create::entry(&unit, &merge.from, true);
    tx.index(gone);
    let event = event("party.merged", &merge.from).after(serde_json::json!({
        "into": merge.into.name, "assignments": merge.assignments, "aliases": merge.aliases,
        "members": merge.members, "recipients": merge.recipients, "tenures": merge.tenures,
    }));
    tx.commit(event).await?;
    Ok(())
}

async fn repoint(tx: &mut Tx, merge: &Merge) -> Result<(), Error> {
    let (from, into) = (&merge.from, &merge.into);
    let bound = [from.id.as_str().into(), into.id.as_str().into()];
    let now = tx.now().to_owned();
    tx.run(sql::REVIVE_SAME, &bound).await?;
    // What both did stays twice in the record: the ended one keeps its party.
    tx.run(
        sql::END_SAME,
        bind![from.id.as_str(), into.id.as_str(), &now],
    )
    .await?;
    for statement in [
        sql::REPOINT_ASSIGNMENTS,
        sql::REPOINT_VIA,
        sql::REPOINT_ALIASES,
        sql::REPOINT_RECIPIENTS,
        sql::REPOINT_PROVISIONS,
        sql::REPOINT_PROVIDERS,
        sql::REPOINT_VERIFIERS,
        sql::JOIN_GROUPS,
        sql::TAKE_MEMBERS,
    ] {
        tx.run(statement, &bound).await?;
    }
    tx.run(sql::LEAVE_GROUPS, &bound[..1]).await?;
    super::group::require_no_circle(tx, &into.id).await?;
    if let (Some(old), Some(new)) = (&from.post_ref, &into.post_ref) {
        tx.run(sql::REPOINT_POST, bind![old.as_str(), new.as_str()])
            .await?;
        tx.run(sql::POST_CLOSE, bind![old.as_str(), Some(&now[..10])])
            .await?;
    }
    if let (Some(old), Some(new)) = (&from.person_ref, &into.person_ref) {
        tx.run(sql::REPOINT_PERSON, bind![old.as_str(), new.as_str()])
            .await?;
        tx.run(sql::SET_LEFT, bind![old.as_str(), Some(&now[..10])])
            .await?;
    }
    Ok(())
}
