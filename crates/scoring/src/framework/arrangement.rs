//! What follows from a framework's tree alone: each indicator before its children, with a path that
//! is unique, its maximum, and the indicator whose rule takes in its points, if any.
//!
//! An arrangement borrows nothing, so whoever scores one framework over and over keeps it beside the
//! framework and lays that out in no time ([`super::Layout`]).

use std::collections::BTreeMap;

use super::{Counts, Framework, Indicator, Pillar};
use crate::rule::{Combine, Points};
use crate::{Exact, Rule};

/// Where one line stands among the others.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Its code when no other line has it, else «pillar.code», else with «#2».
    pub path: String,
    /// Index of its pillar.
    pub pillar: usize,
    /// Index of the line above it in the tree.
    pub parent: Option<usize>,
    /// Indices of the lines directly below it.
    pub children: Vec<usize>,
    /// The nearest line above whose own rule decides what the points of this one are worth. Such
    /// points enter neither the total nor the pillar by themselves.
    pub absorbed_by: Option<usize>,
    /// Its maximum with its weight; for a heading the sum of its children's.
    pub max_points: Option<Points>,
    /// Whether its points enter the total by themselves: not those of a heading, not those that a
    /// rule above takes in, not those that are only asked for.
    pub enters_total: bool,
}

/// The arrangement of a framework's lines.
#[derive(Clone, Debug, Default)]
pub struct Arrangement {
    /// As many as the framework has indicators, each before its children.
    pub(super) spots: Vec<Spot>,
    pub(super) codes: BTreeMap<String, Vec<usize>>,
    pub(super) pillar_maxima: Vec<Points>,
    pub(super) max_points: Points,
}

impl Arrangement {
    /// Arranges the lines of a framework.
    pub fn of(framework: &Framework) -> Arrangement {
        let mut walk = Walk::default();
        for (pillar, of) in framework.pillars.iter().enumerate() {
            walk.push_all(&of.indicators, pillar, None);
        }
        walk.name_paths(&framework.pillars);
        for at in (0..walk.indicators.len()).rev() {
            walk.arranged.spots[at].max_points = walk.max_of(at);
        }
        let pillars = 0..framework.pillars.len();
        walk.arranged.pillar_maxima = pillars.map(|pillar| walk.pillar_max(pillar)).collect();
        walk.arranged.max_points = walk.arranged.pillar_maxima.iter().cloned().sum();
        walk.arranged
    }
}

/// The indicators met so far, and where they stand.
#[derive(Default)]
struct Walk<'f> {
    indicators: Vec<&'f Indicator>,
    arranged: Arrangement,
}

impl<'f> Walk<'f> {
    fn push_all(&mut self, indicators: &'f [Indicator], pillar: usize, parent: Option<usize>) {
        for indicator in indicators {
            let at = self.indicators.len();
            let absorbed_by = parent.and_then(|parent| {
                let above = self.indicators[parent];
                if above.rule.is_some() || above.unread {
                    Some(parent)
                } else {
                    self.arranged.spots[parent].absorbed_by
                }
            });
            let code = indicator.code.as_str().to_owned();
            self.arranged.codes.entry(code).or_default().push(at);
            self.indicators.push(indicator);
            self.arranged.spots.push(Spot {
                path: String::new(),
                pillar,
                parent,
                children: Vec::new(),
                absorbed_by,
                max_points: None,
                enters_total: !indicator.is_heading()
                    && absorbed_by.is_none()
                    && indicator.counts != Counts::Unscored,
            });
            if let Some(parent) = parent {
                self.arranged.spots[parent].children.push(at);
            }
            self.push_all(&indicator.children, pillar, Some(at));
        }
    }

    fn name_paths(&mut self, pillars: &[Pillar]) {
        let mut taken: BTreeMap<String, u32> = BTreeMap::new();
        let Arrangement { spots, codes, .. } = &mut self.arranged;
        for (spot, indicator) in spots.iter_mut().zip(&self.indicators) {
            let code = indicator.code.as_str();
            let alone = codes.get(code).is_some_and(|spots| spots.len() == 1);
            let path = match &pillars[spot.pillar].code {
                Some(pillar) if !alone => format!("{pillar}.{code}"),
                _ => code.to_owned(),
            };
            let count = taken.entry(path.clone()).or_default();
            *count += 1;
            spot.path = if *count == 1 {
                path
            } else {
                format!("{path}#{count}")
            };
        }
    }

    fn max_of(&self, at: usize) -> Option<Points> {
        let indicator = self.indicators[at];
        let weight = indicator.weight.clone().unwrap_or(Exact::ONE);
        let own = indicator.max_points.clone().map(|max| max * weight);
        let sums = match &indicator.rule {
            None => indicator.is_heading(),
            Some(rule) => own.is_none() && *rule == Rule::Children(Combine::Sum),
        };
        if !sums {
            return own;
        }
        let of_child = |child: &usize| {
            let adds = self.indicators[*child].counts == Counts::Adds;
            let max = self.arranged.spots[*child].max_points.clone();
            max.filter(|_| adds)
        };
        let children = &self.arranged.spots[at].children;
        Some(children.iter().filter_map(of_child).sum())
    }

    /// What the lines of a pillar that enter the total can earn, bonuses apart.
    fn pillar_max(&self, pillar: usize) -> Points {
        let max = |(spot, indicator): (&Spot, &&Indicator)| {
            let counted =
                spot.pillar == pillar && spot.enters_total && indicator.counts == Counts::Adds;
            spot.max_points.clone().filter(|_| counted)
        };
        let lines = self.arranged.spots.iter().zip(&self.indicators);
        lines.filter_map(max).sum()
    }
}
