//! Results frozen, corrected, withdrawn. Nothing that was published is ever changed: a correction
//! is the next number, and the one before stays where it is.

use domain::authority::Action;
use serde_json::json;

use super::document::{Content, Corrects, FORMAT, PeriodPart, UnitPart, text};
use super::draft::{draft, require};
use super::public::{self, Publication};
use super::{Refusal, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::period::Period;
use crate::{
    Actor, App, Error, FrameworkId, Noun, PeriodId, PublicationId, UnitId, bind, framework,
};

/// Longest title, in characters.
const TITLE_MAX: usize = 200;
/// Longest reason or note.
const REASON_MAX: usize = 2_000;

/// What somebody publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPublication {
    /// Its title.
    pub title: String,
    /// Why it corrects the one before; needed where there is one.
    pub reason: String,
    /// Goes on without units that have not handed in.
    pub without_others: bool,
    /// [`super::Preview::seen`]: what was looked at is what is published.
    pub seen: String,
}

/// Publishes the results of a framework in a period.
pub async fn publish(
    app: &App,
    actor: &Actor,
    (period, id): (&Period, &FrameworkId),
    new: NewPublication,
) -> Result<PublicationId, Error> {
    let title = reading::text::squash(&new.title);
    if !(1..=TITLE_MAX).contains(&title.chars().count()) {
        return Err(Refusal::BadTitle.into());
    }
    let mut tx = app.begin(actor).await?;
    let edition = framework::scoring(app, &mut tx, id).await?;
    let owner = require(&mut tx, actor, &edition).await?;
    let draft = draft(&mut tx, &edition, (&owner.path, period)).await?;
    if draft.totals.without > 0 && !new.without_others {
        return Err(Refusal::NotAllHandedIn {
            count: draft.totals.without,
        }
        .into());
    }
    if draft.seen != new.seen {
        return Err(Error::Stale(Noun::Publication));
    }
    let corrects = tx
        .find(sql::LAST, bind![id.as_str(), period.id.as_str()], |row| {
            Ok(Corrects {
                number: row.int("number")?,
                sha256: row.text("sha256")?,
            })
        })
        .await?;
    let reason = match &corrects {
        None => None,
        Some(_) => Some(reason(&new.reason)?),
    };
    let number = corrects.as_ref().map_or(1, |last| last.number + 1);
    let (ids, units): (Vec<UnitId>, Vec<UnitPart>) = draft.units.into_iter().unzip();
    let document = Content {
        corrects,
        format: FORMAT.to_owned(),
        framework: draft.framework,
        number,
        period: PeriodPart {
            code: period.code.clone(),
            name: period.name.clone(),
            year: period.year.into(),
        },
        published_at: tx.now().to_owned(),
        publisher: owner.name.clone(),
        reason,
        title,
        totals: draft.totals,
        units,
    }
    .sealed()?;
    // The file is durable before the record that names it.
    let arrived = app.files().arrived(text(&document)?.as_bytes()).await?;
    app.files().keep(&arrived).await?;
    let publication = PublicationId::new();
    let content = &document.content;
    let place = (&publication, id, &period.id);
    insert(&mut tx, place, (content, arrived.sha256())).await?;
    insert_units(&mut tx, &publication, (&ids, &content.units)).await?;
    let kind = if number > 1 {
        "publication.corrected"
    } else {
        "publication.published"
    };
    let event = Event::new(kind, "publication", publication.as_str(), &content.title)
        .within(&owner.id)
        .after(json!({
            "number": number,
            "period": period.name,
            "reason": content.reason,
            "sha256": arrived.sha256(),
            "units": content.totals.units,
        }));
    tx.commit(event).await?;
    Ok(publication)
}

/// The publication itself; those before it stay, as replaced.
async fn insert(
    tx: &mut Tx,
    (publication, framework, period): (&PublicationId, &FrameworkId, &PeriodId),
    (content, sha256): (&Content, &str),
) -> Result<(), Error> {
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    tx.run(
        sql::INSERT,
        bind![
            publication.as_str(),
            framework.as_str(),
            period.as_str(),
            content.number,
            &content.title,
            &content.reason,
            &now,
            &by,
            sha256,
            &text(&content.framework)?,
            &text(&content.totals)?,
        ],
    )
    .await?;
    tx.run(
        sql::REPLACE,
        bind![framework.as_str(), period.as_str(), content.number],
    )
    .await?;
    Ok(())
}

async fn insert_units(
    tx: &mut Tx,
    publication: &PublicationId,
    (ids, units): (&[UnitId], &[UnitPart]),
) -> Result<(), Error> {
    for (id, unit) in ids.iter().zip(units) {
        tx.run(
            sql::INSERT_UNIT,
            bind![
                publication.as_str(),
                id.as_str(),
                &unit.unit,
                &unit.name,
                &unit.code,
                &unit.block,
                &unit.points,
                &unit.max_points,
                &unit.number,
                i32::try_from(unit.rank).unwrap_or(i32::MAX),
                &unit.grade,
                &text(unit)?,
            ],
        )
        .await?;
    }
    Ok(())
}

fn reason(typed: &str) -> Result<String, Refusal> {
    let reason = typed.trim();
    match reason.chars().count() {
        0 => Err(Refusal::NoReason),
        1..=REASON_MAX => Ok(reason.to_owned()),
        _ => Err(Refusal::LongReason),
    }
}

/// Withdraws a publication: its file and its results are no longer public, a note says why.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    (id, version): (&PublicationId, i32),
    note: &str,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let before: Publication = public::load(&mut tx, id).await?;
    actor.require(Action::Publish, &before.owner_path)?;
    if before.state == public::State::Withdrawn {
        return Err(Refusal::Withdrawn.into());
    }
    let note = reason(note)?;
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    if tx
        .run(sql::WITHDRAW, bind![id.as_str(), version, &now, &by, &note])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Publication));
    }
    let event = Event::new(
        "publication.withdrawn",
        "publication",
        id.as_str(),
        &before.title,
    )
    .within(&before.owner)
    .before(json!({ "state": before.state.name() }))
    .after(json!({ "state": "withdrawn", "reason": note }));
    tx.commit(event).await?;
    Ok(())
}
