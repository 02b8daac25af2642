//! Figures that stand somewhere else, taken into a row: everything that was typed beside them stays.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::standing::Standing;
use super::{Typed, save};
use crate::{Actor, App, EntryId, Error};

/// What is proposed for a row.
#[derive(Clone, Debug)]
pub(crate) struct Proposed {
    /// Texts by key, as typed.
    pub(crate) inputs: BTreeMap<String, String>,
    /// Where they come from.
    pub(crate) source: String,
    /// The day of which they speak.
    pub(crate) as_of: Date,
}

/// Saves the row with what is proposed.
pub(crate) async fn take(
    app: &App,
    actor: &Actor,
    (entry, version): (&EntryId, i32),
    proposed: Proposed,
) -> Result<(), Error> {
    let mut conn = app.read().await?;
    let standing = Standing::load(&mut conn, entry).await?;
    drop(conn);
    let typed = Typed {
        inputs: proposed.inputs,
        source: proposed.source,
        as_of: proposed.as_of.strftime("%d/%m/%Y").to_string(),
        state: String::new(),
        explanation: standing.explanation.unwrap_or_default(),
        expected_points: standing
            .expected
            .as_ref()
            .map(reading::words::number::number)
            .unwrap_or_default(),
        applicable: standing.applicable,
        reason: String::new(),
    };
    save(app, actor, entry, &typed, version).await?;
    Ok(())
}
