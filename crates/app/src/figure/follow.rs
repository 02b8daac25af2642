//! What follows from a saved row: units that are compared with it, lines above it, and other rows of
//! the unit that share one of its figures.

use std::collections::BTreeMap;

use serde_json::json;

use super::comparison::compares;
use super::draft::Draft;
use super::place::{Place, Scored};
use super::rescore::{self, Spot};
use super::sql;
use super::wave::Wave;
use crate::audit::Event;
use crate::database::Tx;
use crate::framework;
use crate::{AssessmentId, EntryId, Error, FrameworkId, IndicatorId, Noun, bind};

/// Another row that one of the figures feeds.
struct Fed {
    entry: EntryId,
    spot: Spot,
    indicator: IndicatorId,
    framework: FrameworkId,
}

impl Place<'_> {
    /// What follows: units compared, lines above, rows that share a figure. Those rows and their
    /// codes.
    pub(super) async fn follow(
        &self,
        tx: &mut Tx,
        draft: &Draft,
        scored: &Scored,
    ) -> Result<BTreeMap<EntryId, String>, Error> {
        if let Some((others, ranges)) = &scored.moved {
            let line = (self.edition, self.at);
            let others = Wave::among_open(&self.standing.spot.period)
                .rescore_seats(tx, line, (others, Some(ranges)))
                .await?;
            if !others.earned.is_empty() {
                tx.record(self.compared(others.earned.len()));
            }
        }
        if scored.earned != self.standing.earned {
            rescore::above(tx, self.edition, &self.standing.spot, self.at).await?;
        }
        let mut also = BTreeMap::new();
        if !draft.changed.is_empty() {
            self.feed(tx, draft, &mut also).await?;
        }
        Ok(also)
    }

    fn compared(&self, changed: usize) -> Event {
        Event::new(
            "entry.compared",
            "indicator",
            self.line().indicator.as_str(),
            &self.name(),
        )
        .within(&self.standing.spot.unit)
        .after(json!({ "units": changed }))
    }

    /// Other rows of the unit that the changed figures feed: their points are others now, and
    /// their forms must notice.
    async fn feed(
        &self,
        tx: &mut Tx,
        draft: &Draft,
        also: &mut BTreeMap<EntryId, String>,
    ) -> Result<(), Error> {
        let (asks, spot) = (&self.line().asks, &self.standing.spot);
        let changed = |key: &str| draft.changed.iter().any(|at| asks[*at].key == key);
        for (key, one) in self.fed(tx).await? {
            if !changed(&key) || also.contains_key(&one.entry) {
                continue;
            }
            if one.spot.assessment != spot.assessment {
                rescore::touch(tx, &one.spot.assessment).await?;
            }
            let code = self.refresh(tx, &one).await?;
            also.insert(one.entry, code);
        }
        Ok(())
    }

    /// Rows that share a figure with this one, each with this one's field.
    async fn fed(&self, tx: &mut Tx) -> Result<Vec<(String, Fed)>, Error> {
        let spot = &self.standing.spot;
        let (indicator, unit) = (self.line().indicator.as_str(), spot.unit.as_str());
        let fed = tx
            .all(
                sql::ALSO_FED,
                bind![indicator, unit, spot.period.as_str()],
                |row| {
                    let fed = Fed {
                        entry: EntryId::stored(row.text("id")?),
                        spot: Spot {
                            assessment: AssessmentId::stored(row.text("assessment_id")?),
                            ..spot.clone()
                        },
                        indicator: IndicatorId::stored(row.text("indicator_id")?),
                        framework: FrameworkId::stored(row.text("framework_id")?),
                    };
                    Ok((row.text("input_key")?, fed))
                },
            )
            .await?;
        Ok(fed)
    }

    async fn refresh(&self, tx: &mut Tx, fed: &Fed) -> Result<String, Error> {
        let other;
        let edition = if fed.framework == self.edition.id {
            self.edition
        } else {
            other = framework::edition::load(tx, &fed.framework).await?;
            &other
        };
        let at = edition
            .line(&fed.indicator)
            .ok_or(Error::NotFound(Noun::Indicator))?;
        if compares(&edition.lines[at]) {
            Wave::among_open(&fed.spot.period)
                .rescore(tx, edition, at)
                .await?;
        } else {
            rescore::one(tx, edition, &fed.spot, at).await?;
            rescore::above(tx, edition, &fed.spot, at).await?;
        }
        rescore::note(tx, &edition.lines[at], &fed.entry, &fed.spot).await?;
        Ok(edition.lines[at].code.clone())
    }
}
