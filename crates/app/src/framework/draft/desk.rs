//! A draft on the desk: its head and rows as they stand, loaded for whoever may write it.
//!
//! Every change of a draft begins with [`Desk::open`], which is where an issued edition is refused:
//! what was issued never changes.

use std::collections::BTreeMap;

use domain::authority::Action;
use scoring::Exact;

use super::sql;
use crate::database::{Conn, Row, Tx};
use crate::figure::{self, rescore, rollup};
use crate::framework::{Charge, FrameworkState, Refusal, charge, edition};
use crate::stored::reading::FrozenReading;
use crate::unit::{self, Unit, UnitKind};
use crate::{Actor, Error, Fault, FrameworkId, IndicatorId, Noun, PeriodId, UnitId, bind};

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKind {
    /// Nhóm chỉ số, trụ cột.
    Pillar,
    /// A title within a pillar.
    Heading,
    /// Chỉ số.
    Indicator,
}

impl RowKind {
    /// All, from the top.
    pub const ALL: [RowKind; 3] = [RowKind::Pillar, RowKind::Heading, RowKind::Indicator];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            RowKind::Pillar => "pillar",
            RowKind::Heading => "heading",
            RowKind::Indicator => "indicator",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<RowKind> {
        RowKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A row of a draft, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// Id.
    pub id: IndicatorId,
    /// The row above it in the tree.
    pub parent: Option<IndicatorId>,
    /// What it is.
    pub kind: RowKind,
    /// Unique in the framework.
    pub code: String,
    /// Title.
    pub title: String,
    /// Điểm tối đa.
    pub max_points: Option<Exact>,
    /// `adds`, `bonus`, `deducts`, `unscored`.
    pub counts: String,
    /// Chỉ số bắt buộc.
    pub mandatory: bool,
    /// Cách tính điểm, in the document's words.
    pub rule_text: Option<String>,
    /// `certain`, `assumed`, `unread`, `chosen`; `None`: no rule.
    pub reading: Option<String>,
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
    /// Who provides its figures for all units, and who confirms them.
    pub charge: Charge,
    /// For changes.
    pub version: i32,
    pub(super) rule_json: Option<String>,
    pub(super) position: i32,
}

impl DraftRow {
    /// The rule with its other readings, as stored; `None`: no rule.
    pub fn frozen(&self) -> Result<Option<FrozenReading>, Fault> {
        let read = |text: &String| {
            FrozenReading::read(text)
                .ok_or_else(|| Fault::inconsistent("indicator", self.id.as_str(), "rule"))
        };
        self.rule_json.as_ref().map(read).transpose()
    }
}

/// What stands above the rows.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) unit: UnitId,
    pub(super) name: String,
    pub(super) legal_basis: Option<String>,
    pub(super) follows: Option<FrameworkId>,
    pub(super) settings: String,
    pub(super) state: FrameworkState,
    pub(super) version: i32,
    /// Units for which it is opened, and those that handed in.
    pub(super) opened: i64,
    pub(super) handed: i64,
}

/// A draft being written.
pub(super) struct Desk {
    pub(super) id: FrameworkId,
    pub(super) unit: Unit,
    pub(super) head: Head,
    /// In the order of the tree: each row before what is below it.
    pub(super) rows: Vec<DraftRow>,
}

impl Desk {
    /// Opens a draft for a change, whose version is another from here on.
    pub(super) async fn open(tx: &mut Tx, actor: &Actor, id: &FrameworkId) -> Result<Desk, Error> {
        let head = head(tx, id).await?;
        let unit = unit::load(tx, &head.unit).await?;
        actor.require(Action::EditFramework, &unit.path)?;
        if head.state != FrameworkState::Draft || tx.run(sql::TOUCH, bind![id.as_str()]).await? == 0
        {
            return Err(Refusal::Issued { name: head.name }.into());
        }
        if head.handed > 0 {
            return Err(Refusal::HandedIn { units: head.handed }.into());
        }
        let mut rows = rows(tx, id).await?;
        straighten(tx, &mut rows).await?;
        Ok(Desk {
            id: id.clone(),
            unit,
            head,
            rows,
        })
    }

    /// Where a row stands.
    pub(super) fn at(&self, id: &IndicatorId) -> Result<usize, Error> {
        let at = self.rows.iter().position(|row| row.id == *id);
        at.ok_or(Error::NotFound(Noun::Indicator))
    }

    /// The row as it was shown, or whoever shows it is stale.
    pub(super) fn seen(&self, (id, version): (&IndicatorId, i32)) -> Result<usize, Error> {
        let at = self.at(id)?;
        if self.rows[at].version != version {
            return Err(Error::Stale(Noun::Indicator));
        }
        Ok(at)
    }

    /// The row after the last one below this one.
    pub(super) fn end(&self, at: usize) -> usize {
        let mut under = vec![&self.rows[at].id];
        let below = self.rows[at + 1..].iter().take_while(|row| {
            let is_below = row.parent.as_ref().is_some_and(|id| under.contains(&id));
            if is_below {
                under.push(&row.id);
            }
            is_below
        });
        at + 1 + below.count()
    }

    /// Periods in which it is opened.
    pub(super) async fn periods(&self, tx: &mut Tx) -> Result<Vec<PeriodId>, Fault> {
        tx.all(sql::PERIODS, bind![self.id.as_str()], |row| {
            Ok(PeriodId::stored(row.text("period_id")?))
        })
        .await
    }

    /// Points that hang on these rows follow: of units for which the draft is opened already.
    pub(super) async fn settle(
        &self,
        tx: &mut Tx,
        rows: &[Option<&IndicatorId>],
    ) -> Result<(), Error> {
        if self.head.opened == 0 {
            return Ok(());
        }
        for period in self.periods(tx).await? {
            figure::enter(tx, &self.id, &period).await?;
        }
        let edition = edition::load(tx, &self.id).await?;
        for id in rows.iter().flatten() {
            if let Some(at) = edition.line(id) {
                rescore::line_everywhere(tx, &edition, at).await?;
            }
        }
        rescore::touch_all(tx, &edition).await?;
        for period in self.periods(tx).await? {
            rollup::gather_from(tx, (&self.id, &period)).await?;
        }
        Ok(())
    }
}

/// A draft's owner, for whoever may write it.
pub(super) async fn read_draft(
    conn: &mut Conn,
    actor: &Actor,
    id: &FrameworkId,
) -> Result<Unit, Error> {
    let head = head(conn, id).await?;
    let unit = unit::load(conn, &head.unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    if head.state != FrameworkState::Draft {
        return Err(Refusal::Issued { name: head.name }.into());
    }
    Ok(unit)
}

/// What stands above the rows.
pub(super) async fn head(conn: &mut Conn, id: &FrameworkId) -> Result<Head, Error> {
    let found = conn
        .find(sql::HEAD, bind![id.as_str()], |row| {
            Ok(Head {
                unit: UnitId::stored(row.text("unit_id")?),
                name: row.text("name")?,
                legal_basis: row.text_or_null("legal_basis")?,
                follows: row.text_or_null("follows_id")?.map(FrameworkId::stored),
                settings: row.text("settings_json")?,
                state: FrameworkState::stored(&row.text("state")?)?,
                version: row.int("version")?,
                opened: row.count("opened")?,
                handed: row.count("handed")?,
            })
        })
        .await?;
    found.ok_or(Error::NotFound(Noun::Framework))
}

/// The rows, in the order of the tree. Rows that no top row leads to stand at the end: a sum that
/// goes round in a circle, which nothing here makes.
pub(super) async fn rows(conn: &mut Conn, id: &FrameworkId) -> Result<Vec<DraftRow>, Fault> {
    let stored = conn.all(sql::ROWS, bind![id.as_str()], row).await?;
    let order = in_tree(&stored);
    let mut slots: Vec<Option<DraftRow>> = stored.into_iter().map(Some).collect();
    Ok(order
        .into_iter()
        .filter_map(|at| slots[at].take())
        .collect())
}

fn in_tree(rows: &[DraftRow]) -> Vec<usize> {
    let mut below: BTreeMap<Option<&IndicatorId>, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        below.entry(row.parent.as_ref()).or_default().push(at);
    }
    let mut order = Vec::with_capacity(rows.len());
    let mut open: Vec<usize> = below.remove(&None).unwrap_or_default();
    open.reverse();
    while let Some(at) = open.pop() {
        order.push(at);
        let children = below.remove(&Some(&rows[at].id)).unwrap_or_default();
        open.extend(children.into_iter().rev());
    }
    order.extend(below.into_values().flatten());
    order
}

/// Rows of a document may not stand in the order of their tree; once they do, every later change is
/// a statement or two.
async fn straighten(tx: &mut Tx, rows: &mut [DraftRow]) -> Result<(), Error> {
    if rows
        .windows(2)
        .all(|pair| pair[0].position < pair[1].position)
    {
        return Ok(());
    }
    for (place, row) in (0..).zip(rows.iter_mut()) {
        row.position = place;
        tx.run(sql::PLACE, bind![row.id.as_str(), place]).await?;
    }
    Ok(())
}

fn row(row: &Row) -> Result<DraftRow, Fault> {
    let (id, kind) = (row.text("id")?, row.text("kind")?);
    Ok(DraftRow {
        kind: RowKind::parse(&kind).ok_or_else(|| Fault::inconsistent("indicator", &id, "kind"))?,
        id: IndicatorId::stored(id),
        parent: row.text_or_null("parent_id")?.map(IndicatorId::stored),
        code: row.text("code")?,
        title: row.text("title")?,
        max_points: row.exact_or_null("max_points")?,
        counts: row.text("counts")?,
        mandatory: row.flag("mandatory")?,
        rule_text: row.text_or_null("rule_text")?,
        reading: row.text_or_null("reading")?,
        evidence_text: row.text_or_null("evidence_text")?,
        source_text: row.text_or_null("source_text")?,
        legal_basis: row.text_or_null("legal_basis")?,
        kinds: edition::kinds(row.text_or_null("kinds")?.as_deref()),
        note: row.text_or_null("note")?,
        charge: charge::read(row)?,
        version: row.int("version")?,
        rule_json: row.text_or_null("rule_json")?,
        position: row.int("position")?,
    })
}

/// Ids as statements take them.
pub(super) fn end_to_end<'i>(ids: impl Iterator<Item = &'i IndicatorId>) -> String {
    ids.map(IndicatorId::as_str).collect()
}
