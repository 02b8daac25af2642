//! What a unit's card says beside its sums: who has how much in, and where points are still to be
//! had.

use std::collections::BTreeMap;

use jiff::civil::Date;
use scoring::Exact;

use super::sql;
use super::work::Work;
use crate::database::{Conn, Row};
use crate::framework::Edition;
use crate::{AssessmentId, Fault, IndicatorId, bind};

/// Rows with most points at stake that are shown.
const AT_STAKE: usize = 3;
/// People shown on the map; the others have the grid.
const MAP_ROWS: usize = 40;

/// One officer or office, or nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapRow {
    /// Their name; empty: nobody leads these.
    pub name: String,
    /// For each pillar what they lead in it; `None`: nothing.
    pub cells: Vec<Option<MapCell>>,
}

/// What someone leads in a pillar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MapCell {
    /// Indicators.
    pub count: usize,
    /// Of those, with points or not applicable.
    pub done: usize,
    /// Of those, with proof.
    pub proven: usize,
}

/// An indicator where points are still to be had.
#[derive(Clone, Debug)]
pub struct Stake {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// At most.
    pub max: Exact,
    /// Now; `None`: nothing known.
    pub now: Option<Exact>,
    /// Between the two.
    pub open: Exact,
    /// By when.
    pub due: Option<Date>,
    /// Who leads it.
    pub leads: Vec<String>,
    /// Without any proof yet.
    pub unproven: bool,
}

pub(super) struct Entry {
    indicator: IndicatorId,
    points: Option<Exact>,
    outcome: String,
    is_final: bool,
    proofs: i32,
}

impl Entry {
    fn is_asked(&self) -> bool {
        !matches!(self.outcome.as_str(), "heading" | "unscored")
    }

    fn set_aside(&self) -> bool {
        self.outcome == "not_applicable"
    }
}

pub(super) async fn load(conn: &mut Conn, assessment: &AssessmentId) -> Result<Vec<Entry>, Fault> {
    conn.all(sql::ENTRIES, bind![assessment.as_str()], |row: &Row| {
        Ok(Entry {
            indicator: IndicatorId::stored(row.text("indicator_id")?),
            points: row.exact_or_null("points")?,
            outcome: row.text("outcome")?,
            is_final: row.text_or_null("state")?.as_deref() == Some("final"),
            proofs: row.int("evidence_count")?,
        })
    })
    .await
}

/// Rows are those who lead, by name in the order of the plan; what nobody leads comes last.
pub(super) fn map(edition: &Edition, card: &[Entry], work: &Work) -> Vec<MapRow> {
    let mut rows: BTreeMap<&str, Vec<Option<MapCell>>> = BTreeMap::new();
    for entry in card.iter().filter(|entry| entry.is_asked()) {
        let Some(line) = edition.line(&entry.indicator) else {
            continue;
        };
        let pillar = edition.lines[line].pillar;
        let doing = work.rows_by_indicator.get(&entry.indicator);
        let mut leads: Vec<&str> = doing.map_or(Vec::new(), |doing| {
            doing.leads.iter().map(String::as_str).collect()
        });
        leads.sort_unstable();
        leads.dedup();
        if leads.is_empty() {
            leads.push("");
        }
        for name in leads {
            let cells = rows
                .entry(name)
                .or_insert_with(|| vec![None; edition.pillars.len()]);
            let Some(cell) = cells.get_mut(pillar) else {
                continue;
            };
            let cell = cell.get_or_insert_default();
            let done = entry.set_aside() || entry.points.is_some();
            cell.count += 1;
            cell.done += usize::from(done);
            cell.proven += usize::from(done && (entry.set_aside() || entry.proofs > 0));
        }
    }
    let mut rows: Vec<MapRow> = rows
        .into_iter()
        .map(|(name, cells)| MapRow {
            name: name.to_owned(),
            cells,
        })
        .collect();
    rows.sort_by_cached_key(|row| (row.name.is_empty(), reading::text::fold(&row.name)));
    rows.truncate(MAP_ROWS);
    rows
}

/// Not final yet and worth more than it has: the most points first, of equals the sooner due.
pub(super) fn at_stake(edition: &Edition, card: &[Entry], work: &Work) -> Vec<Stake> {
    let mut stakes: Vec<Stake> = card
        .iter()
        .filter(|entry| entry.is_asked() && !entry.set_aside() && !entry.is_final)
        .filter_map(|entry| {
            let line = &edition.lines[edition.line(&entry.indicator)?];
            let max = line
                .max_points
                .clone()
                .filter(|_| line.children.is_empty())?;
            let open = max.clone() - entry.points.clone().unwrap_or_default();
            let doing = work
                .rows_by_indicator
                .get(&entry.indicator)
                .cloned()
                .unwrap_or_default();
            (open > Exact::ZERO).then(|| Stake {
                code: line.code.clone(),
                title: line.title.clone(),
                now: entry.points.clone(),
                max,
                open,
                due: doing.due,
                leads: doing.leads,
                unproven: entry.proofs == 0,
            })
        })
        .collect();
    stakes.sort_by(|one, other| {
        let due = |stake: &Stake| stake.due.unwrap_or(Date::MAX);
        let code = |stake: &Stake| edition.by_code(&stake.code);
        (other.open.cmp(&one.open))
            .then(due(one).cmp(&due(other)))
            .then_with(|| code(one).cmp(&code(other)))
    });
    stakes.truncate(AT_STAKE);
    stakes
}
