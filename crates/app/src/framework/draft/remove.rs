//! A row removed with all below it, after its page has said what hangs on it.

use serde_json::json;

use super::desk::{Desk, DraftRow, end_to_end, head, rows};
use super::sql;
use crate::audit::Event;
use crate::database::Conn;
use crate::framework::{FrameworkState, Refusal};
use crate::search::SearchEntry;
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, FrameworkId, IndicatorId, bind};
use domain::authority::Action;

/// What goes with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The row.
    pub row: DraftRow,
    /// Rows below it, which go with it: code and title.
    pub below: Vec<(String, String)>,
    /// Units that worked in it: while there are any, it stays.
    pub worked: i64,
    /// Rows of plans that stand for it and will stand for nothing.
    pub plan_rows: i64,
}

/// What goes with a row, before it does.
pub async fn removal(
    app: &App,
    actor: &Actor,
    framework: &FrameworkId,
    id: &IndicatorId,
) -> Result<Removal, Error> {
    let mut conn = app.read().await?;
    let head = head(&mut conn, framework).await?;
    let unit = unit::load(&mut conn, &head.unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    if head.state != FrameworkState::Draft {
        return Err(Refusal::Issued { name: head.name }.into());
    }
    let rows = rows(&mut conn, framework).await?;
    let desk = Desk {
        id: framework.clone(),
        unit,
        head,
        rows,
    };
    let at = desk.at(id)?;
    let (worked, plan_rows) = desk.hangs_on(&mut conn, at).await?;
    let below = &desk.rows[at + 1..desk.end(at)];
    Ok(Removal {
        row: desk.rows[at].clone(),
        below: below
            .iter()
            .map(|row| (row.code.clone(), row.title.clone()))
            .collect(),
        worked,
        plan_rows,
    })
}

impl Desk {
    async fn hangs_on(&self, conn: &mut Conn, at: usize) -> Result<(i64, i64), Error> {
        let ids = self.going(at);
        let counts = conn
            .one(sql::HANGS_ON, bind![self.id.as_str(), &ids], |row| {
                Ok((row.count("worked")?, row.count("plan_rows")?))
            })
            .await?;
        Ok(counts)
    }

    /// The row and all below it, as statements take them.
    fn going(&self, at: usize) -> String {
        end_to_end(self.rows[at..self.end(at)].iter().map(|row| &row.id))
    }
}

/// Removes a row with all below it.
pub async fn remove(
    app: &App,
    actor: &Actor,
    framework: &FrameworkId,
    (id, version): (&IndicatorId, i32),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let desk = Desk::open(&mut tx, actor, framework).await?;
    let at = desk.seen((id, version))?;
    let row = &desk.rows[at];
    let (worked, plan_rows) = desk.hangs_on(&mut tx, at).await?;
    if worked > 0 {
        return Err(Refusal::WorkedIn {
            code: row.code.clone(),
            units: worked,
        }
        .into());
    }
    let ids = desk.going(at);
    for drop in [
        sql::FREE_PLAN_ROWS,
        sql::DROP_ENTRIES,
        sql::DROP_REQUIREMENTS,
        sql::DROP_ROLLUP_PARTS,
        sql::DROP_ROLLUP_SUMS,
        sql::DROP_ROLLUP_SOURCES,
        sql::DROP_ROLLUPS,
        sql::DROP_ASKS,
        sql::DROP_CROSSWALK,
        sql::DROP_ROWS,
    ] {
        tx.run(drop, bind![framework.as_str(), &ids]).await?;
    }
    for gone in &desk.rows[at..desk.end(at)] {
        tx.index(no_longer_found(&desk.unit, gone));
    }
    desk.settle(&mut tx, &[row.parent.as_ref()]).await?;
    let name = format!("{} {}", row.code, row.title);
    let codes: Vec<&str> = desk.rows[at..desk.end(at)]
        .iter()
        .map(|row| row.code.as_str())
        .collect();
    let event = Event::new("indicator.removed", "indicator", id.as_str(), &name)
        .within(&desk.unit.id)
        .before(json!({ "codes": codes, "plan_rows": plan_rows, "rule_text": row.rule_text }));
    tx.commit(event).await?;
    Ok(())
}

fn no_longer_found(unit: &Unit, row: &DraftRow) -> SearchEntry {
    SearchEntry {
        subject_kind: "indicator",
        subject_id: row.id.to_string(),
        unit: unit.id.clone(),
        title: format!("{} {}", row.code, row.title),
        body: String::new(),
        address: String::new(),
        removed: true,
    }
}

impl Removal {
    /// Whether nobody's work is in it.
    pub fn is_free(&self) -> bool {
        self.worked == 0
    }
}
