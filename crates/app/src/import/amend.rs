//! Whether a plan is there already, and the plan that a new version amends.

use std::collections::BTreeMap;

use domain::plan::{Field, Plan, Row};
use reading::plan::compare::{self, Difference, Likeness, Pair, RowDifference};
use reading::text::squash;
use scoring::Exact;

use super::Refusal;
use super::draft::Opened;
use super::settled::{RowKey, key, repaired};
use super::stored::{self, Kept, Stored};
use super::write::Frameworks;
use crate::{Actor, App, Error, PlanId};

/// A plan of the same unit and year.
#[derive(Clone, Debug)]
pub struct Twin {
    /// Which.
    pub plan: PlanId,
    /// How people know it.
    pub name: String,
    /// `draft`, `issued`.
    pub state: String,
    /// Share of rows that are the same.
    pub likeness: Exact,
    /// Rows that are in both.
    pub shared: usize,
    /// Whether it came from the very same file.
    pub same_file: bool,
    /// Whether it has the same number.
    pub same_reference: bool,
    /// Whether this import is said to amend it.
    pub is_amended: bool,
}

impl Twin {
    /// Whether it is probably the same plan.
    pub fn is_alike(&self) -> bool {
        let half = Exact::ratio(1, 2).unwrap_or(Exact::ONE);
        self.same_file || self.same_reference || self.likeness >= half
    }
}

/// The plan as it would be written, for comparing.
pub(super) fn after(opened: &Opened) -> Plan {
    let mut annexes = opened.settled.annexes.clone();
    for row in annexes.iter_mut().flat_map(|annex| &mut annex.rows) {
        let fixed = repaired(row);
        // Names are kept repaired; of other cells both texts are.
        (row.lead, row.supporting) = (fixed.lead, fixed.supporting);
        row.rule_text = row
            .rule_lines
            .as_deref()
            .or(row.rule_text.as_deref())
            .map(squash);
        row.title = Some(row.title.clone().unwrap_or_default());
    }
    let mut document = opened.reading.plan.document.clone();
    document.kind = Some(document.kind.unwrap_or_else(|| "Kế hoạch".to_owned()));
    Plan {
        document,
        annexes,
        ..Plan::default()
    }
}

/// Plans of the same unit and year, the likest first.
pub async fn duplicates(app: &App, opened: &Opened) -> Result<Vec<Twin>, Error> {
    let mut conn = app.read().await?;
    let mut all = stored::of_year(&mut conn, &opened.unit, opened.draft.year, None).await?;
    drop(conn);
    all.retain(|stored| Some(&stored.id) != opened.draft.written.as_ref());
    let after = after(opened);
    let reference = after.document.reference.as_deref();
    let mut twins: Vec<Twin> = all
        .iter()
        .map(|stored| {
            let tally = compare::compare(&stored.plan, &after).tally;
            Twin {
                plan: stored.id.clone(),
                name: stored.name(),
                state: stored.state.clone(),
                likeness: compare::likeness(&stored.plan, &after),
                shared: tally.same + tally.similar,
                same_file: stored.sha256.as_deref() == Some(&opened.draft.sha256),
                same_reference: reference.is_some()
                    && stored.plan.document.reference.as_deref() == reference,
                is_amended: opened.draft.amends.as_ref() == Some(&stored.id),
            }
        })
        .collect();
    twins.sort_by(|one, other| {
        (other.same_file, &other.likeness).cmp(&(one.same_file, &one.likeness))
    });
    Ok(twins)
}

/// The plan that is amended, with what differs.
pub(super) struct Before {
    pub(super) stored: Stored,
    pub(super) after: Plan,
    pub(super) difference: Difference,
}

/// The plan that the draft is a new version of.
pub(super) async fn before(
    app: &App,
    actor: &Actor,
    opened: &Opened,
) -> Result<Option<Before>, Error> {
    let Some(amends) = &opened.draft.amends else {
        return Ok(None);
    };
    actor.require(domain::authority::Action::EditPlan, &opened.unit.path)?;
    let mut conn = app.read().await?;
    let found = stored::of_year(&mut conn, &opened.unit, opened.draft.year, Some(amends)).await?;
    let stored = found.into_iter().next().ok_or(Refusal::AmendsGone)?;
    let after = after(opened);
    let difference = compare::compare(&stored.plan, &after);
    Ok(Some(Before {
        stored,
        after,
        difference,
    }))
}

impl Before {
    /// `draft`, `issued`.
    pub(super) fn state(&self) -> &str {
        &self.stored.state
    }

    /// Rows that go on: the same ones, reworded under their number or moved.
    pub(super) fn pairs(&self) -> impl Iterator<Item = &Pair> {
        self.difference.rows.iter().filter_map(|row| match row {
            RowDifference::Both(pair) if pair.title == Likeness::Same || pair.moved.is_none() => {
                Some(pair)
            }
            _ => None,
        })
    }

    pub(super) fn kept(&self, pair: &Pair) -> Option<&Kept> {
        self.stored
            .rows
            .get(pair.before.annex)?
            .get(pair.before.row)
    }

    fn after_row(&self, pair: &Pair) -> Option<(RowKey, &Row)> {
        let row = compare::row(&self.after, pair.after)?;
        Some((key(pair.after.annex, &row.path), row))
    }

    /// Rows that go on, by the key of the new row.
    pub(super) fn by_key(&self) -> BTreeMap<RowKey, (&Kept, &Pair)> {
        let pairs = self.pairs();
        pairs
            .filter_map(|pair| Some((self.after_row(pair)?.0, (self.kept(pair)?, pair))))
            .collect()
    }

    /// Whether nothing that is scored differs, so that figures go on in the same framework.
    pub(super) fn keeps_framework(&self, opened: &Opened) -> bool {
        const SCORED: [Field; 4] = [Field::Code, Field::Title, Field::MaxPoints, Field::RuleText];
        let scored = |row: Option<&Row>| {
            row.is_some_and(|row| row.max_points.is_some() || row.rule_text.is_some())
        };
        let differs = self.difference.rows.iter().any(|row| match row {
            RowDifference::Added(at) => scored(compare::row(&self.after, *at)),
            RowDifference::Removed(at) => scored(compare::row(&self.stored.plan, *at)),
            RowDifference::Both(pair) => {
                let changed = pair
                    .changes
                    .iter()
                    .any(|change| SCORED.contains(&change.field));
                let kept = self.kept(pair).is_some_and(|kept| kept.indicator.is_some());
                kept && (pair.moved.is_some() || changed)
            }
        });
        self.stored.framework.is_some() && !differs && opened.settled.chosen.is_empty()
    }

    /// The framework that goes on.
    pub(super) fn adopted(&self) -> Frameworks {
        let indicators = self.by_key().into_iter();
        Frameworks {
            first: self.stored.framework.clone(),
            indicators: indicators
                .filter_map(|(key, (kept, _))| Some((key, kept.indicator.clone()?)))
                .collect(),
        }
    }
}
