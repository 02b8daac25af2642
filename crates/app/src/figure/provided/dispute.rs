//! Somebody says that a provided figure is not right; whoever provides it answers. Each finds the
//! other's words in the inbox.

use serde_json::json;

use super::provided_in;
use crate::audit::Event;
use crate::database::Tx;
use crate::figure::standing::Standing;
use crate::figure::{Refusal, desk, sql};
use crate::notice::{self, NoticeKind, Tell};
use crate::{AccountId, Actor, App, DisputeId, EntryId, Error, Noun, address, bind};
use domain::authority::Action;

/// Longest dispute or answer.
const SAID_MAX: usize = 1_000;

/// Says that the figure of that key is not right.
pub async fn dispute(
    app: &App,
    actor: &Actor,
    entry: &EntryId,
    (key, said): (&str, &str),
) -> Result<DisputeId, Error> {
    let said = words(said)?;
    let mut tx = app.begin(actor).await?;
    let standing = Standing::load(&mut tx, entry).await?;
    let disputes = (actor, Action::DisputeFigures);
    standing.require_to(&mut tx, disputes).await?;
    let all = provided_in(&mut tx, entry).await?;
    let one = all.into_iter().find(|one| one.key == key);
    let one = one.ok_or(Refusal::NotProvided)?;
    if one.waiting().is_some() {
        return Err(Refusal::DisputeWaits.into());
    }
    let (id, now, by) = (DisputeId::new(), tx.now().to_owned(), tx.by().to_owned());
    tx.run(
        sql::DISPUTE,
        bind![id.as_str(), &one.value, said, &by, &now],
    )
    .await?;
    // Nobody reads the inbox of a closed account: whoever is above answers in its place.
    let there = match &one.provided_by {
        Some(account) => desk::is_active(&mut tx, account).await?,
        None => false,
    };
    let told = if there {
        one.provided_by.into_iter().collect()
    } else {
        desk::focals_above(&mut tx, &standing.unit_path).await?
    };
    let name = tell_all(&mut tx, (actor, entry), (told, said)).await?;
    let event = Event::new("figure.disputed", "entry", entry.as_str(), &name)
        .within(&standing.spot.unit)
        .after(json!({ "figure": key, "said": said }));
    tx.commit(event).await?;
    Ok(id)
}

/// Answers it: whoever provides figures for the unit, in their own work or named to provide them;
/// or the focal officer of a unit above, when the provider is there no more.
pub async fn answer(
    app: &App,
    actor: &Actor,
    entry: &EntryId,
    (id, said): (&DisputeId, &str),
) -> Result<(), Error> {
    let said = words(said)?;
    let mut tx = app.begin(actor).await?;
    let standing = Standing::load(&mut tx, entry).await?.seen_by(actor);
    let answers = desk::is_above(actor, &standing.unit_path)
        || desk::provides_entry(&mut tx, actor, entry).await?;
    if !answers {
        standing.require(&mut tx, actor).await?;
        if !standing.provides {
            return Err(Refusal::NotProvider.into());
        }
    }
    let waiting = tx
        .find(
            sql::DISPUTE_WAITING,
            bind![entry.as_str(), id.as_str()],
            |row| Ok(AccountId::stored(row.text("said_by")?)),
        )
        .await?;
    let disputed_by = waiting.ok_or(Error::NotFound(Noun::Comment))?;
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    tx.run(sql::DISPUTE_ANSWER, bind![id.as_str(), said, &by, &now])
        .await?;
    let name = tell(&mut tx, (actor, entry), (Some(disputed_by), said)).await?;
    let event = Event::new("figure.dispute_answered", "entry", entry.as_str(), &name)
        .within(&standing.spot.unit)
        .after(json!({ "said": said }));
    tx.commit(event).await?;
    Ok(())
}

fn words(said: &str) -> Result<&str, Refusal> {
    let said = said.trim();
    if said.is_empty() {
        return Err(Refusal::NothingSaid);
    }
    if said.chars().count() > SAID_MAX {
        return Err(Refusal::TooLong {
            field: "said",
            chars_max: SAID_MAX,
        });
    }
    Ok(said)
}

/// Puts the words into the other's inbox; gives the entry's name.
pub(crate) async fn tell(
    tx: &mut Tx,
    (actor, entry): (&Actor, &EntryId),
    (to, said): (Option<AccountId>, &str),
) -> Result<String, Error> {
    tell_all(tx, (actor, entry), (to.into_iter().collect(), said)).await
}

async fn tell_all(
    tx: &mut Tx,
    (actor, entry): (&Actor, &EntryId),
    (to, said): (Vec<AccountId>, &str),
) -> Result<String, Error> {
    let (period, slug, code, title) = tx
        .one(sql::ADDRESS, bind![entry.as_str()], |row| {
            let place = (row.text("period")?, row.text("slug")?);
            Ok((place.0, place.1, row.text("code")?, row.text("title")?))
        })
        .await?;
    let page = address::indicator(&period, &slug, &code);
    let name = format!("{code} {title}");
    // Whoever provides it for many units answers at the desk, which may be all that they see.
    let mut desk = None;
    if let [only] = to.as_slice() {
        desk = desk::desk_of(tx, entry, only).await?;
    }
    let address = match desk {
        Some(unit) => address::disputes(&period, &unit),
        None => format!("{page}#cung-cap"),
    };
    let message = Tell {
        to,
        kind: NoticeKind::Comment,
        subject_kind: "entry",
        subject_id: entry.to_string(),
        detail: json!({ "by": actor.name, "what": name, "text": said }),
        address,
        once: None,
    };
    notice::tell(tx, message).await?;
    Ok(name)
}
