//! Who provides a figure: a party of the directory, for a unit and everything under it; or the
//! units themselves. The nearest one named above a unit holds.

use std::collections::BTreeMap;

use domain::authority::Action;
use serde_json::json;

use super::{Place, sql};
use crate::audit::Event;
use crate::database::{Conn, Row, Tx};
use crate::framework::edition;
use crate::period::Period;
use crate::unit::Unit;
use crate::{
    Actor, App, Error, Fault, FigureId, FrameworkId, Noun, PartyId, PeriodId, ProvisionId, bind,
};

/// Who provides a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Id of their being named.
    pub id: ProvisionId,
    /// The party; `None`: the units enter it themselves.
    pub party: Option<PartyId>,
    /// Its name.
    pub name: Option<String>,
    /// Where they were named: here or above.
    pub named_at: String,
    /// Whether they were named at the very unit.
    pub is_here: bool,
    /// Whether the visitor acts for them.
    pub is_mine: bool,
    /// Until when they were asked for it in the period; `None`: they were not asked.
    pub asked: Option<(String, jiff::civil::Date)>,
}

fn read(row: &Row, path: &str) -> Result<(FigureId, Provider), Fault> {
    let asked = row.text_or_null("asked_at")?;
    let provider = Provider {
        id: ProvisionId::stored(row.text("id")?),
        party: row.text_or_null("party_id")?.map(PartyId::stored),
        is_here: row.text("path")? == path,
        named_at: row.text("unit_name")?,
        name: row.text_or_null("party_name")?,
        is_mine: row.flag("mine")?,
        asked: asked.zip(row.date_or_null("due_on")?),
    };
    Ok((FigureId::stored(row.text("figure_id")?), provider))
}

/// Who provides each figure of a framework at a unit.
pub(super) async fn of(
    conn: &mut Conn,
    actor: &Actor,
    (unit, period, framework): (&Unit, &Period, &FrameworkId),
) -> Result<BTreeMap<FigureId, Provider>, Fault> {
    let person = actor.person.as_ref().map(crate::PersonId::as_str);
    let bound = [
        framework.as_str().into(),
        (&unit.path).into(),
        person.into(),
        period.id.as_str().into(),
    ];
    let all = conn
        .all(sql::PROVISIONS, &bound, |row| read(row, &unit.path))
        .await?;
    // The highest comes first, so the nearest one stays.
    Ok(all.into_iter().collect())
}

/// Whoever may be named: the unit's directory, by id and name.
pub async fn parties(
    app: &App,
    actor: &Actor,
    unit: &Unit,
) -> Result<Vec<(PartyId, String)>, Error> {
    actor.require(Action::Read, &unit.path)?;
    let mut conn = app.read().await?;
    let mut all = conn
        .all(sql::PARTIES, bind![unit.id.as_str()], |row| {
            Ok((PartyId::stored(row.text("id")?), row.text("name")?))
        })
        .await?;
    all.sort_by_cached_key(|(_, name)| reading::text::sort_key(name));
    Ok(all)
}

/// Whom somebody names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nobody here; who is named above holds.
    Nobody,
    /// The units themselves.
    Own,
    /// A party.
    Party(PartyId),
}

impl Choice {
    /// As forms send it: empty, `own`, or an id.
    pub fn parse(text: &str) -> Option<Choice> {
        match text {
            "" => Some(Choice::Nobody),
            "own" => Some(Choice::Own),
            id => PartyId::parse(id).map(Choice::Party),
        }
    }

    /// What is named here now.
    pub fn of(provider: Option<&Provider>) -> Choice {
        match provider.filter(|one| one.is_here) {
            None => Choice::Nobody,
            Some(one) => one.party.clone().map_or(Choice::Own, Choice::Party),
        }
    }

    /// As forms send it.
    pub fn text(&self) -> &str {
        match self {
            Choice::Nobody => "",
            Choice::Own => "own",
            Choice::Party(party) => party.as_str(),
        }
    }
}

/// A framework that is opened in a period for the first time takes along whom it names to provide
/// its figures, for its unit and everything under it. Who is named at a desk stays.
pub(in crate::figure) async fn take_providers(
    tx: &mut Tx,
    framework: &FrameworkId,
    period: &PeriodId,
) -> Result<(), Error> {
    let bound = [framework.as_str().into(), period.as_str().into()];
    let count = tx.one(sql::TO_TAKE, &bound, |row| row.count("n")).await?;
    if count == 0 {
        return Ok(());
    }
    let ids: String = (0..count).map(|_| ProvisionId::new().to_string()).collect();
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    let bound = [
        framework.as_str().into(),
        (&ids).into(),
        (&now).into(),
        (&by).into(),
    ];
    let taken = tx.run(sql::TAKE_PROVIDERS, &bound).await?;
    if taken == 0 {
        return Ok(());
    }
    let edition = edition::load(tx, framework).await?;
    let event = Event::new(
        "figure.providers_taken",
        "framework",
        framework.as_str(),
        &edition.name,
    )
    .within(&edition.unit)
    .after(json!({ "figures": taken, "period": period.as_str() }));
    tx.record(event);
    Ok(())
}

/// Names who provides all figures of a line; `seen` is who was shown.
pub async fn name_provider(
    app: &App,
    actor: &Actor,
    place: Place<'_>,
    (choice, seen): (&Choice, &Choice),
) -> Result<(), Error> {
    let unit = place.unit;
    let mut tx = app.begin(actor).await?;
    actor.require(Action::EnterFigures, &unit.path)?;
    let desk = super::load(app, &mut tx, (actor, place)).await?;
    let now = desk.providers.iter().flatten().next();
    if Choice::of(now) != *seen {
        return Err(Error::Stale(Noun::Party));
    }
    let name = match choice {
        Choice::Party(party) => {
            let (name, path) = tx
                .find(sql::PARTY, bind![party.as_str()], |row| {
                    Ok((row.text("name")?, row.text("path")?))
                })
                .await?
                .ok_or(Error::NotFound(Noun::Party))?;
            if !actor.may(Action::Read, &path) {
                return Err(Error::NotFound(Noun::Party));
            }
            Some(name)
        }
        Choice::Own | Choice::Nobody => None,
    };
    let (at, by) = (tx.now().to_owned(), tx.by().to_owned());
    let party = match choice {
        Choice::Party(party) => Some(party.as_str()),
        Choice::Own | Choice::Nobody => None,
    };
    for ask in &desk.line().asks {
        let key = [ask.figure.as_str().into(), unit.id.as_str().into()];
        tx.run(sql::REQUESTS_DELETE, &key).await?;
        if *choice == Choice::Nobody {
            tx.run(sql::PROVISION_DELETE, &key).await?;
            continue;
        }
        let id = ProvisionId::new();
        let put = [
            id.as_str().into(),
            ask.figure.as_str().into(),
            unit.id.as_str().into(),
            party.into(),
            (&at).into(),
            (&by).into(),
        ];
        tx.run(sql::PROVISION_PUT, &put).await?;
    }
    let line = desk.line();
    let was = now.and_then(|one| one.name.clone());
    let subject = format!("{} {}", line.code, line.title);
    let event = Event::new(
        "figure.provider_named",
        "indicator",
        line.indicator.as_str(),
        &subject,
    )
    .within(&unit.id)
    .before(json!({ "party": was }))
    .after(json!({ "party": name, "own": *choice == Choice::Own }));
    tx.commit(event).await?;
    Ok(())
}
