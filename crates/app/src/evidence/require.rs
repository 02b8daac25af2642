//! What a row or an indicator asks for as proof, read from its evidence text and kept.

use domain::deadline::Every;
use jiff::civil::{Date, date};
use reading::evidence::{Requirement, requirements};

use super::{kind, sql};
use crate::database::Tx;
use crate::{Fault, IndicatorId, RequirementId, RowId, bind};

/// Who asks for proof.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A plan's row.
    Row(&'a RowId),
    /// A framework's indicator, for every unit that is assessed by it.
    Indicator(&'a IndicatorId),
}

/// Reads what an evidence text asks for and keeps it in place of what was kept before. `year` is
/// the plan's. Proof that was already attached stays, and serves what it served where the words
/// are the same.
pub async fn require(
    tx: &mut Tx,
    subject: Subject<'_>,
    evidence_text: &str,
    year: i16,
) -> Result<(), Fault> {
    let (row, indicator) = match subject {
        Subject::Row(row) => (Some(row.as_str()), None),
        Subject::Indicator(indicator) => (None, Some(indicator.as_str())),
    };
    let asked = requirements(evidence_text, year);
    let kept = tx
        .all(sql::REQUIREMENTS_KEPT, bind![row, indicator], |row| {
            Ok((row.text("id")?, row.text("text")?))
        })
        .await?;
    let (mut same, mut gone) = (Vec::new(), Vec::new());
    for (id, text) in kept {
        let stays = asked.iter().any(|one| one.text == text)
            && !same
                .iter()
                .any(|(_, known): &(String, String)| *known == text);
        if stays {
            same.push((id, text));
        } else {
            gone.push(id);
        }
    }
    for id in gone {
        tx.run(sql::FREE_USES, bind![&id]).await?;
        tx.run(sql::DROP_REQUIREMENT, bind![&id]).await?;
    }
    for (position, one) in (1..).zip(&asked) {
        let known = same.iter().position(|(_, text)| *text == one.text);
        let id = known.map_or_else(|| RequirementId::new().to_string(), |at| same.remove(at).0);
        put(tx, &id, (row, indicator, position), Terms::of(one, year)).await?;
    }
    Ok(())
}

struct Terms<'a> {
    text: &'a str,
    accepts: String,
    needed: i32,
    per: Option<&'static str>,
    from: Option<Date>,
    to: Option<Date>,
}

impl Terms<'_> {
    fn of(asked: &Requirement, year: i16) -> Terms<'_> {
        let codes: Vec<&str> = asked
            .any_of
            .iter()
            .map(|proof| kind::code(*proof))
            .collect();
        let count = asked
            .count
            .unwrap_or(1)
            .saturating_add(u32::from(asked.more));
        let window = asked.window;
        // «1 cuộc/quý» is counted over the plan's year where no other time is said.
        let year = asked.per.map(|_| (date(year, 1, 1), date(year, 12, 31)));
        Terms {
            text: &asked.text,
            accepts: codes.join("|"),
            needed: i32::try_from(count.max(1)).unwrap_or(i32::MAX),
            per: asked.per.map(per_name),
            from: window
                .and_then(|one| one.start)
                .or(year.map(|(first, _)| first)),
            to: window
                .and_then(|one| one.end)
                .or(year.map(|(_, last)| last)),
        }
    }
}

type Owner<'a> = (Option<&'a str>, Option<&'a str>, i32);

async fn put(tx: &mut Tx, id: &str, owner: Owner<'_>, terms: Terms<'_>) -> Result<(), Fault> {
    let (row, indicator, position) = owner;
    let (from, to) = (terms.from.map(text), terms.to.map(text));
    tx.run(
        sql::PUT_REQUIREMENT,
        bind![
            id,
            row,
            indicator,
            position,
            terms.text,
            &terms.accepts,
            terms.needed,
            terms.per,
            &from,
            &to,
        ],
    )
    .await?;
    Ok(())
}

fn text(date: Date) -> String {
    date.to_string()
}

/// As stored.
pub(super) fn per_name(every: Every) -> &'static str {
    match every {
        Every::Week => "week",
        Every::Month => "month",
        Every::Quarter => "quarter",
        Every::HalfYear => "half_year",
        Every::Year => "year",
    }
}

pub(super) fn per_of(name: &str) -> Option<Every> {
    [
        Every::Week,
        Every::Month,
        Every::Quarter,
        Every::HalfYear,
        Every::Year,
    ]
    .into_iter()
    .find(|every| per_name(*every) == name)
}
