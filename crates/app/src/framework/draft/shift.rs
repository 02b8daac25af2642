//! Rows moved: up and down among those beside them, or under another row. What stands below goes
//! with them.

use serde_json::json;

use super::desk::Desk;
use super::sql;
use crate::audit::Event;
use crate::database::Tx;
use crate::framework::Refusal;
use crate::{Actor, App, Error, FrameworkId, IndicatorId, Noun, bind};

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Before the one before it.
    Up,
    /// After the one after it.
    Down,
}

impl Direction {
    /// The direction of that name.
    pub fn parse(name: &str) -> Option<Direction> {
        match name {
            "len" => Some(Direction::Up),
            "xuong" => Some(Direction::Down),
            _ => None,
        }
    }
}

/// Moves a row past the one beside it.
pub async fn shift(
    app: &App,
    actor: &Actor,
    (framework, id, version): (&FrameworkId, &IndicatorId, i32),
    direction: Direction,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let desk = Desk::open(&mut tx, actor, framework).await?;
    let at = desk.seen((id, version))?;
    let beside = match direction {
        Direction::Up => desk.before(at),
        Direction::Down => desk.after(at),
    };
    let row = &desk.rows[at];
    let Some(beside) = beside else {
        return Err(Refusal::NowhereToGo {
            code: row.code.clone(),
        }
        .into());
    };
    let (first, second) = (at.min(beside), at.max(beside));
    swap(&mut tx, &desk, first, (second, desk.end(second))).await?;
    let kept = tx.run(sql::MOVED, bind![id.as_str(), version]).await?;
    if kept == 0 {
        return Err(Error::Stale(Noun::Indicator));
    }
    desk.settle(&mut tx, &[]).await?;
    let name = format!("{} {}", row.code, row.title);
    let past = json!({ "past": desk.rows[beside].code, "up": direction == Direction::Up });
    let event = Event::new("indicator.moved", "indicator", id.as_str(), &name)
        .within(&desk.unit.id)
        .after(past);
    tx.commit(event).await?;
    Ok(())
}

impl Desk {
    /// The row before one under the same parent.
    fn before(&self, at: usize) -> Option<usize> {
        let parent = &self.rows[at].parent;
        (0..at).rev().find(|one| self.rows[*one].parent == *parent)
    }

    /// The row after one under the same parent.
    fn after(&self, at: usize) -> Option<usize> {
        let end = self.end(at);
        let next = self.rows.get(end)?;
        (next.parent == self.rows[at].parent).then_some(end)
    }
}

/// Puts a row with all below it at the end of what stands under another, or of everything. The
/// parent itself is written with the row.
pub(super) async fn put_under(
    tx: &mut Tx,
    desk: &Desk,
    at: usize,
    parent: Option<&IndicatorId>,
) -> Result<(), Error> {
    let end = desk.end(at);
    let target = match parent {
        Some(parent) => desk.end(desk.at(parent)?),
        None => desk.rows.len(),
    };
    if target >= end {
        swap(tx, desk, at, (end, target)).await
    } else {
        swap(tx, desk, target, (at, end)).await
    }
}

/// The rows from `first` on and those from `second` up to `end` change places.
async fn swap(
    tx: &mut Tx,
    desk: &Desk,
    first: usize,
    (second, end): (usize, usize),
) -> Result<(), Error> {
    if first == second || second == end {
        return Ok(());
    }
    let position = |at: usize| desk.rows[at].position;
    let (start, last) = (position(first), position(end - 1));
    let (before, after) = (position(second - 1), position(second));
    tx.run(
        sql::SWAP,
        bind![
            desk.id.as_str(),
            start,
            last,
            before,
            last - before,
            after - start
        ],
    )
    .await?;
    Ok(())
}
