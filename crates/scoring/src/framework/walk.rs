//! The tree of a framework as a list of lines: each indicator before its children, with a path
//! that is unique and with the indicator whose rule takes in its points, if any.

use std::collections::BTreeMap;

use super::{Counts, Framework, Indicator, IndicatorCode, Pillar};
use crate::rule::{Combine, Points};
use crate::{Exact, Rule};

/// One indicator in its place.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
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
}

/// The lines of a framework, in its order.
#[derive(Clone, Debug)]
pub struct Layout<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// Every indicator, before its children.
    pub places: Vec<Place<'a>>,
    codes: BTreeMap<&'a str, Vec<usize>>,
}

/// A sum that a framework declares and that its own parts contradict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumDiffers {
    /// Code of the pillar or the parent.
    pub code: String,
    /// What it declares.
    pub declared: Points,
    /// What its parts add to.
    pub computed: Points,
}

impl<'a> Layout<'a> {
    /// Lays the framework out.
    pub fn new(framework: &'a Framework) -> Layout<'a> {
        let mut layout = Layout {
            framework,
            places: Vec::new(),
            codes: BTreeMap::new(),
        };
        for (pillar, of) in framework.pillars.iter().enumerate() {
            layout.push_all(&of.indicators, pillar, None);
        }
        layout.name_paths();
        for at in (0..layout.places.len()).rev() {
            layout.places[at].max_points = layout.max_of(at);
        }
        layout
    }

    fn push_all(&mut self, indicators: &'a [Indicator], pillar: usize, parent: Option<usize>) {
        for indicator in indicators {
            let at = self.places.len();
            let absorbed_by = parent.and_then(|parent: usize| {
                let above = &self.places[parent];
                if above.indicator.rule.is_some() || above.indicator.unread {
                    Some(parent)
                } else {
                    above.absorbed_by
                }
            });
            self.codes
                .entry(indicator.code.as_str())
                .or_default()
                .push(at);
            self.places.push(Place {
                indicator,
                path: String::new(),
                pillar,
                parent,
                children: Vec::new(),
                absorbed_by,
                max_points: None,
            });
            if let Some(parent) = parent {
                self.places[parent].children.push(at);
            }
            self.push_all(&indicator.children, pillar, Some(at));
        }
    }

    fn name_paths(&mut self) {
        let mut taken: BTreeMap<String, u32> = BTreeMap::new();
        for place in &mut self.places {
            let code = place.indicator.code.as_str();
            let pillar = self.framework.pillars[place.pillar].code.as_ref();
            let alone = self.codes.get(code).is_some_and(|places| places.len() == 1);
            let path = match pillar {
                Some(pillar) if !alone => format!("{pillar}.{code}"),
                _ => code.to_owned(),
            };
            let count = taken.entry(path.clone()).or_default();
            *count += 1;
            place.path = if *count == 1 {
                path
            } else {
                format!("{path}#{count}")
            };
        }
    }

    fn max_of(&self, at: usize) -> Option<Points> {
        let place = &self.places[at];
        let weight = place.indicator.weight.clone().unwrap_or(Exact::ONE);
        let own = place.indicator.max_points.clone().map(|max| max * weight);
        let sums = match &place.indicator.rule {
            None => place.indicator.is_heading(),
            Some(rule) => own.is_none() && *rule == Rule::Children(Combine::Sum),
        };
        if !sums {
            return own;
        }
        let of_child = |child: &usize| {
            let child = &self.places[*child];
            let adds = child.indicator.counts == Counts::Adds;
            child.max_points.clone().filter(|_| adds)
        };
        Some(place.children.iter().filter_map(of_child).sum())
    }

    /// The line that a file means by this code or path. `None` when there is none; `Err` with
    /// the paths to choose from when the code is that of several.
    pub fn find(&self, code: &str) -> Result<Option<usize>, Vec<&str>> {
        let code = IndicatorCode::new(code);
        match self.codes.get(code.as_str()).map_or(&[][..], Vec::as_slice) {
            [only] => Ok(Some(*only)),
            [] => Ok(self
                .places
                .iter()
                .position(|place| self.is_path(place, code.as_str()))),
            several => Err(several
                .iter()
                .map(|at| self.places[*at].path.as_str())
                .collect()),
        }
    }

    /// Also «pillar.code» where the code alone would have done.
    fn is_path(&self, place: &Place<'_>, text: &str) -> bool {
        let pillar = self.framework.pillars[place.pillar].code.as_ref();
        place.path == text
            || pillar
                .and_then(|pillar| text.strip_prefix(pillar.as_str()))
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|rest| rest == place.indicator.code.as_str())
    }

    /// Lines whose points enter the total by themselves: not headings, not those that a rule
    /// above takes in, not those that are only asked for.
    pub fn enters_total(&self, at: usize) -> bool {
        let place = &self.places[at];
        !place.indicator.is_heading()
            && place.absorbed_by.is_none()
            && place.indicator.counts != Counts::Unscored
    }

    /// The whole maximum: what the lines that enter the total can earn, bonuses apart.
    pub fn max_points(&self) -> Points {
        self.max_where(|_| true)
    }

    /// The maximum of one pillar, by its indicators.
    pub fn pillar_max(&self, pillar: usize) -> Points {
        self.max_where(|place| place.pillar == pillar)
    }

    fn max_where(&self, of: impl Fn(&Place<'_>) -> bool) -> Points {
        let counted = |at: &usize| {
            let place = &self.places[*at];
            self.enters_total(*at) && place.indicator.counts == Counts::Adds && of(place)
        };
        let max = |at: usize| self.places[at].max_points.clone();
        (0..self.places.len()).filter(counted).filter_map(max).sum()
    }

    /// Pillars and parents whose declared points are not those of their parts. The parts decide;
    /// a person should know.
    pub fn sums_that_differ(&self) -> Vec<SumDiffers> {
        let pillars = self
            .framework
            .pillars
            .iter()
            .enumerate()
            .map(|(at, pillar)| {
                (
                    name_of(pillar),
                    pillar.max_points.clone(),
                    self.pillar_max(at),
                    !pillar.indicators.is_empty(),
                )
            });
        let parents = self.places.iter().map(|place| {
            let adds = |child: &&usize| self.places[**child].indicator.counts == Counts::Adds;
            let max = |child: &usize| self.places[*child].max_points.clone();
            let computed = place.children.iter().filter(adds).filter_map(max).sum();
            let sums = matches!(
                &place.indicator.rule,
                None | Some(Rule::Children(Combine::Sum))
            );
            let known = sums && !place.children.is_empty();
            (
                place.path.clone(),
                place.indicator.max_points.clone(),
                computed,
                known,
            )
        });
        let differing =
            |(code, declared, computed, known): (String, Option<Points>, Points, bool)| {
                let declared = declared.filter(|declared| known && *declared != computed)?;
                Some(SumDiffers {
                    code,
                    declared,
                    computed,
                })
            };
        pillars.chain(parents).filter_map(differing).collect()
    }
}

fn name_of(pillar: &Pillar) -> String {
    pillar
        .code
        .as_ref()
        .map_or_else(|| pillar.title.clone(), |code| code.as_str().to_owned())
}
