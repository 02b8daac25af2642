//! A framework laid out for scoring and for pages: read once for each of its versions and shared.
//!
//! Lines stand in the order of [`scoring::framework::Layout`], so that index `n` here is line `n`
//! of every scorecard.

use std::collections::{BTreeMap, BTreeSet};

use reading::figure::InputKind;
use scoring::framework::{
    Arrangement, Counts, Framework, Indicator, IndicatorCode, Layout, Pillar,
};
use scoring::rule::Points;

use super::asks::{count, kind};
use super::block::Blocks;
use super::rollup::{self, RollUp};
use super::{FrameworkState, sql};
use crate::database::{Conn, Row};
use crate::stored::reading::FrozenReading;
use crate::stored::settings;
use crate::unit::UnitKind;
use crate::{Error, Fault, FigureId, FrameworkId, IndicatorId, Noun, UnitId, bind};

/// A framework as it stands at one version.
#[derive(Debug)]
pub struct Edition {
    /// Id.
    pub id: FrameworkId,
    /// Whose it is.
    pub unit: UnitId,
    /// «DTI cấp xã 2026».
    pub name: String,
    /// The document that issued it.
    pub legal_basis: Option<String>,
    /// The edition whose place this one takes.
    pub follows: Option<FrameworkId>,
    /// Draft, issued, withdrawn.
    pub state: FrameworkState,
    /// For changes.
    pub version: i32,
    /// Kinds of unit that are ranked and compared together under a name.
    pub blocks: Blocks,
    /// For scoring.
    pub framework: Framework,
    arrangement: Arrangement,
    /// Ids and codes of the pillars, in order; the first may be nameless.
    pub pillars: Vec<EditionPillar>,
    /// Every indicator before its children.
    pub lines: Vec<EditionLine>,
    by_indicator: BTreeMap<IndicatorId, usize>,
    by_figure: BTreeMap<FigureId, Vec<usize>>,
}

/// A pillar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionPillar {
    /// As printed; empty for rows that stand under no pillar.
    pub code: String,
    /// «Nhận thức số».
    pub title: String,
    /// As declared.
    pub declared: Option<Points>,
}

/// An indicator with what people see and enter.
#[derive(Debug)]
pub struct EditionLine {
    /// Id.
    pub indicator: IndicatorId,
    /// Unique in the framework.
    pub code: String,
    /// Title.
    pub title: String,
    /// Index of its pillar.
    pub pillar: usize,
    /// The line above it.
    pub parent: Option<usize>,
    /// The lines directly below it.
    pub children: Vec<usize>,
    /// How deep it stands, from 0.
    pub depth: usize,
    /// Its maximum, with its weight; of a heading the sum of its children's.
    pub max_points: Option<Points>,
    /// Cách tính điểm, in the document's words.
    pub rule_text: Option<String>,
    /// How sure the rule is: `certain`, `assumed`, `unread`, `chosen`; `None`: no rule.
    pub reading: Option<String>,
    /// The rule with its other readings.
    pub frozen: FrozenReading,
    /// What to enter.
    pub asks: Vec<Ask>,
    /// Which of it is computed from units below.
    pub rollups: Vec<RollUp>,
    /// Minh chứng.
    pub evidence_text: Option<String>,
    /// Nguồn dữ liệu.
    pub source_text: Option<String>,
    /// The document that the rule stands in, where it is not the framework's own.
    pub legal_basis: Option<String>,
    /// Kinds of unit that it is for; empty: all.
    pub kinds: Vec<UnitKind>,
    /// Ghi chú.
    pub note: Option<String>,
}

impl EditionLine {
    /// Whether it is for units of that kind.
    pub fn is_for(&self, kind: UnitKind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Whether somebody enters one of its figures.
    pub fn is_entered(&self) -> bool {
        self.asks.iter().any(|ask| !ask.rolled)
    }
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The contract's key, or a formula's name.
    pub key: String,
    /// How it is typed.
    pub kind: InputKind,
    /// In the document's words; empty where it has none.
    pub label: String,
    /// Đơn vị tính.
    pub measure: Option<String>,
    /// The figure that it fills.
    pub figure: FigureId,
    /// Computed from units below, on this line or another one: nobody enters it.
    pub rolled: bool,
}

impl Edition {
    /// The line of an indicator.
    pub fn line(&self, indicator: &IndicatorId) -> Option<usize> {
        self.by_indicator.get(indicator).copied()
    }

    /// The line of that code.
    pub fn by_code(&self, code: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.code == code)
    }

    /// The lines that ask for a figure.
    pub fn lines_of(&self, figure: &FigureId) -> &[usize] {
        self.by_figure.get(figure).map_or(&[], Vec::as_slice)
    }

    /// Laid out for scoring.
    pub fn layout(&self) -> Layout<'_> {
        Layout::new(&self.framework, &self.arrangement)
    }

    /// The indicator of a line, as scoring knows it.
    pub fn scored<'l>(&self, layout: &'l Layout<'_>, line: usize) -> &'l Indicator {
        layout.places[line].indicator
    }

    /// Lines with a rule written that gives no points until somebody says what it means.
    pub fn unread(&self) -> impl Iterator<Item = &EditionLine> {
        self.lines
            .iter()
            .filter(|line| line.reading.as_deref() == Some("unread"))
    }
}

struct Head {
    unit: UnitId,
    name: String,
    legal_basis: Option<String>,
    follows: Option<FrameworkId>,
    state: FrameworkState,
    settings: String,
    version: i32,
}

struct Stored {
    id: IndicatorId,
    parent: Option<IndicatorId>,
    is_pillar: bool,
    code: String,
    title: String,
    max_points: Option<Points>,
    counts: Counts,
    mandatory: bool,
    rule_text: Option<String>,
    frozen: Option<FrozenReading>,
    reading: Option<String>,
    evidence_text: Option<String>,
    source_text: Option<String>,
    legal_basis: Option<String>,
    kinds: Vec<UnitKind>,
    note: Option<String>,
}

struct StoredAsk {
    indicator: IndicatorId,
    key: String,
    label: String,
    figure: FigureId,
    shape: String,
    measure: Option<String>,
}

/// Reads a framework whole, past the shelf.
pub(crate) async fn load(conn: &mut Conn, id: &FrameworkId) -> Result<Edition, Error> {
    let head = conn
        .find(sql::HEAD, bind![id.as_str()], head)
        .await?
        .ok_or(Error::NotFound(Noun::Framework))?;
    let stored = conn
        .all(sql::INDICATORS, bind![id.as_str()], stored)
        .await?;
    let asks = conn.all(sql::ASKS, bind![id.as_str()], ask).await?;
    let mut rollups = Vec::new();
    conn.all(sql::ROLLUPS, bind![id.as_str()], |row| {
        rollup::read_into(&mut rollups, row)
    })
    .await?;
    let mut framework = Framework {
        name: head.name.clone(),
        ..Framework::default()
    };
    settings::read(&head.settings, &mut framework)
        .ok_or_else(|| Fault::inconsistent("framework", id.as_str(), "settings"))?;
    let mut edition = Edition {
        id: id.clone(),
        unit: head.unit,
        name: head.name,
        legal_basis: head.legal_basis,
        follows: head.follows,
        state: head.state,
        version: head.version,
        blocks: Blocks::read(&head.settings),
        framework,
        arrangement: Arrangement::default(),
        pillars: Vec::new(),
        lines: Vec::new(),
        by_indicator: BTreeMap::new(),
        by_figure: BTreeMap::new(),
    };
    Builder::new(&stored, asks).build(&mut edition);
    edition.finish();
    edition.roll_up(rollups);
    Ok(edition)
}

impl Edition {
    /// Says of each line what is computed for it, and of every field whether nobody enters it.
    fn roll_up(&mut self, rollups: Vec<RollUp>) {
        let mut rolled = BTreeSet::new();
        for rollup in rollups {
            let Some(at) = self.line(&rollup.indicator) else {
                continue;
            };
            let line = &mut self.lines[at];
            let own = line.asks.iter().filter(|ask| rollup.fills(&ask.key));
            rolled.extend(own.map(|ask| ask.figure.clone()));
            line.rollups.push(rollup);
        }
        if rolled.is_empty() {
            return;
        }
        for ask in self.lines.iter_mut().flat_map(|line| &mut line.asks) {
            ask.rolled = rolled.contains(&ask.figure);
        }
    }

    /// Whether any of its figures is computed from units below.
    pub fn rolls_up(&self) -> bool {
        self.lines.iter().any(|line| !line.rollups.is_empty())
    }

    fn finish(&mut self) {
        self.arrangement = Arrangement::of(&self.framework);
        let places = self.layout().places;
        let maxima: Vec<Option<Points>> = places
            .iter()
            .map(|place| place.max_points.clone())
            .collect();
        for (at, (line, max)) in self.lines.iter_mut().zip(maxima).enumerate() {
            line.max_points = max;
            self.by_indicator.insert(line.indicator.clone(), at);
            for ask in &line.asks {
                self.by_figure
                    .entry(ask.figure.clone())
                    .or_default()
                    .push(at);
            }
        }
    }
}

/// Makes a tree of rows.
struct Builder<'s> {
    stored: &'s [Stored],
    below: BTreeMap<Option<&'s IndicatorId>, Vec<usize>>,
    asks: BTreeMap<IndicatorId, Vec<StoredAsk>>,
}

impl<'s> Builder<'s> {
    fn new(stored: &'s [Stored], asks: Vec<StoredAsk>) -> Builder<'s> {
        let mut below: BTreeMap<Option<&IndicatorId>, Vec<usize>> = BTreeMap::new();
        for (at, row) in stored.iter().enumerate() {
            below.entry(row.parent.as_ref()).or_default().push(at);
        }
        let mut by_indicator: BTreeMap<IndicatorId, Vec<StoredAsk>> = BTreeMap::new();
        for ask in asks {
            by_indicator
                .entry(ask.indicator.clone())
                .or_default()
                .push(ask);
        }
        Builder {
            stored,
            below,
            asks: by_indicator,
        }
    }

    fn build(mut self, edition: &mut Edition) {
        let tops = self.below.get(&None).cloned().unwrap_or_default();
        for at in tops {
            let row = &self.stored[at];
            if row.is_pillar {
                edition.push_pillar(&row.code, &row.title, row.max_points.clone());
                let indicators = self.children(edition, &row.id, None);
                edition.add_to_last_pillar(indicators);
            } else {
                if edition.pillars.is_empty() {
                    edition.push_pillar("", "", None);
                }
                let indicator = self.indicator(edition, at, None);
                edition.add_to_last_pillar(vec![indicator]);
            }
        }
    }

    fn children(
        &mut self,
        edition: &mut Edition,
        of: &IndicatorId,
        parent: Option<usize>,
    ) -> Vec<Indicator> {
        let below = self.below.get(&Some(of)).cloned().unwrap_or_default();
        below
            .into_iter()
            .map(|at| self.indicator(edition, at, parent))
            .collect()
    }

    fn indicator(&mut self, edition: &mut Edition, at: usize, parent: Option<usize>) -> Indicator {
        let row = &self.stored[at];
        let line = edition.lines.len();
        let asks = self.asks.remove(&row.id).unwrap_or_default();
        edition.push_line(row, parent, asks);
        let children = self.children(edition, &row.id, Some(line));
        let rule = row.frozen.as_ref().and_then(|frozen| frozen.rule.clone());
        Indicator {
            code: IndicatorCode::new(&row.code),
            title: row.title.clone(),
            max_points: row.max_points.clone(),
            weight: None,
            counts: row.counts,
            mandatory: row.mandatory,
            unread: row.reading.is_some() && rule.is_none(),
            rule,
            children,
        }
    }
}

impl Edition {
    fn push_pillar(&mut self, code: &str, title: &str, declared: Option<Points>) {
        self.pillars.push(EditionPillar {
            code: code.to_owned(),
            title: title.to_owned(),
            declared: declared.clone(),
        });
        self.framework.pillars.push(Pillar {
            code: (!code.is_empty()).then(|| IndicatorCode::new(code)),
            title: title.to_owned(),
            max_points: declared,
            indicators: Vec::new(),
        });
    }

    fn add_to_last_pillar(&mut self, indicators: Vec<Indicator>) {
        if let Some(pillar) = self.framework.pillars.last_mut() {
            pillar.indicators.extend(indicators);
        }
    }

    fn push_line(&mut self, row: &Stored, parent: Option<usize>, asks: Vec<StoredAsk>) {
        let at = self.lines.len();
        if let Some(parent) = parent {
            self.lines[parent].children.push(at);
        }
        let frozen = row.frozen.clone().unwrap_or_default();
        let count = frozen.rule.as_ref().map_or(0, count);
        let asks = asks
            .into_iter()
            .map(|ask| Ask {
                kind: kind(&ask.shape, count),
                key: ask.key,
                label: ask.label,
                measure: ask.measure,
                figure: ask.figure,
                rolled: false,
            })
            .collect();
        self.lines.push(EditionLine {
            indicator: row.id.clone(),
            code: row.code.clone(),
            title: row.title.clone(),
            pillar: self.pillars.len().saturating_sub(1),
            parent,
            children: Vec::new(),
            depth: parent.map_or(0, |parent| self.lines[parent].depth + 1),
            max_points: None,
            rule_text: row.rule_text.clone(),
            reading: row.reading.clone(),
            frozen,
            asks,
            rollups: Vec::new(),
            evidence_text: row.evidence_text.clone(),
            source_text: row.source_text.clone(),
            legal_basis: row.legal_basis.clone(),
            kinds: row.kinds.clone(),
            note: row.note.clone(),
        });
    }
}

fn head(row: &Row) -> Result<Head, Fault> {
    Ok(Head {
        unit: UnitId::stored(row.text("unit_id")?),
        name: row.text("name")?,
        legal_basis: row.text_or_null("legal_basis")?,
        follows: row.text_or_null("follows_id")?.map(FrameworkId::stored),
        state: FrameworkState::stored(&row.text("state")?)?,
        settings: row.text("settings_json")?,
        version: row.int("version")?,
    })
}

fn stored(row: &Row) -> Result<Stored, Fault> {
    let id = row.text("id")?;
    let frozen = match row.text_or_null("rule_json")? {
        None => None,
        Some(text) => Some(
            FrozenReading::read(&text)
                .ok_or_else(|| Fault::inconsistent("indicator", &id, "rule"))?,
        ),
    };
    let counts = match row.text("counts")?.as_str() {
        "adds" => Counts::Adds,
        "bonus" => Counts::Bonus,
        "deducts" => Counts::Deducts,
        _ => Counts::Unscored,
    };
    Ok(Stored {
        id: IndicatorId::stored(id),
        parent: row.text_or_null("parent_id")?.map(IndicatorId::stored),
        is_pillar: row.text("kind")? == "pillar",
        code: row.text("code")?,
        title: row.text("title")?,
        max_points: row.exact_or_null("max_points")?,
        counts,
        mandatory: row.flag("mandatory")?,
        rule_text: row.text_or_null("rule_text")?,
        frozen,
        reading: row.text_or_null("reading")?,
        evidence_text: row.text_or_null("evidence_text")?,
        source_text: row.text_or_null("source_text")?,
        legal_basis: row.text_or_null("legal_basis")?,
        kinds: kinds(row.text_or_null("kinds")?.as_deref()),
        note: row.text_or_null("note")?,
    })
}

/// Kinds of unit as stored, `|commune|city|`; none stored: all.
pub(super) fn kinds(stored: Option<&str>) -> Vec<UnitKind> {
    let words = stored.unwrap_or_default().split('|');
    words.filter_map(UnitKind::parse).collect()
}

fn ask(row: &Row) -> Result<StoredAsk, Fault> {
    Ok(StoredAsk {
        indicator: IndicatorId::stored(row.text("indicator_id")?),
        key: row.text("input_key")?,
        label: row.text("label")?,
        figure: FigureId::stored(row.text("figure_id")?),
        shape: row.text("shape")?,
        measure: row.text_or_null("measure")?,
    })
}
