//! Spellings that mean a party, in one unit's directory.

use super::{name, name_key, sql};
use crate::database::Tx;
use crate::{Error, PartyId, UnitId, bind};
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
