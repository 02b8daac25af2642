//! Mức sẵn sàng: what keeps a unit and everything under it from being scored well, line by line:
//! no figure, nobody named to provide it, a provider who was not asked, no proof, no source. And
//! asking: recorded, with a day, into the provider's inbox.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::authority::Action;
use jiff::civil::Date;
use serde_json::json;

use super::{Provider, Used, provider, sql};
use crate::audit::Event;
use crate::figure::Refusal;
use crate::framework::{Edition, charge, shelf};
use crate::notice::{self, NoticeKind, Tell};
use crate::period::Period;
use crate::unit::Unit;
use crate::{AccountId, Actor, App, Error, FigureId, Noun, ProvisionId, address, bind};

/// Longest word to a provider.
const SAID_MAX: usize = 1_000;
/// Units of a list on one page.
pub const PAGE: i64 = 100;

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// Indicators without a figure.
    Figure,
    /// Figures whose provider nobody has named.
    Provider,
    /// Providers who were not asked in the period.
    Asked,
    /// Figures without the proof that their document asks for.
    Proof,
    /// Figures without a source.
    Source,
}

impl Lack {
    /// All, in the order in which they are put right.
    pub const ALL: [Lack; 5] = [
        Lack::Provider,
        Lack::Asked,
        Lack::Figure,
        Lack::Source,
        Lack::Proof,
    ];

    /// In addresses.
    pub fn name(self) -> &'static str {
        match self {
            Lack::Figure => "so-lieu",
            Lack::Provider => "ben-cung-cap",
            Lack::Asked => "chua-hoi",
            Lack::Proof => "minh-chung",
            Lack::Source => "nguon",
        }
    }

    /// Of that name.
    pub fn parse(name: &str) -> Option<Lack> {
        Lack::ALL.into_iter().find(|lack| lack.name() == name)
    }
}

/// A line of the framework and what it lacks.
#[derive(Clone, Debug)]
pub struct Line {
    /// Index of the line in the edition.
    pub line: usize,
    /// Units that use it.
    pub units: i64,
    /// Units without a figure.
    pub missing: i64,
    /// Units without proof.
    pub unproven: i64,
    /// Units with a figure that has no source.
    pub unsourced: i64,
    /// Who provides its figures.
    pub providers: Vec<Provider>,
    /// Its figures that nobody is named for.
    pub unnamed: Vec<FigureId>,
    /// Whom the framework names to provide them.
    pub proposed: Option<String>,
}

impl Line {
    /// How much of it is missing.
    pub fn lacks(&self, lack: Lack) -> i64 {
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        match lack {
            Lack::Figure => self.missing,
            Lack::Provider => count(self.unnamed.len()),
            Lack::Asked => count(self.unasked().count()),
            Lack::Proof => self.unproven,
            Lack::Source => self.unsourced,
        }
    }

    /// Its providers who were not asked.
    pub fn unasked(&self) -> impl Iterator<Item = &Provider> {
        let waits = |one: &&Provider| one.party.is_some() && one.asked.is_none();
        self.providers.iter().filter(waits)
    }
}

/// How ready a unit and everything under it is.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The framework.
    pub edition: Arc<Edition>,
    /// Lines that ask for figures.
    pub lines: Vec<Line>,
}

impl Ready {
    /// How much is missing in all.
    pub fn lacks(&self, lack: Lack) -> i64 {
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let lines = self.lines.iter();
        // A figure that several lines share is asked for once.
        match lack {
            Lack::Provider => {
                let all: BTreeSet<&FigureId> = lines.flat_map(|line| &line.unnamed).collect();
                count(all.len())
            }
            Lack::Asked => {
                let unasked = lines.flat_map(Line::unasked);
                let all: BTreeSet<&ProvisionId> = unasked.map(|one| &one.id).collect();
                count(all.len())
            }
            Lack::Figure | Lack::Proof | Lack::Source => lines.map(|line| line.lacks(lack)).sum(),
        }
    }
}

/// Frameworks that the unit or units below use in the period.
pub async fn frameworks(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
) -> Result<Vec<Used>, Error> {
    actor.require(Action::ReadFigures, &unit.path)?;
    let mut conn = app.read().await?;
    let bound = [period.id.as_str().into(), (&unit.path).into()];
    Ok(conn.all(sql::FRAMEWORKS_HERE, &bound, super::used).await?)
}

/// How ready the unit and everything under it is.
pub async fn ready(
    app: &App,
    actor: &Actor,
    (unit, period, used): (&Unit, &Period, &Used),
) -> Result<Ready, Error> {
    actor.require(Action::ReadFigures, &unit.path)?;
    let mut conn = app.read().await?;
    let edition = shelf::at_version(app, &mut conn, &used.id, used.version).await?;
    let provisions = provider::of(&mut conn, actor, (unit, period, &used.id)).await?;
    let charges = charge::of(&mut conn, &used.id).await?;
    let bound = [
        used.id.as_str().into(),
        period.id.as_str().into(),
        (&unit.path).into(),
    ];
    let counts = conn
        .all(sql::READY, &bound, |row| {
            let counts = (
                row.count("units")?,
                row.count("missing")?,
                row.count("unproven")?,
            );
            Ok((row.text("indicator_id")?, counts))
        })
        .await?;
    let unsourced = conn
        .all(sql::UNSOURCED, &bound, |row| {
            Ok((row.text("indicator_id")?, row.count("units")?))
        })
        .await?;
    let counts: BTreeMap<String, (i64, i64, i64)> = counts.into_iter().collect();
    let unsourced: BTreeMap<String, i64> = unsourced.into_iter().collect();
    let mut lines = Vec::new();
    for (at, line) in edition.lines.iter().enumerate() {
        let id = line.indicator.as_str();
        let Some((units, missing, unproven)) = counts.get(id).copied() else {
            continue;
        };
        if line.asks.is_empty() {
            continue;
        }
        let own = line
            .asks
            .iter()
            .filter_map(|ask| provisions.get(&ask.figure));
        let providers: Vec<Provider> = own.cloned().collect();
        lines.push(Line {
            line: at,
            units,
            missing,
            unproven,
            unsourced: unsourced.get(id).copied().unwrap_or_default(),
            unnamed: line
                .asks
                .iter()
                .filter(|ask| !ask.rolled && !provisions.contains_key(&ask.figure))
                .map(|ask| ask.figure.clone())
                .collect(),
            proposed: charges
                .get(&line.indicator)
                .and_then(|charge| charge.provider_name())
                .map(str::to_owned),
            providers,
        });
    }
    Ok(Ready { edition, lines })
}

/// A unit that lacks something on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The unit's name.
    pub name: String,
    /// Its word in addresses.
    pub slug: String,
}

/// The units that lack a figure, proof or a source on a line, a page of them, with how many there
/// are.
pub async fn lacking(
    app: &App,
    actor: &Actor,
    (unit, period, ready): (&Unit, &Period, &Ready),
    (line, lack, page): (&Line, Lack, u16),
) -> Result<(Vec<Lacking>, i64), Error> {
    actor.require(Action::ReadFigures, &unit.path)?;
    let indicator = ready.edition.lines[line.line].indicator.as_str();
    let bound = [
        ready.edition.id.as_str().into(),
        period.id.as_str().into(),
        (&unit.path).into(),
        indicator.into(),
        lack.name().into(),
        PAGE.into(),
        (i64::from(page) * PAGE).into(),
    ];
    let mut conn = app.read().await?;
    let units = conn
        .all(sql::LACKING, &bound, |row| {
            Ok(Lacking {
                name: row.text("name")?,
                slug: row.text("slug")?,
            })
        })
        .await?;
    Ok((units, line.lacks(lack)))
}

/// Asks providers for their figures until a day. Each gets one message; those without an account
/// are recorded as asked all the same, by letter or by telephone.
pub async fn ask(
    app: &App,
    actor: &Actor,
    (unit, period, used): (&Unit, &Period, &Used),
    (chosen, due_on, said): (&[ProvisionId], Date, &str),
) -> Result<usize, Error> {
    actor.require(Action::EnterFigures, &unit.path)?;
    let said = said.trim();
    if said.chars().count() > SAID_MAX {
        return Err(Refusal::TooLong {
            field: "said",
            chars_max: SAID_MAX,
        }
        .into());
    }
    if due_on < app.today() {
        return Err(Refusal::DuePassed { due_on }.into());
    }
    let mut tx = app.begin(actor).await?;
    // Only what holds at this unit, in this framework, and names somebody.
    let provisions = provider::of(&mut tx, actor, (unit, period, &used.id)).await?;
    let named = provisions.values().filter(|one| one.party.is_some());
    let known: BTreeSet<&ProvisionId> = named.map(|one| &one.id).collect();
    let chosen: BTreeSet<&ProvisionId> = chosen.iter().filter(|id| known.contains(id)).collect();
    if chosen.is_empty() {
        return Err(Refusal::NobodyAsked.into());
    }
    let ids: String = chosen.iter().map(|id| id.as_str()).collect();
    let (now, by, due) = (tx.now().to_owned(), tx.by().to_owned(), due_on.to_string());
    let note = (!said.is_empty()).then_some(said);
    tx.run(
        sql::REQUEST,
        bind![&ids, period.id.as_str(), &due, note, &now, &by],
    )
    .await?;
    let people = tx
        .all(sql::ASKED_PEOPLE, bind![&ids], |row| {
            Ok((AccountId::stored(row.text("account_id")?), row.count("n")?))
        })
        .await?;
    for (account, count) in people {
        let message = Tell {
            to: vec![account],
            kind: NoticeKind::Request,
            subject_kind: "framework",
            subject_id: used.id.to_string(),
            detail: json!({ "topic": "figures", "by": actor.name, "what": used.name,
                "count": count, "due": due, "text": said, "unit": unit.name }),
            address: format!("{}?bo={}", address::desk(&period.code, &unit.slug), used.id),
            once: None,
        };
        notice::tell(&mut tx, message).await?;
    }
    let event = Event::new(
        "figure.requested",
        "framework",
        used.id.as_str(),
        &used.name,
    )
    .within(&unit.id)
    .after(json!({ "figures": chosen.len(), "due_on": due, "said": note, "period": period.code }));
    tx.commit(event).await?;
    Ok(chosen.len())
}

/// A framework in use, by its id.
pub fn chosen<'u>(all: &'u [Used], asked: &str) -> Result<&'u Used, Error> {
    let wanted = crate::FrameworkId::parse(asked);
    let found = all.iter().find(|one| Some(&one.id) == wanted.as_ref());
    found
        .or(all.first())
        .ok_or(Error::NotFound(Noun::Framework))
}
