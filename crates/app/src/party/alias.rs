//! Spellings that mean a party, in one unit's directory.

use super::edit::{changeable, event};
use super::{Refusal, name, name_key, read, sql};
use crate::database::Tx;
use crate::{Actor, App, Error, Noun, PartyId, UnitId, bind};
use reading::text::fold;

/// Remembers within a larger change that this spelling means the party, whatever it meant before:
/// a person just said so.
pub async fn remember_alias(
    tx: &mut Tx,
    unit: &UnitId,
    text: &str,
    party: &PartyId,
) -> Result<(), Error> {
    let text = name::kept(text)?;
    tx.run(
        sql::ALIAS_PUT,
        bind![
            unit.as_str(),
            &fold(&text),
            &name_key(&text),
            &text,
            party.as_str()
        ],
    )
    .await?;
    Ok(())
}

/// Says that a spelling means the party. Refused when it means another one.
pub async fn add_alias(app: &App, actor: &Actor, id: &PartyId, text: &str) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (party, _) = changeable(&mut tx, actor, id).await?;
    let text = name::kept(text)?;
    let meant = tx
        .find(sql::ALIAS, bind![party.unit.as_str(), &fold(&text)], read)
        .await?;
    if let Some(other) = meant.filter(|other| other.id != party.id) {
        let party = other.name;
        return Err(Refusal::AliasTaken { text, party }.into());
    }
    remember_alias(&mut tx, &party.unit, &text, id).await?;
    let event = event("party.alias_added", &party).after(serde_json::json!({ "alias": text }));
    tx.commit(event).await?;
    Ok(())
}

/// A spelling means the party no longer.
pub async fn remove_alias(app: &App, actor: &Actor, id: &PartyId, text: &str) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (party, _) = changeable(&mut tx, actor, id).await?;
    let gone = tx
        .run(
            sql::ALIAS_END,
            bind![party.unit.as_str(), &fold(text), id.as_str()],
        )
        .await?;
    if gone == 0 {
        return Err(Error::Stale(Noun::Party));
    }
    let event = event("party.alias_removed", &party).before(serde_json::json!({ "alias": text }));
    tx.commit(event).await?;
    Ok(())
}
