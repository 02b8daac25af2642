//! The row being saved: its figures and its entry written, scored, and told to the audit.

use std::collections::BTreeMap;

use scoring::rule::{Because, Points};
use serde_json::{Value as Json, json};

use super::comparison::{Comparison, Ranges, compares, put_range};
use super::draft::Draft;
use super::rescore;
use super::score::{Earned, at_desk};
use super::seat::Seat;
use super::sql;
use super::standing::Standing;
use super::value::{FigureState, Value};
use crate::audit::Event;
use crate::database::Tx;
use crate::framework::{Edition, EditionLine};
use crate::{Error, Noun, any_id, bind};

/// What the row earns as it was typed.
pub(super) struct Scored {
    pub(super) earned: Earned,
    pub(super) because: Option<Because>,
    /// The units that are compared with this one, and how far apart all are now, where they earn
    /// something else too.
    pub(super) moved: Option<(Vec<Seat>, Ranges)>,
}

/// The row being saved.
pub(super) struct Place<'p> {
    pub(super) edition: &'p Edition,
    pub(super) at: usize,
    pub(super) standing: &'p Standing,
}

impl Place<'_> {
    pub(super) fn line(&self) -> &EditionLine {
        &self.edition.lines[self.at]
    }

    /// The figures that are others now.
    pub(super) async fn write_values(&self, tx: &mut Tx, draft: &Draft) -> Result<(), Error> {
        let (standing, line) = (self.standing, self.line());
        let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
        for at in &draft.changed {
            let ask = &line.asks[*at];
            let value = draft.values.get(&ask.key).cloned().flatten();
            // What is provided is locked for the unit; no figure, nothing to lock.
            let provided = standing.provides && value.is_some();
            tx.run(
                sql::VALUE_PUT,
                bind![
                    &any_id(),
                    standing.spot.unit.as_str(),
                    standing.spot.period.as_str(),
                    ask.figure.as_str(),
                    &value,
                    draft.state.name(),
                    &draft.source,
                    &draft.as_of,
                    &now,
                    &by,
                    provided.then_some(&now),
                    provided.then_some(&by),
                ],
            )
            .await?;
        }
        Ok(())
    }

    /// Scores what was typed, before any of it is written.
    pub(super) async fn score(&self, tx: &mut Tx, draft: &Draft) -> Result<Scored, Error> {
        let mut figures = draft.figures(self.line());
        let mut moved = None;
        if compares(self.line()) {
            let period = &self.standing.spot.period;
            let was = Comparison::look(tx, self.edition, period, self.at).await?;
            let own = (&draft.values, draft.applicable);
            let now = was.supposing((self.edition, self.at), &self.standing.entry, own);
            let range = now.of_kind(self.edition, &self.standing.unit_kind);
            put_range(&mut figures, &range);
            if now != *was.ranges() {
                moved = Some((was.others(&self.standing.entry), now));
            }
        }
        let below = rescore::below(tx, self.line(), &self.standing.spot).await?;
        let (line, earned) = at_desk(self.edition, |desk| desk.line(self.at, figures, &below));
        Ok(Scored {
            earned,
            because: line.because,
            moved,
        })
    }

    /// The entry, if it is still the one that was shown.
    pub(super) async fn write(
        &self,
        tx: &mut Tx,
        draft: &Draft,
        earned: &Earned,
    ) -> Result<(), Error> {
        let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
        let text = |points: &Option<Points>| points.as_ref().map(ToString::to_string);
        let changed = tx
            .run(
                sql::SAVE,
                bind![
                    self.standing.entry.as_str(),
                    self.standing.version,
                    i32::from(draft.applicable),
                    &draft.explanation,
                    &text(&earned.points),
                    earned.outcome.name(),
                    draft.entry_state().map(FigureState::name),
                    &text(&draft.expected),
                    &now,
                    &by,
                ],
            )
            .await?;
        if changed == 0 {
            return Err(Error::Stale(Noun::Entry));
        }
        Ok(())
    }

    pub(super) fn name(&self) -> String {
        format!("{} {}", self.line().code, self.line().title)
    }

    /// What the audit keeps of it.
    pub(super) fn event(
        &self,
        before: &[Value],
        draft: &Draft,
        earned: &Earned,
        also: &[&str],
    ) -> Event {
        let standing = self.standing;
        let line = self.line();
        let old = |key: &str| {
            before
                .iter()
                .find(|value| value.key == key)
                .and_then(|value| value.value.clone())
        };
        let first = before.iter().find(|value| value.value.is_some());
        let was: BTreeMap<&str, Option<String>> = line
            .asks
            .iter()
            .map(|ask| (ask.key.as_str(), old(&ask.key)))
            .collect();
        let text = |points: &Option<Points>| points.as_ref().map(ToString::to_string);
        let after = json!({
            "values": draft.values,
            "source": draft.source,
            "as_of": draft.as_of,
            "state": draft.entry_state().map(FigureState::name),
            "applicable": draft.applicable,
            "explanation": draft.explanation,
            "expected_points": text(&draft.expected),
            "points": text(&earned.points),
            "outcome": earned.outcome.name(),
        });
        let before = json!({
            "values": was,
            "source": first.map(|value| value.source.as_str()),
            "as_of": first.map(|value| value.as_of.as_str()),
            "state": standing.state.map(FigureState::name),
            "applicable": standing.applicable,
            "explanation": standing.explanation,
            "expected_points": text(&standing.expected),
            "points": text(&standing.earned.points),
            "outcome": standing.earned.outcome.name(),
        });
        Event::new(
            "entry.saved",
            "entry",
            standing.entry.as_str(),
            &self.name(),
        )
        .within(&standing.spot.unit)
        .before(before)
        .after(with(after, draft.reason.as_deref(), also))
    }
}

/// What is said only where there is something to say.
fn with(mut after: Json, reason: Option<&str>, also: &[&str]) -> Json {
    if let Some(reason) = reason {
        after["reason"] = reason.into();
    }
    if !also.is_empty() {
        after["also"] = also.into();
    }
    after
}
