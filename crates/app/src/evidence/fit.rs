//! Which requirement a proof serves: the one that a person names, else the first that accepts its
//! kind. What a person named stays, whatever is said of the proof later.

use super::count::{Asked, Subjects, counts};
use super::kind::{self, Shape};
use super::{Evidence, Refusal, Serves, sql};
use crate::database::Tx;
use crate::{Error, RequirementId, bind};

/// The requirement that was found for a proof, and whether a person named it.
#[derive(Default)]
pub(super) struct Fit {
    pub(super) requirement: Option<RequirementId>,
    pub(super) is_named: bool,
}

impl Fit {
    /// What a person named.
    pub(super) fn named(requirement: RequirementId) -> Fit {
        Fit {
            requirement: Some(requirement),
            is_named: true,
        }
    }

    fn found(asked: Option<&Asked>) -> Fit {
        Fit {
            requirement: asked.map(|asked| asked.id.clone()),
            is_named: false,
        }
    }
}

/// The requirement that a person named, if it is asked there.
pub(super) async fn known(
    tx: &mut Tx,
    serves: &Serves,
    wanted: &RequirementId,
) -> Result<Asked, Error> {
    let mut asked = asked(tx, serves).await?.into_iter();
    let named = asked.find(|one| one.id == *wanted);
    named.ok_or_else(|| Refusal::NotAsked.into())
}

/// The requirement of the same words as the one that was named for the same indicator; the only one
/// that there is; the first not yet met that accepts the proof; the first that accepts it.
pub(super) async fn fitting(
    tx: &mut Tx,
    evidence: &Evidence,
    (serves, named): (&Serves, Option<&Asked>),
) -> Result<Fit, Error> {
    let asked = asked(tx, serves).await?;
    let same = |one: &&Asked| named.is_some_and(|named| named.text == one.text);
    if let Some(same) = asked.iter().find(same) {
        return Ok(Fit::named(same.id.clone()));
    }
    if let [only] = asked.as_slice() {
        return Ok(Fit::found(Some(only)));
    }
    let fits = || {
        asked
            .iter()
            .filter(|one| kind::serves(&one.accepts, shape(evidence)))
    };
    let best = fits().find(|one| !one.is_met()).or_else(|| fits().next());
    Ok(Fit::found(best))
}

async fn asked(tx: &mut Tx, serves: &Serves) -> Result<Vec<Asked>, Error> {
    let found = counts(tx, Subjects::One(serves)).await?.remove(serves.id());
    Ok(found.unwrap_or_default().asked)
}

/// Keeps what was found as what the proof serves there.
pub(super) async fn keep(
    tx: &mut Tx,
    evidence: &Evidence,
    (serves, fit): (&Serves, &Fit),
) -> Result<u64, Error> {
    let requirement = fit.requirement.as_ref().map(RequirementId::as_str);
    let evidence = evidence.id.as_str();
    let named = i32::from(fit.is_named);
    let kept = tx
        .run(
            sql::SET_REQUIREMENT,
            bind![evidence, serves.kind(), serves.id(), requirement, named],
        )
        .await?;
    Ok(kept)
}

/// Once its kind is known or another, a proof serves what asks for that kind, except where a person
/// named what it serves.
pub(super) async fn refit(tx: &mut Tx, evidence: &Evidence) -> Result<(), Error> {
    let uses = tx
        .all(sql::UNNAMED, bind![evidence.id.as_str()], |row| {
            let word = format!("{}:{}", row.text("subject_kind")?, row.text("subject_id")?);
            Ok((word, row.text_or_null("accepts")?))
        })
        .await?;
    for (word, accepts) in uses {
        let fits = accepts.is_some_and(|accepts| kind::serves(&accepts, shape(evidence)));
        let Some(serves) = Serves::parse(&word).filter(|_| !fits) else {
            continue;
        };
        let fit = fitting(tx, evidence, (&serves, None)).await?;
        keep(tx, evidence, (&serves, &fit)).await?;
    }
    Ok(())
}

fn shape(evidence: &Evidence) -> Shape<'_> {
    Shape {
        kind: evidence.facts.kind.as_deref(),
        is_link: evidence.link.is_some(),
        media_type: evidence.file.as_ref().map(|file| file.media_type.as_str()),
    }
}
