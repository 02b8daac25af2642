//! Every frozen scorecard compared with what the audit log says: its own hash, the hash that was
//! noted when it was frozen, and the scorecard that the log gives when everything is told again by
//! the issued framework alone. Nothing is changed by looking.

use std::collections::BTreeMap;

use super::replay::{Judged, Replayed, Told, judged, tell_all};
use super::{Card, Kind, sql};
use crate::database::Conn;
use crate::{App, Error, Fault, FrameworkId, PeriodId, bind};

/// Assessments whose lines are in memory at once.
const CHUNK: usize = 500;

/// With what a scorecard does not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unlike {
    /// Its text is another than when its hash was taken.
    Text,
    /// The log noted another hash when it was frozen.
    Noted,
    /// The log gives other points, figures or reasons.
    Replayed,
    /// The log does not know of it.
    Unknown,
    /// The log knows of it, and it is not there.
    Gone,
}

/// A scorecard that does not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// The unit's name.
    pub unit: String,
    /// The framework's name.
    pub framework: String,
    /// The period's name.
    pub period: String,
    /// Whose word.
    pub kind: Kind,
    /// 1, 2 … of its kind.
    pub number: i32,
    /// With what.
    pub what: Unlike,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rechecked {
    /// Assessments with a frozen scorecard.
    pub assessments: usize,
    /// Their scorecards.
    pub cards: usize,
    /// Those that do not agree.
    pub differing: Vec<Differing>,
}

/// A scorecard as it is kept.
struct Stored {
    card: Replayed,
    /// Over the text as it stands.
    text_sha256: String,
}

/// Compares every frozen scorecard with the log. Whether the log itself is whole is
/// [`crate::audit::verify()`]'s to say.
pub async fn recheck(app: &App) -> Result<Rechecked, Error> {
    let mut conn = app.read().await?;
    let all = judged(&mut conn, None).await?;
    let mut found = Rechecked {
        assessments: all.len(),
        ..Rechecked::default()
    };
    let same = |one: &Judged, other: &Judged| {
        one.framework == other.framework && one.period == other.period
    };
    for group in all.chunk_by(same) {
        let place = (&group[0].framework, &group[0].period);
        let mut kept = kept(&mut conn, place).await?;
        for chunk in group.chunks(CHUNK) {
            let told = tell_all(&mut conn, chunk).await?;
            for (whose, told) in chunk.iter().zip(&told) {
                let own = kept.remove(whose.assessment.as_str()).unwrap_or_default();
                found.cards += own.len();
                let unlike = unlike(&own, told);
                found.differing.extend(unlike.map(|(card, what)| Differing {
                    unit: whose.unit_name.clone(),
                    framework: whose.framework_name.clone(),
                    period: whose.period_name.clone(),
                    kind: card.kind,
                    number: card.number,
                    what,
                }));
            }
        }
    }
    Ok(found)
}

async fn kept(
    conn: &mut Conn,
    (framework, period): (&FrameworkId, &PeriodId),
) -> Result<BTreeMap<String, Vec<Stored>>, Fault> {
    let mut kept: BTreeMap<String, Vec<Stored>> = BTreeMap::new();
    conn.all(
        sql::KEPT,
        bind![framework.as_str(), period.as_str()],
        |row| {
            let stored = Stored {
                card: Replayed {
                    kind: Kind::stored(&row.text("kind")?)?,
                    number: row.int("number")?,
                    sha256: row.text("sha256")?,
                },
                text_sha256: Card::sha256(&row.text("body_json")?),
            };
            kept.entry(row.text("assessment_id")?)
                .or_default()
                .push(stored);
            Ok(())
        },
    )
    .await?;
    Ok(kept)
}

/// Each scorecard with the first thing that it does not agree with.
fn unlike<'c>(kept: &'c [Stored], told: &'c Told) -> impl Iterator<Item = (&'c Replayed, Unlike)> {
    let same =
        |one: &Replayed, other: &Replayed| (one.kind, one.number) == (other.kind, other.number);
    let here = kept.iter().filter_map(move |stored| {
        let card = &stored.card;
        let noted = told.noted.iter().find(|noted| same(noted, card));
        let replayed = told.replayed.iter().find(|made| same(made, card));
        let what = match noted {
            _ if stored.text_sha256 != card.sha256 => Unlike::Text,
            None => Unlike::Unknown,
            Some(noted) if noted.sha256 != card.sha256 => Unlike::Noted,
            Some(_) if replayed != Some(card) => Unlike::Replayed,
            Some(_) => return None,
        };
        Some((card, what))
    });
    let gone = told.noted.iter().filter_map(move |noted| {
        let is_kept = kept.iter().any(|stored| same(&stored.card, noted));
        (!is_kept).then_some((noted, Unlike::Gone))
    });
    here.chain(gone)
}
