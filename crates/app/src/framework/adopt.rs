//! A plan's annex becomes a framework: indicators with their rules as read, and the figures they
//! ask for.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::Action;
use domain::plan::{Annex, Row, RowKind};
use domain::rule::Certainty;
use reading::text::{fold, squash};
use scoring::framework::Framework;

use super::asks::{Need, needs};
use super::{Refusal, charge, sql};
use crate::audit::Event;
use crate::database::{Conn, Tx};
use crate::search::SearchEntry;
use crate::stored::reading::FrozenReading;
use crate::stored::settings;
use crate::{
    Actor, Error, FigureId, FrameworkId, IndicatorId, PartyId, UnitId, bind, evidence, unit,
};

/// What becomes a framework.
#[derive(Clone, Debug)]
pub struct Adoption<'a> {
    /// Whose it is.
    pub unit: UnitId,
    /// Its name; empty: the annex's title.
    pub name: String,
    /// The document that issued it.
    pub legal_basis: Option<String>,
    /// The annex.
    pub annex: &'a Annex,
    /// Readings that a person chose, by the row's path.
    pub chosen: BTreeMap<String, String>,
    /// The plan's year: what «trong quý I» asks proof of.
    pub year: i16,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// The framework, a draft.
    pub framework: FrameworkId,
    /// Its indicators and pillars, by the path of the row.
    pub indicators: BTreeMap<String, IndicatorId>,
}

/// Makes a draft framework of an annex, within a larger change.
pub async fn adopt(tx: &mut Tx, actor: &Actor, adoption: Adoption<'_>) -> Result<Adopted, Error> {
    let unit = unit::load(tx, &adoption.unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    if reading::plan::framework::from_annex(adoption.annex).is_none() {
        return Err(Refusal::NoRules.into());
    }
    let id = FrameworkId::new();
    let name = name_of(&adoption);
    tx.run(
        sql::INSERT,
        bind![
            id.as_str(),
            unit.id.as_str(),
            &name,
            &fold(&name),
            &adoption.legal_basis,
            &settings::write(&Framework::default()),
            None::<&str>,
        ],
    )
    .await?;
    let indicators = rows(tx, &id, &adoption).await?;
    let count = indicators.len();
    tx.record(
        Event::new("framework.adopted", "framework", id.as_str(), &name)
            .within(&unit.id)
            .after(serde_json::json!({ "name": name, "rows": count })),
    );
    Ok(Adopted {
        framework: id,
        indicators,
    })
}

fn name_of(adoption: &Adoption<'_>) -> String {
    let given = squash(&adoption.name);
    if !given.is_empty() {
        return given;
    }
    adoption
        .annex
        .title
        .clone()
        .unwrap_or_else(|| adoption.annex.name.clone())
}

async fn rows(
    tx: &mut Tx,
    framework: &FrameworkId,
    adoption: &Adoption<'_>,
) -> Result<BTreeMap<String, IndicatorId>, Error> {
    let mut made = BTreeMap::new();
    let mut figures = Figures::load(tx, &adoption.unit).await?;
    let sources = adoption.annex.rows.iter();
    let sources = sources.filter_map(|row| row.source_text.clone()).collect();
    let providers = charge::sources(tx, &adoption.unit, sources).await?;
    let mut pillar: Option<IndicatorId> = None;
    let rows = adoption
        .annex
        .rows
        .iter()
        .filter(|row| row.kind != RowKind::Banner);
    for (position, row) in rows.enumerate() {
        let id = IndicatorId::new();
        let is_pillar = row.kind == RowKind::Heading && row.parent.is_none();
        if is_pillar {
            pillar = Some(id.clone());
        }
        let above = row
            .parent
            .as_ref()
            .and_then(|path| made.get(path))
            .or(pillar.as_ref());
        let placed = Placed {
            id: &id,
            framework,
            parent: above.filter(|_| !is_pillar),
            position: i32::try_from(position).map_err(|_| Refusal::TooLarge)?,
            is_pillar,
            row,
            provider: providers
                .get(row.source_text.as_deref().unwrap_or_default())
                .filter(|_| row.kind != RowKind::Heading),
        };
        let reading = reading_of(row, adoption.chosen.get(&row.path))?;
        insert(tx, &placed, reading.as_ref()).await?;
        if let Some((frozen, _)) = reading.as_ref().filter(|_| !is_pillar) {
            figures
                .ask(tx, &Asker::of(&id, row), &needs(frozen))
                .await?;
        }
        if let Some(text) = row.evidence_text.as_deref().filter(|_| !is_pillar) {
            evidence::require(tx, evidence::Subject::Indicator(&id), text, adoption.year).await?;
        }
        tx.index(entry(adoption, framework, &id, row));
        made.insert(row.path.clone(), id);
    }
    Ok(made)
}

/// Where an indicator is found and opens.
fn entry(
    adoption: &Adoption<'_>,
    framework: &FrameworkId,
    id: &IndicatorId,
    row: &Row,
) -> SearchEntry {
    let title = row.title.as_deref().unwrap_or_default();
    SearchEntry {
        subject_kind: "indicator",
        subject_id: id.to_string(),
        unit: adoption.unit.clone(),
        title: format!("{} {title}", row.path),
        body: row.rule_text.clone().unwrap_or_default(),
        address: format!("/bo-chi-so/{framework}/chi-so/{id}"),
        removed: false,
    }
}

struct Placed<'a> {
    id: &'a IndicatorId,
    framework: &'a FrameworkId,
    parent: Option<&'a IndicatorId>,
    position: i32,
    is_pillar: bool,
    row: &'a Row,
    /// Whom its source names.
    provider: Option<&'a PartyId>,
}

/// The reading with its word for storage: a choice that is none of the readings is refused.
fn reading_of(
    row: &Row,
    chosen: Option<&String>,
) -> Result<Option<(FrozenReading, &'static str)>, Error> {
    let Some(reading) = &row.rule else {
        return Ok(None);
    };
    let mut frozen = FrozenReading::of(reading);
    if let Some(name) = chosen {
        if !frozen.take(name) {
            return Err(Refusal::NoSuchReading {
                code: row.path.clone(),
            }
            .into());
        }
        return Ok(Some((frozen, "chosen")));
    }
    let word = certainty(reading.certainty);
    if frozen.rule.is_none() {
        return Ok(Some((frozen, "unread")));
    }
    Ok(Some((frozen, word)))
}

/// As stored.
pub(super) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Assumed => "assumed",
        Certainty::Unread => "unread",
    }
}

async fn insert(
    tx: &mut Tx,
    placed: &Placed<'_>,
    reading: Option<&(FrozenReading, &'static str)>,
) -> Result<(), Error> {
    let row = placed.row;
    let rule = reading.and_then(|(frozen, _)| frozen.rule.as_ref());
    let inferred = row.rule.as_ref().and_then(|reading| reading.max.clone());
    let max = row
        .max_points
        .clone()
        .or(inferred.filter(|_| !placed.is_pillar));
    // As in `reading::plan::framework`: a row without points and rule is asked for, not scored.
    let unscored = max.is_none() && rule.is_none() && row.kind != RowKind::Heading;
    let title = row.title.clone().unwrap_or_default();
    let kind = match (placed.is_pillar, row.kind) {
        (true, _) => "pillar",
        (false, RowKind::Heading) => "heading",
        _ => "indicator",
    };
    tx.run(
        sql::INDICATOR_INSERT,
        bind![
            placed.id.as_str(),
            placed.framework.as_str(),
            placed.parent.map(IndicatorId::as_str),
            placed.position,
            kind,
            &row.path,
            &title,
            &fold(&title),
            &max.map(|max| max.to_string()),
            if unscored { "unscored" } else { "adds" },
            0,
            row.rule_lines.as_ref().or(row.rule_text.as_ref()),
            &reading.map(|(frozen, _)| frozen.write()),
            reading.map(|(_, word)| *word),
            &row.evidence_text,
            &row.source_text,
            &row.note,
            None::<&str>,
            None::<&str>,
            placed.provider.map(PartyId::as_str),
            None::<&str>,
        ],
    )
    .await?;
    Ok(())
}

/// Who asks for figures.
pub(super) struct Asker<'a> {
    pub(super) indicator: &'a IndicatorId,
    pub(super) code: &'a str,
    pub(super) title: &'a str,
}

impl<'a> Asker<'a> {
    fn of(indicator: &'a IndicatorId, row: &'a Row) -> Asker<'a> {
        Asker {
            indicator,
            code: &row.path,
            title: row.title.as_deref().unwrap_or_default(),
        }
    }
}

/// What a figure is known by: folded name, shape, measure.
type Known = (String, String, Option<String>);

/// The figures of a unit, so that the same words mean the same figure: in two indicators, and in
/// next year's framework.
pub(super) struct Figures {
    unit: UnitId,
    known: BTreeMap<Known, FigureId>,
    /// Of those named only by an indicator's title: taken by one indicator of this framework.
    taken: BTreeSet<Known>,
    /// By input key: what the indicator asks for already.
    kept: BTreeMap<String, FigureId>,
}

impl Figures {
    pub(super) async fn load(conn: &mut Conn, unit: &UnitId) -> Result<Figures, Error> {
        let mut known = BTreeMap::new();
        let all = conn
            .all(sql::FIGURES, bind![unit.as_str()], |row| {
                let key = (
                    row.text("name_folded")?,
                    row.text("shape")?,
                    row.text_or_null("measure")?,
                );
                Ok((key, FigureId::stored(row.text("id")?)))
            })
            .await?;
        for (key, id) in all {
            known.entry(key).or_insert(id);
        }
        Ok(Figures {
            unit: unit.clone(),
            known,
            taken: BTreeSet::new(),
            kept: BTreeMap::new(),
        })
    }

    /// The figure that an indicator asks for under this key already, so that what was entered stays.
    pub(super) fn keep(&mut self, key: &str, figure: &FigureId) {
        self.kept.insert(key.to_owned(), figure.clone());
    }

    /// Gives each need its figure: the one that there is, or a new one.
    pub(super) async fn ask(
        &mut self,
        tx: &mut Tx,
        asker: &Asker<'_>,
        needs: &[Need],
    ) -> Result<(), Error> {
        for (position, need) in needs.iter().enumerate() {
            let figure = match self.kept.get(&need.key) {
                Some(kept) => kept.clone(),
                None => self.figure(tx, asker, need).await?,
            };
            let position = i32::try_from(position).map_err(|_| Refusal::TooLarge)?;
            tx.run(
                sql::ASK_INSERT,
                bind![
                    asker.indicator.as_str(),
                    &need.key,
                    position,
                    &need.label,
                    figure.as_str()
                ],
            )
            .await?;
        }
        Ok(())
    }

    async fn figure(
        &mut self,
        tx: &mut Tx,
        asker: &Asker<'_>,
        need: &Need,
    ) -> Result<FigureId, Error> {
        let named = need.is_named(asker.title);
        // A counted part here is a whole there («tổng số hồ sơ»): both are counts.
        let shape = match need.shape {
            "num" | "den" if named => "value",
            shape => shape,
        };
        let mut name = if named {
            need.label.clone()
        } else {
            asker.title.to_owned()
        };
        let key = |name: &str| (fold(name), shape.to_owned(), need.measure.clone());
        if !named && self.taken.contains(&key(&name)) {
            name = format!("{} {name}", asker.code);
        }
        let key = key(&name);
        // An index among other options would mean something else.
        let lasting = !matches!(shape, "option" | "parts") && need.key.chars().count() > 1;
        let known = self.known.get(&key).filter(|_| lasting || named).cloned();
        if !named {
            self.taken.insert(key.clone());
        }
        if let Some(known) = known {
            return Ok(known);
        }
        let id = FigureId::new();
        tx.run(
            sql::FIGURE_INSERT,
            bind![
                id.as_str(),
                self.unit.as_str(),
                &name,
                &key.0,
                shape,
                &need.measure
            ],
        )
        .await?;
        self.known.insert(key, id.clone());
        Ok(id)
    }
}
