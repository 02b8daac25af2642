//! People of the directories, for whoever gives out accounts.

use super::sql;
use crate::account::like;
use crate::{Actor, App, Error, HomeUnit, Noun, PersonId, UnitId, bind};
use domain::authority::Action;
use reading::text::{fold, person_sort_key};

/// Someone who has no open account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub unit_name: String,
}

/// Most people shown; a longer piece of the name finds the others.
const SHOWN: usize = 200;

/// People without an open account where the actor administrates, by a piece of their name.
pub async fn without_account(
    app: &App,
    actor: &Actor,
    text: &str,
) -> Result<Vec<Candidate>, Error> {
    let folded = fold(&text.chars().take(200).collect::<String>());
    let piece = (!folded.is_empty()).then(|| like(&folded));
    let mut conn = app.read().await?;
    let found = conn
        .all(sql::WITHOUT_ACCOUNT, bind![&piece], |row| {
            let candidate = Candidate {
                person: PersonId::stored(row.text("id")?),
                name: row.text("name")?,
                unit_name: row.text("unit_name")?,
            };
            Ok((candidate, row.text("unit_path")?))
        })
        .await?;
    let mut people: Vec<Candidate> = found
        .into_iter()
        .filter(|(_, path)| actor.may(Action::ManageAccounts, path))
        .map(|(candidate, _)| candidate)
        .collect();
    people.sort_by_cached_key(|candidate| person_sort_key(&candidate.name));
    people.truncate(SHOWN);
    Ok(people)
}

/// Someone's name and home, if the actor administrates there.
pub async fn person_home(
    app: &App,
    actor: &Actor,
    person: &PersonId,
) -> Result<(String, HomeUnit), Error> {
    let mut conn = app.read().await?;
    let found = conn
        .find(sql::PERSON_HOME, bind![person.as_str()], |row| {
            let home = HomeUnit {
                id: UnitId::stored(row.text("unit_id")?),
                slug: row.text("unit_slug")?,
                name: row.text("unit_name")?,
                path: row.text("unit_path")?,
            };
            Ok((row.text("name")?, home))
        })
        .await?;
    found
        .filter(|(_, home)| actor.may(Action::ManageAccounts, &home.path))
        .ok_or(Error::NotFound(Noun::Person))
}
