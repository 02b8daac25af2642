//! What a unit is asked for and has not: by row and indicator, with what is there of it.

use super::count::{Asked, read_asked, read_used, together};
use super::{Serves, sql};
use crate::database::{Conn, Row};
use crate::period::Period;
use crate::unit::Unit;
use crate::{Actor, EntryId, Error, Fault, RowId, address, bind};
use domain::authority::{Action, Duty};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A row or entry whose proof is not all there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Which.
    pub serves: Serves,
    /// «1.2.1».
    pub code: String,
    /// Title.
    pub title: String,
    /// Its page.
    pub address: String,
    /// When it is due.
    pub due: Option<Date>,
    /// Proofs attached to it, whatever they serve.
    pub attached: u32,
    /// What is not met.
    pub asked: Vec<Asked>,
    /// Whether the actor may attach proof here.
    pub may_attach: bool,
}

/// What is missing in a unit in a period; `own`: only on the actor's own work.
pub async fn missing(
    conn: &mut Conn,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    own: bool,
) -> Result<Vec<Lack>, Error> {
    actor.require(Action::Read, &unit.path)?;
    let all = actor.may_as(Action::ReadEvidence, &unit.path, Duty::Supporting);
    let person = actor
        .person
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let me = person.clone();
    let person = (own || !all).then_some(person);
    let (id, year) = (unit.id.as_str(), i32::from(period.year));
    let used = conn.all(sql::USED_IN_UNIT, bind![id], read_used).await?;
    let rows = conn
        .all(
            sql::ASKED_OF_ROWS,
            bind![id, year, period.id.as_str(), person.as_ref(), &me],
            read_asking,
        )
        .await?;
    let entries = conn
        .all(
            sql::ASKED_OF_ENTRIES,
            bind![id, period.id.as_str(), person.as_ref(), &me],
            read_asking,
        )
        .await?;
    let mut order: Vec<Asking> = Vec::new();
    let mut asked = Vec::new();
    let marked = rows
        .into_iter()
        .map(|one| (one, true))
        .chain(entries.into_iter().map(|one| (one, false)));
    for ((mut asking, one), is_row) in marked {
        asking.is_row = is_row;
        asked.push((asking.id.clone(), one));
        if order.last().is_none_or(|last| last.id != asking.id) {
            order.push(asking);
        }
    }
    let mut counts = together(asked, used);
    Ok(order
        .into_iter()
        .filter_map(|asking| {
            let duty = if asking.is_own {
                Duty::Supporting
            } else {
                Duty::None
            };
            let may_attach = actor.may_as(Action::AttachEvidence, &unit.path, duty);
            let lack = lack(asking, unit, &mut counts)?;
            Some(Lack { may_attach, ..lack })
        })
        .collect())
}

struct Asking {
    id: String,
    is_row: bool,
    code: String,
    title: String,
    place: String,
    due: Option<Date>,
    is_own: bool,
}

fn read_asking(row: &Row) -> Result<(Asking, Asked), Fault> {
    let (id, asked) = read_asked(row)?;
    let asking = Asking {
        id,
        is_row: false,
        code: row.text_or_null("code")?.unwrap_or_default(),
        title: row.text("title")?,
        place: row.text("place")?,
        due: row.date_or_null("due")?,
        is_own: row.flag("own")?,
    };
    Ok((asking, asked))
}

fn lack(asking: Asking, unit: &Unit, counts: &mut BTreeMap<String, super::Count>) -> Option<Lack> {
    let mut count = counts.remove(&asking.id)?;
    count.asked.retain(|asked| !asked.is_met());
    if count.asked.is_empty() {
        return None;
    }
    let (serves, address) = if asking.is_row {
        let address = format!("/ke-hoach/{}/dong/{}", asking.place, asking.id);
        (Serves::Row(RowId::stored(asking.id)), address)
    } else {
        let address = address::indicator(&asking.place, &unit.slug, &asking.code);
        (Serves::Entry(EntryId::stored(asking.id)), address)
    };
    Some(Lack {
        serves,
        code: asking.code,
        title: asking.title,
        address,
        due: asking.due,
        attached: count.attached,
        asked: count.asked,
        may_attach: false,
    })
}
