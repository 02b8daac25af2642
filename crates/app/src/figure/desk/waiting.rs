//! What units say against provided figures and nobody has answered: for whoever provides them, and
//! for the focal officer of the unit above.

use domain::authority::{Action, Duty};

use super::{provider, sql};
use crate::database::Row;
use crate::period::Period;
use crate::unit::Unit;
use crate::{Actor, App, DisputeId, EntryId, Error, Fault, FigureId, FrameworkId};

/// What waits for an answer.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Id.
    pub id: DisputeId,
    /// Its words.
    pub said: String,
    /// Who says so.
    pub by: String,
    /// When.
    pub at: String,
    /// The unit's name.
    pub unit: String,
    /// The unit's word in addresses.
    pub slug: String,
    /// The entry.
    pub entry: EntryId,
    /// The line's code.
    pub code: String,
    /// The line's title.
    pub title: String,
    /// Which of its figures.
    pub key: String,
    /// Its value as stored.
    pub value: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// The day of which it speaks, as stored.
    pub as_of: String,
    /// Who provided it.
    pub provider: String,
    /// Whether their account can still be used.
    pub provider_is_there: bool,
    figure: FigureId,
    framework: FrameworkId,
    provided_by: Option<String>,
}

/// What waits in a period below a unit, the oldest first.
pub async fn waiting(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
) -> Result<Vec<Waiting>, Error> {
    actor.require_as(Action::EnterFigures, &unit.path, Duty::Supporting)?;
    let mut conn = app.read().await?;
    let bound = [period.id.as_str().into(), (&unit.path).into()];
    let mut all = conn.all(sql::WAITING, &bound, read).await?;
    // One figure may feed several lines; it is disputed once.
    all.dedup_by(|one, last| one.id == last.id);
    if actor.may(Action::EnterFigures, &unit.path) {
        return Ok(all);
    }
    let mut frameworks: Vec<FrameworkId> = all.iter().map(|one| one.framework.clone()).collect();
    frameworks.sort();
    frameworks.dedup();
    let mut mine = Vec::new();
    // A province has a handful of frameworks in force at once.
    for framework in frameworks.iter().take(24) {
        let provisions = provider::of(&mut conn, actor, (unit, period, framework)).await?;
        let own = provisions.into_iter().filter(|(_, one)| one.is_mine);
        mine.extend(own.map(|(figure, _)| figure));
    }
    let account = actor.account.as_ref().map(crate::AccountId::as_str);
    all.retain(|one| {
        let provided = one
            .provided_by
            .as_deref()
            .is_some_and(|by| Some(by) == account);
        provided || mine.contains(&one.figure)
    });
    Ok(all)
}

fn read(row: &Row) -> Result<Waiting, Fault> {
    Ok(Waiting {
        id: DisputeId::stored(row.text("id")?),
        said: row.text("said")?,
        at: row.text("said_at")?,
        by: row.text("said_name")?,
        unit: row.text("unit_name")?,
        slug: row.text("slug")?,
        entry: EntryId::stored(row.text("entry_id")?),
        code: row.text("code")?,
        title: row.text("title")?,
        key: row.text("input_key")?,
        figure: FigureId::stored(row.text("figure_id")?),
        value: row.text_or_null("value")?,
        source: row.text("source")?,
        as_of: row.text("as_of")?,
        provided_by: row.text_or_null("provided_by")?,
        provider: row.text_or_null("provider")?.unwrap_or_default(),
        provider_is_there: row.flag("is_there")?,
        framework: FrameworkId::stored(row.text("framework_id")?),
    })
}
