//! What was computed goes into the figures of the unit above, and its lines are scored again.

use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::json;

use super::part::Sum;
use super::{Holder, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::figure::comparison::compares;
use crate::figure::rescore::{self, Spot};
use crate::figure::sql as figure_sql;
use crate::figure::standing::value;
use crate::figure::value::FigureState;
use crate::figure::wave::Wave;
use crate::framework::{Edition, RollUp, edition};
use crate::{AssessmentId, EntryId, Error, FrameworkId, IndicatorId, any_id, bind};

/// Puts what came out into the figures; how many lines were scored again: none where nothing changed,
/// or where the unit has handed in.
pub(super) async fn carry(
    tx: &mut Tx,
    edition: &Edition,
    holder: &Holder,
    (rollup, sum): (&RollUp, &Sum),
) -> Result<usize, Error> {
    let (spot, indicator) = (&holder.spot, rollup.indicator.as_str());
    let takes = tx
        .find(
            sql::TAKES,
            bind![spot.assessment.as_str(), indicator],
            |row| row.flag("takes"),
        )
        .await?;
    let Some(at) = edition
        .line(&rollup.indicator)
        .filter(|_| takes == Some(true))
    else {
        return Ok(0);
    };
    if !write(tx, (edition, at), spot, (rollup, sum)).await? {
        return Ok(0);
    }
    let lines = rescored(tx, edition, (spot, indicator)).await?;
    let line = &edition.lines[at];
    let name = format!("{} {}", line.code, line.title);
    let values: std::collections::BTreeMap<&str, Option<String>> = line
        .asks
        .iter()
        .filter(|ask| rollup.fills(&ask.key))
        .map(|ask| (ask.key.as_str(), sum.value(rollup, &ask.key)))
        .collect();
    let event = Event::new("entry.rolled_up", "indicator", indicator, &name)
        .within(&spot.unit)
        .after(json!({
            "values": values, "units": sum.counted(), "given": sum.given, "lines": lines,
            "state": sum.state(rollup).name(),
        }));
    tx.record(event);
    Ok(lines)
}

/// Writes the figures that are others now; whether any is.
async fn write(
    tx: &mut Tx,
    (edition, at): (&Edition, usize),
    spot: &Spot,
    (rollup, sum): (&RollUp, &Sum),
) -> Result<bool, Error> {
    let line = &edition.lines[at];
    let key = [
        line.indicator.as_str().into(),
        spot.unit.as_str().into(),
        spot.period.as_str().into(),
    ];
    let before = tx.all(figure_sql::VALUES, &key, value).await?;
    let state = sum.state(rollup);
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    let source = reading::words::rollup::source(sum.base(rollup), sum.counted());
    let mut is_other = false;
    for ask in line.asks.iter().filter(|ask| rollup.fills(&ask.key)) {
        let value = sum.value(rollup, &ask.key);
        let source = if value.is_some() { source.as_str() } else { "" };
        let own = before.iter().find(|own| own.key == ask.key);
        let is_same = own.is_some_and(|own| {
            own.is_provided
                && own.value == value
                && own.source == source
                && (own.state == state || value.is_none())
        });
        if is_same {
            continue;
        }
        is_other = true;
        let as_of = value.as_ref().map(|_| day(&now)).unwrap_or_default();
        tx.run(
            figure_sql::VALUE_PUT,
            bind![
                &any_id(),
                spot.unit.as_str(),
                spot.period.as_str(),
                ask.figure.as_str(),
                &value,
                state.name(),
                source,
                &as_of,
                &now,
                &by,
                &now,
                None::<&str>
            ],
        )
        .await?;
    }
    Ok(is_other)
}

/// The day of an instant, in Vietnam.
fn day(instant: &str) -> String {
    let today = |at: Timestamp| Offset::constant(7).to_datetime(at).date().to_string();
    instant.parse().map_or_else(|_| String::new(), today)
}

/// A line that the figures feed.
struct Fed {
    entry: EntryId,
    assessment: AssessmentId,
    indicator: IndicatorId,
    framework: FrameworkId,
}

/// Scores every line of the unit that the figures of a line feed, and what stands above it; how
/// many lines.
async fn rescored(
    tx: &mut Tx,
    own: &Edition,
    (spot, indicator): (&Spot, &str),
) -> Result<usize, Error> {
    let bound = [
        indicator.into(),
        spot.unit.as_str().into(),
        spot.period.as_str().into(),
    ];
    let fed = tx
        .all(sql::FED, &bound, |row| {
            Ok(Fed {
                entry: EntryId::stored(row.text("id")?),
                assessment: AssessmentId::stored(row.text("assessment_id")?),
                indicator: IndicatorId::stored(row.text("indicator_id")?),
                framework: FrameworkId::stored(row.text("framework_id")?),
            })
        })
        .await?;
    let mut lines = 0;
    for one in fed {
        let other;
        let edition = if one.framework == own.id {
            own
        } else {
            other = edition::load(tx, &one.framework).await?;
            &other
        };
        let Some(at) = edition.line(&one.indicator) else {
            continue;
        };
        let spot = Spot {
            assessment: one.assessment.clone(),
            ..spot.clone()
        };
        if compares(&edition.lines[at]) {
            let wave = Wave::among_open(&spot.period);
            lines += wave.rescore(tx, edition, at).await?.earned.len();
        } else {
            rescore::one(tx, edition, &spot, at).await?;
            lines += 1 + rescore::above(tx, edition, &spot, at).await?;
        }
        let state = rescore::least_sure(tx, &edition.lines[at], &spot).await?;
        tx.run(
            sql::STATE,
            bind![one.entry.as_str(), state.map(FigureState::name)],
        )
        .await?;
        rescore::touch(tx, &spot.assessment).await?;
    }
    Ok(lines)
}
