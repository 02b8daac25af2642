//! A draft as its page of writing shows it.

use std::collections::BTreeMap;

use domain::authority::Action;
use scoring::Exact;

use super::desk::{DraftRow, RowKind, head, rows};
use crate::framework::{FrameworkState, Refusal};
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, FrameworkId, IndicatorId, Noun};

/// A draft with its rows.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Id.
    pub id: FrameworkId,
    /// Whose it is.
    pub unit: Unit,
    /// «DTI cấp xã 2027».
    pub name: String,
    /// The document that issues it.
    pub legal_basis: Option<String>,
    /// The edition whose place it takes.
    pub follows: Option<FrameworkId>,
    /// For changes of the whole.
    pub version: i32,
    /// Units for which it is opened already.
    pub opened: i64,
    /// Each row before what is below it.
    pub rows: Vec<DraftRow>,
    /// By row: what the rows directly below it declare together, bonuses apart.
    pub sums: BTreeMap<IndicatorId, Exact>,
}

impl Sheet {
    /// The row of that id.
    pub fn row(&self, id: &IndicatorId) -> Result<&DraftRow, Error> {
        let row = self.rows.iter().find(|row| row.id == *id);
        row.ok_or(Error::NotFound(Noun::Indicator))
    }

    /// Each row's depth, from 0, in the order of the rows.
    pub fn depths(&self) -> Vec<usize> {
        let mut over: Vec<&IndicatorId> = Vec::new();
        let mut depths = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            while over
                .last()
                .is_some_and(|last| row.parent.as_ref() != Some(*last))
            {
                over.pop();
            }
            depths.push(over.len());
            over.push(&row.id);
        }
        depths
    }

    /// A code for the next row under one: after the last one there.
    pub fn next_code(&self, parent: Option<&IndicatorId>) -> String {
        let beside = self.rows.iter().rfind(|row| {
            row.parent.as_ref() == parent && (parent.is_some() || row.kind == RowKind::Pillar)
        });
        if let Some(row) = beside {
            return after(&row.code);
        }
        match parent.and_then(|id| self.row(id).ok()) {
            Some(above) => format!("{}.1", above.code),
            None => "1".to_owned(),
        }
    }
}

/// «1.9» after «1.8»; nothing where a code does not end in a number.
fn after(code: &str) -> String {
    let stem = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: Option<u32> = code[stem.len()..].parse().ok();
    let next = number.and_then(|number| number.checked_add(1));
    next.map(|next| format!("{stem}{next}")).unwrap_or_default()
}

/// What the rows directly below each row that has some declare together, bonuses apart.
fn sums(rows: &[DraftRow]) -> BTreeMap<IndicatorId, Exact> {
    let mut sums: BTreeMap<IndicatorId, Exact> = BTreeMap::new();
    for row in rows.iter().rev().filter(|row| row.counts == "adds") {
        let own = row
            .max_points
            .clone()
            .or_else(|| sums.get(&row.id).cloned());
        if let (Some(parent), Some(own)) = (&row.parent, own) {
            let sum = sums.entry(parent.clone()).or_default();
            *sum = sum.clone() + own;
        }
    }
    sums
}

/// A draft for whoever may write it.
pub async fn sheet(app: &App, actor: &Actor, id: &FrameworkId) -> Result<Sheet, Error> {
    let mut conn = app.read().await?;
    let head = head(&mut conn, id).await?;
    let unit = unit::load(&mut conn, &head.unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    if head.state != FrameworkState::Draft {
        return Err(Refusal::Issued { name: head.name }.into());
    }
    let rows = rows(&mut conn, id).await?;
    Ok(Sheet {
        sums: sums(&rows),
        id: id.clone(),
        unit,
        name: head.name,
        legal_basis: head.legal_basis,
        follows: head.follows,
        version: head.version,
        opened: head.opened,
        rows,
    })
}
